package font

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// Cut gathers the characters of one document and makes its fonts. The zero Cut
// is not usable; see NewCut and the package comment. Not for concurrent use.
type Cut struct {
	weights [len(Weights)]need
	codes   map[cluster]uint16 // of the symbols that have no code of their own
	sealed  bool
}

// need is what a document draws in one weight.
type need struct {
	plain   [0x10000 / 64]uint64 // characters that are their own code
	special map[cluster]bool     // everything else
}

// ErrTooMany reports more different characters than a font can number.
var ErrTooMany = errors.New("font: too many different characters for one document")

// NewCut returns an empty Cut.
func NewCut() *Cut {
	c := &Cut{codes: map[cluster]uint16{}}
	for w := range c.weights {
		c.weights[w].special = map[cluster]bool{}
	}
	return c
}

// Add notes that the document draws the text in the weight. It panics after
// Seal: a document that changes between its two passes is a programming error.
func (c *Cut) Add(w Weight, s string) {
	if c.sealed {
		panic("font: Add after Seal")
	}
	n := &c.weights[weigh(w, s)]
	for c := range clusters(s) {
		for _, k := range c.symbols() {
			if k.isPlain() {
				n.plain[k.base/64] |= 1 << (k.base % 64)
			} else {
				n.special[k] = true
			}
		}
	}
}

// Seal gives every symbol its code. The codes depend on the set of characters
// alone, not on their order, so that the same document is the same file.
func (c *Cut) Seal() error {
	c.sealed = true
	var all []cluster
	for w := range c.weights {
		for k := range c.weights[w].special {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.selector, b.selector))
	})
	all = slices.Compact(all)
	given := 0
	for code := range c.freeCodes() {
		if given == len(all) {
			return nil
		}
		c.codes[all[given]] = code
		given++
	}
	if given < len(all) {
		return fmt.Errorf("%w: %d have no code of their own", ErrTooMany, len(all))
	}
	return nil
}

// freeCodes yields the private use area first; a document with more than its
// 6,400 goes on in what it leaves unused between Yi and Hangul.
func (c *Cut) freeCodes() iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for _, span := range [][2]rune{{0xE000, lastPrivate}, {0xA000, 0xD7FF}} {
			for code := span[0]; code <= span[1]; code++ {
				if !c.isTaken(code) && !yield(uint16(code)) {
					return
				}
			}
		}
	}
}

const lastPrivate = 0xF8FF

// isTaken reports whether the code already means a character of the text.
func (c *Cut) isTaken(code rune) bool {
	for w := range c.weights {
		if c.weights[w].plain[code/64]&(1<<(code%64)) != 0 {
			return true
		}
	}
	return false
}

// isPlain reports whether the symbol is its own code: one character of the
// basic plane that is neither private nor a noncharacter.
func (k cluster) isPlain() bool {
	r := k.base
	return k.selector == 0 && r < 0xFFFD && (r < 0xD800 || r > lastPrivate)
}

// Encode writes the text in the document's codes, each a rune up to U+FFFF, and
// says in which weight to draw them. Only texts given to Add may be asked for.
func (c *Cut) Encode(w Weight, s string) (Weight, string) {
	w = weigh(w, s)
	if isPlainText(s) {
		return w, s
	}
	var b strings.Builder
	for cl := range clusters(s) {
		for _, k := range cl.symbols() {
			if k.isPlain() {
				b.WriteRune(k.base)
			} else {
				b.WriteRune(rune(c.codes[k]))
			}
		}
	}
	return w, b.String()
}

// isPlainText reports whether the text is its own encoding; most are.
func isPlainText(s string) bool {
	for _, r := range s {
		ascii := r >= ' ' && r <= '~'
		han := r >= 0x4E00 && r <= 0x9FFF
		if !ascii && !han && r != '·' {
			return false
		}
	}
	return true
}

// coded is one code of a document, what it stands for and what it draws.
type coded struct {
	code uint16
	text cluster
	ink  drawn
}

// coded lists the codes of a weight in ascending order.
func (c *Cut) coded(w Weight) []coded {
	n := &c.weights[w]
	var out []coded
	for i, word := range n.plain {
		for ; word != 0; word &= word - 1 {
			k := cluster{base: rune(i*64 + bits.TrailingZeros64(word))}
			out = append(out, coded{uint16(k.base), k, resolve(w, k)})
		}
	}
	for k := range n.special {
		out = append(out, coded{c.codes[k], k, resolve(w, k)})
	}
	slices.SortFunc(out, func(a, b coded) int { return int(a.code) - int(b.code) })
	return out
}

// Uses reports whether the document draws anything in the weight.
func (c *Cut) Uses(w Weight) bool {
	n := &c.weights[w]
	return len(n.special) > 0 || slices.ContainsFunc(n.plain[:], func(word uint64) bool { return word != 0 })
}
