package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var register = Table{
	Title: "登记册 12-131",
	Columns: []Column{
		{Text{"序号", "Serial"}, "serial", 8, false},
		{Text{"证件编号", "Pass number"}, "number", 18, true},
		{Text{"姓名", "Name"}, "name", 16, true},
		{Text{"身份证号", "ID number"}, "id", 22, true},
		{Text{"签发日期", "Issued"}, "issued", 12, true},
		{Text{"备注", "Note"}, "note", 0, true},
	},
	Totals: []Total{{"serial", Sum}, {"number", Digest}},
}

// citizen makes the synthetic citizen number of person i (GB 11643-1999).
func citizen(i int) string {
	n := fmt.Sprintf("330212%04d%02d%02d%03d", 1930+i%90, 1+i%12, 1+i%28, i%1000)
	sum := 0
	for k, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(n[k]-'0') * weight
	}
	return n + "10X98765432"[sum%11:][:1]
}

func passNumber(i int) string { return fmt.Sprintf("121311%d%05d%02d", i%10, i, i%97) }

// people yields n rows; every seventh has something awkward in its note.
func people(n int) Rows {
	awkward := []string{"", "=1+1", "a,b", "第一行\n第二行", `说“好” "x"`, "'", "\t", "0012", " 前后 ", "_x0041_", "<&>", "2020-03-10", "@SUM(A1)", "-5"}
	return func(yield func([]string, error) bool) {
		cells := make([]string, len(register.Columns))
		for i := range n {
			note := ""
			if i%7 == 0 {
				note = awkward[i/7%len(awkward)]
			}
			cells[0], cells[1], cells[2] = fmt.Sprint(i+1), passNumber(i+1), "样例"+string(rune('一'+i%5000))
			cells[3], cells[4], cells[5] = citizen(i), "2020-03-10", note
			if !yield(cells, nil) {
				return
			}
		}
	}
}

