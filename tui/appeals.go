package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// appealsScreen gathers what is appealed at this point, refusals and passes: what
// waits for a decision and how long, what was decided and is not done before an old
// paper is marked, what was upheld and may be taken up again, and what may still be
// appealed. Somebody who is on none of the views is looked for in the register; a pass
// of another station is answered with the place to go.
type appealsScreen struct {
	h      *home
	list   *widget.List
	search *widget.Field
	which  int // index into appealViews
	reader *caseReader
	found  []station.Found // in the register, while its answer stands in the list's place
	note   widget.Note
}

var appealViews = []caseView{
	{name: tViewWaits, none: tNoAppealYet, keep: func(c station.Case) bool { return c.State == registry.CaseAppealed }},
	{name: tViewUnmarked, none: tNoneUnmarked, filter: station.CaseFilter{All: true}, keep: func(c station.Case) bool { return !c.Lodged.IsZero() && len(c.Outstanding) > 0 }},
	{name: tViewUpheld, none: tNoneUpheld, filter: station.CaseFilter{All: true}, keep: func(c station.Case) bool { return c.State == registry.CaseUpheld }},
	{name: tViewMayAppeal, none: tNoneMayAppeal, filter: station.CaseFilter{All: true}, keep: func(c station.Case) bool { return c.State == registry.CaseRefused && !c.Late }},
	{name: tViewAppeals, none: tNoAppealYet, filter: station.CaseFilter{All: true}, keep: func(c station.Case) bool { return !c.Lodged.IsZero() }},
}

func newAppeals(d *desk, h *home) *appealsScreen {
	s := &appealsScreen{h: h, search: widget.NewField(widget.FieldSpec{Key: "search", Label: tSearchField, Help: tWhyFindAppeal, Max: 60, Placeholder: tFindAppeal})}
	s.reader = appealViews[0].reader(d.p.Desk, h.today.Day)
	s.list = widget.NewList([]widget.Column{
		{Title: tCaseNo, Cells: 5}, {Title: tName, Cells: 8, Grow: true}, {Title: tAppealOf, Cells: 8}, {Title: tCaseAnswer, Cells: 14, Grow: true},
		{Title: tAppealTerm, Cells: 17}, {Title: tCaseAge, Cells: 6}, {Title: tCaseWho, Cells: 6},
	}, s.fetch(d))
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *appealsScreen) rows(d *desk) int { return max(d.h-1-5, 5) }

func (s *appealsScreen) fetch(d *desk) widget.Fetch {
	if s.found != nil {
		return inMemory(foundRows(s.found, d.lang))
	}
	reader, ctx, lang, clock, typed := s.reader, d.ctx, d.lang, d.p.Clock, s.search.Value()
	return func(key string, n int, dir widget.Direction) ([]widget.Row, error) {
		cases, err := reader.page(ctx, key, n, dir, typed)
		out := make([]widget.Row, 0, len(cases))
		for _, c := range cases {
			out = append(out, c.appealLine(lang, clock()))
		}
		return out, err
	}
}

func (s *appealsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, relabelledMsg:
		return s.begin(d, s.list.Home)
	case shownMsg: // something may have been decided
		return s.begin(d, s.list.Reload)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case noticeMsg:
		s.note = noticeNote(d, msg)
		return nil
	case appellantMsg:
		return s.appellant(d, msg)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		for _, part := range widget.SplitPaste(msg.Content) {
			s.search.Insert(part)
		}
		return s.searched(d)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

// begin reads the view from its beginning, and shows it in the given way.
func (s *appealsScreen) begin(d *desk, show func() tea.Cmd) tea.Cmd {
	s.reader = appealViews[s.which].reader(d.p.Desk, s.h.today.Day)
	return tea.Batch(s.list.Query(s.fetch(d)), show(), s.h.askToday(d))
}

func (s *appealsScreen) searched(d *desk) tea.Cmd {
	s.note, s.found = widget.Note{}, nil
	return tea.Batch(s.list.Query(s.fetch(d)), s.list.Home())
}

func (s *appealsScreen) turn(d *desk, by int) tea.Cmd {
	s.which = (s.which + by) % len(appealViews)
	s.note, s.found = widget.Note{}, nil
	return s.begin(d, s.list.Home)
}

func (s *appealsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyTab.Matches(msg):
		return s.turn(d, 1)
	case keyPrev.Matches(msg):
		return s.turn(d, len(appealViews)-1)
	case keyPrint.Matches(msg):
		return s.print(d)
	case keyEnter.Matches(msg) && s.asksRegister():
		return s.lookUp(d)
	}
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack:
		if !s.search.Empty() {
			s.search.Set("")
			return s.searched(d)
		}
		return d.pop()
	case widget.ListChosen:
		return s.open(d)
	case widget.ListNone:
		if s.search.Update(msg)&widget.FieldChanged != 0 {
			return s.searched(d)
		}
	}
	return cmd
}

