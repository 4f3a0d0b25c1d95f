package tui

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// queueStation is what the queue asks of the station.
type queueStation interface {
	Cases(ctx context.Context, f station.CaseFilter) ([]station.Case, error)
	MayStep(k registry.Kind) error
	caseStation
}

// queueScreen lists the parked and refused applications: those that wait stand
// first, the oldest at the top. What is typed searches; Enter opens.
type queueScreen struct {
	h      *home
	list   *widget.List
	search *widget.Field
	which  int // index into caseViews
	reader *caseReader
	looks  bool // the operator may look, and settles nothing
	note   widget.Note
}

func newQueue(d *desk, h *home) *queueScreen {
	q := &queueScreen{h: h, search: widget.NewField(widget.FieldSpec{Key: "search", Label: tSearchField, Help: tWhyFindCase, Max: 60, Placeholder: tFindCase})}
	q.reader = caseViews[0].reader(d.p.Desk, h.today.Day)
	q.looks = d.p.Desk.MayStep(registry.Settled) != nil
	q.list = widget.NewList([]widget.Column{
		{Title: tCaseNo, Cells: 5}, {Title: tName, Cells: 8, Grow: true}, {Title: tPrintedNumber, Cells: 18},
		{Title: tCaseAnswer, Cells: 12}, {Title: tCaseRule, Cells: 11, Grow: true}, {Title: tCaseAge, Cells: 6}, {Title: tCaseWho, Cells: 6},
	}, q.fetch(d))
	q.list.SetHeight(q.rows(d))
	return q
}

func (q *queueScreen) rows(d *desk) int { return max(d.h-1-5, 5) }

func (q *queueScreen) fetch(d *desk) widget.Fetch {
	reader, ctx, lang, clock, typed := q.reader, d.ctx, d.lang, d.p.Clock, q.search.Value()
	return func(key string, n int, dir widget.Direction) ([]widget.Row, error) {
		cases, err := reader.page(ctx, key, n, dir, typed)
		out := make([]widget.Row, 0, len(cases))
		for _, c := range cases {
			out = append(out, c.line(lang, clock()))
		}
		return out, err
	}
}

// line is a case as a row of the list: what it waits for, or what came of it.
func (r caseRow) line(lang widget.Lang, now time.Time) widget.Row {
	answer, role := r.stands(), widget.RoleHint
	switch r.state {
	case registry.CaseOpen:
		answer = askedText(r.asked)
		role = widget.RoleWarn
	case registry.CaseAppealed:
		role = widget.RoleWarn
	case registry.CaseRefused:
		answer, role = refusedText(r.asked), widget.RolePlain
	case registry.CaseUpheld:
		role = widget.RolePlain
	}
	return widget.Row{Key: strconv.FormatInt(r.id, 10), Role: role, Cells: []string{
		r.no.String(), r.short, r.masked, answer.In(lang), shortRule(ruleText(r.asked).In(lang)), ageText(now.Sub(r.at)).In(lang), r.who,
		strings.TrimSpace(plain(r.asked.Reason).In(lang) + "  " + ruleText(r.asked).In(lang))}} // the last has no column: see below
}

// stands is where the case stands.
func (r caseRow) stands() widget.T {
	if r.replaced {
		return tStateAnew
	}
	return stateText(r.state)
}

// askedText is who must answer, in a column's width.
func askedText(v station.Verdict) widget.T {
	if v.Outcome == "ASK_HEALTH" {
		return tAskHealthShort
	}
	return tAskOfficerShort
}

// refusedText is what kind of no it was, in a column's width.
func refusedText(v station.Verdict) widget.T {
	switch o := v.Outcome; {
	case strings.HasPrefix(o, "REFER"):
		return tSentOnShort
	case o == "BLOCK", o == "REFUSE_DUPLICATE", o == "SAME_PERSON":
		return tHasPassShort
	}
	return tStateRefused
}

// shortRule leaves out the scheme's name, which is the same on every line.
func shortRule(rule string) string { return rule[strings.IndexByte(rule, '/')+1:] }

// ageText says how long a case has been there.
func ageText(age time.Duration) widget.T {
	switch {
	case age < time.Minute:
		return tJustNow
	case age < time.Hour:
		return count(tMinutes, int(age.Minutes()))
	case age < 48*time.Hour:
		return count(tHours, int(age.Hours()))
	}
	return count(tDays, int(age.Hours()/24))
}

