package printing

import (
	"cmp"
	"fmt"

	"passdesk/printing/font"
)

// canvas is what documents draw on. Without ink it only notes the characters,
// so that a document's code runs the same way in both passes.
type canvas struct {
	cut     *font.Cut
	ink     paper
	shift   Shift
	overlay bool    // onto stock
	byHand  bool    // sheets are turned by hand, and their backs printed like fronts
	height  float64 // of the page
	open    bool    // a correction is in force on the page
	twoUp   bool    // A5 pages lie two to an A4
	leaves  int     // A5 pages begun
	beside  bool    // the right half of such an A4 is drawn on
	err     error   // the first thing that could not be drawn
	sounds  func(rune) []string
	back    *backText  // laid out last
	sealed  *sealsText // likewise
}

func newCanvas(cut *font.Cut, o Options) *canvas {
	return &canvas{cut: cut, shift: o.Shift, twoUp: o.TwoUp, overlay: o.Overlay, sounds: o.Sounds}
}

// paper is what a canvas draws on the second time.
type paper interface {
	page(width, height float64)
	text(x, y float64, st style, s string) // baseline's left end
	raw(operators string)                  // must leave the graphics state as they found it
	stamp(name string, x, y, width, height float64, operators func() string)
	forget() // the graphics state was restored behind the paper's back
}

// leastRead is the smallest type of what a person must read, in points. Smaller are
// only the micro text, and what has no room however it is set.
const leastRead = 7.0

// style is how a text is set.
type style struct {
	weight font.Weight
	size   float64 // points
	colour rgb
}

// The colours of the house. Label and Fine are dark enough for a cheap laser
// printer's screening.
var (
	inkBlack = rgb{22, 26, 30}
	inkGreen = rgb{0, 88, 58}
	inkLabel = rgb{88, 98, 94}
	inkFine  = rgb{150, 160, 155}
	inkRed   = rgb{190, 40, 36}
	inkSeal  = rgb{226, 150, 145}
	inkWhite = rgb{255, 255, 255}
)

func regular(size float64, c rgb) style { return style{font.Regular, size, c} }
func bold(size float64, c rgb) style    { return style{font.Bold, size, c} }

// A4 upright.
const a4Width, a4Height = 210.0, 297.0

// page begins a sheet; back says that it is the back of the sheet before.
//
// A correction is measured on paper that stands, as printers draw it in. A page that lies
// is turned by whoever prints it, to the left or to the right, and nobody knows which;
// where there is a correction it is therefore laid on paper that stands here.
func (c *canvas) page(width, height float64, back bool) {
	c.closePage()
	c.height = height
	if c.ink == nil {
		return
	}
	lies := c.shift.turns(Size{width, height})
	if lies {
		c.height, width, height = width, height, width
	}
	c.ink.page(width, height)
	if c.shift == (Shift{}) {
		return
	}
	c.ink.raw(c.shift.matrix(height, back))
	if lies {
		c.ink.raw(standing(width, height, back && !c.byHand))
	}
	c.open = true
}

// turns reports whether a page of the size is laid on paper that stands.
func (s Shift) turns(page Size) bool { return s != (Shift{}) && page.Width > page.Height }

// standing turns what is drawn on a page that lies, so that its head comes to the left
// edge of the paper, or, on the back of a sheet that the printer turns about its long edge,
// to the right one: that lies on the front's.
func standing(width, height float64, right bool) string {
	if right {
		return fmt.Sprintf("0 -1 1 0 %.3f %.3f cm", (width-height)*point, height*point)
	}
	return fmt.Sprintf("0 1 -1 0 %.3f 0 cm", height*point)
}

func (c *canvas) closePage() {
	if c.beside {
		c.ink.raw("Q")
		c.beside = false
	}
	if c.open {
		c.ink.raw("Q")
		c.open = false
	}
}

// matrix is the correction as an operator: scale about the top left corner, then
// move.
func (s Shift) matrix(height float64, back bool) string {
	sx, sy, dx, dy := s.SX, s.SY, s.DX, s.DY
	if back {
		sx, sy, dx, dy = s.BackSX, s.BackSY, s.BackDX, s.BackDY
	}
	sx, sy = cmp.Or(sx, 1), cmp.Or(sy, 1)
	return fmt.Sprintf("q %.5f 0 0 %.5f %.3f %.3f cm", sx, sy, dx*point, (height*(1-sy)-dy)*point)
}

// text sets a line with its baseline's left end at x, y.
func (c *canvas) text(x, y float64, st style, s string) {
	if s == "" {
		return
	}
	if c.ink == nil {
		c.cut.Add(st.weight, s)
		return
	}
	c.ink.text(x, y, st, s)
}

func (c *canvas) textRight(x, y float64, st style, s string) {
	c.text(x-st.width(s), y, st, s)
}

func (c *canvas) textCentre(x, y float64, st style, s string) {
	c.text(x-st.width(s)/2, y, st, s)
}

// width is the length of a text in millimetres.
func (st style) width(s string) float64 {
	return float64(font.Width(st.weight, s)) / font.Units * st.size / point
}

// lines sets several lines at a distance and returns the baseline after them.
func (c *canvas) lines(x, y, leading float64, st style, ls []string) float64 {
	for _, l := range ls {
		c.text(x, y, st, l)
		y += leading
	}
	return y
}

// draw paints what build adds to a shape; nothing while collecting.
func (c *canvas) draw(build func(*shape)) {
	if c.ink == nil {
		return
	}
	s := &shape{height: c.height}
	build(s)
	c.ink.raw(string(s.ops))
}

func (c *canvas) rule(x1, y1, x2, y2, width float64, colour rgb, dash ...float64) {
	c.draw(func(s *shape) {
		s.open()
		s.pen(width, colour, dash...)
		s.line(x1, y1, x2, y2)
		s.stroke()
	})
}

func (c *canvas) frame(x, y, w, h, width float64, colour rgb) {
	c.draw(func(s *shape) {
		s.open()
		s.pen(width, colour)
		s.rect(x, y, w, h)
		s.stroke()
	})
}

func (c *canvas) roundFrame(x, y, w, h, r, width float64, colour rgb) {
	c.draw(func(s *shape) {
		s.open()
		s.pen(width, colour)
		s.roundRect(x, y, w, h, r)
		s.stroke()
	})
}

func (c *canvas) panel(x, y, w, h float64, colour rgb) {
	c.draw(func(s *shape) {
		s.open()
		s.brush(colour)
		s.rect(x, y, w, h)
		s.fill()
	})
}

// upsideDown turns what is drawn about the middle of its place.
func (c *canvas) upsideDown(in area, draw func()) {
	if c.ink == nil {
		draw()
		return
	}
	c.ink.raw(fmt.Sprintf("q -1 0 0 -1 %.3f %.3f cm", (2*in.x+in.width)*point, (2*(c.height-in.y)-in.height)*point))
	draw()
	c.ink.raw("Q")
	c.ink.forget()
}

// slanted sets a line whose middle is at x, y, rising by the angle whose cosine
// and sine are given.
func (c *canvas) slanted(x, y, cos, sin float64, st style, s string) {
	if c.ink != nil {
		px, py := x*point, (c.height-y)*point
		c.ink.raw(fmt.Sprintf("q %.5f %.5f %.5f %.5f %.3f %.3f cm", cos, sin, -sin, cos,
			px-px*cos+py*sin, py-px*sin-py*cos))
	}
	c.textCentre(x, y, st, s)
	if c.ink != nil {
		c.ink.raw("Q")
		c.ink.forget() // Q restored the font and the colour of before
	}
}
