package tui

import (
	"fmt"

	"passdesk/tui/widget"
)

// F1 says of the field with the cursor what goes in, why it is asked, and what happens
// when it is wrong. The text stands in the field's spec (Help).

// fielded is a screen with fields. cursorIn is the one into which a key would go; nil
// where there is none now.
type fielded interface{ cursorIn() *widget.Field }

// explainField is that of the field with the cursor, or of the confirmation's over it.
func explainField(d *desk, s screen) []paragraph {
	f := cursorOf(s)
	if f == nil {
		return nil
	}
	return []paragraph{{widget.RoleTitle, fmt.Sprintf(d.say(tFieldTitle), d.say(f.Spec().Label))}, {widget.RolePlain, d.say(f.Spec().Help)}}
}

func cursorOf(s screen) *widget.Field {
	if c := confirmationOf(s); c != nil {
		return c.Field()
	}
	if f, ok := s.(fielded); ok {
		return f.cursorIn()
	}
	return nil
}

// focused is the field of a form with the cursor; nil where no form is open.
func focused(f *widget.Form) *widget.Field {
	if f == nil {
		return nil
	}
	return f.Field(f.Focus())
}

func (h *home) cursorIn() *widget.Field {
	switch a := h.shown(); {
	case h.place != nil:
		return h.place.field
	case a == nil || h.onBox || h.preview != nil:
		return h.box
	default:
		return focused(a.form)
	}
}

func (s *householdScreen) cursorIn() *widget.Field {
	if s.at > 0 { // on somebody who is entered already
		return nil
	}
	return s.entry.cursorIn()
}

// cursorIn: on a question there is none.
func (s *factsScreen) cursorIn() *widget.Field {
	if s.at < s.lines() {
		return nil
	}
	return focused(s.form)
}

// cursorIn: over a preview nothing is typed any more.
func (s *listImport[P]) cursorIn() *widget.Field {
	if s.p != nil {
		return nil
	}
	return focused(s.form)
}

func (s *setupScreen) cursorIn() *widget.Field     { return focused(s.form) }
func (u *unlockScreen) cursorIn() *widget.Field    { return focused(u.form) }
func (s *correctScreen) cursorIn() *widget.Field   { return focused(s.a.form) }
func (s *errandScreen) cursorIn() *widget.Field    { return focused(s.form) }
func (s *exchangeScreen) cursorIn() *widget.Field  { return focused(s.form) }
func (s *operatorsScreen) cursorIn() *widget.Field { return focused(s.form) }
func (s *settingsScreen) cursorIn() *widget.Field  { return focused(s.form) }
func (s *calibrateScreen) cursorIn() *widget.Field { return focused(s.form) }
func (c *cardSheet) cursorIn() *widget.Field       { return c.field }
func (s *jobScreen) cursorIn() *widget.Field       { return s.field }
func (q *queueScreen) cursorIn() *widget.Field     { return q.search }
func (s *appealsScreen) cursorIn() *widget.Field   { return s.search }
func (s *recallsScreen) cursorIn() *widget.Field   { return s.search }
func (s *doorsScreen) cursorIn() *widget.Field     { return s.search }
func (s *residentsScreen) cursorIn() *widget.Field { return s.search }
