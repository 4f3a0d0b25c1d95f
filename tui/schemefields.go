package tui

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// withScheme puts the scheme's own fields into a form, before the telephone. One
// that the form has anyway keeps its place.
func (h *home) withScheme(specs []widget.FieldSpec) []widget.FieldSpec {
	var out []widget.FieldSpec
	for _, s := range specs {
		if s.Key == fPhone {
			out = append(out, h.ownFields()...)
		}
		if f, ok := h.info.Scheme.Field(s.Key); ok {
			own := schemeField(f)
			own.Help = cmp.Or(plain(f.Help), s.Help, own.Help)
			s = own
		}
		out = append(out, s)
	}
	return out
}

// ownFields are the scheme's fields that no form has otherwise.
func (h *home) ownFields() []widget.FieldSpec {
	var out []widget.FieldSpec
	for _, f := range h.info.Scheme.Fields {
		if f.Key != fPhone && f.Key != fAddress {
			out = append(out, schemeField(f))
		}
	}
	return out
}

func schemeField(f scheme.Field) widget.FieldSpec {
	s := widget.FieldSpec{Key: f.Key, Label: plain(f.Label), Help: cmp.Or(plain(f.Help), tSchemeField), Max: f.Most(), Cells: clamp(f.Most()+2, 8, 40), Required: f.Required, Check: fieldNote(f)}
	switch f.Kind {
	case scheme.NumberField, scheme.DayField:
		s.Anew, s.Normalise = true, widget.HalfWidth
	case scheme.ChoiceField:
		s.Anew, s.Normalise, s.Complete = true, widget.HalfWidth, wholeChoice(f)
		s.Placeholder = choiceHow(f)
	}
	if f.Kind == scheme.DayField {
		s.Placeholder, s.Complete = tDayWhole, func(v string) bool { return wholeDay(f, v) }
	}
	return s
}

// fieldNote says beside a field what is wrong with it, or which choice it is.
func fieldNote(f scheme.Field) func(string) widget.Note {
	return func(v string) widget.Note {
		if v == "" {
			return widget.Note{}
		}
		kept, err := f.Read(v)
		var told *scheme.Fault
		switch {
		case errors.As(err, &told) && f.Kind == scheme.DayField && len(v) < 8:
			return widget.Note{Role: widget.RoleHint, Text: plain(told.Why), Blocks: true}
		case errors.As(err, &told):
			return widget.Note{Role: widget.RoleBad, Text: plain(told.Why), Blocks: true}
		case f.Kind == scheme.ChoiceField:
			return widget.Note{Role: widget.RoleHint, Text: plain(f.Shown(kept))}
		}
		return widget.Note{}
	}
}

func wholeDay(f scheme.Field, v string) bool {
	_, err := f.Read(v)
	return err == nil && (len(v) == 8 || len(v) == 10)
}

// wholeChoice: a digit is a choice, where no two digits are.
func wholeChoice(f scheme.Field) func(string) bool {
	return func(v string) bool {
		_, err := f.Read(v)
		return err == nil && len(f.Choices) < 10 && len(v) == 1
	}
}

func choiceHow(f scheme.Field) widget.T {
	var zh, en []string
	for i, c := range f.Choices {
		zh, en = append(zh, fmt.Sprintf("%d %s", i+1, c.Label.ZH)), append(en, fmt.Sprintf("%d %s", i+1, c.Label.EN))
	}
	return widget.T{ZH: strings.Join(zh, "  "), EN: strings.Join(en, "  ")}
}

// putFields hands what stands in the scheme's fields to the application.
func (a *draft) putFields(app *registry.Application) {
	for _, f := range a.own {
		if a.form.Field(f.Key) != nil {
			app.SetField(f.Key, strings.TrimSpace(a.form.Value(f.Key)))
		}
	}
}

// fieldValues are what an application knows of the scheme's fields.
func (a *draft) fieldValues(app registry.Application, into map[string]string) {
	for _, f := range a.own {
		into[f.Key] = app.Field(f.Key)
	}
}
