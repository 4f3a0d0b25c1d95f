package licence

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Who checks passes with no network needs two files and knows nobody's key: the list
// of the stations' keys ([KeyList]) and that of the numbers that are good no longer
// ([RecallList]). Such a file is a signed note with its maker's key above it, as a
// delivery has its root:
//
//	maker ningbo/12-931+4e5f6a7b+AXyz…
//	passdesk keys v1
//	…
//
//	— ningbo/12-931 sg9V78gl…wE=
//
// So a file that was cut or changed is refused by whoever has nothing else; who made
// it is told by a fingerprint, to be compared once. The maker is a root, or a station
// for its own passes: scheme/district-station, which no root can be called.

// ErrGuardFile reports what is no such file, or not as its maker signed it.
var ErrGuardFile = errors.New("licence: not a list that its maker signed")

const makerLine = "maker "

const mostGuardFile = 32 << 20 // bytes

// Maker signs the lists for guards.
type Maker struct {
	key    MakerKey
	signer Signer
}

// MakerKey is a maker's public side, "name+hash+key". The zero MakerKey is none.
// Comparable with ==.
type MakerKey struct{ text string }

// Maker lets a root sign lists for guards.
func (r *Root) Maker() Maker { return Maker{MakerKey{r.key.text}, r.signer} }

// StationMaker lets a station sign lists of its own passes. Errors: ErrGuardFile.
func StationMaker(scheme, district string, station int, key Signer) (Maker, error) {
	text, err := note.NewEd25519VerifierKey(Head{Scheme: scheme, District: district, Station: station}.name(), key.Public())
	if err != nil || isZero(key.Public()) {
		return Maker{}, fmt.Errorf("%w: no Ed25519 key", ErrGuardFile)
	}
	k, err := parseMaker(text)
	return Maker{k, key}, err
}

// makerForm: scheme/authority, scheme/own/district-station, scheme/district-station.
var makerForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}/(own/)?[a-z0-9-]{1,48}$`)

func parseMaker(text string) (MakerKey, error) {
	k := MakerKey{text}
	if _, err := note.NewVerifier(text); err != nil || len(text) > mostKey || !makerForm.MatchString(k.Name()) || isZero(k.Public()) {
		return MakerKey{}, fmt.Errorf("%w: its maker", ErrGuardFile)
	}
	return k, nil
}

// Name is the root's name, or scheme/district-station.
func (k MakerKey) Name() string { return RootKey{text: k.text}.Name() }

// Public is the maker's Ed25519 key; nil for none.
func (k MakerKey) Public() ed25519.PublicKey { return RootKey{text: k.text}.Public() }

// Fingerprint is 80 bits of SHA-256; of a root it is the root's.
func (k MakerKey) Fingerprint() string { return RootKey{text: k.text}.Fingerprint() }

// SameFingerprint compares what somebody typed: case and spaces do not count.
func (k MakerKey) SameFingerprint(typed string) bool {
	return RootKey{text: k.text}.SameFingerprint(typed)
}

func (k MakerKey) scheme() string { s, _, _ := strings.Cut(k.text, "/"); return s }

// sign makes the file, and reads it back as everybody will.
func (m Maker) sign(text string) ([]byte, error) {
	verifier, err := note.NewVerifier(m.key.text)
	if err != nil {
		return nil, fmt.Errorf("%w: its maker", ErrGuardFile)
	}
	signed, err := note.Sign(&note.Note{Text: text}, noteSigner{verifier, m.signer})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGuardFile, err)
	}
	file := withMaker(m.key, signed)
	_, _, err = openGuardFile(file)
	return file, err
}

func withMaker(k MakerKey, signed []byte) []byte {
	return append([]byte(makerLine+k.text+"\n"), signed...)
}

// openGuardFile is the text of a file, verified under the maker that it names.
func openGuardFile(file []byte) (text string, by MakerKey, err error) {
	file = bytes.ReplaceAll(file, []byte("\r\n"), []byte("\n")) // it went through a mail, or an editor
	first, signed, found := bytes.Cut(file, []byte("\n"))
	name, isMaker := strings.CutPrefix(string(first), makerLine)
	if !found || !isMaker || len(file) > mostGuardFile {
		return "", by, fmt.Errorf("%w: it does not begin with its maker", ErrGuardFile)
	}
	if by, err = parseMaker(name); err != nil {
		return "", by, err
	}
	verifier, _ := note.NewVerifier(by.text) // parseMaker had it
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 || !inOneSpelling(signed, n) {
		return "", by, fmt.Errorf("%w: the signature", ErrGuardFile)
	}
	return n.Text, by, nil
}

// SignKeysFile makes the key list's file. Errors: ErrGuardFile.
func SignKeysFile(l KeyList, m Maker) ([]byte, error) {
	file, err := m.sign(l.text())
	if err != nil {
		return nil, err
	}
	_, _, err = ParseKeysFile(file)
	return file, err
}

// KeysFile is the file of a key list that an authority signed, as it came down.
func KeysFile(signed []byte, root RootKey) []byte { return withMaker(MakerKey{root.text}, signed) }

// ParseKeysFile reads the file of a key list, and who made it. Errors: ErrGuardFile.
func ParseKeysFile(file []byte) (KeyList, MakerKey, error) {
	text, by, err := openGuardFile(file)
	if err != nil {
		return KeyList{}, by, err
	}
	l, err := readKeyList(text)
	switch {
	case err != nil:
		err = fmt.Errorf("%w: %w", ErrGuardFile, err)
	case l.Scheme != by.scheme():
		err = fmt.Errorf("%w: its maker is another scheme's", ErrGuardFile)
	}
	return l, by, err
}
