package name

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const middleDot = '·' // U+00B7, the 间隔号 of GB/T 15834

// isDot knows the characters that are typed, pasted and scanned for U+00B7.
func isDot(r rune) bool {
	switch r {
	case middleDot, '•', '・', '･', '‧', '∙', '⋅', '.', '．', '。', '｡', '﹒',
		'․', '\u0387', '⸱', '⸳', 'ꞏ', '᛫', '◦', '⦁', '∘', '𐄁', 'ᐧ', '˙',
		'ㆍ': // a letter of old Korean, and what Korean keyboards give for the dot
		return true
	}
	return false
}

// isHan reports what behaves as a hanzi: the script Han (々 and 〇 too), all of planes
// 2 and 3 (younger than this table of Unicode), private-use codes, and the pieces that
// cling to a hanzi: variation selectors and description characters.
func isHan(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return true
	case r < 0x2E80:
		return false
	case r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return isPrivateUse(r) || isDescriptor(r) || isVariationSelector(r) || unicode.Is(unicode.Han, r)
}

// isLetter reports a character that can carry a name by itself. Two that are typed
// for the dot (ㆍ ᐧ) are letters to Unicode and none here.
func isLetter(r rune) bool {
	return unicode.IsLetter(r) && !isDot(r) || isPrivateUse(r) || r == '〇' || r >= 0x20000 && r <= 0x3FFFD
}

func isPrivateUse(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 && r <= 0xFFFFD || r >= 0x100000 && r <= 0x10FFFD
}

func isVariationSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// isDescriptor reports an ideographic description character (Unicode 15.1 has 17).
func isDescriptor(r rune) bool { return r >= 0x2FF0 && r <= 0x2FFF || r == 0x31EF }

// isCompatIdeograph reports the hanzi that any normalisation would replace, unlike the
// twelve unified ones (﨎 﨏 …) that stand in the same block.
func isCompatIdeograph(r rune) bool {
	if !(r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F) {
		return false
	}
	return !norm.NFC.IsNormalString(string(r))
}

// IsPlaceholder knows what stands in a name for a character that somebody lost: ? □ 〓.
func IsPlaceholder(r rune) bool { return isPlaceholder(r) }

// isPlaceholder knows what systems write where they lost a character, and masks.
func isPlaceholder(r rune) bool {
	switch r {
	case '?', '？', '\uFFFD', '□', '■', '〓', '▯', '*', '＊', '⬜':
		return true
	}
	return false
}

// isInvisible reports controls, format characters (zero width, bidi, BOM, soft
// hyphen) and noncharacters. White space is none of them.
func isInvisible(r rune) bool {
	if isSpace(r) {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf) || r == 0x034F || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// isSpace adds to Unicode's white space what merely looks empty: the Hangul fillers
// and the empty Braille cell.
func isSpace(r rune) bool {
	switch r {
	case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800:
		return true
	}
	return unicode.IsSpace(r)
}

// isAlphabetic reports letters of the scripts whose accents compose.
func isAlphabetic(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// narrow gives the ASCII twin of a full-width character.
func narrow(r rune) (rune, bool) {
	if r >= 0xFF01 && r <= 0xFF5E {
		return r - 0xFF01 + '!', true
	}
	return r, false
}

// script names the script of a letter, kana and Han apart; "" for letters of none.
func script(r rune) string {
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r):
		return "Latin"
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return "Kana"
	case unicode.In(r, unicode.Common, unicode.Inherited):
		return ""
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}
