package printing

import (
	"errors"

	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// visible is what remains of a text on paper: without what leaves no ink, spaces
// aside, a character's first variation selector kept.
func visible(s string) string {
	var b strings.Builder
	selected, any := false, false
	for _, r := range s {
		selector := r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
		switch {
		case selector && any && !selected:
			selected = true
		case selector, unicode.In(r, unicode.Cf) || unicode.IsControl(r) && !strings.ContainsRune("\t\n\r", r):
			continue
		default:
			selected, any = false, true
		}
		b.WriteRune(r)
	}
	return squeeze(b.String())
}

// FuzzName gives any string as a name: the paper is a file that can be read, every
// code of it draws a glyph, and the text behind is the name.
func FuzzName(f *testing.F) {
	for _, n := range hardNames {
		f.Add(n)
	}
	for _, c := range namesByHand {
		f.Add(c.name)
	}
	for _, s := range []string{"\u202e\x00样", "\xff\xfe", "样例样例样例样例样例·\uFE00例样例样例样例样例样", "\U000E0001?", "⿰⿰⿰", "a\u0301 \u3000\u2028样", "\uFFFF\uFFFE样", "العربية", "한글 이름", "🙂样", strings.Repeat("⿰亻", 40), "⿰亻⿰亻⿰亻⿰亻⿰亻⿰亻⿰亻⿰亻⿰亻⿰亻⿰亻乐", strings.Repeat("\U0002A6A5·", 30)} {
		f.Add(s)
	}
	qpdf, tools := exec.LookPath("qpdf")
	folder, fuzzed := f.TempDir(), 0
	f.Fuzz(func(t *testing.T, name string) {
		p := samplePass()
		p.Name = name
		var b strings.Builder
		err := TenUp(&b, []Pass{p}, Sheets{FrontsOnly: true}, Options{})
		if err != nil {
			if !errors.Is(err, ErrValue) {
				t.Fatal(err)
			}
			return
		}
		said := readBack(t, []byte(b.String()))[0].said()
		if want := visible(name); !strings.Contains(squeeze(said), want) || want == "" && strings.TrimSpace(name) != "" && !strings.Contains(said, p.Point) {
			t.Errorf("%+q is printed as\n%+q", want, said)
		}
		if fuzzed++; tools != nil || fuzzed > 60 { // the seeds, and a few more
			return
		}
		path := filepath.Join(folder, "name.pdf")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(qpdf, "--check", path).CombinedOutput(); err != nil {
			t.Errorf("%+q: qpdf says %s", name, out)
		}
	})
}
