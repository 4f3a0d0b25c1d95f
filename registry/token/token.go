// Package token knows the text in a pass's QR code: what a guard can check with
// no network. It holds only what is printed on the same paper, so that the guard
// can compare; never the whole document number, and no hash of it (one district
// has 3.65e7 candidates: a hash of an ID number is the ID number).
//
// It does not know keys, recall lists or clocks: signing and verifying come in
// as functions, and whether a pass is expired or recalled is the caller's to ask.
//
// # Layout, version 1
//
// All integers are big-endian.
//
//	offset  size  what
//	0       1     version: 1
//	1       1     high four bits: length S of the scheme's id, 1–15
//	              low four bits: length N of the masked name in bytes, 1–15
//	2       7     pass number: the two top bits are 10 for 16 digits, 01 for 15
//	              and 00 for 14; the other 54 are the digits read as one integer
//	              (which leaves 1 on division by 97, ISO 7064 MOD 97-10)
//	9       2     copy of the pass, 1–65535
//	11      2     day of issue, days since 1970-01-01
//	13      2     last day of validity, counted in the same way; 0: no term
//	15      1     scope: the area in which the pass is good, as the scheme
//	              numbers it; 0: the whole area of the scheme
//	16      4     last four of the printed document number, ASCII, padded on
//	              the left with spaces when the number is shorter
//	20      S     the scheme's id, ASCII a–z and 0–9
//	20+S    N     masked name, UTF-8: 王*定, 王*
//	20+S+N  64    Ed25519 signature (RFC 8032)
//
// What is signed is [Context] followed by the bytes before the signature. The
// context keeps a signature on a pass from being shown as a signature on
// anything else that a station signs.
//
// The whole is written in base45 (RFC 9285), which a QR code stores in its
// alphanumeric mode at 5.5 bits a character: 141 to 153 characters, 41×41
// modules (version 6) with medium error correction.
//
// A payload is canonical: what Decode accepts, Encode writes the same way.
//
//	text, err := token.Encode(token.Pass{Scheme: "ningbo", Number: "12131170004228", Copy: 1,
//		Issued: civil.New(2020, 2, 18), LastFour: "9315", Name: token.Mask("样例父")}, sign)
//	pass, err := token.Decode(text, verify)
package token

import (
	"errors"
	"fmt"
	"log/slog"

	"passdesk/registry/civil"
)

// Version is the layout that this package writes, and the only one it reads.
const Version = 1

// Context precedes the payload in the message that is signed.
const Context = "passdesk pass 1\n"

// SignatureSize is the length of an Ed25519 signature in bytes.
const SignatureSize = 64

const headSize = 20 // bytes before the scheme's id

// Pass is what the QR code says. All of it is printed on the paper too.
type Pass struct {
	Scheme   string     // the scheme's id: 1–15 of a–z and 0–9
	Number   string     // 14 to 16 digits, without spaces, check digits right
	Copy     int        // 1 for the first paper; 1–65535
	Issued   civil.Date // required; 1970-01-02 to 2149-06-06
	Expires  civil.Date // the last good day; the zero Date for a scheme with no term
	Scope    uint8      // area of validity as the scheme numbers it; 0: all of it
	LastFour string     // up to four of 0–9, A–Z: the end of the printed document number
	Name     string     // masked, see Mask
}

// String names no person: the middle of the number is left out.
func (p Pass) String() string {
	if len(p.Number) < 14 {
		return "pass (none)"
	}
	return fmt.Sprintf("pass %s…%s copy %d", p.Number[:4], p.Number[len(p.Number)-2:], p.Copy)
}

// GoString is String: a %#v in a log must say no more.
func (p Pass) GoString() string { return p.String() }

// LogValue is String, for slog.
func (p Pass) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Why a text is no pass, told apart because each has another cure.
var (
	// ErrText: not base45, too short or too long: some other QR code.
	ErrText = errors.New("token: not the text of a pass")
	// ErrVersion: written by a newer program.
	ErrVersion = errors.New("token: a version that this program does not know")
	// ErrField: a field that no station would have written.
	ErrField = errors.New("token: a field is out of range")
	// ErrSignature: the signature is not that of the station named in the number.
	ErrSignature = errors.New("token: the signature does not fit")
)

// Encode writes the pass, signs it and returns the text for the QR code. Sign is
// given Context and payload as one message and returns 64 bytes. A field out of
// range is ErrField.
func Encode(p Pass, sign func(message []byte) []byte) (string, error) {
	payload, err := p.payload()
	if err != nil {
		return "", err
	}
	sig := sign(append([]byte(Context), payload...))
	if len(sig) != SignatureSize {
		return "", fmt.Errorf("token: sign %v: %w: %d bytes", p, ErrSignature, len(sig))
	}
	return encode45(append(payload, sig...)), nil
}

// Decode reads a text and has its signature verified. Verify is given the signed
// message (Context and payload) and the signature, and answers nil when it is
// good. To choose the key by the number, use Parse and Verify.
func Decode(text string, verify func(message, sig []byte) error) (Pass, error) {
	u, err := Parse(text)
	if err != nil {
		return Pass{}, err
	}
	return u.Verify(verify)
}

// Unverified is a pass that anybody may have written: good for choosing the key
// of the station that its number names, and for nothing else.
type Unverified struct {
	claim   Pass
	message []byte
	sig     []byte
}

// Scheme is the id of the scheme that the text claims.
func (u Unverified) Scheme() string { return u.claim.Scheme }

// Number is the pass number that the text claims.
func (u Unverified) Number() string { return u.claim.Number }

// Parse reads a text and checks everything but the signature. It answers
// ErrText, ErrVersion or ErrField.
func Parse(text string) (Unverified, error) {
	raw, err := decode45(text)
	if err != nil {
		return Unverified{}, err
	}
	if len(raw) < headSize+2+SignatureSize {
		return Unverified{}, fmt.Errorf("%w: %d bytes", ErrText, len(raw))
	}
	payload, sig := raw[:len(raw)-SignatureSize], raw[len(raw)-SignatureSize:]
	p, err := parsePayload(payload)
	if err != nil {
		return Unverified{}, err
	}
	return Unverified{p, append([]byte(Context), payload...), sig}, nil
}

// Verify returns the pass when the signature is good, else ErrSignature.
func (u Unverified) Verify(verify func(message, sig []byte) error) (Pass, error) {
	if err := verify(u.message, u.sig); err != nil {
		return Pass{}, fmt.Errorf("%w: %v: %w", ErrSignature, u.claim, err)
	}
	return u.claim, nil
}
