// Package licence knows a station's authority to number: which key may give
// out numbers of which scheme, district, station code and epochs, until when,
// and who says so. It knows no files, no clock, and no private key: those stay
// in seal, and sign through [Signer].
//
// # Form
//
// A licence is a signed note (golang.org/x/mod/sumdb/note): text that people
// can read, one root's Ed25519 signature under it. There is one spelling of
// each licence, and Parse refuses every other.
//
//	passdesk licence v1
//	scheme ningbo
//	district 12
//	station 931
//	key 7UkoxijRwsbq6QM4kFmVYSlZJzpcY/k2NsFGFKyHN9E=
//	epochs 1-9
//	term 2020-02-10..2021-02-09
//
//	— ningbo/own/12-931 sg9V78gl…wE=
//
// Scheme: a lower-case letter, then up to 31 lower-case letters, digits and
// dashes. District: 1 to 6 digits, as many as the scheme's numbers have.
// Station: three digits, 001 to 999. Key: the station's Ed25519 public key,
// base64. Epochs: first and last, 1 to 9. Term: first and last day, both
// included; nothing after ".." is no end.
//
// # Roots
//
// A root is known by its name and key, written "name+hash+key" as notes write
// it. The name says how far the root reaches:
//
//	ningbo/health-bureau   an authority: any district of the scheme, codes 001–899
//	ningbo/own/12-931      the own root of a station that stands alone: itself only
//
// An authority never licenses 900–999: that is where [OfferCode] draws the
// codes of stations that stand alone. Such a station may also have taken a
// lower code (it continues a paper book, say); [Licence.MayClash] tells, and
// enrolment will ask.
//
// # Example
//
//	root, err := licence.OwnRoot("ningbo", "12", 931, rootKey)
//	lic, err := licence.New(licence.Grant{Scheme: "ningbo", District: "12", Station: 931,
//		Key: stationKey.Public(), FirstEpoch: 1, LastEpoch: 9, From: today}, root)
//	store(lic.Text(), root.Key().String())
//	…
//	known, err := licence.ParseRootKey(stored)
//	lic, err = licence.Parse(text, known)
//	err = lic.Covers(1, today)
package licence

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"

	"passdesk/registry/civil"
)

var (
	// ErrGrant reports a grant that cannot be: the message names the line.
	ErrGrant = errors.New("licence: impossible grant")

	// ErrReach reports a root that may not license this grant.
	ErrReach = errors.New("licence: beyond the root's reach")

	// ErrShape reports text that is no licence in its one spelling.
	ErrShape = errors.New("licence: not a licence")

	// ErrSignature reports a licence that a known root did not sign, or not like this.
	ErrSignature = errors.New("licence: the signature does not fit the text")

	// ErrEpoch reports an epoch outside the licence.
	ErrEpoch = errors.New("licence: the epoch is outside the licence")

	// ErrNotYet reports a day before the term.
	ErrNotYet = errors.New("licence: the term has not begun")

	// ErrExpired reports a day after the term.
	ErrExpired = errors.New("licence: the term is over")
)

// UnknownRoot reports a well-formed licence of a root that is not trusted here.
type UnknownRoot struct{ Name string }

func (e *UnknownRoot) Error() string { return "licence: signed by an unknown root, " + e.Name }

// Grant is what a licence gives.
type Grant struct {
	Scheme                string
	District              string
	Station               int
	Key                   ed25519.PublicKey // the station's
	FirstEpoch, LastEpoch int
	From, Until           civil.Date // both days included; zero Until is no end
}

// Licence is a signed and verified grant. The zero Licence is none and covers
// nothing.
type Licence struct {
	grant Grant
	root  RootKey
	text  string
}

// New signs a grant. Ed25519 signatures need no randomness, so one grant under
// one root is one text. Errors: ErrGrant, ErrReach.
func New(g Grant, root *Root) (Licence, error) {
	g.Key = bytes.Clone(g.Key)
	if err := g.check(); err != nil {
		return Licence{}, err
	}
	if err := root.key.reaches(g); err != nil {
		return Licence{}, err
	}
	text, err := root.sign(g.text())
	if err != nil {
		return Licence{}, err
	}
	return Licence{g, root.key, text}, nil
}

// Parse reads a licence and believes it only when one of the roots signed it,
// within that root's reach. Errors: ErrShape, *UnknownRoot, ErrSignature,
// ErrReach.
func Parse(text []byte, roots ...RootKey) (Licence, error) {
	body, root, err := verify(text, roots)
	if err != nil {
		return Licence{}, err
	}
	g, err := parseGrant(body)
	if err != nil {
		return Licence{}, err
	}
	if err := root.reaches(g); err != nil {
		return Licence{}, err
	}
	return Licence{g, root, string(text)}, nil
}

// Text is the signed note.
func (l Licence) Text() []byte { return []byte(l.text) }

// String is the signed note: a licence is no secret.
func (l Licence) String() string { return l.text }

// IsZero reports whether the licence is none.
func (l Licence) IsZero() bool { return l.text == "" }

// Grant is what the licence gives. The key is a copy.
func (l Licence) Grant() Grant {
	g := l.grant
	g.Key = bytes.Clone(g.Key)
	return g
}

// Root is who signed.
func (l Licence) Root() RootKey { return l.root }

// StandsAlone reports that the station licensed itself: every screen and
// export says so.
func (l Licence) StandsAlone() bool { return l.root.Own() }

// MayClash reports that the station licensed itself for a code that an
// authority may give to another.
func (l Licence) MayClash() bool { return l.StandsAlone() && l.grant.Station < FirstAlone }

// IsFor reports whether the licence names this station key.
func (l Licence) IsFor(key ed25519.PublicKey) bool {
	return !l.IsZero() && bytes.Equal(l.grant.Key, key)
}

// Covers returns nil when numbers of the epoch may be given out on the day.
// Errors: ErrEpoch, ErrNotYet, ErrExpired.
func (l Licence) Covers(epoch int, day civil.Date) error {
	g := l.grant
	switch {
	case l.IsZero() || epoch < g.FirstEpoch || epoch > g.LastEpoch:
		return fmt.Errorf("%w: %d, licensed are %d to %d", ErrEpoch, epoch, g.FirstEpoch, g.LastEpoch)
	case day.Before(g.From):
		return fmt.Errorf("%w: it begins on %v", ErrNotYet, g.From)
	case !g.Until.IsZero() && day.After(g.Until):
		return fmt.Errorf("%w: it ended on %v", ErrExpired, g.Until)
	}
	return nil
}
