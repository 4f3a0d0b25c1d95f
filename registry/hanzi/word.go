package hanzi

import (
	"unicode"
	"unicode/utf8"
)

// WordLen is the length in bytes of the word at the front of a text, or 0: letters of a
// script that is written in words, joined or with marks upon them, where a hanzi stands
// alone. A Tibetan word goes on over the tsheg between its syllables; none goes on in the
// other direction. Numbers of other scripts are words, those of ours are none.
func WordLen(s string) int {
	first, _ := utf8.DecodeRuneInString(s)
	for at, r := range s {
		if !inWord(r) || unicode.IsLetter(r) && IsRightToLeft(r) != IsRightToLeft(first) {
			return at
		}
	}
	return len(s)
}

func inWord(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	case r == 0x0F0B || r == 0x0F0C || r == 0x200C || r == 0x200D: // tsheg, joiners
		return true
	case Is(r), unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi):
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// LettersIn counts the characters of a word that take room of their own.
func LettersIn(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// IsRightToLeft reports letters of the scripts that Unicode keeps for writing from the right.
func IsRightToLeft(r rune) bool {
	switch {
	case r < 0x590 || unicode.IsDigit(r):
		return false
	case r <= 0x8FF, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r < 0xFEFF, r >= 0x10800 && r <= 0x10FFF, r >= 0x1E800 && r <= 0x1EFFF:
		return true
	}
	return false
}
