package name

import (
	"unicode"
	"unicode/utf8"
)

// unit is what a reader counts as one character of a name.
type unit struct {
	text        string // base and whatever clings to it
	base        rune
	han         bool // a hanzi, a private-use code, or a description of one
	letter      bool // a letter of another script
	description bool // a whole ideographic description sequence
}

// units splits a legal form. Joints (spaces, dots) and strays are units too, neither
// han nor letter.
func units(s string) []unit {
	text := []rune(s)
	out := make([]unit, 0, len(text))
	for i := 0; i < len(text); {
		n := descriptionLen(text[i:])
		u := unit{base: text[i], description: n > 0}
		if n == 0 {
			n = 1
		}
		for i+n < len(text) && clings(text[i+n]) {
			n++
		}
		u.text = string(text[i : i+n])
		u.han = u.description || isHan(u.base) && isLetter(u.base)
		u.letter = !u.han && unicode.IsLetter(u.base)
		out = append(out, u)
		i += n
	}
	return out
}

func clings(r rune) bool {
	return isVariationSelector(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me)
}

// longestDescription bounds the search for the end of a sequence; Unicode allowed 16
// code points before version 5, the longest of the character database has 24.
const longestDescription = 32

// DescribedLen is how many bytes at the front of a text describe one character by its
// parts (⿰亻乐), or 0.
func DescribedLen(s string) int {
	if first, _ := utf8.DecodeRuneInString(s); !isDescriptor(first) {
		return 0
	}
	text := make([]rune, 0, longestDescription)
	for _, r := range s {
		if text = append(text, r); len(text) == longestDescription {
			break
		}
	}
	return len(string(text[:descriptionLen(text)]))
}

// descriptionLen is the length of the complete ideographic description sequence at
// the front of text, or 0 (Unicode 15.1, section 18.2: prefix operators with one, two
// or three operands).
func descriptionLen(text []rune) int {
	if len(text) == 0 || !isDescriptor(text[0]) {
		return 0
	}
	wanted := 1
	for i, r := range text[:min(len(text), longestDescription)] {
		switch {
		case isDescriptor(r):
			wanted += operands(r) - 1
		case isVariationSelector(r):
		case isHan(r) || isRadicalOrStroke(r) || r == '？':
			wanted--
		default:
			return 0
		}
		if wanted == 0 {
			return i + 1
		}
	}
	return 0
}

func operands(descriptor rune) int {
	switch descriptor {
	case 0x2FF2, 0x2FF3:
		return 3
	case 0x2FFE, 0x2FFF:
		return 1
	}
	return 2
}

func isRadicalOrStroke(r rune) bool { return r >= 0x2E80 && r <= 0x2FDF || r >= 0x31C0 && r <= 0x31E5 }
