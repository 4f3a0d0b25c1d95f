package tui

import "passdesk/tui/widget"

// lastLine shows the keys of the screen, or that the desk is being left.
func (d *desk) lastLine() string {
	if d.leave.asked {
		return d.st.Paint(widget.RoleWarn, widget.Truncate(d.say(tLeaving), d.w))
	}
	if d.leave.warned {
		return d.st.Paint(widget.RoleWarn, widget.Truncate(d.say(tQuitAgain), d.w))
	}
	b := widget.Help(d.w, 1, d.st, d.lang, d.top().keys(d)...)
	if len(b.Lines) == 0 {
		return ""
	}
	return b.Lines[0]
}
