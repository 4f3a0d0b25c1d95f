package printing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"passdesk/printing/font"
)

// Characters that must not begin a line (避头) or end one (避尾), GB/T 15834-2011,
// 5.1. The dot between the parts of a name stays with the part before it.
const (
	neverFirst = "，。、；：？！）》〉】」』〕”’·•‧…—～％‰℃°,.;:?!)]}%"
	neverLast  = "（《〈【「『〔“‘([{￥$#＃"
)

// mayBreak reports whether a line may end between two characters.
func mayBreak(before, after rune) bool {
	switch {
	case after == ' ' || unicode.IsMark(after):
		return false // a space goes with the line that it ends, a mark with its character
	case before == ' ':
		return true
	case strings.ContainsRune(neverLast, before), strings.ContainsRune(neverFirst, after):
		return false
	}
	return before == '·' || !inWord(before) || !inWord(after)
}

// inWord: letters and digits of scripts that are written in words, and what
// holds them together.
func inWord(r rune) bool {
	if unicode.Is(unicode.Han, r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) {
		return false
	}
	return r < 0x2E80
}

// breakLines sets a paragraph in lines no wider than the width. A word wider
// than that is cut; every line has one character at least. Line breaks of the
// text are kept, spaces at a line's end are not.
func (st style) breakLines(s string, width float64) []string {
	lines, _ := st.wrap(s, width)
	return lines
}

// wrap is breakLines, and says whether a word had to be cut.
func (st style) wrap(s string, width float64) (lines []string, cut bool) {
	for para := range strings.SplitSeq(s, "\n") {
		for para != "" {
			n, whole := st.lineEnd(para, width)
			lines = append(lines, strings.TrimRight(para[:n], " "))
			para = strings.TrimLeft(para[n:], " ")
			cut = cut || !whole
		}
	}
	return lines, cut
}

// lineEnd is how many bytes of the paragraph go on its first line, and whether
// the line ends where one may.
func (st style) lineEnd(para string, width float64) (n int, whole bool) {
	at, good, used := 0, 0, 0.0
	var before rune
	for piece := range font.Pieces(para) {
		r, _ := utf8.DecodeRuneInString(piece)
		if at > 0 && mayBreak(before, r) {
			good = at
		}
		used += st.width(piece)
		if used > width+1e-9 && r != ' ' && at > 0 {
			if good > 0 {
				return good, true
			}
			return at, false
		}
		at, before = at+len(piece), r
	}
	return len(para), true
}

// fitted is a text with the size at which it fits its place.
type fitted struct {
	style
	lines []string
}

// fit sets a text on one line, shrinking from the style's size to the floor; a
// longer one on two lines at a · or a space, each half as even as can be; the
// longest on as many lines as the height holds, broken anywhere, smaller still.
// Names have 2 to 50 characters.
func (st style) fit(s string, width, height, floor float64) fitted {
	st.weight = font.Weigh(st.weight, s) // of the whole, not of each line
	one := st
	one.size = min(st.size, st.size*width/max(st.width(s), 1e-9))
	if one.size >= floor {
		return fitted{one, []string{s}}
	}
	if halves, longest := st.halves(s); halves != nil {
		two := st
		two.size = min(floor, st.size*width/longest, height/2/1.18*point)
		if two.size >= floor*0.75 {
			return fitted{two, halves}
		}
	}
	for st.size = floor; st.size > 3; st.size -= 0.25 {
		lines, cut := st.wrap(s, width)
		if float64(len(lines))*st.leading() <= height && (!cut || st.size < floor*0.6) {
			break
		}
	}
	return fitted{st, st.breakLines(s, width)}
}

// leading is the distance of two baselines, in millimetres.
func (st style) leading() float64 { return st.size * 1.18 / point }

// halves breaks at the · or space that leaves the shorter longest line.
func (st style) halves(s string) (lines []string, longest float64) {
	end := 0
	for piece := range font.Pieces(s) {
		end += len(piece)
		if r, _ := utf8.DecodeRuneInString(piece); r != '·' && r != ' ' || end == len(piece) {
			continue
		}
		a, b := strings.TrimRight(s[:end], " "), strings.TrimLeft(s[end:], " ")
		if b == "" {
			continue
		}
		if w := max(st.width(a), st.width(b)); lines == nil || w < longest {
			lines, longest = []string{a, b}, w
		}
	}
	return lines, longest
}

// place is where a text must fit: its left end, the middle of its height, and
// the room it has.
type place struct{ x, middle, width, height float64 }

// fit sets a text so that it fits its place.
func (c *canvas) fit(p place, st style, floor float64, s string) {
	if c.ink == nil {
		c.cut.Add(st.weight, s) // however it is broken
		return
	}
	c.set(p.x, p.middle, st.fit(s, p.width, p.height, floor))
}

// fitCentre is fit, with each line in the middle of the place.
func (c *canvas) fitCentre(p place, st style, floor float64, s string) {
	if c.ink == nil {
		c.cut.Add(st.weight, s)
		return
	}
	f := st.fit(s, p.width, p.height, floor)
	y := f.firstLine(p.middle)
	for _, l := range f.lines {
		c.textCentre(p.x+p.width/2, y, f.style, l)
		y += f.leading()
	}
}

// set draws a fitted text with its block centred on the middle height.
func (c *canvas) set(x, middle float64, f fitted) {
	c.lines(x, f.firstLine(middle), f.leading(), f.style, f.lines)
}

// firstLine is the first baseline of a text whose block is centred on the height.
func (f fitted) firstLine(middle float64) float64 {
	rise := 0.36 * f.size / point // from the middle of a line of Han to its baseline
	return middle + rise - f.leading()*float64(len(f.lines)-1)/2
}
