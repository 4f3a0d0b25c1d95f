package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
)

// Blind is the index of a value that must be found without being readable:
// HMAC-SHA256 under the "blind" sub-key of length (2 bytes) and bytes of the
// domain, then the value. Equal values give equal indexes inside a domain
// ("K1", "printed number", …) and unrelated ones across domains and registers.
// The value is to be normalised by its own package first.
//
// A wiped vault has no index to give, and a false one would corrupt the
// register in silence: Blind panics with ErrWiped.
func (v *Vault) Blind(domain, value string) [32]byte {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.records == nil {
		panic(ErrWiped)
	}
	if len(domain) > 1<<16-1 {
		panic("seal: a domain of more than 65535 bytes")
	}
	b, kept := v.macs.Get().(*blinder)
	if !kept {
		b = &blinder{mac: hmac.New(sha256.New, v.blind[:])}
	}
	defer v.macs.Put(b)
	return b.of(domain, value)
}

// blinder is an HMAC that has taken the blind key in, and room for what goes into it.
type blinder struct {
	mac  hash.Hash
	text []byte
}

// of leaves nothing of the value behind.
func (b *blinder) of(domain, value string) (index [32]byte) {
	b.text = binary.BigEndian.AppendUint16(b.text[:0], uint16(len(domain)))
	b.text = append(append(b.text, domain...), value...)
	b.mac.Write(b.text)
	b.text = b.mac.Sum(b.text[:0])
	copy(index[:], b.text)
	clear(b.text[:cap(b.text)])
	b.mac.Reset()
	return index
}

// Blind16 is the first 16 bytes of Blind, half the room in the database. Two
// of a million different values meet with probability 1.5e-27; uniqueness may
// rest on it.
func (v *Vault) Blind16(domain, value string) [16]byte {
	full := v.Blind(domain, value)
	return [16]byte(full[:16])
}

// SaltSize is the length of a commitment's salt.
const SaltSize = 16

// NewSalt draws the salt of one commitment. It is kept inside the sealed
// record: without it an ID number in a commitment is found by trying all
// 3.65e7 of a district.
func NewSalt(rand io.Reader) (salt [SaltSize]byte, err error) {
	err = draw(rand, salt[:])
	return salt, err
}

// Commitment is SHA-256(salt ‖ record): what an event says of a record that it
// must not contain. The salt's length is fixed, so no two pairs run together.
func Commitment(salt [SaltSize]byte, record []byte) [32]byte {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(record)
	var sum [32]byte
	h.Sum(sum[:0])
	return sum
}
