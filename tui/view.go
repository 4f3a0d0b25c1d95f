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
	own, always := d.keys()
	line, left := widget.Help(d.w, d.st, d.lang, own, always)
	if left > 0 && d.may(helps) { // the help has them all
		always[len(always)-1] = as(keyHelp, tMoreKeys)
		line, _ = widget.Help(d.w, d.st, d.lang, own, always)
	}
	return line
}

// keys are those of the screen, and apart from them those that the last line never
// leaves out: the way back, the commands, the help.
func (d *desk) keys() (own, always []widget.Binding) {
	for _, b := range d.top().keys(d) {
		switch {
		case b.Has(keyEsc.Names[0]):
			always = append(always, b)
		case !b.Has(keyPalette.Names[0]) && !b.Has(keyHelp.Names[0]):
			own = append(own, b)
		}
	}
	if d.may(palettes) {
		always = append(always, keyPalette)
	}
	if d.may(helps) {
		always = append(always, keyHelp)
	}
	return own, always
}
