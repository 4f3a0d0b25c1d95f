package widget

// Field is the field of that key; nil when the form has none.
func (f *Form) Field(key string) *Field {
	if i := f.index(key); i >= 0 {
		return f.fields[i]
	}
	return nil
}

// Value is the value of one field; "" when the form has no such field.
func (f *Form) Value(key string) string {
	if field := f.Field(key); field != nil {
		return field.Value()
	}
	return ""
}

// Set replaces one value; a key the form does not have is ignored.
func (f *Form) Set(key, value string) {
	if field := f.Field(key); field != nil {
		field.Set(value)
	}
}

// Offer proposes one value: what is typed takes its place.
func (f *Form) Offer(key, value string) {
	if field := f.Field(key); field != nil {
		field.Offer(value)
	}
}

// Values are all values by key.
func (f *Form) Values() map[string]string {
	out := make(map[string]string, len(f.fields))
	for _, field := range f.fields {
		out[field.spec.Key] = field.Value()
	}
	return out
}

// Focus is the key of the field in focus; "" for a form without fields.
func (f *Form) Focus() string {
	if len(f.fields) == 0 {
		return ""
	}
	return f.fields[f.focus].spec.Key
}

// FocusOn puts the cursor into the field of that key, at its end.
func (f *Form) FocusOn(key string) {
	if i := f.index(key); i >= 0 {
		f.move(i)
	}
}

// Enter is FocusOn where the cursor may be there already: it comes into the field again.
func (f *Form) Enter(key string) {
	f.FocusOn(key)
	if i := f.index(key); i >= 0 {
		f.fields[i].enter()
	}
}

// Remember keeps the values for Ctrl+D; to be called when what was submitted is done. Masked and
// empty values are not kept.
func (f *Form) Remember() {
	for _, field := range f.fields {
		if !field.spec.Masked && !field.Empty() {
			f.last[field.spec.Key] = field.Value()
		}
	}
}

// Clear empties every field and goes back to the first. What Ctrl+D repeats stays.
func (f *Form) Clear() {
	for _, field := range f.fields {
		field.line.set("")
		field.first, field.note, field.missing = 0, Note{}, false
	}
	f.focus = 0
	f.advance = AdvanceGuard{}
}

// FormState is a form's values and cursor at one moment.
type FormState struct {
	fields []Field
	focus  int
}

// State copies the values and the cursor, to go back to when the keys that follow turn out to be a
// scan (see Burst).
func (f *Form) State() FormState {
	s := FormState{fields: make([]Field, len(f.fields)), focus: f.focus}
	for i, field := range f.fields {
		s.fields[i] = *field
	}
	return s
}

// Restore goes back to a state of this form.
func (f *Form) Restore(s FormState) {
	if len(s.fields) != len(f.fields) {
		return
	}
	for i := range f.fields {
		*f.fields[i] = s.fields[i]
	}
	f.focus = s.focus
	f.advance = AdvanceGuard{}
}
