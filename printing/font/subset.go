package font

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// TTF makes the font to embed: the glyphs of the document's codes, their parts,
// and a cmap of format 4 that maps the codes. Glyphs of all faces stand in one
// file; all have 1,000 units to the em. What describes the typeface is Regular's.
func (c *Cut) TTF() []byte {
	codes := c.coded()
	return subsetOf(codes).file(regularFace(), codes)
}

func subsetOf(codes []coded) *subset {
	s := &subset{index: map[part]uint16{}}
	s.append(nil, 0, 0) // .notdef, drawn by nothing
	for _, k := range codes {
		s.add(k.ink)
	}
	s.addParts()
	return s
}

// part is a glyph of a face, or of a font beside the program.
type part struct {
	face   *face
	glyph  uint16
	beside *outline
}

// subset is a font being put together: glyph i of the document's codes is glyph
// i+1 here, and the parts of composite glyphs follow.
type subset struct {
	glyf, loca, hmtx []byte
	count            int
	index            map[part]uint16 // parts that already have a place
	composites       []composite
	points, contours uint16 // of the largest glyph from beside the program
	thick            uint16 // of how many copies a thick glyph is made; 0: there is none
}

// composite is a glyph already appended whose parts must be renumbered.
type composite struct {
	face  *face
	whole *part // what a thick glyph is made of, again and again
	start int   // in glyf
}

const (
	boxAdvance = Units
	boxStroke  = 22
)

// add appends the glyph of one code.
func (s *subset) add(d drawn) {
	p := part{d.face, d.glyph, d.beside}
	switch {
	case d.box > 0:
		s.append(emptyBox(int16(d.box)), d.advance, 60)
	case d.face == nil && d.beside == nil:
		s.append(nil, d.advance, 0)
	case d.thick > 0 && len(p.outline()) > 0:
		s.addThick(p, d)
	default:
		s.addPart(p)
	}
}

func (p part) outline() []byte {
	if p.beside != nil {
		return p.beside.ttf
	}
	return p.face.outline(p.glyph)
}

func (s *subset) addPart(p part) {
	if p.beside != nil {
		s.append(p.beside.ttf, p.beside.advance, p.beside.bearing)
		s.points, s.contours = max(s.points, p.beside.points), max(s.contours, p.beside.contours)
		return
	}
	outline := p.outline()
	if isComposite(outline) {
		s.composites = append(s.composites, composite{face: p.face, start: len(s.glyf)})
	}
	advance, bearing := p.face.metric(p.glyph)
	s.append(outline, advance, bearing)
}

// append takes the next glyph number.
func (s *subset) append(outline []byte, advance uint16, bearing int16) {
	s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	s.glyf = append(s.glyf, outline...)
	s.glyf = append(s.glyf, make([]byte, -len(s.glyf)&3)...)
	s.hmtx = binary.BigEndian.AppendUint16(s.hmtx, advance)
	s.hmtx = binary.BigEndian.AppendUint16(s.hmtx, uint16(bearing))
	s.count++
}

// addParts appends the parts of composite glyphs, and the parts of those, and
// renumbers the references.
func (s *subset) addParts() {
	for i := 0; i < len(s.composites); i++ {
		at := s.composites[i]
		for ref := range references(s.glyf[at.start:]) { // which addPart may move
			ref := s.glyf[at.start+ref:]
			p := part{face: at.face, glyph: binary.BigEndian.Uint16(ref)}
			if at.whole != nil {
				p = *at.whole
			}
			n, known := s.index[p]
			if !known {
				n = uint16(s.count)
				s.index[p] = n
			}
			binary.BigEndian.PutUint16(ref, n)
			if !known {
				s.addPart(p)
			}
		}
	}
}

func isComposite(outline []byte) bool {
	return len(outline) > 10 && int16(u16(outline, 0)) < 0
}

// references yields where the number of each component of a composite glyph is written
// (OpenType, glyf: component flags).
func references(glyph []byte) func(yield func(int) bool) {
	const words, scale, more, xyScale, matrix = 1, 8, 32, 64, 128
	return func(yield func(int) bool) {
		for at := 10; at+4 <= len(glyph); {
			flags := u16(glyph, at)
			if !yield(at+2) || flags&more == 0 {
				return
			}
			at += 6
			if flags&words != 0 {
				at += 2
			}
			switch {
			case flags&scale != 0:
				at += 2
			case flags&xyScale != 0:
				at += 4
			case flags&matrix != 0:
				at += 8
			}
		}
	}
}

