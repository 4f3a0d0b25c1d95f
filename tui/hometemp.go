package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// trial is what the rules say with the temperature that stands in the box, before
// it is entered: the check line never says yes beside a number that means no.
type trial struct {
	a       *draft
	temp    float64
	number  int // of the question
	judged  bool
	verdict station.Verdict
}

// trialMsg is the answer to a trial.
type trialMsg struct {
	number  int
	verdict station.Verdict
	err     error
}

// tryTemp asks the rules about the temperature in the box.
func (h *home) tryTemp(d *desk) tea.Cmd {
	t := h.typed(h.box.Value(), false)
	a := h.shown()
	if t.kind != typedTemp || a == nil || h.loading() {
		h.trial = trial{}
		return nil
	}
	h.asks++
	h.trial = trial{a: a, temp: t.temp, number: h.asks}
	if _, gap := a.gap(); gap {
		return nil
	}
	app := a.application(h.today.Day)
	f := a.facts.clone()
	f.temp = t.temp
	app.Facts = f.json(a.base.Facts)
	number, desk := h.asks, d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		v, err := desk.Check(ctx, app)
		return trialMsg{number, v, err}
	})
}

func (h *home) tried(msg trialMsg) tea.Cmd {
	if msg.number == h.trial.number {
		h.trial.judged, h.trial.verdict = msg.err == nil, msg.verdict
	}
	return nil
}

// trying reports that the check line is about the temperature in the box.
func (h *home) trying(a *draft) bool {
	if a == nil || h.trial.a != a {
		return false
	}
	t := h.typed(h.box.Value(), false)
	return t.kind == typedTemp && t.temp == h.trial.temp
}

// loading reports that the chosen person is on the way.
func (h *home) loading() bool {
	p, ok := h.chosenPerson()
	return ok && h.preview == nil && p.Resident > 0 && !holds(p)
}

// waits reports somebody about whom an officer still has to decide.
func waits(p station.Found) bool { return p.Number.IsZero() && p.Case != 0 && p.CaseStatus.Waits() }

// holds reports a person with whom a paper is, or may be: of a valid pass, or of one
// that is to be fetched.
func holds(p station.Found) bool {
	return !p.Number.IsZero() && (p.Status.InHand() || p.Status.Chased())
}

// enterTemp writes a typed 36.5 into the applicant's facts; the next Enter issues.
func (h *home) enterTemp(d *desk, temp float64) tea.Cmd {
	h.want = false
	h.keepPreview()
	a := h.draft
	if a == nil {
		h.tell(widget.RoleHint, tNobodyYet)
		return nil
	}
	a.facts.sayTemp(temp)
	a.byHand = true
	h.clearBox()
	h.tell(widget.RoleHint, count(tTempTaken, temp))
	return h.toGap(d)
}
