package font

import (
	"encoding/binary"
	"maps"
	"slices"
)

// writeTTF lays tables out as a TrueType file: the directory in the order of
// the tags, each table on a four-byte boundary, checksums, and the adjustment in
// head that makes the whole file sum to 0xB1B0AFBA (OpenType, "head").
func writeTTF(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	search, selector := searchRange(len(tags), 16)
	out := words([]uint16{0, 0, uint16(len(tags)), search, selector, uint16(16*len(tags)) - search})
	binary.BigEndian.PutUint32(out, 0x00010000)
	at := len(out) + 16*len(tags)
	head := 0
	for _, tag := range tags {
		t := tables[tag]
		if tag == "head" {
			head = at
		}
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t)))
		at += (len(t) + 3) &^ 3
	}
	out = slices.Grow(out, at-len(out))
	for _, tag := range tags {
		out = append(out, tables[tag]...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum sums big-endian words, the last one filled up with zeros.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
