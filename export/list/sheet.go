package list

import (
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sheet is a table as it is stored, before anybody has looked for its head.
type sheet struct {
	name   string // "" for a text file
	hidden bool
	lines  []line  // in which something stands, in order
	unseen []reach // hidden columns
	apart  bool    // it is one of several tables of a sheet

	columns string // of such a table: E–G
}

// reach is a run of columns, both ends in it.
type reach struct{ from, to int }

// hides reports a hidden column.
func (s sheet) hides(column int) bool {
	return slices.ContainsFunc(s.unseen, func(r reach) bool { return r.from <= column && column <= r.to })
}

// line is one row of it.
type line struct {
	no     int
	hidden bool
	cells  []cell // that hold something, by column
	fault  Text   // why it cannot be read

	answered bool // with the table to the left
}

// cell is what one place of a row holds.
type cell struct {
	column int
	kind   kind
	text   string
	raw    string // text with its line breaks, where it has some
	above  bool   // it is merged with the cell above, whose value this is
	across bool   // likewise with the cell to its left
}

// kind is what the program that wrote a cell took its value for.
type kind byte

const (
	isText    kind = iota
	isNumber       // text is the number in digits
	isDamaged      // a number of more digits than a spreadsheet keeps
	isDay          // text is 2020-03-01
	isError        // #N/A
	noValue        // a formula that nobody has computed
)

// at is the cell in the column; the zero cell where nothing stands.
func (l line) at(column int) cell {
	for _, c := range l.cells {
		if c.column == column {
			return c
		}
	}
	return cell{column: column}
}

// own are the cells that are not merely part of another.
func (l line) own() []cell {
	var own []cell
	for _, c := range l.cells {
		if !c.above && !c.across {
			own = append(own, c)
		}
	}
	return own
}

// mostColumns is how far right a list may reach.
const mostColumns = 256

// span is a range of merged cells.
type span struct{ top, left, bottom, right int }

// readSheet reads the rows of one sheet.
func (w *workbook) readSheet(part string, s *sheet) error {
	var spans []span
	row := 0
	err := w.each(part, func(name string, a attrs, d *xml.Decoder) error {
		switch name {
		case "row":
			row++
			if n, err := strconv.Atoi(a.get("r")); err == nil && n >= row {
				row = n
			}
			l := line{no: row, hidden: a.is("hidden") || a.is("customHeight") && a.get("ht") == "0"}
			if err := w.readCells(d, &l); err != nil {
				return err
			}
			if len(l.cells) > 0 {
				s.lines = append(s.lines, l)
			}
		case "col":
			from, err1 := strconv.Atoi(a.get("min"))
			to, err2 := strconv.Atoi(a.get("max"))
			if err1 == nil && err2 == nil && (a.is("hidden") || a.is("customWidth") && a.get("width") == "0") {
				s.unseen = append(s.unseen, reach{from - 1, to - 1})
			}
		case "mergeCell":
			if m, ok := spanOf(a.get("ref")); ok {
				spans = append(spans, m)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.merge(spans)
}

// readCells reads a row to its end.
func (w *workbook) readCells(d *xml.Decoder, l *line) error {
	next := 0
	for {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				if err := d.Skip(); err != nil {
					return err
				}
				continue
			}
			c, err := w.readCell(d, t.Attr)
			if err != nil {
				return err
			}
			if c.column < 0 {
				c.column = next
			}
			next = c.column + 1
			if c.column < mostColumns && (c.text != "" || c.kind == noValue) {
				l.cells = append(l.cells, c)
			}
		}
	}
}

// readCell reads a cell to its end.
func (w *workbook) readCell(d *xml.Decoder, a attrs) (c cell, err error) {
	var value string
	formula, stored := false, false
	for done := false; !done; {
		t, err := d.Token()
		if err != nil {
			return c, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			done = t.Name.Local == "c"
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				err = d.DecodeElement(&value, &t)
				stored = value != "" || attrs(a).get("t") == "str"
			case "is":
				c.text, err = richText(d)
			case "f":
				formula = true
				err = d.Skip()
			default:
				err = d.Skip()
			}
			if err != nil {
				return c, err
			}
		}
	}
	c.column = columnOf(a.get("r"))
	w.take(&c, a, value)
	c.clean()
	if formula && !stored {
		c.kind = noValue
	}
	return c, nil
}

// take reads a stored value by its type.
func (w *workbook) take(c *cell, a attrs, value string) {
	switch a.get("t") {
	case "inlineStr":
	case "s":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(w.strings) {
			c.text = w.strings[n]
		}
	case "str":
		c.text = unescaped(value)
	case "e":
		c.kind, c.text = isError, value
	case "b":
		c.text = value
	case "d":
		c.kind, c.text = isDay, value
		if len(value) > 10 {
			c.text = value[:10]
		}
	default:
		style, _ := strconv.Atoi(a.get("s"))
		c.kind, c.text = w.number(value, style >= 0 && style < len(w.dates) && w.dates[style])
	}
}

// number is a stored number as it can be believed: 15 digits, as a day where its
// style says so.
func (w *workbook) number(value string, day bool) (kind, string) {
	f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	switch {
	case value == "":
		return isText, ""
	case err != nil || math.IsInf(f, 0) || math.IsNaN(f):
		return isText, value
	case day && f > 0 && f < 2958466: // to the end of 9999
		return isDay, dayOfSerial(f, w.from1904)
	case math.Abs(f) >= 1e15:
		return isDamaged, strconv.FormatFloat(f, 'f', -1, 64)
	}
	return isNumber, strconv.FormatFloat(f, 'f', -1, 64)
}

// dayOfSerial is the day that a spreadsheet counts. It believes in a 29 February
// 1900.
func dayOfSerial(f float64, from1904 bool) string {
	days := int(f)
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		days++
	}
	return begin.AddDate(0, 0, days).Format(time.DateOnly)
}

// clean takes from the text what no value has, and keeps it beside where it was broken
// into lines.
func (c *cell) clean() {
	if whole := strings.TrimSpace(c.text); strings.ContainsAny(whole, "\r\n\v\u2028\u2029") {
		c.raw = whole
	}
	c.text = cleaned(c.text)
	if len(c.text) > 1 && c.text[0] == '\'' && c.text[1] != '\'' { // so that a spreadsheet program leaves a number alone
		c.text, c.raw = c.text[1:], strings.TrimPrefix(c.raw, "'")
	}
}

// cleaned is a text without outer space and without line breaks, which no name and
// no number has.
func cleaned(s string) string {
	if strings.ContainsAny(s, "\r\n\t\v\u0085\u2028\u2029") {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("\r\n\t\v\u0085\u2028\u2029", r) }), " ")
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "\ufeff"))
}

