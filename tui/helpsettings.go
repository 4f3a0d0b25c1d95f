package tui

import (
	"fmt"

	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// settingsHelp is a line for each of the scheme's settings: what is in force here,
// the default, and where it is from.
func settingsHelp(d *desk) []string {
	if d.p.Desk == nil { // the set-up: no scheme is chosen yet
		return nil
	}
	s := d.p.Desk.Info().Scheme
	out := []string{"", d.st.Paint(widget.RoleTitle, d.say(tSettings))}
	for _, t := range s.Settings {
		text := d.say(plain(t.Label)) + settingValue(d, t) + fmt.Sprintf(d.say(tSourceIs), settingSource(d, s, t.Source))
		if t.Departs() {
			text = d.say(plain(s.Departure(t)))
		}
		for i, row := range widget.Wrap(text, d.w-6) {
			indent := "  "
			if i > 0 {
				indent = "    "
			}
			out = append(out, indent+row)
		}
	}
	return out
}

// settingValue is the value in force.
func settingValue(d *desk, t scheme.Setting) string {
	switch {
	case t.Kind == scheme.FixedSetting:
		return ""
	case t.Kind == scheme.TextSetting && t.Text == "":
		return " " + d.say(tAsScheme)
	case t.Kind == scheme.TextSetting:
		return " " + narrow(t.Text)
	}
	return " " + scheme.Figure(t.Value)
}
