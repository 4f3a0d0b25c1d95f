package iddoc

import (
	"unicode"
	"unicode/utf8"
)

// digitOf returns the ASCII digit of what NFKC folds to one: full width, super-
// and subscript, circled, mathematical.
func digitOf(r rune) (rune, bool) {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0', true
	case r == '¹':
		return '1', true
	case r == '²' || r == '³':
		return r - '²' + '2', true
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return r - '⁰' + '0', true
	case r >= '₀' && r <= '₉':
		return r - '₀' + '0', true
	case r == '⓪':
		return '0', true
	case r >= '①' && r <= '⑨':
		return r - '①' + '1', true
	case r >= 0x1D7CE && r <= 0x1D7FF:
		return '0' + (r-0x1D7CE)%10, true
	}
	return 0, false
}

// foreignDigit returns the ASCII digit of a decimal digit of another script
// (Unicode category Nd comes in runs of ten), which NFKC leaves alone.
func foreignDigit(r rune) (rune, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	return '0' + decimal(r), true
}

// decimal is the value of a character of category Nd: its distance from the
// start of its range, whose length is a multiple of ten.
func decimal(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// latinOf folds what NFKC folds to one ASCII letter or sign: the full-width
// forms (with the brackets, stars, dashes and dots that have a meaning here),
// circled and mathematical letters, the Kelvin sign. The Roman ten stays: it is
// a look-alike of X, which is told (step 7), not a letter.
func latinOf(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r >= 'Ⓐ' && r <= 'Ⓩ':
		return r - 'Ⓐ' + 'A'
	case r >= 'ⓐ' && r <= 'ⓩ':
		return r - 'ⓐ' + 'a'
	case r >= 0x1D400 && r <= 0x1D6A3: // mathematical letters, alphabets of 26
		i := (r - 0x1D400) % 52
		if i < 26 {
			return 'A' + i
		}
		return 'a' + i - 26
	case r == '\u212A':
		return 'K'
	}
	return r
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isDigit(b byte) bool { return b-'0' <= 9 }

func isUpper(b byte) bool { return b-'A' <= 'Z'-'A' }

// isDigits reports one or more ASCII digits and nothing else.
func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// isAlnum reports one or more of A-Z and 0-9 and nothing else.
func isAlnum(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) && !isUpper(s[i]) {
			return false
		}
	}
	return s != ""
}

func countDigits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}
