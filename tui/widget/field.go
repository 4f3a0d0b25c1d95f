package widget

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Note is a remark on a value, shown beside it.
type Note struct {
	Role   Role
	Text   T
	Blocks bool // the value cannot be used: Enter stays, the form is not submitted
}

// FieldSpec says what a field is. Only Key must be given.
type FieldSpec struct {
	Key         string // the caller's name for the value
	Label       T
	Help        T // what there is to say of it to whoever asks: the caller shows it
	Placeholder T
	Cells       int // visible width; 0: what the form has room for
	Max         int // characters at most, as people count them; 0: 100
	Required    bool
	Anew        bool                     // one small value: entered again, what is typed first takes its place, as with Offer
	Masked      bool                     // a passphrase: one * a character, never remembered
	Normalise   func(text string) string // what is typed or pasted, before it goes in: HalfWidthUpper, …
	Check       func(value string) Note  // asked on each change
	Complete    func(value string) bool  // the value is whole: the form moves on by itself
}

// FieldEvent tells what a key did, as a set.
type FieldEvent uint8

// What a key can do to a field.
const (
	FieldChanged FieldEvent = 1 << iota // the value is another
	FieldMoved                          // the cursor moved
	FieldFull                           // something did not fit and was left out
)

const (
	defaultMax   = 100
	defaultCells = 40
)

// Field is one line of input with the real cursor. Its positions are cells: after 欧阳娜娜 the cursor
// is eight cells from the field's left edge.
type Field struct {
	spec    FieldSpec
	line    line
	note    Note
	missing bool // Enter was pressed on the empty required field
	cells   int  // visible width
	first   int  // the first character in sight
	offered bool // the value was proposed: what is typed first takes its place
}

// NewField makes an empty field.
func NewField(spec FieldSpec) *Field {
	if spec.Max <= 0 {
		spec.Max = defaultMax
	}
	f := &Field{spec: spec, cells: spec.Cells}
	if f.cells <= 0 {
		f.cells = defaultCells
	}
	return f
}

// Spec is what the field was made from.
func (f *Field) Spec() FieldSpec { return f.spec }

// Value is the text as typed, variation selectors and all.
func (f *Field) Value() string { return f.line.text() }

// Empty reports whether nothing but blanks is in the field.
func (f *Field) Empty() bool { return strings.TrimSpace(f.Value()) == "" }

// Note is what there is to say about the value now.
func (f *Field) Note() Note {
	if f.missing {
		return Note{RoleBad, T{"必填", "required"}, true}
	}
	return f.note
}

// SetNote puts a remark from outside (a look-up's answer) beside the value, until it changes.
func (f *Field) SetNote(n Note) { f.note, f.missing = n, false }

// Set replaces the value, as if it had been pasted into the empty field.
func (f *Field) Set(value string) {
	f.clear()
	f.put(value)
	f.changed()
}

// Offer proposes a value: Enter takes it, the arrows and Backspace edit it, and what is typed or pasted
// first takes its place. It is drawn like a choice.
func (f *Field) Offer(value string) {
	f.Set(value)
	f.offered = len(f.line.cells) > 0
}

// enter is the cursor's coming into the field.
func (f *Field) enter() {
	f.line.at = len(f.line.cells)
	f.offered = f.offered || f.spec.Anew && f.line.at > 0
	f.scroll()
}

func (f *Field) clear() {
	f.line.set("")
	f.first, f.offered = 0, false
}

// takeOver empties a field whose value was only proposed, or has no room for another
// character beside its one.
func (f *Field) takeOver() {
	if f.offered || f.spec.Max == 1 {
		f.clear()
	}
}

// Insert types text at the cursor, as far as it fits.
func (f *Field) Insert(text string) FieldEvent {
	f.takeOver()
	e := f.put(text)
	if e&FieldChanged != 0 {
		f.changed()
	}
	f.sayFull(e)
	return e
}

// SetCells gives the field its visible width.
func (f *Field) SetCells(n int) {
	f.cells = max(n, 3) // a hanzi and the cursor behind it
	f.scroll()
}

// Update is one key press. Keys that are not the field's own (Enter, Tab, F keys, …) give zero.
func (f *Field) Update(msg tea.KeyPressMsg) FieldEvent {
	before := f.line.at
	e := f.edit(KeyName(msg), KeyText(msg))
	if e&FieldChanged != 0 {
		f.changed()
	} else if f.line.at != before {
		e |= FieldMoved
	}
	f.sayFull(e)
	f.scroll()
	return e
}

// sayFull says beside the value that something was left out, unless worse is said there.
func (f *Field) sayFull(e FieldEvent) {
	if e&FieldFull != 0 && !f.note.Blocks {
		f.note = Note{Role: RoleWarn, Text: T{fmt.Sprintf("已满：最多 %d 个字，后面的没有记下", f.spec.Max), fmt.Sprintf("full: %d characters at most, the rest was not taken", f.spec.Max)}}
	}
}

