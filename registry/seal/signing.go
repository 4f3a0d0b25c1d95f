package seal

import (
	"crypto/ed25519"
	"fmt"
	"io"
	"log/slog"
)

// SigningKey is an Ed25519 key (RFC 8032): the station key, with which a
// station signs passes, bundles and closes, or the root of a station that
// stands alone. It is sealed by the data key, so a locked laptop cannot sign.
// It never prints itself; the zero SigningKey is none. Not to be wiped while
// another goroutine signs.
type SigningKey struct {
	private ed25519.PrivateKey
}

// NewSigningKey draws a key.
func NewSigningKey(rand io.Reader) (*SigningKey, error) {
	var seed [ed25519.SeedSize]byte
	defer clear(seed[:])
	if err := draw(rand, seed[:]); err != nil {
		return nil, err
	}
	return &SigningKey{ed25519.NewKeyFromSeed(seed[:])}, nil
}

// Public is the public half, 32 bytes; nil when the key is none.
func (s *SigningKey) Public() ed25519.PublicKey {
	if s.Wiped() {
		return nil
	}
	return append(ed25519.PublicKey(nil), s.private[ed25519.SeedSize:]...)
}

// Sign signs the message: 64 bytes. One key signs several kinds of message, so
// each kind begins with bytes that no other kind begins with. A key that is
// none panics with ErrWiped: a false signature would go out on paper.
func (s *SigningKey) Sign(message []byte) []byte {
	if s.Wiped() {
		panic(ErrWiped)
	}
	return ed25519.Sign(s.private, message)
}

// Wipe zeroes the private half.
func (s *SigningKey) Wipe() {
	if s != nil {
		clear(s.private)
		s.private = nil
	}
}

// Wiped reports whether the key is none.
func (s *SigningKey) Wiped() bool { return s == nil || s.private == nil }

// Format hides the key from every verb of fmt, by value and by pointer.
func (s SigningKey) Format(f fmt.State, _ rune) { hide(f, "seal.SigningKey") }

// LogValue hides the key from slog.
func (s SigningKey) LogValue() slog.Value { return slog.StringValue(hidden) }

// SealSigning seals the private half for its place in the register. Errors:
// ErrWiped, ErrAddress, ErrChance.
func (v *Vault) SealSigning(row AAD, s *SigningKey, rand io.Reader) ([]byte, error) {
	if s.Wiped() {
		return nil, ErrWiped
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	seed := s.private.Seed()
	defer clear(seed)
	return seal(v.signing, row, seed, rand)
}

// OpenSigning opens what SealSigning closed. Errors: ErrWiped, ErrAddress,
// ErrSealBroken.
func (v *Vault) OpenSigning(row AAD, sealed []byte) (*SigningKey, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	seed, err := open(v.signing, row, sealed)
	if err != nil {
		return nil, err
	}
	defer clear(seed)
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%w: a signing key of %d bytes", ErrSealBroken, len(seed))
	}
	return &SigningKey{ed25519.NewKeyFromSeed(seed)}, nil
}
