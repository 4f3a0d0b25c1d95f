package licence

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Signer is a private key that somebody else keeps: *seal.SigningKey.
type Signer interface {
	Public() ed25519.PublicKey
	Sign(message []byte) []byte
}

// ErrRoot reports a root whose name or key is malformed.
var ErrRoot = errors.New("licence: not a root key")

const (
	ownPart = "own"
	mostKey = 256  // bytes of a root key as text
	most    = 4096 // bytes of a licence; one of ours has fewer than 400
)

// RootKey is the public side of a root: its name, which says how far it
// reaches, and its key. The zero RootKey is none and believes nothing.
// Comparable with ==.
type RootKey struct {
	text      string // "name+hash+key", as notes write it
	scheme    string
	authority string // empty for an own root
	district  string // of an own root
	station   int
}

// Root is a root that can sign.
type Root struct {
	key    RootKey
	signer Signer
}

// OwnRoot is the root of a station that stands alone. It licenses that station
// and no other. Errors: ErrRoot.
func OwnRoot(scheme, district string, station int, key Signer) (*Root, error) {
	return newRoot(fmt.Sprintf("%s/%s/%s-%03d", scheme, ownPart, district, station), key)
}

// IsAuthority reports a name that an authority may have.
func IsAuthority(name string) bool { return isSlug(name, 48) }

// AuthorityRoot is the root of an authority, whose name is a lower-case letter
// and up to 47 lower-case letters, digits and dashes. Errors: ErrRoot.
func AuthorityRoot(scheme, authority string, key Signer) (*Root, error) {
	if !IsAuthority(authority) {
		return nil, fmt.Errorf("%w: the name", ErrRoot)
	}
	return newRoot(scheme+"/"+authority, key)
}

func newRoot(name string, key Signer) (*Root, error) {
	public := key.Public()
	text, err := note.NewEd25519VerifierKey(name, public)
	if err != nil || isZero(public) {
		return nil, fmt.Errorf("%w: no Ed25519 key", ErrRoot)
	}
	parsed, err := ParseRootKey(text)
	if err != nil {
		return nil, err
	}
	return &Root{parsed, key}, nil
}

// ParseRootKey reads "name+hash+key". Errors: ErrRoot.
func ParseRootKey(text string) (RootKey, error) {
	if len(text) > mostKey {
		return RootKey{}, ErrRoot
	}
	name, rest, _ := strings.Cut(text, "+")
	_, data, _ := strings.Cut(rest, "+")
	if _, err := note.NewVerifier(text); err != nil {
		return RootKey{}, fmt.Errorf("%w: %w", ErrRoot, err)
	}
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil || len(raw) != 1+ed25519.PublicKeySize || isZero(raw[1:]) {
		return RootKey{}, ErrRoot
	}
	if again, err := note.NewEd25519VerifierKey(name, raw[1:]); err != nil || again != text {
		return RootKey{}, fmt.Errorf("%w: not in its one spelling", ErrRoot)
	}
	k := RootKey{text: text}
	if err := k.readName(name); err != nil {
		return RootKey{}, err
	}
	return k, nil
}

// readName takes "scheme/authority" or "scheme/own/district-station" apart.
func (k *RootKey) readName(name string) error {
	parts := strings.Split(name, "/")
	if len(parts) < 2 || !isSlug(parts[0], 32) {
		return fmt.Errorf("%w: the name", ErrRoot)
	}
	k.scheme = parts[0]
	if len(parts) == 2 && parts[1] != ownPart && isSlug(parts[1], 48) {
		k.authority = parts[1]
		return nil
	}
	if len(parts) != 3 || parts[1] != ownPart {
		return fmt.Errorf("%w: the name", ErrRoot)
	}
	district, code, _ := strings.Cut(parts[2], "-")
	station, err := strconv.Atoi(code)
	if err != nil || !isDistrict(district) || station < 1 || station > lastStation || code != fmt.Sprintf("%03d", station) {
		return fmt.Errorf("%w: the name", ErrRoot)
	}
	k.district, k.station = district, station
	return nil
}

// Key is the public side.
func (r *Root) Key() RootKey { return r.key }

// String is "name+hash+key", what ParseRootKey reads.
func (k RootKey) String() string { return k.text }

// Name is "scheme/authority" or "scheme/own/district-station".
func (k RootKey) Name() string {
	name, _, _ := strings.Cut(k.text, "+")
	return name
}

