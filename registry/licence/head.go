package licence

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"golang.org/x/mod/sumdb/note"
)

// Head is what a station says of its log with its own key: how many events there
// are, the root of the Merkle tree over their hashes, and the hash of the last.
// Whoever holds two heads of one station can be shown that the later log extends
// the earlier, and one event without the others.
//
//	passdesk head v1
//	scheme ningbo
//	district 12
//	station 931
//	events 42
//	root 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
//	chain uN2Qm…=
//
//	— ningbo/12-931 sg9V78gl…wE=
//
// The name under it is none that a root can have: its second part begins with a
// digit.
type Head struct {
	Scheme   string
	District string
	Station  int
	Events   int64
	Root     [32]byte
	Chain    [32]byte // hash of the last event
}

// ErrHead reports a head that is none, or that the station's key did not sign.
var ErrHead = errors.New("licence: not a head that this station signed")

func (h Head) name() string { return fmt.Sprintf("%s/%s-%03d", h.Scheme, h.District, h.Station) }

func (h Head) text() string {
	return fmt.Sprintf("passdesk head v1\nscheme %s\ndistrict %s\nstation %03d\nevents %d\nroot %s\nchain %s\n", h.Scheme, h.District, h.Station,
		h.Events, base64.StdEncoding.EncodeToString(h.Root[:]), base64.StdEncoding.EncodeToString(h.Chain[:]))
}

// SignHead makes the signed note. Ed25519 needs no randomness: one head of one
// station is one text. Errors: ErrHead.
func SignHead(h Head, key Signer) ([]byte, error) {
	verifier, err := h.verifier(key.Public())
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: h.text()}, noteSigner{verifier, key})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHead, err)
	}
	// A key that was wiped or swapped since would sign something else.
	_, err = ParseHead(signed, key.Public())
	return signed, err
}

var headForm = regexp.MustCompile(`^passdesk head v1\nscheme ([a-z][a-z0-9-]{0,31})\ndistrict ([0-9]{1,6})\nstation ([0-9]{3})\nevents ([1-9][0-9]{0,17})\nroot ([A-Za-z0-9+/]{43}=)\nchain ([A-Za-z0-9+/]{43}=)\n\n`)

// ParseHead reads a head and believes it only when the key signed it, in its one
// spelling. Errors: ErrHead.
func ParseHead(signed []byte, key ed25519.PublicKey) (Head, error) {
	m := headForm.FindSubmatch(signed)
	if m == nil || len(signed) > most {
		return Head{}, fmt.Errorf("%w: its form", ErrHead)
	}
	h := Head{Scheme: string(m[1]), District: string(m[2])}
	h.Station, _ = strconv.Atoi(string(m[3])) // digits, as the form says
	h.Events, _ = strconv.ParseInt(string(m[4]), 10, 64)
	for i, to := range []*[32]byte{&h.Root, &h.Chain} {
		raw, err := base64.StdEncoding.Strict().DecodeString(string(m[5+i]))
		if err != nil {
			return Head{}, fmt.Errorf("%w: its form", ErrHead)
		}
		copy(to[:], raw)
	}
	verifier, err := h.verifier(key)
	if err != nil {
		return Head{}, err
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 || !inOneSpelling(signed, n) {
		return Head{}, fmt.Errorf("%w: the signature", ErrHead)
	}
	return h, nil
}

func (h Head) verifier(key ed25519.PublicKey) (note.Verifier, error) {
	text, err := note.NewEd25519VerifierKey(h.name(), key)
	if err != nil || isZero(key) {
		return nil, fmt.Errorf("%w: no Ed25519 key", ErrHead)
	}
	v, err := note.NewVerifier(text)
	if err != nil || !bytes.Equal(headForm.Find([]byte(h.text()+"\n")), []byte(h.text()+"\n")) {
		return nil, fmt.Errorf("%w: its form", ErrHead)
	}
	return v, nil
}
