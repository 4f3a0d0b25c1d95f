package printing

import (
	"fmt"
	"math"

	"rsc.io/qr"
)

// This file is the only one that knows the QR library.

// quiet is the white border of a QR code, in modules (ISO/IEC 18004, 6.3.8).
const quiet = 4

// qrCode draws a code with its quiet zone inside a white square of the given
// side, as merged rectangles: a printer driver that gets 1,681 squares may leave
// hairs of white between them.
func (c *canvas) qrCode(x, y, side float64, text string) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		c.err = fmt.Errorf("%w: the QR code's text is too long: %d characters", ErrValue, len(text))
		return
	}
	m := moduleOf(side / float64(code.Size+2*quiet))
	c.draw(func(s *shape) { // round, as the frame beside it
		s.open()
		s.brush(inkWhite)
		s.roundRect(x, y, side, side, corner-0.5)
		s.fill()
	})
	middle := (side - m*float64(code.Size+2*quiet)) / 2
	x, y = onDots(x+middle), onDots(y+middle)
	c.draw(func(s *shape) {
		s.open()
		s.brush(rgb{})
		for _, b := range blocks(code.Size, code.Black) {
			s.rect(x+m*float64(quiet+b.x), y+m*float64(quiet+b.y), m*float64(b.w), m*float64(b.h))
		}
		s.fill()
	})
}

// dot is one of a printer that has 300 of them to the inch.
const dot = 25.4 / 300

// moduleOf is the largest module of whole dots in so much room: all are of one size
// then, on paper, where a fraction of a dot makes some wider than others.
func moduleOf(room float64) float64 {
	if dots := math.Floor(room/dot + 1e-9); dots >= 4 {
		return dots * dot
	}
	return room
}

// onDots is the nearest place that is a whole number of dots of 100 to the inch from
// the edge: what is scanned or faxed so coarsely can still be read.
func onDots(v float64) float64 { return math.Round(v/(3*dot)) * 3 * dot }

// qrModules is how many modules a side of the code has, without quiet zone.
func qrModules(text string) int {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return 0
	}
	return code.Size
}

// block is a rectangle of black modules.
type block struct{ x, y, w, h int }

// blocks covers the black modules with rectangles that do not overlap: each as
// wide as it can be, then as high.
func blocks(size int, black func(x, y int) bool) []block {
	done := make([]bool, size*size)
	open := func(x, y int) bool { return x < size && y < size && black(x, y) && !done[y*size+x] }
	var out []block
	for y := range size {
		for x := range size {
			if !open(x, y) {
				continue
			}
			b := block{x, y, 1, 1}
			for open(x+b.w, y) {
				b.w++
			}
			for rowOpen(open, x, y+b.h, b.w) {
				b.h++
			}
			for i := range b.w * b.h {
				done[(y+i/b.w)*size+x+i%b.w] = true
			}
			out = append(out, b)
		}
	}
	return out
}

func rowOpen(open func(x, y int) bool, x, y, w int) bool {
	for i := range w {
		if !open(x+i, y) {
			return false
		}
	}
	return true
}
