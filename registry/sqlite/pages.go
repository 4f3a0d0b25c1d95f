package sqlite

import (
	"encoding/binary"
	"io"
	"math"
)

// pages reads the pages of a register without SQLite (its file format 1.2 to 2.1): what
// a broken disk gives back. A page, a cell or a record that is none is left out; nothing
// that stands in the file is believed to be in its bounds.
type pages struct {
	from                io.ReaderAt
	size, usable, count int64
}

// The kinds of pages that a tree has.
const (
	indexInner = 0x02
	tableInner = 0x05
	indexLeaf  = 0x0A
	tableLeaf  = 0x0D
)

// page is a page of a tree. Of an index, and of a table WITHOUT ROWID, the inner pages
// have rows, too.
type page struct {
	kind  byte
	cells []cell
	bad   int   // cells that cannot be read
	end   int64 // of the cell that lies farthest back
	right int64 // the last child of an inner page
}

type cell struct {
	child, row int64
	payload    []byte
}

func (p page) inner() bool { return p.kind == tableInner || p.kind == indexInner }

// tree reads a page of a tree; false: it is none.
func (p *pages) tree(no int64) (t page, ok bool) {
	raw, ok := p.raw(no)
	if !ok {
		return t, false
	}
	at := int64(0)
	if no == 1 {
		at = headSize
	}
	first := at + 8
	switch t.kind = raw[at]; t.kind {
	case tableLeaf, indexLeaf:
	case tableInner, indexInner:
		t.right = int64(binary.BigEndian.Uint32(raw[at+8:]))
		first += 4
	default:
		return t, false
	}
	n := int64(binary.BigEndian.Uint16(raw[at+3:]))
	if first+2*n > p.usable {
		return t, false
	}
	for i := range n {
		start := int64(binary.BigEndian.Uint16(raw[first+2*i:]))
		c, end, ok := cell{}, int64(0), false
		if start >= first+2*n && start < p.usable {
			c, end, ok = p.cell(t.kind, raw[:p.usable], start)
		}
		if !ok {
			t.bad++
			continue
		}
		t.cells, t.end = append(t.cells, c), max(t.end, end)
	}
	return t, n == 0 || len(t.cells) > 0
}

func (p *pages) raw(no int64) ([]byte, bool) {
	if no < 1 || no > p.count {
		return nil, false
	}
	b := make([]byte, p.size)
	_, err := p.from.ReadAt(b, (no-1)*p.size)
	return b, err == nil
}

// cell reads the cell that begins at the place, and says where it ends in its page.
func (p *pages) cell(kind byte, raw []byte, at int64) (c cell, end int64, ok bool) {
	if kind == tableInner || kind == indexInner {
		if at+4 > int64(len(raw)) {
			return c, 0, false
		}
		c.child = int64(binary.BigEndian.Uint32(raw[at:]))
		at += 4
	}
	length, row := uint64(0), uint64(0)
	if kind != tableInner {
		if length, at, ok = varint(raw, at); !ok {
			return c, 0, false
		}
	}
	if kind == tableInner || kind == tableLeaf {
		if row, at, ok = varint(raw, at); !ok {
			return c, 0, false
		}
		c.row = int64(row)
	}
	if kind == tableInner {
		return c, at, true
	}
	if length > uint64(p.count*p.usable) {
		return c, 0, false
	}
	here := p.local(kind, int64(length))
	end = at + here
	if here < int64(length) {
		end += 4
	}
	if end > int64(len(raw)) {
		return c, 0, false
	}
	c.payload = append([]byte(nil), raw[at:at+here]...)
	if here < int64(length) {
		ok = p.overflow(&c.payload, int64(binary.BigEndian.Uint32(raw[end-4:])), int64(length))
	}
	return c, end, ok
}

