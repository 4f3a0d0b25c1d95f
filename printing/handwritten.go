package printing

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/printing/font"
	"passdesk/registry/hanzi"
)

// A name may have a character that no font here has. Its place on the paper is an
// empty box, which the operator fills by hand (product: people with rare characters
// were told that they do not exist), and what belongs in it is noted on the stub
// and in the ledger. A word with such a letter is one box, long enough to write it in.

// named is a person's name as it is drawn: what stands for a lost character, a "?"
// out of some other system, is drawn as the box that it has to become.
func named(s string) string {
	if !strings.ContainsFunc(s, hanzi.IsPlaceholder) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
		if hanzi.IsPlaceholder(r) {
			b.WriteRune(font.ByHand)
		}
	}
	return b.String()
}

// handwritten says what is to be written into the empty boxes of the names; "" when
// they have none.
func (c *canvas) handwritten(names ...string) string { return c.toWriteAll(missing(names...)) }

// missing are the characters and words of the names that become boxes, in their order; a
// name that is given twice counts once.
func missing(names ...string) (all []string) {
	for i, s := range names {
		if !slices.Contains(names[:i], s) {
			all = append(all, font.AllMissing(named(s))...)
		}
	}
	return all
}

// toWriteAll is the note of several characters and words, "" of none: one behind the
// other as their boxes stand, so that the names can be put together again from it. Where
// all are the same, once says it.
func (c *canvas) toWriteAll(missing []string) string {
	var notes []string
	for _, one := range missing {
		notes = append(notes, c.toWrite(one))
	}
	if len(notes) == 0 {
		return ""
	}
	if same := slices.Compact(slices.Clone(notes)); len(same) == 1 {
		notes = same
	}
	return "手写 " + strings.Join(notes, "、")
}

// together is what a page recorded and what is missing now: nothing that both have
// stands there twice.
func together(recorded, now []string) []string {
	left := slices.Clone(recorded)
	all := slices.Clone(recorded)
	for _, one := range now {
		if i := slices.Index(left, one); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			all = append(all, one)
		}
	}
	return all
}

// proxyName is the name of a proxy, without the relation and the reason behind it.
func proxyName(proxy string) string {
	if end := strings.IndexAny(proxy, "（，"); end >= 0 {
		return proxy[:end]
	}
	return proxy
}

// toWrite says what belongs in one box: the code point and how it is read, or that
// nobody knows; all code points of a word; the parts of a character that somebody
// described; or that it was lost on its way.
func (c *canvas) toWrite(missing string) string {
	r, size := utf8.DecodeRuneInString(missing)
	switch {
	case hanzi.IsDescriptor(r) && len(missing) > size:
		return strings.Join(parts(missing), "＋")
	case len(missing) > size:
		return codePoints(missing)
	case hanzi.IsPlaceholder(r):
		return "缺字（照证件）"
	}
	note := fmt.Sprintf("U+%04X", r)
	if c.sounds == nil {
		return note
	}
	sounds := c.sounds(r)
	if len(sounds) == 0 && inWord(r) {
		return note // a letter has no reading in pinyin
	}
	if len(sounds) == 0 {
		return note + "（" + unread + "）" // said: a blank would look forgotten
	}
	return note + "（" + strings.Join(sounds[:min(len(sounds), mostSounds)], "/") + "）"
}

// codePoints are those of a word, behind one U+.
func codePoints(word string) string {
	s := "U+"
	for i, r := range word {
		if i > 0 {
			s += " "
		}
		s += fmt.Sprintf("%04X", r)
	}
	return s
}

// unread is said of a character of which no source knows how it is read.
const unread = "读音不详"

const mostSounds = 2

// parts are the characters that a description puts together, without the signs that
// say how.
func parts(description string) []string {
	var out []string
	for _, r := range description {
		if !hanzi.IsDescriptor(r) {
			out = append(out, string(r))
		}
	}
	return out
}
