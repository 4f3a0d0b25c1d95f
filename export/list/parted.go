package list

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Some lists have each row in a single cell, or each line of a text, with nothing but
// blanks between the columns, also the full-width one that sets hanzi apart. Where head
// and rows come to as many parts they are read; a row that does not is named.

// parted is the sheet with its cells parted at the blanks, and what is said of it; the
// sheet itself where it is none of these.
func parted(s sheet, columns []Column) (sheet, Text) {
	at, parts := spacedHead(s, columns)
	if parts == 0 {
		return s, Text{}
	}
	h := readHead(sheet{lines: []line{partLine(s.lines[at])}}, 0, 1, columns)
	out := s
	out.lines = slices.Clone(s.lines)
	for i := at; i < len(s.lines); i++ {
		l := s.lines[i]
		fields := l.fields()
		if len(fields) != parts {
			fields = joinHanzi(fields)
		}
		switch {
		case len(l.own()) != 1:
		case len(fields) == parts && (i == at || h.fits(fields, columns)):
			out.lines[i] = cellsAt(l, fields)
		case slices.ContainsFunc(fields, func(f string) bool { return citizen.MatchString(f) || likeNumber(f) && strings.Contains(f, "*") }):
			out.lines[i].fault = Text{fmt.Sprintf("几列写在一格里，用空格隔开；这一行分不成 %d 列，没有列入。请用表格软件的“分列”分开，再载入", parts),
				fmt.Sprintf("the columns stand in one cell, with blanks between them; this row does not come to %d of them and was left out. Split the column in the spreadsheet program and load it again", parts)}
		}
	}
	where, whereEN := s.saying()
	return out, Text{fmt.Sprintf("%s几列写在一格里，已按空格分成 %d 列，请核对", where, parts),
		fmt.Sprintf("%sthe columns stand in one cell and were parted at the blanks into %d: look whether they are right", whereEN, parts)}
}

// spacedHead finds the row that is a head when it is parted at its blanks; parts is 0
// where there is none, or where the sheet has a head as it stands.
func spacedHead(s sheet, columns []Column) (at, parts int) {
	for i := range min(len(s.lines), headWithin) {
		l := s.lines[i]
		if own := l.own(); len(own) != 1 {
			if h := readHead(s, i, 1, columns); h.known() > 1 && h.names(columns) {
				return 0, 0
			}
			continue
		}
		fields := l.fields()
		h := readHead(sheet{lines: []line{partLine(l)}}, 0, 1, columns)
		if len(fields) > 1 && h.known() > 1 && h.names(columns) && !slices.ContainsFunc(fields, likeNumber) {
			return i, len(fields)
		}
	}
	return 0, 0
}

// fields are the parts of a row of one cell.
func (l line) fields() []string {
	if own := l.own(); len(own) == 1 {
		return strings.Fields(own[0].text)
	}
	return nil
}

func partLine(l line) line { return cellsAt(l, l.fields()) }

// cellsAt is the row with a cell for each part.
func cellsAt(l line, fields []string) line {
	l.cells = nil
	for column, text := range fields {
		c := written(text)
		c.column = column
		l.cells = append(l.cells, c)
	}
	return l
}

// joinHanzi puts together what was set apart to fill a name up: 样　例.
func joinHanzi(fields []string) []string {
	var out []string
	open := false
	for _, f := range fields {
		r, _ := utf8.DecodeRuneInString(f)
		one := utf8.RuneCountInString(f) == 1 && unicode.Is(unicode.Han, r)
		if one && open {
			out[len(out)-1] += f
		} else {
			out = append(out, f)
		}
		open = one
	}
	return out
}

// fits reports numbers where the head has numbers, and nowhere else.
func (h head) fits(fields []string, columns []Column) bool {
	for _, c := range columns {
		for _, at := range h.places(c.Key) {
			ditto := slices.Contains(dittos, fields[at])
			if c.Exact && !likeNumber(fields[at]) && !ditto || c.Who && !c.Exact && likeNumber(fields[at]) {
				return false
			}
		}
	}
	return true
}
