package font

import (
	"cmp"
	"iter"
	"unicode"
	"unicode/utf8"

	"passdesk/registry/hanzi"
)

// Class says how well a character can be printed. The zero Class is none.
type Class uint8

const (
	None     Class = iota
	OK             // in the station's own face
	Fallback       // from the fallback face, or in the plain shape for a variant that none has
	Missing        // in no embedded font: an empty box is printed, to be filled in by hand
)

// String is the word of the scripting contract: ok, fallback, missing.
func (c Class) String() string {
	return [...]string{"", "ok", "fallback", "missing"}[c&3]
}

// Glyph is one character of a text and how well it can be printed.
type Glyph struct {
	Rune  rune
	Class Class
}

// ClassOf tells how well a single character can be printed. What leaves no ink
// (spaces, selectors, joiners) is OK; a line break is a space here.
func ClassOf(r rune) Class {
	if isIgnorable(r) || isSpace(r) {
		return OK
	}
	return resolve(Regular, shape{base: r}).class
}

// Coverage tells it for every character of a text, in order. A variation
// selector whose shape the fonts do not have is Fallback: the plain shape is
// printed, and may be another than the one in the household book.
func Coverage(s string) []Glyph {
	var out []Glyph
	for c := range clusters(s) {
		drawn := resolve(Regular, c.shape)
		class := drawn.class
		if c.selector != 0 && c.as == itself {
			class = ClassOf(c.base)
		}
		out = append(out, Glyph{c.base, class})
		switch {
		case c.selector == 0:
		case drawn.class == Fallback && class == OK:
			out = append(out, Glyph{c.selector, Fallback})
		default:
			out = append(out, Glyph{c.selector, OK})
		}
	}
	return out
}

// Worst is the worst class of a text; OK for the empty one.
func Worst(s string) Class {
	worst := OK
	for _, g := range Coverage(s) {
		worst = max(worst, g.Class)
	}
	return worst
}

// AllMissing lists what of a text is printed as an empty box, in order: characters
// that no font has, whole words with such a letter, whole descriptions of a character,
// and what is marked with ByHand.
func AllMissing(s string) []string {
	var out []string
	for c := range clusters(s) {
		if resolve(Regular, c.shape).class == Missing {
			out = append(out, string(c.base)+c.parts)
		}
	}
	return out
}

// ByHand, behind a character, asks for the empty box in its place, as a variation
// selector asks for a shape: a "?" in a name stands for a character that somebody
// lost. It is drawn nowhere and extracted nowhere.
const ByHand = '\U000E0001' // LANGUAGE TAG, deprecated: no text has it

// shape is what is drawn as one glyph: a character, and the variation selector
// that stands behind it if there is one.
type shape struct {
	base, selector rune
	as             form
	wide           uint16 // of the box of a word; 0: it is that of one character
	among          uint16 // so many letters of the word its width is shared out
}

// form is how a character is drawn.
type form uint8

const (
	itself form = iota
	boxed       // as the empty box
	blank       // as nothing: the box before it stands for it too
)

// cluster is what a reader takes for one character: a shape, or the description
// of a character by its parts (⿰亻乐), which nobody should have to read as three; or a
// word that has to be written by hand. Letters that are joined, or stand upon one
// another, fit in no row of boxes, and a word with a hole in it looks like a mistake.
type cluster struct {
	shape
	parts string // of a description or a word, behind the base
}

// symbols are what is encoded: the character in the shape that the selector
// asks for, and the selector itself as a blank of no width behind it; or the box
// and blanks for all that it describes. One code for all would do for most
// readers, but MuPDF writes two halves of a character beyond U+FFFF when it
// stands behind another in one mapping.
func (c cluster) symbols() []shape {
	if c.wide > 0 {
		return c.wordSymbols()
	}
	out := []shape{c.shape}
	if c.selector != 0 {
		out = append(out, shape{base: c.selector})
	}
	for _, r := range c.parts {
		out = append(out, shape{base: r, as: blank})
	}
	return out
}

// wordSymbols share out the width of the box, so that readers find the letters beside one
// another. The box is drawn from its left end: by the first letter, or by the last one
// of a word that begins at the right.
func (c cluster) wordSymbols() (out []shape) {
	for _, r := range string(c.base) + c.parts {
		if !isIgnorable(r) {
			out = append(out, shape{base: r, as: blank, wide: c.wide})
		}
	}
	for i := range out {
		out[i].among = uint16(len(out))
	}
	if hanzi.IsRightToLeft(c.base) {
		out[len(out)-1].as = boxed
	} else {
		out[0].as = boxed
	}
	return out
}

// clusters splits a text. Characters that leave no ink and take no room are left
// out, and so is a selector with nothing before it: on paper they are nothing,
// and a direction mark would let a name read other than it is.
func clusters(s string) iter.Seq[cluster] {
	return func(yield func(cluster) bool) {
		for len(s) > 0 {
			c, size := firstCluster(s)
			if s = s[size:]; c.base != 0 && !yield(c) {
				return
			}
		}
	}
}

