package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// recallAct is what may be said of a paper on the work list, under the keys that its
// pass has for it; "" for nothing.
type recallAct struct {
	key                     widget.Binding
	latest, older, replaced registry.Kind // replaced: of a pass that nobody recalled
}

var recallActs = []recallAct{
	{keySign, registry.Returned, registry.Returned, registry.Returned},
	{keyNext, registry.ReturnRefused, registry.ReturnRefused, ""},
	{keyOverride, registry.NotFound, registry.NotFound, registry.Lost},
	{keyCancel, "", registry.Voided, registry.Voided},
}

func (a recallAct) of(r recallRow) registry.Kind {
	switch {
	case r.of.Ended && r.of.Status == registry.StatusIssued: // there is no paper yet
		return ""
	case r.of.Old:
		return a.replaced
	case r.latest():
		return a.latest
	}
	return a.older
}

func (a recallAct) name(r recallRow) widget.T { return actOf(a.of(r)).name }

// actOf is how the screen of a pass asks about the step.
func actOf(k registry.Kind) paperAct {
	for _, a := range paperActs {
		if a.kind == k {
			return a
		}
	}
	return paperAct{}
}

// ask opens the confirmation about the chosen paper.
func (s *recallsScreen) ask(d *desk, a recallAct) {
	r, ok := s.chosen()
	switch {
	case !ok:
		return
	case r.child != nil:
		s.tell(widget.RoleHint, tChildNotRecalled)
		return
	}
	kind := a.of(r)
	if kind == "" {
		s.tell(widget.RoleHint, tNotOfThisPaper)
		return
	}
	if err := s.barred[kind]; err != nil {
		s.tell(widget.RoleWarn, toldText(err))
		return
	}
	act := actOf(kind)
	number, copy := r.of.Number, r.copy
	who := widget.T{ZH: fmt.Sprintf(tOfPaper.ZH, r.of.Name, number.Grouped(), copy), EN: fmt.Sprintf(tOfPaper.EN, r.of.Name, number.Grouped(), copy)}
	s.forget()
	about := fmt.Sprintf("%s %d %s", number, copy, kind)
	s.asked = asked{about, act.doing, func(ctx context.Context, desk detailStation, why string, _ int) error {
		return happenTo(ctx, desk, kind, number, copy, why)
	}}
	if kind == registry.Returned {
		s.asked.done = tBackReceipt
	}
	s.confirm = d.confirm(about, widget.ConfirmSpec{Title: titleOf(act.name), Lines: []widget.T{who, act.what}, Reasons: act.reasons,
		Key: a.key, Says: registry.SaysWhy, Now: d.now})
}

func (s *recallsScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		d.keepReason(s.asked.about, s.confirm)
		s.confirm = nil
	case widget.ConfirmDone:
		desk, reason, act := d.p.Desk, s.confirm.Reason(), s.asked
		if r, ok := s.chosen(); ok && act.done == tBackReceipt {
			s.back = r.of.Number
		}
		d.keepReason(act.about, s.confirm)
		s.confirm = nil
		return d.commit(s, func(ctx context.Context) tea.Msg { return doneMsg{act.about, act.done, act.do(ctx, desk, reason, 0)} })
	}
	return nil
}

func (s *recallsScreen) done(d *desk, msg doneMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.back = registry.Number{}
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	d.forgetReason(msg.about)
	s.tell(widget.RoleGood, msg.what)
	return tea.Batch(s.load(d), s.h.askToday(d))
}

// printKey is F5: the receipt of the paper that has just come back, else the notice
// of the chosen pass.
func (s *recallsScreen) printKey(d *desk) tea.Cmd {
	if !s.back.IsZero() {
		return s.print(d, station.NoticeOrder{Kind: station.ReturnReceipts, Numbers: []registry.Number{s.back}})
	}
	return s.printChosen(d, station.RecallNotices)
}

func (s *recallsScreen) printChosen(d *desk, k station.NoticeKind) tea.Cmd {
	r, ok := s.chosen()
	switch {
	case !ok:
		return nil
	case r.child != nil:
		s.tell(widget.RoleHint, tChildNotRecalled)
		return nil
	case r.of.Old && k != station.ReturnReceipts:
		s.tell(widget.RoleHint, tNoNoticeOfOld)
		return nil
	}
	return s.print(d, station.NoticeOrder{Kind: k, Numbers: []registry.Number{r.of.Number}})
}

func (s *recallsScreen) print(d *desk, o station.NoticeOrder) (cmd tea.Cmd) {
	s.note, cmd = d.askNotices(s, o)
	return cmd
}

// printActions are the papers that go with the work, the one with the key first.
func (s *recallsScreen) printActions() []action {
	first := tRecallNotice
	if !s.back.IsZero() {
		first = tReceipt
	}
	of := func(k station.NoticeKind) func(*desk) tea.Cmd {
		return func(d *desk) tea.Cmd { return s.printChosen(d, k) }
	}
	all := func(k station.NoticeKind) func(*desk) tea.Cmd {
		return func(d *desk) tea.Cmd { return s.print(d, station.NoticeOrder{Kind: k, Open: true}) }
	}
	return []action{
		{Binding: as(keyPrint, first)},
		{widget.NewBinding(tEmptyReceipt), of(station.ReturnReceipts)}, {widget.NewBinding(tDoorSlip), of(station.DoorSlips)},
		{widget.NewBinding(tDoorSlips), all(station.DoorSlips)}, {widget.NewBinding(tAllNotices), all(station.RecallNotices)},
		{widget.NewBinding(tGateSheet), func(d *desk) tea.Cmd { return s.print(d, station.NoticeOrder{Kind: station.GateSheets}) }},
	}
}
