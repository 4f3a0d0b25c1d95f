package iddoc

import (
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
)

// Ages in completed years, GB 11643 having no word on them: documents.md.
const (
	oldestAge = 130 // above: too_old
	warnAge   = 110 // above: age_over_110
)

// eighteen reads 18 characters, 17 digits and a digit or X, by their first:
// 1–6 a region of the mainland, 8 Hong Kong, Macau and Taiwan, 9 a foreigner or
// a company. 0 and 7 begin nothing (71 was never given out: residents of Taiwan
// have 83).
func eighteen(s string, asOf civil.Date) finding {
	switch s[0] {
	case '8':
		return hmtRes(s, asOf)
	case '9':
		return nine(s, asOf)
	case '0', '7':
		if isAllZero(s) {
			return reject(TypeUnknown, allZero)
		}
		return reject(TypeUnknown, badFormat)
	}
	return ric18(s, asOf)
}

func ric18(s string, asOf civil.Date) finding {
	f := finding{typ: TypeRIC18}
	birth := f.body(s, asOf)
	f.region(s[:6], birth.Year())
	if f.reason&badCheck != 0 && f.reason&badDate != 0 && isUSCC(s) {
		// A company's code of digits only (12, 13, 51 … are both provinces and
		// kinds of bodies); its own check and its division say so.
		return reject(TypeWrongUSCC, wrongDoc)
	}
	return f.accept(Number{norm: s, birth: birth, sex: sexOf(s[16])})
}

// hmtRes: 810000 Hong Kong, 820000 Macau, 830000 Taiwan, and no other region
// (国办发〔2018〕81号).
func hmtRes(s string, asOf civil.Date) finding {
	f := finding{typ: TypeHMTRes}
	birth := f.body(s, asOf)
	if s[1] < '1' || s[1] > '3' || s[2:6] != "0000" {
		f.reason |= hmtBadPrefix
	}
	return f.accept(Number{norm: s, birth: birth, sex: sexOf(s[16])})
}

// nine reads a foreigner's card of 2023, or a company's code, which begins with
// 9 as well. All of a card holding (province, country, date, check) settles it:
// of the companies' codes without letters one in a hundred thousand would. A
// card that fails in its check digit only is a card mistyped. For the rest the
// company's own check speaks.
func nine(s string, asOf civil.Date) finding {
	f := fpr18(s, asOf)
	if f.reason&^(badCheck|excelPrecision) != 0 && isUSCC(s) {
		return reject(TypeWrongUSCC, wrongDoc)
	}
	return f
}

// fpr18: 9, the province that accepted the application, the country as ISO
// 3166-1 numeric (000 stateless), then as a citizen number (机读信息规则 2023版).
func fpr18(s string, asOf civil.Date) finding {
	f := finding{typ: TypeFPR18}
	birth := f.body(s, asOf)
	if !isProvince(s[1:3]) {
		f.reason |= fprBadProvince
	}
	state := ""
	if s[3:6] == "000" {
		f.warn |= fprStateless
	} else if state = stateOfNumeric(s[3:6]); state == "" {
		f.reason |= fprBadCountry
	}
	return f.accept(Number{norm: s, state: state, birth: birth, sex: sexOf(s[16])})
}

// body checks what all 18-digit schemes share: check digit, date, serial.
func (f *finding) body(s string, asOf civil.Date) civil.Date {
	if iso7064.Mod11_2(s[:17]) != s[17] {
		if s[15:] == "000" {
			// A spreadsheet keeps 15 digits of a number and fills up with zeros.
			f.reason |= excelPrecision
		} else {
			f.reason |= badCheck
		}
	}
	if s[14:17] == "000" {
		f.warn |= serial000
	}
	return f.date(s[6:14], asOf)
}

// date checks YYYYMMDD against the calendar and the day asOf.
func (f *finding) date(s string, asOf civil.Date) civil.Date {
	birth, err := civil.ParseCompact(s)
	if err != nil {
		f.reason |= badDate
		return civil.Date{}
	}
	if asOf.IsZero() {
		return birth
	}
	switch age := birth.AgeOn(asOf); {
	case birth.After(asOf):
		f.reason |= futureDate
	case age > oldestAge:
		f.reason |= tooOld
	case age > warnAge:
		f.warn |= ageOver110
	}
	return birth
}

