package printing

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A reader of our own files, for what other readers do not tell: where each text
// stands, how wide it is, and which glyph each of its codes draws.

// pageRead is a page as it stands in the file; lengths are points from the bottom
// left corner.
type pageRead struct {
	width, height float64
	texts         []textRead
}

// textRead is one text call: the left end of its baseline, its size and width on
// the page, what it says, and the codes that it draws.
type textRead struct {
	x, y, size, width float64
	text              string
	codes             []uint16
}

// said is the text of a page, call by call.
func (p pageRead) said() string {
	var b strings.Builder
	for _, t := range p.texts {
		b.WriteString(t.text + "\n")
	}
	return b.String()
}

// readBack reads a file and fails the test where a code draws no glyph.
func readBack(t testing.TB, file []byte) []pageRead {
	t.Helper()
	r := reader{tb: t, font: embedded(t, file), texts: map[uint16]string{}}
	for ch, codes := range r.font.codes {
		for _, code := range codes {
			r.texts[code] = string(ch)
		}
	}
	var pages []pageRead
	size := mediaBox(t, objectBehind(t, file, "<</Type /Pages\n"))
	for _, at := range pageMark.FindAllIndex(file, -1) {
		page := file[at[0]:min(at[0]+400, len(file))]
		page, _, _ = bytes.Cut(page, []byte("endobj"))
		p := pageRead{width: size[0], height: size[1]}
		if bytes.Contains(page, []byte("/MediaBox")) {
			own := mediaBox(t, page)
			p.width, p.height = own[0], own[1]
		}
		p.texts = r.page(stream(t, object0(t, file, reference(t, string(page), "/Contents "))))
		pages = append(pages, p)
	}
	return pages
}

var (
	pageMark = regexp.MustCompile(`<</Type /Page\n`)
	boxMark  = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)
)

func mediaBox(t testing.TB, object []byte) [2]float64 {
	t.Helper()
	m := boxMark.FindSubmatch(object)
	if m == nil {
		t.Fatalf("no MediaBox in %q", object)
	}
	return [2]float64{must(strconv.ParseFloat(string(m[1]), 64)), must(strconv.ParseFloat(string(m[2]), 64))}
}

// reader is the state of an interpreter of the operators that ink writes.
type reader struct {
	tb    testing.TB
	font  inFile
	texts map[uint16]string
	buf   sfnt.Buffer

	operands []float64
	literal  []byte
	matrix   [6]float64
	saved    [][6]float64
	size     float64
	x, y     float64
}

var unmoved = [6]float64{1, 0, 0, 1, 0, 0}

func (r *reader) page(ops []byte) []textRead {
	var out []textRead
	r.matrix, r.saved = unmoved, nil
	for len(ops) > 0 {
		switch c := ops[0]; {
		case c == ' ' || c == '\n':
			ops = ops[1:]
		case c == '(':
			ops = r.readLiteral(ops[1:])
		case c == '[': // dashes
			_, ops, _ = bytes.Cut(ops, []byte("]"))
		default:
			n := bytes.IndexAny(ops, " \n([")
			if n < 0 {
				n = len(ops)
			}
			out = r.token(out, string(ops[:n]))
			ops = ops[n:]
		}
	}
	return out
}

// readLiteral reads a string in brackets and returns what stands behind it.
func (r *reader) readLiteral(ops []byte) []byte {
	r.literal = nil
	for i := 0; i < len(ops); i++ {
		switch c := ops[i]; c {
		case ')':
			return ops[i+1:]
		case '\\':
			i++
			if ops[i] == 'r' {
				r.literal = append(r.literal, '\r')
			} else {
				r.literal = append(r.literal, ops[i])
			}
		default:
			r.literal = append(r.literal, c)
		}
	}
	r.tb.Fatal("a string without an end")
	return nil
}

func (r *reader) token(out []textRead, token string) []textRead {
	if v, err := strconv.ParseFloat(token, 64); err == nil {
		r.operands = append(r.operands, v)
		return out
	}
	if token[0] == '/' { // a name is an operand; which one does not matter here
		return out
	}
	o := r.operands
	switch token {
	case "q":
		r.saved = append(r.saved, r.matrix)
	case "Q":
		r.matrix, r.saved = r.saved[len(r.saved)-1], r.saved[:len(r.saved)-1]
	case "cm":
		m := r.matrix
		for i := 0; i < 6; i += 2 {
			r.matrix[i], r.matrix[i+1] = o[i]*m[0]+o[i+1]*m[2], o[i]*m[1]+o[i+1]*m[3]
		}
		r.matrix[4], r.matrix[5] = r.matrix[4]+m[4], r.matrix[5]+m[5]
	case "Tf":
		r.size = o[0]
	case "Td":
		r.x, r.y = o[0], o[1]
	case "Tj":
		out = append(out, r.textCall())
	}
	r.operands = r.operands[:0]
	return out
}

func (r *reader) textCall() textRead {
	m := r.matrix
	t := textRead{x: r.x*m[0] + r.y*m[2] + m[4], y: r.x*m[1] + r.y*m[3] + m[5], size: r.size}
	for pair := range slices.Chunk(r.literal, 2) {
		code := uint16(pair[0])<<8 | uint16(pair[1])
		text, ok := r.texts[code]
		if !ok {
			r.tb.Errorf("code %04X says nothing", code)
		}
		g := r.font.glyph(code)
		if g == 0 {
			r.tb.Errorf("code %04X (%q) draws .notdef", code, text)
		}
		t.width += r.advance(g) / 1000 * r.size
		t.text += text
		t.codes = append(t.codes, code)
	}
	return t
}

func (r *reader) advance(g sfnt.GlyphIndex) float64 {
	a, err := r.font.font.GlyphAdvance(&r.buf, g, fixed.I(1000), 0)
	if err != nil {
		r.tb.Error(err)
	}
	return float64(a) / 64
}

// boxes are the pages' sizes and texts in words, for a golden: millimetres from the
// top left corner, as the documents are written.
func boxes(pages []pageRead) []byte {
	var b bytes.Buffer
	for i, p := range pages {
		fmt.Fprintf(&b, "page %d: %.2f x %.2f pt\n", i+1, p.width, p.height)
		for _, t := range p.texts {
			fmt.Fprintf(&b, "%7.2f %7.2f %6.2f wide %5.2f pt  %s\n", t.x/point, (p.height-t.y)/point, t.width/point, t.size, t.text)
		}
	}
	return b.Bytes()
}
