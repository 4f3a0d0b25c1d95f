package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/tui/widget"
)

// formKey takes a key while the cursor is in the applicant's fields.
func (h *home) formKey(d *desk, msg tea.KeyPressMsg, name string, ready bool) tea.Cmd {
	a := h.draft
	focus := a.form.Focus()
	switch {
	case name == "esc":
		return h.escape(d)
	case name == repeatName:
		return h.repeatField(d, focus)
	case name == "shift+tab" && focus == a.first(), name == "up" && focus == a.first():
		h.onBox = true
		return nil
	case name == "tab" && focus == fAddress:
		h.onBox = true
		return nil
	case focus == fName && isDigit(widget.HalfWidth(name)):
		return h.digitInName(d, msg)
	}
	e := a.form.Update(msg)
	switch {
	case e.Has(widget.FormSubmit):
		return h.enterIssue(d, ready)
	case e.Has(widget.FormEarly):
		h.tell(widget.RoleHint, tTooSoon)
		return nil
	case e.Has(widget.FormChanged):
		return h.fieldChanged(d, focus, e.Has(widget.FormMoved))
	case e.Has(widget.FormMoved) && focus == fDocument && h.refit(d, a):
		return h.toGap(d)
	}
	return nil
}

// first is the first field of the form.
func (a *draft) first() string {
	if a.kind == childForm {
		return fName
	}
	return fDocument
}

func isDigit(name string) bool { return len(name) == 1 && name[0] >= '0' && name[0] <= '9' }

// digitInName: no name has a digit. Behind a child's name it begins the birth
// date; in an adult's it is the next number at the desk.
func (h *home) digitInName(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if h.draft.kind != adultForm && h.draft.form.Value(fName) != "" {
		h.draft.form.FocusOn(fBirth)
		h.draft.form.Update(msg)
		return h.fieldChanged(d, fBirth, false)
	}
	h.onBox = true
	return h.boxKey(d, msg, widget.KeyName(msg), false)
}

// fieldChanged follows a changed value: the verdict is stale, a new number is
// looked up, and behind the last gap the cursor goes back to the box.
func (h *home) fieldChanged(d *desk, key string, moved bool) tea.Cmd {
	a := h.draft
	a.byHand = true
	a.unsay()
	h.want = false
	if h.note.Role != widget.RoleWarn {
		h.note = widget.Note{}
	}
	var look tea.Cmd
	if key == fAddress {
		a.noteAddress()
	}
	if key == fKind || key == fState {
		a.form.Field(fDocument).SetNote(h.readingNote(h.documentOf(d, a.number(), a.declared())))
		a.noteState()
	}
	if r := h.documentOf(d, a.form.Value(fOwn), "auto"); key == fOwn && moved && r.Valid {
		a.fillBirth(r)
	}
	number := key == fDocument || key == fGuardian || key == fKind || key == fState
	if key == fDocument && moved {
		h.refit(d, a)
	}
	if number && moved {
		if key == fGuardian && a.form.Value(fRelation) == "" {
			a.form.Set(fRelation, relationOf(h.documentOf(d, a.number(), "auto")))
		}
		look = h.lookUp(d, a)
	}
	if moved {
		if h.advance = a.form.HandOver(); h.advance == (widget.AdvanceGuard{}) {
			h.advance.Arm(d.now())
		}
		return tea.Batch(look, h.toGap(d))
	}
	return tea.Batch(look, h.judge(d, a))
}

func (h *home) repeatField(d *desk, key string) tea.Cmd {
	v := h.repeat[key]
	if v == "" {
		return nil
	}
	h.draft.form.Set(key, v)
	return h.fieldChanged(d, key, false)
}

// newChild begins a child without a document under the parent who is at the
// desk, or who was the last; in a household under whom its title names.
func (h *home) newChild(d *desk) tea.Cmd {
	parent := h.parent
	if a := h.shown(); a != nil && (h.gather == nil || parent == nil) && a.kind != childForm && a.number() != "" {
		app := a.application(h.today.Day)
		parent = &app
	}
	if h.draft != nil && h.draft.kind == childForm && h.draft.byHand {
		h.tell(widget.RoleWarn, tNotReplaced)
		return nil
	}
	picked := cmp.Or(h.preview, h.left)
	h.family, h.note = nil, widget.Note{}
	if h.draft != nil && h.draft.kind != childForm && (h.draft.byHand || h.wouldLose(h.draft)) {
		h.setAside()
		h.tell(widget.RoleWarn, h.prevText())
	}
	if h.wouldLose(picked) {
		h.leavePick(picked, false)
	}
	h.clearBox()
	h.draft = h.newDraft(d, childForm)
	if parent != nil && parent.Document != nil {
		h.draft.underParent(*parent, relationOf(h.documentOf(d, parent.Document.Number, parent.Document.Declared())))
	}
	h.draft.form.FocusOn(fName)
	h.onBox = false
	return nil
}

// noteState says beside the state that only a foreign passport needs it.
func (a *draft) noteState() {
	state := a.form.Field(fState)
	if i, ok := kindAt(a.form.Value(fKind)); ok && docKinds[i].declared != "PASSPORT:" && state.Empty() {
		state.SetNote(widget.Note{Role: widget.RoleHint, Text: tNoState})
	} else {
		state.SetNote(stateNote(state.Value()))
	}
}

// noteAddress puts the whole address beside one that leaves out the building: what will
// stand in the register is seen before Enter.
func (a *draft) noteAddress() {
	whole := lives(registry.Application{Building: a.base.Building, Address: strings.TrimSpace(a.form.Value(fAddress))})
	if field := a.form.Field(fAddress); whole != strings.TrimSpace(field.Value()) {
		field.SetNote(widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: whole, EN: whole}})
	}
}

// underParent takes over what a child shares with the parent.
func (a *draft) underParent(p registry.Application, relation string) {
	a.base = registry.Application{Building: p.Building, Household: p.Household, Fields: p.Fields,
		Guardian: &registry.Guardian{Name: p.Name, Document: p.Document}}
	values := map[string]string{}
	a.fieldValues(p, values)
	values[fGuardian], values[fRelation], values[fPhone], values[fAddress] = p.Document.Number, relation, p.Phone, p.Address
	values[fGuardianName], a.called = p.Name, p.Name
	a.form.Fill(values)
	a.noteAddress()
}

// fillBirth takes birth and sex from a child's number in the household book.
func (a *draft) fillBirth(r iddoc.Reading) {
	values := map[string]string{fBirth: r.Number.Birth().Compact(), fSex: sexDigit(r.Number.Sex().String())}
	for key := range values {
		if a.form.Value(key) != "" {
			delete(values, key)
		}
	}
	a.form.Fill(values)
}

// relationOf guesses from the parent's sex; the operator may change it.
func relationOf(r iddoc.Reading) string {
	switch r.Number.Sex().String() {
	case "M":
		return "1"
	case "F":
		return "2"
	}
	return ""
}
