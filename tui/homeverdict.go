package tui

import (
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// verdictView is the check line: may the person have a pass, which rule says no,
// the sentence of the paper, and what the person can do.
func (h *home) verdictView(d *desk, a *draft) widget.Block {
	out := &lines{d: d}
	v, judged := h.onScreen(a)
	switch {
	case a.err != nil:
		told := Explain(a.err)
		out.add(widget.RoleBad, told.In(d.lang))
		return out.Block
	case !judged:
		out.add(widget.RoleWarn, h.waiting(d, a))
		return out.Block
	}
	role, head := verdictHead(v)
	text := d.say(head)
	if h.trying(a) {
		text = fmt.Sprintf(d.say(tWithTemp), h.trial.temp) + text
	}
	switch reason := d.say(plain(v.Reason)); {
	case v.Issues() && h.info.ReadOnly != "":
		role, text = widget.RoleWarn, d.say(tWouldIssue)
	case reason != "":
		text += "  " + reason
	}
	h.checkLine(out, role, text, ruleName(d, v))
	if rest := unsaid(v); len(rest) > 0 {
		out.wrap(widget.RoleWarn, d.say(tMind)+warningsText(rest, d.lang))
	}
	if !v.Issues() {
		if v.Cite != "" {
			out.wrap(widget.RolePlain, d.say(tCite)+narrow(v.Cite))
		}
		h.stationSet(out, v)
		if advice := d.say(plain(v.Advice)); advice != "" {
			out.wrap(widget.RolePlain, d.say(tCanDo)+advice)
		}
		if next := d.say(plain(v.Next.Reason)); next != "" {
			out.wrap(widget.RolePlain, d.say(tNextDay)+next)
		}
		out.addPlaces(v)
		if len(v.Related) > 0 && !h.comparing(a) {
			out.add(widget.RolePlain, d.say(tRelated)+registry.GroupDigits(v.Related[0]))
		}
		if a.fetch != "" {
			out.add(widget.RoleWarn, d.say(tToFetchHere)+registry.GroupDigits(a.fetch))
		}
	}
	h.stillWanted(d, a, out)
	if h.info.ReadOnly != "" {
		out.wrap(widget.RoleBad, d.say(tReadOnlyHere)+d.say(readOnlyDo(h.info)))
	}
	return out.Block
}

// stationSet says which numbers are this station's, not the sentence's.
func (h *home) stationSet(out *lines, v station.Verdict) {
	for _, text := range v.StationSet {
		out.wrap(widget.RoleWarn, out.d.say(plain(text)))
	}
}

// unsaid are the warnings that the reason does not say already.
func unsaid(v station.Verdict) []string {
	return slices.DeleteFunc(slices.Clone(v.Warnings), func(w string) bool { return w == v.Rule })
}

// checkLine is the verdict with the rule's name behind it, quietly; on a line of
// its own where that one is full.
func (h *home) checkLine(out *lines, role widget.Role, text, rule string) {
	out.wrap(role, text)
	if rule == "" {
		return
	}
	rows, tag := widget.Wrap(text, out.d.w), out.d.say(tRuleTag)+rule
	if widget.Width(rows[len(rows)-1])+2+widget.Width(tag) > out.d.w {
		out.add(widget.RoleHint, tag)
		return
	}
	out.Lines[len(out.Lines)-1] += "  " + out.d.st.Paint(widget.RoleHint, tag)
}

// waiting says what is missing, or that the rules are being asked.
func (h *home) waiting(d *desk, a *draft) string {
	key, gap := a.gap()
	if !gap {
		return d.say(tChecking)
	}
	if f := a.form.Field(key); f != nil {
		return d.say(tMissing) + d.say(f.Spec().Label)
	}
	if a.firstUnread() == "" {
		return d.say(tMissing) + a.proxyMissing(d)
	}
	return d.say(tMissing) + h.unreadText(d, a)
}
