package printing

import (
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"passdesk/registry/hanzi"
)

// namesByHand are names with a character that has to be written by hand: how many
// boxes stand on the paper, and what the note says.
var namesByHand = []struct {
	name  string
	boxes int
	note  string
}{
	{"样\U0003fffd例", 1, "手写 U+3FFFD（读音不详）"},
	{"样\U000323AF\U0003fffd\U000323AF", 3, "手写 U+323AF（读音不详）、U+3FFFD（读音不详）、U+323AF（读音不详）"},
	{"样\U000323AF例", 1, "手写 U+323AF（读音不详）"},
	{"样\U0002A6A5\U0002A6A5", 2, "手写 U+2A6A5（zhe）"},
	{"样\uE863例", 1, "手写 U+E863（yan）"},
	{"样\U000F0000\U0003fffd", 2, "手写 U+F0000（读音不详）、U+3FFFD（读音不详）"},
	{"样⿰亻⿱艹乐例", 1, "手写 亻＋艹＋乐"},
	{"样⿰氵𠅤", 1, "手写 氵＋𠅤"},
	{"样?例", 1, "手写 缺字（照证件）"},
	{"样□＊", 2, "手写 缺字（照证件）"},
	{"样\U0003fffd\U000E0100例", 1, "手写 U+3FFFD（读音不详）"},
	{"ཀ་ཤཀ", 1, "手写 U+0F40 0F0B 0F64 0F40"},
	{"བསྟན་འཛིན་རྒྱ་མཚོ", 1, "手写 U+0F56 0F66 0F9F 0F53 0F0B 0F60 0F5B 0F72 0F53 0F0B 0F62 0F92 0FB1 0F0B 0F58 0F5A 0F7C"},
	{"محمد مۇھەممەت", 2, "手写 U+0645 062D 0645 062F、U+0645 06C7 06BE 06D5 0645 0645 06D5 062A"},
	{"สมชาย Α", 1, "手写 U+0E2A 0E21 0E0A 0E32 0E22"},
	{"ᠪᠠᠲᠤ", 1, "手写 U+182A 1820 1832 1824"},
	{"样\U0003fffd例·ཀཤ\U0002A6A5", 3, "手写 U+3FFFD（读音不详）、U+0F40 0F64、U+2A6A5（zhe）"},
	{"阿不都热合曼·样\U0003fffd江·⿱山樂", 2, "手写 U+3FFFD（读音不详）、山＋樂"},
}

// What no font has is an empty box on every paper that bears the name, noted where
// the desk keeps it, and extracted as the name that it is.
func TestWhatIsWrittenByHand(t *testing.T) {
	marks := strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "")
	sounds := map[rune][]string{'\U0002A6A5': {"zhe"}, '\uE863': {"yan"}}
	o := Options{Sounds: func(r rune) []string { return sounds[r] }}
	for _, c := range namesByHand {
		if got := (&canvas{sounds: o.Sounds}).handwritten(c.name, "样例父", c.name); got != c.note {
			t.Errorf("%+q: the note is %q, want %q", c.name, got, c.note)
		}
		p, row, slip := samplePass(), sampleRows(1)[0], sampleSlip()
		p.Name, row.Name, slip.Name = c.name, c.name, c.name
		row.Guardian = "样例父"
		for kind, write := range map[string]func(io.Writer) error{
			"ten up":  func(w io.Writer) error { return TenUp(w, []Pass{p}, Sheets{FrontsOnly: true}, o) },
			"walk-in": func(w io.Writer) error { return WalkIn(w, p, sampleStub(), o) },
			"ledger": func(w io.Writer) error {
				return Ledger(opening(w), sampleHead(), paged(1, slices.Values([]LedgerRow{row})), o)
			},
			"slip": func(w io.Writer) error { return Slips(w, []Slip{slip}, o) },
		} {
			file := inMemory(t, write)
			said, times := "", 1
			if kind == "walk-in" {
				times = 2
			}
			for _, page := range readBack(t, file) {
				said += page.said()
			}
			if n := strings.Count(squeeze(said), squeeze(c.name)); n != times || strings.Contains(squeeze(said), squeeze(c.note)) != (kind != "ten up") {
				t.Errorf("%s, %+q: the name stands there %d times, and\n%s", kind, c.name, n, said)
			}
			if n := boxesIn(t, file); n != c.boxes*times {
				t.Errorf("%s, %+q: %d boxes, want %d", kind, c.name, n, c.boxes*times)
			}
			path := onDisk(t, func(w io.Writer) error { _, err := w.Write(file); return err })
			raw := []string{"-raw", path, "-"}
			if strings.ContainsFunc(c.name, hanzi.IsRightToLeft) {
				raw = raw[1:] // its lines end where the writing turns
			}
			for reader, args := range map[string][]string{"pdftotext": raw, "mutool": {"draw", "-q", "-F", "txt", "-o", "-", path}} {
				if said := marks.Replace(string(outside(t, reader, args...))); !strings.Contains(squeeze(said), squeeze(c.name)) || strings.Contains(said, "\uFFFD") {
					t.Errorf("%s, %+q: %s finds\n%s", kind, c.name, reader, said)
				}
			}
		}
	}
}

// boxesIn counts how often the empty box is drawn.
func boxesIn(t *testing.T, file []byte) (n int) {
	t.Helper()
	f := embedded(t, file)
	for _, page := range readBack(t, file) {
		for _, text := range page.texts {
			for _, code := range text.codes {
				if isEmptyBox(outline(t, f.font, f.glyph(code))) {
					n++
				}
			}
		}
	}
	return n
}

// isEmptyBox: two rectangles, one in the other, as wide as a hanzi or wider.
func isEmptyBox(segments []sfnt.Segment) bool {
	lines := slices.DeleteFunc(slices.Clone(segments), func(s sfnt.Segment) bool { return s.Op != sfnt.SegmentOpLineTo })
	return len(segments) == 10 && len(lines) == 8 && segments[0].Args[0].X.Round() == 60 && segments[2].Args[0].X.Round() >= 940
}
