package font

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed testdata/tgh8105.txt
var tgh8105 string

// legal is 通用规范汉字表 and a few characters from each corner beyond it: the
// fallback face, a missing one, a variant, private use, Latin with accents.
var legal = strings.TrimSpace(tgh8105)

const latin = "ÀéŁőẞĄčĳẾǗ"

const corners = latin + "0123456789X ·—《》\u4db6\U00020000\U00030000\U0003FFFD\uE000\uF8FF辻\U000E0100葛\uFE00"

func TestEveryLegalCharacterIsCovered(t *testing.T) {
	han, beyond := []rune(legal), 0
	for _, r := range han {
		if c := ClassOf(r); c != OK {
			t.Errorf("%c U+%04X is %v", r, r, c)
		}
		if _, ok := boldFace().glyph(r); !ok {
			t.Errorf("%c U+%04X is not in Bold", r, r)
		}
		if r > 0xFFFF {
			beyond++
		}
	}
	if len(han) != 8105 || beyond != 196 {
		t.Errorf("%d characters, %d beyond U+FFFF; want 8105 and 196", len(han), beyond)
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want Class
	}{
		{'王', OK}, {'𬭊', OK}, {'é', OK}, {'·', OK}, {' ', OK}, {'\u3000', OK}, {'\U000E0100', OK}, {'\u200d', OK},
		{'\u4db6', Fallback}, {'\U0003FFFD', Missing}, {'\uE000', Missing}, {'\uFFFD', Missing}, {'ا', Missing},
	} {
		if got := ClassOf(c.r); got != c.want {
			t.Errorf("ClassOf(U+%04X) = %v, want %v", c.r, got, c.want)
		}
	}
	if got := fmt.Sprint(OK, Fallback, Missing); got != "ok fallback missing" {
		t.Errorf("words: %q", got)
	}
	if g := Coverage("样\u4db6\uE000"); !slices.Equal(g, []Glyph{{'样', OK}, {'\u4db6', Fallback}, {'\uE000', Missing}}) {
		t.Errorf("Coverage = %v", g)
	}
	if Worst("样例") != OK || Worst("样\u4db6例") != Fallback || Worst("\uE000\u4db6") != Missing || Worst("") != OK {
		t.Error("Worst")
	}
	if m := AllMissing("\uE001样\uE000\uE001⿰亻⿱艹乐?" + string(ByHand)); !slices.Equal(m, []string{"\uE001", "\uE000", "\uE001", "⿰亻⿱艹乐", "?"}) {
		t.Errorf("AllMissing = %q", m)
	}
}

// The variation sequences of the fonts: listed ones are OK, others print the
// plain shape and say so.
func TestVariants(t *testing.T) {
	known, unknown := 0, 0
	for _, r := range legal {
		for sel := rune(0xFE00); sel <= 0xFE0F; sel++ {
			_, listed := regularFace().variant(r, sel)
			want := Fallback
			if listed {
				want, known = OK, known+1
			} else {
				unknown++
			}
			if g := Coverage(string([]rune{r, sel})); len(g) != 2 || g[1].Class != want {
				t.Fatalf("U+%04X U+%04X: %v, want %v", r, sel, g, want)
			}
		}
	}
	if unknown == 0 {
		t.Error("no unknown sequence was tried")
	}
	t.Logf("%d listed sequences among the legal characters", known)
}

// drawnBy reads, with another reader than ours, the outline that a font draws
// for a glyph, and its advance.
func drawnBy(t *testing.T, f *sfnt.Font, g sfnt.GlyphIndex) (fixed.Int26_6, []sfnt.Segment) {
	t.Helper()
	var buf sfnt.Buffer
	segments, err := f.LoadGlyph(&buf, g, fixed.I(Units), nil)
	if err != nil {
		t.Fatalf("glyph %d: %v", g, err)
	}
	advance, err := f.GlyphAdvance(&buf, g, fixed.I(Units), 0)
	if err != nil {
		t.Fatalf("advance of glyph %d: %v", g, err)
	}
	return advance, segments
}

