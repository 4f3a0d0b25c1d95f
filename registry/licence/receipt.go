package licence

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// Receipt is upstream's word, signed by an authority's root, that it has a
// station's events up to one.
//
//	passdesk receipt v1
//	scheme ningbo
//	register 7UkoxijRwsbq6QM4kFmVYSlZJzpcY/k2NsFGFKyHN9E=
//	through 42
//	epoch 1
//	head uN2Qm…=
//
//	— ningbo/health-bureau sg9V78gl…wE=
//
// Register is the station's public key, by which a register is known whatever code
// it numbers under; epoch the one that the register was in at that event.
type Receipt struct {
	Scheme   string
	Register ed25519.PublicKey
	Through  int64
	Epoch    int
	Head     [32]byte // hash of the event
}

// Upstream is where a station's parcels go: the age recipient of the collector,
// signed by the root that licenses the station.
//
//	passdesk upstream v1
//	scheme ningbo
//	recipient age1…
//
//	— ningbo/health-bureau sg9V78gl…wE=
type Upstream struct {
	Scheme    string
	Recipient string // age X25519
}

var (
	// ErrReceipt reports what is no receipt, or not one that the root signed.
	ErrReceipt = errors.New("licence: not a receipt that this root signed")

	// ErrUpstream reports what does not say where parcels go, or not in the root's name.
	ErrUpstream = errors.New("licence: not an upstream that this root signed")
)

var (
	receiptForm  = regexp.MustCompile(`^passdesk receipt v1\nscheme ([a-z][a-z0-9-]{0,31})\nregister ([A-Za-z0-9+/]{43}=)\nthrough ([1-9][0-9]{0,17})\nepoch ([1-9])\nhead ([A-Za-z0-9+/]{43}=)\n$`)
	upstreamForm = regexp.MustCompile(`^passdesk upstream v1\nscheme ([a-z][a-z0-9-]{0,31})\nrecipient (age1[02-9ac-hj-np-z]{58})\n$`)
)

func (r Receipt) text() string {
	return fmt.Sprintf("passdesk receipt v1\nscheme %s\nregister %s\nthrough %d\nepoch %d\nhead %s\n", r.Scheme,
		base64.StdEncoding.EncodeToString(r.Register), r.Through, r.Epoch, base64.StdEncoding.EncodeToString(r.Head[:]))
}

// Same compares two receipts.
func (r Receipt) Same(other Receipt) bool { return r.text() == other.text() }

// SignReceipt makes the signed note. Errors: ErrReceipt.
func SignReceipt(r Receipt, root *Root) ([]byte, error) {
	if !receiptForm.MatchString(r.text()) {
		return nil, fmt.Errorf("%w: its form", ErrReceipt)
	}
	signed, err := root.sign(r.text())
	if err != nil {
		return nil, err
	}
	if _, err := ParseReceipt([]byte(signed), root.Key()); err != nil {
		return nil, err
	}
	return []byte(signed), nil
}

// ParseReceipt reads a receipt and believes it when an authority's root among the
// known ones signed it, in its one spelling. Errors: ErrReceipt.
func ParseReceipt(signed []byte, known ...RootKey) (Receipt, error) {
	m, root, err := signedForm(signed, receiptForm, known)
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	r := Receipt{Scheme: m[1]}
	r.Register, err = base64.StdEncoding.Strict().DecodeString(m[2])
	head, err2 := base64.StdEncoding.Strict().DecodeString(m[5])
	if err := errors.Join(err, err2); err != nil || r.Scheme != root.scheme || isZero(r.Register) {
		return Receipt{}, fmt.Errorf("%w: its form", ErrReceipt)
	}
	r.Through, _ = strconv.ParseInt(m[3], 10, 64) // digits, as the form says
	r.Epoch, _ = strconv.Atoi(m[4])
	r.Head = [32]byte(head)
	return r, nil
}

func (u Upstream) text() string {
	return fmt.Sprintf("passdesk upstream v1\nscheme %s\nrecipient %s\n", u.Scheme, u.Recipient)
}

// SignUpstream makes the signed note. Errors: ErrUpstream.
func SignUpstream(u Upstream, root *Root) ([]byte, error) {
	if !upstreamForm.MatchString(u.text()) {
		return nil, fmt.Errorf("%w: its form", ErrUpstream)
	}
	signed, err := root.sign(u.text())
	if err != nil {
		return nil, err
	}
	if _, err := ParseUpstream([]byte(signed), root.Key()); err != nil {
		return nil, err
	}
	return []byte(signed), nil
}

// ParseUpstream reads one and believes it as ParseReceipt does. Errors: ErrUpstream.
func ParseUpstream(signed []byte, known ...RootKey) (Upstream, error) {
	m, root, err := signedForm(signed, upstreamForm, known)
	if err != nil || m[1] != root.scheme {
		return Upstream{}, fmt.Errorf("%w: its form or signature", ErrUpstream)
	}
	return Upstream{Scheme: m[1], Recipient: m[2]}, nil
}

// signedForm is the parts of a note's text, when an authority's root signed it.
func signedForm(signed []byte, form *regexp.Regexp, known []RootKey) ([]string, RootKey, error) {
	text, root, err := verify(signed, known)
	if err != nil {
		return nil, RootKey{}, err
	}
	m := form.FindStringSubmatch(text)
	if m == nil || root.Own() {
		return nil, RootKey{}, ErrShape
	}
	return m, root, nil
}

// upstreamLine is how an upstream begins behind a licence in a delivery.
var upstreamLine = []byte("\npassdesk upstream v1\n")

// cutUpstream parts a delivery: the licence, and where parcels go, or nothing.
func cutUpstream(file []byte) (lic, upstream []byte) {
	if at := bytes.Index(file, upstreamLine); at >= 0 {
		return file[:at+1], file[at+1:]
	}
	return file, nil
}