func (q *queueScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		return q.list.Home()
	case shownMsg: // something may have been decided
		return q.begin(d, q.list.Reload)
	case relabelledMsg:
		return q.begin(d, q.list.Home)
	case tea.WindowSizeMsg:
		return q.list.SetHeight(q.rows(d))
	case slipMsg:
		q.slipPrinted(d, msg)
		return nil
	case tea.KeyPressMsg:
		return q.key(d, msg)
	case tea.PasteMsg:
		for _, part := range widget.SplitPaste(msg.Content) {
			q.search.Insert(part)
		}
		return q.searched(d)
	}
	_, cmd := q.list.Update(msg)
	return cmd
}

// begin reads the view from its beginning, and shows it in the given way.
func (q *queueScreen) begin(d *desk, show func() tea.Cmd) tea.Cmd {
	q.reader = caseViews[q.which].reader(d.p.Desk, q.h.today.Day)
	return tea.Batch(q.list.Query(q.fetch(d)), show(), q.h.askToday(d))
}

// searched asks the same view for what is typed now.
func (q *queueScreen) searched(d *desk) tea.Cmd {
	q.note = widget.Note{}
	return tea.Batch(q.list.Query(q.fetch(d)), q.list.Home())
}

func (q *queueScreen) turn(d *desk, by int) tea.Cmd {
	q.which = (q.which + by) % len(caseViews)
	return q.begin(d, q.list.Home)
}

func (q *queueScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyTab.Matches(msg):
		return q.turn(d, 1)
	case keyPrev.Matches(msg):
		return q.turn(d, len(caseViews)-1)
	case keyRecall.Matches(msg):
		return d.pop()
	case keyChild.Matches(msg):
		return d.push(newAppeals(d, q.h))
	case keyPrint.Matches(msg):
		return q.print(d)
	}
	e, cmd := q.list.Update(msg)
	switch e {
	case widget.ListBack:
		if !q.search.Empty() {
			q.search.Set("")
			return q.searched(d)
		}
		return d.pop()
	case widget.ListChosen:
		if id, ok := q.chosen(); ok {
			return d.push(newCase(q.h, id))
		}
	case widget.ListNone:
		if q.search.Update(msg)&widget.FieldChanged != 0 {
			return q.searched(d)
		}
	}
	return cmd
}

func (q *queueScreen) chosen() (int64, bool) {
	row, ok := q.list.Selected()
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(row.Key, 10, 64)
	return id, err == nil
}

func (q *queueScreen) print(d *desk) tea.Cmd {
	id, ok := q.chosen()
	if !ok {
		return nil
	}
	var cmd tea.Cmd
	q.note, cmd = d.askSlip(q, id)
	return cmd
}

func (q *queueScreen) slipPrinted(d *desk, msg slipMsg) { q.note = slipNote(d, msg) }

func (q *queueScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	t := q.h.today
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tQueueTitle), fmt.Sprintf(d.say(tQueueCounts), t.Open, t.Appealed), d.w)))
	var names []widget.T
	for _, v := range caseViews {
		names = append(names, v.name)
	}
	out.Lines = append(out.Lines, tabsLine(d, names, q.which))
	label := d.say(tFind)
	x := widget.Width(label) + 2
	q.search.SetCells(d.w - x)
	cursor, at := x+q.search.CursorX(), len(out.Lines)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleFocus, label)+"  "+q.search.View(d.st, d.lang))
	role, text := q.below(d)
	out.add(role, text)
	q.list.Rowless(rowless(q.search, caseViews[q.which].none))
	b := widget.Stack(out.Block, q.list.View(d.w, d.st, d.lang))
	if !q.search.Empty() { // what is typed is what the eye follows
		b.SetCursor(cursor, at)
	}
	return b
}

// below is the line between the search and the list: what was just done, who
// settles, else the chosen case in one sentence.
func (q *queueScreen) below(d *desk) (widget.Role, string) {
	if text := d.say(q.note.Text); text != "" {
		return q.note.Role, text
	}
	if q.looks {
		return widget.RoleHint, d.say(tOfficerSettles)
	}
	row, ok := q.list.Selected()
	if !ok {
		return widget.RoleHint, ""
	}
	return widget.RoleHint, row.Cells[len(row.Cells)-1]
}

func (q *queueScreen) keys(d *desk) []widget.Binding {
	out := append(openKey(q.list, tOpenCase), as(keyTab, tNextView), keyMove, keyEsc, as(keyChild, tAppealsAction))
	if _, any := q.list.Selected(); any && d.readOnly() == "" {
		out = append(out, as(keyPrint, tSlipLastShort))
	}
	return out
}

func (q *queueScreen) actions(d *desk) []action {
	appeals := action{Binding: as(keyChild, tAppealsAction)}
	if d.readOnly() != "" {
		return []action{appeals}
	}
	return []action{{Binding: as(keyPrint, tPrintSlip)}, appeals}
}
