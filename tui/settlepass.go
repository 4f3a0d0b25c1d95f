package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// What may be decided of an appeal about a pass. Changed, the recall is taken back,
// the data are corrected in the fields of an applicant, or the next copy is issued.
var (
	stepPassBack    = caseStep{keySign, tPassRecallBack, tPassRecallTitle, tPassRecallWhat, registry.AppealDecided, "change", tPassRecallDone}
	stepPassNext    = caseStep{keySign, tPassNext, tPassNextTitle, tPassNextWhat, registry.AppealDecided, "change", tPassNextDone}
	stepPassCorrect = caseStep{keyFacts, tPassCorrect, tCorrectAppeal, tCorrectHow, registry.AppealDecided, "change", tPassCorrectDone}
	stepPassUphold  = caseStep{keyRecall, tUphold, tUpholdTitle, tPassUpholdWhat, registry.AppealDecided, "uphold", tPassUpheld}
)

// ofPass: the case is the appeal of a pass, which its holder has or had.
func (s *caseScreen) ofPass() bool { return s.read && s.c.Kind == registry.AppealLodged }

// deciding are the steps that decide an appeal about the pass as it stands. While a
// recall stands only the recall is decided on.
func (s *caseScreen) deciding() []caseStep {
	if s.record == nil {
		return nil
	}
	var out []caseStep
	switch st := s.record.Status; {
	case st.UnderRecall():
		out = []caseStep{stepPassBack}
	case st == registry.StatusVoided || st == registry.StatusLost:
		out = []caseStep{stepPassNext, stepPassCorrect}
	default:
		out = []caseStep{stepPassCorrect}
	}
	out = append(out, stepPassUphold)
	if s.c.Police != nil {
		for i, step := range out {
			what := step.what
			out[i].title = widget.T{ZH: tPoliceDecidedTitle.ZH + "：" + step.title.ZH, EN: tPoliceDecidedTitle.EN + ": " + step.title.EN}
			out[i].what = widget.T{ZH: what.ZH + tByPoliceWhat.ZH, EN: what.EN + " " + tByPoliceWhat.EN}
		}
	}
	return out
}

// correct opens the holder's data; what was found right decides the appeal.
func (s *caseScreen) correct(d *desk, step caseStep) tea.Cmd {
	st, id, by := d.p.Desk, s.id, ""
	if s.c.Police != nil {
		by = station.ByPolice
	}
	c := newCorrect(d, s.h, s.record.Applicant, step.title)
	record, marks := *s.record, marksOf(st)
	c.old = func(spec *widget.ConfirmSpec) []string { return oldPaper(record, marks, spec) }
	c.also, c.brought, c.noAlso = tEvidence, brought(s.c.History), tNoEvidence
	c.send = func(ctx context.Context, c station.Correction, evidence string) (station.Verdict, error) {
		return st.DecideAppealWith(ctx, id, station.Ruling{Decision: step.decision, Reason: c.Reason, Evidence: evidence, Facts: c.Changed, Print: c.Print, By: by, Old: c.Old})
	}
	c.after = func(d *desk, v station.Verdict, app registry.Application, print bool) tea.Cmd {
		s.first = 0
		s.tell(widget.RoleGood, count(step.done, v.Copy))
		return s.h.takeOver(d, v, app, print, true)
	}
	return d.push(c)
}

// passRuled says what came of a decision, and prints the paper that it brought.
func (s *caseScreen) passRuled(d *desk, msg ruledMsg) tea.Cmd {
	v := msg.verdict
	if v.Outcome != "REPRINTED" {
		s.tell(widget.RoleGood, s.doneText(msg.step))
		return nil
	}
	s.tell(widget.RoleGood, count(msg.step.done, v.Copy))
	return s.h.takeOver(d, v, s.c.Applicant, msg.print, false)
}
