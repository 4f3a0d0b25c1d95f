package widget

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// FormEvent tells what a message did to a form, as a set. Zero: the form has no use for the message.
type FormEvent uint8

// What a message can do to a form.
const (
	FormHandled FormEvent = 1 << iota // the form used the message
	FormChanged                       // a value is another
	FormMoved                         // another field has the focus
	FormSubmit                        // Enter, meant, with nothing missing
	FormEarly                         // Enter would submit, but came too soon after a key: ask for it again
	FormBack                          // Esc: one step back, for the screen to take
)

// Has reports whether all of the given things happened.
func (e FormEvent) Has(what FormEvent) bool { return e&what == what }

// SubmitRule says where Enter submits.
type SubmitRule uint8

// The rules.
const (
	SubmitAtLast     SubmitRule = iota // in the last field
	SubmitWhenFilled                   // in any field, as soon as nothing is missing; before, Enter goes to the gap
)

// Splitter places the parts of a paste by their shape: it gives the value for each field key it
// recognises, or nothing at all.
type Splitter func(parts []string) map[string]string

// FormSpec is what a form is made from.
type FormSpec struct {
	Fields []FieldSpec
	Rule   SubmitRule
	Split  Splitter         // nil: a paste goes into the field in focus
	Now    func() time.Time // the clock; required
	Rules  Rules            // signs; zero: ASCIIRules
}

// Form is fields under one another, one of them in focus.
//
// Tab and Shift+Tab go round, Up and Down stop at the ends. A field that says it is complete is left by
// itself; then one Enter within 80 ms is the card reader's and is swallowed, and one Tab whenever it
// comes, unless another key came between. Enter on an empty required field, or on one whose value is
// refused, never moves on.
// Enter submits only 150 ms or more after the last key or paste. Ctrl+D repeats the field's value of
// the last submitted form. Esc is reported, never handled.
type Form struct {
	fields  []*Field
	focus   int
	rule    SubmitRule
	split   Splitter
	now     func() time.Time
	rules   Rules
	advance AdvanceGuard
	enter   EnterGuard
	last    map[string]string // by field key: what Ctrl+D repeats
	written bool              // a key or a paste has changed a value
}

// NewForm makes an empty form with the first field in focus.
func NewForm(spec FormSpec) *Form {
	f := &Form{rule: spec.Rule, split: spec.Split, now: spec.Now, rules: spec.Rules, last: map[string]string{}}
	if f.rules == (Rules{}) {
		f.rules = ASCIIRules()
	}
	for _, s := range spec.Fields {
		f.fields = append(f.fields, NewField(s))
	}
	return f
}

// Update takes a key press or a paste.
func (f *Form) Update(msg tea.Msg) FormEvent {
	if len(f.fields) == 0 {
		return 0
	}
	var e FormEvent
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		e = f.key(msg)
	case tea.PasteMsg:
		e = f.paste(msg.Content)
	}
	f.written = f.written || e.Has(FormChanged)
	return e
}

// Written reports a form into which somebody has typed something that stands there.
func (f *Form) Written() bool {
	return f.written && slices.ContainsFunc(f.fields, func(x *Field) bool { return !x.Empty() })
}

func (f *Form) key(msg tea.KeyPressMsg) FormEvent {
	now, name := f.now(), KeyName(msg)
	ready := f.enter.Ready(now)
	f.enter.Note(now)
	if f.advance.Swallow(name, now) {
		return FormHandled
	}
	switch name {
	case "enter":
		return FormHandled | f.pressEnter(ready)
	case "tab":
		return FormHandled | f.move((f.focus+1)%len(f.fields))
	case "shift+tab":
		return FormHandled | f.move((f.focus+len(f.fields)-1)%len(f.fields))
	case "down":
		return FormHandled | f.move(min(f.focus+1, len(f.fields)-1))
	case "up":
		return FormHandled | f.move(max(f.focus-1, 0))
	case "ctrl+d":
		return FormHandled | f.repeat()
	case "esc":
		return FormBack
	}
	return f.typed(msg, now)
}

