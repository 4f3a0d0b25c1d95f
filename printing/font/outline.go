package font

import (
	"bytes"
	"math"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// outline is a glyph of a foreign font made ready for a document's own: TrueType
// contours in our units, without instructions.
type outline struct {
	ttf              []byte
	advance          uint16
	bearing          int16
	points, contours uint16
}

// Bounds of a glyph that is drawn. A character of 64 strokes has some 1,500 points.
const (
	mostPoints   = 6000
	mostContours = 1000
	farthest     = 4 * Units // from the origin, in any direction
)

// spot is a point of a contour.
type spot struct {
	x, y float64
	on   bool // the curve, else a control point
}

// readOutline takes a glyph out of a font; nil when it has no ink or is out of all
// bounds.
func readOutline(f *sfnt.Font, g sfnt.GlyphIndex) *outline {
	var buf sfnt.Buffer
	segments, err := f.LoadGlyph(&buf, g, fixed.I(Units), nil)
	if err != nil {
		return nil
	}
	contours := contoursOf(segments)
	advance, err := f.GlyphAdvance(&buf, g, fixed.I(Units), 0)
	if err != nil || advance < 0 || advance > fixed.I(farthest) || len(contours) == 0 || len(contours) > mostContours {
		return nil
	}
	if advance == 0 {
		advance = fixed.I(Units) // a font that forgot it: our characters must not lie on one another
	}
	return encodeOutline(contours, uint16(advance.Round()))
}

// contoursOf turns drawing operators, y downwards, into contours, y upwards. A curve
// of CFF, a cubic, becomes four quadratic ones, less than a unit away.
func contoursOf(segments sfnt.Segments) [][]spot {
	var out [][]spot
	var at [2]float64
	for _, s := range segments {
		var p [3][2]float64
		for i, a := range s.Args {
			p[i] = [2]float64{float64(a.X) / 64, -float64(a.Y) / 64}
		}
		if s.Op == sfnt.SegmentOpMoveTo || len(out) == 0 {
			out = append(out, nil)
		}
		c := &out[len(out)-1]
		switch s.Op {
		case sfnt.SegmentOpMoveTo, sfnt.SegmentOpLineTo:
			at = p[0]
			*c = append(*c, spot{at[0], at[1], true})
		case sfnt.SegmentOpQuadTo:
			at = p[1]
			*c = append(*c, spot{p[0][0], p[0][1], false}, spot{at[0], at[1], true})
		case sfnt.SegmentOpCubeTo:
			*c = append(*c, quadratics(at, p)...)
			at = p[2]
		}
	}
	return slices.DeleteFunc(out, func(c []spot) bool { return len(c) < 3 })
}

// quadratics are four curves in place of a cubic from a point on: each has the
// control point that leaves both ends in the cubic's direction.
func quadratics(from [2]float64, p [3][2]float64) []spot {
	const parts = 4
	at := func(t float64) (v, slope [2]float64) {
		u := 1 - t
		for i := range 2 {
			a, b, c, d := from[i], p[0][i], p[1][i], p[2][i]
			v[i] = u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d
			slope[i] = 3 * (u*u*(b-a) + 2*u*t*(c-b) + t*t*(d-c))
		}
		return v, slope
	}
	var out []spot
	for k := range parts {
		a, slopeA := at(float64(k) / parts)
		b, slopeB := at(float64(k+1) / parts)
		mid := [2]float64{}
		for i := range 2 { // (3(c1+c2) - (a+b))/4 of the part's own control points
			mid[i] = (a[i]+b[i])/2 + (slopeA[i]-slopeB[i])/(4*parts)
		}
		out = append(out, spot{mid[0], mid[1], false}, spot{b[0], b[1], true})
	}
	return out
}

// encodeOutline writes contours as a simple glyph (OpenType, glyf).
func encodeOutline(contours [][]spot, advance uint16) *outline {
	var xs, ys, ends []int16
	var flags []byte
	for _, c := range contours {
		if last := len(c) - 1; c[last].on && c[last].x == c[0].x && c[last].y == c[0].y {
			c = c[:last] // a contour closes itself
		}
		for _, s := range c {
			if math.Abs(s.x) > farthest || math.Abs(s.y) > farthest || len(xs) > mostPoints {
				return nil
			}
			on := byte(0)
			if s.on {
				on = 1
			}
			xs, ys, flags = append(xs, int16(math.Round(s.x))), append(ys, int16(math.Round(s.y))), append(flags, on)
		}
		ends = append(ends, int16(len(xs)-1))
	}
	left, right, bottom, top := slices.Min(xs), slices.Max(xs), slices.Min(ys), slices.Max(ys)
	if left == right || bottom == top {
		return nil // no ink
	}
	ttf := bytes.Join([][]byte{
		words([]int16{int16(len(contours)), left, bottom, right, top}), words(ends), {0, 0}, flags, words(steps(xs)), words(steps(ys)),
	}, nil)
	return &outline{ttf, advance, left, uint16(len(xs)), uint16(len(contours))}
}
