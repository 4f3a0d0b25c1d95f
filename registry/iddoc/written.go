package iddoc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// looksWritten reports a date as people and spreadsheets write it: 1990-01-01,
// 1990/1/1, 1990.01.01, 1990年1月1日, 01-02-1990, with or without a time.
func looksWritten(s string) bool {
	a, sep1, s := cutGroup(s)
	b, sep2, s := cutGroup(s)
	c, tail, s := cutGroup(s)
	if !isDateMark(sep1) || !isDateMark(sep2) {
		return false
	}
	if tail != 0 && !strings.ContainsRune("日号號 T", tail) || tail == 0 && s != "" {
		return false
	}
	if len(a) == 4 {
		return isWrittenDay(a, b, c)
	}
	return len(c) == 4 && (isWrittenDay(c, a, b) || isWrittenDay(c, b, a))
}

// cutGroup takes digits and the one sign behind them, spaces around the sign
// not counted unless they are the sign.
func cutGroup(s string) (digits string, sign rune, rest string) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	digits, rest = s[:i], s[i:]
	if digits == "" || rest == "" {
		return digits, 0, rest
	}
	if t := strings.TrimLeft(rest, " "); t != "" && isDateMark(first(t)) {
		rest = t
	}
	sign, size := utf8.DecodeRuneInString(rest)
	rest = rest[size:]
	if sign != ' ' {
		rest = strings.TrimLeft(rest, " ")
	}
	return digits, sign, rest
}

func isDateMark(r rune) bool {
	return r == '/' || r == '.' || r == '年' || r == '月' || r == '\u2212' || unicode.Is(unicode.Pd, r)
}

func isWrittenDay(y, m, d string) bool {
	if m == "" || d == "" || len(m) > 2 || len(d) > 2 {
		return false
	}
	return y >= "1800" && y < "2200" && between(m, 12) && between(d, 31)
}

func between(s string, most int) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return 1 <= n && n <= most
}

// isScientific reports 3.30212E+17: what a spreadsheet makes of a long number.
// Nothing of it can be brought back. A passport number has no dot and no plus.
func isScientific(s string) bool {
	s = strings.ToUpper(strings.TrimSpace(s))
	mantissa, exponent, found := strings.Cut(s, "E")
	if !found {
		return false
	}
	whole, part, dotted := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	power, plus := strings.CutPrefix(exponent, "+")
	return (dotted || plus) && isDigits(whole) && len(whole) <= 2 && (!dotted || isDigits(part)) && isDigits(power) && len(power) <= 3
}
