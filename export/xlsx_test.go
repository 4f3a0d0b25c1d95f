package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"testing"

	"github.com/xuri/excelize/v2"
)

func jsonDecoder(raw []byte) *json.Decoder { return json.NewDecoder(bytes.NewReader(raw)) }

func TestXLSXLooks(t *testing.T) {
	raw, _ := written(t, formats[1], register, people(30))
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetList()[0]
	if sheet != register.Title {
		t.Errorf("sheet is called %q, want %q", sheet, register.Title)
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("header is not frozen: %+v %v", panes, err)
	}
	for i, c := range register.Columns {
		if width, err := f.GetColWidth(sheet, letter(i)); c.Width > 0 && (err != nil || width != c.Width) {
			t.Errorf("column %s is %v wide, want %v (%v)", letter(i), width, c.Width, err)
		}
		if got, _ := f.GetCellValue(sheet, letter(i)+"1"); got != c.Title.Both() {
			t.Errorf("header %d is %q, want %q", i, got, c.Title.Both())
		}
	}
	for row := 2; row <= 31; row++ {
		for i := range 5 {
			cell := fmt.Sprintf("%s%d", letter(i), row)
			kind, err := f.GetCellType(sheet, cell)
			if err != nil || kind != excelize.CellTypeInlineString {
				t.Fatalf("%s is of type %v (%v), want text", cell, kind, err)
			}
			id, _ := f.GetCellStyle(sheet, cell)
			if style, err := f.GetStyle(id); err != nil || style.NumFmt != 49 {
				t.Fatalf("%s has the format %+v (%v), want @", cell, style, err)
			}
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s is a formula: %s", cell, formula)
			}
		}
	}
	rows, err := f.GetRows(TotalsSheet)
	if err != nil || len(rows) != 4 || rows[1][0] != "rows" || rows[1][2] != "30" || rows[2][1] != "序号 Serial" || rows[2][2] != "465" {
		t.Errorf("totals %q %v", rows, err)
	}
}

// A table longer than a sheet goes on; nothing is lost and the totals hold over all.
func TestLongTableGoesOnInTheNextSheet(t *testing.T) {
	for _, c := range []struct{ rows, sheets int }{{99, 1}, {100, 2}, {198, 2}, {250, 3}} {
		var b bytes.Buffer
		if _, err := xlsx(&b, register, people(c.rows), 100); err != nil {
			t.Fatal(err)
		}
		got := readXLSX(t, b.Bytes())
		if len(got) != c.rows || got[c.rows-1][3] != citizen(c.rows-1) {
			t.Errorf("%d rows went in, %d came out", c.rows, len(got))
		}
		f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(f.GetSheetList()); n != c.sheets+1 {
			t.Errorf("%d rows on %d sheets, want %d", c.rows, n-1, c.sheets)
		}
		f.Close()
		if _, err := Check(bytes.NewReader(b.Bytes())); err != nil {
			t.Errorf("%d rows: %v", c.rows, err)
		}
	}
}

func TestSheetName(t *testing.T) {
	for _, c := range []struct {
		title string
		i     int
		want  string
	}{
		{"登记册", 0, "登记册"}, {"登记册", 1, "登记册 2"}, {"", 0, "登记册"}, {"a/b:c[d]?*\\'", 0, "abcd"}, {TotalsSheet, 0, "登记册"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 0, "一二三四五六七八九十一二三四五六七八九十一二三四"},
	} {
		if got := sheetName(c.title, c.i); got != c.want {
			t.Errorf("sheetName(%q, %d) = %q, want %q", c.title, c.i, got, c.want)
		}
	}
}

func TestLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if letter(i) != want || columnOf(want) != i {
			t.Errorf("letter(%d) = %s, columnOf(%s) = %d", i, letter(i), want, columnOf(want))
		}
	}
}

// Rows pass through: the memory for 60,000 rows is that for 2,000 and some buffers.
func TestMemoryDoesNotGrowWithRows(t *testing.T) {
	peak := func(f format, n int) uint64 {
		runtime.GC()
		var before, m runtime.MemStats
		runtime.ReadMemStats(&before)
		var most uint64
		watched := func(yield func([]string, error) bool) {
			i := 0
			for row, err := range people(n) {
				if i++; i%1000 == 0 {
					runtime.GC()
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapAlloc-min(before.HeapAlloc, m.HeapAlloc))
				}
				if !yield(row, err) {
					return
				}
			}
		}
		if _, err := f.write(io.Discard, register, watched); err != nil {
			t.Fatal(err)
		}
		return most
	}
	for _, f := range formats {
		small, large := peak(f, 2000), peak(f, 60000)
		if large > small+4<<20 {
			t.Errorf("%s: %d kB at 2,000 rows, %d kB at 60,000", f.name, small>>10, large>>10)
		}
	}
}

func benchmark(b *testing.B, f format) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.write(io.Discard, register, people(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV100k(b *testing.B)   { benchmark(b, formats[0]) }
func BenchmarkXLSX100k(b *testing.B)  { benchmark(b, formats[1]) }
func BenchmarkJSONL100k(b *testing.B) { benchmark(b, formats[2]) }
