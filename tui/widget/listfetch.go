package widget

import tea "charm.land/bubbletea/v2"

// question is why a page was asked for.
type question uint8

const (
	wantFirst question = iota // a new list from its first row
	wantLast                  // a new list from its last row
	wantFrom                  // a new list from a certain row
	wantDown                  // more rows below
	wantUp                    // more rows above
)

// listAnswer is a page that came. It carries the number of its question.
type listAnswer struct {
	list   *List
	number int
	why    question
	asked  int
	rows   []Row
	err    error
}

// Home goes to the first row of all.
func (l *List) Home() tea.Cmd {
	if l.atStart && l.whole == 0 && len(l.rows) > 0 {
		l.top, l.cur, l.owed = 0, 0, 0
		return nil
	}
	return l.renew(wantFirst, "", After)
}

// End goes to the last row of all.
func (l *List) End() tea.Cmd {
	if l.atEnd && l.whole == 0 && len(l.rows) > 0 {
		l.cur, l.owed = len(l.rows)-1, 0
		l.scroll()
		return nil
	}
	return l.renew(wantLast, "", Before)
}

// Jump goes to the row of that key, or to the one behind the place where it would be.
func (l *List) Jump(key string) tea.Cmd {
	cmd := l.renew(wantFrom, key, From)
	l.chosen = key
	return cmd
}

// Query shows another question's rows from the first. What is under way for the old one is stale.
func (l *List) Query(fetch Fetch) tea.Cmd {
	l.fetch = fetch
	return l.renew(wantFirst, "", After)
}

// Reload reads again what is in sight; the chosen row stays chosen if it is still there.
func (l *List) Reload() tea.Cmd {
	if len(l.rows) == 0 || l.top == 0 && l.cur == 0 && l.atStart {
		return l.renew(wantFirst, "", After)
	}
	chosen := l.rows[l.cur].Key
	cmd := l.renew(wantFrom, l.rows[l.top].Key, From)
	l.chosen = chosen
	return cmd
}

// ReloadAt reads again what is in sight, with another row chosen. Stays tells which of the rows
// are still there: the window begins with the first of them.
func (l *List) ReloadAt(key string, stays func(key string) bool) tea.Cmd {
	from := key
	for _, r := range l.rows[min(l.top, len(l.rows)):] {
		if r.Key == key || stays(r.Key) {
			from = r.Key
			break
		}
	}
	cmd := l.renew(wantFrom, from, From)
	l.chosen = key
	return cmd
}

// renew asks for a new list. The old rows stay in sight until the answer is here.
func (l *List) renew(why question, key string, dir Direction) tea.Cmd {
	l.up, l.down, l.owed, l.chosen = 0, 0, 0, ""
	cmd := l.ask(why, key, dir)
	l.whole = l.number
	return cmd
}

// ask makes the command that fetches a page; the command never touches the list.
func (l *List) ask(why question, key string, dir Direction) tea.Cmd {
	l.number++
	number, n, fetch := l.number, pageWindows*l.height, l.fetch
	return func() tea.Msg {
		rows, err := fetch(key, n, dir)
		return listAnswer{list: l, number: number, why: why, asked: n, rows: rows, err: err}
	}
}

// nearEnd asks for rows before the window gets to the end of those that are here.
func (l *List) nearEnd() tea.Cmd {
	if len(l.rows) == 0 || l.whole != 0 {
		return nil
	}
	var cmds []tea.Cmd
	if !l.atEnd && l.down == 0 && l.top+2*l.height >= len(l.rows) {
		cmds = append(cmds, l.ask(wantDown, l.rows[len(l.rows)-1].Key, After))
		l.down = l.number
	}
	if !l.atStart && l.up == 0 && l.top < l.height {
		cmds = append(cmds, l.ask(wantUp, l.rows[0].Key, Before))
		l.up = l.number
	}
	return tea.Batch(cmds...)
}

// answer takes a page, unless a later question made it stale.
func (l *List) answer(a listAnswer) tea.Cmd {
	slot := l.slot(a.why)
	if *slot != a.number {
		return nil
	}
	*slot = 0
	if l.err = a.err; l.err != nil {
		l.owed = 0
		return nil
	}
	switch a.why {
	case wantDown:
		l.appendRows(a)
	case wantUp:
		l.prependRows(a)
	default:
		if a.why == wantFrom && len(a.rows) == 0 { // the key is behind the last row
			return l.renew(wantLast, "", Before)
		}
		l.replaceRows(a)
	}
	l.scroll()
	return l.settle()
}

func (l *List) slot(why question) *int {
	switch why {
	case wantDown:
		return &l.down
	case wantUp:
		return &l.up
	}
	return &l.whole
}

func (l *List) replaceRows(a listAnswer) {
	l.rows, l.top, l.cur = a.rows, 0, 0
	short := len(a.rows) < a.asked
	l.atStart = a.why == wantFirst || a.why == wantLast && short
	l.atEnd = short && a.why != wantLast || a.why == wantLast
	if a.why == wantLast {
		l.cur = len(a.rows) - 1
	}
	for i := range a.rows {
		if l.chosen != "" && a.rows[i].Key == l.chosen {
			l.cur = i
		}
	}
}

func (l *List) appendRows(a listAnswer) {
	l.rows = append(l.rows, a.rows...)
	l.atEnd = len(a.rows) < a.asked
	if cut := min(len(l.rows)-keepWindows*l.height, l.top-l.height); cut > 0 {
		l.rows = append([]Row(nil), l.rows[cut:]...)
		l.top, l.cur, l.atStart = l.top-cut, l.cur-cut, false
		l.up = 0 // rows asked for above the old first row would leave a hole
	}
}

func (l *List) prependRows(a listAnswer) {
	n := len(a.rows)
	l.rows = append(append(make([]Row, 0, n+len(l.rows)), a.rows...), l.rows...)
	l.top, l.cur = l.top+n, l.cur+n
	l.atStart = n < a.asked
	if keep := max(keepWindows*l.height, l.top+2*l.height); len(l.rows) > keep {
		l.rows, l.atEnd = l.rows[:keep:keep], false
		l.down = 0
	}
}

// settle walks the rows that were owed, and asks for more if the window is near an end.
func (l *List) settle() tea.Cmd {
	d := l.owed
	l.owed = 0
	if d == 0 {
		return l.nearEnd()
	}
	return l.move(d)
}
