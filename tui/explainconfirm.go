package tui

import "passdesk/tui/widget"

// F1 over a confirmation says what the key will do and how its fields are filled: who
// is asked for a reason there wants to know who will read it.

// confirming is a screen that asks before something is done; nil: it does not now.
type confirming interface{ confirmation() *widget.Confirm }

// confirmationOf is what is asked over a screen; nil: nothing.
func confirmationOf(s screen) *widget.Confirm {
	if c, ok := s.(confirming); ok {
		return c.confirmation()
	}
	return nil
}

// explainConfirm is that of a confirmation.
func explainConfirm(d *desk, c *widget.Confirm) []paragraph {
	title, lines := c.Asks()
	out := []paragraph{{widget.RoleTitle, d.say(title)}}
	for _, l := range lines {
		out = append(out, paragraph{widget.RolePlain, d.say(l)})
	}
	if c.HasReasons() {
		out = append(out, paragraph{widget.RolePlain, d.say(tReasonPick)})
	}
	if c.HasChoices() {
		out = append(out, paragraph{widget.RolePlain, d.say(tChoiceWhy)})
	}
	return append(out, paragraph{widget.RolePlain, d.say(count(tConfirmHow, c.Key().Label(d.lang)))})
}

func (h *home) confirmation() *widget.Confirm            { return h.confirm }
func (s *householdScreen) confirmation() *widget.Confirm { return s.entry.confirm }
func (s *detailScreen) confirmation() *widget.Confirm    { return s.confirm }
func (s *correctScreen) confirmation() *widget.Confirm   { return s.confirm }
func (s *caseScreen) confirmation() *widget.Confirm      { return s.confirm }
func (s *recallsScreen) confirmation() *widget.Confirm   { return s.confirm }
func (s *doorsScreen) confirmation() *widget.Confirm     { return s.confirm }
func (s *unlistedScreen) confirmation() *widget.Confirm  { return s.confirm }
