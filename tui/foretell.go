package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// What the desk can say before the form is full: that the kind of document alone
// sends the person to another desk, and that the person has been here before.

// foretoldMsg is what the kind of document alone decides.
type foretoldMsg struct {
	a       *draft
	number  int
	verdict station.Verdict
	ok      bool
}

// foretell asks it as soon as the document is read. While a text of F2 cannot be
// read nothing is decided.
func (h *home) foretell(d *desk, a *draft) tea.Cmd {
	key, _ := a.gap()
	if a.kind == childForm || key == fDocument || key == fKind || key == fState || a.firstUnread() != "" {
		return nil
	}
	h.asks++
	a.foreasked = h.asks
	number, app, desk := h.asks, a.application(h.today.Day), d.p.Desk
	return d.ask(h, func(context.Context) tea.Msg {
		v, ok := desk.Foretell(app)
		return foretoldMsg{a, number, v, ok}
	})
}

func (h *home) foretold(msg foretoldMsg) tea.Cmd {
	if msg.ok && msg.number == msg.a.foreasked {
		msg.a.foretold = &msg.verdict
	}
	return nil
}

// stillWanted says, under a verdict that was foretold, what is missing to keep it.
func (h *home) stillWanted(d *desk, a *draft, out *lines) {
	if a.foretold != nil && !a.judged {
		out.wrap(widget.RoleHint, h.waiting(d, a)+d.say(tToKeepIt))
	}
}

// cameBefore says that a person without a pass has been here before; "" when not.
func (a *draft) cameBefore(d *desk) string {
	if a.earlier.Case == 0 {
		return ""
	}
	return fmt.Sprintf(d.say(tCameBefore), a.earlier.CaseNo, d.say(caseText(a.earlier.CaseStatus)))
}

// remember takes over who somebody without a pass is, and that they have been here.
func (a *draft) remember(p station.Found) {
	a.earlier = p
	values := map[string]string{fBirth: p.Birth.Compact(), fSex: sexDigit(p.Sex.String())}
	for key, v := range values {
		if v == "" || a.form.Value(key) != "" {
			delete(values, key)
		}
	}
	a.form.Fill(values)
}
