package list

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry/scheme"
)

// What becomes of a row of a list of people, before anybody has asked who is meant.
const (
	Named   = ""         // Values hold what stands there
	Skipped = "skipped"  // it names nobody: a title, a head, a total, a signature; or it is hidden
	Damaged = "damaged"  // a spreadsheet program spoilt the number
	NoValue = "no_value" // a formula that nobody has computed, or that failed
	Invalid = "invalid"  // it cannot be read
	Ask     = "ask"      // somebody may be meant, and the sheet does not say how
)

// Choice narrows what is read of a file. The zero Choice reads every sheet that is
// shown.
type Choice struct {
	Sheet string // only the one of this name

	// Heads beside the columns under which something may stand that the caller must know
	// (Row.Heard). Nil: none.
	Hears func(head string) bool

	// Told now and then how much is read, from 0 to 1; its error ends the
	// reading. Nil: nobody asks.
	Far func(share float64) error
}

// opened is the share of the whole reading that the parts of a workbook take before their
// rows are looked at.
const opened = 0.35

// between is the choice for a part of the reading.
func (c Choice) between(from, to float64) Choice {
	if far := c.Far; far != nil {
		c.Far = func(share float64) error { return far(from + share*(to-from)) }
	}
	return c
}

// pace counts the rows that are read for whoever asks how far it is.
type pace struct {
	Choice
	done, of int
}

// step answers with an error where the reading is to end.
func (p *pace) step() error {
	p.done++
	if p.Far == nil || p.done%500 != 0 {
		return nil
	}
	return p.Far(min(float64(p.done)/float64(max(p.of, 1)), 1))
}

// largestPeople is the longest file of people that is read.
const largestPeople = 64 << 20

// ReadPeople reads a list of people as they are really sent: a workbook (xlsx) with
// titles, a head of one row or two, merged cells, hidden sheets and rows, totals and
// signatures; a CSV file in UTF-8, UTF-16 or GB18030; or JSON lines. Every row in
// which something stands comes back once, in the order of the file.
func ReadPeople(r io.Reader, columns []Column, c Choice) (List, error) {
	raw, err := io.ReadAll(io.LimitReader(r, largestPeople+1))
	if err != nil {
		return List{}, err
	}
	if len(raw) > largestPeople {
		return List{}, refuse("名单超过 64 MiB，没有读取；请核对是不是选错了文件", "the list is longer than 64 MiB and was not read: is it the right file?")
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		sheets, err := readXLSX(raw, c.between(0, opened))
		if err != nil {
			return List{}, err
		}
		return peopleOf(sheets, columns, c.between(opened, 1))
	}
	text, err := textOf(raw)
	switch body := strings.TrimSpace(text); {
	case err != nil:
		return List{}, err
	case body == "":
		return List{}, refuse("名单是空的", "the list is empty")
	case IsExport(body):
		return List{}, errExport
	case body[0] == '{':
		l := readJSON(text, columns)
		for i, r := range l.Rows {
			if r.Fault != (Text{}) {
				l.Rows[i].Verdict = Invalid
			}
		}
		return l, nil
	}
	return peopleOf([]sheet{textSheet(text)}, columns, c)
}

// textSheet is a CSV file as a sheet.
func textSheet(text string) sheet {
	var s sheet
	text = commas(withoutHead(text))
	for r := range records(text, separator(text)) {
		l := line{no: r.line, fault: r.fault}
		for column, text := range r.cells {
			if column >= mostColumns {
				break
			}
			if c := written(text); c.text != "" || c.kind == noValue {
				c.column = column
				l.cells = append(l.cells, c)
			}
		}
		if len(l.cells) > 0 || l.fault != (Text{}) {
			s.lines = append(s.lines, l)
		}
	}
	return s
}

// commas puts a tab where somebody has set his cells apart by a full-width comma or a bar,
// and by nothing else.
func commas(text string) string {
	for _, line := range numbered(text) {
		switch {
		case strings.ContainsAny(line, ",;\t") || strings.Contains(text, "\t"):
			return text
		case strings.Count(line, "|") > 0:
			return strings.ReplaceAll(text, "|", "\t")
		case strings.Count(line, "，") > 0:
			return strings.ReplaceAll(text, "，", "\t")
		}
	}
	return text
}

// written is a cell of a text file: without what somebody put around it so that a
// spreadsheet program would leave it alone.
func written(text string) cell {
	whole := cell{text: text}
	whole.clean()
	text = whole.text
	if inner, ok := strings.CutPrefix(text, `="`); ok && strings.HasSuffix(inner, `"`) {
		return cell{text: cleaned(strings.TrimSuffix(inner, `"`))}
	}
	switch {
	case len(text) > 1 && text[0] == '=':
		return cell{kind: noValue, text: text}
	case slices.Contains(errorValues, text):
		return cell{kind: isError, text: text}
	}
	whole.text = text
	return whole
}

