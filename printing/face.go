package printing

import (
	"fmt"
)

// Size is a pass's, in millimetres, lying on its long side. The zero Size is an
// identity card's.
type Size struct{ Width, Height float64 }

// ID1 is the size of an identity card (ISO/IEC 7810), rounded to the tenth of a
// millimetre. Smaller passes could not be read at arm's length.
var ID1 = Size{85.6, 54}

// or gives the identity card's size where none was chosen.
func (s Size) or(other Size) Size {
	if s == (Size{}) {
		return other
	}
	return s
}

// face is one side of a pass of some size: where its parts lie, from its top left
// corner. What is drawn keeps the proportions of an identity card, enlarged by k;
// the room that is left goes to the lines between name and seals.
type face struct {
	w, h, k float64
	spine   float64 // what a spine takes of the left side
	seals   int
	long    bool    // the name needs more room than it has: head and number give some of theirs
	stock   bool    // the head is printed already, and gives none
	more    float64 // what is given it below, on a paper higher than an identity card
}

// mostEnlarged bounds the type: a larger paper gets more lines, not a poster.
const mostEnlarged = 1.6

func (p Pass) face() face {
	s := p.Size.or(ID1)
	f := face{w: s.Width, h: s.Height, k: min(s.Width/ID1.Width, s.Height/ID1.Height, mostEnlarged), seals: len(p.Seals)}
	if p.Design.Head == Spined {
		f.spine = 4 * f.k
	}
	return f
}

// The places on the front. Title, name and number can be read at arm's length;
// the QR code has 0.5 mm modules or larger with its quiet zone, and the seals are
// stamped at the bottom left, where the eyewitness saw them. Without seals the
// lines have their room.
const inset = 1.6 // of the frame

func (f face) labelAt() float64  { return 4.6*f.k + f.spine*0.75 }      // left end of the labels
func (f face) valueAt() float64  { return 18.4*f.k + f.spine*0.6 }      // left end of the values
func (f face) rightEnd() float64 { return f.w - 4.2*f.k }               // of title, number and name
func (f face) headEnd() float64  { return f.lies(11.9, 10.4, 11.9) }    // the rule, or the end of the band
func (f face) numberAt() float64 { return f.lies(16.05, 13.65, 14.75) } // the middle of the number
func (f face) nameTop() float64  { return f.lies(19.2, 16.2, 16.4) }    //
func (f face) nameEnd() float64  { return 26.8*f.k + f.more }           // of name and number, which reach over the QR code
func (f face) rowsTop() float64  { return 27.3*f.k + f.more }           // of the lines
func (f face) sealHigh() float64 { return 8.8 * f.k }                   //
func (f face) qrSide() float64   { return 24.9 * f.k }                  //
func (f face) qrX() float64      { return f.w - 2.4*f.k - f.qrSide() }
func (f face) qrY() float64      { return f.h - 2.28*f.k - f.qrSide() }

// lies is a measure of a front whose name has its usual room, of one whose name needs
// more, and of that on pre-printed stock.
func (f face) lies(usual, long, stock float64) float64 {
	switch {
	case f.long && f.stock:
		return stock * f.k
	case f.long:
		return long * f.k
	}
	return usual * f.k
}

// sealTop is where the lines end and the seals begin.
func (f face) sealTop() float64 {
	if f.seals == 0 {
		return f.h - 3.9*f.k
	}
	return f.h - 12.6*f.k
}

// sealWide is a seal's place: two have 25.6 by 8.8 mm on an identity card, three
// share the same room.
func (f face) sealWide() float64 {
	return min(25.6*f.k, f.sealRoom()/float64(max(f.seals, 1)))
}

// sealRoom is what all places have together, beside the gaps.
func (f face) sealRoom() float64 {
	return f.qrX() - 0.6*f.k - f.labelAt() - float64(max(f.seals, 1)-1)*f.sealGap()
}

func (f face) sealGap() float64 { return 1.2 * f.k }

// seal is the place of the i-th.
func (f face) seal(i int) area {
	return area{f.labelAt() + float64(i)*(f.sealWide()+f.sealGap()), f.sealTop(), f.sealWide(), f.sealHigh()}
}

// columnEnd is the right end of the lines, beside the QR code.
func (f face) columnEnd() float64 { return f.qrX() - 0.6*f.k }

// area is a part of a page, from its top left corner.
type area struct{ x, y, width, height float64 }

// leastRow is how little of the height a line can be read with.
const leastRow = 2.6

// rowsFit reports whether so many lines can be read between name and seals.
func (f face) rowsFit(n int) bool {
	return (f.sealTop()-0.6-f.rowsTop())/float64(n) >= leastRow
}

// check refuses a size that cannot be drawn, or lies on no sheet.
func (f face) check(rows int) error {
	switch {
	case f.w < ID1.Width || f.h < ID1.Height || f.w > a4Width-2*sheetEdge || f.h > (a4Height-2*sheetEdge)/2:
		return fmt.Errorf("%w: a pass of %g by %g mm", ErrValue, f.w, f.h)
	case !f.rowsFit(rows):
		return fmt.Errorf("%w: %d lines on a pass of %g by %g mm", ErrValue, rows, f.w, f.h)
	}
	return nil
}
