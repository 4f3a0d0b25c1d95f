package tui

import "passdesk/tui/widget"

// confirmKeys are the keys of a confirmation: the one that does it first, whatever
// else there is room for.
func confirmKeys(c *widget.Confirm) []widget.Binding {
	out := []widget.Binding{as(c.Key(), tDo)}
	if c.HasChoices() {
		out = append(out, as(keyTab, tChoose))
	}
	if c.HasReasons() {
		out = append(out, as(keyMove, tPickReason))
	}
	switch {
	case c.HasAlso() && c.HasChoices():
		out = append(out, as(keyMove, tNextField))
	case c.HasAlso():
		out = append(out, as(keyTab, tNextField))
	}
	return append(out, keyEsc)
}
