package list

import (
	"fmt"
	"slices"
	"strings"

	"passdesk/registry/scheme"
)

// Columns that stand under no word of the head are not read, and named. Where they hold a
// table of their own that could not be read as one (abreast), nobody on it is passed over in
// silence: a row that holds somebody there is asked about.

// beside is a table next to the one that is read.
type beside struct {
	no    int    // of the row with its head; 0: there is none
	who   []int  // its columns that say who
	name  string // of its columns: F–H
	first int    // of them
	last  int
}

var besideHeadText = Text{"旁边另一张表的表头", "the head of the other table beside"}

func (b beside) ask() Text {
	return Text{
		"旁边另一张表（" + b.name + " 列）在这一行还写着人，没有读；这一行没有列入，也没有收回。请把那张表移到这张的下面，每行一人，再载入",
		"another table stands beside (columns " + b.name + ") and names somebody in this row, who was not read: nobody was listed or recalled by this row. Move that table below this one, one person a row, and load the list again",
	}
}

// findBeside looks for another head in the columns that the head does not cover.
func (t *taking) findBeside() {
	for i, l := range t.lines {
		right := line{no: l.no}
		for _, c := range l.own() {
			if !t.covered[c.column] {
				right.cells = append(right.cells, c)
			}
		}
		if len(right.cells) == 0 || !mayBeSecond(right) || t.labels(l) {
			continue
		}
		h := readHead(sheet{lines: []line{right}}, 0, 1, t.columns)
		if who := h.whoColumns(t.columns); len(who) > 0 && slices.ContainsFunc(t.lines[i+1:], func(l line) bool { return l.anyOf(who) }) {
			t.beside = beside{no: l.no, who: who, name: columnNames(right)}
			t.beside.first, t.beside.last = right.reach()
			return
		}
	}
}

// labels reports a name of a column under the head: the row is a head itself.
func (t *taking) labels(l line) bool {
	return slices.ContainsFunc(l.own(), func(c cell) bool {
		return t.covered[c.column] && slices.ContainsFunc(t.columns, func(o Column) bool { return o.names(plainHead2(c.text)) })
	})
}

// cover takes a head into use: what stands under it is read, or named as not used.
func (t *taking) cover(lines ...line) {
	t.covered = map[int]bool{}
	for _, l := range lines {
		for _, c := range l.cells {
			t.covered[c.column] = true
		}
	}
}

// whoColumns are the places of the columns that say who.
func (h head) whoColumns(columns []Column) (at []int) {
	for _, c := range columns {
		if c.Who {
			at = append(at, h.places(c.Key)...)
		}
	}
	return at
}

// anyOf reports something of the row's own in one of the columns.
func (l line) anyOf(columns []int) bool {
	return slices.ContainsFunc(l.own(), func(c cell) bool { return slices.Contains(columns, c.column) })
}

// columnNames are the columns of a row, from the first to the last: F–H.
func columnNames(l line) string {
	first, last := l.reach()
	if first == last {
		return columnName(first)
	}
	return columnName(first) + "–" + columnName(last)
}

// reach is the first column of a row, and the last.
func (l line) reach() (first, last int) {
	first = mostColumns
	for _, c := range l.cells {
		first, last = min(first, c.column), max(last, c.column)
	}
	return first, last
}

// besides reports a row in which the other table names somebody.
func (t *taking) besides(l line) bool {
	return t.beside.no > 0 && l.no > t.beside.no && slices.ContainsFunc(l.own(), func(c cell) bool {
		return !t.covered[c.column] && slices.Contains(t.beside.who, c.column)
	})
}

// noteUnread keeps what stands in a row under no head.
func (t *taking) noteUnread(l line) {
	for _, c := range l.own() {
		if !t.covered[c.column] && !serial(c.text) {
			t.unread[c.column]++
		}
	}
}

// serial is a row's number, or a tick: no column that anybody misses.
func serial(s string) bool {
	return len([]rune(s)) < 2 || len(s) <= 5 && strings.Trim(s, "0123456789.") == ""
}

// tellUnread names the columns that were not read.
func (t *taking) tellUnread() (told []Text) {
	where, whereEN := t.saying()
	if b := t.beside; b.no > 0 {
		return []Text{{
			fmt.Sprintf("%s旁边还有一张表，没有读：%s 列（表头在第 %d 行）。请把它移到这张表的下面，每行一人，再载入", where, b.name, b.no),
			fmt.Sprintf("%sanother table stands beside and was not read: columns %s (its head is row %d). Move it below this one, one person a row, and load the list again", whereEN, b.name, b.no)}}
	}
	var names []string
	most := 0
	for column := range mostColumns {
		if n := t.unread[column]; n > 0 {
			names, most = append(names, columnName(column)), max(most, n)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []Text{{
		fmt.Sprintf("%s%s 列没有表头，没有读（%d 行写着内容）", where, strings.Join(names, "、"), most),
		fmt.Sprintf("%scolumns without a head were not read: %s (something stands there in %s)", whereEN, strings.Join(names, ", "), scheme.Counted(most, "row"))}}
}
