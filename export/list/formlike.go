package list

import "slices"

// A sheet that is no table of one person a row: the words stand in a column at the left
// and the people side by side, or each person has a form. Nobody can be answered row by
// row there; it is named as what it is.

var (
	turnedText = Text{"这张表是横着写的：项目在左边，每人一列。请在表格软件里复制，“选择性粘贴”选“转置”，变成每行一人，再载入",
		"this table is turned: what is asked stands at the left, and each person is a column. Copy it in the spreadsheet program, paste it with “transpose”, so that each person is a row, and load it again"}
	formText = Text{"这是一人一张的登记表（项目和内容写在同一行），不是名单。请改成第一行表头、每行一人，再载入",
		"this is a form for one person (each word with its answer beside it), no list: make it a head and one person a row, and load it again"}
)

// labelled is how many whole numbers stand in a row right behind the word for them; 0
// where the row is of a table.
func labelled(l line, columns []Column) (numbers int) {
	behind := false
	for _, c := range l.own() {
		switch {
		case slices.ContainsFunc(columns, func(o Column) bool { return o.Exact && o.names(plainHead2(c.text)) }):
			behind = true
		case behind && (citizen.MatchString(c.text) || c.kind == isDamaged):
			numbers++
		default:
			behind = false
		}
	}
	return numbers
}

// formLike says what a sheet is in which words and numbers stand side by side; the zero
// Text where none do.
func formLike(s sheet, columns []Column) Text {
	for _, l := range s.lines[:min(len(s.lines), headWithin)] {
		switch n := labelled(l, columns); {
		case n > 1:
			return turnedText
		case n == 1:
			return formText
		}
	}
	return Text{}
}

// ofForm reports a head in which, or right below which, a number stands beside its word.
func (h head) ofForm(s sheet, columns []Column) bool {
	for i := h.first; i <= h.last+1 && i < len(s.lines); i++ {
		if labelled(s.lines[i], columns) > 0 {
			return true
		}
	}
	return false
}
