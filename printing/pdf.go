package printing

import (
	"fmt"
	"io"
	"time"

	"github.com/jung-kurt/gofpdf"

	"passdesk/printing/font"
)

// This file is the only one that knows the PDF library.

// ink puts text and drawing operators on the pages of a file.
type ink struct {
	pdf    *gofpdf.Fpdf
	weight font.Weight
	size   float64
	colour rgb
	fresh  bool // nothing is set on this page yet
	stamps map[string]gofpdf.Template
}

const family = "station"

// styles are the library's words for our weights.
var styles = [...]string{font.Regular: "", font.Bold: "B"}

// newInk opens a file with a font for each weight; nil is a weight not used.
func newInk(fonts func(font.Weight) []byte, a about) *ink {
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
	for _, w := range font.Weights {
		if ttf := fonts(w); ttf != nil {
			f.AddUTF8FontFromBytes(family, styles[w], ttf)
		}
	}
	return &ink{pdf: f, stamps: map[string]gofpdf.Template{}}
}

// page begins a sheet of the size, in millimetres.
func (k *ink) page(width, height float64) {
	k.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: width, Ht: height})
	k.fresh = true
}

// text draws codes of the cut with their baseline's left end at x, y.
func (k *ink) text(w font.Weight, size float64, colour rgb, x, y float64, codes string) {
	if k.fresh || w != k.weight || size != k.size {
		k.pdf.SetFont(family, styles[w], size)
		k.weight, k.size = w, size
	}
	if k.fresh || colour != k.colour {
		k.pdf.SetTextColor(int(colour.r), int(colour.g), int(colour.b))
		k.colour = colour
	}
	k.fresh = false
	k.pdf.Text(x, y, codes)
}

// raw writes drawing operators in points from the bottom left corner; they must
// leave the graphics state as they found it.
func (k *ink) raw(operators string) { k.pdf.RawWriteStr(operators) }

// stamp draws the same operators again and again at different places; the file
// holds them once. The operators are in points from the stamp's bottom left.
func (k *ink) stamp(name string, x, y, width, height float64, operators func() string) {
	t, known := k.stamps[name]
	size := gofpdf.SizeType{Wd: width, Ht: height}
	if !known {
		t = k.pdf.CreateTemplateCustom(gofpdf.PointType{}, size, func(tpl *gofpdf.Tpl) { tpl.RawWriteStr(operators()) })
		k.stamps[name] = t
	}
	k.pdf.UseTemplateScaled(t, gofpdf.PointType{X: x, Y: y}, size)
}

// output writes the file and, behind it, the update that makes its text right.
func (k *ink) output(w io.Writer, cut *font.Cut, a about) error {
	var held capture
	if err := k.pdf.Output(&held); err != nil {
		return fmt.Errorf("printing: make the PDF: %w", err)
	}
	tail, err := update(held.file, cut, a)
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

// capture keeps the file that the library writes in one piece, uncopied: a
// ledger's volume is some megabytes.
type capture struct{ file []byte }

func (c *capture) Write(p []byte) (int, error) {
	if c.file == nil {
		c.file = p
	} else {
		c.file = append(c.file[:len(c.file):len(c.file)], p...)
	}
	return len(p), nil
}
