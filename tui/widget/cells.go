package widget

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// CutMark ends a text that was cut. It is ASCII because "…" is one cell on some terminals and two on
// others, and then tears the line.
const CutMark = "~"

// Width is how many cells a plain text takes as it is drawn: two for a hanzi, one for a letter with its
// accents. Escape sequences are not understood here; style the text after measuring it.
func Width(s string) int {
	n := 0
	for len(s) > 0 {
		_, w, size := nextCluster(s)
		n += w
		s = s[size:]
	}
	return n
}

// Clean is the text as it may be drawn in one line: controls, line breaks, direction overrides and
// stray marks, which would move the cursor or run into the next cell, are replaced by a blank or "?".
// The stored value is untouched.
func Clean(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		shown, _, size := nextCluster(s)
		b.WriteString(shown)
		s = s[size:]
	}
	return b.String()
}

// Truncate is s in at most the given number of cells, its end replaced by "~" where it was cut.
func Truncate(s string, cells int) string {
	out, _ := fit(s, cells)
	return out
}

// Pad is s in exactly the given number of cells: cut as Truncate does, or filled with blanks.
func Pad(s string, cells int) string {
	out, w := fit(s, cells)
	return out + blanks(cells-w)
}

// PadLeft is Pad with the blanks before the text, for numbers.
func PadLeft(s string, cells int) string {
	out, w := fit(s, cells)
	return blanks(cells-w) + out
}

// fit cuts s to cells and says how many it takes.
func fit(s string, cells int) (string, int) {
	if cells <= 0 {
		return "", 0
	}
	if plainASCII(s) && len(s) <= cells {
		return s, len(s)
	}
	var b strings.Builder
	used, keep, keepLen := 0, 0, 0 // keep: where "~" would still fit
	for len(s) > 0 {
		shown, w, size := nextCluster(s)
		if used+w > cells {
			return b.String()[:keepLen] + CutMark, keep + 1
		}
		b.WriteString(shown)
		used += w
		if used <= cells-1 {
			keep, keepLen = used, b.Len()
		}
		s = s[size:]
	}
	return b.String(), used
}

// Wrap breaks s into lines of at most the given number of cells, at blanks where Latin words allow it,
// anywhere between hanzi, and always at line breaks. An empty text is one empty line.
func Wrap(s string, cells int) []string {
	if cells < 2 {
		cells = 2 // a hanzi must fit, or the loop would never end
	}
	var out []string
	for _, paragraph := range strings.Split(s, "\n") {
		out = append(out, wrapParagraph(paragraph, cells)...)
	}
	return out
}

func wrapParagraph(s string, cells int) []string {
	var out []string
	line, w := "", 0
	for _, word := range words(s) {
		ww := Width(word)
		if w+ww > cells && w > 0 {
			out = append(out, strings.TrimRight(line, " "))
			line, w = "", 0
			word = strings.TrimLeft(word, " ")
			ww = Width(word)
		}
		for ww > cells {
			head, rest := splitCells(word, cells)
			out = append(out, head)
			word, ww = rest, Width(rest)
		}
		line, w = line+word, w+ww
	}
	return append(out, strings.TrimRight(line, " "))
}

// words cuts a text at its break opportunities: a run of narrow text with the blanks before it, or
// one wide character with the closing punctuation that may not begin a line.
func words(s string) []string {
	var out []string
	cur, inBlank := "", false
	for len(s) > 0 {
		shown, w, size := nextCluster(s)
		s = s[size:]
		blank := shown == " "
		switch {
		case w == 2 && !closing(shown):
			out, cur = appendWord(out, cur), shown
			out, cur = appendWord(out, cur), ""
		case w == 2:
			if cur == "" && len(out) > 0 {
				out[len(out)-1] += shown
			} else {
				cur += shown
			}
		case blank && !inBlank:
			out, cur = appendWord(out, cur), shown
		default:
			cur += shown
		}
		inBlank = blank
	}
	return appendWord(out, cur)
}