func (f *Field) edit(name, text string) FieldEvent {
	l := &f.line
	switch {
	case slices.Contains(editKeys, name):
		f.offered = false
	case text != "":
		f.takeOver()
	}
	switch name {
	case "left":
		l.at = max(l.at-1, 0)
	case "right":
		l.at = min(l.at+1, len(l.cells))
	case "home", "ctrl+a":
		l.at = 0
	case "end", "ctrl+e":
		l.at = len(l.cells)
	case "backspace":
		return changedIf(l.cut(max(l.at-1, 0), l.at))
	case "delete":
		return changedIf(l.cut(l.at, min(l.at+1, len(l.cells))))
	case "ctrl+w":
		return changedIf(l.cut(l.wordStart(), l.at))
	case "ctrl+u":
		return changedIf(l.cut(0, l.at))
	default:
		if text != "" {
			return f.put(text)
		}
	}
	return 0
}

// editKeys are the keys with which a value is edited.
var editKeys = []string{"left", "right", "home", "ctrl+a", "end", "ctrl+e", "backspace", "delete", "ctrl+w", "ctrl+u"}

func changedIf(b bool) FieldEvent {
	if b {
		return FieldChanged
	}
	return 0
}

// put inserts text, normalised and without controls, as many characters as still fit.
func (f *Field) put(text string) FieldEvent {
	text = stripControls(text)
	if f.spec.Normalise != nil {
		text = f.spec.Normalise(text)
	}
	if text == "" {
		return 0
	}
	was, at := f.line.cells, f.line.at
	f.line.insert(text)
	if len(f.line.cells) <= f.spec.Max {
		return FieldChanged
	}
	f.line.cells, f.line.at = was, at
	return f.putPart(cellsOf(text))
}

// putPart is put where not all fits: a part goes in, and the event says so.
func (f *Field) putPart(cells []cell) FieldEvent {
	room := f.spec.Max - len(f.line.cells)
	if room <= 0 || len(cells) == 0 {
		return FieldFull
	}
	f.line.insert(joined(cells[:min(room, len(cells))]))
	return FieldChanged | FieldFull
}

func (f *Field) changed() {
	f.missing, f.note = false, Note{}
	if f.spec.Check != nil {
		f.note = f.spec.Check(f.Value())
	}
	f.scroll()
}

// whole reports whether the field may be left by itself: complete, not blocked, cursor at the end.
func (f *Field) whole() bool {
	return f.spec.Complete != nil && f.line.at == len(f.line.cells) && !f.note.Blocks && f.spec.Complete(f.Value())
}

// gap reports whether the field still stands in the way of a submit.
func (f *Field) gap() bool { return f.spec.Required && f.Empty() || f.note.Blocks }

func (f *Field) cellWidth(c cell) int {
	if f.spec.Masked {
		return 1
	}
	return c.width
}

// scroll moves the window of visible characters so that the cursor is in it.
func (f *Field) scroll() {
	f.first = min(f.first, f.line.at)
	for f.first < f.line.at && f.CursorX() > f.cells-f.cursorRoom() {
		f.first++
	}
	for f.first > 0 && f.tail(f.first-1)+1 <= f.cells {
		f.first-- // after a deletion: no empty room while text is hidden on the left
	}
}

// cursorRoom is how wide the place under the cursor must be: the character there, or one cell.
func (f *Field) cursorRoom() int {
	if f.line.at < len(f.line.cells) {
		return max(f.cellWidth(f.line.cells[f.line.at]), 1)
	}
	return 1
}

// tail is the width from a character to the end.
func (f *Field) tail(from int) int {
	w := 0
	for _, c := range f.line.cells[from:] {
		w += f.cellWidth(c)
	}
	return w
}

// CursorX is the cursor's place in cells from the field's left edge.
func (f *Field) CursorX() int {
	x := 0
	for _, c := range f.line.cells[f.first:f.line.at] {
		x += f.cellWidth(c)
	}
	return x
}

// hint is the placeholder; in brackets where no colour sets it apart from a value.
func (f *Field) hint(st Styles, lang Lang) string {
	how := f.spec.Placeholder.In(lang)
	if st.bare && how != "" {
		return "[" + how + "]"
	}
	return how
}

// View is the visible part of the value, exactly as wide as the field; the placeholder when empty.
func (f *Field) View(st Styles, lang Lang) string {
	if len(f.line.cells) == 0 {
		how := f.hint(st, lang)
		if st.bare && Width(how) > f.cells {
			how = "[" + Truncate(f.spec.Placeholder.In(lang), f.cells-2) + "]"
		}
		return st.Paint(RoleHint, Pad(how, f.cells))
	}
	var b strings.Builder
	used := 0
	shown := func() string {
		if f.offered {
			return st.Paint(RoleSelected, b.String())
		}
		return b.String()
	}
	for _, c := range f.line.cells[f.first:] {
		w := f.cellWidth(c)
		if used+w > f.cells {
			break
		}
		if f.spec.Masked {
			b.WriteByte('*')
		} else {
			b.WriteString(c.shown)
		}
		used += w
	}
	return shown() + blanks(f.cells-used)
}
