package token

import "unicode"

// Mask hides the middle of a name: the first and the last character stay of
// three or more (王*定, 阿*曼, S*N), the first of two (王*), none of one (*).
// Marks that stand on another character (accents, variation selectors) are not
// counted and not written, nor are spaces at the ends.
func Mask(name string) string {
	var first, last rune
	count := 0
	for _, r := range name {
		if !standsAlone(r) {
			continue
		}
		if count == 0 {
			first = r
		}
		last = r
		count++
	}
	switch {
	case count < 2:
		return "*"
	case count == 2:
		return string(first) + "*"
	}
	return string(first) + "*" + string(last)
}

// standsAlone is false for what a reader would not call a character: marks,
// selectors, controls, spaces. The star itself would read as the mask.
func standsAlone(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsMark(r) && !unicode.IsSpace(r) && r != '*' && r != unicode.ReplacementChar
}
