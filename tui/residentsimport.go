package tui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// residentImport takes a residents' list or a roster: the file, then every row with
// what it comes to, while nothing has happened; then, by a Ctrl key that is pressed
// twice, it takes the place of the list before.
type residentImport struct {
	form  *widget.Form
	list  *widget.List
	which int // index into residentViews
	told  []scheme.Text
	p     *station.ResidentPreview // nil: nothing was read yet
	sure  bool
	done  bool
	note  widget.Note
	long  longWork
}

// residentViews are the rows by what they come to: those left out first to be looked at.
var residentViews = []struct {
	name    widget.T
	results []string // nil: all
}{
	{tImportAll, nil}, {tImportBad, []string{"damaged", "invalid", "no_value", "ask", "match_masked"}}, {tImportLook, []string{"ambiguous", "conflict"}},
	{tImportHolds, []string{"match", "already_recalled"}}, {tImportRest, []string{"duplicate", "skipped"}},
}

func newResidentImport(d *desk) *residentImport {
	s := &residentImport{}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: []widget.FieldSpec{fileField}})
	s.list = widget.NewList([]widget.Column{
		{Title: tRowNo, Cells: 6, Right: true}, {Title: tName, Cells: 8, Grow: true}, {Title: tImportSays, Cells: 12}, {Title: tNumber, Cells: 17}, {Title: tImportWhy, Cells: 24, Grow: true},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *residentImport) rows(d *desk) int { return max(d.h-1-7, 5) }

// residentListMsg is the list as it was read and held against the register;
// residentsDoneMsg what came of it.
type (
	residentListMsg struct {
		p    *station.ResidentPreview
		told []scheme.Text
		err  error
	}
	residentsDoneMsg struct {
		p   *station.ResidentPreview
		err error
	}
)

func (s *residentImport) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case farMsg:
		return s.long.look()
	case residentListMsg:
		return s.came(d, msg)
	case residentsDoneMsg:
		return s.loaded(d, msg)
	case relabelledMsg:
		return s.show(d, s.list.Reload)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case tea.PasteMsg:
		if s.p == nil && s.long.stop == nil {
			s.form.Update(msg)
		}
		return nil
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *residentImport) tell(role widget.Role, t widget.T) {
	s.note = widget.Note{Role: role, Text: t}
}

func (s *residentImport) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.long.stop != nil:
		if keyEsc.Matches(msg) {
			s.long.giveUp()
			s.tell(widget.RoleWarn, tStopping)
		}
		return nil
	case s.done && (keyEsc.Matches(msg) || keyEnter.Matches(msg)):
		return d.pop()
	case s.p != nil:
		return s.previewKey(d, msg)
	}
	switch e := s.form.Update(msg); {
	case e.Has(widget.FormBack):
		return d.pop()
	case e.Has(widget.FormEarly):
		s.tell(widget.RoleHint, tTooSoon)
	case e.Has(widget.FormSubmit):
		return s.begin(d)
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
	}
	return nil
}

// previewKey: nothing has happened yet, and Enter does nothing.
func (s *residentImport) previewKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyTab.Matches(msg):
		return s.turn(d, 1)
	case keyPrev.Matches(msg):
		return s.turn(d, len(residentViews)-1)
	case keySign.Matches(msg) && !s.done:
		return s.confirm(d)
	}
	s.sure = false
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack: // back to the file's name
		s.p, s.note = nil, widget.Note{}
	case widget.ListChosen:
		s.tell(widget.RoleHint, tEnterNever)
	}
	return cmd
}

func (s *residentImport) begin(d *desk) tea.Cmd {
	file, errands, desk := strings.TrimSpace(s.form.Value(fFile)), d.p.Errands, d.p.Desk
	s.note = widget.Note{}
	return s.long.write(d, s, func(ctx context.Context, told func(station.Progress)) tea.Msg {
		l, said, err := errands.ResidentList(ctx, file)
		if err != nil {
			return residentListMsg{err: err}
		}
		l.Told = told
		p, err := desk.PreviewResidents(ctx, l)
		return residentListMsg{p, said, err}
	})
}

