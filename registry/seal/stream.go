package seal

import (
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// ErrStream reports a sealed file that is not whole: another key's, tampered
// with, cut off, or with something behind its end.
var ErrStream = errors.New("seal: the sealed file does not open")

// SealStream closes a file of any length: an age v1 file to an X25519 recipient
// that is derived from the data key ("backups"), and to the recovery recipient,
// so that the recovery sheet alone opens it, with the ordinary age tool too. The
// file is whole when Close answers nil. As with [DataKey.WrapForRecovery], its
// chance is the age library's. Errors: ErrWiped, ErrRecipient.
func (v *Vault) SealStream(to io.Writer, recovery string) (io.WriteCloser, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.backups == nil {
		return nil, ErrWiped
	}
	own, err := parseRecipient(v.backups.Recipient())
	if err != nil {
		return nil, err
	}
	rescue, err := parseRecipient(recovery)
	if err != nil {
		return nil, err
	}
	w, err := age.Encrypt(to, own, rescue)
	if err != nil {
		return nil, fmt.Errorf("seal: sealing a file: %w", err)
	}
	return w, nil
}

// OpenStream reads what SealStream closed. A read that fails with ErrStream has
// met a byte that was changed or is missing; what was read before it is genuine.
// Errors: ErrWiped, ErrStream.
func (v *Vault) OpenStream(from io.Reader) (io.Reader, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.backups == nil {
		return nil, ErrWiped
	}
	identity, err := v.backups.open()
	if err != nil {
		return nil, err
	}
	r, err := age.Decrypt(from, identity)
	if err != nil {
		return nil, ErrStream
	}
	return streamReader{r}, nil
}

// streamReader tells a broken seal from a disk that cannot be read.
type streamReader struct{ from io.Reader }

func (s streamReader) Read(b []byte) (int, error) {
	n, err := s.from.Read(b)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: %w", ErrStream, err)
	}
	return n, err
}
