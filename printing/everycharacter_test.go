package printing

import (
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"passdesk/printing/font"
)

// Every character that an embedded font has, in documents of some thousands: what two
// readers extract is exactly what was drawn, in its order, and the glyph of each code
// in the finished file is point for point the font's own.

const charactersToAPage, charactersToALine = 1200, 30

// fontFiles are the embedded fonts in the order in which a character is looked for,
// by the weight that draws it.
var fontFiles = map[font.Weight][]string{
	font.Regular: {"font/StationSans-Regular.std.ttf", "font/StationRare-Regular.ttf"},
	font.Bold:    {"font/StationSans-Bold.min.ttf"},
}

// charactersOf are those of the fonts that leave ink, in the order of their codes,
// each with the font that draws it.
func charactersOf(t *testing.T, w font.Weight) (all []rune, by map[rune]*sfnt.Font) {
	t.Helper()
	by = map[rune]*sfnt.Font{}
	var buf sfnt.Buffer
	for _, path := range fontFiles[w] {
		f := openSfnt(t, must(os.ReadFile(path)))
		for r := rune(0x21); r <= 0x33FFF; r++ {
			if by[r] != nil || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Z) {
				continue
			}
			if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
				by[r] = f
				all = append(all, r)
			}
		}
	}
	slices.Sort(all)
	return all, by
}

// specimenOf draws the characters, a text each, in lines.
func specimenOf(w font.Weight, characters []rune) func(io.Writer) error {
	return func(to io.Writer) error {
		return render(to, about{title: "样本"}, func(c *canvas) {
			for page := range slices.Chunk(characters, charactersToAPage) {
				c.page(a4Width, a4Height, false)
				for i, r := range page {
					x, y := 12+6*float64(i%charactersToALine), 15+6.8*float64(i/charactersToALine)
					c.text(x, y, style{w, 9, inkBlack}, string(r))
				}
			}
		})
	}
}

func TestEveryCharacterOfTheFonts(t *testing.T) {
	if testing.Short() {
		t.Skip("42,000 characters")
	}
	for _, w := range font.Weights {
		all, by := charactersOf(t, w)
		if w == font.Regular && len(all) < 31_000 || len(all) < 10_500 {
			t.Errorf("%v: only %d characters", w, len(all))
		}
		t.Logf("%v: %d characters", w, len(all))
		for part := range slices.Chunk(all, 6000) {
			file := inMemory(t, specimenOf(w, part))
			drawnAsTheFontDraws(t, file, part, by)
			path := onDisk(t, func(to io.Writer) error { _, err := to.Write(file); return err })
			for reader, args := range map[string][]string{
				"pdftotext": {"-raw", path, "-"},
				"mutool":    {"draw", "-q", "-F", "txt", "-o", "-", path},
			} {
				sameCharacters(t, reader, string(outside(t, reader, args...)), part)
			}
		}
	}
}

// sameCharacters holds what a reader extracted against what was drawn.
func sameCharacters(t *testing.T, reader, said string, want []rune) {
	t.Helper()
	got := []rune(squeeze(strings.ReplaceAll(said, "\f", "")))
	if slices.Equal(got, want) {
		return
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("%s: of %d characters %d are extracted; the %dth is U+%04X, want U+%04X", reader, len(want), len(got), i+1, got[i], want[i])
			return
		}
	}
	t.Errorf("%s: of %d characters %d are extracted", reader, len(want), len(got))
}

func drawnAsTheFontDraws(t *testing.T, file []byte, characters []rune, by map[rune]*sfnt.Font) {
	t.Helper()
	f := embedded(t, file)
	for _, r := range characters {
		codes := f.codes[r]
		if len(codes) != 1 {
			t.Errorf("U+%04X has the codes %X, want one", r, codes)
			continue
		}
		got, want := outline(t, f.font, f.glyph(codes[0])), outline(t, by[r], must(by[r].GlyphIndex(nil, r)))
		if !slices.Equal(got, want) {
			t.Errorf("%c U+%04X is drawn as another glyph", r, r)
		}
		if len(got) == 0 && unicode.Is(unicode.Han, r) {
			t.Errorf("U+%04X: nothing is drawn", r)
		}
	}
}
