package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// Limits bound what a parcel may make its reader hold or do.
type Limits struct {
	Content int64 // bytes unpacked, of the whole parcel
	Frame   int   // bytes of one item
}

// DefaultLimits hold ten million events.
var DefaultLimits = Limits{Content: 8 << 30, Frame: mostFrame}

// frames reads the content frame by frame and takes its sum.
type frames struct {
	unpacked *zstd.Decoder
	from     *bufio.Reader
	sum      hash.Hash
	before   Sum // of the content up to the trailer, once it was reached
	limit    Limits
	left     int64
	fresh    bool   // each payload has its own bytes
	reused   []byte // else all have these
}

// mostSealHead bounds the age header: ours have one recipient and less than 300 bytes,
// and the library reads any number.
const mostSealHead = 4 << 10

func openFrames(file io.Reader, box Box, limit Limits, fresh bool) (*frames, error) {
	from := bufio.NewReaderSize(file, 256<<10)
	head, err := from.Peek(mostSealHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err // the stick, not the parcel
	}
	if !bytes.HasPrefix(head, []byte(Seal)) || !bytes.Contains(head, []byte("\n--- ")) {
		return nil, &Refused{Why: NotAParcel, What: "seal"}
	}
	plain, err := box.Open(from)
	if err != nil {
		return nil, sealRefused(err)
	}
	unpacked, err := zstd.NewReader(plain, zstd.WithDecoderMaxWindow(window), zstd.WithDecoderMaxMemory(uint64(limit.Content)), zstd.WithDecoderConcurrency(2))
	if err != nil {
		return nil, sealRefused(err)
	}
	f := &frames{unpacked: unpacked, from: bufio.NewReaderSize(unpacked, 256<<10), sum: sha256.New(), limit: limit, left: limit.Content, fresh: fresh}
	var first [len(heading)]byte
	if err := f.read(first[:]); err != nil {
		f.close()
		return nil, err
	}
	switch {
	case string(first[:]) == heading:
		return f, nil
	case bytes.HasPrefix(first[:], []byte("passdesk parcel ")):
		err = &Refused{Why: NewerParcel}
	default:
		err = &Refused{Why: NotAParcel, What: "heading"}
	}
	f.close()
	return nil, err
}

func (f *frames) close() { f.unpacked.Close() }

// next is the next frame. Its payload stays as it is up to the next call, or for
// good when the frames are fresh.
func (f *frames) next() (kind byte, payload []byte, err error) {
	var head [5]byte
	if err := f.fill(head[:]); err != nil {
		return 0, nil, err
	}
	if head[0] == frameTrailer {
		f.before = Sum(f.sum.Sum(nil))
	}
	f.sum.Write(head[:])
	size := int64(binary.BigEndian.Uint32(head[1:]))
	if size > int64(f.limit.Frame) || size > f.left {
		return 0, nil, &Refused{Why: TooLarge, What: "item"}
	}
	if f.fresh {
		payload = make([]byte, size)
	} else {
		if int64(cap(f.reused)) < size {
			f.reused = make([]byte, size+size/2)
		}
		payload = f.reused[:size]
	}
	return head[0], payload, f.read(payload)
}

// read fills b and takes it into the sum.
func (f *frames) read(b []byte) error {
	err := f.fill(b)
	if err == nil {
		f.sum.Write(b)
	}
	return err
}

// fill fills b, within the limit.
func (f *frames) fill(b []byte) error {
	if f.left -= int64(len(b)); f.left < 0 {
		return &Refused{Why: TooLarge, What: "content"}
	}
	if _, err := io.ReadFull(f.from, b); err != nil {
		return sealRefused(err)
	}
	return nil
}

// end answers nil when nothing follows.
func (f *frames) end() error {
	switch n, err := f.from.Read(make([]byte, 1)); {
	case n > 0:
		return &Refused{Why: Extended}
	case errors.Is(err, io.EOF):
		return nil
	default:
		return sealRefused(err)
	}
}

// sealRefused tells the parcel's faults from those of the place where it lies.
func sealRefused(err error) error {
	switch {
	case errors.Is(err, seal.ErrNotRecipient):
		return &Refused{Why: NotOurs, What: "seal", Err: err}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Refused{Why: CutOff, Err: err}
	case errors.Is(err, seal.ErrStream):
		return &Refused{Why: Changed, What: "seal", Err: err}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded), errors.Is(err, zstd.ErrWindowSizeTooSmall):
		return &Refused{Why: TooLarge, What: "packing", Err: err}
	case isPacking(err):
		return &Refused{Why: Changed, What: "packing", Err: err}
	}
	return err
}

func isPacking(err error) bool {
	for _, known := range []error{zstd.ErrMagicMismatch, zstd.ErrReservedBlockType, zstd.ErrCompressedSizeTooBig, zstd.ErrBlockTooSmall,
		zstd.ErrUnexpectedBlockSize, zstd.ErrUnknownDictionary, zstd.ErrFrameSizeExceeded, zstd.ErrFrameSizeMismatch, zstd.ErrCRCMismatch} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// parseItem reads the payload of an event's or a sent frame.
func parseItem(kind byte, b []byte) (Item, error) {
	bad := func(what string) (Item, error) { return Item{}, &Refused{Why: NotAParcel, What: what} }
	if kind == frameSent {
		var i Item
		if err := json.Unmarshal(b, &i.Sent); err != nil || i.Sent.Kind == "" {
			return bad("sent")
		}
		return i, nil
	}
	if len(b) < 4 || uint64(binary.BigEndian.Uint32(b)) > uint64(len(b)-4) {
		return bad("event")
	}
	n := 4 + int(binary.BigEndian.Uint32(b))
	e, err := registry.ParseEvent(b[4:n:n])
	if err != nil {
		return bad("event")
	}
	i := Item{Event: e}
	switch rest := b[n:]; {
	case len(rest) == 0:
	case len(rest) < len(i.Opened.Salt):
		return bad("record")
	default:
		copy(i.Opened.Salt[:], rest)
		i.Opened.Record = rest[len(i.Opened.Salt):]
	}
	return i, nil
}
