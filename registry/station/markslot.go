package station

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"passdesk/registry"
)

// A mark file has two slots, written in turn and in place: one sync a mark. A
// slot is, big endian,
//
//	offset size what
//	0      8    "PDHW0002"
//	8      8    sequence; the higher valid slot counts
//	16     16   machine: drawn with each epoch, kept by the register too
//	32     8    event number
//	40     4    epoch
//	44     4    serial; 100,000 where a receipt from upstream raised the mark
//	48     32   hash of the event
//	80     32   where it was written: system, model, unit, place, 8 bytes each
//	112    16   the first half of the SHA-256 of bytes 0–111
//
// Builds before schema 3 wrote "PDHW0001": the sum, whole, of bytes 0–79 stood at
// 80, and nothing said where. Such a mark is believed, and bound when it is
// written next.
//
// A slot torn by a power cut fails its sum, and the other one stands: the
// register is then one command ahead of its mark, and heals.
const (
	MarkFileSize     = 2 * markSlotSize
	markSlotSize     = 128
	markSlotMagic    = "PDHW0002"
	markSlotMagicOld = "PDHW0001"
	markBoundAt      = 80
	markSumAt        = 112
)

// Slot is the mark's bytes under a sequence number, and where in the file they
// stand.
func (m Mark) Slot(sequence uint64) (b []byte, at int64) {
	b = make([]byte, 0, markSlotSize)
	b = append(b, markSlotMagic...)
	b = binary.BigEndian.AppendUint64(b, sequence)
	b = append(b, m.Machine[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(m.Head.Event))
	b = binary.BigEndian.AppendUint32(b, uint32(m.Head.Epoch))
	b = binary.BigEndian.AppendUint32(b, uint32(m.Head.Serial))
	b = append(b, m.Head.Hash[:]...)
	for _, part := range [][8]byte{m.Bound.System, m.Bound.Model, m.Bound.Unit, m.Bound.Place} {
		b = append(b, part[:]...)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:markSlotSize-markSumAt]...), int64(sequence%2) * markSlotSize
}

// NewestMark is the newest whole slot of a mark file, with its sequence number;
// ErrNotFound of a file that never held one; ErrDamaged when none is whole, with
// the highest epoch that one still names.
func NewestMark(file []byte) (newest Mark, sequence uint64, err error) {
	found := false
	for at := 0; at+markSlotSize <= len(file); at += markSlotSize {
		if m, seq, whole := parseMarkSlot(file[at : at+markSlotSize]); whole && (!found || seq > sequence) {
			newest, sequence, found = m, seq, true
		}
	}
	switch {
	case found:
		return newest, sequence, nil
	case len(bytes.Trim(file, "\x00")) == 0: // made, and the power went before its first mark
		return newest, 0, ErrNotFound
	}
	newest.Head.Epoch = tornEpoch(file)
	return newest, 0, fmt.Errorf("%w: the high-water file", ErrDamaged)
}

func parseMarkSlot(b []byte) (m Mark, sequence uint64, whole bool) {
	if !wholeMarkSlot(b) {
		return m, 0, false
	}
	copy(m.Machine[:], b[16:32])
	m.Head = registry.Head{
		Event: int64(binary.BigEndian.Uint64(b[32:])), Epoch: int(binary.BigEndian.Uint32(b[40:])),
		Serial: int(binary.BigEndian.Uint32(b[44:])),
	}
	copy(m.Head.Hash[:], b[48:markBoundAt])
	if string(b[:8]) == markSlotMagic {
		for i, part := range []*[8]byte{&m.Bound.System, &m.Bound.Model, &m.Bound.Unit, &m.Bound.Place} {
			copy(part[:], b[markBoundAt+8*i:])
		}
	}
	return m, binary.BigEndian.Uint64(b[8:]), true
}

func wholeMarkSlot(b []byte) bool {
	switch string(b[:8]) {
	case markSlotMagic:
		sum := sha256.Sum256(b[:markSumAt])
		return bytes.Equal(sum[:markSlotSize-markSumAt], b[markSumAt:])
	case markSlotMagicOld:
		sum := sha256.Sum256(b[:markBoundAt])
		return bytes.Equal(sum[:], b[markBoundAt:markSumAt])
	}
	return false
}

// tornEpoch is the highest epoch that a file without a whole slot still names; 0
// when none can be told. An epoch that is believed wrongly is only skipped.
func tornEpoch(file []byte) (epoch int) {
	for at := 0; at+markBoundAt <= len(file); at += markSlotSize {
		e := binary.BigEndian.Uint32(file[at+40:])
		if bytes.HasPrefix(file[at:], []byte(markSlotMagic[:6])) && e <= registry.LastEpoch {
			epoch = max(epoch, int(e))
		}
	}
	return epoch
}
