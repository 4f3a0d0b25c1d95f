package seal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// Wrap is the data key sealed under one passphrase; the package comment has
// its 98 bytes. It may lie in the open.
type Wrap []byte

var (
	// ErrWrongPassphrase reports that the passphrase does not open the wrap.
	// A wrap that was tampered with or damaged looks the same.
	ErrWrongPassphrase = errors.New("seal: wrong passphrase, or the wrap is damaged")

	// ErrWrapShape reports bytes that are no wrap of a version this build knows.
	ErrWrapShape = errors.New("seal: not a wrapped key")

	// ErrCost reports a cost that is absurd, or too low to protect a key.
	ErrCost = errors.New("seal: the cost of the passphrase is out of range")
)

const (
	wrapVersion = 1
	saltSize    = 16
	saltAt      = 10
	nonceAt     = saltAt + saltSize
	cipherAt    = nonceAt + chacha20poly1305.NonceSizeX
	wrapSize    = cipherAt + KeySize + chacha20poly1305.Overhead

	wrapLabel = "passdesk/v1/wrap"
	pinLabel  = "passdesk/v1/pin"
)

// WrapFor seals the key under a passphrase. It returns a *Refused for a
// passphrase that [CheckPassphrase] refuses and ErrCost for a cost under the
// floor. TestCost is let through, with any passphrase: it protects nothing.
func (k *DataKey) WrapFor(passphrase []byte, cost Cost, rand io.Reader) (Wrap, error) {
	if err := CheckPassphrase(string(passphrase)); err != nil && cost != TestCost {
		return nil, err
	}
	return k.wrap(wrapLabel, passphrase, cost, rand)
}

// Unwrap opens a wrap. Errors: ErrWrapShape, ErrCost, ErrWrongPassphrase.
func Unwrap(w Wrap, passphrase []byte) (*DataKey, error) {
	return w.open(wrapLabel, passphrase)
}

// Cost reads what the wrap asks for, so that a weak one can be made anew.
// Errors: ErrWrapShape, ErrCost.
func (w Wrap) Cost() (Cost, error) {
	if len(w) != wrapSize {
		return Cost{}, fmt.Errorf("%w: %d bytes, want %d", ErrWrapShape, len(w), wrapSize)
	}
	if w[0] != wrapVersion {
		return Cost{}, fmt.Errorf("%w: version %d, this build knows %d", ErrWrapShape, w[0], wrapVersion)
	}
	c := Cost{binary.BigEndian.Uint32(w[1:]), binary.BigEndian.Uint32(w[5:]), w[9]}
	if !c.acceptable() {
		return Cost{}, fmt.Errorf("%w: %v", ErrCost, c)
	}
	return c, nil
}

// Derive runs one derivation at the cost and throws the result away: it is
// what the measure of [Calibrate] times.
func (c Cost) Derive() {
	clear(c.key([]byte("how long does this take"), make([]byte, saltSize)))
}

func (k *DataKey) wrap(label string, secret []byte, cost Cost, rand io.Reader) (Wrap, error) {
	if k.Wiped() {
		return nil, ErrWiped
	}
	if !cost.acceptable() || cost.Weak() && cost != TestCost {
		return nil, fmt.Errorf("%w: %v", ErrCost, cost)
	}
	w := make(Wrap, cipherAt, wrapSize)
	w[0] = wrapVersion
	binary.BigEndian.PutUint32(w[1:], cost.Time)
	binary.BigEndian.PutUint32(w[5:], cost.MemoryKiB)
	w[9] = cost.Threads
	if err := draw(rand, w[saltAt:]); err != nil {
		return nil, err
	}
	key := cost.key(secret, w[saltAt:nonceAt])
	defer clear(key)
	return aead(key).Seal(w, w[nonceAt:cipherAt], k.bytes[:], wrapAddress(label, w)), nil
}

func (w Wrap) open(label string, secret []byte) (*DataKey, error) {
	cost, err := w.Cost()
	if err != nil {
		return nil, err
	}
	key := cost.key(secret, w[saltAt:nonceAt])
	defer clear(key)
	k := &DataKey{}
	_, err = aead(key).Open(k.bytes[:0], w[nonceAt:cipherAt], w[cipherAt:], wrapAddress(label, w))
	if err != nil || k.Wiped() {
		return nil, ErrWrongPassphrase
	}
	return k, nil
}

func (c Cost) key(secret, salt []byte) []byte {
	folded := FoldPassphrase(secret)
	defer clear(folded)
	return argon2.IDKey(folded, salt, c.Time, c.MemoryKiB, c.Threads, KeySize)
}

func wrapAddress(label string, w Wrap) []byte {
	return append([]byte(label), w[:cipherAt]...)
}
