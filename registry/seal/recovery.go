package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"filippo.io/age"
)

// Recovery is the key in the office safe: an age X25519 identity that opens
// the data key when every passphrase is forgotten. It is made at the first
// run, printed as 24 words and a QR, asked for once, and not kept. It never
// prints itself; only Identity and Words show it.
type Recovery struct {
	scalar    [KeySize]byte
	recipient string
}

var (
	// ErrRecoveryShape reports text that is neither an identity nor 24 words.
	ErrRecoveryShape = errors.New("seal: neither an AGE-SECRET-KEY-1… nor 24 words")

	// ErrRecipient reports text that is no age X25519 recipient. A
	// post-quantum one (age1pq1…) is refused too: Debian's age cannot open it.
	ErrRecipient = errors.New("seal: not an age recipient (age1 and 58 characters)")

	// ErrWrongRecovery reports a recovery wrap that the identity does not
	// open: of another register, tampered with, or damaged.
	ErrWrongRecovery = errors.New("seal: this recovery key does not open the register, or its wrap is damaged")
)

const (
	identityPrefix = "age-secret-key-"
	releaseLabel   = "passdesk-data-key-1 "
	mostRecovery   = 4096 // bytes of a recovery wrap; one of ours has fewer than 300
)

// NewRecovery draws an identity.
func NewRecovery(rand io.Reader) (*Recovery, error) {
	var scalar [KeySize]byte
	if err := draw(rand, scalar[:]); err != nil {
		return nil, err
	}
	return recovery(scalar)
}

// ParseRecovery reads what a person types or scans from the sheet: the
// identity (AGE-SECRET-KEY-1…) or the 24 words, tolerant of case, spaces and
// line numbers. Errors: ErrRecoveryShape, ErrWordCount, *UnknownWord, ErrWordSum.
func ParseRecovery(typed string) (*Recovery, error) {
	folded := string(FoldPassphrase([]byte(typed)))
	compact := strings.ToLower(strings.Join(strings.Fields(folded), ""))
	if strings.HasPrefix(compact, identityPrefix) {
		prefix, data, err := bech32Decode(compact)
		if err != nil || prefix != identityPrefix || len(data) != KeySize {
			return nil, ErrRecoveryShape
		}
		return recovery([KeySize]byte(data))
	}
	if !strings.ContainsAny(folded, " \n\r\t,，、;.-") {
		return nil, ErrRecoveryShape
	}
	scalar, err := decodeWords(folded)
	if err != nil {
		return nil, err
	}
	return recovery(scalar)
}

func recovery(scalar [KeySize]byte) (*Recovery, error) {
	r := &Recovery{scalar: scalar}
	identity, err := r.open()
	if err != nil {
		return nil, err
	}
	r.recipient = identity.Recipient().String()
	return r, nil
}

func (r *Recovery) open() (*age.X25519Identity, error) {
	identity, err := age.ParseX25519Identity(r.Identity())
	if err != nil {
		return nil, ErrRecoveryShape // age's own error repeats the secret
	}
	return identity, nil
}

// Recipient is the public half, "age1…".
func (r *Recovery) Recipient() string { return r.recipient }

// Identity is the secret, "AGE-SECRET-KEY-1…": 74 characters that a QR holds
// in its alphanumeric mode and that the age tool reads.
func (r *Recovery) Identity() string {
	return strings.ToUpper(bech32Encode(identityPrefix, r.scalar[:]))
}

// Words is the secret as the 24 words of BIP-0039.
func (r *Recovery) Words() []string { return encodeWords(&r.scalar) }

// Wipe zeroes the secret.
func (r *Recovery) Wipe() {
	if r != nil {
		clear(r.scalar[:])
	}
}

// Format hides the secret from every verb of fmt, by value and by pointer.
func (r Recovery) Format(f fmt.State, _ rune) { hide(f, "seal.Recovery") }

// LogValue hides the secret from slog.
func (r Recovery) LogValue() slog.Value { return slog.StringValue(hidden) }

// CheckRecipient returns nil for an age X25519 recipient, an authority's or
// our own, else ErrRecipient.
func CheckRecipient(recipient string) error {
	_, err := parseRecipient(recipient)
	return err
}

func parseRecipient(recipient string) (*age.X25519Recipient, error) {
	parsed, err := age.ParseX25519Recipient(strings.ToLower(strings.TrimSpace(recipient)))
	if err != nil {
		return nil, ErrRecipient
	}
	return parsed, nil
}

// WrapForRecovery seals the key to an age recipient. The file key and the
// ephemeral key are drawn by the age library from the system, since it takes
// no reader: this is the one place where chance is not the caller's. Errors:
// ErrWiped, ErrRecipient.
func (k *DataKey) WrapForRecovery(recipient string) ([]byte, error) {
	if k.Wiped() {
		return nil, ErrWiped
	}
	to, err := parseRecipient(recipient)
	if err != nil {
		return nil, err
	}
	var wrapped bytes.Buffer
	w, err := age.Encrypt(&wrapped, to)
	if err != nil {
		return nil, fmt.Errorf("seal: wrapping for recovery: %w", err)
	}
	line := k.release()
	defer clear(line)
	if _, err := w.Write(line); err != nil {
		return nil, fmt.Errorf("seal: wrapping for recovery: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("seal: wrapping for recovery: %w", err)
	}
	return wrapped.Bytes(), nil
}

// OpenRecovery opens what WrapForRecovery sealed to r's recipient. Errors:
// ErrWrongRecovery.
func OpenRecovery(wrapped []byte, r *Recovery) (*DataKey, error) {
	if len(wrapped) > mostRecovery {
		return nil, ErrWrongRecovery
	}
	identity, err := r.open()
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(bytes.NewReader(wrapped), identity)
	if err != nil {
		return nil, ErrWrongRecovery
	}
	line, err := io.ReadAll(io.LimitReader(plain, mostRecovery))
	defer clear(line)
	if err != nil {
		return nil, ErrWrongRecovery
	}
	return parseReleased(line)
}

// ParseReleased reads the line that is inside a recovery wrap: what an
// authority that opened the wrap with its own identity sends back. The hex
// digits may come in any case and with spaces. Errors: ErrWrongRecovery.
func ParseReleased(line string) (*DataKey, error) { return parseReleased([]byte(line)) }

func (k *DataKey) release() []byte {
	line := hex.AppendEncode([]byte(releaseLabel), k.bytes[:])
	return append(line, '\n')
}

func parseReleased(line []byte) (*DataKey, error) {
	rest, found := bytes.CutPrefix(bytes.TrimSpace(line), []byte(releaseLabel))
	digits := bytes.Join(bytes.Fields(rest), nil)
	defer clear(digits)
	k := &DataKey{}
	if !found || len(digits) != 2*KeySize {
		return nil, ErrWrongRecovery
	}
	if _, err := hex.Decode(k.bytes[:], digits); err != nil || k.Wiped() {
		return nil, ErrWrongRecovery
	}
	return k, nil
}
