package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// recallReasons are the words of the register and what people read for them.
var recallReasons = []struct {
	word string
	text widget.T
}{
	{"close_contact", tRecallContact}, {"severe_area", tRecallArea}, {"symptoms", tRecallSymptoms}, {"other", tRecallOther},
}

// ask opens the confirmation of a daily step.
func (s *detailScreen) ask(d *desk, k registry.Kind) {
	if !s.may(k) {
		s.turnDown(k)
		return
	}
	number := s.d.Number
	switch k {
	case registry.RecallOrdered:
		spec := widget.ConfirmSpec{Title: tRecallTitle, Lines: []widget.T{tRecallWhat}, Says: saysWhyRecalled}
		for _, r := range recallReasons {
			spec.Reasons = append(spec.Reasons, r.text)
		}
		s.asks(d, keyRecall, tRecallDone, spec, func(ctx context.Context, desk detailStation, reason string, _ int) error {
			word, note := recallWords(reason)
			return desk.Recall(ctx, number, word, note)
		})
	case registry.Reprinted:
		spec := widget.ConfirmSpec{Title: tReprintTitle, Lines: []widget.T{tReprintWhat}, Reasons: []widget.T{tReprintLost, tReprintDamaged, tReprintFaint}}
		words := s.oldPaper(&spec)
		spec.Follows = func(reason int) int { return endAfter(words, spec.Reasons[reason]) }
		spec.Fits = func(reason string, at int) widget.T { return endAgainst(reason, wordAt(words, at)) }
		s.asks(d, keyPrint, tReprintDone, spec, func(ctx context.Context, desk detailStation, reason string, at int) error {
			return desk.ReprintOf(ctx, number, reason, wordAt(words, at))
		})
	default:
		s.asks(d, keyCancel, tCancelDone, widget.ConfirmSpec{Title: tCancelTitle, Lines: []widget.T{tCancelWhat},
			Reasons: []widget.T{tCancelNotTaken, tCancelMistake, tCancelSpoiled}}, func(ctx context.Context, desk detailStation, reason string, _ int) error {
			return desk.Cancel(ctx, number, reason)
		})
	}
}

// asks opens a confirmation: a reason, and the same key again.
func (s *detailScreen) asks(d *desk, key widget.Binding, done widget.T, spec widget.ConfirmSpec, do func(context.Context, detailStation, string, int) error) {
	spec.Key, spec.Now = key, d.now
	if spec.Says == nil {
		spec.Says = registry.SaysWhy
	}
	about := s.d.Number.String() + spec.Title.ZH
	s.note, s.asked, s.confirm = widget.Note{}, asked{about, done, do}, d.confirm(about, spec)
}

func (s *detailScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		d.keepReason(s.asked.about, s.confirm)
		s.confirm = nil
	case widget.ConfirmDone:
		return s.commitAct(d)
	}
	return nil
}

func (s *detailScreen) commitAct(d *desk) tea.Cmd {
	desk, reason, chosen, act := d.p.Desk, s.confirm.Reason(), s.confirm.Chosen(), s.asked
	d.keepReason(act.about, s.confirm)
	s.confirm = nil
	return d.commit(s, func(ctx context.Context) tea.Msg {
		return doneMsg{act.about, act.done, act.do(ctx, desk, reason, chosen)}
	})
}

// correct opens the holder's data in the fields of an applicant.
func (s *detailScreen) correct(d *desk) tea.Cmd {
	if !s.mayAmend() {
		s.turnDown(registry.Corrected)
		return nil
	}
	desk, number := d.p.Desk, s.d.Number
	c := newCorrect(d, s.h, s.d.Applicant, tCorrectTitle)
	c.old = s.oldPaper
	c.send = func(ctx context.Context, c station.Correction, _ string) (station.Verdict, error) {
		return desk.Correct(ctx, number, c)
	}
	c.after = s.corrected
	if !s.may(registry.Corrected) {
		c.note = widget.Note{Role: widget.RoleHint, Text: tOnlyAmend}
	}
	return d.push(c)
}

// mayAmend: what stands on no paper may be put right whatever becomes of the pass.
func (s *detailScreen) mayAmend() bool { return s.read && s.barred[registry.Corrected] == nil }

// corrected prints the next copy, whose intent is recorded already; where no paper says
// what was put right there is none.
func (s *detailScreen) corrected(d *desk, v station.Verdict, _ registry.Application, print bool) tea.Cmd {
	if v.Outcome == station.Amended {
		s.tell(widget.RoleGood, tAmended)
		return nil
	}
	if !print {
		s.tell(widget.RoleGood, count(tCorrected, v.Copy))
		return nil
	}
	s.tell(widget.RoleGood, count(tCorrectedOut, v.Copy))
	desk, press, numbers := d.p.Desk, d.p.Press, []registry.Number{v.Number}
	return d.finish(s, func(ctx context.Context) tea.Msg {
		where, err := printPapers(ctx, desk, press, numbers, walkIn, true)
		return printedMsg{numbers: numbers, where: where, err: err}
	})
}

// saysWhyRecalled: a ground does, or what was typed; "other" alone does not.
func saysWhyRecalled(reason string) bool {
	word, note := recallWords(reason)
	return word != "other" || registry.SaysWhy(note)
}

// recallWords are the register's word for a reason that was picked, or "other"
// and the reason as it was typed.
func recallWords(reason string) (word, note string) {
	for _, r := range recallReasons {
		if reason == r.text.ZH || reason == r.text.EN {
			return r.word, ""
		}
	}
	return "other", reason
}
