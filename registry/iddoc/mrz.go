package iddoc

import (
	"strings"
	"unicode"

	"passdesk/registry/civil"
)

// ICAO 9303: TD3 (part 4) has two lines of 44 characters, TD1 (part 5) three of
// 30. A keyboard reader may send them with line ends, with spaces, or in one
// piece; a phone's camera loses the fillers at the end of a name line.

// mrzLines reports whether the input is a machine readable zone, and gives its
// lines in A–Z, 0–9 and <, without spaces. Characters that do not belong there
// stay, for the reader to refuse.
func mrzLines(input string) ([]string, bool) {
	fillers := strings.Count(input, "<") + strings.Count(input, "＜")
	if fillers == 0 && len(input) < 44 {
		return nil, false
	}
	var lines []string
	total := 0
	for _, l := range strings.FieldsFunc(lineEnds.Replace(input), isLineEnd) {
		l = mrzLine(l)
		if l != "" {
			lines = append(lines, l)
			total += len(l)
		}
	}
	switch {
	case len(lines) == 0:
		return nil, false
	case fillers == 0:
		return lines, total >= 44 && isAlnum(strings.Join(lines, "")) && countDigits(lines[0]) < total
	case total >= 28:
		return lines, true
	}
	return lines, total >= 10 && len(lines[0]) > 1 && strings.IndexByte("PVIAC", lines[0][0]) >= 0 && (lines[0][1] == '<' || isUpper(lines[0][1]))
}

// lineEnds are how a line end is written where there can be none: one record of
// a list, one line of a script.
var lineEnds = strings.NewReplacer(`\r`, "\n", `\n`, "\n", "|", "\n")

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' || r == '\v' || r == '\u2028' }

