package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// caseStep is something that may be decided about a case: a Ctrl key, and a
// reason that somebody types.
type caseStep struct {
	key         widget.Binding
	label       widget.T
	title, what widget.T
	kind        registry.Kind
	decision    string // of the register; "" for an appeal that is lodged or reopened
	done        widget.T
}

func (c caseStep) binding() widget.Binding { return as(c.key, c.label) }

var (
	stepIssue = caseStep{keySign, tSettleIssue, tSettleIssueTitle, tSettleIssueWhat, registry.Settled, "issue", tSettledIssue}
	stepTwo   = caseStep{keyOverride, tSettleTwo, tSettleTwoTitle, tSettleTwoWhat, registry.Settled, "two_people", tSettledIssue}
	stepSame  = caseStep{keyCancel, tSettleSame, tSettleSameTitle, tSettleSameWhat, registry.Settled, "same_person", tSettledSame}
	// A person whose pass was recalled is the same person: the question is whether
	// they may have the next copy.
	stepAgain  = caseStep{keySign, tSettleAgain, tSettleAgainTitle, tSettleAgainWhat, registry.Settled, "issue", tSettledIssue}
	stepRefuse = caseStep{keyRecall, tSettleRefuse, tSettleRefuseTitle, tSettleRefuseWhat, registry.Settled, "refuse", tSettledRefuse}
	stepLodge  = caseStep{keyNext, tLodge, tLodgeTitle, tLodgeWhat, registry.AppealLodged, "", tLodged}
	stepChange = caseStep{keySign, tChange, tChangeTitle, tChangeWhat, registry.AppealDecided, "change", tChanged}
	stepUphold = caseStep{keyRecall, tUphold, tUpholdTitle, tUpholdWhat, registry.AppealDecided, "uphold", tUpheld}
	stepReopen = caseStep{keyNext, tReopen, tReopenTitle, tReopenWhat, registry.AppealReopened, "", tReopened}
)

// possible are the steps that the state of the case allows.
func (s *caseScreen) possible() []caseStep {
	if !s.read {
		return nil
	}
	switch s.c.State {
	case registry.CaseOpen:
		return s.settling()
	case registry.CaseRefused:
		return []caseStep{stepLodge}
	case registry.CaseAppealed:
		return []caseStep{stepChange, stepUphold}
	case registry.CaseUpheld:
		return []caseStep{stepReopen}
	}
	return nil
}

// settling: a question about two records is answered with one person or two, any
// other with yes or no.
func (s *caseScreen) settling() []caseStep {
	switch {
	case s.c.Against == "":
		return []caseStep{stepIssue, stepRefuse}
	case s.c.Question.Rule == "recalled":
		return []caseStep{stepAgain, stepRefuse}
	}
	return []caseStep{stepTwo, stepSame, stepRefuse}
}

// steps are the possible ones that this operator may take.
func (s *caseScreen) steps() []caseStep {
	var out []caseStep
	for _, step := range s.possible() {
		if s.may[step.kind] == nil {
			out = append(out, step)
		}
	}
	return out
}

// ask opens the confirmation of the step whose key was pressed.
func (s *caseScreen) ask(d *desk, msg tea.KeyPressMsg) {
	for _, step := range s.possible() {
		if !step.key.Matches(msg) {
			continue
		}
		if err := s.may[step.kind]; err != nil {
			s.tell(widget.RoleWarn, toldText(err))
			return
		}
		s.note, s.step = widget.Note{}, step
		s.confirm = widget.NewConfirm(widget.ConfirmSpec{Title: step.title, Lines: []widget.T{step.what}, Key: step.key.Names[0], Least: 4, Now: d.now})
		return
	}
}

func (s *caseScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		s.confirm = nil
	case widget.ConfirmDone:
		return s.commit(d)
	}
	return nil
}

// ruledMsg tells what came of a step.
type ruledMsg struct {
	step    caseStep
	verdict station.Verdict
	print   bool
	err     error
}

// commit takes the step. A pass that comes of it is printed like any other.
func (s *caseScreen) commit(d *desk) tea.Cmd {
	desk, id, step, reason := d.p.Desk, s.id, s.step, s.confirm.Reason()
	print := d.p.Press != nil && d.p.Press.Place() != ""
	s.confirm = nil
	return d.commit(s, func(ctx context.Context) tea.Msg {
		m := ruledMsg{step: step, print: print}
		switch step.kind {
		case registry.Settled:
			m.verdict, m.err = desk.Settle(ctx, id, step.decision, reason, print)
		case registry.AppealDecided:
			m.verdict, m.err = desk.DecideAppeal(ctx, id, step.decision, reason, print)
		case registry.AppealLodged:
			m.err = desk.LodgeAppeal(ctx, id, reason)
		case registry.AppealReopened:
			m.err = desk.ReopenAppeal(ctx, id, reason)
		}
		return m
	})
}

func (s *caseScreen) ruled(d *desk, msg ruledMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return s.load(d)
	}
	cmds := []tea.Cmd{s.load(d), s.h.askToday(d)}
	s.first = 0
	switch v := msg.verdict; {
	case v.Issues():
		s.tell(widget.RoleGood, count(msg.step.done, v.Number.Grouped()))
		cmds = append(cmds, s.h.takeOver(d, v, s.c.Applicant, msg.print))
	case msg.step.decision == "" || msg.step.decision == "refuse" || msg.step.decision == "uphold" || v.Outcome == "SAME_PERSON":
		s.tell(widget.RoleGood, msg.step.done)
	default: // what was decided stands; something else is open now
		d.drop()
		s.tell(widget.RoleWarn, widget.T{ZH: tStillOpen.ZH + plain(v.Reason).ZH, EN: tStillOpen.EN + plain(v.Reason).EN})
	}
	return tea.Batch(cmds...)
}

// takeOver: a pass was issued on another screen. It is the last pass here, and is
// printed as any other.
func (h *home) takeOver(d *desk, v station.Verdict, app registry.Application, print bool) tea.Cmd {
	h.last = lastPass{number: v.Number, name: app.Name, copy: v.Copy, signer: signerOf(app), state: tNotPrinted}
	if h.lastNo.verdict.Case == v.Case {
		h.lastNo = lastNo{}
	}
	if !print {
		return nil
	}
	h.last.state = tPrinting
	return h.printOut(d, []registry.Number{v.Number}, layoutWalkIn, true)
}
