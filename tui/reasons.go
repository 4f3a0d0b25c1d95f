package tui

import "passdesk/tui/widget"

// What was given in a confirmation stands there again when the same is asked once more:
// after Esc, and after the register has turned it down. It is kept until it was done, or
// the desk is locked.

// confirm opens a confirmation; about says of what, and of whom.
func (d *desk) confirm(about string, spec widget.ConfirmSpec) *widget.Confirm {
	spec.Help, spec.OfAlso = tReasonWhy, tEvidenceWhy
	c := widget.NewConfirm(spec)
	if left := d.reasons[about]; left != nil {
		c.TakeUp(left)
	}
	return c
}

// keepReason keeps what was given so far.
func (d *desk) keepReason(about string, c *widget.Confirm) {
	if !begun(c) {
		delete(d.reasons, about)
		return
	}
	if d.reasons == nil {
		d.reasons = map[string]*widget.Confirm{}
	}
	d.reasons[about] = c
}

// forgetReason: it was done.
func (d *desk) forgetReason(about string) { delete(d.reasons, about) }
