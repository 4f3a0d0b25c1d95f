package seal

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// KeySize is the length of the data key and of every sub-key, in bytes.
const KeySize = 32

var (
	// ErrWiped reports a key or vault that was wiped, or never opened.
	ErrWiped = errors.New("seal: the key is wiped")

	// ErrChance reports a source of randomness that failed or ran dry.
	ErrChance = errors.New("seal: no randomness")
)

const hidden = "(hidden)"

// DataKey is the key of one register. It never prints itself. The zero DataKey
// is none: it seals nothing.
type DataKey struct {
	bytes [KeySize]byte
}

// NewDataKey draws a key. Only init and the demo do that.
func NewDataKey(rand io.Reader) (*DataKey, error) {
	k := &DataKey{}
	if err := draw(rand, k.bytes[:]); err != nil {
		return nil, err
	}
	return k, nil
}

// Wipe zeroes the key. Go may have left copies on a stack or in registers;
// what it can reach is gone.
func (k *DataKey) Wipe() {
	if k != nil {
		clear(k.bytes[:])
	}
}

// Wiped reports whether the key is none.
func (k *DataKey) Wiped() bool {
	return k == nil || subtle.ConstantTimeCompare(k.bytes[:], make([]byte, KeySize)) == 1
}

// Same reports in constant time whether both are the same key: every
// operator's wrap must open to it.
func (k *DataKey) Same(o *DataKey) bool {
	return !k.Wiped() && !o.Wiped() && subtle.ConstantTimeCompare(k.bytes[:], o.bytes[:]) == 1
}

// Format hides the key from every verb of fmt, by value and by pointer.
func (k DataKey) Format(f fmt.State, _ rune) { hide(f, "seal.DataKey") }

// LogValue hides the key from slog.
func (k DataKey) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText refuses: a key is never written in the open.
func (k DataKey) MarshalText() ([]byte, error) {
	return nil, errors.New("seal: a data key is not written")
}

func hide(f fmt.State, name string) { _, _ = io.WriteString(f, name+hidden) }

// draw fills b from the reader. A source that stands still at zero would make
// every key the same, so it is refused.
func draw(rand io.Reader, b []byte) error {
	if rand == nil {
		return ErrChance
	}
	if _, err := io.ReadFull(rand, b); err != nil {
		return fmt.Errorf("%w: %w", ErrChance, err)
	}
	for _, v := range b {
		if v != 0 {
			return nil
		}
	}
	return fmt.Errorf("%w: the source yields only zeros", ErrChance)
}
