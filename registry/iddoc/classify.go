package iddoc

import (
	"strings"

	"passdesk/registry/civil"
)

// classify reads a normalised, non-empty text.
//
// documents.md: "the declared kind wins; else ask". Read here as: a text of the
// declared kind's form is of that kind. What is not of that form may still show
// by itself what it is (a check digit holds, 字第, a known wrong document), and
// is then named. Else it is a bad number of the declared kind: it is never taken
// for a third kind that has no check digit, or a permit with a lost digit would
// pass as a passport.
func classify(s string, d declared, asOf civil.Date) finding {
	if pattern, ok := maskOf(s); ok {
		return maskedFinding(pattern)
	}
	if f, ok := asDeclared(s, d); ok {
		return f
	}
	if f, ok := selfEvident(s, d, asOf); ok {
		return f
	}
	if d.kind != kindAuto {
		return failed(s, d)
	}
	return undeclared(s)
}

func asDeclared(s string, d declared) (finding, bool) {
	switch d.kind {
	case kindHKMO:
		return readHKMO(s)
	case kindTW:
		return readTW(s)
	case kindBirth:
		return readBirth(s)
	case kindMil:
		return readMil(s, false)
	case kindPassport:
		return readPassport(s, d)
	}
	return finding{}, false
}

// selfEvident are the forms that need no word from the operator: those with a
// check digit, and those that nothing else looks like.
func selfEvident(s string, d declared, asOf civil.Date) (finding, bool) {
	if len(s) == 18 {
		if f, ok := readEighteen(s, asOf); ok {
			return f, true
		}
	}
	if f, ok := readRIC15(s, asOf); ok && (d.kind == kindAuto || d.kind == kindCitizen || f.reason == 0) {
		return f, true
	}
	if f, ok := readFPR15(s); ok {
		return f, true
	}
	if f, ok := readMil(s, true); ok {
		return f, true
	}
	if d.kind == kindAuto {
		if f, ok := readHKMO(s); ok {
			if f.number.renewal == "" {
				// H+8 is a Hong Kong passport's form, too, and M+8 is close to
				// Macau's: issue, but the operator sees it.
				f.warn |= ambiguousPassport
			}
			return f, true
		}
		if isPassportCN(s) {
			return passportCN(s), true
		}
	}
	t := wrongDocument(s)
	if d.kind == kindHKMO && isSlipOfPermit(s) {
		return finding{}, false
	}
	return reject(t, wrongDoc), t != ""
}

// isSlipOfPermit reports a permit with a letter for its first digit (HO1234567),
// or that lost one of its ten. One in ten or eleven passes the check of a Hong
// Kong or a Taiwan identity card; that chance says nothing.
func isSlipOfPermit(s string) bool {
	digits := len(s) > 1 && isDigits(slips[1].Replace(s[1:]))
	return typeHKMO(s) != TypeUnknown && digits && (len(s) == 9 || len(s) == 10)
}

// undeclared is what remains with nothing declared: forms without a check digit
// that could be two things.
func undeclared(s string) finding {
	switch {
	case isAllZero(s):
		return reject(TypeUnknown, allZero)
	case len(s) == 8 && isDigits(s):
		f := reject(TypeUnknown, declareType) // a Taiwan permit, or a birth date
		if isDate8(s) {
			f.warn |= looksLikeDate
		}
		return f
	case isBirthForm(s):
		// A birth certificate; or a Taiwan ID number, a passport or a permit
		// with one digit wrong or too many. Without a word it is nothing.
		return reject(TypeUnknown, declareType)
	}
	if f, ok := readTW(s); ok && !(len(s) == 11 && isDigits(s)) {
		return f // but 11 digits alone are sooner a telephone number with a slip
	}
	return reject(TypeUnknown, undeclaredReason(s))
}

func undeclaredReason(s string) reasonSet {
	digits := countDigits(s)
	switch {
	case digits == 0:
		return noDigit
	case strings.Contains(s, "字第"):
		return badFormat
	case !isAlnum(s):
		return badChar
	case len(s) > 15 || len(s) < 5:
		return badLength
	case digits == len(s) && len(s) >= 12:
		// The form of a foreign passport allows them, but 12 to 14 digits are a
		// citizen number cut short; no declaration will make them good.
		if len(s) == 15 {
			return badFormat
		}
		return badLength
	}
	return declareType // the form of a foreign passport: whose?
}

// failed says what is wrong with a text as a number of the declared kind.
func failed(s string, d declared) finding {
	switch d.kind {
	case kindHKMO:
		return failedHKMO(s)
	case kindTW:
		return failedTW(s)
	case kindBirth:
		return failedBirth(s)
	case kindPassport:
		return failedPassport(s, d)
	case kindMil:
		return reject(TypeMilID, badFormat)
	case kindMRZ:
		return reject(d.typ, mrzLength)
	}
	return failedCitizen(s, d)
}

func failedCitizen(s string, d declared) finding {
	want := 18
	if d.typ == TypeRIC15 || d.typ == TypeFPR15 {
		want = 15
	}
	switch {
	case countDigits(s) == 0:
		return reject(d.typ, noDigit)
	case !isAlnum(s):
		return reject(d.typ, badChar)
	case len(s) != want:
		return reject(d.typ, badLength)
	case d.typ != TypeFPR15 && !isDigits(s):
		return reject(d.typ, badChar)
	}
	return reject(d.typ, badFormat)
}

func isAllZero(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != '0' {
			return false
		}
	}
	return s != ""
}
