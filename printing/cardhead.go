package printing

import (
	"fmt"

	"passdesk/printing/font"
)

// cardTitle is the head of the front: the title, its English beside it, the marks,
// and the number that this one replaces.
func (c *canvas) cardTitle(x, y float64, f face, p Pass) {
	k := f.k
	ink := c.head(x, y, f, p)
	left, right := x+f.labelAt(), c.pills(x+f.rightEnd()+0.6, y+f.pillTop(), p)
	former := ""
	if p.Former != "" {
		former = "原编号 " + grouped(p.Former)
	}
	small := regular(leastRead*k, ink)
	room := right - left - 1.5*k
	if former != "" {
		room = min(room, x+f.rightEnd()-small.width(former)-left-1.5*k)
	}
	title := bold(21*k, ink).fit(p.Title.ZH, min(room, 52*k), f.lies(8, 7, 8), 9*k)
	middle := y + (inset+f.headEnd())/2
	c.onStock(func() { c.set(left, middle, title) })
	end := left + title.widest() + 1.8*k
	if !c.overlay && f.spine == 0 && former == "" && end+small.width(p.Title.EN) < right-k {
		c.text(end, title.firstLine(middle)-0.02*title.size/point, small, p.Title.EN)
	}
	c.textRight(x+f.rightEnd()+0.4, y+f.headEnd()-1.1*k, small, former)
	c.onStock(func() { c.micro(x+f.labelAt(), y+f.headEnd()+1.15, f.rightEnd()-f.labelAt(), p) })
}

// head draws what the title stands on and answers the ink of what is set there.
func (c *canvas) head(x, y float64, f face, p Pass) rgb {
	ink := p.Design.ink()
	end := y + f.headEnd()
	if c.overlay {
		return inkBlack
	}
	if p.Design.Head == Banded {
		c.plate(area{x + inset, y + inset, f.w - 2*inset, f.headEnd() - inset}, ink, false, true)
		return inkWhite
	}
	c.rule(x+inset+f.spine, end, x+f.w-inset, end, 0.2, ink)
	return ink
}

// pillTop is where the marks begin.
func (f face) pillTop() float64 { return inset + f.lies(1.7, 1.1, 1.7) }

// pills are the framed marks at the top right, from the right end leftwards; the
// answer is where they end.
func (c *canvas) pills(right, y float64, p Pass) float64 {
	marks := []struct {
		show   bool
		text   string
		colour rgb
	}{
		{p.Sample, "样本 SAMPLE", inkRed},
		{p.Standalone, "单机站", inkLabel},
		{p.Copy > 1, fmt.Sprintf("补打 %d", p.Copy), inkBlack},
	}
	for _, m := range marks {
		if !m.show {
			continue
		}
		st := bold(7, m.colour)
		w := st.width(m.text) + 2.4
		c.draw(func(s *shape) {
			s.open()
			s.brush(inkWhite)
			s.roundRect(right-w, y, w, 4, 0.8)
			s.fill()
		})
		c.roundFrame(right-w, y, w, 4, 0.8, 0.2, m.colour)
		c.text(right-w+1.2, y+2.9, st, m.text)
		right -= w + 1
	}
	return right
}

// microSize is in points: a digit is 0.6 mm high. A printer of 300 dots to the
// inch has seven dots for it, which a magnifier reads; a photocopier has not.
const microSize = 2.4

// micro is a line of number and station again and again, which looks like a rule.
// It stands in nobody's way when the page is read or copied by a program: its text
// is replaced by none (ISO 32000-1, 14.9.4).
func (c *canvas) micro(x, y, width float64, p Pass) {
	st := regular(microSize, inkBlack)
	line := p.microLine(width, st)
	st.size *= width / st.width(line) // so that it is as long as the rule that it looks like
	if c.ink == nil {
		c.cut.Add(font.Regular, line)
		return
	}
	c.ink.raw("/Span <</ActualText <FEFF>>> BDC")
	c.text(x, y, st, line)
	c.ink.raw("EMC")
}

// microLine is as many numbers and stations, by turns, as the width holds whole: half a
// number at its end would read as another.
func (p Pass) microLine(width float64, st style) string {
	line, turns := p.Number, []string{p.Station, p.Number}
	if p.Station == "" {
		turns = turns[1:]
	}
	long := st.width(line)
	for i := 0; ; i++ {
		next := "·" + turns[i%len(turns)]
		if long += st.width(next); long > width {
			return line
		}
		line += next
	}
}