// Public is the root's Ed25519 key; nil for none.
func (k RootKey) Public() ed25519.PublicKey {
	_, rest, _ := strings.Cut(k.text, "+")
	_, data, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil || len(raw) != 1+ed25519.PublicKeySize {
		return nil
	}
	return raw[1:]
}

// Own reports whether this is the own root of a station that stands alone.
func (k RootKey) Own() bool { return k.text != "" && k.authority == "" }

// IsZero reports whether the key is none.
func (k RootKey) IsZero() bool { return k.text == "" }

// Fingerprint is 80 bits of SHA-256 over the text, "ab12 cd34 …", to be
// compared over the telephone before an authority's root is trusted.
func (k RootKey) Fingerprint() string {
	sum := sha256.Sum256([]byte(k.text))
	return fmt.Sprintf("%x %x %x %x %x", sum[0:2], sum[2:4], sum[4:6], sum[6:8], sum[8:10])
}

// reaches returns nil when the root may license the grant.
func (k RootKey) reaches(g Grant) error {
	switch {
	case k.IsZero() || g.Scheme != k.scheme:
		return fmt.Errorf("%w: another scheme", ErrReach)
	case k.Own() && (g.District != k.district || g.Station != k.station):
		return fmt.Errorf("%w: an own root licenses its own station only", ErrReach)
	case !k.Own() && g.Station >= FirstAlone:
		return fmt.Errorf("%w: %d–%d are for stations that stand alone", ErrReach, FirstAlone, lastStation)
	}
	return nil
}

// noteSigner lets a key that seal keeps sign a note.
type noteSigner struct {
	note.Verifier
	key Signer
}

func (s noteSigner) Sign(message []byte) ([]byte, error) { return s.key.Sign(message), nil }

func (r *Root) sign(text string) (string, error) { return r.signUpTo(text, most) }

func (r *Root) signUpTo(text string, limit int) (string, error) {
	verifier, err := note.NewVerifier(r.key.text)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrRoot, err)
	}
	signed, err := note.Sign(&note.Note{Text: text}, noteSigner{verifier, r.signer})
	if err != nil {
		return "", fmt.Errorf("licence: signing: %w", err)
	}
	// A key that was wiped or swapped since would sign something else.
	if _, _, err := verifyUpTo(signed, []RootKey{r.key}, limit); err != nil {
		return "", err
	}
	return string(signed), nil
}

// verify returns the note's text and the root that signed it.
func verify(signed []byte, roots []RootKey) (string, RootKey, error) {
	return verifyUpTo(signed, roots, most)
}

func verifyUpTo(signed []byte, roots []RootKey, limit int) (string, RootKey, error) {
	if len(signed) > limit {
		return "", RootKey{}, ErrShape
	}
	n, err := note.Open(signed, verifiers(roots))
	if err != nil {
		return "", RootKey{}, explain(err)
	}
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 || !inOneSpelling(signed, n) {
		return "", RootKey{}, fmt.Errorf("%w: not exactly one signature in its one spelling", ErrShape)
	}
	by := fmt.Sprintf("%s+%08x+", n.Sigs[0].Name, n.Sigs[0].Hash)
	i := slices.IndexFunc(roots, func(k RootKey) bool { return strings.HasPrefix(k.text, by) })
	return n.Text, roots[i], nil
}

// verifiers leaves out the zero root, and a root that is named twice.
func verifiers(roots []RootKey) note.Verifiers {
	var known []note.Verifier
	for i, k := range roots {
		if v, err := note.NewVerifier(k.text); err == nil && !slices.Contains(roots[:i], k) {
			known = append(known, v)
		}
	}
	return note.VerifierList(known...)
}

// explain puts our errors in place of note's. The name of an unknown root was
// written by anybody, so it is repeated only when it could be a root's.
func explain(err error) error {
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &invalid):
		return fmt.Errorf("%w: root %s", ErrSignature, invalid.Name)
	case errors.As(err, &unverified) && len(unverified.Note.UnverifiedSigs) > 0:
		name := unverified.Note.UnverifiedSigs[0].Name
		if new(RootKey).readName(name) == nil {
			return &UnknownRoot{name}
		}
	}
	return fmt.Errorf("%w: %w", ErrShape, err)
}

// inOneSpelling: base64 has spare bits, and notes drop repeated lines.
func inOneSpelling(signed []byte, n *note.Note) bool {
	raw, err := base64.StdEncoding.DecodeString(n.Sigs[0].Base64)
	if err != nil {
		return false
	}
	want := n.Text + "\n— " + n.Sigs[0].Name + " " + base64.StdEncoding.EncodeToString(raw) + "\n"
	return bytes.Equal(signed, []byte(want))
}