func rowsOf(rows ...[]string) Rows {
	return func(yield func([]string, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

type format struct {
	name  string
	write func(io.Writer, Table, Rows) (Summary, error)
	read  func(testing.TB, []byte) [][]string // data rows as they went in
}

var formats = []format{{"CSV", CSV, readCSV}, {"XLSX", XLSX, readXLSX}, {"JSONL", JSONL, readJSONL}}

func written(t testing.TB, f format, table Table, rows Rows) ([]byte, Summary) {
	t.Helper()
	var b bytes.Buffer
	s, err := f.write(&b, table, rows)
	if err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	return b.Bytes(), s
}

func readCSV(t testing.TB, raw []byte) [][]string {
	t.Helper()
	rows := csvRows(t, raw)
	for _, r := range rows {
		for i := range r {
			r[i] = Unguard(r[i])
		}
	}
	return rows[:len(rows)-1]
}

// csvRows are all lines after the header, with guards and with the control line.
func csvRows(t testing.TB, raw []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func readXLSX(t testing.TB, raw []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for _, sheet := range f.GetSheetList() {
		if sheet == TotalsSheet {
			continue
		}
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			out = append(out, append(r, make([]string, len(rows[0])-len(r))...))
		}
	}
	return out
}

func readJSONL(t testing.TB, raw []byte) [][]string {
	t.Helper()
	var out [][]string
	in := jsonDecoder(raw)
	for {
		keys, values, err := object(in)
		if err != nil {
			t.Fatal(err)
		}
		if keys[0] == controlKey {
			return out
		}
		out = append(out, values)
	}
}

func TestRowsComeBack(t *testing.T) {
	var want [][]string
	for row := range people(1000) {
		want = append(want, append([]string(nil), row...))
	}
	for _, f := range formats {
		raw, summary := written(t, f, register, people(1000))
		got := f.read(t, raw)
		if len(got) != len(want) || summary.Rows != len(want) {
			t.Fatalf("%s: %d rows came back, summary says %d, want %d", f.name, len(got), summary.Rows, len(want))
		}
		for i := range want {
			if fmt.Sprintf("%q", got[i]) != fmt.Sprintf("%q", want[i]) {
				t.Errorf("%s row %d: %q, want %q", f.name, i+1, got[i], want[i])
			}
		}
	}
}

func TestFiguresAreTheSameInEveryFormat(t *testing.T) {
	want := []Figure{{"rows", "1000"}, {"sum(A)", "500500"}, {"sha256(B)", ""}}
	for _, f := range formats {
		raw, s := written(t, f, register, people(1000))
		if want[2].Value == "" {
			want[2].Value = s.Figures[2].Value
		}
		checked, err := Check(bytes.NewReader(raw))
		if err != nil {
			t.Errorf("%s: Check: %v", f.name, err)
		}
		for _, got := range []Summary{s, checked} {
			if got.Rows != 1000 || fmt.Sprint(got.Figures) != fmt.Sprint(want) || len(s.Columns) == 0 || fmt.Sprint(got.Columns) != fmt.Sprint(s.Columns) {
				t.Errorf("%s: %+v, want %v", f.name, got, want)
			}
		}
	}
	if len(want[2].Value) != 64 {
		t.Errorf("digest %q", want[2].Value)
	}
}

func TestEmptyTable(t *testing.T) {
	for _, f := range formats {
		raw, s := written(t, f, register, rowsOf())
		if got := f.read(t, raw); len(got) != 0 || s.Rows != 0 {
			t.Errorf("%s: %d rows", f.name, len(got))
		}
		if _, err := Check(bytes.NewReader(raw)); err != nil {
			t.Errorf("%s: Check: %v", f.name, err)
		}
	}
}

// The same rows give the same bytes: no clock, no chance.
func TestBytesAreTheSame(t *testing.T) {
	for _, f := range formats {
		a, _ := written(t, f, register, people(50))
		b, _ := written(t, f, register, people(50))
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs from itself", f.name)
		}
	}
}

// Lesson 32: a file that lost rows on its way is refused, wherever it is cut.
func TestCutFilesAreRefused(t *testing.T) {
	for _, f := range formats {
		raw, _ := written(t, f, register, people(40))
		whole := len(raw)
		if f.name == "CSV" { // of the control line only the empty cells may go
			whole = bytes.LastIndex(raw, []byte(controlEnd)) + len(controlEnd)
		}
		if f.name == "JSONL" { // and here the line end
			whole--
		}
		for n := 0; n < whole; n += 1 + len(raw)/3000 {
			if _, err := Check(bytes.NewReader(raw[:n])); err == nil {
				t.Fatalf("%s cut at %d of %d bytes passes", f.name, n, len(raw))
			}
		}
	}
}

func TestLostAndChangedRowsAreRefused(t *testing.T) {
	raw, _ := written(t, formats[0], register, people(40))
	lines := strings.SplitAfter(string(raw), "\r\n")
	for name, changed := range map[string]string{
		"a line lost":       strings.Join(append(append([]string{}, lines[:5]...), lines[6:]...), ""),
		"a line twice":      strings.Join(append(append([]string{}, lines[:5]...), lines[4:]...), ""),
		"two lines swapped": strings.Join(append(append([]string{}, lines[:3]...), append([]string{lines[4], lines[3]}, lines[5:]...)...), ""),
		"a number changed":  strings.Replace(string(raw), passNumber(3), passNumber(4), 1),
		"a total changed":   strings.Replace(string(raw), "rows=40", "rows=41", 1),
	} {
		if changed == string(raw) {
			t.Fatalf("%s: nothing changed", name)
		}
		if _, err := Check(strings.NewReader(changed)); !errors.Is(err, ErrTotals) {
			t.Errorf("%s: %v, want ErrTotals", name, err)
		}
	}
	for _, foreign := range []string{"", "a,b\n1,2\n", "{}", "PK", `{"a":1}`, `{"#total":{}}`} {
		if _, err := Check(strings.NewReader(foreign)); !errors.Is(err, ErrTruncated) {
			t.Errorf("%q: %v, want ErrTruncated", foreign, err)
		}
	}
}

func TestCSVBytes(t *testing.T) {
	table := Table{Columns: []Column{
		{Text{"序号", "Serial"}, "n", 0, false}, {Text{"证件编号", "Number"}, "number", 0, true}, {Text{"姓名", ""}, "name", 0, true},
	}, Totals: []Total{{"n", Sum}}}
	raw, _ := written(t, formats[0], table, rowsOf(
		[]string{"1", "12131170000142", "样例父"}, []string{"2", "007", "=HYPERLINK(\"x\")"}, []string{"3", "", "a\r\nb"}))
	want := "\uFEFF序号 Serial,证件编号 Number,姓名\r\n" +
		"1,\"\t12131170000142\",样例父\r\n" +
		"2,\"\t007\",\"'=HYPERLINK(\"\"x\"\")\"\r\n" +
		"3,,\"a\nb\"\r\n" +
		"#合计 rows=3 sum(A)=6 end,,\r\n"
	if string(raw) != want {
		t.Errorf("got\n%q\nwant\n%q", raw, want)
	}
}

func TestJSONLBytes(t *testing.T) {
	table := Table{Columns: []Column{{Text{"序号", ""}, "n", 0, false}, {Text{"备注", ""}, "note", 0, true}}, Totals: []Total{{"n", Sum}}}
	raw, _ := written(t, formats[2], table, rowsOf([]string{"1", `<a href="x">&`}, []string{"2", "\u2028样"}))
	want := `{"n":"1","note":"<a href=\"x\">&"}` + "\n" + `{"n":"2","note":"\u2028样"}` + "\n" + `{"#total":{"rows":"2","sum(A)":"3"}}` + "\n"
	if string(raw) != want {
		t.Errorf("got\n%s\nwant\n%s", raw, want)
	}
}

func TestGuard(t *testing.T) {
	for _, c := range []struct {
		cell string
		text bool
		want string
	}{
		{"", true, ""}, {"样例父", true, "样例父"}, {"3幢2单元", true, "\t3幢2单元"}, {"H91234567", true, "H91234567"},
		{"330212198505059315", true, "\t330212198505059315"}, {"330212198505059315", false, "330212198505059315"},
		{"0012", true, "\t0012"}, {"2020-03-10", true, "\t2020-03-10"}, {"10:30", true, "\t10:30"}, {"1E5", true, "\t1E5"},
		{"(5)", true, "\t(5)"}, {".5", true, "\t.5"}, {"¥5", true, "\t¥5"}, {"TRUE", true, "\tTRUE"}, {"DEC2020", true, "\tDEC2020"}, {"DECEMBER", true, "DECEMBER"},
		{"=1+1", false, "'=1+1"}, {"+86", true, "'+86"}, {"-5", false, "'-5"}, {"@x", true, "'@x"}, {"\tx", true, "'\tx"}, {"\rx", true, "'\rx"},
		{"\n=1", true, "'\n=1"}, {"  =1+1", true, "'  =1+1"}, {"＝1+1", true, "'＝1+1"}, {"\u00A0-1", false, "'\u00A0-1"}, {"'x", true, "''x"}, {"'", false, "''"},
	} {
		got := Guard(c.cell, c.text)
		if got != c.want {
			t.Errorf("Guard(%q, %v) = %q, want %q", c.cell, c.text, got, c.want)
		}
		if back := Unguard(got); back != c.cell {
			t.Errorf("Unguard(%q) = %q, want %q", got, back, c.cell)
		}
	}
}

// The awkward cells, through whole workbooks.
func TestAwkwardCellsInXLSX(t *testing.T) {
	table := Table{Title: "t", Columns: []Column{{Text{"甲", ""}, "a", 0, true}}}
	cells := []string{"=1", "a\nb", "_x0041_", "_x005F_x0041_", "x_x0041", "<&>\"'", " a ", "\ta", "\ufeff", "\U0010FFFF", "]]>", "{", "王\uE863𠅤"}
	var rows [][]string
	for _, c := range cells {
		rows = append(rows, []string{c})
	}
	raw, _ := written(t, formats[1], table, rowsOf(rows...))
	for i, got := range readXLSX(t, raw) {
		if got[0] != cells[i] {
			t.Errorf("%q came back as %q", cells[i], got[0])
		}
	}
}

func TestStorable(t *testing.T) {
	for _, c := range []struct {
		in, want string
		replaced int
	}{
		{"样例", "样例", 0}, {"a\r\nb\rc\nd", "a\nb\nc\nd", 0}, {"a\x00b\x1f", "a\uFFFDb\uFFFD", 2},
		{"a\xffb", "a\uFFFDb", 1}, {"\uFFFD", "\uFFFD", 0}, {"\uFFFE", "\uFFFD", 1}, {"王\uE863𠅤", "王\uE863𠅤", 0},
	} {
		if got, n := storable(c.in); got != c.want || n != c.replaced {
			t.Errorf("storable(%q) = %q, %d; want %q, %d", c.in, got, n, c.want, c.replaced)
		}
	}
	_, s := written(t, formats[0], register, rowsOf([]string{"1", "2", "a\x00", "3", "4", "\x01"}))
	if s.Replaced != 2 {
		t.Errorf("summary says %d characters were replaced, want 2", s.Replaced)
	}
}

func TestBadTablesAndRows(t *testing.T) {
	one := []Column{{Text{"甲", ""}, "a", 0, false}}
	sum := []Total{{"a", Sum}}
	broken := errors.New("the disk is gone")
	failing := func(yield func([]string, error) bool) {
		_ = yield([]string{"1"}, nil) && yield(nil, broken)
	}
	long := strings.Repeat("x", 40000)
	for _, f := range formats {
		for name, c := range map[string]struct {
			table Table
			rows  Rows
			want  error
		}{
			"no columns":          {Table{}, rowsOf(), ErrColumns},
			"a key twice":         {Table{Columns: []Column{one[0], one[0]}}, rowsOf(), ErrColumns},
			"a total over none":   {Table{Columns: one, Totals: []Total{{"b", Sum}}}, rowsOf(), ErrColumns},
			"a total of no kind":  {Table{Columns: one, Totals: []Total{{"a", "mean"}}}, rowsOf(), ErrColumns},
			"a cell too many":     {Table{Columns: one}, rowsOf([]string{"1", "2"}), ErrColumns},
			"a sum of words":      {Table{Columns: one, Totals: sum}, rowsOf([]string{"1"}, []string{"x"}), ErrSum},
			"a source that fails": {Table{Columns: one, Totals: sum}, iter.Seq2[[]string, error](failing), broken},
		} {
			if _, err := f.write(io.Discard, c.table, c.rows); !errors.Is(err, c.want) {
				t.Errorf("%s, %s: %v, want %v", f.name, name, err, c.want)
			}
		}
		if _, err := f.write(&full{}, register, people(20000)); !errors.Is(err, errFull) {
			t.Errorf("%s on a full disk: %v", f.name, err)
		}
	}
	if _, err := XLSX(io.Discard, Table{Columns: one}, rowsOf([]string{long})); !errors.Is(err, ErrCell) {
		t.Errorf("a cell of 40,000 characters: %v, want ErrCell", err)
	}
	if _, err := XLSX(io.Discard, Table{Columns: one, Totals: sum}, rowsOf([]string{"330212198505059315x"})); err == nil || strings.Contains(err.Error(), "330212") {
		t.Errorf("an error shows the cell: %v", err)
	}
}

var errFull = errors.New("no space left")

// full is a disk with room for 1,000 bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n += len(p); f.n > 1000 {
		return 0, errFull
	}
	return len(p), nil
}
