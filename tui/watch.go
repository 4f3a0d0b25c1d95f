package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// watchText is a line for each list that speaks of the person; nothing in it names
// anybody.
func watchText(d *desk, v station.Verdict) []string {
	var out []string
	lift := false
	for _, w := range v.Watch {
		lift = lift || w.Match.Counts()
		says := d.say(plain(w.Says))
		if !w.Until.IsZero() {
			says += fmt.Sprintf(d.say(tWatchUntil), w.Until)
		}
		out = append(out, narrow(fmt.Sprintf(d.say(tWatchLine), w.Source, w.Listed, says, d.say(watchFits[w.Match]), w.ID)))
	}
	if lift && !v.Issues() {
		out = append(out, d.say(tWatchLift))
	}
	return out
}

// showWatch opens what the lists say of whom the check line is about.
func (h *home) showWatch(d *desk) tea.Cmd {
	a := h.shown()
	if a == nil || a.blank() {
		h.tell(widget.RoleWarn, tWatchNobody)
		return nil
	}
	if v, judged := h.onScreen(a); judged && len(v.Watch) > 0 {
		return d.push(newHelp(d))
	}
	h.tell(widget.RoleWarn, tWatchNothing)
	return nil
}
