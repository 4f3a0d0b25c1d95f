package list

import "slices"

// Two tables may stand beside each other on one sheet, each under a head of its own. They
// are read as two, the left one first, and a row that both reach into is answered once for
// each half. Where it is not plain which column is whose, the sheet is left whole: the one
// table is read, and whoever stands in the other is asked about.

// abreast is the sheet as its tables, from the left; the sheet alone where it is one.
func abreast(s sheet, columns []Column) []sheet {
	for _, at := range append(s.behindBlanks(), secondTable(s, columns)) {
		if left, right, ok := s.parts(at, columns); ok {
			return append(abreast(left, columns), abreast(right, columns)...)
		}
	}
	return []sheet{s}
}

// parts are the two tables of which the right one begins with the column.
func (s sheet) parts(at int, columns []Column) (left, right sheet, ok bool) {
	if at == 0 {
		return left, right, false
	}
	left, right = s.cutAt(at)
	a, okA := findHead(left, columns)
	b, okB := findHead(right, columns)
	if !okA || !okB {
		return left, right, false
	}
	begins := [2]int{left.lines[a.first].no, right.lines[b.first].no}
	return left, right, !slices.ContainsFunc(s.lines, func(l line) bool { return !l.partsAt(at, begins, columns) })
}

// behindBlanks are the columns behind one in which nothing stands.
func (s sheet) behindBlanks() (at []int) {
	var used [mostColumns]bool
	for _, l := range s.lines {
		for _, c := range l.own() {
			used[c.column] = true
		}
	}
	first := slices.Index(used[:], true)
	for column := max(first, 0) + 1; column < mostColumns; column++ {
		if used[column] && !used[column-1] {
			at = append(at, column)
		}
	}
	return at
}

// secondTable is the column with which another table begins; 0 where none does.
func secondTable(s sheet, columns []Column) int {
	h, ok := findHead(s, columns)
	if h.of == nil {
		return 0
	}
	if !ok {
		return repeated(readHead(s, h.first, h.last-h.first+1, columns), columns)
	}
	t := taking{sheet: s, head: h, columns: columns}
	t.cover(s.lines[h.first : h.last+1]...)
	t.findBeside()
	from, to := mostColumns, 0
	for column := range t.covered {
		from, to = min(from, column), max(to, column)
	}
	switch b := t.beside; {
	case b.no > 0 && b.first > to:
		return b.first
	case b.no > 0 && b.last < from:
		return from
	}
	return 0
}

// repeated is the column in which a head begins to say the same again.
func repeated(h head, columns []Column) int {
	first, again := 0, mostColumns
	for _, c := range columns {
		if at := h.places(c.Key); c.Who && len(at) > 1 && at[1] < again {
			first, again = at[0], at[1]
		}
	}
	if again == mostColumns {
		return 0
	}
	for again-1 > first && h.before(again-1) { // 序号 before the name
		again--
	}
	return again
}

// before reports that a column is called as one to its left is.
func (h head) before(column int) bool {
	for c, text := range h.texts {
		if c < column && text != "" && plainHead2(text) == plainHead2(h.texts[column]) {
			return true
		}
	}
	return false
}

// partsAt reports a row that two tables may share, each from the row on with which it
// begins. A head that says who in one half, and in the other something else than a person,
// may be that of a single table.
func (l line) partsAt(at int, begins [2]int, columns []Column) bool {
	left, right := l.halves(at)
	a, b := left.says(columns), right.says(columns)
	switch {
	case len(left.own()) == 0, len(right.own()) == 0, len(a) == 0 && len(b) == 0:
		return true
	case len(a) == 0:
		return l.no < begins[0] || !mayBeSecond(left)
	case len(b) == 0:
		return l.no < begins[1] || !mayBeSecond(right)
	}
	return slices.Equal(a, b) || len(a) > 1 && len(b) > 1
}

// says are the columns that say who, of a row that is a head.
func (l line) says(columns []Column) (who []string) {
	if !mayBeSecond(l) {
		return nil
	}
	h := readHead(sheet{lines: []line{l}}, 0, 1, columns)
	for _, c := range columns {
		if c.Who && len(h.places(c.Key)) > 0 {
			who = append(who, c.Key)
		}
	}
	return who
}

// cutAt parts the sheet before the column. A title that is merged over both tables holds
// for the right one too, and is answered once.
func (s sheet) cutAt(at int) (left, right sheet) {
	s.apart = true
	left, right = s, s
	left.lines, right.lines = nil, nil
	for _, l := range s.lines {
		a, b := l.halves(at)
		if len(a.cells) > 0 || len(b.cells) == 0 {
			left.lines = append(left.lines, a)
		}
		switch {
		case len(b.cells) > 0:
			right.lines = append(right.lines, b)
		case len(l.own()) == 1 && slices.ContainsFunc(l.cells, func(c cell) bool { return c.across && c.column >= at }):
			a.answered = true
			right.lines = append(right.lines, a)
		}
	}
	return left, right
}

// halves are the cells left of the column, and those from it on.
func (l line) halves(at int) (left, right line) {
	left, right = l, l
	left.cells, right.cells = nil, nil
	begins := mostColumns // what stands before is merged with a cell of the left half
	for _, c := range l.cells {
		if c.column >= at && !c.across {
			begins = min(begins, c.column)
		}
	}
	for _, c := range l.cells {
		switch {
		case c.column < at:
			left.cells = append(left.cells, c)
		case c.column >= begins:
			right.cells = append(right.cells, c)
		}
	}
	return left, right
}
