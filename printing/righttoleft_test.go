package printing

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// What stands where: letters from the right, numbers in them and other scripts from the
// left.
func TestWrittenFromTheRight(t *testing.T) {
	st := regular(72/25.4*10, inkBlack) // a Han or a box is 10 mm wide
	space, one := st.width(" "), st.width("1")
	two := st.width("אב") // one box
	for text, want := range map[string]string{
		"样例":      "样例 0.0",
		"אב":      "אב 0.0",
		"样אב例":    fmt.Sprintf("样 0.0, אב 10.0, 例 %.1f", 10+two),
		"אב גד":   fmt.Sprintf("אב %.1f,   %.1f, גד 0.0", two+space, two),
		"א12ב":    fmt.Sprintf("א %.1f, 12 10.0, ב 0.0", 10+2*one),
		"א 12":    "א 0.0,  12 10.0",
		"אA":      "א 0.0, A 10.0",
		"محمد٣":   "محمد٣ 0.0",
		"\u202eא": "\u202e 0.0, א 0.0",
	} {
		var got []string
		for part, at := range st.inPlace(text) {
			got = append(got, fmt.Sprintf("%s %.1f", part, at+1e-9))
		}
		if said := strings.Join(got, ", "); said != want {
			t.Errorf("%q is drawn as %q, want %q", text, said, want)
		}
	}
}

// Two readers find a name from the right on every page that bears it, not backwards; and
// so they do where other scripts stand beside it.
func TestNamesFromTheRightAreFound(t *testing.T) {
	marks := strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "")
	for _, name := range []string{"محمد علي", "משה כהן", "عبدالرحمن"} {
		p := samplePass()
		p.Name = name
		row := LedgerRow{Number: p.Number, Copy: 1, Name: name, DocNumber: p.DocNumber, Issued: civil.New(2020, 2, 18)}
		for page, write := range map[string]func(io.Writer) error{
			"ten up":  func(w io.Writer) error { return TenUp(w, []Pass{p}, Sheets{}, Options{}) },
			"walk-in": func(w io.Writer) error { return WalkIn(w, p, sampleStub(), Options{}) },
			"ledger": func(w io.Writer) error {
				return Ledger(opening(w), sampleHead(), paged(1, slices.Values([]LedgerRow{row})), Options{})
			},
		} {
			path := onDisk(t, write)
			for reader, args := range map[string][]string{
				"pdftotext": {path, "-"}, "pdftotext -layout": {"-layout", path, "-"}, "mutool": {"draw", "-q", "-F", "txt", "-o", "-", path},
			} {
				program, _, _ := strings.Cut(reader, " ")
				if said := marks.Replace(string(outside(t, program, args...))); !strings.Contains(said, name) {
					t.Errorf("%s, %s: no %q in\n%s", page, reader, name, said)
				}
			}
		}
	}
}