// errorValues are what a formula that failed shows.
var errorValues = []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}

// peopleOf reads the sheets that are shown, and answers the rows of the others.
func peopleOf(sheets []sheet, columns []Column, c Choice) (List, error) {
	var l List
	found, rows, chosen := false, 0, false
	p := &pace{Choice: c}
	for _, s := range sheets {
		chosen = chosen || s.name == c.Sheet
		p.of += len(s.lines)
	}
	if c.Sheet != "" && !chosen {
		return l, refuse("没有“"+c.Sheet+"”这张工作表；有："+sheetNames(sheets), "there is no sheet of this name; there are: "+sheetNames(sheets))
	}
	for _, s := range sheets {
		rows += len(s.lines)
		why := Text{}
		switch {
		case c.Sheet != "" && s.name != c.Sheet:
			why = Text{"不在所选的工作表里", "not on the sheet that was chosen"}
		case s.hidden && s.name != c.Sheet:
			why = Text{"工作表是隐藏的，没有用；要用请写 --sheet", "the sheet is hidden and was not used; name it with --sheet to use it"}
			if len(s.lines) > 0 {
				l.Told = append(l.Told, Text{fmt.Sprintf("隐藏的工作表“%s”没有用（%d 行）", s.name, len(s.lines)), fmt.Sprintf("the hidden sheet %s was not used (%s)", s.name, scheme.Counted(len(s.lines), "row"))})
			}
		}
		if why != (Text{}) {
			l.skipSheet(s, why)
			continue
		}
		s, told := parted(s, columns)
		if told != (Text{}) {
			l.Told = append(l.Told, told)
		}
		took, err := l.takeSheet(s, columns, p)
		if err != nil {
			return List{}, err
		}
		found = found || took
	}
	switch {
	case rows == 0:
		return l, refuse("名单是空的", "the list is empty")
	case !found && nearly(sheets, columns) != nil:
		return l, nearly(sheets, columns)
	case !found:
		return l, refuse("前 20 行里没有认出表头："+wanted(columns, true), "no head was found in the first 20 rows: "+wanted(columns, false))
	}
	return l, nil
}

// nearly is what is missing of a head that says who by a name and has nothing beside it that
// is known; nil where there is none.
func nearly(sheets []sheet, columns []Column) error {
	for _, s := range sheets {
		for i, l := range s.lines[:min(len(s.lines), headWithin)] {
			h := readHead(s, i, 1, columns)
			if s.hidden || !h.names(columns) || !mayBeSecond(l) {
				continue
			}
			name := h.texts[h.whoColumns(columns)[0]]
			return refuse(
				fmt.Sprintf("第 %d 行有“%s”，可是没有认出别的列，不像名单的表头，没有读：请把号码一列的表头写成“证件号码”（通行证的编号写成“证件编号”），再载入", l.no, name),
				fmt.Sprintf("row %d has a column %s and no other that is known, and was not taken for the head of a list: call the column of the numbers 证件号码 (for numbers of passes 证件编号) and load it again", l.no, name))
		}
	}
	return nil
}

func sheetNames(sheets []sheet) string {
	var names []string
	for _, s := range sheets {
		names = append(names, s.name)
	}
	return strings.Join(names, "、")
}

// wanted says what a head is known by.
func wanted(columns []Column, zh bool) string {
	var names []string
	for _, c := range columns {
		if c.Who && zh {
			names = append(names, c.title())
		} else if c.Who {
			names = append(names, c.Key)
		}
	}
	if zh {
		return "要有“" + strings.Join(names, "”或“") + "”一列"
	}
	return "it has a column called " + strings.Join(names, " or ")
}

func (l *List) skipSheet(s sheet, why Text) {
	for _, r := range s.lines {
		l.Rows = append(l.Rows, Row{Sheet: s.name, Line: r.no, Values: map[string]string{}, Verdict: Skipped, Fault: why})
	}
}

// headless answers a sheet in which no head was found: what may be a person is asked
// about, so that nobody is passed over in silence.
func (l *List) headless(s sheet, why Text) {
	if why == (Text{}) {
		why = Text{"这张工作表没有认出表头", "no head was found on this sheet"}
	}
	asked := 0
	for _, r := range s.lines {
		row := Row{Sheet: s.name, Line: r.no, Values: map[string]string{}, Verdict: Skipped, Fault: why}
		if slices.ContainsFunc(r.cells, func(c cell) bool { return likeNumber(c.text) }) {
			row.Verdict = Ask
			asked++
		}
		l.Rows = append(l.Rows, row)
	}
	if asked > 0 {
		what, whatEN := "工作表“"+s.name+"”", "the sheet "+s.name
		if s.name == "" {
			what, whatEN = "这个文件", "the file"
		}
		l.Told = append(l.Told, Text{fmt.Sprintf("%s没有用：%s（%d 行像是有人）", what, why.ZH, asked), fmt.Sprintf("%s was not used: %s (people seem to be named in %s)", whatEN, why.EN, scheme.Counted(asked, "row"))})
	}
}

