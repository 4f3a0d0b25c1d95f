package printing

import (
	"fmt"
	"slices"
	"strings"
)

// cardBack draws the rules, with as large a type as they leave room for.
func (c *canvas) cardBack(x, y float64, p Pass) {
	f := p.face()
	k := f.k
	if c.overlay {
		c.textRight(x+f.rightEnd()+0.4, y+6.3*k, regular(7.5*k, inkBlack), grouped(p.Number))
		return
	}
	c.cardGround(x, y, p)
	const title = "使用须知"
	ink, end := p.Design.ink(), 8.4*k
	if p.Design.Head == Banded {
		c.plate(area{x + inset, y + inset, f.w - 2*inset, end - inset}, ink, false, true)
		ink = inkWhite
	} else {
		c.rule(x+inset+f.spine, y+end, x+f.w-inset, y+end, 0.2, ink)
	}
	base, left, head := y+6.3*k, x+f.labelAt(), bold(9*k, ink)
	c.text(left, base, head, title)
	c.text(left+head.width(title)+1.6*k, base, regular(leastRead*k, ink), "Please note")
	number := regular(7.5*k, inkBlack)
	if ink == inkWhite {
		number.colour = ink
	}
	c.textRight(x+f.rightEnd()+0.4, base, number, grouped(p.Number))
	c.micro(left, y+end+1.15, f.rightEnd()-f.labelAt(), p)
	top, bottom := end+1.7*k, f.h-inset-1.4
	c.notes(area{left, y + top, f.rightEnd() + 0.4 - f.labelAt(), bottom - top}, 8*k, p.Notes)
}

// notes sets the rules in the largest type that holds them all: in both languages, and
// when that could not be read in Chinese alone.
func (c *canvas) notes(in area, largest float64, notes []Note) {
	k := c.back
	if k == nil || k.width != in.width || k.height != in.height || k.largest != largest || !slices.Equal(k.notes, notes) {
		b, gap := fitNotes(in, largest, notes)
		k = &backText{in.width, in.height, largest, notes, b, gap}
		c.back = k
	}
	c.putNotes(in.x, in.y+k.gap/2, k.gap, k.laid)
}

// backText is the text of a back as it was laid out last: the passes of a batch
// bear the same, and a document is drawn twice.
type backText struct {
	width, height, largest float64
	notes                  []Note
	laid                   laid
	gap                    float64
}

// notesApart is the air between two notes, in millimetres, without which nobody sees
// where one ends.
const notesApart = 0.5

// fitNotes tries both languages on lines of their own; then, on a paper of an identity
// card's size, the English behind the Chinese on its last line; both again without air
// between the notes; then Chinese alone, at last as small as it must be.
func fitNotes(in area, largest float64, notes []Note) (b laid, gap float64) {
	for _, try := range []struct {
		way backWay
		air float64
	}{{ownLines, notesApart}, {oneAfterOther, notesApart}, {ownLines, 0}, {oneAfterOther, 0}, {chineseAlone, 0}} {
		for size := largest; size >= leastRead; size -= 0.25 {
			if b = layNotes(notes, size, try.way, in.width); b.height+try.air*float64(len(notes)+1) <= in.height {
				return b, min((in.height-b.height)/float64(len(notes)+1), 1.6)
			}
		}
	}
	for size := leastRead; size > 5; size -= 0.25 {
		if b = layNotes(notes, size, chineseAlone, in.width); b.height <= in.height {
			return b, 0
		}
	}
	return layNotes(notes, min(5, 5*in.height/layNotes(notes, 5, chineseAlone, in.width).height), chineseAlone, in.width), 0
}

// backWay is how the two languages of a back stand together.
type backWay int

const (
	ownLines      backWay = iota // each on lines of its own
	oneAfterOther                // the English goes on where the Chinese ends
	chineseAlone                 //
)

// laid is the back's text in lines.
type laid struct {
	zh, en style
	notes  []laidNote
	indent float64 // of the text behind its number
	height float64
}

// laidNote is a note in lines; tail stands behind the last Chinese one.
type laidNote struct {
	zh, en []string
	tail   string
}

// layNotes sets notes in a size, and the English in no type that cannot be read.
func layNotes(notes []Note, size float64, way backWay, width float64) laid {
	b := laid{zh: regular(size, inkBlack), en: regular(max(size*0.78, leastRead), inkLabel)}
	b.indent = b.zh.width(fmt.Sprintf("%d. ", len(notes)))
	for _, n := range notes {
		ln := laidNote{zh: b.zh.breakLines(n.ZH, width-b.indent)}
		small := n.EN
		if way == chineseAlone {
			small = ""
		}
		if n.Source != "" {
			small = join(small, "〔"+n.Source+"〕")
		}
		if way == oneAfterOther && len(ln.zh) > 0 {
			ln.tail, small = b.en.runOn(small, width-b.indent-b.zh.width(ln.zh[len(ln.zh)-1])-tailGap)
		}
		ln.en = b.en.breakLines(small, width-b.indent)
		b.height += float64(len(ln.zh))*b.zh.leading() + float64(len(ln.en))*b.en.leading()
		b.notes = append(b.notes, ln)
	}
	return b
}

// tailGap is what is left between a Chinese line and the English behind it.
const tailGap = 1.4

// runOn is what of a text has room on a line that is begun already, and the rest, which
// is no single word.
func (st style) runOn(s string, room float64) (tail, rest string) {
	n, whole := st.lineEnd(s, room)
	if !whole || st.width(strings.TrimRight(s[:n], " ")) > room {
		return "", s
	}
	if alone(strings.TrimSpace(s[n:])) && n < len(s) {
		n = strings.LastIndexByte(strings.TrimRight(s[:n], " "), ' ') + 1
	}
	return strings.TrimRight(s[:n], " "), strings.TrimLeft(s[n:], " ")
}

func (c *canvas) putNotes(x, y, gap float64, b laid) {
	for i, n := range b.notes {
		c.text(x, y+b.zh.leading()*0.8, b.zh, fmt.Sprintf("%d.", i+1))
		y = c.lines(x+b.indent, y+b.zh.leading()*0.8, b.zh.leading(), b.zh, n.zh) - b.zh.leading()*0.8
		if n.tail != "" {
			c.text(x+b.indent+b.zh.width(n.zh[len(n.zh)-1])+tailGap, y-b.zh.leading()*0.2, b.en, n.tail)
		}
		y = c.lines(x+b.indent, y+b.en.leading()*0.8, b.en.leading(), b.en, n.en) - b.en.leading()*0.8
		y += gap
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}
