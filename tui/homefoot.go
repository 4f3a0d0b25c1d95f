package tui

import (
	"fmt"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// foot is the last pass and what is still to be done.
func (h *home) foot(d *desk) widget.Block {
	out := &lines{d: d}
	h.lastNoView(d, out)
	out.Lines = append(out.Lines, h.lastView(d))
	role := widget.RoleHint
	if h.today.ToPrint() > 0 {
		role = widget.RoleWarn
	}
	for _, row := range sideBySide(h.tasks(d), d.w) {
		out.add(role, row)
	}
	return out.Block
}

func (h *home) lastView(d *desk) string {
	l := h.last
	label := d.st.Paint(widget.RoleLabel, d.say(tLast)) + "  "
	room := d.w - widget.Width(d.say(tLast)) - 2
	if l.number.IsZero() {
		return label + d.st.Paint(widget.RoleHint, d.say(tNoLast))
	}
	number := l.number.Grouped()
	rest := fmt.Sprintf("  %s  ", l.name) + fmt.Sprintf(d.say(tCopyNo), l.copy)
	if l.place.Page > 0 {
		rest += fmt.Sprintf(d.say(tLedgerNow), l.place.Page, l.place.Row)
	}
	if l.signed {
		rest += "  " + d.say(tSignedFor)
	}
	if s := d.say(l.state); s != "" {
		rest += "  " + s
	}
	left := room - widget.Width(number) - widget.Width(rest)
	return label + d.st.Paint(widget.RoleNumber, number) + widget.Truncate(rest+shortPath(l.where, left), room-widget.Width(number))
}

// tasks are what is still to be done, each with how many; those of which there is
// none are left out, but for the first two and what stands in the register.
func (h *home) tasks(d *desk) []string {
	t := h.today
	all := []struct {
		text   widget.T
		n      int
		always bool
	}{
		{tToPrint, t.ToPrint(), true}, {tToSign, t.Unsigned, true}, {tInAll, t.Passes, true}, {tSpecialToday, t.Special, false},
		{tToSettle, t.Open, false}, {tToDecide, t.Appealed, false}, {tToFetch, t.ToFetch(), false}, {tOldOut, t.Outstanding, false}, {tToUnlist, h.toUnlist(d), false}, {tNumbersEnded, h.ended, false}, {tAskedByUpstream, h.upstream, false}, {tNoReceipt, h.late, false}, {tAsideCount, len(h.shelf), false},
	}
	var out []string
	for _, x := range all {
		if x.always || x.n > 0 {
			out = append(out, fmt.Sprintf(d.say(x.text), x.n))
		}
	}
	return out
}

// toUnlist is how many rows of lists wait, for who can do something about them.
func (h *home) toUnlist(d *desk) int {
	if d.p.Desk.MayDo(registry.DoLists) != nil {
		return 0
	}
	return h.today.Unlisted
}

// sideBySide sets texts beside each other, on as many lines as it takes.
func sideBySide(texts []string, w int) []string {
	const gap = "   "
	var rows []string
	line := ""
	for _, t := range texts {
		switch {
		case line == "":
			line = t
		case widget.Width(line+gap+t) <= w:
			line += gap + t
		default:
			rows, line = append(rows, line), t
		}
	}
	return append(rows, line)
}
