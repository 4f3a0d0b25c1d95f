package printing

import (
	"math"
	"strconv"
)

// point is how many points a millimetre has.
const point = 72 / 25.4

// rgb is a colour as printers are told it.
type rgb struct{ r, g, b uint8 }

// shape builds drawing operators (ISO 32000-1, 8.5) from millimetres measured
// from the top left corner of an area of the given height.
type shape struct {
	ops    []byte
	height float64
}

func (s *shape) number(v float64) { s.ops = decimal(s.ops, v) }

// decimal appends a number to hundredths, without zeros at its end, and a space.
// A hundredth of a point is 3.5 µm.
func decimal(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if n %= 100; n > 0 {
		b = append(b, '.', byte('0'+n/10))
		if n%10 > 0 {
			b = append(b, byte('0'+n%10))
		}
	}
	return append(b, ' ')
}

func (s *shape) at(x, y float64) {
	s.number(x * point)
	s.number((s.height - y) * point)
}

func (s *shape) op(o string) { s.ops = append(append(s.ops, o...), '\n') }

func (s *shape) moveTo(x, y float64) { s.at(x, y); s.op("m") }
func (s *shape) lineTo(x, y float64) { s.at(x, y); s.op("l") }
func (s *shape) curveTo(x1, y1, x2, y2, x, y float64) {
	s.at(x1, y1)
	s.at(x2, y2)
	s.at(x, y)
	s.op("c")
}

func (s *shape) line(x1, y1, x2, y2 float64) {
	s.moveTo(x1, y1)
	s.lineTo(x2, y2)
}

func (s *shape) rect(x, y, w, h float64) {
	s.at(x, y+h)
	s.number(w * point)
	s.number(h * point)
	s.op("re")
}

// roundRect has corners of radius r, each one Bézier curve.
func (s *shape) roundRect(x, y, w, h, r float64) {
	k := r * 0.4477 // 1 - 4/3·(√2-1)
	s.moveTo(x+r, y)
	s.lineTo(x+w-r, y)
	s.curveTo(x+w-k, y, x+w, y+k, x+w, y+r)
	s.lineTo(x+w, y+h-r)
	s.curveTo(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	s.lineTo(x+r, y+h)
	s.curveTo(x+k, y+h, x, y+h-k, x, y+h-r)
	s.lineTo(x, y+r)
	s.curveTo(x, y+k, x+k, y, x+r, y)
	s.op("h")
}

// open saves the graphics state; stroke and fill paint and restore it.
func (s *shape) open() { s.op("q") }

// pen sets a line's width and colour, and dashes if there are any.
func (s *shape) pen(width float64, c rgb, dash ...float64) {
	s.number(width * point)
	s.op("w")
	s.ops = c.operands(s.ops)
	s.op("RG")
	if len(dash) > 0 {
		s.ops = append(s.ops, '[')
		for _, d := range dash {
			s.number(d * point)
		}
		s.op("] 0 d")
	}
}

func (s *shape) brush(c rgb) {
	s.ops = c.operands(s.ops)
	s.op("rg")
}

// operands are the colour as the operators rg and RG take it.
func (c rgb) operands(b []byte) []byte {
	for _, v := range [...]uint8{c.r, c.g, c.b} {
		b = strconv.AppendFloat(b, float64(v)/255, 'f', 3, 64)
		b = append(b, ' ')
	}
	return b
}

func (s *shape) stroke() { s.op("S Q") }
func (s *shape) fill()   { s.op("f Q") }

// moved are operators whose origin lies elsewhere, in points.
func moved(operators string, x, y float64) string {
	b := append([]byte("q 1 0 0 1 "), decimal(decimal(nil, x), y)...)
	return string(append(append(append(b, "cm\n"...), operators...), 'Q'))
}
