package iddoc

import (
	"strings"

	"passdesk/registry/civil"
)

// wrongDocument names a document that is of no use here but that people hold
// up, or "". Each name saves the operator a guess: "that is the Hong Kong
// identity card; please show the permit".
func wrongDocument(s string) Type {
	switch {
	case isExitPermit(s) && isUpper(s[1]):
		return TypeWrongExitPermit // CA and eight digits: sooner than a Taiwan resident's number of before 2021
	case isTWID(s):
		return TypeWrongTWID
	case isHKID(s):
		return TypeWrongHKID
	case isExitPermit(s):
		return TypeWrongExitPermit
	case isPhone(s):
		return TypeWrongPhone
	case isBankCard(s):
		return TypeWrongBankCard
	case isUSCC(s) || isUSCCForm(s):
		return TypeWrongUSCC
	}
	return ""
}

// twLetter is the two-digit value of the first letter of a Taiwan number, A=10
// (臺北市) to Z=33 in the order in which the counties were added.
const twLetter = "ABCDEFGHJKLMNPQRSTUVXYWZIO"

// isTWID reports a Taiwan ID number (letter, 1 or 2, eight digits), a resident's
// number of 2021 (8 or 9 there) or before (a letter A to D there), whose weights
// 1 9 8 7 6 5 4 3 2 1 1 leave 0 modulo 10.
func isTWID(s string) bool {
	if len(s) != 10 || !isUpper(s[0]) || !isDigits(s[2:]) {
		return false
	}
	second := int(s[1] - '0')
	switch {
	case strings.IndexByte("1289", s[1]) >= 0:
	case s[1] >= 'A' && s[1] <= 'D':
		second = strings.IndexByte(twLetter, s[1]) % 10
	default:
		return false
	}
	letter := strings.IndexByte(twLetter, s[0]) + 10
	sum := letter/10 + letter%10*9 + second*8 + int(s[9]-'0')
	for i := 2; i < 9; i++ {
		sum += int(s[i]-'0') * (9 - i)
	}
	return sum%10 == 0
}

// isHKID reports a Hong Kong identity card number: one or two letters, six
// digits, a check character 0–9 or A, in brackets as printed or bare. In
// brackets the form is enough; bare, the check (weights 9 to 1, modulo 11) must
// hold, because other numbers look like it.
func isHKID(s string) bool {
	bare := strings.TrimSuffix(s, ")")
	if i := strings.LastIndexByte(bare, '('); i >= 0 {
		bare = bare[:i] + bare[i+1:]
	}
	n := len(bare)
	if n != 8 && n != 9 || !isUpper(bare[0]) || n == 9 && !isUpper(bare[1]) ||
		!isDigits(bare[n-7:n-1]) || !isDigit(bare[n-1]) && bare[n-1] != 'A' {
		return false
	}
	return s[len(s)-1] == ')' && strings.HasSuffix(s, "("+bare[n-1:]+")") || checkHKID(bare)
}

func checkHKID(s string) bool {
	sum, weight := 0, 9
	if len(s) == 8 {
		sum, weight = 9*36, 8 // a blank stands for the missing letter
	}
	for i := 0; i < len(s); i++ {
		sum += charValue(s[i]) * weight
		weight--
	}
	return sum%11 == 0
}

// isExitPermit reports a mainlander's permit for Hong Kong and Macau (C, W, C
// and a letter) or for Taiwan (T, L), 7 or 8 digits.
func isExitPermit(s string) bool {
	if len(s) < 8 || len(s) > 10 {
		return false
	}
	digits := s[1:]
	switch s[0] {
	case 'C':
		if isUpper(s[1]) {
			digits = s[2:]
		}
	case 'W', 'T', 'L':
	default:
		return false
	}
	return (len(digits) == 7 || len(digits) == 8) && isDigits(digits)
}

// isPhone reports a mobile number of the mainland, with or without 86 before it.
func isPhone(s string) bool {
	for _, p := range []string{"+86", "0086", "86"} {
		if rest, ok := strings.CutPrefix(s, p); ok && len(rest) == 11 {
			s = rest
			break
		}
	}
	return len(s) == 11 && isDigits(s) && s[0] == '1' && s[1] >= '3'
}

// isBankCard reports 16 or 19 digits whose Luhn check holds. 17 and 18 digits
// are left out, though a few cards have them: they are citizen numbers with a
// slip, one in ten of which passes Luhn. So does one in ten of the citizen
// numbers with a digit too many; those are found by taking one away.
func isBankCard(s string) bool {
	if len(s) != 16 && len(s) != 19 || !isDigits(s) || isAllZero(s) || !luhn(s) {
		return false
	}
	if len(s) == 19 {
		for i := range s {
			if isCitizenForm(s[:i] + s[i+1:]) {
				return false
			}
		}
	}
	return true
}

// isCitizenForm reports a number that is good on any day.
func isCitizenForm(s string) bool {
	century := len(s) == 18 && (s[6:8] == "19" || s[6:8] == "20")
	return century && clean18(s) && s[0] >= '1' && s[0] <= '6' && ric18(s, civil.Date{}).reason == 0
}

func luhn(s string) bool {
	sum := 0
	for i := 0; i < len(s); i++ {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// usccChars are the characters of 统一社会信用代码 in the order of their values
// (GB 32100-2015): no I, O, S, V, Z.
const usccChars = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccOffices begin a company's code: who registered it (GB 32100-2015, table 1).
const usccOffices = "123456789ANY"

// isUSCC reports a company's code of 18 whose check character holds (GB
// 32100-2015, MOD 31) and whose characters 3 to 8 are a division. The division
// matters: one in 31 mistyped citizen numbers passes the check alone.
func isUSCC(s string) bool {
	if len(s) != 18 || strings.IndexByte(usccOffices, s[0]) < 0 || !isUSCCPlace(s) {
		return false
	}
	sum, power := 0, 1
	for i := 0; i < 17; i++ {
		v := strings.IndexByte(usccChars, s[i])
		if v < 0 {
			return false
		}
		sum += v * power
		power = power * 3 % 31
	}
	return usccChars[(31-sum%31)%31] == s[17]
}

// isUSCCPlace checks the division of a company's code. Codes with letters may
// have one that is in no list (development zones), so their province is enough;
// codes of digits only need a listed one or 100000, the nation's.
func isUSCCPlace(s string) bool {
	switch code := s[2:8]; {
	case !isDigits(code):
		return false
	case code == "100000":
		return true
	case isDigits(s[:17]):
		_, listed := divisions().find(code)
		return listed
	default:
		return isProvince(code)
	}
}

// isUSCCForm reports the form of a company's code with letters in it, whatever
// its check says: a body's kind, a division, and a letter in the organisation
// part where a citizen number has its date. Mistyped, it is still a company's.
func isUSCCForm(s string) bool {
	if len(s) != 18 || strings.IndexByte("159ANY", s[0]) < 0 || !isUSCCPlace(s) {
		return false
	}
	letters := 0
	for i := 8; i < 17; i++ {
		if strings.IndexByte(usccChars, s[i]) < 0 {
			return false
		}
		if !isDigit(s[i]) && s[i] != 'B' && s[i] != 'L' { // B and L may be a slip for 8 and 1
			letters++
		}
	}
	return letters > 0
}

// charValue is 0–9 for a digit, 10–35 for a letter (HKID, ICAO 9303), 0 for
// anything else: the MRZ's filler counts nothing.
func charValue(b byte) int {
	switch {
	case isDigit(b):
		return int(b - '0')
	case isUpper(b):
		return int(b-'A') + 10
	}
	return 0
}
