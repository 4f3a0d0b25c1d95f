package tui

import (
	"strings"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// placesOf are the lines that say where a person is to go: each place with its
// address, telephone and hours; that no address is known, where the directory is
// silent; nothing where nobody is sent anywhere.
func placesOf(d *desk, v station.Verdict) []string {
	var all []string
	for _, p := range v.Where {
		parts := []string{p.Name}
		for _, s := range []string{p.Address, p.Phone, p.Hours} {
			if s != "" {
				parts = append(parts, s)
			}
		}
		all = append(all, d.say(tGoTo)+narrow(strings.Join(parts, "  ")))
	}
	if len(all) == 0 && strings.HasPrefix(v.Outcome, "REFER") {
		all = append(all, d.say(tNoDirectory))
	}
	return all
}

// addPlaces adds them to a screen.
func (l *lines) addPlaces(v station.Verdict) {
	for _, text := range placesOf(l.d, v) {
		for _, row := range widget.Wrap(text, l.d.w) {
			l.add(widget.RolePlain, row)
		}
	}
}