// Pieces are the parts of a text between which a line may be broken at all, each
// with what clings to it.
func Pieces(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(s) > 0 {
			_, size := firstCluster(s)
			if !yield(s[:size]) {
				return
			}
			s = s[size:]
		}
	}
}

// firstCluster is the cluster at the front of a text and its length in bytes; none
// where the text begins with what is left out.
func firstCluster(s string) (c cluster, size int) {
	r, size := utf8.DecodeRuneInString(s)
	if isIgnorable(r) {
		return cluster{}, size
	}
	c.base = r
	if isSpace(r) {
		c.base = ' '
	}
	if n := hanzi.DescribedLen(s); n > 0 {
		c.as, c.parts, size = boxed, s[size:n], n
	} else if n := unwritable(s); n > size {
		return cluster{shape{base: r, as: boxed, wide: wordWide(s[:n])}, s[size:n]}, n
	}
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case hanzi.IsVariationSelector(r) && c.selector == 0:
			c.selector = r
		case r == ByHand:
			c.as = boxed
		case !isIgnorable(r):
			return c, size
		}
		size += n
	}
	return c, size
}

// unwritable is the length of the word at the front of a text if a letter or a mark of
// it is in no font, else 0.
func unwritable(s string) int {
	n := hanzi.WordLen(s)
	for _, r := range s[:n] {
		if r >= utf8.RuneSelf && ClassOf(r) == Missing {
			return n
		}
	}
	return 0
}

// wordWide is the width of a word's box: letters are written closer than hanzi, and in a
// long word closer still.
func wordWide(word string) uint16 {
	const first, further, most = 2, 600, 9000
	letters, all := max(hanzi.LettersIn(word), 1), 0
	for _, r := range word {
		if !isIgnorable(r) {
			all++
		}
	}
	wide := min(boxAdvance*min(letters, first)+further*max(letters-first, 0), most)
	return uint16(wide - wide%all)
}

// isIgnorable: what is invisible by definition, and controls other than breaks.
func isIgnorable(r rune) bool {
	return hanzi.IsVariationSelector(r) || unicode.Is(unicode.Cf, r) || (unicode.IsControl(r) && !isSpace(r))
}

// isSpace: drawn as one space. The ideographic space U+3000 keeps its own width.
func isSpace(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r == '\u00a0'
}

// drawn is where the ink of a symbol comes from: a face, or a font beside the
// program. Without either it is the empty box, or nothing when that has no width.
type drawn struct {
	face    *face
	glyph   uint16
	beside  *outline
	advance uint16
	class   Class
	box     uint16 // how wide the empty box is
	thick   int16  // by how much its strokes are made wider, in units
}

// resolve finds the glyph: the weight's own face, then Regular, then the rare
// one, then the fonts beside the program, then the box. What Bold borrows is made thick,
// so that a name is bold throughout.
func resolve(w Weight, c shape) drawn {
	d := find(w, c)
	switch {
	case w != Bold || d.face == boldFace():
	case d.face == regularFace():
		d.thick = thickRegular
	case d.face != nil || d.beside != nil:
		d.thick = thickRare
	}
	return d
}

func find(w Weight, c shape) drawn {
	switch {
	case c.as == blank || hanzi.IsVariationSelector(c.base):
		return drawn{advance: c.wide / max(c.among, 1), class: OK}
	case c.as == boxed:
		wide := cmp.Or(c.wide, boxAdvance)
		return drawn{advance: wide / max(c.among, 1), box: wide, class: Missing}
	}
	for _, f := range [...]*face{w.face(), regularFace(), rareFace()} {
		if f.has(c.base) {
			return f.draw(c)
		}
	}
	if o := besides.outline(c.base); o != nil {
		return drawn{beside: o, advance: o.advance, class: Fallback}
	}
	return drawn{advance: boxAdvance, box: boxAdvance, class: Missing}
}

// draw takes a face's glyph for the base and prefers the variant's.
func (f *face) draw(c shape) drawn {
	g, _ := f.glyph(c.base)
	class := OK
	if f == rareFace() {
		class = Fallback
	}
	if c.selector != 0 {
		if v, ok := f.variant(c.base, c.selector); ok {
			g = v
		} else {
			class = Fallback
		}
	}
	advance, _ := f.metric(g)
	return drawn{face: f, glyph: g, advance: advance, class: class}
}

// Width is the length of a text on one line, in thousandths of its size.
func Width(w Weight, s string) int {
	sum := 0
	if isSimple(s) {
		for _, r := range s {
			sum += int(resolve(w, shape{base: r}).advance)
		}
		return sum
	}
	for c := range clusters(s) {
		sum += int(resolve(w, c.shape).advance)
	}
	return sum
}
