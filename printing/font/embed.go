package font

import (
	"encoding/binary"
	"fmt"
)

// Embedded is a document's font as a PDF holds it (ISO 32000-1, 9.7.4 and 9.8).
// Lengths are in thousandths of an em, as the faces have them.
type Embedded struct {
	TTF    []byte
	Glyphs []byte // CIDToGIDMap: the glyph of each code, two bytes
	Widths []byte // W: of the codes that are not one em wide

	Ascent, Descent, CapHeight int
	Box                        [4]int
}

// Embed makes the font of a sealed cut with all that a PDF says of it.
func (c *Cut) Embed() Embedded {
	codes, f := c.coded(), regularFace()
	s := subsetOf(codes)
	e := Embedded{TTF: s.file(f, codes), Glyphs: make([]byte, 2*0x10000)}
	for i, k := range codes { // glyph numbers run with the codes
		binary.BigEndian.PutUint16(e.Glyphs[2*int(k.code):], uint16(i+1))
	}
	e.Widths = s.widths(codes)
	head, hhea := f.tables["head"], f.tables["hhea"]
	e.Ascent, e.Descent, e.CapHeight = s16(hhea, 4), s16(hhea, 6), s16(f.tables["OS/2"], 88)
	for i := range e.Box {
		e.Box[i] = s16(head, 36+2*i)
	}
	return e
}

func s16(b []byte, at int) int { return int(int16(u16(b, at))) }

// widths writes the codes in runs: the first one, and the widths from it on.
func (s *subset) widths(codes []coded) []byte {
	b, open, before := []byte{'['}, false, -1
	for i, k := range codes {
		advance := u16(s.hmtx, 4*(i+1))
		if advance == Units { // as DW says
			continue
		}
		if open && int(k.code) == before+1 {
			b = fmt.Appendf(b, " %d", advance)
		} else {
			if open {
				b = append(b, "]\n"...)
			}
			b = fmt.Appendf(b, "%d [%d", k.code, advance)
		}
		open, before = true, int(k.code)
	}
	if open {
		b = append(b, ']')
	}
	return append(b, ']')
}