func appendWord(out []string, w string) []string {
	if w == "" {
		return out
	}
	return append(out, w)
}

func closing(cluster string) bool {
	return strings.Contains("，。、；：？！）》」』】〉”’", cluster)
}

// splitCells cuts s after as many whole clusters as fit into cells.
func splitCells(s string, cells int) (head, rest string) {
	var b strings.Builder
	used := 0
	for len(s) > 0 {
		shown, w, size := nextCluster(s)
		if used+w > cells {
			break
		}
		b.WriteString(shown)
		used += w
		s = s[size:]
	}
	return b.String(), s
}

// nextCluster reads the first character as people see it: what to draw, in how many cells (at least
// one), and how many bytes it takes in s. A line break or tab is drawn as a blank. What has no picture
// of its own (a control, a direction override, a stray byte, a mark with nothing before it) is drawn as
// "?": people see that something is there, and nothing can join what stands beside it.
func nextCluster(s string) (shown string, width, size int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return asciiCell(s)
	}
	r, n := utf8.DecodeRuneInString(s)
	if isHanzi(r) && (len(s) == n || standsAlone(s[n:])) {
		return s[:n], 2, n
	}
	if r == utf8.RuneError && n == 1 {
		return noPicture, 1, 1
	}
	cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if len(cluster) <= 1 {
		return asciiCell(s)
	}
	return agreed(cluster, r, w)
}

const noPicture = "?"

func asciiCell(s string) (string, int, int) {
	switch {
	case s[0] == '\t' || s[0] == '\n' || s[0] == '\r':
		return " ", 1, 1
	case s[0] < ' ' || s[0] >= 0x7f:
		return noPicture, 1, 1
	}
	return s[:1], 1, 1
}

// agreed makes a character whose width terminals argue about safe to draw. Old consoles count each
// code point, new ones the whole cluster (DEC mode 2027); where the two differ (an emoji with a
// joiner, a symbol with an emoji selector) its first code point is drawn alone.
func agreed(cluster string, r rune, w int) (string, int, int) {
	_, n := utf8.DecodeRuneInString(cluster)
	if leans(r) {
		return noPicture, 1, len(cluster)
	}
	if w > 0 && utf8.ValidString(cluster) && ansi.StringWidthWc(cluster) == w && (len(cluster) > n || !joins(r)) {
		return cluster, w, len(cluster)
	}
	first := cluster[:n]
	w = ansi.StringWidth(first)
	if w == 0 || joins(r) || ansi.StringWidthWc(first) != w {
		return noPicture, 1, len(cluster)
	}
	return first, w, len(cluster)
}

// leans reports whether the code point runs together with whatever stands before it, were it a digit:
// marks, the Thai letter am.
func leans(r rune) bool { return !firstAlone("0"+string(r), 1) }

// joins reports whether the code point alone would run together with some neighbours: half flags, jamo,
// signs that enclose what follows.
func joins(r rune) bool {
	return r >= 0x1f1e6 && r <= 0x1f1ff || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0x1100 && r <= 0x11ff || r >= 0xd7b0 && r <= 0xd7ff ||
		!firstAlone(string(r)+"0", utf8.RuneLen(r))
}

// firstAlone reports whether the first n bytes of s are one character as people see it.
func firstAlone(s string, n int) bool {
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(cluster) == n
}

// isHanzi covers the blocks whose every code point is two cells wide on every terminal.
func isHanzi(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2fffd || r >= 0x30000 && r <= 0x3fffd
}

// standsAlone reports whether the text begins with something that cannot join the character before it.
func standsAlone(s string) bool {
	if s[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return isHanzi(r)
}

func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

const manyBlanks = "                                                                                " +
	"                                                                                "

func blanks(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(manyBlanks) {
		return manyBlanks[:n]
	}
	return strings.Repeat(" ", n)
}