// columnOf is the column of a place such as AB12, from 0; -1 where it is none.
func columnOf(place string) int {
	n := 0
	for i := 0; i < len(place) && i < 4; i++ {
		c := place[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		n = n*26 + int(c-'a') + 1
	}
	return n - 1
}

func spanOf(ref string) (m span, ok bool) {
	from, to, _ := strings.Cut(ref, ":")
	if to == "" {
		to = from
	}
	rowOf := func(place string) int {
		n, _ := strconv.Atoi(strings.TrimLeft(strings.ToLower(place), "abcdefghijklmnopqrstuvwxyz"))
		return n
	}
	m = span{rowOf(from), columnOf(from), rowOf(to), columnOf(to)}
	return m, m.top > 0 && m.left >= 0 && m.bottom >= m.top && m.right >= m.left
}

// mostMerged is how many cells may take their value from a merge.
const mostMerged = 4 << 20

// merge gives the value of merged cells to all of them, in the rows that are there.
func (s *sheet) merge(spans []span) error {
	at := map[int]int{} // the place of a row
	for i, l := range s.lines {
		at[l.no] = i
	}
	filled := 0
	for _, m := range spans {
		first, there := at[m.top]
		if !there {
			continue
		}
		from := s.lines[first].at(m.left)
		if from.text == "" && from.kind != noValue {
			continue
		}
		right := min(m.right, mostColumns-1)
		for i := first; i < len(s.lines) && s.lines[i].no <= m.bottom; i++ {
			for column := m.left; column <= right; column++ {
				if i == first && column == m.left {
					continue
				}
				if filled++; filled > mostMerged {
					return errTooMuch
				}
				c := from
				c.column, c.above, c.across = column, i > first, column > m.left
				s.lines[i].put(c)
			}
		}
	}
	return nil
}

func (l *line) put(c cell) {
	for i, old := range l.cells {
		if old.column == c.column {
			l.cells[i] = c
			return
		}
	}
	l.cells = append(l.cells, c)
}
