package guard

import (
	"strings"

	"passdesk/registry/iso7064"
)

// What comes out of a scanner that types, of a message, or of somebody's fingers.

// readings are what a scanned text may have been: as it is, without what an input
// method or a messenger did to it. Only one of them can bear the signature.
func readings(text string) []string {
	text = strings.Trim(narrow(text), "\r\n\t\ufeff")
	var all []string
	add := func(s string) {
		for _, known := range all {
			if known == s {
				return
			}
		}
		all = append(all, s)
	}
	bare := strings.TrimSpace(text)
	for _, s := range []string{text, bare, bare + " ", " " + bare, " " + bare + " "} { // base45 has a space, which a paste may lose
		add(s)
		add(strings.ToUpper(s))
	}
	return all
}

// narrow makes full-width characters narrow, which an input method may have typed.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00a0':
			return ' '
		case r == '。':
			return '.'
		}
		return r
	}, s)
}

// typedNumber is a pass number as people write it, with or without spaces and dashes.
func typedNumber(text string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '–', '—', '\t', '\r', '\n', '\ufeff':
			return -1
		}
		return r
	}, narrow(text))
	if len(digits) < 14 || len(digits) > 16 || strings.Trim(digits, "0123456789") != "" || !iso7064.Valid97(digits) {
		return "", false
	}
	return digits, true
}
