package printing

import (
	"fmt"
	"io"
	"strings"

	"passdesk/registry/civil"
)

// The notices: what people are handed, sign or carry that is no pass. They look
// alike: the pass and the marks of the station on a green double line, a title, a
// line with number and day, and at the foot who answers for it and boxes to sign.

// Head is what stands at the head of every page of a notice.
type Head struct {
	Pass   Text       // 甬行证
	Title  Text       // 收回回执
	Number string     // under which it is found again
	Day    civil.Date // on which it was made
	Point  string     // the issuing point, with what is known of address and telephone
	Sample bool       // 样本 SAMPLE
	Alone  bool       // 单机站: no authority knows the station's key
}

func (h Head) check() error {
	switch {
	case strings.TrimSpace(h.Title.ZH) == "":
		return fmt.Errorf("%w: no title", ErrValue)
	case strings.TrimSpace(h.Number) == "":
		return fmt.Errorf("%w: no number", ErrValue)
	case h.Day.IsZero():
		return fmt.Errorf("%w: no day", ErrValue)
	}
	return nil
}

// checked is a notice that knows what it lacks.
type checked interface{ check() error }

// notices writes notices one after the other.
func notices[T checked](w io.Writer, title string, all []T, o Options, draw func(*canvas, T)) error {
	if len(all) == 0 {
		return fmt.Errorf("%w: no notices", ErrValue)
	}
	for _, n := range all {
		if err := n.check(); err != nil {
			return err
		}
	}
	return render(w, about{title: title, opts: o}, func(c *canvas) {
		for _, n := range all {
			draw(c, n)
		}
	})
}

// An A5 page, upright, and what stands where on it.
const (
	a5Width, a5Height = 148.0, 210.0
	slipLeft          = 12.0
	slipRight         = a5Width - slipLeft
	slipText          = slipLeft + 22 // left end of what stands beside the heads
	slipLeast         = 11.0          // points, of anything that must be read
	slipFootTop       = 174.0
	slipEnd           = a5Height - 9
)

// leaf begins an A5 page: a sheet of its own or, two up, half of an A4 that lies on
// its side, with a line to cut along.
func (c *canvas) leaf() {
	if !c.twoUp {
		c.page(a5Width, a5Height, false)
		return
	}
	if c.leaves++; c.leaves%2 == 1 {
		c.page(a4Height, a4Width, false)
		c.cutLine(a4Height/2, 5, a4Height/2, a4Width-5)
		return
	}
	if c.ink != nil {
		c.ink.raw(fmt.Sprintf("q 1 0 0 1 %.3f 0 cm", a4Height/2*point))
		c.beside = true
	}
}

// cutLine is a line to cut along.
func (c *canvas) cutLine(x1, y1, x2, y2 float64) { c.rule(x1, y1, x2, y2, 0.15, inkFine, 2, 1.4) }

// topLine is the pass with the station's marks, the same on every page.
func (c *canvas) topLine(h Head, left, right, y float64) {
	title := bold(13, inkGreen)
	c.text(left, y, title, h.Pass.ZH)
	end := c.pills(right, y-3.6, Pass{Sample: h.Sample, Standalone: h.Alone})
	if x, st := left+title.width(h.Pass.ZH)+2, regular(8, inkGreen); x+st.width(h.Pass.EN) < end {
		c.text(x, y, st, h.Pass.EN)
	}
	c.rule(left, y+2.2, right, y+2.2, 0.35, inkGreen)
	c.rule(left, y+3, right, y+3, 0.1, inkGreen)
}

// titled is the head of a notice's first page, from its top; the answer is where
// the rest begins.
func (c *canvas) titled(h Head, left, right, top float64) float64 {
	c.topLine(h, left, right, top+13)
	c.textCentre((left+right)/2, top+25.4, bold(21, inkBlack), h.Title.ZH)
	c.textCentre((left+right)/2, top+30.2, regular(9, inkLabel), h.Title.EN)
	st := regular(slipLeast, inkBlack)
	c.text(left, top+37.4, st, "编号 No. "+h.Number)
	c.textRight(right, top+37.4, st, dayText(h.Day))
	return top + 39.6
}

// nextLeaf goes on behind a full A5 page.
func (c *canvas) nextLeaf(h Head) float64 {
	c.leaf()
	c.topLine(h, slipLeft, slipRight, 13)
	c.text(slipLeft, 22.4, bold(slipLeast, inkBlack), h.Title.ZH+"（续页）")
	c.textRight(slipRight, 22.4, regular(slipLeast, inkBlack), "编号 No. "+h.Number)
	return 25
}

// noticeRows set labelled values under hairlines, the first one large, and answer
// where they end.
func (c *canvas) noticeRows(left, right, y float64, rows []row) float64 {
	for i, r := range filled(rows) {
		value, high := regular(13, inkBlack), 7.4
		if i == 0 {
			value, high = bold(16, inkBlack), 10.2
		}
		text := left + slipText - slipLeft
		set := value.fit(r.value, right-text, high-0.6, slipLeast)
		if len(set.lines) > 1 { // clear of the hairlines
			set = value.fit(r.value, right-text, high-1.2, slipLeast)
		}
		c.rule(left, y, right, y, 0.12, inkFine)
		c.fit(place{left, y + high/2, text - left - 1, high}, regular(slipLeast, inkLabel), 8, r.label.ZH)
		c.set(text, y+high/2, set)
		y += high
	}
	return y
}

// pointLine says who answers for a notice.
func (c *canvas) pointLine(left, right, y float64, point, operator string) {
	st := regular(slipLeast, inkBlack)
	by := 0.0
	if operator != "" {
		by = st.width("经办人 "+operator) + 4
	}
	c.fit(place{left, y + 5.2, right - left - by, 9.6}, st, slipLeast, "发放点 "+point)
	if operator != "" {
		c.textRight(right, y+6.6, st, "经办人 "+operator)
	}
}

// signBox is a box to sign in, with the day that the signer writes.
func (c *canvas) signBox(left, right, top, high float64, who ...Text) {
	const date = 46.0
	width := (right - left - date) / float64(len(who))
	st, small := regular(slipLeast, inkBlack), regular(8, inkLabel)
	c.frame(left, top, right-left, high, 0.25, inkBlack)
	for i, w := range who {
		x := left + width*float64(i)
		c.fit(place{x + 2, top + 3.6, width - 3, 5}, st, 8, w.ZH)
		c.fit(place{x + 2, top + 7.6, width - 3, 3.4}, small, leastRead, w.EN)
		c.rule(x+width, top, x+width, top+high, 0.15, inkBlack)
	}
	split := right - date
	c.text(split+2, top+5, st, "日期")
	c.text(split+2+st.width("日期")+1.4, top+5, small, "Date")
	c.textRight(right-2, top+high-3, st, "　　年　　月　　日")
}
