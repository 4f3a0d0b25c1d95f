package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
)

// verdictMsg is the answer to a check.
type verdictMsg struct {
	a       *draft
	number  int
	verdict station.Verdict
	err     error
}

// judge asks what Issue would answer, unless a gap is still open.
func (h *home) judge(d *desk, a *draft) tea.Cmd {
	a.changed()
	if _, gap := a.gap(); gap {
		return h.foretell(d, a)
	}
	h.asks++
	a.asked = h.asks
	number, app, desk := h.asks, a.application(h.today.Day), d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		v, err := desk.Check(ctx, app)
		return verdictMsg{a, number, v, err}
	})
}

// judged takes the rules' answer. An Enter that waited for it acts only on a
// yes; on anything else the operator must see the answer first.
func (h *home) judged(d *desk, msg verdictMsg) tea.Cmd {
	if msg.number != msg.a.asked {
		return nil
	}
	same := msg.err == nil && msg.a.verdict.Outcome == msg.verdict.Outcome && msg.a.verdict.Reason == msg.verdict.Reason
	msg.a.asked, msg.a.judged, msg.a.verdict, msg.a.err = 0, msg.err == nil, msg.verdict, msg.err
	if !same { // Enter would do something that was not on the screen
		h.enter.Note(d.now())
		msg.a.form.Shown()
	}
	want := h.want && msg.a == h.shown()
	h.want = h.want && !want
	if want && msg.a.judged && msg.verdict.Issues() && msg.verdict.Choice == "" && msg.a.said == nil && msg.a.override == "" {
		return h.issue(d)
	}
	return h.layBeside(d, msg.a, 0)
}
