package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// ErrNotWhole is a parcel that was ended before it held what its manifest says, or
// that was given something else than that.
var ErrNotWhole = errors.New("bundle: not what the manifest says")

// Writer makes a parcel as it goes: nothing of it is kept. After an error it takes
// nothing more, and what was written is no parcel.
type Writer struct {
	m      Manifest
	key    Signer
	sealed io.WriteCloser
	packed *zstd.Encoder
	sum    hash.Hash
	frame  []byte
	count  int64
	prev   [32]byte
	err    error
}

// NewWriter begins a parcel to the manifest's recipient. It is whole when Close
// answers nil.
func NewWriter(to io.Writer, m Manifest, key Signer) (*Writer, error) {
	if what := m.check(); what != "" {
		return nil, fmt.Errorf("%w: %s", ErrNotWhole, what)
	}
	if m.Way == Up && !bytes.Equal(m.Register, key.Public()) {
		return nil, fmt.Errorf("%w: the register's key is another", ErrNotWhole)
	}
	sealed, err := seal.SealTo(to, m.Recipient)
	if err != nil {
		return nil, err
	}
	packed, err := zstd.NewWriter(sealed, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithWindowSize(4<<20))
	if err != nil {
		return nil, fmt.Errorf("make a parcel: %w", err)
	}
	w := &Writer{m: m, key: key, sealed: sealed, packed: packed, sum: sha256.New(), prev: m.Previous}
	m.Made = m.Made.UTC()
	line, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("make a parcel: %w", err)
	}
	w.write([]byte(heading))
	w.put(frameManifest, line)
	w.count = 0
	return w, w.err
}

// Event puts the next event in, with the record that it brought.
func (w *Writer) Event(e registry.Event, o Opened) error {
	if w.m.Way == Up && (e.No != w.m.From+w.count || e.Prev != w.prev || e.No > w.m.To) {
		return w.fail(fmt.Errorf("%w: event %d comes out of its order", ErrNotWhole, e.No))
	}
	if !o.Fits(e) {
		return w.fail(fmt.Errorf("%w: the record of event %d", ErrNotWhole, e.No))
	}
	w.prev = e.Hash
	b := append(w.frame[:0], 0, 0, 0, 0)
	b = e.AppendTo(b)
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	if sha256.Sum256(b[4:]) != e.Hash {
		return w.fail(fmt.Errorf("%w: event %d is not its hash", ErrNotWhole, e.No))
	}
	if !o.IsZero() {
		b = append(append(b, o.Salt[:]...), o.Record...)
	}
	w.frame = b
	return w.put(frameEvent, b)
}

// Sent puts in what upstream sends; in a parcel down only.
func (w *Writer) Sent(s registry.Sent) error {
	if w.m.Way != Down || s.Kind == "" {
		return w.fail(fmt.Errorf("%w: %q", ErrNotWhole, s.Kind))
	}
	line, err := json.Marshal(s)
	if err != nil {
		return w.fail(fmt.Errorf("make a parcel: %w", err))
	}
	return w.put(frameSent, line)
}

// Close signs what was put in and ends the parcel.
func (w *Writer) Close() (Sum, error) {
	if w.m.Way == Up && w.err == nil && (w.count != w.m.events() || w.prev != w.m.Head) {
		w.fail(fmt.Errorf("%w: %d events", ErrNotWhole, w.count))
	}
	var sum Sum
	if w.err == nil {
		sum = Sum(w.sum.Sum(nil))
		w.put(frameTrailer, trailer(w.count, sum, w.key))
	}
	packing := w.packed.Close()
	if w.err != nil {
		return sum, w.err // the seal stays open: cut off, nobody takes it for whole
	}
	if packing != nil {
		return sum, w.fail(fmt.Errorf("make a parcel: %w", packing))
	}
	if err := w.sealed.Close(); err != nil {
		return sum, w.fail(fmt.Errorf("make a parcel: %w", err))
	}
	w.err = errors.New("bundle: the parcel is closed")
	return sum, nil
}

// Abandon gives up a parcel that will not be whole.
func (w *Writer) Abandon() {
	w.fail(fmt.Errorf("%w: it was given up", ErrNotWhole))
	_ = w.packed.Close()
}

func (w *Writer) put(kind byte, payload []byte) error {
	if len(payload) > mostFrame {
		return w.fail(fmt.Errorf("%w: %d bytes in one item", ErrNotWhole, len(payload)))
	}
	var head [5]byte
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(len(payload)))
	w.write(head[:])
	w.write(payload)
	w.count++
	return w.err
}

func (w *Writer) write(b []byte) {
	if w.err != nil {
		return
	}
	w.sum.Write(b)
	if _, err := w.packed.Write(b); err != nil {
		w.fail(fmt.Errorf("make a parcel: %w", err))
	}
}

func (w *Writer) fail(err error) error {
	if w.err == nil {
		w.err = err
	}
	return w.err
}
