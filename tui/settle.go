package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
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

// gives: the step is to give the person a pass.
func (c caseStep) gives() bool { return station.Ruling{Decision: c.decision}.Gives() }

var (
	stepIssue = caseStep{keySign, tSettleIssue, tSettleIssueTitle, tSettleIssueWhat, registry.Settled, "issue", tSettledIssue}
	stepTwo   = caseStep{keyOverride, tSettleTwo, tSettleTwoTitle, tSettleTwoWhat, registry.Settled, "two_people", tSettledIssue}
	stepSame  = caseStep{keyCancel, tSettleSame, tSettleSameTitle, tSettleSameWhat, registry.Settled, "same_person", tSettledSame}
	// A person whose pass was recalled is the same person: the question is whether
	// they may have the next copy.
	stepAgain = caseStep{keySign, tSettleAgain, tSettleAgainTitle, tSettleAgainWhat, registry.Settled, "issue", tSettledIssue}
	// Whether an entry of a watch list means the person.
	stepNotListed = caseStep{keyOverride, tNotListed, tNotListedTitle, tListedWhat, registry.Settled, "two_people", tSettledIssue}
	stepIsListed  = caseStep{keyCancel, tIsListed, tIsListedTitle, tListedWhat, registry.Settled, "same_person", tSettledListed}
	stepRefuse    = caseStep{keyRecall, tSettleRefuse, tSettleRefuseTitle, tSettleRefuseWhat, registry.Settled, "refuse", tSettledRefuse}
	stepLodge     = caseStep{keyNext, tLodge, tLodgeTitle, tLodgeWhat, registry.AppealLodged, "", tLodged}
	stepChange    = caseStep{keySign, tChange, tChangeTitle, tChangeWhat, registry.AppealDecided, "change", tChanged}
	stepUphold    = caseStep{keyRecall, tUphold, tUpholdTitle, tUpholdWhat, registry.AppealDecided, "uphold", tUpheld}
	// Where the police decide appeals, their decision is written down here.
	stepChangeBy = caseStep{keySign, tChangeBy, tChangeByTitle, tByPoliceWhat, registry.AppealDecided, "change", tChanged}
	stepUpholdBy = caseStep{keyRecall, tUpholdBy, tUpholdByTitle, tByPoliceWhat, registry.AppealDecided, "uphold", tUpheld}
	stepReopen   = caseStep{keyNext, tReopen, tReopenTitle, tReopenWhat, registry.AppealReopened, "", tReopened}
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
		if s.ofPass() {
			return s.deciding()
		}
		steps := []caseStep{stepChange, stepUphold}
		if s.c.Police != nil {
			steps = []caseStep{stepChangeBy, stepUpholdBy}
		}
		if s.c.Beyond != (scheme.Text{}) && len(s.found.differs()) == 0 { // no word changes it, only facts that were others
			return steps[1:]
		}
		return steps
	case registry.CaseUpheld:
		return []caseStep{stepReopen}
	}
	return nil
}

