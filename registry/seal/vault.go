package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrSealBroken reports a sealed record that does not open: damaged, tampered
// with, of another key, or moved from the row it was sealed for.
var ErrSealBroken = errors.New("seal: the sealed record does not open")

const (
	sealBlock = 32
	nonceSize = chacha20poly1305.NonceSizeX
	overhead  = nonceSize + chacha20poly1305.Overhead
)

// Vault holds the sub-keys of an open register. It is safe for concurrent use;
// after Wipe every method fails with ErrWiped. It never prints itself.
type Vault struct {
	mu      sync.RWMutex
	records cipher.AEAD
	signing cipher.AEAD
	blind   [KeySize]byte
	macs    *sync.Pool // of *blinder: a list asks for half a million indexes
	backups *Recovery  // an age identity, as the recovery's is
	parcels *Recovery  // likewise, see Mailbox
}

// Open derives the sub-keys. The data key may be wiped afterwards. A key that
// is none opens a vault that is wiped.
func Open(k *DataKey) *Vault {
	v := &Vault{macs: &sync.Pool{}}
	if k.Wiped() {
		return v
	}
	root := extract(k)
	defer clear(root)
	v.records = subAEAD(root, "records")
	v.signing = subAEAD(root, "signing keys")
	blind := subKey(root, "blind")
	defer clear(blind)
	copy(v.blind[:], blind)
	v.backups, v.parcels = subIdentity(root, "backups"), subIdentity(root, "parcels")
	return v
}

// Wipe drops the sub-keys: at close, lock and suspend. Go gives no way to
// zero the copies inside the ciphers; they are garbage from here on.
func (v *Vault) Wipe() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.records, v.signing = nil, nil
	clear(v.blind[:])
	v.macs = nil
	v.backups.Wipe()
	v.parcels.Wipe()
	v.backups, v.parcels = nil, nil
}

// Wiped reports whether the vault is closed.
func (v *Vault) Wiped() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.records == nil
}

// Seal closes one record for its row. The result has
// 24 + 32·⌈(len(plain)+1)/32⌉ + 16 bytes. Errors: ErrWiped, ErrAddress, ErrChance.
func (v *Vault) Seal(row AAD, plain []byte, rand io.Reader) ([]byte, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return seal(v.records, row, plain, rand)
}

// Open opens a record that was sealed for the same row. Errors: ErrWiped,
// ErrAddress, ErrSealBroken.
func (v *Vault) Open(row AAD, sealed []byte) ([]byte, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return open(v.records, row, sealed)
}

// Format hides the keys from every verb of fmt.
func (v *Vault) Format(f fmt.State, _ rune) { hide(f, "seal.Vault") }

// LogValue hides the keys from slog.
func (v *Vault) LogValue() slog.Value { return slog.StringValue(hidden) }

// SealedSize is the length of the seal of a record of n bytes.
func SealedSize(n int) int { return overhead + paddedSize(n) }

// seal draws the nonce, pads behind it and encrypts in place: one allocation.
func seal(c cipher.AEAD, row AAD, plain []byte, rand io.Reader) ([]byte, error) {
	if c == nil {
		return nil, ErrWiped
	}
	address, err := row.bytes()
	if err != nil {
		return nil, err
	}
	padded := paddedSize(len(plain))
	sealed := make([]byte, nonceSize+padded, overhead+padded)
	if err := draw(rand, sealed[:nonceSize]); err != nil {
		return nil, err
	}
	body := sealed[nonceSize:]
	copy(body, plain)
	body[len(plain)] = padMark
	return c.Seal(sealed[:nonceSize], sealed[:nonceSize], body, address), nil
}

func open(c cipher.AEAD, row AAD, sealed []byte) ([]byte, error) {
	if c == nil {
		return nil, ErrWiped
	}
	address, err := row.bytes()
	if err != nil {
		return nil, err
	}
	if len(sealed) < overhead+sealBlock || (len(sealed)-overhead)%sealBlock != 0 {
		return nil, fmt.Errorf("%w: %d bytes", ErrSealBroken, len(sealed))
	}
	padded, err := c.Open(nil, sealed[:nonceSize], sealed[nonceSize:], address)
	if err != nil {
		return nil, ErrSealBroken
	}
	return unpad(padded)
}

const padMark = 0x80

// paddedSize leaves room for the mark, so that the end is always found
// (ISO/IEC 7816-4).
func paddedSize(n int) int { return n/sealBlock*sealBlock + sealBlock }

// unpad runs on authentic bytes only, so it need not be constant in time. A
// mark outside the last block is no padding that this package makes.
func unpad(padded []byte) ([]byte, error) {
	for i := len(padded) - 1; i >= len(padded)-sealBlock; i-- {
		switch padded[i] {
		case padMark:
			return padded[:i:i], nil
		case 0:
		default:
			return nil, fmt.Errorf("%w: bad padding", ErrSealBroken)
		}
	}
	return nil, fmt.Errorf("%w: no padding", ErrSealBroken)
}

// extract is the first half of HKDF-SHA256 without salt: the data key is uniform
// already (RFC 5869 section 3.1). The library's own would leave the key behind in the
// hash's buffer; here zeros are written over it.
func extract(k *DataKey) []byte {
	h := hmac.New(sha256.New, make([]byte, sha256.Size))
	h.Write(k.bytes[:])
	root := h.Sum(nil)
	h.Reset()
	h.Write(make([]byte, sha256.BlockSize-1)) // a whole block would go past the buffer
	return root
}

func subAEAD(root []byte, label string) cipher.AEAD {
	key := subKey(root, label)
	defer clear(key)
	return aead(key)
}

// subIdentity is a sub-key as an age X25519 identity.
func subIdentity(root []byte, label string) *Recovery {
	scalar := subKey(root, label)
	defer clear(scalar)
	r, _ := recovery([KeySize]byte(scalar)) // fails for no 32 bytes
	return r
}

func subKey(root []byte, label string) []byte {
	key, err := hkdf.Expand(sha256.New, root, "passdesk/v1/"+label, KeySize)
	if err != nil {
		panic("seal: hkdf: " + err.Error()) // only for more than 255 hashes of output
	}
	return key
}

func aead(key []byte) cipher.AEAD {
	c, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic("seal: " + err.Error()) // only for a key that is not 32 bytes
	}
	return c
}
