package printing

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/sfnt"

	"passdesk/printing/font"
)

// bigFonts are fonts of Debian's fonts-noto-cjk: collections with cubic outlines.
const bigFonts = "/usr/share/fonts/opentype/noto/NotoS*CJK-*.ttc"

// A big font beside the program: hanzi that only it has are extracted as what they
// are, and look on paper as it draws them.
func TestABigFontBesideTheProgram(t *testing.T) {
	found := must(filepath.Glob(bigFonts))
	if len(found) == 0 {
		if os.Getenv("PASSDESK_TOOLS") == "required" {
			t.Fatal("fonts-noto-cjk is missing and PASSDESK_TOOLS=required")
		}
		t.Skip("skipped: fonts-noto-cjk is missing")
	}
	file := must(os.Open(found[0]))
	t.Cleanup(func() { file.Close() })
	only, whole := addedBy(t, file)
	if len(only) < 500 {
		t.Fatalf("%s adds %d hanzi", found[0], len(only))
	}
	font.Beside(func() []font.File {
		return []font.File{{Name: "big.ttc", Size: must(file.Stat()).Size(), Open: func() (io.ReaderAt, error) { return file, nil }}}
	})
	t.Cleanup(func() { font.Beside(func() []font.File { return nil }) })
	some := only[:500]
	path := onDisk(t, specimenOf(font.Regular, some))
	for reader, args := range map[string][]string{"pdftotext": {"-raw", path, "-"}, "mutool": {"draw", "-q", "-F", "txt", "-o", "-", path}} {
		sameCharacters(t, reader, string(outside(t, reader, args...)), some)
	}
	outside(t, "qpdf", "--check", path)
	by := map[rune]*sfnt.Font{}
	for _, r := range only {
		by[r] = whole
	}
	picturesAgree(t, font.Regular, only, by)
}

// addedBy are the hanzi that a font has and the fonts inside lack.
func addedBy(t *testing.T, file io.ReaderAt) (only []rune, f *sfnt.Font) {
	t.Helper()
	f = must(must(sfnt.ParseCollectionReaderAt(file)).Font(0))
	var buf sfnt.Buffer
	for r := rune(0x20000); r < 0x2FA20; r++ {
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 && font.ClassOf(r) == font.Missing {
			only = append(only, r)
		}
	}
	return only, f
}