// takeSheet reads a sheet with all of its tables, and reports that it has a head.
func (l *List) takeSheet(s sheet, columns []Column, p *pace) (bool, error) {
	var tables []*taking
	first := len(l.Rows)
	for _, table := range abreast(s, columns) {
		h, ok := findHead(table, columns)
		if !ok {
			l.headless(table, h.why)
			return h.why != (Text{}), nil
		}
		if table.apart {
			table.columns = columnNames(line{cells: slices.Concat(table.lines[h.first].cells, table.lines[h.last].cells)})
			h, _ = findHead(table, columns) // tells of its columns under their name
		}
		t, err := l.take(table, h, columns, p)
		if err != nil {
			return false, err
		}
		tables = append(tables, t)
	}
	slices.SortStableFunc(l.Rows[first:], func(a, b Row) int { return a.Line - b.Line })
	if len(tables) > 1 {
		l.tellTables(s, tables)
	}
	l.tellSums(tables)
	return true, nil
}

// tellTables says that a sheet has several tables beside each other, and where.
func (l *List) tellTables(s sheet, tables []*taking) {
	var names []string
	for _, t := range tables {
		names = append(names, t.sheet.columns)
	}
	where, whereEN := s.saying()
	l.Told = append(l.Told, Text{fmt.Sprintf("%s左右并排有 %d 张表（%s 列），各按自己的表头读了，请核对", where, len(names), strings.Join(names, "、")),
		fmt.Sprintf("%s%d tables stand beside each other (columns %s), and each was read under its own head: look whether they are right", whereEN, len(names), strings.Join(names, ", "))})
}

// take reads the rows of a table whose head is known.
func (l *List) take(s sheet, h head, columns []Column, p *pace) (*taking, error) {
	t := &taking{sheet: s, head: h, columns: columns, last: map[string]value{}, deep: h.last > h.first, titleReleases: saysReleased(s.name), unread: map[int]int{}, begins: []int{0}}
	t.cover(s.lines[h.first : h.last+1]...)
	t.hear(p.Hears)
	t.findBeside()
	t.under("")
	l.Told = append(l.Told, h.told...)
	first := len(l.Rows)
	hidden := 0
	for _, r := range s.lines {
		if err := p.step(); err != nil {
			return nil, err
		}
		row := t.row(r)
		if r.answered {
			continue
		}
		if row.Verdict == Skipped {
			t.mayBegin()
		}
		if r.hidden {
			hidden++
		}
		row.Sheet, row.Line, row.Columns = s.name, r.no, s.columns
		l.Rows = append(l.Rows, row)
	}
	t.cut(l.Rows[first:])
	for _, name := range t.ignored {
		if !slices.Contains(l.Ignored, name) {
			l.Ignored = append(l.Ignored, name)
		}
	}
	l.Told = append(l.Told, t.tellUnread()...)
	where, whereEN := s.saying()
	if !slices.ContainsFunc(l.Rows[first:], func(r Row) bool { return r.Verdict != Skipped }) {
		l.Told = append(l.Told, Text{where + "认出了表头，但没有一行写着人", whereEN + "a head was found, and no row that names anybody"})
	}
	if hidden > 0 {
		l.Told = append(l.Told, Text{fmt.Sprintf("%s隐藏的 %d 行没有用", where, hidden), fmt.Sprintf("%snot used, because hidden: %s", whereEN, scheme.Counted(hidden, "row"))})
	}
	if last := s.lines[len(s.lines)-1].no; last == 65536 || last == 1048576 {
		l.Told = append(l.Told, Text{fmt.Sprintf("%s正好到第 %d 行为止，这是表格软件的上限，后面的人可能丢了，请核对总数", where, last), fmt.Sprintf("%sit ends at row %d, as far as the spreadsheet program goes: people behind it may be lost. Compare the total", whereEN, last)})
	}
	return t, nil
}

// saying begins what is told of a sheet.
func (s sheet) saying() (zh, en string) {
	switch {
	case s.columns != "" && s.name != "":
		return "工作表“" + s.name + "”" + s.columns + " 列：", "sheet " + s.name + ", columns " + s.columns + ": "
	case s.columns != "":
		return s.columns + " 列：", "columns " + s.columns + ": "
	case s.name != "":
		return "工作表“" + s.name + "”：", "sheet " + s.name + ": "
	}
	return "", ""
}

// likeNumber reports what may be the number of a document: long, with digits.
func likeNumber(s string) bool {
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			digits++
		}
	}
	return digits >= 6 && utf8.RuneCountInString(s) >= 8 && utf8.RuneCountInString(s) <= 30
}
