package token

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
)

// payload lays the fields out as the package comment says.
func (p Pass) payload() ([]byte, error) {
	number, err := packNumber(p.Number)
	if err != nil {
		return nil, err
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	b := make([]byte, 0, headSize+len(p.Scheme)+len(p.Name)+SignatureSize)
	b = append(b, Version, byte(len(p.Scheme)<<4|len(p.Name)))
	var wide [8]byte
	binary.BigEndian.PutUint64(wide[:], number)
	b = append(b, wide[1:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(p.Copy))
	b = binary.BigEndian.AppendUint16(b, uint16(p.Issued.Days()))
	b = binary.BigEndian.AppendUint16(b, expiryDay(p.Expires))
	b = append(b, p.Scope)
	b = append(b, strings.Repeat(" ", 4-len(p.LastFour))...)
	b = append(b, p.LastFour...)
	b = append(b, p.Scheme...)
	return append(b, p.Name...), nil
}

// parsePayload is payload's inverse; any payload that it accepts is canonical.
func parsePayload(b []byte) (Pass, error) {
	if b[0] != Version {
		return Pass{}, fmt.Errorf("%w: %d", ErrVersion, b[0])
	}
	scheme, name := int(b[1]>>4), int(b[1]&15)
	if len(b) != headSize+scheme+name {
		return Pass{}, fmt.Errorf("%w: %d bytes", ErrText, len(b))
	}
	number, err := unpackNumber(binary.BigEndian.Uint64(append([]byte{0}, b[2:9]...)))
	if err != nil {
		return Pass{}, err
	}
	p := Pass{
		Number:   number,
		Copy:     int(binary.BigEndian.Uint16(b[9:])),
		Issued:   day(binary.BigEndian.Uint16(b[11:])),
		Expires:  day(binary.BigEndian.Uint16(b[13:])),
		Scope:    b[15],
		LastFour: strings.TrimLeft(string(b[16:20]), " "),
		Scheme:   string(b[20 : 20+scheme]),
		Name:     string(b[20+scheme:]),
	}
	return p, p.check()
}

// check refuses what no station would write: every field but the number.
func (p Pass) check() error {
	switch {
	case len(p.Scheme) < 1 || len(p.Scheme) > 15 || !only(p.Scheme, "abcdefghijklmnopqrstuvwxyz0123456789"):
		return fmt.Errorf("%w: scheme", ErrField)
	case p.Copy < 1 || p.Copy > 0xFFFF:
		return fmt.Errorf("%w: copy %d", ErrField, p.Copy)
	case !Bears(p.Issued):
		return fmt.Errorf("%w: day of issue", ErrField)
	case !p.Expires.IsZero() && (!Bears(p.Expires) || p.Expires.Before(p.Issued)):
		return fmt.Errorf("%w: last day", ErrField)
	case len(p.LastFour) > 4 || !only(p.LastFour, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
		return fmt.Errorf("%w: last four of the document number", ErrField)
	case !masked(p.Name):
		return fmt.Errorf("%w: the name is not masked", ErrField)
	}
	return nil
}

// packNumber reads the digits as one integer. Leading zeros are kept by the flags
// that say how many digits there are.
func packNumber(digits string) (uint64, error) {
	flag, ok := lengthFlags[len(digits)]
	if !ok || !only(digits, "0123456789") {
		return 0, fmt.Errorf("%w: a pass number has 14 to 16 digits", ErrField)
	}
	var n uint64
	for _, d := range []byte(digits) {
		n = n*10 + uint64(d-'0')
	}
	if n%97 != 1 { // ISO 7064 MOD 97-10
		return 0, fmt.Errorf("%w: the check digits of the number", ErrField)
	}
	return n | flag, nil
}

// lengthFlags are the two top bits, by how many digits there are; 16 digits fill
// no more than the other 54.
var lengthFlags = map[int]uint64{14: 0, 15: 1 << 54, 16: 1 << 55}

func unpackNumber(n uint64) (string, error) {
	const flags = 3 << 54
	for length, flag := range lengthFlags {
		if n&flags == flag {
			digits := fmt.Sprintf("%0*d", length, n&^flags)
			if packed, err := packNumber(digits); err != nil || packed != n {
				break
			}
			return digits, nil
		}
	}
	return "", fmt.Errorf("%w: the pass number", ErrField)
}

// Bears reports whether a pass can bear the day: from 1970-01-02, to 2149.
func Bears(d civil.Date) bool { return !d.IsZero() && d.Days() >= 1 && d.Days() <= 0xFFFF }

func expiryDay(d civil.Date) uint16 {
	if d.IsZero() {
		return 0
	}
	return uint16(d.Days())
}

// day is the inverse: 0 is none.
func day(n uint16) civil.Date {
	if n == 0 {
		return civil.Date{}
	}
	return civil.New(1970, 1, 1).AddDays(int(n))
}

func only(s, alphabet string) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(alphabet, s[i]) < 0 {
			return false
		}
	}
	return true
}

// masked reports whether the name is of a form that Mask writes.
func masked(name string) bool {
	if len(name) < 1 || len(name) > 15 || !utf8.ValidString(name) {
		return false
	}
	r := []rune(name)
	star := len(r) == 1 && r[0] == '*'
	return star || (len(r) <= 3 && len(r) >= 2 && r[0] != '*' && r[1] == '*' && (len(r) == 2 || r[2] != '*'))
}
