package seal

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"filippo.io/age"
)

// ErrNotRecipient reports a sealed file that was sealed for somebody else.
var ErrNotRecipient = errors.New("seal: the file is sealed for another recipient")

// Mailbox is an age X25519 identity to which others seal files: the collector's,
// which keeps it, and a station's, which comes of its data key. It never prints
// itself; only Identity shows it.
type Mailbox struct{ key *Recovery }

// NewMailbox draws one.
func NewMailbox(rand io.Reader) (*Mailbox, error) {
	key, err := NewRecovery(rand)
	if err != nil {
		return nil, err
	}
	return &Mailbox{key}, nil
}

// ParseMailbox reads what Identity wrote. Errors: ErrRecoveryShape.
func ParseMailbox(identity string) (*Mailbox, error) {
	if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(identity)), identityPrefix) {
		return nil, ErrRecoveryShape // 24 words are the office safe's
	}
	key, err := ParseRecovery(identity)
	if err != nil {
		return nil, err
	}
	return &Mailbox{key}, nil
}

// Mailbox is the station's own, the sub-key "parcels": whoever has the data key
// opens what was sealed to it. Errors: ErrWiped.
func (v *Vault) Mailbox() (*Mailbox, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.parcels == nil {
		return nil, ErrWiped
	}
	copied := *v.parcels
	return &Mailbox{&copied}, nil
}

// Recipient is the public half, "age1…", which may be given to anybody.
func (m *Mailbox) Recipient() string { return m.key.Recipient() }

// Identity is the secret, "AGE-SECRET-KEY-1…", which the age tool reads.
func (m *Mailbox) Identity() string { return m.key.Identity() }

// Wipe zeroes the secret.
func (m *Mailbox) Wipe() { m.key.Wipe() }

// Format hides the secret from every verb of fmt, by value and by pointer.
func (m Mailbox) Format(f fmt.State, _ rune) { hide(f, "seal.Mailbox") }

// LogValue hides the secret from slog.
func (m Mailbox) LogValue() slog.Value { return slog.StringValue(hidden) }

// Open reads a file that was sealed to the mailbox. A read that fails with ErrStream
// has met a byte that was changed or is missing, or one behind the end; what was
// read before it was sealed so, by whomever. Errors: ErrNotRecipient, ErrStream.
func (m *Mailbox) Open(from io.Reader) (io.Reader, error) {
	identity, err := m.key.open()
	if err != nil {
		return nil, err
	}
	r, err := age.Decrypt(from, identity)
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return nil, ErrNotRecipient
	case err != nil:
		return nil, ErrStream
	}
	return streamReader{r}, nil
}

// SealTo closes a file for one age X25519 recipient; it is whole when Close answers
// nil. The chance is the age library's. Errors: ErrRecipient.
func SealTo(to io.Writer, recipient string) (io.WriteCloser, error) {
	parsed, err := parseRecipient(recipient)
	if err != nil {
		return nil, err
	}
	w, err := age.Encrypt(to, parsed)
	if err != nil {
		return nil, fmt.Errorf("seal: sealing a parcel: %w", err)
	}
	return w, nil
}
