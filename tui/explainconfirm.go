package tui

import "passdesk/tui/widget"

// F1 over a confirmation says what the key will do and how its fields are filled: who
// is asked for a reason there wants to know who will read it.

// explainConfirm is that of a confirmation; nothing where none is open.
func explainConfirm(d *desk, c *widget.Confirm) []paragraph {
	if c == nil {
		return nil
	}
	title, lines := c.Asks()
	out := []paragraph{{widget.RoleTitle, d.say(title)}}
	for _, l := range lines {
		out = append(out, paragraph{widget.RolePlain, d.say(l)})
	}
	out = append(out, paragraph{widget.RolePlain, d.say(tReasonWhy)})
	if c.HasReasons() {
		out = append(out, paragraph{widget.RolePlain, d.say(tReasonPick)})
	}
	if c.HasAlso() {
		out = append(out, paragraph{widget.RolePlain, d.say(tEvidenceWhy)})
	}
	if c.HasChoices() {
		out = append(out, paragraph{widget.RolePlain, d.say(tChoiceWhy)})
	}
	return append(out, paragraph{widget.RolePlain, d.say(count(tConfirmHow, widget.KeyLabel(c.Key(), d.lang)))})
}

// explain: F1 on a pass is about the confirmation over it.
func (s *detailScreen) explain(d *desk) []paragraph { return explainConfirm(d, s.confirm) }
