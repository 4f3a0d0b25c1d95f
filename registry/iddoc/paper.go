package iddoc

import (
	"strings"
	"unicode/utf8"
)

// isBirthForm reports a letter and nine digits.
func isBirthForm(s string) bool { return len(s) == 10 && isUpper(s[0]) && isDigits(s[1:]) }

// readBirth reads 出生医学证明: a letter for the print run, and nine digits, the
// first two of them a province. A Taiwan ID number has the same form, so only a
// declared one is read.
func readBirth(s string) (finding, bool) {
	if !isBirthForm(s) {
		return finding{}, false
	}
	f := finding{typ: TypeBirthCert}
	switch {
	case isAllZero(s[1:]):
		f.reason = allZero
	case !isProvince(s[1:3]):
		f.reason = badProvince
	}
	return f.accept(Number{norm: s}), true
}

func failedBirth(s string) finding {
	switch {
	case countDigits(s) == 0:
		return reject(TypeBirthCert, noDigit)
	case !isAlnum(s):
		return reject(TypeBirthCert, badChar)
	case len(s) != 10:
		return reject(TypeBirthCert, badLength)
	case !isUpper(s[0]):
		return reject(TypeBirthCert, badFormat)
	}
	return reject(TypeBirthCert, badChar)
}

// readMil reads 南字第01234567号: one to four hanzi, 字第, four to nine digits or
// letters, 号. People leave out 字, 第 or 号 and write 號: that is repaired, and
// told. strict asks for 字, without which nothing says that it is one.
func readMil(s string, strict bool) (finding, bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return r < utf8.RuneSelf })
	if end <= 0 {
		return finding{}, false
	}
	head, body := s[:end], s[end:]
	body = strings.TrimSuffix(strings.TrimSuffix(body, "号"), "號")
	unit := strings.TrimSuffix(head, "第")
	unit, hasZi := strings.CutSuffix(unit, "字")
	if strict && !hasZi || !isUnit(unit) || len(body) < 4 || len(body) > 9 || !isAlnum(body) || countDigits(body) == 0 {
		return finding{}, false
	}
	f := finding{typ: TypeMilID}
	norm := unit + "字第" + body + "号"
	if norm != s {
		f.warn |= milFormatRepaired
	}
	return f.accept(Number{norm: norm}), true
}

// isUnit reports one to four characters of U+4E00 to U+9FA5, 字第号 not among
// them.
func isUnit(s string) bool {
	for _, r := range s {
		if r < 0x4E00 || r > 0x9FA5 || r == '字' || r == '第' || r == '号' {
			return false
		}
	}
	n := utf8.RuneCountInString(s)
	return 1 <= n && n <= 4
}
