// Package hanzi knows what a single character of a Chinese text is to those who write
// it: a hanzi, a code that only one office can read, a sign that describes a character
// by its parts, a sign that stands for one that was lost. It knows neither names nor
// fonts; both ask it, so that what is stored as one character is drawn as one.
//
//	hanzi.Is('𠅤')                         // true
//	hanzi.DescribedLen("⿰亻乐例")          // 9: ⿰亻乐 is one character
//	hanzi.IsPlaceholder('□')               // true
package hanzi

import (
	"unicode"
	"unicode/utf8"
)

// Is reports what behaves as a hanzi: the script Han (々 and 〇 too), all of planes
// 2 and 3 (younger than this table of Unicode), private-use codes, and the pieces that
// cling to a hanzi: variation selectors and description characters.
func Is(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return true
	case r < 0x2E80:
		return false
	case r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return IsPrivateUse(r) || IsDescriptor(r) || IsVariationSelector(r) || unicode.Is(unicode.Han, r)
}

// IsPrivateUse reports a code whose character is agreed upon in one office.
func IsPrivateUse(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 && r <= 0xFFFFD || r >= 0x100000 && r <= 0x10FFFD
}

// IsVariationSelector reports the codes that choose a shape of the character before
// them (Unicode, section 23.4).
func IsVariationSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// IsDescriptor reports an ideographic description character (Unicode 15.1 has 17).
func IsDescriptor(r rune) bool { return r >= 0x2FF0 && r <= 0x2FFF || r == 0x31EF }

// IsPlaceholder knows what systems write where they lost a character, and masks.
func IsPlaceholder(r rune) bool {
	switch r {
	case '?', '？', '\uFFFD', '□', '■', '〓', '▯', '*', '＊', '⬜':
		return true
	}
	return false
}

// longestDescription bounds the search for the end of a sequence; Unicode allowed 16
// code points before version 5, the longest of the character database has 24.
const longestDescription = 32

// DescriptionLen is the length of the complete ideographic description sequence at
// the front of text, or 0 (Unicode 15.1, section 18.2: prefix operators with one, two
// or three operands).
func DescriptionLen(text []rune) int {
	if len(text) == 0 || !IsDescriptor(text[0]) {
		return 0
	}
	wanted := 1
	for i, r := range text[:min(len(text), longestDescription)] {
		switch {
		case IsDescriptor(r):
			wanted += operands(r) - 1
		case IsVariationSelector(r):
		case Is(r) || isRadicalOrStroke(r) || r == '？':
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

// DescribedLen is DescriptionLen of a string, in bytes.
func DescribedLen(s string) int {
	if first, _ := utf8.DecodeRuneInString(s); !IsDescriptor(first) {
		return 0
	}
	text := make([]rune, 0, longestDescription)
	for _, r := range s {
		if text = append(text, r); len(text) == longestDescription {
			break
		}
	}
	return len(string(text[:DescriptionLen(text)]))
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
