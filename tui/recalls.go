package tui

import (
	"cmp"
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// recallStation is what the work list of the recalls asks of the station.
type recallStation interface {
	OpenRecalls(ctx context.Context, told func(station.Progress)) ([]station.OpenRecall, error)
	OldPapers(ctx context.Context, told func(station.Progress)) ([]station.OpenRecall, error)
}

// recallsScreen is the work list of the recalls: a line for each paper that is to be
// fetched, building by building, behind them the papers that another one replaced. What came of a paper is said here; the papers that
// somebody walks with are printed from here.
type recallsScreen struct {
	h      *home
	list   *widget.List
	search *widget.Field
	which  int // index into recallViews
	all    []recallRow
	barred map[registry.Kind]error
	read   bool
	stop   context.CancelFunc // while the list is read
	begun  time.Time
	far    *farther

	note    widget.Note
	confirm *widget.Confirm
	asked   asked
	back    registry.Number // whose paper has just come back: F5 is its receipt
}

func newRecalls(d *desk, h *home) *recallsScreen {
	s := &recallsScreen{h: h, search: widget.NewField(widget.FieldSpec{Key: "search", Label: tSearchField, Help: tWhyFindRecall, Max: 60, Placeholder: tFindRecall})}
	s.list = widget.NewList([]widget.Column{
		{Title: tBuilding, Cells: 8, Grow: true}, {Title: tName, Cells: 11, Grow: true}, {Title: tNumber, Cells: 17},
		{Title: tCopy, Cells: 4, Right: true}, {Title: tCaseAnswer, Cells: 9}, {Title: tReason, Cells: 12, Grow: true}, {Title: tCaseAge, Cells: 6},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

// listActions opens the residents' list; who may load one loads it over that screen.
func (h *home) listActions(d *desk) []action {
	out := []action{{widget.NewBinding(tResidentsAction), func(d *desk) tea.Cmd { return d.push(newResidents(d, h)) }}}
	if d.p.Errands == nil || d.p.Desk.MayDo(registry.DoLists) != nil {
		return out
	}
	return append(out, action{widget.NewBinding(tResidents), func(d *desk) tea.Cmd {
		return tea.Batch(d.push(newResidents(d, h)), d.push(newResidentImport(d)))
	}}, action{widget.NewBinding(tWatchImport), func(d *desk) tea.Cmd { return d.push(newWatchImport(d)) }})
}

// importActions opens the import, for who may recall by a list. Esc goes back to where
// it was opened; the work list that it leads to opens when it is done.
func (h *home) importActions(d *desk) []action {
	if d.p.Errands == nil || d.p.Desk.MayDo(registry.DoLists) != nil || d.p.Desk.MayDo(registry.DoRecall) != nil {
		return nil
	}
	return []action{{widget.NewBinding(tRecallImport), func(d *desk) tea.Cmd {
		s := newRecallImport(d)
		s.then = func(d *desk) tea.Cmd { return d.push(newRecalls(d, h)) }
		return d.push(s)
	}}}
}

func (s *recallsScreen) rows(d *desk) int { return max(d.h-1-5-s.chartRows(d), 5) }

// recallsMsg is the whole work list, and why this operator may not say something of
// a paper.
type recallsMsg struct {
	all    []station.OpenRecall
	barred map[registry.Kind]error
	err    error
}

// load reads the list. It can be long: it is told how far it is, and Esc leaves it.
func (s *recallsScreen) load(d *desk) tea.Cmd {
	ctx, stop := context.WithCancel(d.ctx)
	s.stop, s.begun, s.far = stop, d.now(), &farther{}
	desk, far := d.p.Desk, s.far
	return tea.Batch(d.read(s, func(context.Context) tea.Msg {
		all, err := desk.OpenRecalls(ctx, far.come)
		if err != nil {
			return recallsMsg{err: err}
		}
		old, err := desk.OldPapers(ctx, far.come)
		return recallsMsg{append(all, old...), barredSteps(desk), err}
	}), s.lookAgain())
}

func (s *recallsScreen) lookAgain() tea.Cmd {
	if s.stop == nil {
		return nil
	}
	return tea.Tick(farLook, func(time.Time) tea.Msg { return farMsg{} })
}

func (s *recallsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case farMsg:
		return s.lookAgain()
	case recallsMsg:
		return s.came(d, msg)
	case relabelledMsg:
		return s.show(d, s.list.Reload)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case doneMsg:
		return s.done(d, msg)
	case noticeMsg:
		s.note = noticeNote(d, msg)
		return nil
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		return s.paste(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *recallsScreen) came(d *desk, msg recallsMsg) tea.Cmd {
	s.stop = nil
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.all, s.barred, s.read = recallRows(msg.all), msg.barred, true
	return tea.Batch(s.list.SetHeight(s.rows(d)), s.show(d, s.list.Reload))
}

// show gives the list the lines of the view that the text finds.
func (s *recallsScreen) show(d *desk, how func() tea.Cmd) tea.Cmd {
	var rows []widget.Row
	for _, r := range shownRecalls(s.all, recallViews[s.which].keep, s.search.Value()) {
		rows = append(rows, r.line(d.lang, d.now()))
	}
	return tea.Batch(s.list.Query(inMemory(rows)), how())
}

func (s *recallsScreen) tell(role widget.Role, t widget.T) { s.note = widget.Note{Role: role, Text: t} }

func (s *recallsScreen) paste(d *desk, msg tea.PasteMsg) tea.Cmd {
	if s.confirm != nil {
		s.confirm.Update(msg, d.lang)
		return nil
	}
	for _, part := range widget.SplitPaste(msg.Content) {
		s.search.Insert(part)
	}
	return s.searched(d)
}

func (s *recallsScreen) searched(d *desk) tea.Cmd {
	s.forget()
	return s.show(d, s.list.Home)
}

// forget: the eye has gone on to another line.
func (s *recallsScreen) forget() { s.note, s.back = widget.Note{}, registry.Number{} }

func (s *recallsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.confirm != nil {
		return s.confirmKey(d, msg)
	}
	for _, a := range recallActs {
		if a.key.Matches(msg) {
			s.ask(d, a)
			return nil
		}
	}
	switch {
	case keyTab.Matches(msg):
		return s.turn(d, 1)
	case keyPrev.Matches(msg):
		return s.turn(d, len(recallViews)-1)
	case keyRecall.Matches(msg) && s.imports(d):
		return d.push(newRecallImport(d))
	case keyRecall.Matches(msg) && s.read:
		s.tell(widget.RoleWarn, s.noImport(d))
		return nil
	case keyPrint.Matches(msg):
		return s.printKey(d)
	case keyEsc.Matches(msg) && s.search.Empty():
		return s.leave(d)
	}
	before, _ := s.list.Selected()
	e, cmd := s.list.Update(msg)
	if after, _ := s.list.Selected(); after.Key != before.Key {
		s.forget()
	}
	switch e {
	case widget.ListBack:
		s.search.Set("")
		return s.searched(d)
	case widget.ListChosen:
		if r, ok := s.chosen(); ok {
			return d.push(newDetail(d, s.h, r.pass().String()))
		}
	case widget.ListNone:
		if s.search.Update(msg)&widget.FieldChanged != 0 {
			return s.searched(d)
		}
	}
	return cmd
}

// imports: a list may be loaded from here, by who may recall.
func (s *recallsScreen) imports(d *desk) bool {
	return d.p.Errands != nil && s.read && s.barred[registry.RecallOrdered] == nil
}

// noImport is why nobody loads a list here.
func (s *recallsScreen) noImport(d *desk) widget.T {
	if err := cmp.Or(s.barred[registry.RecallOrdered], d.p.Desk.MayDo(registry.DoLists)); err != nil {
		return toldText(err)
	}
	return tNotNow
}

// leave goes one step back, also from a list that is still being read.
func (s *recallsScreen) leave(d *desk) tea.Cmd {
	if s.stop != nil {
		s.stop()
	}
	return d.pop()
}

func (s *recallsScreen) turn(d *desk, by int) tea.Cmd {
	s.which = (s.which + by) % len(recallViews)
	s.forget()
	return s.show(d, s.list.Home)
}

// chosen is the line under the mark.
func (s *recallsScreen) chosen() (recallRow, bool) {
	row, ok := s.list.Selected()
	if !ok {
		return recallRow{}, false
	}
	for _, r := range s.all {
		if r.key() == row.Key {
			return r, true
		}
	}
	return recallRow{}, false
}

func (s *recallsScreen) keys(d *desk) []widget.Binding {
	if s.confirm != nil {
		return confirmKeys(s.confirm)
	}
	out := openKey(s.list, tOpenPass)
	for _, a := range s.actions(d) {
		if len(a.Names) > 0 {
			out = append(out, a.Binding)
		}
	}
	return append(out, as(keyTab, tNextView), keyMove, keyEsc)
}

func (s *recallsScreen) actions(d *desk) []action {
	if d.readOnly() != "" {
		return nil
	}
	var out []action
	if r, ok := s.chosen(); ok {
		for _, a := range recallActs {
			if k := a.of(r); r.child == nil && k != "" && s.barred[k] == nil {
				out = append(out, action{Binding: as(a.key, a.name(r))})
			}
		}
	}
	if s.imports(d) {
		out = append(out, action{Binding: as(keyRecall, tRecallImport)})
	}
	return append(out, s.printActions()...)
}

// allows: over a confirmation no other screen opens but the help.
func (s *recallsScreen) allows(a ability) bool { return a == helps || s.confirm == nil }

// explain: F1 says on what a recall rests.
func (s *recallsScreen) explain(d *desk) []paragraph {
	about := s.h.info.Scheme.Recall
	return []paragraph{
		{widget.RoleTitle, d.say(tRecallsTitle)},
		{widget.RolePlain, d.say(tRecallsHow)},
		{widget.RolePlain, d.say(tCite) + narrow(about.Sentence)},
		{widget.RoleHint, d.say(tWhyPaper) + d.say(plain(s.h.info.Scheme.PaperTitle(about.Source)))},
	}
}
