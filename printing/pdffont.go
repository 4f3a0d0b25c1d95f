package printing

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"strconv"
)

// The document's font takes the place of the library's stand-in: a composite font
// (ISO 32000-1, 9.7) whose codes are two bytes. The library would embed it too, but
// sums up, copies and packs for it more than all pages of a pass together; and its
// ToUnicode map says of each code that it is itself, which is wrong for those that
// stand for characters beyond U+FFFF.

// subsetName is a name as PDF wants it of a cut font: six letters that tell this
// subset from others, and the font's name (ISO 32000-1, 9.6.4).
func subsetName(ttf []byte) string {
	name, n := []byte("AAAAAA+StationSans"), crc32.ChecksumIEEE(ttf)
	for i := range 6 {
		name[i] += byte(n % 26)
		n /= 26
	}
	return string(name)
}

// fontObjects are the font's: the first in the place of the stand-in, the others
// behind all objects of the file, counted into the trailer's size.
func fontObjects(file []byte, k *ink, t *trailer) ([]object, error) {
	first, err := standInObject(file)
	if err != nil {
		return nil, err
	}
	e := k.cut.Embed()
	name := subsetName(e.TTF)
	descendant, descriptor, ttf, glyphs, toUnicode := t.size, t.size+1, t.size+2, t.size+3, t.size+4
	t.size += 5
	return []object{
		{first, fmt.Appendf(nil, "<</Type /Font\n/Subtype /Type0\n/BaseFont /%s\n/Encoding /Identity-H\n/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R>>", name, descendant, toUnicode)},
		{descendant, fmt.Appendf(nil, "<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /%s\n"+
			"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>>\n/FontDescriptor %d 0 R\n/DW 1000\n/W %s\n/CIDToGIDMap %d 0 R>>",
			name, descriptor, e.Widths, glyphs)},
		{descriptor, fmt.Appendf(nil, "<</Type /FontDescriptor /FontName /%s\n/Ascent %d /Descent %d /CapHeight %d /Flags 4"+
			" /FontBBox [%d %d %d %d] /ItalicAngle 0 /StemV 87 /FontFile2 %d 0 R>>",
			name, e.Ascent, e.Descent, e.CapHeight, e.Box[0], e.Box[1], e.Box[2], e.Box[3], ttf)},
		{ttf, streamObject(k.packer.pack(e.TTF), fmt.Sprintf(" /Length1 %d", len(e.TTF)))},
		{glyphs, streamObject(k.packer.pack(e.Glyphs), "")},
		{toUnicode, streamObject(k.packer.pack(k.cut.ToUnicode()), "")},
	}, nil
}

// standInObject finds the number of the library's only font.
func standInObject(file []byte) (int, error) {
	before, _, found := bytes.Cut(file, []byte(" 0 obj\n<</Type /Font\n/BaseFont /"+standIn+"\n"))
	n, err := strconv.Atoi(string(before[bytes.LastIndexByte(before, '\n')+1:]))
	if !found || err != nil {
		return 0, fmt.Errorf("%w: no font", errFile)
	}
	return n, nil
}
