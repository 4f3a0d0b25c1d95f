package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func FuzzGuard(f *testing.F) {
	for _, s := range []string{"", "=1", "\t1", "'", "0012", "样例", " @", "DEC1"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, cell string, text bool) {
		guarded := Guard(cell, text)
		if Unguard(guarded) != cell {
			t.Fatalf("%q guarded is %q, back %q", cell, guarded, Unguard(guarded))
		}
		if guarded != "" && strings.ContainsRune("=+-@\r", rune(guarded[0])) {
			t.Fatalf("%q still begins like a formula", guarded)
		}
	})
}

// Any cell comes back from every format as it went in, after storable. Of XLSX only the
// cell is made here: a workbook a run would be 15 ms.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "=1", "a\r\nb", "\x00\x1f", "_x0041_", "_x005F_", "<&>\"'", " ", "\ufeff", "\xff", "\U0010FFFF", "]]>", "#合计 rows=1 end", "{"} {
		f.Add(s)
	}
	table := Table{Title: "t", Columns: []Column{{Text{"甲", ""}, "a", 0, true}, {Text{"乙", ""}, "b", 0, true}}, Totals: []Total{{"a", Digest}}}
	f.Fuzz(func(t *testing.T, cell string) {
		want, _ := storable(cell)
		for _, format := range []format{formats[0], formats[2]} {
			raw, _ := written(t, format, table, rowsOf([]string{cell, "z"}))
			if got := format.read(t, raw); len(got) != 1 || got[0][0] != want || got[0][1] != "z" {
				t.Fatalf("%s: %q came back as %q, want %q", format.name, cell, got, want)
			}
			if _, err := Check(bytes.NewReader(raw)); err != nil {
				t.Fatalf("%s of %q: %v", format.name, cell, err)
			}
		}
		if got := cellText(t, want); got != want {
			t.Fatalf("XLSX: %q came back as %q", want, got)
		}
	})
}

var xEscape = regexp.MustCompile("_x[0-9A-Fa-f]{4}_")

// cellText reads what appendXML wrote, as ECMA-376 says.
func cellText(t *testing.T, cell string) string {
	var text string
	if err := xml.Unmarshal(append(appendXML([]byte("<t>"), cell), "</t>"...), &text); err != nil {
		t.Fatalf("XLSX: %q is no XML: %v", cell, err)
	}
	return xEscape.ReplaceAllStringFunc(text, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(rune(n))
	})
}

// Check meets files from anywhere; it may refuse them, no more.
func FuzzCheck(f *testing.F) {
	for _, format := range []format{formats[0], formats[2]} {
		raw, _ := written(f, format, register, people(3))
		f.Add(raw)
	}
	f.Add([]byte("a\n#合计 rows=0 sum(ZZZZZZZZZZ)=0 end"))
	f.Add([]byte(`{"a":{"b":"c"}}`))
	f.Add([]byte(`{"#total":{"rows":"0","sum(A":"0"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if bytes.HasPrefix(raw, []byte("PK")) {
			return
		}
		if _, err := Check(bytes.NewReader(raw)); err != nil && !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrTotals) {
			t.Fatalf("an error of no kind: %v", err)
		}
	})
}
