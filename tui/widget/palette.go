package widget

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Action is one entry of a palette.
type Action struct {
	ID       string
	Title    T
	Initials string // pinyin of the Chinese title, its initials and in full, and other words for it: 补打 → "bd buda reprint"
	Where    T      // on which screen the key is pressed, where it is not this one
	Key      string // the key that does it without the palette, as KeyName says it; may be empty
	Why      T      // of one that is not possible here: why not
	AtOnce   bool   // something is done at once: of what is found alike, what opens a screen comes first
}

// PaletteEvent is what a message did to a palette.
type PaletteEvent uint8

// What a message can do to a palette.
const (
	PaletteNone PaletteEvent = iota
	PaletteHandled
	PaletteChosen // Enter on an action: see Chosen
	PaletteBack   // Esc: one step back
)

// Palette is a searchable list of every action with its key. It is searched by Chinese title, by
// pinyin initials, by English words and by key; an empty query shows all. Enter with no action left
// does nothing, so a card scanned into an open palette does nothing either.
type Palette struct {
	actions []Action
	found   []int // indexes into actions, best first
	cur     int
	page    int // actions in sight when it was drawn last
	query   *Field
	rules   Rules
	other   []Action // that are known, and not possible here
	meant   []Action // of those, whom what was typed names outright, where it names nothing else so: Enter does not do another
}

// NewPalette makes a palette with all actions in sight, in the order given.
func NewPalette(actions []Action) *Palette {
	p := &Palette{actions: actions, rules: ASCIIRules()}
	p.query = NewField(FieldSpec{Key: "query", Max: 40, Placeholder: T{"输入名称、拼音首字母或按键", "type a name, pinyin initials or a key"}})
	p.search()
	return p
}

// Know tells of actions that there are and that are not possible here: whoever looks for
// one is told so.
func (p *Palette) Know(other []Action) {
	p.other = other
	p.search()
}

// elsewhere are the actions that what was typed finds and that are not possible here, the best first.
func (p *Palette) elsewhere() (found []Action) {
	q := strings.ToLower(strings.TrimSpace(HalfWidth(p.query.Value())))
	for want := range ranksOfAll {
		for _, a := range p.other {
			if a.rank(q) == want {
				found = append(found, a)
			}
		}
	}
	return found
}

// Update takes a key press or a paste.
func (p *Palette) Update(msg tea.Msg) PaletteEvent {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		p.query.Insert(strings.Join(SplitPaste(msg.Content), " "))
		p.search()
		return PaletteHandled
	case tea.KeyPressMsg:
		return p.key(msg)
	}
	return PaletteNone
}

func (p *Palette) key(msg tea.KeyPressMsg) PaletteEvent {
	switch KeyName(msg) {
	case "esc":
		return PaletteBack
	case "enter":
		if p.Chosen() != "" {
			return PaletteChosen
		}
		return PaletteHandled
	case "up", "shift+tab":
		p.cur = max(p.cur-1, min(p.cur, 0))
		return PaletteHandled
	case "down", "tab":
		p.cur = min(p.cur+1, max(len(p.found)-1, 0))
		return PaletteHandled
	}
	if step := map[string]int{"pgdown": max(p.page-1, 1), "pgup": -max(p.page-1, 1)}[KeyName(msg)]; step != 0 {
		p.cur = max(min(p.cur+step, len(p.found)-1), 0)
		return PaletteHandled
	}
	e := p.query.Update(msg)
	if e&FieldChanged != 0 {
		p.search()
	}
	if e == 0 {
		return PaletteNone
	}
	return PaletteHandled
}

// Chosen is the ID of the action under the mark; "" when none is left.
func (p *Palette) Chosen() string {
	if p.cur < 0 || p.cur >= len(p.found) {
		return ""
	}
	return p.actions[p.found[p.cur]].ID
}

// search keeps the actions that match, those first where the query begins something.
func (p *Palette) search() {
	q := strings.ToLower(strings.TrimSpace(HalfWidth(p.query.Value())))
	var ranks [ranksOfAll][]int
	for _, later := range []bool{false, true} {
		for i, a := range p.actions {
			if r := a.rank(q); r < len(ranks) && (q != "" && a.AtOnce) == later {
				ranks[r] = append(ranks[r], i)
			}
		}
	}
	p.cur, p.meant = 0, nil
	p.found = slices.Concat(ranks[:]...)
	if q == "" || len(ranks[0])+len(ranks[1]) > 0 {
		return
	}
	for _, a := range p.other {
		if a.rank(q) <= wholeWord {
			p.meant, p.cur = append(p.meant, a), -1
		}
	}
}

// wholeWord is the rank of what is named outright.
const wholeWord = 1

// ranksOfAll is how many ranks there are of what is found.
const ranksOfAll = 5

