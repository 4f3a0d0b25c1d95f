package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cell is one character as people see it: a hanzi with its variation selector, a letter with its
// accents. It is moved over, deleted and drawn as one.
type cell struct {
	text  string // as typed
	shown string // as drawn
	width int    // cells
}

// line is an editable line: its characters, and the cursor between two of them.
type line struct {
	cells []cell
	at    int
}

func cellsOf(s string) []cell {
	out := make([]cell, 0, utf8.RuneCountInString(s))
	for len(s) > 0 {
		shown, w, size := nextCluster(s)
		out = append(out, cell{s[:size], shown, w})
		s = s[size:]
	}
	return out
}

func (l *line) text() string { return joined(l.cells) }

func joined(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

func (l *line) set(s string) {
	l.cells = cellsOf(s)
	l.at = len(l.cells)
}

// insert types text at the cursor. The whole line is cut into characters anew, because a mark typed
// now may join the character before it.
func (l *line) insert(text string) {
	before := joined(l.cells[:l.at]) + text
	l.cells = cellsOf(before + joined(l.cells[l.at:]))
	n := 0
	for l.at = 0; l.at < len(l.cells) && n < len(before); l.at++ {
		n += len(l.cells[l.at].text)
	}
}

// cut takes out the characters from one place up to another and leaves the cursor there.
func (l *line) cut(from, to int) bool {
	if from >= to {
		return false
	}
	rest := joined(l.cells[:from])
	l.cells = cellsOf(rest + joined(l.cells[to:]))
	n := 0
	for l.at = 0; l.at < len(l.cells) && n < len(rest); l.at++ {
		n += len(l.cells[l.at].text)
	}
	return true
}

// wordStart is where the word before the cursor begins: blanks, then what is not blank.
func (l *line) wordStart() int {
	i := l.at
	for i > 0 && blankCell(l.cells[i-1]) {
		i--
	}
	for i > 0 && !blankCell(l.cells[i-1]) {
		i--
	}
	return i
}

func blankCell(c cell) bool {
	r, _ := utf8.DecodeRuneInString(c.text)
	return unicode.IsSpace(r)
}
