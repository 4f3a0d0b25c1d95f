package widget

const (
	formMark   = 2  // the mark before the label, and a blank
	formNote   = 22 // what a field without a width of its own leaves free for a remark
	formMinVal = 10
)

// View draws the form: a mark, the label, the value; the remark beside the value where there is room for
// all of it, else below. A field without a width of its own leaves that room free.
func (f *Form) View(width int, st Styles, lang Lang) Block {
	var out Block
	label := f.labelCells(width, lang)
	for i, field := range f.fields {
		x := formMark + label + 2
		field.SetCells(fieldCells(field.spec.Cells, width-x))
		if i == f.focus {
			out.SetCursor(min(x+field.CursorX(), max(width-1, 0)), len(out.Lines))
		}
		out.Lines = append(out.Lines, f.rows(i, label, width, st, lang)...)
	}
	return out
}

// fieldCells is the field's width: what it asks for, or the room less that of a remark.
func fieldCells(want, room int) int {
	if want <= 0 && room-formNote-2 >= 2*formMinVal {
		want = room - formNote - 2
	}
	if want <= 0 || want > room {
		want = room
	}
	return want
}

// labelCells is the width of the widest label, kept below half of the window.
func (f *Form) labelCells(width int, lang Lang) int {
	w := 0
	for _, field := range f.fields {
		w = max(w, Width(field.spec.Label.In(lang)))
	}
	return min(w, max((width-formMark-2-formMinVal)/2, 4))
}

func (f *Form) rows(i, label, width int, st Styles, lang Lang) []string {
	field := f.fields[i]
	mark, role := blanks(formMark), RoleLabel
	if i == f.focus {
		mark, role = Pad(f.rules.Mark, formMark), RoleFocus
	}
	x := formMark + label + 2
	value, cells := field.rows(width-x, st, lang)
	out := []string{mark + st.Paint(role, Pad(field.spec.Label.In(lang), label)) + "  " + value[0]}
	for _, more := range value[1:] {
		out = append(out, blanks(x)+more)
	}
	note := field.Note()
	switch text := note.Text.In(lang); {
	case note.Text.IsZero():
	case Width(text) <= width-x-cells-2:
		out[0] += "  " + st.Paint(note.Role, Clean(text))
	default:
		for _, row := range Wrap(text, width-x) {
			out = append(out, blanks(x)+st.Paint(note.Role, row))
		}
	}
	return out
}

// rows are the value and how wide it is; of an empty field all of its placeholder, which may have the
// whole line and those below.
func (f *Field) rows(room int, st Styles, lang Lang) (rows []string, cells int) {
	how := f.hint(st, lang)
	if len(f.line.cells) > 0 || Width(how) <= f.cells {
		return []string{f.View(st, lang)}, f.cells
	}
	for _, row := range Wrap(how, room) {
		rows = append(rows, st.Paint(RoleHint, row))
	}
	return rows, room
}
