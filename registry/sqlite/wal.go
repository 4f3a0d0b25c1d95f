package sqlite

import (
	"encoding/binary"
	"io"
)

// overlay is a register as its log leaves it: a page that a commit wrote to the log
// (SQLite's file format 4) is read there, every other in the file. SQLite itself opens the
// log only beside a file that it takes for a register; of a broken one it is read here.
type overlay struct {
	file, log io.ReaderAt
	size      int64           // of a page
	at        map[int64]int64 // where in the log the newest content of a page begins
	length    int64           // of the register; 0: no commit stands in the log
	cut       bool            // behind the last frame that holds together stand others, with commits
}

const (
	walHead  = 32
	walFrame = 24
)

// overlaid reads the log of a file; one that is none leaves the file as it stands.
func overlaid(file, log io.ReaderAt) *overlay {
	o := &overlay{file: file, log: log, at: map[int64]int64{}}
	head := make([]byte, walHead)
	if _, err := log.ReadAt(head, 0); err != nil {
		return o
	}
	order := binary.ByteOrder(binary.LittleEndian)
	switch binary.BigEndian.Uint32(head) {
	case 0x377f0683:
		order = binary.BigEndian
	case 0x377f0682:
	default:
		return o
	}
	sum := walSum{order: order}
	sum.add(head[:24])
	if o.size = int64(binary.BigEndian.Uint32(head[8:])); o.size < 512 || o.size > 65536 || o.size&(o.size-1) != 0 || !sum.is(head[24:]) {
		return o
	}
	o.readFrames(sum, string(head[16:24]))
	return o
}

// readFrames takes the pages of every transaction that is whole.
func (o *overlay) readFrames(sum walSum, salt string) {
	frame, open, holds := make([]byte, walFrame+o.size), map[int64]int64{}, true
	for at := int64(walHead); ; at += walFrame + o.size {
		if _, err := o.log.ReadAt(frame, at); err != nil {
			return
		}
		own := string(frame[8:16]) == salt                 // behind the log's end stand frames of an older one
		pages := int64(binary.BigEndian.Uint32(frame[4:])) // >0: the frame ends a transaction
		if holds = holds && own; holds {
			sum.add(frame[:8])
			sum.add(frame[walFrame:])
			holds = sum.is(frame[16:walFrame])
		}
		if !holds {
			o.cut = o.cut || own && pages > 0
			continue
		}
		open[int64(binary.BigEndian.Uint32(frame))] = at + walFrame
		if pages > 0 {
			for no, at := range open {
				o.at[no] = at
			}
			clear(open)
			o.length = pages * o.size
		}
	}
}

// ReadAt reads page by page: each stands in one of the two.
func (o *overlay) ReadAt(p []byte, off int64) (n int, err error) {
	for len(p) > 0 {
		from, at, part := o.file, off, p
		if o.length > 0 {
			if off >= o.length {
				return n, io.EOF
			}
			part = p[:min(int64(len(p)), o.size-off%o.size, o.length-off)]
			if start, there := o.at[off/o.size+1]; there {
				from, at = o.log, start+off%o.size
			}
		}
		read, err := from.ReadAt(part, at)
		if n += read; err != nil && read < len(part) {
			return n, err
		}
		p, off = p[read:], off+int64(read)
	}
	return n, nil
}

// walSum is the running checksum of a log (file format 4.2).
type walSum struct {
	order binary.ByteOrder
	a, b  uint32
}

func (s *walSum) add(p []byte) {
	for ; len(p) >= 8; p = p[8:] {
		s.a += s.order.Uint32(p) + s.b
		s.b += s.order.Uint32(p[4:]) + s.a
	}
}

func (s *walSum) is(kept []byte) bool {
	return binary.BigEndian.Uint32(kept) == s.a && binary.BigEndian.Uint32(kept[4:]) == s.b
}
