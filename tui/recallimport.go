package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// lister is what the import of a list of people asks of the station.
type lister interface {
	PreviewResidents(ctx context.Context, l station.ResidentList) (*station.ResidentPreview, error)
	ConfirmResidents(ctx context.Context, p *station.ResidentPreview) (*station.ResidentPreview, error)
	PreviewRecalls(ctx context.Context, l station.RecallList) (*station.RecallPreview, error)
	ConfirmRecalls(ctx context.Context, p *station.RecallPreview, masked ...int) (*station.RecallPreview, error)
}

// recallImport takes a list of people whose passes are to be fetched: the file and
// whose list it is; then every row of it with what it comes to, while nothing has
// happened; then, by a Ctrl key that is pressed twice, what was shown. The list's
// source is the reason, and stands with every entry.
type recallImport struct {
	form   *widget.Form
	list   *widget.List
	which  int // index into importViews
	told   []scheme.Text
	p      *station.RecallPreview // nil: nothing was read yet
	masked map[int]bool           // rows that somebody has looked at
	sure   bool                   // the Ctrl key was pressed once
	done   bool
	note   widget.Note
	cancel context.CancelFunc // while the file is read and weighed
	stops  bool
	begun  time.Time
	far    *farther
}

// grounds are the reasons of a recall by the digit that is typed for them, where the
// list has no column of them.
var grounds = map[string]string{"1": "close_contact", "2": "severe_area", "3": "symptoms", "4": "other"}

func newRecallImport(d *desk) *recallImport {
	s := &recallImport{masked: map[int]bool{}}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: []widget.FieldSpec{
		fileField,
		{Key: fSource, Label: tSource, Placeholder: tSourceOfRecall, Max: 60, Cells: 40, Required: true, Check: reasonNote},
		{Key: fReason, Label: tReason, Placeholder: tGroundHow, Max: 1, Cells: 60, Normalise: widget.HalfWidth, Check: groundNote},
	}})
	s.list = widget.NewList([]widget.Column{
		{Title: tRowNo, Cells: 6, Right: true}, {Title: tName, Cells: 8, Grow: true}, {Title: tImportSays, Cells: 12}, {Title: tNumber, Cells: 17}, {Title: tImportWhy, Cells: 24, Grow: true},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

func groundNote(v string) widget.Note {
	if word, ok := grounds[v]; ok || v == "" {
		for _, r := range recallReasons {
			if r.word == word {
				return widget.Note{Role: widget.RoleHint, Text: r.text}
			}
		}
		return widget.Note{}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tGroundHow, Blocks: true}
}

func (s *recallImport) rows(d *desk) int { return max(d.h-1-7, 5) }

// listMsg is the list as it was read and weighed; confirmedMsg what came of it.
type (
	listMsg struct {
		p    *station.RecallPreview
		told []scheme.Text
		err  error
	}
	confirmedMsg struct {
		p   *station.RecallPreview
		err error
	}
)

func (s *recallImport) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case farMsg:
		return s.lookAgain()
	case listMsg:
		return s.came(d, msg)
	case confirmedMsg:
		return s.confirmed(d, msg)
	case relabelledMsg:
		return s.show(d, s.list.Reload)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case tea.PasteMsg:
		if s.p == nil && s.cancel == nil {
			s.form.Update(msg)
		}
		return nil
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *recallImport) tell(role widget.Role, t widget.T) { s.note = widget.Note{Role: role, Text: t} }

func (s *recallImport) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.cancel != nil:
		if keyEsc.Matches(msg) {
			s.cancel()
			s.stops = true
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
func (s *recallImport) previewKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyTab.Matches(msg):
		return s.turn(d, 1)
	case keyPrev.Matches(msg):
		return s.turn(d, len(importViews)-1)
	case keySign.Matches(msg) && !s.done:
		return s.confirm(d)
	case keyOverride.Matches(msg) && !s.done:
		return s.mark(d)
	}
	s.sure = false
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack: // back to the file's name
		s.p, s.note, s.masked = nil, widget.Note{}, map[int]bool{}
	case widget.ListChosen:
		s.tell(widget.RoleHint, tEnterNever)
	}
	return cmd
}

