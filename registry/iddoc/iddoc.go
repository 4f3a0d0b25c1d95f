// Package iddoc reads other people's documents: identity numbers as they are
// typed, scanned, pasted or pulled from spreadsheets. It knows the number
// schemes, their check digits, the division codes, what people type wrong, and
// which wrong document they hold up instead. It does not know who the person
// is, what the register holds, or what day it is: the day comes in.
//
// Three things are kept apart: the document shown, the number scheme (a
// temporary card and a household book carry the same citizen number, so they
// are one scheme), and the number printed on a pass, which may be a parent's.
//
// [Read] takes what was typed, what the operator says it is, and the day from
// which ages and centuries are counted. Its [Reading] has one of three levels:
//
//	OK      Valid, nothing to see
//	WARN    Valid, issue, but the operator sees the words in Warn
//	REJECT  not Valid; Reason says why, Suggest may offer a repair
//
// A failed check digit or date is final. A region that is in no list may be
// overridden by an officer who holds the card in hand ([Reading.Overridable]).
//
// A [Number] is a number that was read and found good (or can be overridden).
// It masks itself in every print verb; [Number.Norm] is the only way to the
// plain digits. Its [Number.Key] is the uniqueness key K1.
//
//	r := iddoc.Read("身份证号：３３０２１２198505059315", "auto", civil.New(2020, 3, 10))
//	r.Type          // RIC18
//	r.Number.Norm() // "330212198505059315"
//	r.Number.Key()  // "RIC18:330212198505059315"
//	fmt.Sprint(r)   // RIC18 330212********9315 ok
package iddoc

import (
	"strings"

	"passdesk/registry/civil"
)

// Type is a number scheme, in the words of the doc verb.
type Type string

const (
	TypeRIC18           Type = "RIC18"            // 居民身份证, 临时身份证, 户口簿 (GB 11643-1999)
	TypeRIC15           Type = "RIC15"            // the withdrawn 15 digits; Norm is the 18-digit form
	TypeHMTRes          Type = "HMT_RES"          // 港澳台居民居住证 (国办发〔2018〕81号)
	TypeFPR18           Type = "FPR18"            // 外国人永久居留身份证, 2023
	TypeFPR15           Type = "FPR15"            // 外国人永久居留证, before 2023
	TypeHKPermit        Type = "HK_PERMIT"        // 港澳居民来往内地通行证, Hong Kong
	TypeMOPermit        Type = "MO_PERMIT"        // 港澳居民来往内地通行证, Macau
	TypeTWPermit        Type = "TW_PERMIT"        // 台湾居民来往大陆通行证
	TypePassportCN      Type = "PASSPORT_CN"      // 中华人民共和国护照
	TypePassportForeign Type = "PASSPORT_FOREIGN" // a passport of another state
	TypeMRZTD3          Type = "MRZ_TD3"          // ICAO 9303 part 4, two lines of 44
	TypeMRZTD1          Type = "MRZ_TD1"          // ICAO 9303 part 5, three lines of 30
	TypeBirthCert       Type = "BIRTH_CERT"       // 出生医学证明
	TypeMilID           Type = "MIL_ID"           // 军官证, 士兵证 and their kind
	TypeMasked          Type = "MASKED"           // a search pattern, never a key
	TypeUnknown         Type = "UNKNOWN"

	TypeWrongTWID       Type = "WRONG_DOC:TWID"        // 台湾身份证
	TypeWrongPhone      Type = "WRONG_DOC:PHONE"       // a mobile number
	TypeWrongHKID       Type = "WRONG_DOC:HKID"        // 香港身份证
	TypeWrongBankCard   Type = "WRONG_DOC:BANKCARD"    // Luhn
	TypeWrongExitPermit Type = "WRONG_DOC:EXIT_PERMIT" // a mainlander's travel permit
	TypeWrongUSCC       Type = "WRONG_DOC:USCC"        // 统一社会信用代码
)

