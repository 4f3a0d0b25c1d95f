package tui

import (
	"cmp"

	"passdesk/tui/widget"
)

// Whoever was picked from the list and is not entered yet never vanishes: when the next
// card or number comes they are put aside, and it is said. Esc and the arrows are the
// operator's own way of letting go.

// noteLeft is asked before a key goes into the box: what is typed behind a pick may be
// the next person's number; a key that takes back is the operator's.
func (h *home) noteLeft(key string) {
	if key == "" {
		h.left = nil
		return
	}
	h.left = cmp.Or(h.preview, h.left)
}

// leavePick puts whoever was picked aside, unless the next is the same person: then they
// are the applicant at work.
func (h *home) leavePick(picked *draft, same bool) {
	h.left = nil
	switch {
	case picked == nil:
	case same:
		h.preview = picked
		h.keepPreview()
	default:
		h.shelve(picked)
		h.tell(widget.RoleWarn, h.prevText())
	}
}

// pickedAnother: in a household somebody else is picked now. At the desk people are
// looked up, and whoever is looked at next takes their place.
func (h *home) pickedAnother() {
	if h.gather != nil && h.left != nil && !h.left.samePerson(h.preview) {
		h.leavePick(h.left, false)
	}
	h.left = nil
}

// prevText says that the one before waits.
func (h *home) prevText() widget.T {
	if h.gather != nil {
		return tPrevNotJoined
	}
	return tPrevNotIssued
}

// wouldLose reports somebody of the household being entered here who has not joined:
// only at the desk does the family under the box still name them.
func (h *home) wouldLose(a *draft) bool {
	return h.gather != nil && a != nil && !a.blank() && heldPass(a) == ""
}