// begin reads and weighs the file; the register is not changed.
func (s *recallImport) begin(d *desk) tea.Cmd {
	ctx, cancel := context.WithCancel(context.WithoutCancel(d.ctx))
	s.cancel, s.begun, s.far, s.note = cancel, d.now(), &farther{}, widget.Note{}
	value := func(key string) string { return strings.TrimSpace(s.form.Value(key)) }
	file, source, ground := value(fFile), value(fSource), grounds[value(fReason)]
	errands, desk, far := d.p.Errands, d.p.Desk, s.far
	return tea.Batch(d.finish(s, func(context.Context) tea.Msg {
		l, told, err := errands.RecallList(ctx, file)
		if err != nil {
			return listMsg{err: err}
		}
		l.Orders, l.Source, l.Reason, l.Told = true, source, ground, far.come
		p, err := desk.PreviewRecalls(ctx, l)
		return listMsg{p, told, err}
	}), s.lookAgain())
}

func (s *recallImport) lookAgain() tea.Cmd {
	if s.cancel == nil {
		return nil
	}
	return tea.Tick(farLook, func(time.Time) tea.Msg { return farMsg{} })
}

// came shows what the rows come to.
func (s *recallImport) came(d *desk, msg listMsg) tea.Cmd {
	s.cancel()
	stopped := s.stops
	s.cancel, s.stops = nil, false
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
	return s.show(d, s.list.Home)
}

// confirm: pressed once the key says what it will do, pressed again it does it.
func (s *recallImport) confirm(d *desk) tea.Cmd {
	switch orders := s.orders(); {
	case s.p.Sum.Before != 0:
		s.tell(widget.RoleHint, count(tListBefore, s.p.Sum.Before))
		return nil
	case orders+s.p.Sum.Listed+s.p.Sum.Ended == 0:
		s.tell(widget.RoleHint, tListNothing)
		return nil
	case !s.sure:
		s.sure = true
		s.tell(widget.RoleWarn, widget.T{ZH: fmt.Sprintf(tListSure.ZH, orders, s.p.Sum.Listed), EN: fmt.Sprintf(tListSure.EN, orders, s.p.Sum.Listed)})
		return nil
	}
	s.sure = false
	var masked []int
	for i := range s.p.Rows {
		if s.masked[i] {
			masked = append(masked, i)
		}
	}
	desk, p := d.p.Desk, s.p
	return d.commit(s, func(ctx context.Context) tea.Msg {
		done, err := desk.ConfirmRecalls(ctx, p, masked...)
		return confirmedMsg{done, err}
	})
}

// orders is how many passes would be ordered back.
func (s *recallImport) orders() int {
	n := len(s.masked)
	for _, r := range s.p.Rows {
		if r.Ordered {
			n++
		}
	}
	return n
}

func (s *recallImport) confirmed(d *desk, msg confirmedMsg) tea.Cmd {
	s.p = msg.p
	if msg.err != nil {
		d.drop()
		s.masked = map[int]bool{} // the preview may be another one now
		s.tell(widget.RoleBad, toldText(msg.err))
		return s.show(d, s.list.Home)
	}
	s.done = true
	sum := s.p.Sum
	s.tell(widget.RoleGood, widget.T{ZH: fmt.Sprintf(tListDone.ZH, sum.Recalled, sum.Listed, sum.Ended), EN: fmt.Sprintf(tListDone.EN, sum.Recalled, sum.Listed, sum.Ended)})
	h := d.stack[0].(*home)
	return tea.Batch(s.show(d, s.list.Home), h.askToday(d), h.askAffected(d))
}

func (s *recallImport) keys(*desk) []widget.Binding {
	switch {
	case s.cancel != nil:
		return []widget.Binding{as(keyEsc, tStop)}
	case s.done:
		return []widget.Binding{as(keyEnter, tRecallsAction), as(keyTab, tNextView), keyMove, keyEsc}
	case s.p == nil:
		return []widget.Binding{as(keyEnter, tPreview), keyTab, keyEsc}
	}
	return []widget.Binding{as(keySign, tListConfirm), as(keyOverride, tMaskedToo), as(keyTab, tNextView), keyMove, keyEsc}
}

func (s *recallImport) actions(*desk) []action {
	if s.p == nil || s.done || s.cancel != nil {
		return nil
	}
	return []action{{Binding: as(keySign, tListConfirm)}, {Binding: as(keyOverride, tMaskedToo)}}
}

// allows: while the work holds the station no other screen may ask it anything.
func (s *recallImport) allows(ability) bool { return s.cancel == nil }

// unsaved: a preview that was not confirmed has done nothing yet.
func (s *recallImport) unsaved() bool {
	return s.cancel != nil || !s.done && (s.p != nil || written(s.form))
}