func (f *finding) region(code string, birthYear int) {
	reason, warn := divisions().judge(code, birthYear)
	f.reason |= reason
	f.warn |= warn
}

func sexOf(serialEnd byte) Sex {
	if (serialEnd-'0')%2 == 1 {
		return Male
	}
	return Female
}

// readRIC15 reads [1-6] and 14 digits. The card is withdrawn and the number has
// no check digit, so it is never better than WARN. YY is 19YY; the serials 996
// to 999 were kept for people who were a hundred then: 18YY (GB 11643-1989).
func readRIC15(s string, asOf civil.Date) (finding, bool) {
	if len(s) != 15 || !isDigits(s) || s[0] < '1' || s[0] > '6' {
		return finding{}, false
	}
	f := finding{typ: TypeRIC15, warn: legacy15}
	century := "19"
	if s[12:] >= "996" {
		century = "18"
		f.warn |= centenarianSerial
	}
	if s[12:] == "000" {
		f.warn |= serial000
	}
	body := s[:6] + century + s[6:]
	birth := f.date(body[6:14], asOf)
	f.region(s[:6], birth.Year())
	norm := body + string(iso7064.Mod11_2(body))
	return f.accept(Number{norm: norm, birth: birth, sex: sexOf(s[14])}), true
}

// readEighteen reads any 18 ASCII characters; ok is false when they are no
// attempt at a citizen number or a company's code.
func readEighteen(s string, asOf civil.Date) (finding, bool) {
	switch {
	case clean18(s):
		return eighteen(s, asOf), true
	case (isUSCC(s) || isUSCCForm(s)) && !isSlipOfCitizen(s, asOf):
		return reject(TypeWrongUSCC, wrongDoc), true
	case countDigits(slips[1].Replace(s)) >= 14:
		t := TypeRIC18
		switch s[0] {
		case '8':
			t = TypeHMTRes
		case '9':
			t = TypeFPR18
		}
		return reject(t, badChar), true
	}
	return finding{}, false
}

// isSlipOfCitizen reports a letter for a digit in a number that is good but for
// that. One in 31 passes the check of a company's code.
func isSlipOfCitizen(s string, asOf civil.Date) bool {
	t := slips[1].Replace(s)
	return clean18(t) && eighteen(t, asOf).reason == 0
}

// readFPR15 reads the card before 2023: ISO alpha-3, a 4-digit region, YYMMDD,
// one digit, and a check digit 7-3-1 over the 14 (as ICAO 9303). That check is
// known from one source only: a mismatch warns. The number states neither the
// century nor the sex, so it yields neither birth date nor sex.
func readFPR15(s string) (finding, bool) {
	if len(s) != 15 || !isUpper(s[0]) || !isUpper(s[1]) || !isUpper(s[2]) || !isDigits(s[3:]) {
		return finding{}, false
	}
	f := finding{typ: TypeFPR15, warn: fpr15SexCenturyUnknown}
	switch state := s[:3]; {
	case state == "XXA" || state == "XXB" || state == "XXC":
		f.warn |= fprStateless
	case !isState(state):
		f.reason |= fprBadCountry
	}
	if !isProvince(s[3:5]) {
		f.reason |= fprBadProvince
	}
	if !isDay("19"+s[7:13]) && !isDay("20"+s[7:13]) {
		f.reason |= badDate
	}
	if check731(s[:14]) != s[14] {
		f.warn |= fpr15CheckMismatch
	}
	return f.accept(Number{norm: s, state: s[:3]}), true
}

func isDay(compact string) bool {
	_, err := civil.ParseCompact(compact)
	return err == nil
}

// isDate8 reports eight digits that a person may have meant as a date.
func isDate8(s string) bool {
	return s >= "18500101" && s < "21000101" && isDay(s)
}