func parseSfnt(t *testing.T, ttf []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The glyph that the cut font draws for each code is, point for point, the glyph
// that the whole font draws for the character: all 8,105 in both weights, read
// with golang.org/x/image/font/sfnt on both sides.
func TestCutGlyphsAreTheOriginals(t *testing.T) {
	whole := map[*face]*sfnt.Font{regularFace(): parseSfnt(t, regularTTF), boldFace(): parseSfnt(t, boldTTF), rareFace(): parseSfnt(t, rareTTF)}
	c := NewCut()
	c.Add(Bold, legal+latin)
	c.Add(Regular, legal+corners)
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	cut := parseSfnt(t, c.TTF())
	for _, w := range Weights {
		text := legal + latin
		if w == Regular {
			text = legal + corners
		}
		compared := 0
		for k := range clusters(text) {
			d := resolve(w, k.shape)
			code := c.Encode(w, k.text())
			g := glyphOf(t, cut, code, k)
			if g == 0 {
				t.Errorf("%v %q: the cut font has no glyph", w, k.text())
				continue
			}
			advance, got := drawnBy(t, cut, g)
			if d.thick > 0 {
				continue // see TestOneNameOneWeight
			}
			if d.face == nil {
				if s := fmt.Sprint(advance, got); s != boxDrawn {
					t.Errorf("U+%04X: the empty box is %s", k.base, s)
				}
				continue
			}
			wantAdvance, want := drawnBy(t, whole[d.face], glyphIn(t, whole[d.face], d, k))
			if advance != wantAdvance || !slices.Equal(got, want) {
				t.Errorf("%v %q U+%04X: another glyph is drawn", w, k.text(), k.base)
			}
			if len(got) == 0 && unicode.Is(unicode.Han, k.base) {
				t.Errorf("%v %q U+%04X: nothing is drawn", w, k.text(), k.base)
			}
			compared++
		}
		if compared < 8105 {
			t.Errorf("%v: %d glyphs compared", w, compared)
		}
	}
}

// boxDrawn is the empty box as sfnt reads it, y downwards.
const boxDrawn = "1000:00 [{0 [{60:00 -820:00} {0:00 0:00} {0:00 0:00}]} {1 [{940:00 -820:00} {0:00 0:00} {0:00 0:00}]} {1 [{940:00 60:00} {0:00 0:00} {0:00 0:00}]} {1 [{60:00 60:00} {0:00 0:00} {0:00 0:00}]} {1 [{60:00 -820:00} {0:00 0:00} {0:00 0:00}]} " +
	"{0 [{82:00 -798:00} {0:00 0:00} {0:00 0:00}]} {1 [{82:00 38:00} {0:00 0:00} {0:00 0:00}]} {1 [{918:00 38:00} {0:00 0:00} {0:00 0:00}]} {1 [{918:00 -798:00} {0:00 0:00} {0:00 0:00}]} {1 [{82:00 -798:00} {0:00 0:00} {0:00 0:00}]}]"

func (c cluster) text() string {
	if c.selector == 0 {
		return string(c.base)
	}
	return string([]rune{c.base, c.selector})
}

func glyphOf(t *testing.T, f *sfnt.Font, code string, k cluster) sfnt.GlyphIndex {
	t.Helper()
	r := []rune(code)
	if len(r) != len(k.symbols()) || r[0] > 0xFFFF {
		t.Fatalf("encoded as %U, want one code up to U+FFFF", r)
	}
	g, err := f.GlyphIndex(new(sfnt.Buffer), r[0])
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// glyphIn asks the other reader for the character; variants it does not know.
func glyphIn(t *testing.T, f *sfnt.Font, d drawn, k cluster) sfnt.GlyphIndex {
	t.Helper()
	if k.selector != 0 {
		return sfnt.GlyphIndex(d.glyph)
	}
	g, err := f.GlyphIndex(new(sfnt.Buffer), k.base)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCompositesAreThere(t *testing.T) {
	n := 0
	for g := range regularFace().count {
		if isComposite(regularFace().outline(uint16(g))) {
			n++
		}
	}
	if n < 100 {
		t.Errorf("%d composite glyphs in Regular: the test above proves nothing about them", n)
	}
	for _, r := range latin {
		if g, _ := regularFace().glyph(r); isComposite(regularFace().outline(g)) {
			return
		}
	}
	t.Error("no composite glyph among the corners")
}

func TestCodesNeverMeanTwoThings(t *testing.T) {
	c := NewCut()
	c.Add(Regular, "\uE000\uE001𠅤𬭊样\U000E0100样ꀀ")
	c.Add(Bold, "𬭊")
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, s := range []string{"\uE000", "\uE001", "𠅤", "𬭊", "样\U000E0100", "样", "ꀀ"} {
		code := c.Encode(Regular, s)
		if other, taken := seen[code]; taken {
			t.Errorf("%q and %q share %U", s, other, []rune(code))
		}
		seen[code] = s
	}
}

func TestMoreThanThePrivateUseArea(t *testing.T) {
	c := NewCut()
	var s strings.Builder
	for r := rune(0x20000); r < 0x20000+10_000; r++ {
		s.WriteRune(r)
	}
	c.Add(Regular, s.String()+"ꀀ한")
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	seen := map[uint16]bool{'ꀀ': true, '한': true}
	for _, code := range c.codes {
		if seen[code] {
			t.Fatalf("U+%04X given twice", code)
		}
		seen[code] = true
	}
	full := NewCut()
	for r := rune(0x20000); r < 0x20000+25_000; r++ {
		full.Add(Regular, string(r))
	}
	if err := full.Seal(); err == nil {
		t.Error("25,000 characters beyond U+FFFF were given codes")
	}
}

func TestSameCharactersSameFont(t *testing.T) {
	make2 := func(texts ...string) *Cut {
		c := NewCut()
		for _, s := range texts {
			c.Add(Bold, s)
		}
		if err := c.Seal(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	a, b := make2("样例𠅤", "𬭊父"), make2("父𬭊", "例", "𠅤样")
	if !slices.Equal(a.TTF(), b.TTF()) || !slices.Equal(a.ToUnicode(), b.ToUnicode()) {
		t.Error("the order of the texts changes the file")
	}
}

// A name that Bold cannot write whole is bold throughout: what Bold has is drawn by Bold,
// and what it borrows is the other face's glyph four times, a little apart.
func TestOneNameOneWeight(t *testing.T) {
	c := NewCut()
	c.Add(Bold, "样\u4db6龘靈")
	c.Add(Bold, "样例")
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	if a, b := c.Encode(Bold, "样\u4db6"), c.Encode(Bold, "样例"); []rune(a)[0] != []rune(b)[0] {
		t.Errorf("%+q and %+q: 样 of one weight has two codes", a, b)
	}
	if Width(Bold, "样\u4db6") != 2000 || Width(Regular, "样\U000E0100") != 1000 || Width(Bold, "\uE000") != boxAdvance {
		t.Error("Width")
	}
	cut := parseSfnt(t, c.TTF())
	borrowed := 0
	for k := range clusters("样\u4db6龘靈") {
		d := resolve(Bold, k.shape)
		if d.thick == 0 {
			continue
		}
		borrowed++
		whole := parseSfnt(t, map[*face][]byte{regularFace(): regularTTF, rareFace(): rareTTF}[d.face])
		advance, one := drawnBy(t, whole, glyphIn(t, whole, d, k))
		got, four := drawnBy(t, cut, glyphOf(t, cut, c.Encode(Bold, k.text()), k))
		if got != advance || len(four) != 4*len(one) {
			t.Fatalf("U+%04X: %d strokes of the pen, want four times %d; %v wide, want %v", k.base, len(four), len(one), got, advance)
		}
		var corners [][2]int
		for i := range 4 {
			first, of := four[i*len(one)].Args[0], one[0].Args[0]
			corners = append(corners, [2]int{(first.X - of.X).Round(), (first.Y - of.Y).Round()})
		}
		dx, dy := part{d.face, d.glyph, nil}.shift(d.thick)
		x, y := int(dx), int(dy)
		if want := [][2]int{{-x, y}, {x, y}, {-x, -y}, {x, -y}}; !slices.Equal(corners, want) {
			t.Errorf("U+%04X is drawn at %v, want %v", k.base, corners, want)
		}
	}
	if borrowed != 3 {
		t.Errorf("Bold borrows %d of them: the test proves nothing", borrowed)
	}
}

func TestInvisibleCharactersLeaveNothing(t *testing.T) {
	c := NewCut()
	c.Add(Regular, "\u202e样\u200d\ufe00\x00例\xff")
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	got := c.Encode(Regular, "\u202e样\u200d\ufe00\x00例")
	if want := "\uE000\uFE00例"; got != want { // the selector is part of what 样 is; the rest is nothing
		t.Errorf("Encode = %+q, want %+q", got, want)
	}
	if s := c.Encode(Regular, "\xff"); len([]rune(s)) != 1 || s == "\uFFFD" {
		t.Errorf("invalid UTF-8 is encoded as %+q; want a box with a private code", s)
	}
}

func TestToUnicodeSaysEachCharacterOnItsOwn(t *testing.T) {
	c := NewCut()
	c.Add(Regular, "辻\U000E0100𠅤AB")
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	m := string(c.ToUnicode())
	for _, want := range []string{"1 beginbfrange\n<0041> <0042> <0041>\n", "<E000> <8FBB>", "<E001> <D840DD64>", "<E002> <DB40DD00>"} {
		if !strings.Contains(m, want) {
			t.Errorf("no %q in\n%s", want, m)
		}
	}
}

func TestOpenFaceRefusesRubbish(t *testing.T) {
	for name, b := range map[string][]byte{
		"empty": nil, "a sentence": []byte("this is no font at all, but longer"), "cut": regularTTF[:1000],
		"no tables": {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		if _, err := openFace(b); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

func TestChecksumOfTheWholeFile(t *testing.T) {
	c := NewCut()
	c.Add(Regular, "样例")
	_ = c.Seal()
	if got := checksum(c.TTF()); got != 0xB1B0AFBA {
		t.Errorf("sum of the file = %08X", got)
	}
}

// FuzzCut gives any text to the whole path: nothing panics, every code is one
// the PDF library can take, and another reader opens the font.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"样例父 330212198505059315", corners, "\xff\xfe", "\u202e样\U000E0100", "ÀéŁ", ""} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, bold bool) {
		w := Regular
		if bold {
			w = Bold
		}
		c := NewCut()
		c.Add(w, s)
		if c.Seal() != nil {
			return
		}
		codes := c.Encode(w, s)
		for _, r := range codes {
			if r > math.MaxUint16 || r == unicode.ReplacementChar || (r >= 0xD800 && r < 0xE000) {
				t.Fatalf("code %U", r)
			}
		}
		if _, err := sfnt.Parse(c.TTF()); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkCutOfAPass(b *testing.B) {
	for b.Loop() {
		c := NewCut()
		c.Add(Bold, "甬行证 1213 1170 0042 28 样例父")
		c.Add(Regular, "身份证号 330212198505059315 签证日期 2020年2月18日 发证点 样例社区")
		_ = c.Seal()
		_, _ = c.TTF(), c.ToUnicode()
	}
}
