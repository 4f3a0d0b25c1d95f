package font

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"slices"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

var rewrite = flag.Bool("update", false, "rewrite the font in testdata")

const (
	fourDragons = '\U0002A6A5' // in no font inside
	arabic      = 'ا'
	private     = '\uE863'
)

// tinyFont draws each character with the glyph that Regular has for another.
func tinyFont(t testing.TB, drawn map[rune]rune) []byte {
	t.Helper()
	cut := NewCut()
	for _, like := range drawn {
		cut.Add(Regular, string(like))
	}
	if err := cut.Seal(); err != nil {
		t.Fatal(err)
	}
	glyphs := map[rune]uint32{}
	for i, k := range cut.coded() {
		glyphs[k.text] = uint32(i + 1)
	}
	var codes []rune
	for r := range drawn {
		codes = append(codes, r)
	}
	slices.Sort(codes)
	cmap := words([]uint16{0, 1, 3, 10, 0, 12, 12, 0, 0, uint16(16 + 12*len(codes)), 0, 0, 0, uint16(len(codes))})
	for _, r := range codes {
		for _, v := range []uint32{uint32(r), uint32(r), glyphs[drawn[r]]} {
			cmap = binary.BigEndian.AppendUint32(cmap, v)
		}
	}
	tables, err := directory(cut.TTF())
	if err != nil {
		t.Fatal(err)
	}
	tables["cmap"] = cmap
	return writeTTF(tables)
}

func memory(name string, ttf []byte) File {
	return File{Name: name, Size: int64(len(ttf)), Open: func() (io.ReaderAt, error) { return bytes.NewReader(ttf), nil }}
}

// besideProgram puts fonts beside the program for the test.
func besideProgram(t testing.TB, files ...File) (asked *int) {
	t.Helper()
	asked = new(int)
	Beside(func() []File { *asked++; return files })
	t.Cleanup(func() { Beside(func() []File { return nil }) })
	return asked
}

