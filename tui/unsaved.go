package tui

import (
	"slices"

	"passdesk/tui/widget"
)

// draftHolder is a screen on which something may be typed that is kept nowhere yet.
// Whoever leaves the program over it has to say so twice. A screen with a form, a
// field or a confirmation says what of it would be lost; a test goes over them all.
type draftHolder interface{ unsaved() bool }

// unsaved reports whether leaving now would lose what somebody has typed.
func (d *desk) unsaved() bool {
	return slices.ContainsFunc(d.stack, func(s screen) bool {
		h, holds := s.(draftHolder)
		return holds && h.unsaved()
	})
}

// written reports a form into which somebody has typed.
func written(f *widget.Form) bool { return f != nil && f.Written() }

// begun reports a confirmation whose reason is being given.
func begun(c *widget.Confirm) bool { return c != nil && c.Reason()+c.Also() != "" }

// unsaved: an applicant whose fields only the operator knows, at the desk or put
// aside; a text in the box; a reason.
func (h *home) unsaved() bool {
	byHand := func(a *draft) bool { return a != nil && a.byHand }
	return byHand(h.draft) || slices.ContainsFunc(h.shelf, byHand) || h.box.Value() != "" || begun(h.confirm)
}

func (s *correctScreen) unsaved() bool {
	return begun(s.confirm) || len(changes(s.before, s.says())) > 0
}

// unsaved: a reason, or what was declared and found to be otherwise.
func (s *caseScreen) unsaved() bool { return begun(s.confirm) || len(s.found.differs()) > 0 }

func (s *detailScreen) unsaved() bool    { return begun(s.confirm) }
func (s *recallsScreen) unsaved() bool   { return begun(s.confirm) }
func (s *unlistedScreen) unsaved() bool  { return begun(s.confirm) }
func (s *operatorsScreen) unsaved() bool { return written(s.form) }
func (s *settingsScreen) unsaved() bool  { return written(s.form) }
func (s *calibrateScreen) unsaved() bool { return written(s.form) }
func (s *jobScreen) unsaved() bool       { return s.field.Value() != "" }
func (s *ledgerPageScreen) unsaved() bool {
	for _, marked := range s.left { // who has not signed
		if marked {
			return true
		}
	}
	return false
}

// unsaved: an errand under way is undone by leaving.
func (s *errandScreen) unsaved() bool { return s.cancel != nil || written(s.form) }

// unsaved: until the register is made nothing of the set-up is kept; after that the
// words of the sheet want to be typed.
func (s *setupScreen) unsaved() bool { return s.step > stepScheme }

// What is typed here is kept by the applicant, or is worth no question: a passphrase,
// a search, the place on a sheet.
func (s *factsScreen) unsaved() bool   { return false }
func (u *unlockScreen) unsaved() bool  { return false }
func (q *queueScreen) unsaved() bool   { return false }
func (c *cardSheet) unsaved() bool     { return false }
func (p *paletteScreen) unsaved() bool { return false }
