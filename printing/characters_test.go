package printing

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Every character of 通用规范汉字表 (8,105, of which 196 are beyond U+FFFF), printed
// as names in a ledger: in Bold, and in Regular as the guardian's.

//go:embed testdata/tgh8105.txt
var tgh8105 string

const namesOf = 5 // characters to a name: none is shrunk or broken

// legalLedger has every legal character as part of a name.
func legalLedger(w io.Writer) error {
	var rows []LedgerRow
	for part := range slices.Chunk([]rune(strings.TrimSpace(tgh8105)), namesOf) {
		r := sampleRows(1)[0]
		r.Name, r.Guardian = string(part), string(part)
		rows = append(rows, r)
	}
	return oneVolume(w, sampleHead(), rows)
}

func TestEveryLegalCharacterIsExtracted(t *testing.T) {
	path := onDisk(t, legalLedger)
	for reader, args := range map[string][]string{
		"pdftotext": {"-raw", path, "-"},
		"mutool":    {"draw", "-q", "-F", "txt", "-o", "-", path},
	} {
		said := string(outside(t, reader, args...))
		lost, beyond := 0, 0
		for part := range slices.Chunk([]rune(strings.TrimSpace(tgh8105)), namesOf) {
			if n := strings.Count(said, string(part)); n != 2 {
				t.Errorf("%s: %s is found %d times, want 2", reader, string(part), n)
				lost++
			}
			for _, r := range part {
				if r > 0xFFFF {
					beyond++
				}
			}
		}
		if beyond != 196 || lost > 0 {
			t.Errorf("%s: %d characters beyond U+FFFF, %d names lost", reader, beyond, lost)
		}
	}
}

// The glyph that a reader draws for each character, out of the finished file, is
// point for point the one of the whole font: ToUnicode names the code, the
// CIDToGIDMap its glyph, and the embedded font draws it.
func TestEveryLegalCharacterIsDrawnRight(t *testing.T) {
	f := embedded(t, inMemory(t, legalLedger))
	regular := openSfnt(t, must(os.ReadFile("font/StationSans-Regular.std.ttf")))
	bold := openSfnt(t, must(os.ReadFile("font/StationSans-Bold.min.ttf")))
	drawn := func(font *sfnt.Font, r rune) []sfnt.Segment { return outline(t, font, must(font.GlyphIndex(nil, r))) }
	for _, r := range strings.TrimSpace(tgh8105) {
		codes := f.codes[r]
		if len(codes) != 2 {
			t.Errorf("%c U+%04X has the codes %X, want one for each weight", r, r, codes)
			continue
		}
		a, b := outline(t, f.font, f.glyph(codes[0])), outline(t, f.font, f.glyph(codes[1]))
		if slices.Equal(a, drawn(bold, r)) {
			a, b = b, a
		}
		if !slices.Equal(a, drawn(regular, r)) || !slices.Equal(b, drawn(bold, r)) || slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%c U+%04X is drawn as another glyph", r, r)
		}
	}
}

// inFile is a font as a reader of the PDF sees it.
type inFile struct {
	codes map[rune][]uint16
	gids  []byte // CIDToGIDMap
	font  *sfnt.Font
}

func (f inFile) glyph(code uint16) sfnt.GlyphIndex {
	return sfnt.GlyphIndex(f.gids[2*int(code)])<<8 | sfnt.GlyphIndex(f.gids[2*int(code)+1])
}

func embedded(t testing.TB, file []byte) inFile {
	t.Helper()
	type0 := string(objectBehind(t, file, "/Subtype /Type0\n"))
	cid := object0(t, file, reference(t, type0, "DescendantFonts ["))
	descriptor := object0(t, file, reference(t, string(cid), "FontDescriptor "))
	return inFile{
		codes: readCMap(t, stream(t, object0(t, file, reference(t, type0, "ToUnicode ")))),
		gids:  stream(t, object0(t, file, reference(t, string(cid), "CIDToGIDMap "))),
		font:  openSfnt(t, stream(t, object0(t, file, reference(t, string(descriptor), "FontFile2 ")))),
	}
}

// object0 is the last object of the number: an update comes later in the file.
func object0(t testing.TB, file []byte, number int) []byte {
	t.Helper()
	at := bytes.LastIndex(file, fmt.Appendf(nil, "\n%d 0 obj\n", number))
	if at < 0 {
		t.Fatalf("no object %d", number)
	}
	return file[at:]
}

func objectBehind(t testing.TB, file []byte, mark string) []byte {
	t.Helper()
	at := bytes.Index(file, []byte(mark))
	if at < 0 {
		t.Fatalf("no %q", mark)
	}
	return file[at:min(at+400, len(file))]
}

func reference(t testing.TB, object, key string) int {
	t.Helper()
	m := regexp.MustCompile(regexp.QuoteMeta(key) + `(\d+) 0 R`).FindStringSubmatch(object[:min(len(object), 200_000)])
	if m == nil {
		t.Fatalf("no reference %q", key)
	}
	return must(strconv.Atoi(m[1]))
}

func stream(t testing.TB, object []byte) []byte {
	t.Helper()
	_, data, found := bytes.Cut(object, []byte("\nstream\n"))
	if !found {
		t.Fatal("no stream")
	}
	return must(io.ReadAll(must(zlib.NewReader(bytes.NewReader(data)))))
}

// readCMap is what a reader makes of a ToUnicode map: text to codes.
func readCMap(t testing.TB, cmap []byte) map[rune][]uint16 {
	t.Helper()
	out := map[rune][]uint16{}
	for _, m := range regexp.MustCompile(`<(\w{4})> <(\w{4})> <(\w{4})>\n`).FindAllSubmatch(cmap, -1) {
		first, last, text := hex(m[1]), hex(m[2]), hex(m[3])
		for i := range int(last-first) + 1 {
			r := rune(text) + rune(i)
			out[r] = append(out[r], first+uint16(i))
		}
	}
	for _, m := range regexp.MustCompile(`\n<(\w{4})> <(\w{4})(\w{4})?>\n`).FindAllSubmatch(bytes.ReplaceAll(cmap, []byte("\n"), []byte("\n\n")), -1) {
		r := rune(hex(m[2]))
		if len(m[3]) > 0 {
			r = utf16.DecodeRune(r, rune(hex(m[3])))
		}
		out[r] = append(out[r], hex(m[1]))
	}
	return out
}

func hex(b []byte) uint16 { return uint16(must(strconv.ParseUint(string(b), 16, 16))) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func openSfnt(t testing.TB, ttf []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func outline(t *testing.T, f *sfnt.Font, g sfnt.GlyphIndex) []sfnt.Segment {
	t.Helper()
	var buf sfnt.Buffer
	segments, err := f.LoadGlyph(&buf, g, fixed.I(1000), nil)
	if err != nil {
		t.Fatal(err)
	}
	return segments
}
