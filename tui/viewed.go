package tui

import "passdesk/tui/widget"

// unrecorded says, where nothing else is to say, that a register which nobody may
// write was read without a trace.
func unrecorded(d *desk, note widget.Note) widget.Note {
	if d.p.Desk.Info().ReadOnly == "" || !note.Text.IsZero() {
		return note
	}
	return widget.Note{Role: widget.RoleHint, Text: tViewUnrecorded}
}
