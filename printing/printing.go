// Package printing knows paper: millimetres, pages, type sizes, cut marks. It
// takes plain values and writes a PDF to an io.Writer. It knows nothing of
// registers, stations, keys or printers; the text of the QR code comes in ready
// made, and so does every sentence whose wording is a scheme's.
//
// The documents:
//
//	WalkIn       one pass (front and back, to cut and fold) and its stub to sign
//	TenUp        passes ten to a sheet (fewer of a larger size) with cut marks, fronts and mirrored backs
//	Single       passes one to an A6 page, front and back
//	Ledger       the signature ledger, bound in volumes of 200 pages
//	Extract      a list of some rows of the ledger: where each is signed for
//	Slips        why somebody got no pass, what can be done and where, an A5 page each
//	Receipts     that a paper was handed in: a half for whoever brought it, one that stays
//	Doors        what is to be fetched at one address, with boxes to tick
//	Forms        the sheet on which somebody appeals, to be filled in by hand
//	Gate         numbers that are good no longer, for a guard with no device
//	Closing      the close of a day, to be signed
//	Recovery     the words and the QR code of a recovery key, for the safe
//	Guide        a book to read: chapters, pictures of screens, contents, page numbers
//	Calibration  crosses and rulers that show where a printer puts the page
//
// All lengths are millimetres from the top left corner of the sheet, type sizes
// are points. Nothing is drawn closer than 5 mm to the sheet's edge. The same
// values give the same file, byte for byte: dates come from Options.
//
// A document is drawn twice by the same code: first onto a canvas that only
// notes which characters are used, then, with fonts cut to those characters,
// onto paper. Package font tells why; update.go writes what the PDF library
// cannot: the right text behind the glyphs, and "print at 100 %".
//
//	err := printing.WalkIn(file, printing.Pass{Title: printing.Text{ZH: "甬行证"},
//		Number: "12131170004228", Copy: 1, Name: "样例父", …}, printing.Stub{…}, printing.Options{Made: now})
package printing

import (
	"errors"
	"fmt"
	"io"
	"time"

	"passdesk/printing/font"
)

// Text is a sentence in both languages. EN may be empty.
type Text struct{ ZH, EN string }

// Options are what does not stand on the paper.
type Options struct {
	Made  time.Time // written into the file as its date, in its own zone; the zero Time is 1970
	Shift Shift     // how the printer in use misplaces a page; zero: not at all
	// Overlay: the passes are printed on stock that bears their background, titles,
	// labels, rules and cut marks already; only what is this pass's own is drawn.
	Overlay bool
	TwoUp   bool                // A5 pages lie two to an A4, with a line to cut along
	Sounds  func(rune) []string // how a hanzi is read, the likeliest first, for those to be written by hand; nil: that is not said
}

// Shift corrects a printer that does not put the page where it should. The
// calibration sheet shows the values. Scale 0 means 1. It is measured, and applied, on
// paper that stands, whatever lies on it. Smaller paper is taken to lie at the printer's
// left guide as A4 does; where it runs in the middle, a scale that is off by 3 in 1,000
// puts an A6 sheet 0.16 mm beside.
type Shift struct {
	DX, DY         float64 // mm, to the right and down
	SX, SY         float64 // scale, about the top left corner
	BackDX, BackDY float64 // likewise for the back of a sheet printed on both sides, as one looks at it
	BackSX, BackSY float64 // its own: paper that went through the heat once is a little smaller
}

// ErrValue reports a value that cannot be printed: an empty name, a number of
// the wrong length. It names the field, never what stands in it.
var ErrValue = errors.New("printing: a value cannot be printed")

// errLibrary stands for a panic of the PDF library, whose words might quote the
// page.
var errLibrary = errors.New("printing: the PDF library failed")

// about is what a file says of itself.
type about struct {
	title  string
	duplex edge
	opts   Options
}

// edge is the edge of the sheet about which a printer turns it; the zero edge: it turns
// none.
type edge string

// Whoever holds a pass turns it like an identity card, about its upright edge. On an
// upright page that is the sheet's long edge, on a lying one its short edge: turned about
// the other, the back would stand on its head.
const (
	longEdge  edge = "DuplexFlipLongEdge"
	shortEdge edge = "DuplexFlipShortEdge"
)

// made is the file's date.
func (a about) made() time.Time {
	if a.opts.Made.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return a.opts.Made
}

// render draws a document twice, collecting and then on paper, and writes the
// file. Nothing is written when drawing fails.
func render(w io.Writer, a about, draw func(*canvas)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %T", errLibrary, p)
		}
	}()
	cut := font.NewCut()
	collect := newCanvas(cut, a.opts)
	draw(collect)
	if collect.err != nil {
		return collect.err
	}
	if err := cut.Seal(); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	k := newInk(cut, a)
	c := newCanvas(cut, a.opts)
	c.ink, c.back = k, collect.back
	draw(c)
	if c.err != nil {
		return c.err
	}
	c.closePage()
	return k.output(w, a)
}
