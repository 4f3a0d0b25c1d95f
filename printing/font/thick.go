package font

import "encoding/binary"

// Bold has no traditional and no rare characters. A name with one of them is bold all the
// same: the glyph that is borrowed is drawn several times, a little apart, which makes its
// strokes as wide as Bold's. It is a composite glyph of the document's font, so that the
// page, and whoever copies text from it, knows nothing of it.

// How much wider strokes become, in units: Regular's and the rare face's upright strokes
// are that much narrower than Bold's. Lying ones are thinner in Bold too, and get less.
const (
	thickRegular int16 = 40
	thickRare    int16 = 44
)

// fewContours is up to how many contours a character has room for that. One with more has
// less, as in Bold: 龘 would be a blot.
const fewContours = 12

// shift is how far the copies of a glyph lie from its place.
func (p part) shift(thick int16) (dx, dy int16) {
	contours := max(int(s16(p.outline(), 0)), fewContours) // -1: a letter with an accent
	thick = int16(int(thick) * fewContours / contours)
	return thick / 2, thick / 4
}

// addThick appends a glyph made of copies of another. The corners are copied: as long as
// no stroke is thinner than the shift, they leave no gap. None is.
func (s *subset) addThick(p part, d drawn) {
	const inWords, coordinates, overlap, more = 1, 2, 1024, 32
	dx, dy := p.shift(d.thick)
	shifts := [][2]int16{{-dx, -dy}, {dx, -dy}, {-dx, dy}, {dx, dy}}
	box := p.outline()[2:10]
	left, bottom, right, top := int16(s16(box, 0)), int16(s16(box, 2)), int16(s16(box, 4)), int16(s16(box, 6))
	glyph := words([]int16{-1, left - dx, bottom - dy, right + dx, top + dy})
	for i, by := range shifts {
		flags := int16(inWords | coordinates)
		if i == 0 {
			flags |= overlap
		}
		if i < len(shifts)-1 {
			flags |= more
		}
		glyph = append(glyph, words([]int16{flags, 0, by[0], by[1]})...)
	}
	s.composites = append(s.composites, composite{whole: &p, start: len(s.glyf)})
	s.thick = uint16(len(shifts))
	s.append(glyph, d.advance, left-dx)
}

// thickened raises what maxp says of composite glyphs (OpenType, maxp): so many copies
// of the largest, one level deeper.
func (s *subset) thickened(maxp []byte) {
	const points, contours, compositePoints, compositeContours, elements, depth = 6, 8, 10, 12, 28, 30
	if s.thick == 0 {
		return
	}
	raise := func(at int, v int) { binary.BigEndian.PutUint16(maxp[at:], uint16(min(v, 0xFFFF))) }
	raise(compositePoints, int(s.thick)*int(max(u16(maxp, points), u16(maxp, compositePoints))))
	raise(compositeContours, int(s.thick)*int(max(u16(maxp, contours), u16(maxp, compositeContours))))
	raise(elements, int(max(u16(maxp, elements), s.thick)))
	raise(depth, int(u16(maxp, depth))+1)
}