// local is how much of a payload lies in its own page (file format 1.6).
func (p *pages) local(kind byte, length int64) int64 {
	most, least := p.usable-35, (p.usable-12)*32/255-23
	if kind != tableLeaf {
		most = (p.usable-12)*64/255 - 23
	}
	if length <= most {
		return length
	}
	if k := least + (length-least)%(p.usable-4); k <= most {
		return k
	}
	return least
}

// overflow follows the chain of pages that a long payload goes on in. Each brings it
// nearer to its end, so that a ring of pages ends, too.
func (p *pages) overflow(payload *[]byte, no, length int64) bool {
	for int64(len(*payload)) < length {
		raw, ok := p.raw(no)
		if !ok {
			return false
		}
		n := min(length-int64(len(*payload)), p.usable-4)
		*payload = append(*payload, raw[4:4+n]...)
		no = int64(binary.BigEndian.Uint32(raw))
	}
	return true
}

// varint reads a number of one to nine bytes.
func varint(b []byte, at int64) (v uint64, next int64, ok bool) {
	for i := range int64(9) {
		if at < 0 || at+i >= int64(len(b)) {
			return 0, 0, false
		}
		c := b[at+i]
		if i == 8 {
			return v<<8 | uint64(c), at + 9, true
		}
		if v = v<<7 | uint64(c&0x7f); c < 0x80 {
			return v, at + i + 1, true
		}
	}
	return 0, 0, false
}

// values reads a record (file format 2.1): nil, int64, float64, string or []byte each.
func values(record []byte) (row []any, ok bool) {
	size, at, ok := varint(record, 0)
	if !ok || size > uint64(len(record)) || int64(size) < at {
		return nil, false
	}
	head, body := record[:size], record[size:]
	for at < int64(len(head)) {
		var kind uint64
		if kind, at, ok = varint(head, at); !ok {
			return nil, false
		}
		n := widthOf(kind)
		if n < 0 || n > int64(len(body)) {
			return nil, false
		}
		row = append(row, value(kind, body[:n]))
		body = body[n:]
	}
	return row, len(body) == 0
}

func widthOf(kind uint64) int64 {
	switch {
	case kind >= 12 && kind < math.MaxInt64:
		return int64(kind-12) / 2
	case kind < 10:
		return [...]int64{0, 1, 2, 3, 4, 6, 8, 8, 0, 0}[kind]
	}
	return -1
}

func value(kind uint64, b []byte) any {
	switch {
	case kind == 0:
		return nil
	case kind == 7:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	case kind == 8 || kind == 9:
		return int64(kind - 8)
	case kind >= 12 && kind%2 == 0:
		return b
	case kind >= 13:
		return string(b)
	}
	v := int64(int8(b[0]))
	for _, c := range b[1:] {
		v = v<<8 | int64(c)
	}
	return v
}

// openPages reads the size of a page from the file's head; where that is lost it is the
// size at which most of the file is pages of trees that are filled up to their end, as
// SQLite fills them. False: nothing in the file is.
func openPages(from io.ReaderAt, length int64) (*pages, bool) {
	head := make([]byte, headSize)
	if _, err := from.ReadAt(head, 0); err != nil {
		return nil, false
	}
	size := int64(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = 65536
	}
	if headStands(head) && size >= 512 && size&(size-1) == 0 {
		return &pages{from, size, size - int64(head[20]), length / size}, length >= size && size-int64(head[20]) >= 480
	}
	var best *pages
	most := int64(0)
	for size := int64(512); size <= 65536; size *= 2 {
		p := &pages{from, size, size, length / size}
		if n := p.filled() * size; n > most {
			best, most = p, n
		}
	}
	return best, best != nil
}

func headStands(head []byte) bool { return string(head[:16]) == "SQLite format 3\x00" }

// filled counts the pages whose last cell ends where they do, among the first ones.
func (p *pages) filled() (n int64) {
	const enough = 64 << 20
	for no := range min(p.count, enough/p.size) {
		if t, ok := p.tree(no + 1); ok && t.bad == 0 && t.end == p.usable {
			n++
		}
	}
	return n
}
