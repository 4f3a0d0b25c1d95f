package printing

import (
	"cmp"
	"slices"
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

// counters are what stands behind a number, with or without a space: it counts for
// nothing on the next line. Any other Han right behind the number stays with it too, if
// it can.
const counters = "年月日号点分秒天周岁份张页行栏人名位户次条件项册种枚个家元层幢栋弄楼室℃°%％"

// seam is whether a line may end between two characters.
type seam int

const (
	never   seam = iota
	loosely      // where the line has no other place: inside of a date, or of a number in groups, or behind it; at a hyphen
	freely
)

// seamAt is the seam between two characters; prior is the one before them.
func seamAt(prior, before, after rune) seam {
	number := before
	if before == ' ' {
		number = prior
	}
	switch {
	case after == ' ' || unicode.IsMark(after):
		return never // a space goes with the line that it ends, a mark with its character
	case isDigit(number) && strings.ContainsRune(counters, after), strings.ContainsRune("第打", number) && isDigit(after): // 第 3 份, 补打 3
		return never
	case isDigit(before) && unicode.Is(unicode.Han, after), isDigit(prior) && strings.ContainsRune(" 年月", before) && isDigit(after):
		return loosely
	case before == '-' && unicode.IsLetter(prior) && unicode.IsLetter(after):
		return loosely
	case before == ' ':
		return freely
	case strings.ContainsRune(neverLast, before), strings.ContainsRune(neverFirst, after):
		return never
	case before == '·' || !inWord(before) || !inWord(after):
		return freely
	}
	return never
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

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
	var lines []string
	for para := range strings.SplitSeq(s, "\n") {
		of, cut := st.wrap(para, width)
		if !cut && len(of) > 1 && alone(of[len(of)-1]) {
			of = st.unorphaned(para, of, width)
		}
		lines = append(lines, of...)
	}
	return lines
}

// unorphaned are the lines of a paragraph whose last one has a single character or
// word, with whatever mark behind it: it is joined by what may leave the line before.
func (st style) unorphaned(para string, lines []string, width float64) []string {
	last := len(lines) - 1
	tail := lines[last]
	if strings.HasSuffix(strings.TrimRight(para, " "), " "+tail) {
		tail = " " + tail
	}
	pieces := slices.Collect(font.Pieces(lines[last-1]))
	for i := len(pieces) - 1; i > 1 && i >= len(pieces)/2; i-- {
		if tail = pieces[i] + tail; st.width(tail) > width {
			break
		}
		if seamAt(firstRune(pieces[i-2]), firstRune(pieces[i-1]), firstRune(pieces[i])) == freely {
			return append(lines[:last-1:last-1], strings.TrimRight(strings.Join(pieces[:i], ""), " "), tail)
		}
	}
	return lines
}

// alone reports a line of one character of Han or of one word, with nothing but marks
// beside it.
func alone(line string) bool {
	han, word := 0, false
	for piece := range font.Pieces(line) {
		r, _ := utf8.DecodeRuneInString(piece)
		switch {
		case strings.ContainsRune(neverFirst, r), strings.ContainsRune(neverLast, r):
		case r == ' ':
			return false
		case inWord(r):
			word = true
		default:
			han++
		}
	}
	return han == 0 || han == 1 && !word
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
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
	at, good, fair, used := 0, 0, 0, 0.0
	var prior, before rune
	for piece := range font.Pieces(para) {
		r := firstRune(piece)
		if at > 0 {
			switch seamAt(prior, before, r) {
			case freely:
				good = at
			case loosely:
				fair = at
			}
		}
		used += st.width(piece)
		if used > width+1e-9 && r != ' ' && at > 0 {
			if n := cmp.Or(good, fair); n > 0 {
				return n, true
			}
			return at, false
		}
		at, prior, before = at+len(piece), before, r
	}
	return len(para), true
}

// fitted is a text with the size at which it fits its place.
type fitted struct {
	style
	lines []string
	step  float64 // from one baseline to the next; 0: as in a paragraph
}

// tight is how close two lines stand at least, in their size: Han characters fill
// theirs.
const tight = 1.04

// fit sets a text on one line, shrinking from the style's size to the floor; a
// longer one on two lines or three, broken at · or a space, each as even as can
// be; then on as many lines as the height holds, broken anywhere, in the largest type
// that holds it. Below the floor goes only what has no room in it however it is broken,
// and below three quarters of the floor, or what can be read, only what has none in that.
// The parts of a person's name, between dots, are kept whole down to those; a word is cut
// sooner than it is set in type that nobody reads. Names have 2 to 50 characters.
func (st style) fit(s string, width, height, floor float64) fitted {
	f := st.uncut(s, width, height, floor)
	if f.size < min(leastRead, floor)-1e-9 {
		for size := floor; size > f.size; size = nextSize(size, f.size) {
			if cut, ok := st.broken(s, width, height, size, true); ok {
				return cut
			}
		}
	}
	return f
}

// uncut is fit for texts whose words have room on a line.
func (st style) uncut(s string, width, height, floor float64) fitted {
	one := st
	one.size = min(st.size, st.size*width/max(st.width(s), 1e-9), height*point)
	if one.size >= floor {
		return fitted{one, []string{s}, 0}
	}
	small := max(floor*0.75, min(floor, leastRead))
	parts, whole := st.inParts(s, width, height, floor, small)
	if whole && (parts.size >= floor || strings.ContainsRune(s, '·')) {
		return parts
	}
	cuts := isLongWord(s) && !whole
	for size := floor; size > small-1e-9; size = nextSize(size, small) {
		if whole && parts.size >= size {
			return parts
		}
		if one.size >= size && !cuts {
			return fitted{one, []string{s}, 0}
		}
		if f, ok := st.broken(s, width, height, size, cuts); ok {
			return f
		}
	}
	for st.size = small; st.size > 3; st.size -= 0.25 {
		lines, cut := st.wrap(s, width)
		if st.high(len(lines)) <= height && (!cut || cuts || st.size < floor*0.6) {
			break
		}
	}
	return st.stacked(st.breakLines(s, width), height)
}

// nextSize is the next smaller size that is tried; the least is tried too.
func nextSize(size, least float64) float64 {
	if size > least+1e-9 {
		return max(size-0.25, least)
	}
	return 0
}

// isLongWord: a word that no line of a form holds is a name written without spaces, and
// is cut sooner than it is set in type that nobody reads. Numbers are shorter.
func isLongWord(s string) bool {
	const longest = 24
	run := 0
	for _, r := range s {
		if run++; r == ' ' || !inWord(r) {
			run = 0
		}
		if run > longest {
			return true
		}
	}
	return false
}

// inParts is a text on two lines, or where three are needed for the floor, on those,
// broken between its parts only; false where it is smaller than the least.
func (st style) inParts(s string, width, height, floor, least float64) (fitted, bool) {
	for _, size := range []float64{floor, least} {
		for n := 2; n <= 3; n++ {
			if f, ok := st.parted(s, n, width, height); ok && f.size >= size {
				return f, true
			}
		}
	}
	return fitted{}, false
}

// inLines is a name in the style's own size on as many lines as that takes: broken
// between its parts where each of them has room on a line, else wherever a line may end.
func (st style) inLines(s string, width float64) []string {
	parts := cutUp(s)
	for n := 2; n <= min(len(parts), 5); n++ {
		if lines := st.even(parts, n); lines != nil && st.longest(lines) <= width {
			return lines
		}
	}
	return st.breakLines(s, width)
}

// high is how high so many lines are at the closest.
func (st style) high(lines int) float64 { return st.size * tight * float64(lines) / point }

// stacked are lines in a height, no further apart than lines of a text.
func (st style) stacked(lines []string, height float64) fitted {
	return fitted{st, lines, min(st.leading(), max(height/float64(max(len(lines), 1)), st.high(1)))}
}

// parted breaks a text at so many less one of its · and spaces, and sets it as
// large as width and height allow.
func (st style) parted(s string, n int, width, height float64) (fitted, bool) {
	lines := st.even(cutUp(s), n)
	if len(lines) != n {
		return fitted{}, false
	}
	st.size = min(st.size, st.size*width/st.longest(lines), height*point/tight/float64(n))
	return st.stacked(lines, height), true
}

// broken breaks a text anywhere a line may end, in the size that is asked for; no
// word is cut unless that is said. The lines are of one length, not full ones and a rest.
func (st style) broken(s string, width, height, size float64, cuts bool) (fitted, bool) {
	st.size = size
	lines, cut := st.wrap(s, width)
	if cut && !cuts || st.high(len(lines)) > height {
		return fitted{}, false
	}
	for low, high := 0.0, width; high-low > 0.2; {
		middle := (low + high) / 2
		if closer, more := st.wrap(s, middle); more && !cut || len(closer) > len(lines) {
			low = middle
		} else {
			high, lines = middle, closer
		}
	}
	return st.stacked(lines, height), true
}

// cutUp is a text cut behind every · and space where a line may end.
func cutUp(s string) []string {
	var out []string
	var prior, before rune
	from, end := 0, 0
	for piece := range font.Pieces(s) {
		r := firstRune(piece)
		if (before == '·' || before == ' ') && r != ' ' && end > from+utf8.RuneLen(before) && seamAt(prior, before, r) == freely {
			out, from = append(out, s[from:end]), end
		}
		prior, before, end = before, r, end+len(piece)
	}
	return append(out, s[from:])
}

// even lays the parts on n lines so that the longest is as short as can be; nil
// when there are fewer parts than lines, or more than a name has.
func (st style) even(parts []string, n int) []string {
	const most = 60
	if len(parts) < n || len(parts) > most {
		return nil
	}
	if n == 1 {
		return []string{strings.Trim(strings.Join(parts, ""), " ")}
	}
	var best []string
	for first := 1; first <= len(parts)-n+1; first++ {
		lines := append(st.even(parts[:first], 1), st.even(parts[first:], n-1)...)
		if best == nil || st.longest(lines) < st.longest(best) {
			best = lines
		}
	}
	return best
}

func (st style) longest(lines []string) float64 {
	widest := 0.0
	for _, l := range lines {
		widest = max(widest, st.width(l))
	}
	return widest
}

// widest is the length of a fitted text's longest line.
func (f fitted) widest() float64 { return f.longest(f.lines) }

// within is the style, smaller where the text would be longer than the width.
func (st style) within(width float64, s string) style {
	st.size = min(st.size, st.size*width/max(st.width(s), 1e-9))
	return st
}

// leading is the distance of two baselines in a paragraph, in millimetres.
func (st style) leading() float64 { return st.size * 1.18 / point }

// leading is the distance of two baselines of a fitted text.
func (f fitted) leading() float64 { return cmp.Or(f.step, f.style.leading()) }

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
