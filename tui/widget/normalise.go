package widget

import "strings"

// HalfWidth turns what a Chinese input method sends in full width into ASCII: ？／：, digits, letters,
// the wide blank, and the full stop 。 and the mark 、 that stand on the keys . and /. For fields that
// hold numbers, dates and codes; never for names, whose signs are kept as typed.
func HalfWidth(s string) string {
	if plainASCII(s) {
		return s
	}
	return strings.Map(halfWidthRune, s)
}

// HalfWidthUpper is HalfWidth in capital letters, so that a final x becomes X.
func HalfWidthUpper(s string) string { return strings.ToUpper(HalfWidth(s)) }

func halfWidthRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	case r == '。':
		return '.'
	case r == '、':
		return '/'
	case r == '—' || r == '–' || r == '－':
		return '-'
	case r == '“' || r == '”':
		return '"'
	case r == '‘' || r == '’':
		return '\''
	}
	return r
}