// settling: a question about two records is answered with one person or two, any
// other with yes or no.
func (s *caseScreen) settling() []caseStep {
	switch {
	case s.c.Question.Rule == "watch_match":
		return []caseStep{stepNotListed, stepIsListed}
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
func (s *caseScreen) ask(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	for _, step := range s.possible() {
		if !step.key.Matches(msg) {
			continue
		}
		if err := s.may[step.kind]; err != nil {
			s.tell(widget.RoleWarn, toldText(err))
			return nil
		}
		if step.label == tPassCorrect {
			return s.correct(d, step)
		}
		if step.decision == "change" && s.found != nil && s.found.a.firstUnread() != "" {
			s.tellFound(d)
			return nil
		}
		s.note, s.step = widget.Note{}, step
		spec := widget.ConfirmSpec{Title: step.title, Lines: s.explains(step), Key: step.key, Says: registry.SaysWhy, Now: d.now}
		if step.kind != registry.Settled {
			spec.Also = tEvidence
		}
		if step.kind == registry.AppealDecided {
			spec.Brought, spec.NoAlso = brought(s.c.History), tNoEvidence
		}
		if step.decision == "change" {
			for _, l := range s.foundLines(d) {
				spec.Lines = append(spec.Lines, widget.T{ZH: tFoundNow.ZH + tColon.ZH + l, EN: tFoundNow.EN + tColon.EN + l})
			}
		}
		s.confirm = d.confirm(s.aboutStep(), spec)
		return nil
	}
	s.tellOthers(d, msg)
	return nil
}

// brought is what the person brought when the appeal was taken down last: what it is decided
// on, unless something else is written.
func brought(history []station.Happened) string {
	for _, e := range slices.Backward(history) {
		if e.Kind == registry.AppealLodged || e.Kind == registry.AppealReopened {
			return e.Evidence
		}
	}
	return ""
}

// tellOthers says of a key that decides elsewhere, and nothing here, what can be done.
func (s *caseScreen) tellOthers(d *desk, msg tea.KeyPressMsg) {
	if !s.read || !slices.ContainsFunc(decidingKeys, func(b widget.Binding) bool { return b.Matches(msg) }) {
		return
	}
	list := func(l widget.Lang) string {
		var all []string
		for _, b := range s.keys(d) {
			if !b.Has(keyEsc.Names[0]) {
				all = append(all, b.Label(l)+" "+b.Text.In(l))
			}
		}
		return strings.Join(all, tComma.In(l))
	}
	s.tell(widget.RoleWarn, widget.T{ZH: fmt.Sprintf(tOnlyThese.ZH, list(widget.ZH)), EN: fmt.Sprintf(tOnlyThese.EN, list(widget.EN))})
}

// decidingKeys are those with which a case is decided, one or another.
var decidingKeys = []widget.Binding{keySign, keyRecall, keyOverride, keyCancel, keyNext, keyChild}

// aboutStep is what the confirmation is about.
func (s *caseScreen) aboutStep() string { return fmt.Sprintf("case %d %s", s.id, s.step.title.ZH) }

// explains is what the operator reads above the reason: for an appeal also who
// decides it, and what no decision changes.
func (s *caseScreen) explains(step caseStep) []widget.T {
	out := []widget.T{step.what}
	if step.kind == registry.Settled {
		return out
	}
	if s.c.Police != nil {
		out = append(out, plain(s.c.Police.Text))
	}
	if step.decision != "uphold" && s.c.Beyond != (scheme.Text{}) && len(s.found.differs()) == 0 {
		out = append(out, plain(s.c.Beyond))
	}
	return out
}

func (s *caseScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		d.keepReason(s.aboutStep(), s.confirm)
		s.confirm = nil
	case widget.ConfirmDone:
		return s.commit(d)
	}
	return nil
}

// ruledMsg tells what came of a step. What was typed for it comes back with an
// error: nobody types a reason twice.
type ruledMsg struct {
	step    caseStep
	confirm *widget.Confirm
	verdict station.Verdict
	print   bool
	err     error
}

// commit takes the step. A pass that comes of it is printed like any other.
func (s *caseScreen) commit(d *desk) tea.Cmd {
	desk, id, step, confirm := d.p.Desk, s.id, s.step, s.confirm
	print := d.p.Press != nil && d.p.Press.Place() != ""
	said := station.Statement{Reason: confirm.Reason(), Evidence: confirm.Also()}
	r := station.Ruling{Decision: step.decision, Reason: said.Reason, Evidence: said.Evidence, Print: print}
	if s.c.Police != nil {
		r.By = station.ByPolice
	}
	if step.decision == "change" && !s.ofPass() {
		r.Facts = s.found.differs()
	}
	s.confirm = nil
	return d.commit(s, func(ctx context.Context) tea.Msg {
		m := ruledMsg{step: step, confirm: confirm, print: print}
		switch step.kind {
		case registry.Settled:
			m.verdict, m.err = desk.SettleWith(ctx, id, r)
		case registry.AppealDecided:
			m.verdict, m.err = desk.DecideAppealWith(ctx, id, r)
		case registry.AppealLodged:
			m.err = desk.LodgeAppealWith(ctx, id, said)
		case registry.AppealReopened:
			m.err = desk.ReopenAppealWith(ctx, id, said)
		}
		return m
	})
}

func (s *caseScreen) ruled(d *desk, msg ruledMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.listed = listedBy(msg.err)
		s.tell(widget.RoleBad, toldText(msg.err))
		s.confirm, s.step = msg.confirm, msg.step
		return s.load(d)
	}
	d.forgetReason(s.aboutStep())
	s.found = nil
	cmds := []tea.Cmd{s.load(d), s.h.askToday(d)}
	s.first, s.h.note = 0, widget.Note{} // what it said of the case is over
	switch v := msg.verdict; {
	case s.ofPass():
		cmds = append(cmds, s.passRuled(d, msg))
	case v.Issues():
		s.tell(widget.RoleGood, count(msg.step.done, v.Number.Grouped()))
		cmds = append(cmds, s.h.takeOver(d, v, s.c.Applicant, msg.print, true))
	case msg.step.decision == "" || !msg.step.gives() || v.Outcome == "SAME_PERSON" || msg.step.label == tIsListed:
		s.tell(widget.RoleGood, s.doneText(msg.step))
	default: // what was decided stands; something else stands in the way
		d.drop()
		rest := tStillOpen
		if !(scheme.Verdict{Outcome: v.Outcome}).Parks() {
			rest = tStillRefused
		}
		s.tell(widget.RoleWarn, widget.T{ZH: rest.ZH + plain(v.Reason).ZH, EN: rest.EN + plain(v.Reason).EN})
	}
	return tea.Batch(cmds...)
}

// doneText says what was done; of an appeal also where it goes from here, and what
// no decision changes.
func (s *caseScreen) doneText(step caseStep) widget.T {
	t := step.done
	if step.decision != "" {
		return t
	}
	for _, more := range s.explains(step)[1:] {
		t = widget.T{ZH: t.ZH + "。" + more.ZH, EN: t.EN + ". " + more.EN}
	}
	return t
}

// takeOver: a pass was issued on another screen. It is the last pass here, and is
// printed as any other; intended says that the register knows so already.
func (h *home) takeOver(d *desk, v station.Verdict, app registry.Application, print, intended bool) tea.Cmd {
	h.last = lastPass{number: v.Number, name: app.Name, copy: v.Copy, signer: station.Signer(app), state: tNotPrinted}
	if h.lastNo.verdict.Case == v.Case {
		h.lastNo = lastNo{}
	}
	if !print {
		return nil
	}
	h.last.state = tPrinting
	return h.printOut(d, []registry.Number{v.Number}, lying(d.p.Press, v), intended && v.Page == 0)
}
