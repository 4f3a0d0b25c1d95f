package font

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"sync"
)

// face is an opened TrueType font: slices of the file, nothing copied.
// The tables are those of the OpenType specification 1.9.
type face struct {
	tables   map[string][]byte
	glyf     []byte
	loca     []byte // long form
	hmtx     []byte
	groups   []byte // cmap format 12: records of 12 bytes {first, last, first glyph}
	variants []byte // cmap format 14, whole subtable; nil when there is none
	count    int    // glyphs
	metrics  int    // entries of hmtx that carry a width
	basic    func() *[0x10000]uint16
}

var errFont = errors.New("font: not a TrueType font that this package can cut")

// tagsNeeded are the tables that a face must have.
var tagsNeeded = []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}

// openFace reads the table directory. The font must have long loca offsets,
// 1,000 units to the em and a cmap of format 12, as the embedded ones have.
func openFace(ttf []byte) (*face, error) {
	tables, err := directory(ttf)
	if err != nil {
		return nil, err
	}
	head, maxp, hhea := tables["head"], tables["maxp"], tables["hhea"]
	if len(head) < 54 || len(maxp) < 6 || len(hhea) < 36 {
		return nil, fmt.Errorf("%w: short header tables", errFont)
	}
	f := &face{tables: tables, glyf: tables["glyf"], loca: tables["loca"], hmtx: tables["hmtx"],
		count: int(u16(maxp, 4)), metrics: int(u16(hhea, 34))}
	if u16(head, 18) != Units || u16(head, 50) != 1 {
		return nil, fmt.Errorf("%w: units to the em or loca form", errFont)
	}
	if len(f.loca) < 4*(f.count+1) || f.metrics < 1 || f.metrics > f.count || len(f.hmtx) < 4*f.metrics {
		return nil, fmt.Errorf("%w: loca or hmtx", errFont)
	}
	f.basic = sync.OnceValue(f.basicPlane)
	return f, f.readCmap(tables["cmap"])
}

func directory(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 || binary.BigEndian.Uint32(ttf) != 0x00010000 {
		return nil, errFont
	}
	n := int(u16(ttf, 4))
	if len(ttf) < 12+16*n {
		return nil, fmt.Errorf("%w: directory", errFont)
	}
	tables := make(map[string][]byte, n)
	for rec := ttf[12 : 12+16*n]; len(rec) > 0; rec = rec[16:] {
		from, size := int(u32(rec, 8)), int(u32(rec, 12))
		if from > len(ttf) || size > len(ttf)-from {
			return nil, fmt.Errorf("%w: table beyond the end", errFont)
		}
		tables[string(rec[:4])] = ttf[from : from+size : from+size]
	}
	for _, tag := range tagsNeeded {
		if tables[tag] == nil {
			return nil, fmt.Errorf("%w: no %s", errFont, tag)
		}
	}
	return tables, nil
}

// readCmap finds the full-repertoire map (3,10) and the variation sequences (0,5).
func (f *face) readCmap(cmap []byte) error {
	if len(cmap) < 4 {
		return fmt.Errorf("%w: cmap", errFont)
	}
	for i := 0; i < int(u16(cmap, 2)) && 12+8*i <= len(cmap); i++ {
		rec := cmap[4+8*i:]
		at := int(u32(rec, 4))
		if at+16 > len(cmap) {
			return fmt.Errorf("%w: cmap subtable", errFont)
		}
		switch sub := cmap[at:]; {
		case u16(rec, 0) == 3 && u16(rec, 2) == 10 && u16(sub, 0) == 12:
			if n := int(u32(sub, 12)); 16+12*n <= len(sub) {
				f.groups = sub[16 : 16+12*n]
			}
		case u16(rec, 0) == 0 && u16(rec, 2) == 5 && u16(sub, 0) == 14:
			f.variants = sub
		}
	}
	if f.groups == nil {
		return fmt.Errorf("%w: no cmap of format 12", errFont)
	}
	return nil
}

