package name

import (
	"unicode"

	"passdesk/registry/hanzi"
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
		n := hanzi.DescriptionLen(text[i:])
		u := unit{base: text[i], description: n > 0}
		if n == 0 {
			n = 1
		}
		for i+n < len(text) && clings(text[i+n]) {
			n++
		}
		u.text = string(text[i : i+n])
		u.han = u.description || hanzi.Is(u.base) && isLetter(u.base)
		u.letter = !u.han && unicode.IsLetter(u.base)
		out = append(out, u)
		i += n
	}
	return out
}

func clings(r rune) bool {
	return hanzi.IsVariationSelector(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me)
}