func mrzLine(s string) string {
	s = fold(unquote(s)).text
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || isInvisible(r):
			return -1
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// readMRZ finds out which format the lines are.
func readMRZ(lines []string, asOf civil.Date) finding {
	whole := strings.Join(lines, "")
	typ := TypeMRZTD3
	if len(lines) == 3 || len(whole) == 90 || strings.IndexByte("IAC", whole[0]) >= 0 {
		typ = TypeMRZTD1
	}
	if strings.Trim(whole, upperAndDigits+"<") != "" {
		return reject(typ, mrzBadChar)
	}
	switch {
	case len(lines) == 3 && len(lines[0]) == 30 && len(lines[1]) == 30 && len(lines[2]) == 30:
		return readTD1(lines[0], lines[1], asOf)
	case len(lines) == 2 && len(lines[1]) == 44 && len(lines[0]) <= 44:
		return readTD3(lines[0], lines[1], asOf)
	case len(whole) == 90 && typ == TypeMRZTD1:
		return readTD1(whole[:30], whole[30:60], asOf)
	case len(whole) == 88:
		return readTD3(whole[:44], whole[44:], asOf)
	case len(lines) == 1:
		return readTD3Part(whole, typ, asOf)
	}
	return reject(typ, mrzLength)
}

// readTD3Part reads one piece that is too short for both lines: the second line
// alone, or behind a first line without its last fillers. All checks must hold,
// or it is only a piece of the wrong length.
func readTD3Part(s string, typ Type, asOf civil.Date) finding {
	if len(s) < 44 || len(s) > 87 || len(s) > 44 && s[0] != 'P' {
		return reject(typ, mrzLength)
	}
	cut := len(s) - 44
	f := readTD3(s[:cut], s[cut:], asOf)
	if f.reason != 0 && (cut > 0 || s[0] == 'P') {
		return reject(TypeMRZTD3, mrzLength)
	}
	return f
}

// zone is a line on its way through the OCR repair.
type zone struct {
	b        []byte
	repaired bool
	bad      bool
}

var digitSlips = strings.NewReplacer("O", "0", "Q", "0", "D", "0", "I", "1", "L", "1", "Z", "2", "S", "5", "G", "6", "B", "8")
var letterSlips = strings.NewReplacer("0", "O", "1", "I", "2", "Z", "5", "S", "8", "B")

// digits repairs letters in places that hold only digits or fillers; what is
// still a letter there is bad.
func (z *zone) digits(from, to int) {
	old := string(z.b[from:to])
	s := digitSlips.Replace(old)
	if s != old {
		z.repaired = true
		copy(z.b[from:to], s)
	}
	if strings.Trim(s, "0123456789<") != "" {
		z.bad = true
	}
}

// letters repairs digits in places that hold only letters or fillers.
func (z *zone) letters(from, to int) string {
	old := string(z.b[from:to])
	s := letterSlips.Replace(old)
	if s != old {
		z.repaired = true
		copy(z.b[from:to], s)
	}
	return s
}

func (z *zone) text(from, to int) string { return string(z.b[from:to]) }

// readTD3 reads a passport. Line 2: number 1–9 and check 10, nationality 11–13,
// birth 14–19 and 20, sex 21, expiry 22–27 and 28, optional 29–42 and 43 (may be
// < when the field is empty), composite 44 over 1–10, 14–20 and 22–43.
func readTD3(line1, line2 string, asOf civil.Date) finding {
	f := finding{typ: TypeMRZTD3}
	z := &zone{b: []byte(line2)}
	z.digits(9, 10)
	z.digits(13, 20)
	z.digits(21, 28)
	z.digits(42, 44)
	nationality := stateText(z.letters(10, 13))
	state := f.issuer(line1, nationality)
	if f.reason != 0 {
		return f
	}
	number := func() bool { return z.holds(0, 9, 9) }
	z.repairNumber(0, 9, number)
	composite := z.text(0, 10) + z.text(13, 20) + z.text(21, 43)
	good := number() && z.holds(13, 19, 19) && z.holds(21, 27, 27) && z.optional(28, 42, 42) && digitIs(z.b[43], composite)
	norm := strings.ReplaceAll(z.text(0, 9), "<", "")
	return f.mrz(z, norm, regionState(state, norm), z.text(13, 19), z.text(21, 27), z.b[20], good, asOf)
}

// issuer takes the issuing state from line 1, which has no check digit and may
// be short or missing; then the nationality stands in.
func (f *finding) issuer(line1, nationality string) string {
	switch {
	case line1 == "":
		f.warn |= mrzLine1Missing
		return nationality
	case line1[0] != 'P':
		f.reason |= badFormat // a visa (V) has the size, but no number of a person
		return ""
	case len(line1) < 44:
		f.warn |= mrzLine1Short
	}
	if len(line1) < 5 {
		return nationality
	}
	z := zone{b: []byte(line1)}
	state := stateText(z.letters(2, 5))
	if z.repaired {
		f.warn |= mrzOCRRepaired
	}
	return state
}

// stateText cuts the fillers; D is how passports write Germany (9303-3 sect. 5).
func stateText(s string) string {
	s = strings.TrimRight(s, "<")
	if s == "D" {
		return "DEU"
	}
	return s
}

// regionState tells the passports of Hong Kong (H or K and eight digits, HJ or KJ
// and seven) and Macau (M, a letter and seven) from those of the mainland: all
// have CHN in the MRZ, while an operator declares HKG or MAC, and the key must be
// one.
func regionState(state, norm string) string {
	if state != "CHN" || len(norm) != 9 || !isDigits(norm[2:]) {
		return state
	}
	switch norm[0] {
	case 'H', 'K':
		if isDigit(norm[1]) || norm[1] == 'J' {
			return "HKG"
		}
	case 'M':
		if isUpper(norm[1]) {
			return "MAC"
		}
	}
	return state
}

// readTD1 reads a card. Line 1: kind 1–2, state 3–5, number 6–14 and check 15,
// optional 16–30; line 2: birth 1–6 and 7, sex 8, expiry 9–14 and 15,
// nationality 16–18, optional 19–29, composite 30 over line 1 6–30 and line 2
// 1–7, 9–15, 19–29.
func readTD1(line1, line2 string, asOf civil.Date) finding {
	f := finding{typ: TypeMRZTD1}
	if strings.IndexByte("IAC", line1[0]) < 0 {
		return reject(f.typ, badFormat)
	}
	top, z := &zone{b: []byte(line1)}, &zone{b: []byte(line2)}
	top.digits(14, 15)
	z.digits(0, 7)
	z.digits(8, 15)
	z.digits(29, 30)
	z.letters(15, 18)
	state := stateText(top.letters(2, 5))
	norm, good := top.cardNumber()
	composite := top.text(5, 30) + z.text(0, 7) + z.text(8, 15) + z.text(18, 29)
	good = good && z.holds(0, 6, 6) && z.holds(8, 14, 14) && digitIs(z.b[29], composite)
	z.repaired = z.repaired || top.repaired
	z.bad = z.bad || top.bad
	return f.mrz(z, norm, state, z.text(0, 6), z.text(8, 14), z.b[7], good, asOf)
}

// cardNumber reads the number and its check. A number of more than nine
// characters has < in place 15 and goes on in the optional data, the check
// behind its last character (9303-5, 4.2.2.2 note j).
func (z *zone) cardNumber() (string, bool) {
	if z.b[14] != '<' {
		number := func() bool { return z.holds(5, 14, 14) }
		z.repairNumber(5, 14, number)
		return strings.ReplaceAll(z.text(5, 14), "<", ""), number()
	}
	rest, _, _ := strings.Cut(z.text(15, 30), "<")
	if len(rest) < 2 {
		return "", false
	}
	whole := z.text(5, 14) + rest[:len(rest)-1]
	return strings.ReplaceAll(whole, "<", ""), digitIs(rest[len(rest)-1], whole)
}

// mrz settles what both formats share.
func (f finding) mrz(z *zone, norm, state, birth, expiry string, sex byte, good bool, asOf civil.Date) finding {
	switch {
	case z.bad || sex != 'M' && sex != 'F' && sex != 'X' && sex != '<':
		f.reason |= mrzBadChar
		return f
	case !good:
		f.reason |= badMRZCheck
		return f
	case norm == "" || isAllZero(norm):
		f.reason |= allZero
	}
	if z.repaired {
		f.warn |= mrzOCRRepaired
	}
	n := Number{norm: norm, state: state}
	if sex == 'M' || sex == 'F' {
		n.sex = Sex(sex)
	}
	n.birth = f.mrzDate(birth, asOf, asOf)
	until := f.mrzDate(expiry, asOf.AddDays(50*365), asOf)
	if !until.IsZero() && until.Before(asOf) {
		f.warn |= docExpired
	}
	return f.accept(n)
}

// mrzDate reads YYMMDD: 20YY unless that lies after latest, then 19YY. Fillers
// stand for what is not known; such a date is none.
func (f *finding) mrzDate(s string, latest, asOf civil.Date) civil.Date {
	if strings.IndexByte(s, '<') >= 0 {
		return civil.Date{}
	}
	d, err := civil.ParseCompact("20" + s)
	if err == nil && !asOf.IsZero() && !d.After(latest) {
		return d
	}
	if d, err = civil.ParseCompact("19" + s); err != nil {
		f.reason |= badDate
	}
	return d
}

// repairNumber reads O and I that stand among the digits of the document number
// as 0 and 1, if its check digit then holds. Beside a letter, or in a number of
// more letters than two, they may be letters, and S, B and Z are common in good
// numbers: one guess in ten would pass.
func (z *zone) repairNumber(from, to int, holds func() bool) {
	if holds() {
		return
	}
	old := z.text(from, to)
	for i := from + 1; i < to; i++ {
		last := i+1 == to || z.b[i+1] == '<'
		if isDigit(z.b[i-1]) && (last || isDigitLike(z.b[i+1])) {
			z.b[i] = slips[0].Replace(old[i-from : i-from+1])[0]
		}
	}
	field := strings.TrimRight(z.text(from, to), "<")
	if !holds() || len(field)-countDigits(field) > 2 {
		copy(z.b[from:to], old)
		return
	}
	z.repaired = true
}

func isDigitLike(b byte) bool { return isDigit(b) || b == 'O' || b == 'I' }

// holds checks the field from–to against the digit in place check.
func (z *zone) holds(from, to, check int) bool { return digitIs(z.b[check], z.text(from, to)) }

// optional is holds, but an empty field may have < for its check.
func (z *zone) optional(from, to, check int) bool {
	if z.b[check] == '<' {
		return strings.Trim(z.text(from, to), "<") == ""
	}
	return z.holds(from, to, check)
}

func digitIs(b byte, field string) bool { return isDigit(b) && check731(field) == b }

// check731 is the check digit of ICAO 9303-3, 4.9: weights 7, 3, 1, letters 10
// to 35, fillers 0, modulo 10.
func check731(s string) byte {
	sum := 0
	for i := 0; i < len(s); i++ {
		sum += charValue(s[i]) * [...]int{7, 3, 1}[i%3]
	}
	return byte('0' + sum%10)
}
