package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"passdesk/registry/hanzi"
)

// cleaning makes a legal form, step by step, and collects what there is to say.
type cleaning struct{ said []Warning }

// legal runs the steps. Their order matters: what is invisible goes first, so that it
// hides no neighbour; radicals become hanzi before spaces and dots ask for hanzi.
func (c *cleaning) legal(raw string) []rune {
	text := c.withoutControls(c.decoded(raw))
	text = c.narrowed(text)
	text = c.withoutRadicals(text)
	text = c.spaced(text)
	text = c.joined(text)
	return c.composed(text)
}

func (c *cleaning) decoded(raw string) []rune {
	if !utf8.ValidString(raw) {
		c.say(WarnLostCharacter)
		raw = strings.ToValidUTF8(raw, "\uFFFD")
	}
	return []rune(raw)
}

func (c *cleaning) withoutControls(text []rune) []rune {
	out := text[:0]
	for _, r := range text {
		if isInvisible(r) {
			c.say(WarnControlRemoved)
			continue
		}
		out = append(out, r)
	}
	return out
}

// narrowed turns full-width letters and digits, which an input method leaves behind,
// into ASCII; the hyphen and the apostrophe only beside a letter.
func (c *cleaning) narrowed(text []rune) []rune {
	for i, r := range text {
		n, ok := narrow(r)
		if !ok {
			continue
		}
		letter := n >= '0' && n <= '9' || n|0x20 >= 'a' && n|0x20 <= 'z'
		if letter || (n == '-' || n == '\'') && i > 0 && unicode.Is(unicode.Latin, text[i-1]) {
			text[i] = n
			c.say(WarnFullwidthRepaired)
		}
	}
	return text
}

// withoutRadicals leaves the parts of an ideographic description alone: there a
// radical is a part and no misspelt hanzi.
func (c *cleaning) withoutRadicals(text []rune) []rune {
	for i := 0; i < len(text); {
		n := hanzi.DescriptionLen(text[i:])
		if n == 0 {
			if han := radicalHanzi(text[i]); han != 0 {
				text[i] = han
				c.say(WarnRadicalRepaired)
			}
			n = 1
		}
		i += n
	}
	return text
}

// spaced trims the ends and makes single U+0020 of every run of spaces of any kind.
func (c *cleaning) spaced(text []rune) []rune {
	out := text[:0]
	for i := 0; i < len(text); {
		if !isSpace(text[i]) {
			out = append(out, text[i])
			i++
			continue
		}
		end := i
		plain := true
		for ; end < len(text) && isSpace(text[end]); end++ {
			plain = plain && text[end] == ' ' && end == i
		}
		switch {
		case i == 0 || end == len(text):
			c.say(WarnOuterSpaceRemoved)
		default:
			if !plain && !(hanzi.Is(text[i-1]) && hanzi.Is(text[end])) {
				c.say(WarnSpacesCollapsed)
			}
			out = append(out, ' ')
		}
		i = end
	}
	return out
}

// joined takes the space from between hanzi, and makes U+00B7 of whatever dot stands
// between two hanzi (GB/T 15834: 间隔号). Beside any other script dots stay as typed.
func (c *cleaning) joined(text []rune) []rune {
	out := text[:0]
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && (text[end] == ' ' || isDot(text[end])) {
			end++
		}
		switch {
		case end == i:
			out = append(out, text[i])
			end++
		case i > 0 && end < len(text) && hanzi.Is(text[i-1]) && hanzi.Is(text[end]):
			out = c.joint(out, text[i:end])
		default:
			out = append(out, text[i:end]...)
		}
		i = end
	}
	return out
}

// joint appends what remains of a run of spaces and dots between two hanzi.
func (c *cleaning) joint(out, run []rune) []rune {
	dots := strings.ReplaceAll(string(run), " ", "")
	if len(dots) < len(string(run)) {
		c.say(WarnInnerSpaceRemoved)
	}
	if dots == "" {
		return out
	}
	if dots != string(middleDot) {
		c.say(WarnDotRepaired)
	}
	return append(out, middleDot)
}

// composed brings Latin, Greek and Cyrillic letters with their marks to NFC, each run
// by itself, so that no hanzi comes near the normaliser.
func (c *cleaning) composed(text []rune) []rune {
	out := make([]rune, 0, len(text))
	for i := 0; i < len(text); {
		end := i
		if isAlphabetic(text[i]) {
			for end++; end < len(text) && (isAlphabetic(text[end]) || unicode.Is(unicode.Mn, text[end])); end++ {
			}
			run := string(text[i:end])
			composed := norm.NFC.String(run)
			if composed != run {
				c.say(WarnLatinNFC)
			}
			out = append(out, []rune(composed)...)
		} else {
			out = append(out, text[i])
			end++
		}
		i = end
	}
	return out
}
