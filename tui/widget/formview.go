package widget

const (
	formMark   = 2  // the mark before the label, and a blank
	formNote   = 22 // a remark stands beside its field only where it has this much room
	formMinVal = 10
)

// View draws the form: a mark, the label, the value; the remark beside the value where there is room,
// else on the line below. A field without a width of its own leaves that room free.
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
	row := mark + st.Paint(role, Pad(field.spec.Label.In(lang), label)) + "  " + field.View(st, lang)
	note := field.Note()
	if note.Text.IsZero() {
		return []string{row}
	}
	used := formMark + label + 2 + field.cells
	if room := width - used - 2; room >= formNote {
		return []string{row + "  " + st.Paint(note.Role, Truncate(note.Text.In(lang), room))}
	}
	below := formMark + label + 2
	return []string{row, blanks(below) + st.Paint(note.Role, Truncate(note.Text.In(lang), width-below))}
}
