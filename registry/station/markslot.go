package station

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"passdesk/registry"
)

// A mark file has two slots, written in turn and in place: one sync a mark. A
// slot is
//
//	offset size what
//	0      8    "PDHW0001"
//	8      8    sequence; the higher valid slot counts
//	16     16   machine
//	32     8    event number
//	40     4    epoch
//	44     4    serial
//	48     32   hash of the event
//	80     32   SHA-256 of bytes 0–79
//	112    16   zero
//
// A slot torn by a power cut fails its sum, and the other one stands: the
// register is then one command ahead of its mark, and heals.
const (
	MarkFileSize  = 2 * markSlotSize
	markSlotSize  = 128
	markSlotMagic = "PDHW0001"
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
	sum := sha256.Sum256(b)
	return append(append(b, sum[:]...), make([]byte, 16)...), int64(sequence%2) * markSlotSize
}

// NewestMark is the newest whole slot of a mark file, with its sequence number;
// ErrNotFound of a file that never held one, ErrDamaged when none is whole.
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
	return newest, 0, fmt.Errorf("%w: the high-water file", ErrDamaged)
}

func parseMarkSlot(b []byte) (m Mark, sequence uint64, whole bool) {
	sum := sha256.Sum256(b[:80])
	if string(b[:8]) != markSlotMagic || !bytes.Equal(sum[:], b[80:112]) {
		return m, 0, false
	}
	copy(m.Machine[:], b[16:32])
	m.Head = registry.Head{
		Event: int64(binary.BigEndian.Uint64(b[32:])), Epoch: int(binary.BigEndian.Uint32(b[40:])),
		Serial: int(binary.BigEndian.Uint32(b[44:])),
	}
	copy(m.Head.Hash[:], b[48:80])
	return m, binary.BigEndian.Uint64(b[8:]), true
}
