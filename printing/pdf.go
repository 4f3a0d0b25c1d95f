package printing

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"

	"passdesk/printing/font"
	"passdesk/registry/hanzi"
)

// This file is the only one that knows the PDF library. The library numbers the
// pages and writes the file. What stands on the pages is ours: its text call formats,
// escapes and looks up anew for each cell of a ledger, it sets up a compressor of
// 1.2 MB for each page and each font, and it names a font by the sum of 65,536 widths
// written out; these cost more than all else. So its pages stay empty and its font a
// name, and the update that follows the file fills them.

// ink puts text and drawing operators on the pages of a file.
type ink struct {
	pdf    *gofpdf.Fpdf
	cut    *font.Cut
	font   string // the font's name in the pages' resources
	stamps map[string]string
	packer packer
	pages  [][]byte // packed, without the one being drawn

	ops    []byte // of the page being drawn
	height float64
	size   float64
	colour rgb
	fresh  bool // nothing is set on this page yet
}

// standIn is a font that the library names and embeds nothing of; the update puts
// the document's own in its place.
const standIn = "Helvetica"

// newInk opens a file that draws with a sealed cut.
func newInk(cut *font.Cut, a about) *ink {
	f := gofpdf.New("P", "mm", "A4", "")
	f.SetCreationDate(a.made()) // else the library asks the clock; its own are replaced, see info
	f.SetModificationDate(a.made())
	f.SetCatalogSort(true)
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCompression(false)
	return &ink{pdf: f, cut: cut, font: announce(f), stamps: map[string]string{}}
}

// announce has the library put a font into the pages' resources and returns its name
// there. The name is read from a stamp that is never used and therefore never written.
func announce(f *gofpdf.Fpdf) string {
	f.SetFont(standIn, "", 1)
	scratch := f.CreateTemplateCustom(gofpdf.PointType{}, gofpdf.SizeType{Wd: 1, Ht: 1}, func(tpl *gofpdf.Tpl) {
		tpl.SetFont(standIn, "", 1)
		tpl.Text(0, 0, "x")
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

// text draws a line with its baseline's left end at x, y.
func (k *ink) text(x, y float64, st style, s string) {
	for part, at := range st.inPlace(s) {
		codes := k.cut.Encode(st.weight, part)
		if n := utf8.RuneCountInString(codes); n > 1 && hanzi.IsRightToLeft(firstRune(part)) {
			k.backwards(x+at, y, st, codes, st.width(part)/float64(n))
		} else {
			k.show(x+at, y, st, codes)
		}
	}
}

// backwards draws a word from the right that is one box: its codes have shares of it,
// from its right end to the left, where the last one draws it.
func (k *ink) backwards(x, y float64, st style, codes string, step float64) {
	x += step * float64(utf8.RuneCountInString(codes))
	for _, code := range codes {
		x -= step
		k.show(x, y, st, string(code))
	}
}

// show is one text call (ISO 32000-1, 9.4).
func (k *ink) show(x, y float64, st style, codes string) {
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
	for _, code := range codes {
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
