package name

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"passdesk/registry/hanzi"
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

// isLetter reports a character that can carry a name by itself. Two that are typed
// for the dot (ㆍ ᐧ) are letters to Unicode and none here.
func isLetter(r rune) bool {
	return unicode.IsLetter(r) && !isDot(r) || hanzi.IsPrivateUse(r) || r == '〇' || r >= 0x20000 && r <= 0x3FFFD
}

// isCompatIdeograph reports the hanzi that any normalisation would replace, unlike the
// twelve unified ones (﨎 﨏 …) that stand in the same block.
func isCompatIdeograph(r rune) bool {
	if !(r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F) {
		return false
	}
	return !norm.NFC.IsNormalString(string(r))
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
