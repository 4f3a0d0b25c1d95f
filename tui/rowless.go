package tui

import "passdesk/tui/widget"

// rowless is what a list says that has no rows: that nothing fits what was typed, else why
// there is none and what to do next.
func rowless(search *widget.Field, next widget.T) widget.T {
	if !search.Empty() {
		return tNothingFound
	}
	return next
}

// openKey is Enter on the chosen row; an empty list offers none.
func openKey(l *widget.List, does widget.T) []widget.Binding {
	if _, any := l.Selected(); !any {
		return nil
	}
	return []widget.Binding{as(keyEnter, does)}
}
