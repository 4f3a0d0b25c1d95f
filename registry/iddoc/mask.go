package iddoc

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// ErrNoPattern reports a text that is no masked document number.
var ErrNoPattern = errors.New("iddoc: not a masked document number")

// Pattern is a masked number as notices and lists print it: 330212********9315.
// It is for searching and never a key: of 200,000 holders a 6+4 mask tells one
// in twenty apart, so a match needs the name as well.
type Pattern struct{ text string }

// ParsePattern reads a masked number of any kind, separators and labels
// allowed. It wants at least four characters to be seen and a length that some
// document number has: 8 to 11, 15 or 18.
func ParsePattern(s string) (Pattern, error) {
	text, ok := maskOf(normalise(s).text)
	if !ok {
		return Pattern{}, ErrNoPattern
	}
	n := len(text)
	if n-strings.Count(text, "*") < 4 || n < 8 || n > 11 && n != 15 && n != 18 {
		return Pattern{}, ErrNoPattern
	}
	return Pattern{text}, nil
}

// String is the pattern with an asterisk for each hidden character.
func (p Pattern) String() string { return p.text }

// IsZero reports none, which matches nothing.
func (p Pattern) IsZero() bool { return p.text == "" }

// Matches reports whether every character that is seen stands in the number. A
// pattern of 15 is compared with the old form of a citizen number: without
// century and check digit. Of a citizen's number people hide more, or less, than they
// write signs for: 330****9315 means what it shows.
func (p Pattern) Matches(n Number) bool {
	return p.matches(n) || len(p.text) != 18 && n.typ.IsCitizen() && p.ends(n.norm)
}

// ends: what is seen before one run of stars begins the number, and what is seen behind
// it ends it.
func (p Pattern) ends(norm string) bool {
	from, to := strings.IndexByte(p.text, '*'), strings.LastIndexByte(p.text, '*')
	if from < 0 || strings.Trim(p.text[from:to+1], "*") != "" || len(p.text)-(to+1-from) >= len(norm) {
		return false
	}
	return strings.HasPrefix(norm, p.text[:from]) && strings.HasSuffix(norm, p.text[to+1:])
}

func (p Pattern) matches(n Number) bool {
	norm := n.norm
	if len(p.text) == 15 && n.typ.IsCitizen() && len(norm) == 18 {
		norm = norm[:6] + norm[8:17]
	}
	if p.text == "" || len(p.text) != len(norm) {
		return false
	}
	for i := 0; i < len(norm); i++ {
		if p.text[i] != '*' && p.text[i] != norm[i] {
			return false
		}
	}
	return true
}

func maskedFinding(pattern string) finding {
	f := reject(TypeMasked, masked)
	if len(pattern) != 18 {
		f.reason = maskedLength
	}
	f.pattern = pattern
	return f
}

func isStar(r rune) bool { return strings.ContainsRune("*＊●•∗✱﹡⁎○◯■█", r) }

// maskOf returns a normalised text with * for whatever hides a character: stars
// and dots of all kinds, × from the second on, X in runs among digits. A single
// star in place 18 hides only the check digit, and that is a matter for a
// suggestion, not a mask.
func maskOf(s string) (string, bool) {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == 'X' || r == '×' || isStar(r) }) {
		return "", false
	}
	b := make([]byte, 0, len(s))
	crosses := strings.Count(s, "×") > 1
	for _, r := range s {
		switch {
		case isStar(r) || r == '×' && crosses:
			b = append(b, '*')
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		default:
			return "", false
		}
	}
	starXs(b)
	text := string(b)
	stars := strings.Count(text, "*")
	if stars == 0 || stars == 1 && len(text) == 18 && text[17] == '*' || strings.Trim(strings.ReplaceAll(text, "*", ""), upperAndDigits) != "" {
		return "", false
	}
	return text, true
}

const upperAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// starXs turns runs of two or more X into stars when all the rest are digits
// and the whole is as long as a citizen number. One X is a check digit or a slip.
func starXs(b []byte) {
	if len(b) < 15 {
		return
	}
	for _, c := range b {
		if !isDigit(c) && c != 'X' && c != '*' {
			return
		}
	}
	for i := 0; i < len(b); {
		j := i
		for j < len(b) && b[j] == 'X' {
			j++
		}
		if j-i >= 2 {
			for ; i < j; i++ {
				b[i] = '*'
			}
		}
		i = j + 1
	}
}