// The font in testdata serves the tests of the verbs.
func TestFontInTestdata(t *testing.T) {
	want := tinyFont(t, map[rune]rune{fourDragons: '龙'})
	if *rewrite {
		if err := os.WriteFile("testdata/beside.ttf", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile("testdata/beside.ttf"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("testdata/beside.ttf is another font (%v); -update writes it", err)
	}
}

// A font beside the program is opened when a character needs it and not before, and
// the glyph that goes into the document is the one that it draws.
func TestAFontBesideTheProgram(t *testing.T) {
	asked := besideProgram(t, memory("big.ttf", tinyFont(t, map[rune]rune{fourDragons: '龙', arabic: 'é', private: '样', '王': '样'})))
	if ClassOf('王') != OK || ClassOf('\u4db6') != Fallback || Width(Bold, "样例") != 2*Units || *asked != 0 {
		t.Errorf("the fonts inside are enough; asked for others %d times", *asked)
	}
	if ClassOf(fourDragons) != Fallback || ClassOf(arabic) != Fallback || ClassOf('\U0003FFFD') != Missing || *asked != 1 {
		t.Errorf("asked %d times, want once", *asked)
	}
	if ClassOf(private) != Missing {
		t.Error("a private-use code is drawn from a font that knows nothing of this office")
	}
	if missing := AllMissing("王" + string(fourDragons) + string(private)); !slices.Equal(missing, []string{string(private)}) {
		t.Errorf("AllMissing = %q", missing)
	}
	c := NewCut()
	c.Add(Regular, "王"+string(fourDragons)+string(arabic))
	c.Add(Bold, string(fourDragons))
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	cut, regular := parseSfnt(t, c.TTF()), parseSfnt(t, regularTTF)
	for r, like := range map[rune]rune{'王': '王', fourDragons: '龙', arabic: 'é'} {
		got, want := glyphAs(t, cut, []rune(c.Encode(Regular, string(r)))[0]), glyphAs(t, regular, like)
		if farthestApart(got, want) > 0.5 {
			t.Errorf("U+%04X is drawn as another glyph than %c", r, like)
		}
	}
	one, four := glyphAs(t, cut, []rune(c.Encode(Regular, string(fourDragons)))[0]), glyphAs(t, cut, []rune(c.Encode(Bold, string(fourDragons)))[0])
	if len(four) != 4*len(one) {
		t.Errorf("in Bold it has %d strokes of the pen, want four times %d", len(four), len(one))
	}
}

func TestPrivateCharactersOfTheOffice(t *testing.T) {
	besideProgram(t, memory("EUDC.tte", tinyFont(t, map[rune]rune{private: '样'})))
	if ClassOf(private) != Fallback || ClassOf('\uE864') != Missing {
		t.Error("the characters that the office has drawn are not taken")
	}
}

// Fonts of other sizes are brought to ours: Go's has 2,048 units to the em.
func TestAFontOfOtherUnits(t *testing.T) {
	besideProgram(t, memory("go.ttf", goregular.TTF))
	whole, tried := parseSfnt(t, goregular.TTF), 0
	for r := rune(0x370); r < 0x2600; r++ {
		o := besides.outline(r)
		if g, err := whole.GlyphIndex(nil, r); err != nil || g == 0 || o == nil {
			continue
		}
		tried++
		c := NewCut()
		c.special[symbol{Regular, shape{base: r}}] = true
		s := &subset{index: map[part]uint16{}}
		s.append(nil, 0, 0)
		s.add(drawn{beside: o, advance: o.advance})
		cut := parseSfnt(t, s.file(regularFace(), []coded{{'A', 'A', drawn{}}}))
		if got, want := glyphAs(t, cut, 'A'), glyphAs(t, whole, r); farthestApart(got, want) > 1 {
			t.Errorf("U+%04X: another outline, %.1f units away", r, farthestApart(got, want))
		}
	}
	if tried < 200 {
		t.Errorf("only %d glyphs were tried", tried)
	}
}

func glyphAs(t *testing.T, f *sfnt.Font, r rune) []sfnt.Segment {
	t.Helper()
	g, err := f.GlyphIndex(nil, r)
	if err != nil || g == 0 {
		t.Fatalf("no glyph for U+%04X: %v", r, err)
	}
	_, segments := drawnBy(t, f, g)
	return segments
}

// farthestApart compares two outlines point by point, in units.
func farthestApart(a, b []sfnt.Segment) float64 {
	far := 0.0
	n, m := points(a), points(b)
	if len(n) != len(m) {
		return math.Inf(1)
	}
	for i := range n {
		far = max(far, math.Abs(n[i][0]-m[i][0]), math.Abs(n[i][1]-m[i][1]))
	}
	return far
}

// points are those of an outline; a line that only closes a contour is none.
func points(segments []sfnt.Segment) (out [][2]float64) {
	for _, c := range contoursOf(segments) {
		if last := len(c) - 1; c[last].on && c[last].x == c[0].x && c[last].y == c[0].y {
			c = c[:last]
		}
		for _, s := range c {
			out = append(out, [2]float64{s.x, s.y})
		}
	}
	return out
}

// What is wrong with a file is told, and the next one is used.
func TestFontsThatCannotBeUsed(t *testing.T) {
	good := tinyFont(t, map[rune]rune{fourDragons: '龙'})
	hole := errors.New("permission denied")
	files := []File{
		memory("sentence.ttf", []byte("this is no font at all, but longer than a directory of tables")),
		memory("cut.ttf", good[:300]), memory("empty.otf", nil),
		{Name: "huge.ttf", Size: LargestFile + 1, Open: func() (io.ReaderAt, error) { t.Error("opened"); return nil, hole }},
		{Name: "locked.ttf", Size: 10, Open: func() (io.ReaderAt, error) { return nil, hole }},
		memory("lastresort.ttf", tinyFont(t, map[rune]rune{fourDragons: '□', 0x1FFFE: '□'})),
		memory("good.ttf", good), memory("eighth.ttf", good), memory("ninth.ttf", good),
	}
	besideProgram(t, files...)
	if ClassOf(fourDragons) != Fallback {
		t.Error("the good font is not used")
	}
	want := []Fault{NoOutlines, NoOutlines, NoOutlines, TooLarge, Unreadable, Everything, TooMany}
	var got []Fault
	for _, f := range Faults() {
		got = append(got, f.Fault)
	}
	if !slices.Equal(got, want) {
		t.Errorf("faults %v, want %v", got, want)
	}
	if s := Survey(); len(s) != len(files) || s[6].Adds != 1 || s[6].Fault != Sound {
		t.Errorf("survey %+v", s)
	}
}

// A stick that is drawn out at any moment leaves the whole glyph or the box in its
// place, never half of it.
func TestAFontThatFailsLater(t *testing.T) {
	good := tinyFont(t, map[rune]rune{fourDragons: '龙'})
	besideProgram(t, memory("whole.ttf", good))
	whole, classes := besides.outline(fourDragons), map[Class]int{}
	for reads := range 40 {
		besideProgram(t, File{Name: "stick.ttf", Size: int64(len(good)), Open: func() (io.ReaderAt, error) { return &pulled{good, reads}, nil }})
		classes[ClassOf(fourDragons)]++
		if o := besides.outline(fourDragons); o != nil && !bytes.Equal(o.ttf, whole.ttf) {
			t.Errorf("after %d reads another glyph is drawn", reads)
		}
	}
	if classes[Missing] < 5 || classes[Fallback] < 5 || len(classes) != 2 {
		t.Errorf("classes %v: want both", classes)
	}
}

// pulled is a stick that is drawn out after so many reads.
type pulled struct {
	data  []byte
	reads int
}

func (p *pulled) ReadAt(b []byte, at int64) (int, error) {
	if p.reads--; p.reads < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return bytes.NewReader(p.data).ReadAt(b, at)
}

// FuzzBeside reads any file as a font: nothing panics, and a glyph that comes out is
// one that others can draw.
func FuzzBeside(f *testing.F) {
	good := tinyFont(f, map[rune]rune{fourDragons: '龙', arabic: 'é'})
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x10"))
	f.Add([]byte("OTTO"))
	f.Fuzz(func(t *testing.T, data []byte) {
		besideProgram(t, memory("any.ttf", data))
		text := "王" + string(fourDragons) + string(arabic)
		c := NewCut()
		c.Add(Regular, text)
		if err := c.Seal(); err != nil {
			t.Fatal(err)
		}
		cut := parseSfnt(t, c.TTF())
		for _, code := range c.Encode(Regular, text) {
			if len(glyphAs(t, cut, code)) == 0 {
				t.Errorf("code %04X draws nothing", code)
			}
		}
		Survey()
	})
}
