package printing

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"github.com/jung-kurt/gofpdf"

	"passdesk/printing/font"
)

// This file is the only one that knows the PDF library. The library numbers the
// pages, embeds the font and writes the file. What stands on the pages is ours:
// its text call formats, escapes and looks up anew for each cell of a ledger, and
// it sets up a compressor of 1.2 MB for each page; both cost more than all else.
// So its pages stay empty, and the update that follows the file fills them.

// ink puts text and drawing operators on the pages of a file.
type ink struct {
	pdf    *gofpdf.Fpdf
	cut    *font.Cut
	font   string // the font's name in the pages' resources
	subset string // and in the file
	stamps map[string]string
	packer packer
	pages  [][]byte // packed, without the one being drawn

	ops    []byte // of the page being drawn
	height float64
	size   float64
	colour rgb
	fresh  bool // nothing is set on this page yet
}

// family is what the library calls the font; what it writes of it, "utf8" before
// it, is as long as the name of the subset that is put in its place.
const family = "stationsanscut"

// subsetName is a name as PDF wants it of a cut font: six letters that tell this
// subset from others, and the font's name (ISO 32000-1, 9.6.4).
func subsetName(ttf []byte) string {
	name, n := []byte("AAAAAA+StationSans"), crc32.ChecksumIEEE(ttf)
	for i := range 6 {
		name[i] += byte(n % 26)
		n /= 26
	}
	return string(name)
}

// rename writes the subset's name over the library's, wherever it stands: the
// font, its descendant and its descriptor.
func rename(file []byte, name string) error {
	own := []byte("/utf8" + family)
	places := 0
	for rest := file; ; places++ {
		at := bytes.Index(rest, own)
		if at < 0 {
			break
		}
		copy(rest[at+1:], name)
		rest = rest[at+len(own):]
	}
	if places != 3 {
		return fmt.Errorf("%w: the font is named %d times", errFile, places)
	}
	return nil
}

// newInk opens a file that draws with a sealed cut.
func newInk(cut *font.Cut, a about) *ink {
	f := gofpdf.New("P", "mm", "A4", "")
	made := a.opts.Made.UTC()
	if a.opts.Made.IsZero() {
		made = time.Unix(0, 0).UTC() // the library would ask the clock
	}
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetCatalogSort(true)
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetTitle(a.title, true)
	f.SetProducer("passdesk", false)
	f.SetCompression(false)
	ttf := cut.TTF()
	f.AddUTF8FontFromBytes(family, "", ttf)
	return &ink{pdf: f, cut: cut, subset: subsetName(ttf), font: announce(f, cut.Codes()), stamps: map[string]string{}}
}

// announce tells the library which codes the document draws, so that it embeds
// them, and returns its name for the font. It does so on a stamp that is never
// used and therefore never written.
func announce(f *gofpdf.Fpdf, codes string) string {
	scratch := f.CreateTemplateCustom(gofpdf.PointType{}, gofpdf.SizeType{Wd: 1, Ht: 1}, func(tpl *gofpdf.Tpl) {
		tpl.SetFont(family, "", 1)
		tpl.Text(0, 0, codes)
	})
	_, name, _ := bytes.Cut(scratch.Bytes(), []byte("BT /"))
	name, _, _ = bytes.Cut(name, []byte(" "))
	return string(name)
}

// page begins a sheet of the size, in millimetres.
func (k *ink) page(width, height float64) {
	k.endPage()
	k.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: width, Ht: height})
	k.height, k.fresh = height, true
}

// endPage packs the page that was drawn, if any.
func (k *ink) endPage() {
	if k.pdf.PageNo() > len(k.pages) {
		k.pages = append(k.pages, k.packer.pack(k.ops))
		k.ops = k.ops[:0]
	}
}

// text draws a line with its baseline's left end at x, y (ISO 32000-1, 9.4).
func (k *ink) text(x, y float64, st style, s string) {
	b := append(k.ops, "BT "...)
	if k.fresh || st.size != k.size {
		b = append(append(append(b, '/'), k.font...), ' ')
		b = append(decimal(b, st.size), "Tf "...)
	}
	if k.fresh || st.colour != k.colour {
		b = append(st.colour.operands(b), "rg "...)
	}
	b = decimal(decimal(b, x*point), (k.height-y)*point)
	b = append(b, "Td ("...)
	for _, code := range k.cut.Encode(st.weight, s) {
		b = literal(literal(b, byte(code>>8)), byte(code))
	}
	k.ops = append(b, ") Tj ET\n"...)
	k.size, k.colour, k.fresh = st.size, st.colour, false
}

// literal appends a byte of a string in brackets (ISO 32000-1, 7.3.4.2).
func literal(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, `\r`...)
	}
	return append(b, c)
}

func (k *ink) forget() { k.fresh = true }

// raw writes drawing operators in points from the bottom left corner; they must
// leave the graphics state as they found it.
func (k *ink) raw(operators string) { k.ops = append(append(k.ops, operators...), '\n') }

// stamp draws the same operators again and again at different places; the file
// holds them once. The operators are in points from the stamp's bottom left.
func (k *ink) stamp(name string, x, y, width, height float64, operators func() string) {
	if k.stamps[name] == "" {
		size := gofpdf.SizeType{Wd: width, Ht: height}
		t := k.pdf.CreateTemplateCustom(gofpdf.PointType{}, size, func(tpl *gofpdf.Tpl) { tpl.RawWriteStr(operators()) })
		k.pdf.UseTemplate(t) // on the library's page, which nobody sees, so that it keeps it
		k.stamps[name] = t.ID()
	}
	k.ops = append(k.ops, "q 1 0 0 1 "...)
	k.ops = decimal(decimal(k.ops, x*point), (k.height-y-height)*point)
	k.ops = append(append(append(k.ops, "cm /TPL"...), k.stamps[name]...), " Do Q\n"...)
}

// output writes the file and, behind it, the update that makes its text right.
func (k *ink) output(w io.Writer, a about) error {
	k.endPage()
	var held capture
	if err := k.pdf.Output(&held); err != nil {
		return fmt.Errorf("printing: make the PDF: %w", err)
	}
	if err := rename(held.file, k.subset); err != nil {
		return err
	}
	tail, err := update(held.file, k, a)
	if err != nil {
		return err
	}
	for _, part := range [][]byte{held.file, tail} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("printing: write the PDF: %w", err)
		}
	}
	return nil
}

// capture keeps the file that the library writes in one piece, uncopied.
type capture struct{ file []byte }

func (c *capture) Write(p []byte) (int, error) {
	if c.file == nil {
		c.file = p
	} else {
		c.file = append(c.file[:len(c.file):len(c.file)], p...)
	}
	return len(p), nil
}