// basicPlane unrolls the map of the characters up to U+FFFF: a ledger asks for
// a million of them.
func (f *face) basicPlane() *[0x10000]uint16 {
	var t [0x10000]uint16
	for rec := f.groups; len(rec) > 0; rec = rec[12:] {
		first, last, g := u32(rec, 0), u32(rec, 4), u32(rec, 8)
		for r := first; r <= min(last, 0xFFFF); r++ {
			if n := g + r - first; int(n) < f.count {
				t[r] = uint16(n)
			}
		}
	}
	return &t
}

// glyph is the glyph of a character; false when the font has none.
func (f *face) glyph(r rune) (uint16, bool) {
	if r >= 0 && r <= 0xFFFF {
		g := f.basic()[r]
		return g, g != 0
	}
	n := len(f.groups) / 12
	i := sort.Search(n, func(i int) bool { return rune(u32(f.groups, 12*i+4)) >= r })
	if i == n || rune(u32(f.groups, 12*i)) > r {
		return 0, false
	}
	g := u32(f.groups, 12*i+8) + uint32(r) - u32(f.groups, 12*i)
	return uint16(g), g != 0 && int(g) < f.count
}

func (f *face) has(r rune) bool {
	_, ok := f.glyph(r)
	return ok
}

// variant is the glyph of a character with a variation selector behind it;
// false when the font does not list the sequence.
func (f *face) variant(r, selector rune) (uint16, bool) {
	if f.variants == nil {
		return 0, false
	}
	n := int(u32(f.variants, 6))
	i := sort.Search(n, func(i int) bool { return u24(f.variants, 10+11*i) >= selector })
	if i == n || u24(f.variants, 10+11*i) != selector {
		return 0, false
	}
	plain, special := u32(f.variants, 10+11*i+3), u32(f.variants, 10+11*i+7)
	if special != 0 {
		if g, ok := mapped(f.variants[special:], r); ok {
			return g, true
		}
	}
	if plain != 0 && inRanges(f.variants[plain:], r) {
		return f.glyph(r)
	}
	return 0, false
}

// mapped looks a character up in a non-default UVS table: {character, glyph}.
func mapped(t []byte, r rune) (uint16, bool) {
	n := int(u32(t, 0))
	i := sort.Search(n, func(i int) bool { return u24(t, 4+5*i) >= r })
	if i == n || u24(t, 4+5*i) != r {
		return 0, false
	}
	return u16(t, 4+5*i+3), true
}

// inRanges looks a character up in a default UVS table: {first, how many more}.
func inRanges(t []byte, r rune) bool {
	n := int(u32(t, 0))
	i := sort.Search(n, func(i int) bool { return u24(t, 4+4*i)+rune(t[4+4*i+3]) >= r })
	return i < n && u24(t, 4+4*i) <= r
}

// outline is the bytes of a glyph in glyf; empty for a space.
func (f *face) outline(g uint16) []byte {
	from, to := u32(f.loca, 4*int(g)), u32(f.loca, 4*int(g)+4)
	if from > to || int(to) > len(f.glyf) {
		return nil
	}
	return f.glyf[from:to:to]
}

// metric is a glyph's advance width and left side bearing.
func (f *face) metric(g uint16) (advance uint16, bearing int16) {
	i := int(g)
	if i < f.metrics {
		return u16(f.hmtx, 4*i), int16(u16(f.hmtx, 4*i+2))
	}
	at := 4*f.metrics + 2*(i-f.metrics)
	if at+2 <= len(f.hmtx) {
		bearing = int16(u16(f.hmtx, at))
	}
	return u16(f.hmtx, 4*(f.metrics-1)), bearing
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
func u24(b []byte, at int) rune {
	return rune(b[at])<<16 | rune(b[at+1])<<8 | rune(b[at+2])
}
