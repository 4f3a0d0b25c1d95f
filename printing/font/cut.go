package font

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Cut gathers the characters of one document and makes its font. Both weights
// go into one font: the PDF library spends more on each font it is given than on
// a page. The zero Cut is not usable; see NewCut and the package comment. Not
// for concurrent use.
type Cut struct {
	plain   [len(Weights)]bitset           // characters of the basic plane
	special map[symbol]bool                // everything else
	codes   map[symbol]uint16              // of the symbols that are not their own code
	given   [len(Weights)]*[0x10000]uint16 // the codes of the plain ones
	sealed  bool
}

// symbol is what has a code: a shape in a weight.
type symbol struct {
	weight Weight
	shape  shape
}

type bitset [0x10000 / 64]uint64

func (b *bitset) set(r rune)      { b[r/64] |= 1 << (r % 64) }
func (b *bitset) has(r rune) bool { return b[r/64]&(1<<(r%64)) != 0 }

func (b *bitset) all() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(rune(i*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// ErrTooMany reports more different characters than a font can number.
var ErrTooMany = errors.New("font: too many different characters for one document")

// NewCut returns an empty Cut.
func NewCut() *Cut {
	return &Cut{special: map[symbol]bool{}, codes: map[symbol]uint16{}}
}

// Add notes that the document draws the text in the weight. It panics after
// Seal: a document that changes between its two passes is a programming error.
func (c *Cut) Add(w Weight, s string) {
	if c.sealed {
		panic("font: Add after Seal")
	}
	if isSimple(s) {
		for _, r := range s {
			c.plain[w].set(r)
		}
		return
	}
	for k := range clusters(s) {
		for _, of := range k.symbols() {
			if of.isPlain() {
				c.plain[w].set(of.base)
			} else {
				c.special[symbol{w, of}] = true
			}
		}
	}
}

// Seal gives every symbol its code: a plain character its own, in Bold too when
// Regular does not draw it; all others one that no character of the text has.
// The codes depend on the set of characters alone, not on their order, so that
// the same document is the same file.
func (c *Cut) Seal() error {
	c.sealed = true
	all := c.ownCodes()
	for s := range c.special {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b symbol) int {
		return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.shape.base, b.shape.base), cmp.Compare(a.shape.selector, b.shape.selector), cmp.Compare(a.shape.as, b.shape.as), cmp.Compare(a.shape.wide, b.shape.wide), cmp.Compare(a.shape.among, b.shape.among))
	})
	n := 0
	for code := range c.freeCodes() {
		if n == len(all) {
			return nil
		}
		c.give(all[n], code)
		n++
	}
	if n < len(all) {
		return fmt.Errorf("%w: %d have no code of their own", ErrTooMany, len(all))
	}
	return nil
}

// ownCodes gives plain characters themselves as codes and returns those that are
// drawn in Bold too and must have another there.
func (c *Cut) ownCodes() (rest []symbol) {
	for w := range c.given {
		c.given[w] = new([0x10000]uint16)
	}
	used := c.plain[Regular]
	for i, word := range c.plain[Bold] {
		used[i] |= word
	}
	for r := range used.all() {
		free := true
		for _, w := range Weights {
			switch {
			case !c.plain[w].has(r):
			case free:
				c.given[w][r], free = uint16(r), false
			default:
				rest = append(rest, symbol{w, shape{base: r}})
			}
		}
	}
	return rest
}

func (c *Cut) give(s symbol, code uint16) {
	if s.shape.isPlain() {
		c.given[s.weight][s.shape.base] = code
	} else {
		c.codes[s] = code
	}
}

// freeCodes yields the private use area first; a document with more than its
// 6,400 goes on in what it leaves unused between Yi and Hangul.
func (c *Cut) freeCodes() iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for _, span := range [][2]rune{{0xE000, lastPrivate}, {0xA000, 0xD7FF}} {
			for code := span[0]; code <= span[1]; code++ {
				taken := c.plain[Regular].has(code) || c.plain[Bold].has(code)
				if !taken && !yield(uint16(code)) {
					return
				}
			}
		}
	}
}

const lastPrivate = 0xF8FF

// isPlain reports whether the shape can be its own code: one character of the
// basic plane that is neither private nor a noncharacter.
func (k shape) isPlain() bool {
	r := k.base
	return k.as == itself && k.selector == 0 && r < 0xFFFD && (r < 0xD800 || r > lastPrivate)
}

// Encode writes the text in the document's codes, each a rune up to U+FFFF. It panics
// on a character that no text given to Add had: no code means no glyph, and a name
// with a hole in it must not be printed.
func (c *Cut) Encode(w Weight, s string) string {
	b := make([]byte, 0, 64)
	if isSimple(s) {
		for _, r := range s {
			b = utf8.AppendRune(b, known(c.given[w][r]))
		}
		return string(b)
	}
	for k := range clusters(s) {
		for _, of := range k.symbols() {
			b = utf8.AppendRune(b, known(c.code(symbol{w, of})))
		}
	}
	return string(b)
}

func known(code uint16) rune {
	if code == 0 {
		panic("font: Encode of a character that was not added")
	}
	return rune(code)
}

// isSimple reports whether every character of the text is a plain symbol that
// nothing stands on; most texts are.
func isSimple(s string) bool {
	for _, r := range s {
		ascii := r >= ' ' && r <= '~'
		han := r >= 0x4E00 && r <= 0x9FFF
		if !ascii && !han && r != '·' {
			return false
		}
	}
	return true
}

func (c *Cut) code(s symbol) uint16 {
	if s.shape.isPlain() {
		return c.given[s.weight][s.shape.base]
	}
	return c.codes[s]
}

// coded is one code of a document, what it stands for and what it draws.
type coded struct {
	code uint16
	text rune
	ink  drawn
}

// coded lists the codes in ascending order.
func (c *Cut) coded() []coded {
	var out []coded
	add := func(s symbol) {
		out = append(out, coded{c.code(s), s.shape.base, resolve(s.weight, s.shape)})
	}
	for _, w := range Weights {
		for r := range c.plain[w].all() {
			add(symbol{w, shape{base: r}})
		}
	}
	for s := range c.special {
		add(s)
	}
	slices.SortFunc(out, func(a, b coded) int { return int(a.code) - int(b.code) })
	return out
}