// rank is 0 where the query is the initial that stands beside the action, 1 where it is a whole word
// of its initials, 2 where it begins the title, the initials or the key, 3 where it begins an English
// word, 4 where it is somewhere inside, and more where it is not.
func (a Action) rank(q string) int {
	zh, en := strings.ToLower(HalfWidth(a.Title.ZH)), strings.ToLower(a.Title.EN)
	words := strings.Fields(a.Initials)
	switch {
	case q == "":
		return 0
	case a.Key == "" && len(words) > 0 && words[0] == q:
		return 0
	case a.Key == q || slices.Contains(words, q):
		return 1
	case strings.HasPrefix(zh, q) || strings.Contains(" "+a.Initials, " "+q) || strings.HasPrefix(en, q):
		return 2
	case strings.Contains(" "+en, " "+q):
		return 3
	case strings.Contains(zh, q) || strings.Contains(a.Initials, q) || strings.Contains(en, q) || strings.Contains(a.Key, q):
		return 4
	}
	return ranksOfAll
}

// View draws the query and the actions with their keys, height lines in all.
func (p *Palette) View(width, height int, st Styles, lang Lang) Block {
	prompt := T{"命令", "Command"}.In(lang)
	x := Width(prompt) + 2
	p.query.SetCells(width - x)
	var out Block
	out.Lines = append(out.Lines, st.Paint(RoleFocus, prompt)+"  "+p.query.View(st, lang))
	out.SetCursor(x+p.query.CursorX(), 0)
	if len(p.found) == 0 {
		none := T{"没有这样的命令", "No such command"}
		others := p.elsewhere()
		if len(others) > 0 {
			none = T{"有这个命令，但现在不能用：", "There is such a command, and it is not possible now:"}
		}
		out.Lines = append(out.Lines, "", st.Paint(RoleHint, Truncate("  "+none.In(lang), width)))
		named := slices.DeleteFunc(others, func(a Action) bool { return a.Title.In(lang) == "" })
		out.Lines = append(out.Lines, whyNot(named, width, st, lang)...)
		return out.Fill(height)
	}
	out.Lines = append(out.Lines, "")
	if len(p.meant) > 0 {
		text := T{"有这个命令，但现在不能用；别的按下键选：", "There is such a command, and it is not possible now; Down chooses another:"}
		out.Lines = append(out.Lines, st.Paint(RoleHint, Truncate("  "+text.In(lang), width)))
		out.Lines = append(out.Lines, whyNot(p.meant, width, st, lang)...)
	}
	rows := max(height-len(out.Lines), 1)
	if len(p.found) > rows {
		rows--
	}
	p.page = rows
	first := max(0, min(p.cur-rows/2, len(p.found)-rows))
	for i := first; i < min(first+rows, len(p.found)); i++ {
		out.Lines = append(out.Lines, p.row(i, width, st, lang))
	}
	if len(p.found) > rows {
		text := T{"  到底了，上下键和 PgUp 往回", "  the last ones: up and PgUp go back"}
		if below := len(p.found) - first - rows; below > 0 {
			text = T{"  还有 " + strconv.Itoa(below) + " 条：上下键，或输入名称", "  " + strconv.Itoa(below) + " more: up and down, or type a name"}
		}
		out.Lines = append(out.Lines, st.Paint(RoleHint, Truncate(text.In(lang), width)))
	}
	return out.Fill(height)
}

// whyNot names actions that are not possible here, each with the reason.
func whyNot(all []Action, width int, st Styles, lang Lang) (rows []string) {
	for _, a := range all[:min(len(all), mostElsewhere)] {
		for _, row := range Wrap(a.Title.In(lang)+"  "+a.Why.In(lang), max(width-4, 2)) {
			rows = append(rows, st.Paint(RoleHint, "    "+row))
		}
	}
	return rows
}

// mostElsewhere is how many of those are named.
const mostElsewhere = 4

// Initial is the shortest that finds an action which has no key: its pinyin initials.
func Initial(initials string) string {
	first, _, _ := strings.Cut(initials, " ")
	return KeyLabel("ctrl+p", ZH) + " " + first
}

func (p *Palette) row(i, width int, st Styles, lang Lang) string {
	a := p.actions[p.found[i]]
	key := ""
	switch {
	case a.Key != "":
		key = a.Where.In(lang) + KeyLabel(a.Key, lang)
	case a.Initials != "":
		key = Initial(a.Initials)
	}
	keyCells := min(16, width/4)
	mark := "  "
	if i == p.cur {
		mark = Pad(p.rules.Mark, 2)
	}
	title := mark + Pad(a.Title.In(lang), width-2-keyCells)
	if i == p.cur {
		return st.Paint(RoleSelected, title+Pad(key, keyCells))
	}
	return title + st.Paint(RoleKey, Truncate(key, keyCells))
}
