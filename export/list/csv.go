package list

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"passdesk/registry/scheme"
)

// readCSV reads a table whose first line with something in it names the columns,
// in any order.
func readCSV(text string, columns []Column) (List, error) {
	var l List
	var heads []string // by place: the column's Key, or "" for one nobody asked for
	comma := separator(text)
	for r := range records(text, comma) {
		if blank(r.cells) {
			continue
		}
		if heads == nil {
			var err error
			if heads, l.Ignored, err = readHeads(r.cells, columns); err != nil {
				return l, err
			}
			continue
		}
		l.Rows = append(l.Rows, csvRow(r, heads))
	}
	if len(l.Rows) == 0 {
		return l, refuse("名单只有表头，没有内容", "the list has a head and no rows")
	}
	return l, nil
}

// separator is what stands between the cells: the sign that the first line with any
// has most of.
func separator(text string) byte {
	for _, line := range numbered(text) {
		if strings.Trim(line, ",;\t ") == "" || !strings.ContainsAny(line, ",;\t") {
			continue
		}
		best, most := byte(','), 0
		for _, c := range []byte{',', '\t', ';'} {
			if n := strings.Count(line, string(c)); n > most {
				best, most = c, n
			}
		}
		return best
	}
	return ','
}

func readHeads(cells []string, columns []Column) (heads, ignored []string, err error) {
	heads = make([]string, len(cells))
	for i, cell := range cells {
		c := slices.IndexFunc(columns, func(c Column) bool { return c.names(cell) })
		switch {
		case c >= 0 && slices.Contains(heads, columns[c].Key):
			return nil, nil, refuse("表头里“"+cell+"”出现了两次", "the head names "+cell+" twice")
		case c >= 0:
			heads[i] = columns[c].Key
		case cell != "":
			ignored = append(ignored, cell)
		}
	}
	for _, c := range columns {
		if c.Must && !slices.Contains(heads, c.Key) {
			return nil, nil, refuse("第一行应为表头，缺少“"+c.title()+"”一列", "the first line must name the columns; there is none called "+c.Key)
		}
	}
	return heads, ignored, nil
}

// names reports whether a head is the column's: without regard to case, spaces
// and what is said in brackets behind it.
func (c Column) names(head string) bool {
	head = plainHead(head)
	return head == plainHead(c.Key) || slices.ContainsFunc(c.Names, func(n string) bool { return plainHead(n) == head })
}

func plainHead(s string) string {
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = s[:i]
	}
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "_", "")), ""))
}

func (c Column) title() string {
	if len(c.Names) > 0 {
		return c.Names[0]
	}
	return c.Key
}

func csvRow(r record, heads []string) Row {
	out := Row{Line: r.line, Values: map[string]string{}, Fault: r.fault}
	for i, cell := range r.cells {
		switch {
		case lost(cell):
			out.Fault = lostText
		case i >= len(heads) && cell != "":
			out.Fault = Text{fmt.Sprintf("这一行有 %d 格，表头只有 %d 格", len(r.cells), len(heads)), fmt.Sprintf("this line has %s, the head has %d", scheme.Counted(len(r.cells), "cell"), len(heads))}
		case i < len(heads) && heads[i] != "" && cell != "":
			out.Values[heads[i]] = cell
		}
	}
	return out
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return c != "" })
}

// record is one line of a CSV file in cells.
type record struct {
	line  int
	cells []string
	fault Text
}

// records splits a text into cells (RFC 4180), line by line. A quotation mark
// that is never closed makes its own line faulty, not all that follow: only a
// mark that closes within a few lines holds a line break.
func records(text string, comma byte) iter.Seq[record] {
	return func(yield func(record) bool) {
		var lines []string
		for _, line := range numbered(text) {
			lines = append(lines, line)
		}
		for i := 0; i < len(lines); {
			r, used := cellsOf(lines[i:], comma)
			r.line = i + 1
			if !yield(r) {
				return
			}
			i += used
		}
	}
}

// longestCell is how many lines a quoted cell may have.
const longestCell = 8

// cellsOf reads the record that begins with the first line, and says how many
// lines it took.
func cellsOf(lines []string, comma byte) (r record, used int) {
	text := lines[0]
	for used = 1; ; used++ {
		cells, whole := split(text, comma)
		if whole && (used == 1 || !swallows(cells, comma)) {
			return record{cells: cells}, used
		}
		if whole || used >= min(len(lines), longestCell) {
			break
		}
		text += "\n" + lines[used]
	}
	cells, _ := split(lines[0], comma)
	return record{cells: cells, fault: Text{"这一行的引号没有成对", "a quotation mark of this line is not closed"}}, 1
}

// swallows reports a cell in which lines stand that are rows of their own: its mark was
// never closed, and the next one that came was another's.
func swallows(cells []string, comma byte) bool {
	return slices.ContainsFunc(cells, func(cell string) bool {
		_, rest, broken := strings.Cut(cell, "\n")
		for line := range strings.SplitSeq(rest, "\n") {
			if broken && slices.ContainsFunc(strings.Split(line, string(comma)), func(part string) bool { return part != line && wholeNumber(strings.Trim(part, "\"'= \t")) }) {
				return true
			}
		}
		return false
	})
}

// split cuts a line into cells; whole is false when a quoted cell does not end.
func split(line string, comma byte) (cells []string, whole bool) {
	for {
		var cell string
		var more bool
		if cell, line, more, whole = cellOf(line, comma); !whole {
			return append(cells, strings.TrimSpace(cell)), false
		}
		cells = append(cells, strings.TrimSpace(cell))
		if !more {
			return cells, true
		}
	}
}

// cellOf takes the first cell off a line; more says that another follows.
func cellOf(line string, comma byte) (cell, rest string, more, whole bool) {
	if !strings.HasPrefix(line, `"`) {
		cell, rest, more = strings.Cut(line, string(comma))
		return cell, rest, more, true
	}
	var b strings.Builder
	for i := 1; i < len(line); i++ {
		if line[i] != '"' {
			b.WriteByte(line[i])
			continue
		}
		if i+1 < len(line) && line[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		tail, rest, more := strings.Cut(line[i+1:], string(comma))
		if tail != "" && strings.Contains(b.String(), "\n") {
			return b.String(), "", false, false // it is another's mark
		}
		return b.String() + tail, rest, more, true
	}
	return b.String(), "", false, false
}