// typed gives the key to the field in focus, and moves on when that made it complete.
func (f *Form) typed(msg tea.KeyPressMsg, now time.Time) FormEvent {
	field := f.fields[f.focus]
	before := len(field.line.cells)
	e := field.Update(msg)
	if e == 0 {
		return 0
	}
	out := FormHandled
	if e&FieldChanged == 0 {
		return out
	}
	out |= FormChanged
	if len(field.line.cells) > before && field.whole() && f.focus+1 < len(f.fields) {
		f.advance.ArmField(now)
		out |= f.move(f.focus + 1)
	}
	return out
}

// HandOver gives the wait behind an advance to a screen that sees the keys before the form does.
func (f *Form) HandOver() AdvanceGuard {
	g := f.advance
	f.advance = AdvanceGuard{}
	return g
}

func (f *Form) move(to int) FormEvent {
	if to == f.focus {
		return 0
	}
	f.focus = to
	f.fields[to].enter()
	return FormMoved
}

// pressEnter moves on, goes to what is missing, or submits.
func (f *Form) pressEnter(ready bool) FormEvent {
	field := f.fields[f.focus]
	if field.gap() {
		field.missing = field.spec.Required && field.Empty()
		return 0
	}
	atLast := f.focus == len(f.fields)-1
	gap, open := f.Gap()
	switch {
	case open && (atLast || f.rule == SubmitWhenFilled):
		return f.toGap(gap)
	case !atLast && f.rule == SubmitAtLast:
		return f.move(f.focus + 1)
	case !ready:
		return FormEarly
	}
	return FormSubmit
}

// Gap is the key of the first field that still stands in the way, if there is one.
func (f *Form) Gap() (key string, open bool) {
	for _, field := range f.fields {
		if field.gap() {
			return field.spec.Key, true
		}
	}
	return "", false
}

func (f *Form) toGap(key string) FormEvent {
	e := f.move(f.index(key))
	field := f.fields[f.focus]
	field.missing = field.spec.Required && field.Empty()
	return e
}

// FocusGap puts the cursor on the first gap, without a reproach; false when nothing is missing.
func (f *Form) FocusGap() bool {
	key, open := f.Gap()
	if open {
		f.move(f.index(key))
	}
	return open
}

// repeat puts the field's last value in. There is none for masked fields.
func (f *Form) repeat() FormEvent {
	field := f.fields[f.focus]
	value, ok := f.last[field.spec.Key]
	if !ok || value == field.Value() {
		return 0
	}
	field.Set(value)
	return FormChanged
}

// paste offers the parts to the splitter; what it does not want goes into the field in focus.
func (f *Form) paste(content string) FormEvent {
	now := f.now()
	f.enter.Note(now)
	f.advance = AdvanceGuard{}
	parts := SplitPaste(content)
	if len(parts) == 0 {
		return FormHandled
	}
	if f.split != nil {
		if values := f.split(parts); len(values) > 0 {
			return FormHandled | f.fill(values)
		}
	}
	field := f.fields[f.focus]
	if field.Insert(strings.Join(parts, " "))&FieldChanged == 0 {
		return FormHandled
	}
	out := FormHandled | FormChanged
	if field.whole() && f.focus+1 < len(f.fields) {
		out |= f.move(f.focus + 1)
	}
	return out
}

// fill sets values by key and puts the cursor on the first gap.
func (f *Form) fill(values map[string]string) FormEvent {
	out := FormChanged
	for _, field := range f.fields {
		if v, ok := values[field.spec.Key]; ok {
			field.Set(v)
		}
	}
	was := f.focus
	if !f.FocusGap() {
		f.move(len(f.fields) - 1)
	}
	if f.focus != was {
		out |= FormMoved
	}
	return out
}

// Fill is fill from outside: a scan's or a look-up's values. It counts as new content, so that Enter
// acts 150 ms later at the earliest.
func (f *Form) Fill(values map[string]string) {
	f.fill(values)
	f.enter.Note(f.now())
}

// Shown tells the form that the screen now says something new about it (a verdict has come); an Enter
// already on its way must not act on it.
func (f *Form) Shown() { f.enter.Note(f.now()) }

func (f *Form) index(key string) int {
	for i, field := range f.fields {
		if field.spec.Key == key {
			return i
		}
	}
	return -1
}
