package tui

import (
	"slices"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// A pass may have been entered under the wrong kind of document: a permit as an ID
// card, a parent's number as the child's own. In a correction the kind is therefore a
// field of its own, and the other fields follow it.

// The digits of the kinds that at the desk the number or a key says; between them
// stand those of docKinds.
const (
	kindCitizen = "0"
	kindNone    = "6"
)

// correctKind is the form and the name of a kind, by its digit.
func correctKind(v string) (formKind, widget.T, bool) {
	switch v {
	case kindCitizen:
		return adultForm, tKindCitizen, true
	case kindNone:
		return childForm, tKindNone, true
	}
	if i, ok := kindAt(v); ok {
		return otherForm, docKinds[i].name, true
	}
	return adultForm, widget.T{}, false
}

func correctKindNote(v string) widget.Note {
	if _, name, ok := correctKind(v); ok {
		return widget.Note{Role: widget.RoleHint, Text: name}
	}
	return digitNote(v, tCorrectKindHow)
}

// kindDigitHeld is the digit of a record as it stands.
func kindDigitHeld(kind formKind, held registry.Application) string {
	switch kind {
	case adultForm:
		return kindCitizen
	case childForm:
		return kindNone
	}
	return kindDigit(held.Document)
}

// specs are the fields of a correction: those of an applicant, with the kind before
// them; a guardian's name that is known stays known.
func (s *correctScreen) specs(d *desk, kind formKind) []widget.FieldSpec {
	specs := slices.DeleteFunc(s.h.fieldSpecs(d, kind), func(f widget.FieldSpec) bool { return f.Key == fKind })
	if g := s.held.Guardian; kind == childForm && g != nil && g.Name != "" {
		at := slices.IndexFunc(specs, func(f widget.FieldSpec) bool { return f.Key == fGuardianName })
		specs[at].Required = true
	}
	return slices.Insert(specs, 0, widget.FieldSpec{Key: fKind, Label: tKind, Help: tWhyCorrectKind, Max: 1, Cells: 4, Required: true,
		Normalise: widget.HalfWidth, Check: correctKindNote})
}

// everySpec are the fields of all kinds, each once: what goes away with another kind
// is read back as well.
func (s *correctScreen) everySpec(d *desk) []widget.FieldSpec {
	var out []widget.FieldSpec
	for _, kind := range []formKind{s.a.kind, adultForm, otherForm, childForm} {
		for _, f := range s.specs(d, kind) {
			if !slices.ContainsFunc(out, func(o widget.FieldSpec) bool { return o.Key == f.Key }) {
				out = append(out, f)
			}
		}
	}
	return out
}

// refit makes the form of the kind that the field says. What stood in fields that
// another kind does not have is kept, so that a slip of the finger loses nothing.
func (s *correctScreen) refit(d *desk) {
	kind, _, known := correctKind(s.a.form.Value(fKind))
	if !known || kind == s.a.kind {
		return
	}
	s.a.kind = kind
	s.fields(d)
	s.a.form.FocusOn(fKind)
}

// gap is the first field that is not right yet: a foreign passport's number is one
// only together with its state.
func (s *correctScreen) gap() (key string, open bool) {
	if key, open = s.a.form.Gap(); !open && s.a.kind == otherForm && s.a.declared() == "PASSPORT:" {
		return fState, true
	}
	return key, open
}

// fields makes the form and puts into it what is known.
func (s *correctScreen) fields(d *desk) {
	if s.a.form != nil {
		s.keep()
	}
	s.a.form = widget.NewForm(widget.FormSpec{Fields: s.specs(d, s.a.kind), Rule: widget.SubmitWhenFilled, Now: d.now})
	for key, v := range s.kept {
		s.a.form.Set(key, v)
	}
}

// keep remembers every value of the form.
func (s *correctScreen) keep() {
	for key, v := range s.a.form.Values() {
		s.kept[key] = v
	}
}

// shownValue is a value as it is read back: a kind by its name.
func shownValue(key, v string, l widget.Lang) string {
	if _, name, ok := correctKind(v); key == fKind && ok {
		return name.In(l)
	}
	return orNone(v, l)
}
