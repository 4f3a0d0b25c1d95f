package name

import (
	"math/rand"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Names made by construction: a right name, bent in one known way, so that the
// expected legal form is known without asking the code. All are random characters.

// maker makes random names; the seed is fixed.
type maker struct{ *rand.Rand }

func (m maker) from(s string) string {
	all := []rune(s)
	return string(all[m.Intn(len(all))])
}

// hanzi makes n characters of GB 2312's part of the basic block.
func (m maker) hanzi(n int) string {
	var b strings.Builder
	for range n {
		b.WriteRune(rune(0x4E00 + m.Intn(0x9FA5-0x4E00)))
	}
	return b.String()
}

func (m maker) latin() string {
	var b strings.Builder
	for range 2 + m.Intn(7) {
		b.WriteString(m.from("ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÄÅÇÈÉÊËÍÑÓÔÖØÚÜÝàáäçéèñöüýŁłŠšŽžǕǗǙǛǖǘǚǜŐőĞğ"))
	}
	return b.String()
}

// cut splits a name at a random place inside it.
func (m maker) cut(s string) (string, string) {
	all := []rune(s)
	i := 1 + m.Intn(len(all)-1)
	return string(all[:i]), string(all[i:])
}

const (
	dotsForTest   = "•・･‧∙⋅.．。｡﹒․\u0387⸱⸳ꞏ᛫ㆍᐧ˙"
	spacesForTest = " \u3000\u00a0\t\u2009\u202f\u2003"
	hiddenForTest = "\u200b\u200c\u200d\ufeff\u202a\u202e\u200e\u00ad\u2060\u0007\u0000\u001b\u061c"
)

// Each class is something that a keyboard, a spreadsheet, a scanner, a web page or
// an older system does to a name.
var classes = []struct {
	why  string
	bend func(m maker) (raw, legal string)
	warn string // the first warning; "" when nothing may be said
}{
	{"as it stands on the card", func(m maker) (string, string) { s := m.hanzi(2 + m.Intn(3)); return s, s }, ""},
	{"a minority name with the right dot", func(m maker) (string, string) {
		s := m.hanzi(3) + "·" + m.hanzi(3)
		return s, s
	}, ""},
	{"the dot that this keyboard has", func(m maker) (string, string) {
		a, b := m.hanzi(3), m.hanzi(3)
		return a + m.from(dotsForTest) + b, a + "·" + b
	}, WarnDotRepaired},
	{"a dot among spaces", func(m maker) (string, string) {
		a, b := m.hanzi(3), m.hanzi(3)
		return a + " · " + b, a + "·" + b
	}, WarnInnerSpaceRemoved},
	{"a space to fill two columns: 王 明", func(m maker) (string, string) {
		s := m.hanzi(3)
		a, b := m.cut(s)
		return a + m.from(spacesForTest) + b, s
	}, WarnInnerSpaceRemoved},
	{"what a spreadsheet leaves around a cell", func(m maker) (string, string) {
		s := m.hanzi(3)
		return m.from(spacesForTest) + s + m.from(spacesForTest), s
	}, WarnOuterSpaceRemoved},
	{"zero width and bidi marks copied from a page, a BOM, controls", func(m maker) (string, string) {
		s := m.hanzi(3)
		a, b := m.cut(s)
		return a + m.from(hiddenForTest) + b, s
	}, WarnControlRemoved},
	{"a radical out of a PDF or an OCR", func(m maker) (string, string) {
		r, s := string(rune(0x2F00+m.Intn(214))), m.hanzi(2)
		return s + r, s + norm.NFKC.String(r)
	}, WarnRadicalRepaired},
	{"a compatibility ideograph, which NFC would replace", func(m maker) (string, string) {
		for {
			s := m.hanzi(2) + string(rune(0xF900+m.Intn(0x1DA)))
			if norm.NFC.String(s) != s {
				return s, s
			}
		}
	}, WarnCompatIdeograph},
	{"a code that a bank's or a ministry's font filled", func(m maker) (string, string) {
		s := m.hanzi(2) + string(rune(0xE000+m.Intn(0x1900)))
		return s, s
	}, WarnPrivateUse},
	{"a chosen glyph", func(m maker) (string, string) {
		s := m.hanzi(1) + string(rune(0xE0100+m.Intn(240))) + m.hanzi(1)
		return s, s
	}, WarnVariationSelector},
	{"a character described by its parts", func(m maker) (string, string) {
		s := m.hanzi(1) + m.from("⿰⿱⿴⿵⿶⿷⿸⿹⿺⿻") + m.hanzi(2)
		return s, s
	}, WarnIDS},
	{"a Latin name in NFC", func(m maker) (string, string) { s := m.latin() + " " + m.latin(); return s, s }, ""},
	{"letters and accents apart, as some systems and file names have them", func(m maker) (string, string) {
		s := "É" + m.latin() + " " + m.latin()
		return norm.NFD.String(s), s
	}, WarnLatinNFC},
	{"more than one space, or a strange one, between words", func(m maker) (string, string) {
		a, b := m.latin(), m.latin()
		return a + m.from(spacesForTest[1:]) + " " + b, a + " " + b
	}, WarnSpacesCollapsed},
	{"an input method set to full width", func(m maker) (string, string) { return "ＳＡＭＰＬＥ", "SAMPLE" }, WarnFullwidthRepaired},
	{"one hanzi", func(m maker) (string, string) { s := m.hanzi(1); return s, s }, WarnOneHanzi},
	{"more than six hanzi", func(m maker) (string, string) { s := m.hanzi(7 + m.Intn(40)); return s, s }, WarnLong},
	{"longer than the form", func(m maker) (string, string) { s := strings.Repeat("Sample ", 8+m.Intn(6)) + "X"; return s, s }, WarnOverForm},
	{"Tibetan, Uyghur, Mongolian, Korean, Russian", func(m maker) (string, string) {
		s := []string{"བཀྲ་ཤིས", "مۇھەممەت تۇرسۇن", "ᠪᠠᠲᠤ", "김샘플", "Иван Петров"}[m.Intn(5)]
		return s, s
	}, ""},
}

func TestNamesByConstruction(t *testing.T) {
	m := maker{rand.New(rand.NewSource(1))}
	for _, c := range classes {
		for range 1000 {
			raw, legal := c.bend(m)
			n, said, err := Parse(raw)
			if err != nil || n.Legal() != legal {
				t.Errorf("%s: Parse(%+q) = %+q, %v; want %+q", c.why, raw, n.Legal(), err, legal)
				break
			}
			if first, _, _ := strings.Cut(codes(said), " "); first != c.warn {
				t.Errorf("%s: Parse(%+q) warns %q, want %q first", c.why, raw, codes(said), c.warn)
				break
			}
			if !found(n, raw) || !found(n, legal) {
				t.Errorf("%s: %+q is not found as %+q: %q", c.why, raw, legal, n.Search())
				break
			}
		}
	}
}

// repairs are the words that say: the legal form is not what came in.
var repairs = []string{WarnControlRemoved, WarnOuterSpaceRemoved, WarnInnerSpaceRemoved, WarnSpacesCollapsed,
	WarnFullwidthRepaired, WarnRadicalRepaired, WarnDotRepaired, WarnLatinNFC, WarnLostCharacter}

// FuzzTwoNames: no two names become one in silence, and none is lost to the search.
func FuzzTwoNames(f *testing.F) {
	for i, c := range parseCases {
		f.Add(c.raw, parseCases[(i+1)%len(parseCases)].raw)
		f.Add(c.raw, c.legal)
	}
	f.Add("閆样例", "闫样例")
	f.Add("LÜ", "吕")
	f.Add("ʼ", "·ʼ")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, saidX, errX := Parse(a)
		y, saidY, errY := Parse(b)
		if errX != nil || errY != nil {
			return
		}
		if len(saidX)+len(saidY) == 0 && (x.EqualKey() == y.EqualKey()) != (strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "")) {
			t.Fatalf("nothing is said, and %+q and %+q are %+q and %+q", a, b, x.EqualKey(), y.EqualKey())
		}
		if x.Legal() == y.Legal() && x.Fold() != y.Fold() {
			t.Fatalf("%+q folds in two ways", x.Legal())
		}
		for raw, n := range map[string]Name{a: x, b: y} {
			if n.Fold() == "" || !found(n, n.Legal()) || !found(n, raw) {
				t.Fatalf("%+q cannot be found: query %+q, keys %+q", raw, FoldQuery(raw), n.Search())
			}
		}
	})
}