// asksRegister: nothing of the view is found by what was typed.
func (s *appealsScreen) asksRegister() bool {
	_, any := s.list.Selected()
	return !any && !s.list.Busy() && !s.search.Empty()
}

// open shows the chosen appeal: there it is lodged, decided and taken up again. Of
// somebody found in the register it shows the pass, or the case.
func (s *appealsScreen) open(d *desk) tea.Cmd {
	row, ok := s.list.Selected()
	if !ok {
		return nil
	}
	if s.found != nil {
		at, _ := strconv.Atoi(row.Key)
		return s.openFound(d, s.found[at])
	}
	id, err := strconv.ParseInt(row.Key, 10, 64)
	if err != nil {
		return nil
	}
	return d.push(newCase(s.h, id))
}

func (s *appealsScreen) openFound(d *desk, f station.Found) tea.Cmd {
	switch {
	case !f.Number.IsZero():
		return d.push(newDetail(d, s.h, f.Number.String()))
	case f.Case != 0:
		return d.push(newCase(s.h, f.Case))
	}
	s.note = widget.Note{Role: widget.RoleHint, Text: tNothingAppealed}
	return nil
}

// appellantMsg is who is meant by what was typed.
type appellantMsg struct {
	found []station.Found
	err   error
}

// mostAppellants is how many people are listed for a name.
const mostAppellants = 50

// lookUp asks the register: a pass number of another station is an error that names
// the place to go.
func (s *appealsScreen) lookUp(d *desk) tea.Cmd {
	desk, typed := d.p.Desk, s.search.Value()
	if s.h.numberMisread(typed) {
		s.note = widget.Note{Role: widget.RoleWarn, Text: toldText(registry.ErrNumberCheck)}
		return nil
	}
	return d.read(s, func(ctx context.Context) tea.Msg {
		if n, err := registry.ParseNumber(typed); err == nil {
			p, err := desk.ViewPass(ctx, n.String(), station.AtDesk)
			return appellantMsg{[]station.Found{{Number: p.Number, Name: p.Applicant.Name, Status: p.Status}}, err}
		}
		found, err := desk.Find(ctx, typed, mostAppellants)
		return appellantMsg{found, err}
	})
}

func (s *appealsScreen) appellant(d *desk, msg appellantMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		d.drop()
		s.note = widget.Note{Role: widget.RoleWarn, Text: toldText(msg.err)}
		return nil
	case len(msg.found) == 0:
		s.note = widget.Note{Role: widget.RoleHint, Text: tNoAppellant}
		return nil
	case len(msg.found) == 1:
		return s.openFound(d, msg.found[0])
	}
	s.found, s.note = msg.found, widget.Note{Role: widget.RoleHint, Text: tWhoAppeals}
	return tea.Batch(s.list.Query(s.fetch(d)), s.list.Home())
}

// print is F5: the decision where there is one, else the form.
func (s *appealsScreen) print(d *desk) (cmd tea.Cmd) {
	row, ok := s.chosen()
	if !ok {
		return nil
	}
	s.note, cmd = d.askNotices(s, station.NoticeOrder{Kind: row.paper(), Cases: []int64{row.id}})
	return cmd
}

// chosen is the case under the mark.
func (s *appealsScreen) chosen() (caseRow, bool) {
	row, ok := s.list.Selected()
	if !ok || s.found != nil {
		return caseRow{}, false
	}
	return s.reader.row(row.Key)
}

func (s *appealsScreen) keys(d *desk) []widget.Binding {
	out := openKey(s.list, tOpenCase)
	if s.asksRegister() {
		out = []widget.Binding{as(keyEnter, tAskRegister)}
	}
	if row, ok := s.chosen(); ok && d.readOnly() == "" {
		out = append(out, as(keyPrint, row.paperText()))
	}
	return append(out, as(keyTab, tNextView), keyMove, keyEsc)
}

func (s *appealsScreen) actions(d *desk) []action {
	if row, ok := s.chosen(); ok && d.readOnly() == "" {
		return []action{{Binding: as(keyPrint, row.paperText())}}
	}
	return nil
}

// unsaved: what is typed here only searches.
func (s *appealsScreen) unsaved() bool { return false }

// explain: F1 says where an appeal is heard, and by whom it is decided.
func (s *appealsScreen) explain(d *desk) []paragraph {
	about := s.h.info.Scheme.Appeal
	return []paragraph{
		{widget.RoleTitle, d.say(tAppealsTitle)},
		{widget.RolePlain, d.say(tAppealsHow)},
		{widget.RolePlain, d.say(tCite) + narrow(about.Sentence)},
		{widget.RoleHint, d.say(tWhyPaper) + d.say(plain(s.h.info.Scheme.PaperTitle(about.Source)))},
	}
}
