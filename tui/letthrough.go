package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// overridable is the warning that an officer may set aside with the papers in
// hand: one number under two names, two children whose names fold alike, a region
// that no table knows, a refusal of before that this form does not repeat. "" when
// there is none.
func overridable(v station.Verdict) string {
	switch {
	case v.Outcome == "BLOCK":
		return v.Choice
	case v.Rule == "unknown_region", v.Rule == "refused_today", v.Rule == "refused_before":
		return v.Rule
	}
	return ""
}

// mayLetThrough reports that Ctrl+F would do something: there is a warning that
// may be set aside, or an exchange for another child, by whoever is logged in.
func (h *home) mayLetThrough(a *draft) bool {
	if a == nil || !a.judged || a.said != nil {
		return false
	}
	return exchange(a.verdict) || overridable(a.verdict) != "" && h.officer
}

// exchange is the question whether a card is that of the child in the register.
func exchange(v station.Verdict) bool { return v.Outcome == "UPGRADE" && v.Choice != "" }

// letThrough is Ctrl+F. An exchange it answers with "two people"; any other
// warning is set aside by an officer, with a reason, both records on the screen.
func (h *home) letThrough(d *desk) tea.Cmd {
	a := h.shown()
	switch {
	case a == nil || !a.judged || !exchange(a.verdict) && overridable(a.verdict) == "":
		h.tell(widget.RoleHint, tNothingToOverride)
		return nil
	case !h.mayLetThrough(a):
		h.tell(widget.RoleWarn, toldText(d.p.Desk.MayStep(registry.Overridden)))
		return nil
	case h.lookFirst(d, a):
		return nil
	}
	h.keepPreview()
	a.byHand = true
	if exchange(a.verdict) {
		return h.sayAnother(d, a)
	}
	h.burst.Reset()
	title, what := tLetThroughTitle, tLetThroughWhat
	if strings.HasPrefix(a.verdict.Rule, "refused_") {
		title, what = tLetRefusedTitle, tLetRefusedWhat
	}
	h.confirm = d.confirm(a.aboutThrough(), widget.ConfirmSpec{Title: title, Lines: []widget.T{what},
		Key: keyOverride, Says: registry.SaysWhy, Now: d.now})
	return nil
}

// sayAnother says "two people" of the record that was compared, and asks the
// rules again: what they answer then waits for Enter.
func (h *home) sayAnother(d *desk, a *draft) tea.Cmd {
	h.note = widget.Note{}
	a.said = &registry.Choice{Warning: a.verdict.Choice, Number: a.compared()}
	return h.judge(d, a)
}

// confirmKey takes the keys while the reason is typed.
func (h *home) confirmKey(d *desk, msg tea.Msg) tea.Cmd {
	a := h.shown()
	switch h.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		d.keepReason(a.aboutThrough(), h.confirm)
		h.confirm = nil
	case widget.ConfirmDone:
		d.forgetReason(a.aboutThrough())
		a.why, h.confirm = h.confirm.Reason(), nil
		if a.verdict.Choice != "" {
			return h.sayAnother(d, a)
		}
		a.override = overridable(a.verdict)
		return h.judge(d, a)
	}
	h.enter.Note(d.now())
	return nil
}

// aboutThrough is what the confirmation is about: whoever stands here, and no one else.
func (a *draft) aboutThrough() string { return a.ref + a.number() + a.verdict.Choice + a.verdict.Rule }

// unsay forgets what was said of a question: the fields are others now.
func (a *draft) unsay() { a.said, a.override, a.why = nil, "", "" }
