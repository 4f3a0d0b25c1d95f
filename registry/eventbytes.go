package registry

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// The encoding of an event is what its hash is taken of, and how it travels. All
// integers are big endian.
//
//	"passdesk event 1\n"
//	 8  No
//	 8  At, milliseconds since 1970, UTC
//	    then Kind, Operator, Pass, Body, Commitment and Prev, each behind its
//	    length in 4 bytes
//
// Hash is SHA-256 of it. Every field stands behind its length, so that no two
// different events share an encoding.
const eventHeading = "passdesk event 1\n"

// ErrEventBytes is what does not decode to an event.
var ErrEventBytes = errors.New("registry: these bytes are no event")

// AppendTo appends the event's encoding.
func (e Event) AppendTo(b []byte) []byte {
	b = append(b, eventHeading...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.No))
	b = binary.BigEndian.AppendUint64(b, uint64(e.At.UnixMilli()))
	b = appendField(b, string(e.Kind))
	b = appendField(b, e.Operator)
	b = appendField(b, e.Pass)
	b = appendField(b, e.Body)
	b = appendField(b, e.Commitment[:])
	return appendField(b, e.Prev[:])
}

func appendField[T ~string | ~[]byte](b []byte, field T) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(field)))
	return append(b, field...)
}

// ParseEvent reads an encoding: the event with the hash of these bytes. It says
// nothing of what the event is worth; its place in the chain does. The body is the
// caller's bytes. Errors: ErrEventBytes.
func ParseEvent(b []byte) (Event, error) {
	head := len(eventHeading)
	if len(b) < head+16 || string(b[:head]) != eventHeading {
		return Event{}, ErrEventBytes
	}
	e := Event{
		No:   int64(binary.BigEndian.Uint64(b[head:])),
		At:   time.UnixMilli(int64(binary.BigEndian.Uint64(b[head+8:]))).UTC(),
		Hash: sha256.Sum256(b),
	}
	var fields [6][]byte
	rest := b[head+16:]
	for i := range fields {
		if len(rest) < 4 || uint64(binary.BigEndian.Uint32(rest)) > uint64(len(rest)-4) {
			return Event{}, fmt.Errorf("%w: cut off", ErrEventBytes)
		}
		n := 4 + int(binary.BigEndian.Uint32(rest))
		fields[i], rest = rest[4:n:n], rest[n:]
	}
	if len(rest) != 0 || len(fields[4]) != 32 || len(fields[5]) != 32 || e.No < 1 || !json.Valid(fields[3]) {
		return Event{}, fmt.Errorf("%w: its form", ErrEventBytes)
	}
	e.Kind, e.Operator, e.Pass, e.Body = Kind(fields[0]), string(fields[1]), string(fields[2]), fields[3]
	e.Commitment, e.Prev = [32]byte(fields[4]), [32]byte(fields[5])
	return e, nil
}
