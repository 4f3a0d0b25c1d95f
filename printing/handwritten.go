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
// and in the ledger.

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

// missing are the characters of the names that become boxes.
func missing(names ...string) (all []string) {
	for _, s := range names {
		all = append(all, font.AllMissing(named(s))...)
	}
	return all
}

// toWriteAll is the note of several characters, each once; "" of none. Characters of which
// nothing but the code point is told, as of a name in Tibetan, stand behind one U+.
func (c *canvas) toWriteAll(missing []string) string {
	var notes, told []string
	bare := false
	for _, one := range missing {
		note := c.toWrite(one)
		if slices.Contains(told, note) {
			continue
		}
		told = append(told, note)
		point, alone := strings.CutPrefix(note, "U+")
		alone = alone && !strings.Contains(point, "（")
		if alone && bare {
			notes[len(notes)-1] += " " + point
		} else {
			notes = append(notes, note)
		}
		bare = alone
	}
	if len(notes) == 0 {
		return ""
	}
	return "手写 " + strings.Join(notes, "、")
}

// proxyName is the name of a proxy, without the relation and the reason behind it.
func proxyName(proxy string) string {
	if end := strings.IndexAny(proxy, "（，"); end >= 0 {
		return proxy[:end]
	}
	return proxy
}

// toWrite says what belongs in one box: the code point and how it is read, or that
// nobody knows, the parts of a character that somebody described, or that it was lost on its way.
func (c *canvas) toWrite(missing string) string {
	r, size := utf8.DecodeRuneInString(missing)
	switch {
	case len(missing) > size:
		return strings.Join(parts(missing), "＋")
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
