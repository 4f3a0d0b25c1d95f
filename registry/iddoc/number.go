package iddoc

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
)

// Number is a document number that was read and found good. The zero Number is
// none. It masks itself wherever it is printed or logged; Norm is the only door
// to the plain value. Comparable with ==, but two writings of one number (15
// and 18 digits, other renewal digits) are equal only by Key.
type Number struct {
	typ     Type
	norm    string
	renewal string
	state   string
	birth   civil.Date
	sex     Sex
}

// IsZero reports none.
func (n Number) IsZero() bool { return n.typ == "" }

// Type is the scheme, "" for none.
func (n Number) Type() Type { return n.typ }

// Norm is the plain number in its one form: upper case, no separators; of a
// RIC15 the 18 digits; of a permit the lifetime part without renewal digits; of
// an MRZ the document number.
func (n Number) Norm() string { return n.norm }

// Renewal is what a permit shows behind its lifetime part ("02", "02B"), or "".
func (n Number) Renewal() string { return n.renewal }

// State is the issuing state of a passport, an MRZ or a foreigner's card (ISO
// 3166-1 alpha-3), or "". PASSPORT_CN has "CHN"; a Hong Kong or Macau passport
// has HKG or MAC, whether it was declared so or its MRZ says CHN.
func (n Number) State() string { return n.state }

// Birth is the birth date that the document states, or the zero Date.
func (n Number) Birth() civil.Date { return n.birth }

// Sex is the sex that the document states, or 0.
func (n Number) Sex() Sex { return n.sex }

// Key is the uniqueness key K1, "" for none. A RIC15 has the key of its
// 18-digit form, a permit that of its lifetime part, and a passport that of
// state and number, typed or read from the MRZ alike: "RIC18:330212…",
// "HK_PERMIT:H91234567", "PASSPORT:USA:912345678". A passport's key is weak: a
// renewed passport has a new number.
func (n Number) Key() string {
	switch n.typ {
	case "":
		return ""
	case TypeRIC15:
		return string(TypeRIC18) + ":" + n.norm
	case TypePassportCN:
		return "PASSPORT:CHN:" + n.norm
	case TypePassportForeign, TypeMRZTD3:
		return "PASSPORT:" + n.state + ":" + n.norm
	case TypeMRZTD1:
		return string(n.typ) + ":" + n.state + ":" + n.norm
	}
	return string(n.typ) + ":" + n.norm
}

// Last4 is the last four characters, or fewer of a number too short to lose
// four: it never shows more than half.
func (n Number) Last4() string {
	r := []rune(n.norm)
	return string(r[len(r)-min(4, len(r)/2):])
}

// Masked shows as little as still tells one from another: 330212********9315
// of the 18 digits (the mask of the notices), the first letter and the last
// four of the rest.
func (n Number) Masked() string {
	if n.typ.IsCitizen() && len(n.norm) == 18 {
		return n.norm[:6] + "********" + n.norm[14:]
	}
	r := []rune(n.norm)
	tail := []rune(n.Last4())
	head := 0
	if len(r) >= 8 && (r[0] < '0' || r[0] > '9') {
		head = 1
	}
	stars := strings.Repeat("*", max(0, len(r)-head-len(tail)))
	return string(r[:head]) + stars + string(tail)
}

// String is Masked.
func (n Number) String() string { return n.Masked() }

// GoString is "iddoc.Number(RIC18 330212********9315)".
func (n Number) GoString() string {
	return "iddoc.Number(" + strings.TrimSpace(string(n.typ)+" "+n.Masked()) + ")"
}

// Format masks under every verb: %d and %x would otherwise show the fields.
func (n Number) Format(f fmt.State, verb rune) {
	s := n.Masked()
	if verb == 'v' && f.Flag('#') {
		s = n.GoString()
	}
	if w, ok := f.Width(); ok {
		if pad := w - utf8.RuneCountInString(s); pad > 0 {
			s += strings.Repeat(" ", pad)
		}
	}
	fmt.Fprint(f, s)
}

// LogValue is Masked.
func (n Number) LogValue() slog.Value { return slog.StringValue(n.Masked()) }