func (s *residentImport) came(d *desk, msg residentListMsg) tea.Cmd {
	stopped := s.long.stops
	s.long.end()
	switch {
	case stopped:
		s.tell(widget.RoleWarn, tStoppedNothing)
		return nil
	case msg.err != nil:
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.p, s.told, s.which, s.note, s.sure = msg.p, msg.told, 0, widget.Note{}, false
	if msg.p.Sum.Left > 0 {
		s.which = 1
	}
	return s.show(d, s.list.Home)
}

// confirm: pressed once the key says what it will do, pressed again it does it.
func (s *residentImport) confirm(d *desk) tea.Cmd {
	switch sum := s.p.Sum; {
	case sum.Before != 0:
		s.tell(widget.RoleHint, count(tListBefore, sum.Before))
		return nil
	case !s.sure:
		s.sure = true
		s.tell(widget.RoleWarn, count(tResidentsSure, sum.Residents, sum.Left))
		return nil
	}
	s.sure, s.note = false, widget.Note{}
	desk, p := d.p.Desk, s.p
	return s.long.write(d, s, func(ctx context.Context, _ func(station.Progress)) tea.Msg {
		done, err := desk.ConfirmResidents(ctx, p)
		return residentsDoneMsg{done, err}
	})
}

func (s *residentImport) loaded(d *desk, msg residentsDoneMsg) tea.Cmd {
	stopped := s.long.stops
	s.long.end()
	switch {
	case msg.err != nil && stopped:
		s.tell(widget.RoleWarn, tStoppedNothing)
		return nil
	case msg.err != nil:
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.p, s.done = msg.p, true
	s.tell(widget.RoleGood, count(tResidentsLoaded, s.p.Sum.Residents, s.p.Sum.Left))
	h := d.stack[0].(*home)
	return tea.Batch(s.show(d, s.list.Home), h.askToday(d))
}

func (s *residentImport) turn(d *desk, by int) tea.Cmd {
	s.which, s.sure = (s.which+by)%len(residentViews), false
	return s.show(d, s.list.Home)
}

// show gives the list the rows of the view.
func (s *residentImport) show(d *desk, how func() tea.Cmd) tea.Cmd {
	if s.p == nil {
		return nil
	}
	var rows []widget.Row
	for i, r := range s.p.Rows {
		if v := residentViews[s.which]; v.results == nil || slices.Contains(v.results, r.Result) {
			rows = append(rows, residentLine(i, r, d.lang))
		}
	}
	return tea.Batch(s.list.Query(inMemory(rows)), how())
}

func residentLine(i int, r station.ListAnswer, lang widget.Lang) widget.Row {
	role, number := widget.RolePlain, ""
	switch {
	case r.LeftOut():
		role = widget.RoleBad
	case r.Result == "conflict" || r.Result == "ambiguous":
		role = widget.RoleWarn
	}
	if len(r.Numbers) > 0 {
		number = r.Numbers[0]
	}
	return widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{strconv.Itoa(r.Row), r.Name, importSays[r.Result].In(lang), number, importNote(r, lang)}}
}

func (s *residentImport) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(titleOf(tResidents)))
	if s.p != nil {
		return s.preview(d, out)
	}
	out.blank()
	out.wrap(widget.RolePlain, d.say(tResidentsWhat))
	out.blank()
	form := s.form.QuietView(d.w, d.st, d.lang)
	if s.long.stop == nil {
		form = s.form.View(d.w, d.st, d.lang)
	}
	foot := &lines{d: d}
	foot.blank()
	if s.long.shows(d) {
		s.long.bar(foot)
	}
	foot.wrap(s.note.Role, d.say(s.note.Text))
	return widget.Stack(out.Block, form, foot.Block)
}

// preview is every row of the view, under what the whole list comes to.
func (s *residentImport) preview(d *desk, out *lines) widget.Block {
	sum := s.p.Sum
	out.add(widget.RolePlain, fmt.Sprintf(d.say(tResidentsSum), sum.Rows, sum.Residents, sum.Holders, sum.Left, sum.Skipped))
	var names []widget.T
	for _, v := range residentViews {
		n := 0
		for _, r := range s.p.Rows {
			if v.results == nil || slices.Contains(v.results, r.Result) {
				n++
			}
		}
		names = append(names, widget.T{ZH: v.name.ZH + " " + strconv.Itoa(n), EN: v.name.EN + " " + strconv.Itoa(n)})
	}
	out.Lines = append(out.Lines, tabsLine(d, names, s.which))
	switch row, ok := s.list.Selected(); {
	case s.long.shows(d):
		s.long.bar(out)
	case !s.note.Text.IsZero():
		out.wrap(s.note.Role, d.say(s.note.Text))
	case len(s.told) > 0:
		out.add(widget.RoleWarn, d.say(plain(s.told[0])))
	case ok:
		out.add(widget.RoleHint, row.Cells[len(row.Cells)-1])
	default:
		out.blank()
	}
	return widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
}

func (s *residentImport) keys(*desk) []widget.Binding {
	switch {
	case s.long.stop != nil:
		return []widget.Binding{as(keyEsc, tStop)}
	case s.done:
		return []widget.Binding{as(keyEnter, tResidentsAction), as(keyTab, tNextView), keyMove, keyEsc}
	case s.p == nil:
		return []widget.Binding{as(keyEnter, tPreview), keyEsc}
	}
	return []widget.Binding{as(keySign, tResidentsDo), as(keyTab, tNextView), keyMove, keyEsc}
}

func (s *residentImport) actions(*desk) []action {
	if s.p == nil || s.done || s.long.stop != nil {
		return nil
	}
	return []action{{Binding: as(keySign, tResidentsDo)}}
}

// allows: while the work holds the station no other screen may ask it anything.
func (s *residentImport) allows(ability) bool { return s.long.stop == nil }

// unsaved: a preview that was not confirmed has done nothing yet.
func (s *residentImport) unsaved() bool {
	return s.long.stop != nil || !s.done && (s.p != nil || written(s.form))
}

func (s *residentImport) chapter(*desk) widget.T { return cDoors }
