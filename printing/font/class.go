package font

import "unicode"

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
	return resolve(Regular, cluster{base: r}).class
}

// Coverage tells it for every character of a text, in order. A variation
// selector whose shape the fonts do not have is Fallback: the plain shape is
// printed, and may be another than the one in the household book.
func Coverage(s string) []Glyph {
	var out []Glyph
	for c := range clusters(s) {
		out = append(out, Glyph{c.base, ClassOf(c.base)})
		if c.selector == 0 {
			continue
		}
		class := OK
		if resolve(Regular, c).class == Fallback && out[len(out)-1].Class == OK {
			class = Fallback
		}
		out = append(out, Glyph{c.selector, class})
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

// AllMissing lists the characters of a text that no embedded font has, in
// order, each once.
func AllMissing(s string) []rune {
	var out []rune
	seen := map[rune]bool{}
	for _, g := range Coverage(s) {
		if g.Class == Missing && !seen[g.Rune] {
			seen[g.Rune] = true
			out = append(out, g.Rune)
		}
	}
	return out
}

// cluster is what is drawn as one glyph: a character, and the variation selector
// that stands behind it if there is one.
type cluster struct{ base, selector rune }

// symbols are what is encoded: the character in the shape that the selector
// asks for, and the selector itself as a blank of no width behind it. One code
// for both would do for most readers, but MuPDF writes two halves of a selector
// beyond U+FFFF when it stands behind another character in one mapping.
func (c cluster) symbols() []cluster {
	if c.selector == 0 {
		return []cluster{c}
	}
	return []cluster{c, {base: c.selector}}
}

// clusters splits a text. Characters that leave no ink and take no room are left
// out, and so is a selector with nothing before it: on paper they are nothing,
// and a direction mark would let a name read other than it is.
func clusters(s string) func(yield func(cluster) bool) {
	return func(yield func(cluster) bool) {
		var held cluster
		for _, r := range s {
			switch {
			case isSelector(r) && held.base != 0 && held.selector == 0:
				held.selector = r
			case isIgnorable(r):
			default:
				if held.base != 0 && !yield(held) {
					return
				}
				held = cluster{base: r}
				if isSpace(r) {
					held.base = ' '
				}
			}
		}
		if held.base != 0 {
			yield(held)
		}
	}
}

// isSelector: variation selectors (Unicode 23.4).
func isSelector(r rune) bool {
	return (r >= 0xFE00 && r <= 0xFE0F) || (r >= 0xE0100 && r <= 0xE01EF)
}

// isIgnorable: what is invisible by definition, and controls other than breaks.
func isIgnorable(r rune) bool {
	return isSelector(r) || unicode.Is(unicode.Cf, r) || (unicode.IsControl(r) && !isSpace(r))
}

// isSpace: drawn as one space. The ideographic space U+3000 keeps its own width.
func isSpace(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r == '\u00a0'
}

// drawn is where the ink of a symbol comes from. Without a face it is the empty
// box, or nothing when it has no advance either.
type drawn struct {
	face    *face
	glyph   uint16
	advance uint16
	class   Class
}

// resolve finds the glyph: the weight's own face, then Regular, then the rare
// one, then the box.
func resolve(w Weight, c cluster) drawn {
	if isSelector(c.base) {
		return drawn{class: OK}
	}
	if f := w.face(); f.has(c.base) {
		return f.draw(c)
	}
	for _, f := range [...]*face{regularFace(), rareFace()} {
		if f.has(c.base) {
			return f.draw(c)
		}
	}
	return drawn{advance: boxAdvance, class: Missing}
}

// draw takes a face's glyph for the base and prefers the variant's.
func (f *face) draw(c cluster) drawn {
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
	return drawn{f, g, advance, class}
}

// Weigh is the weight in which a text is drawn: a text with a character that
// Bold lacks is Regular throughout, for a name in two weights reads as two names.
func Weigh(w Weight, s string) Weight {
	if w == Regular {
		return w
	}
	for _, r := range s {
		if _, ok := w.face().glyph(r); !ok && !isSelector(r) && !isIgnorable(r) && !isSpace(r) {
			return Regular
		}
	}
	return w
}

// Width is the length of a text on one line, in thousandths of its size.
func Width(w Weight, s string) int {
	w = Weigh(w, s)
	sum := 0
	if isSimple(s) {
		for _, r := range s {
			sum += int(resolve(w, cluster{base: r}).advance)
		}
		return sum
	}
	for c := range clusters(s) {
		sum += int(resolve(w, c).advance)
	}
	return sum
}
