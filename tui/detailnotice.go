package tui

import (
	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// noticeAct is a paper that goes with a pass or a case, and is no pass.
type noticeAct struct {
	text widget.T
	kind station.NoticeKind
}

// notices are the papers that go with the pass as it stands, the most wanted first:
// F5 prints that one, where the pass itself is not to be printed.
func (s *detailScreen) notices() []noticeAct {
	if !s.read || s.h.info.ReadOnly != "" { // its printing could not be recorded
		return nil
	}
	var out []noticeAct
	switch {
	case s.d.Status.Chased():
		out = append(out, noticeAct{tRecallNotice, station.RecallNotices}, noticeAct{tEmptyReceipt, station.ReturnReceipts}, noticeAct{tDoorSlip, station.DoorSlips})
	case s.d.Papers.Of(s.d.Copy) == registry.PaperReturned:
		out = append(out, noticeAct{tReceipt, station.ReturnReceipts})
	}
	if s.appeal.id != 0 && !s.appeal.waits {
		out = append(out, noticeAct{tAppealDecision, station.AppealDecisions})
	}
	if s.appeal.waits || s.appeal.upheld || s.mayAppeal() {
		out = append(out, noticeAct{tAppealForm, station.AppealForms})
	}
	return out
}

// printsNotice: F5 has no pass to print here.
func (s *detailScreen) printsNotice() bool {
	return !s.mayPrint() && !s.may(registry.Reprinted) && len(s.notices()) > 0
}

func (s *detailScreen) printNotice(d *desk, a noticeAct) (cmd tea.Cmd) {
	s.note, cmd = d.askNotices(s, station.NoticeOrder{Kind: a.kind, Numbers: []registry.Number{s.d.Number}})
	return cmd
}

// noticeActions are those that have no key.
func (s *detailScreen) noticeActions() []action {
	var out []action
	for i, a := range s.notices() {
		if i == 0 && s.printsNotice() {
			continue
		}
		out = append(out, action{widget.NewBinding(a.text), func(d *desk) tea.Cmd { return s.printNotice(d, a) }})
	}
	return out
}

// notices are the papers of an appeal: its decision once there is one, and the form
// as long as it may be lodged or waits.
func (s *caseScreen) notices() []noticeAct {
	if !s.read || s.h.info.ReadOnly != "" {
		return nil
	}
	decided := false
	for _, h := range s.c.History {
		switch h.Kind {
		case registry.AppealLodged, registry.AppealReopened:
			decided = false
		case registry.AppealDecided:
			decided = true
		}
	}
	var out []noticeAct
	if decided && !s.c.State.Waits() {
		out = append(out, noticeAct{tAppealDecision, station.AppealDecisions})
	}
	if st := s.c.State; st == registry.CaseRefused || st == registry.CaseAppealed || st == registry.CaseUpheld {
		out = append(out, noticeAct{tAppealForm, station.AppealForms})
	}
	return out
}

func (s *caseScreen) printNotice(d *desk, a noticeAct) (cmd tea.Cmd) {
	s.note, cmd = d.askNotices(s, station.NoticeOrder{Kind: a.kind, Cases: []int64{s.id}})
	return cmd
}

// printKey is F5: the slip of who got no pass, else the first paper of the appeal.
func (s *caseScreen) printKey(d *desk) tea.Cmd {
	if all := s.notices(); !s.hasSlip() && len(all) > 0 {
		return s.printNotice(d, all[0])
	}
	return s.printSlip(d)
}

// printActions are what the palette offers to print, the one with the key first.
func (s *caseScreen) printActions() []action {
	var out []action
	if s.hasSlip() {
		out = append(out, action{Binding: as(keyPrint, tPrintSlip)})
	}
	for _, a := range s.notices() {
		if len(out) == 0 {
			out = append(out, action{Binding: as(keyPrint, a.text)})
			continue
		}
		out = append(out, action{widget.NewBinding(a.text), func(d *desk) tea.Cmd { return s.printNotice(d, a) }})
	}
	return out
}