// file writes the tables.
func (s *subset) file(f *face, codes []coded) []byte {
	s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	head, hhea := bytes.Clone(f.tables["head"]), bytes.Clone(f.tables["hhea"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(s.count))
	return writeTTF(map[string][]byte{
		"OS/2": f.tables["OS/2"], "name": f.tables["name"], "post": f.tables["post"],
		"head": head, "hhea": hhea, "maxp": s.maxp(f), "cmap": cmap4(codes),
		"glyf": s.glyf, "loca": s.loca, "hmtx": s.hmtx,
	})
}

// maxp is the face's, raised to those of the others where they are larger.
func (s *subset) maxp(f *face) []byte {
	maxp := bytes.Clone(f.tables["maxp"])
	for _, other := range [][]byte{boldFace().tables["maxp"], rareFace().tables["maxp"]} {
		for at := 6; at+2 <= min(len(maxp), len(other)); at += 2 {
			binary.BigEndian.PutUint16(maxp[at:], max(u16(maxp, at), u16(other, at)))
		}
	}
	binary.BigEndian.PutUint16(maxp[4:], uint16(s.count))
	binary.BigEndian.PutUint16(maxp[6:], max(u16(maxp, 6), s.points))
	binary.BigEndian.PutUint16(maxp[8:], max(u16(maxp, 8), s.contours))
	s.thickened(maxp)
	return maxp
}

// cmap4 maps the codes, one segment for each run of consecutive ones: glyph
// numbers run with the codes, so a segment is {last, first, difference}.
func cmap4(codes []coded) []byte {
	var first, last, delta []uint16
	for i, k := range codes {
		if i > 0 && k.code == codes[i-1].code+1 {
			last[len(last)-1] = k.code
			continue
		}
		first, last, delta = append(first, k.code), append(last, k.code), append(delta, uint16(i+1)-k.code)
	}
	first, last, delta = append(first, 0xFFFF), append(last, 0xFFFF), append(delta, 1)
	n := len(first)
	search, selector := searchRange(n, 2)
	out := []uint16{0, 1, 3, 1, 0, 12, // one subtable: Windows, Unicode, at offset 12
		4, uint16(min(16+8*n, 0xFFFF)), 0, uint16(2 * n), search, selector, uint16(2*n) - search}
	out = slices.Concat(out, last, []uint16{0}, first, delta, make([]uint16, n))
	return words(out)
}

// searchRange is the head of a binary search as sfnt files spell it.
func searchRange(n, size int) (search, selector uint16) {
	for 2<<selector <= n {
		selector++
	}
	return uint16(size << selector), selector
}

// emptyBox is the glyph for a character that no font has: a frame the size of a
// Han, thin enough to write into; that of a word is longer, and as high as the line.
func emptyBox(wide int16) []byte {
	left, right, bottom, top := int16(60), wide-60, int16(-60), int16(820)
	if wide > boxAdvance {
		bottom, top = -110, 870
	}
	xs := []int16{left, right, right, left, left + boxStroke, left + boxStroke, right - boxStroke, right - boxStroke}
	ys := []int16{top, top, bottom, bottom, top - boxStroke, bottom + boxStroke, bottom + boxStroke, top - boxStroke}
	head := []int16{2, left, bottom, right, top, 3, 7, 0} // two contours, bounds, their last points, no instructions
	out := words(head)
	out = append(out, bytes.Repeat([]byte{1}, len(xs))...) // every point on the curve, deltas in words
	return append(out, words(slices.Concat(steps(xs), steps(ys)))...)
}

// steps turns coordinates into differences.
func steps(v []int16) []int16 {
	out := slices.Clone(v)
	for i := len(v) - 1; i > 0; i-- {
		out[i] -= v[i-1]
	}
	return out
}

func words[T int16 | uint16](v []T) []byte {
	out := make([]byte, 0, 2*len(v))
	for _, n := range v {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	return out
}