// IsWrongDoc reports a document that was recognised and is of no use here.
func (t Type) IsWrongDoc() bool { return strings.HasPrefix(string(t), "WRONG_DOC:") }

// IsCitizen reports a scheme with the build of GB 11643: region or country,
// birth date, sex and check digit.
func (t Type) IsCitizen() bool {
	return t == TypeRIC18 || t == TypeRIC15 || t == TypeHMTRes || t == TypeFPR18
}

// Sex is 'M', 'F', or 0 where the document does not say.
type Sex byte

const (
	Male   Sex = 'M'
	Female Sex = 'F'
)

// String is "M", "F" or "".
func (s Sex) String() string {
	switch s {
	case Male:
		return "M"
	case Female:
		return "F"
	}
	return ""
}

// finding is what one scheme's reader says: the words as sets, and the number
// when nothing stands against it that an officer may not override.
type finding struct {
	typ     Type
	reason  reasonSet
	warn    warnSet
	number  Number
	pattern string // of MASKED
}

func reject(t Type, r reasonSet) finding { return finding{typ: t, reason: r} }

// accept gives the finding its number unless a final reason stands.
func (f finding) accept(n Number) finding {
	if f.reason&^overridable == 0 {
		n.typ = f.typ
		f.number = n
	}
	return f
}

// Read reads one document number.
//
// declared is what the operator says it is: "" or "auto", "HK_MO", "TW",
// "BIRTH", "MIL", "PASSPORT:XXX" (the issuing state, ISO 3166-1 alpha-3), or
// any word of Type. It settles what a number alone cannot (H and 8 digits,
// M and 8, 8 digits, a letter and 9 digits), and it keeps a mistyped number of
// the declared kind from being taken for another kind that has no check digit.
// It does not make a citizen number with a good check digit into anything else:
// compare Reading.Type, or ask [Reading.Fits].
//
// asOf is the day that ages, centuries and expiry are counted from. Without it
// (the zero Date) no age is checked and a two-digit year means 19YY.
func Read(input, declared string, asOf civil.Date) Reading {
	if clean18(input) { // what a card reader sends: nothing to normalise
		return reading(input, eighteen(input, asOf))
	}
	f, repairs := read(input, parseDeclared(declared), asOf)
	r := reading(input, f)
	r.Suggest = repairs
	return r
}

func read(input string, d declared, asOf civil.Date) (finding, []string) {
	if lines, ok := mrzLines(input); ok {
		return readMRZ(lines, asOf), nil
	}
	bare := unlabelled(input)
	switch {
	case isBlank(input):
		return reject(TypeUnknown, empty), nil
	case isNoise(bare.text):
		return reject(TypeUnknown, emptyOrNoise), nil
	case looksWritten(bare.text):
		// A date with its dashes is no number, whatever was declared: it must
		// be seen before the dashes go, or it becomes 8 digits of a permit.
		return finding{typ: TypeUnknown, reason: badFormat, warn: looksLikeDate}, nil
	case isScientific(bare.text):
		return reject(TypeUnknown, excelScientific), nil
	}
	n := bare.plain()
	if n.text == "" {
		return reject(TypeUnknown, emptyOrNoise), nil
	}
	f := classify(n.text, d, asOf)
	f.warn |= n.warn
	if f.reason == 0 {
		return f, nil
	}
	return f, suggestions(n.text, f, d, asOf)
}

func reading(input string, f finding) Reading {
	return Reading{
		Input:   input,
		Type:    f.typ,
		Valid:   f.reason == 0,
		Number:  f.number,
		Reason:  f.reason.words(),
		Warn:    f.warn.words(),
		pattern: f.pattern,
	}
}

// clean18 reports 18 bytes that normalisation would leave as they are.
func clean18(s string) bool {
	if len(s) != 18 || !isDigits(s[:17]) {
		return false
	}
	return isDigit(s[17]) || s[17] == 'X'
}
