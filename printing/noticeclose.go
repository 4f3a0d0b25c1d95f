package printing

import (
	"fmt"
	"io"
)

// ClosingSlip is the day's close on paper: its counts, how all numbers and all
// sheets add up, what is open, and the head of the log, to be signed and kept: a
// log that was changed afterwards has another head.
type ClosingSlip struct {
	Head
	Counts   []Figure // of the day
	Sums     []Sum    // each proven
	Open     []Figure // open ends of the whole register
	Papers   []PaperList
	Event    int64  // the last event of the log
	LogHead  string // the first 8 hex digits of the log's head
	Closed   string // day and hour
	Operator string
}

// Figure is a count with its name.
type Figure struct {
	Label Text
	Count int
}

// Sum is a total, and the figures that make it up. Beside are told with it and are
// no part of it.
type Sum struct {
	Label  Text
	Total  int
	Parts  []Figure
	Beside []Figure
}

// PaperList names papers one by one.
type PaperList struct {
	Label Text
	Lines []string
}

func (s ClosingSlip) check() error {
	for _, sum := range s.Sums {
		total := 0
		for _, p := range sum.Parts {
			total += p.Count
		}
		if total != sum.Total {
			return fmt.Errorf("%w: a sum of %d whose parts come to %d", ErrValue, sum.Total, total)
		}
	}
	if s.LogHead == "" || s.Event < 1 {
		return fmt.Errorf("%w: no head of the log", ErrValue)
	}
	return s.Head.check()
}

// Closing writes the slip: an A5 page, more where papers are named one by one.
func Closing(w io.Writer, s ClosingSlip, o Options) error {
	return notices(w, s.Title.ZH, []ClosingSlip{s}, o, (*canvas).closing)
}

const closingFoot = 33.0 // what is signed, at the foot of the last page

func (c *canvas) closing(s ClosingSlip) {
	c.leaf()
	y := c.titled(s.Head, slipLeft, slipRight, 0)
	y = c.logHead(s, y)
	y = c.figures(Text{"当日", "The day"}, s.Counts, y)
	for _, sum := range s.Sums {
		y = c.sum(sum, y)
	}
	y = c.figures(Text{"未了事项（全册）", "Open ends, of the whole register"}, s.Open, y)
	y = c.paperLists(s, y)
	if y+closingFoot > slipEnd {
		c.nextLeaf(s.Head)
	}
	y = slipEnd - closingFoot
	c.rule(slipLeft, y, slipRight, y, 0.35, inkGreen)
	c.pointLine(slipLeft, slipRight, y, s.Point, s.Operator)
	c.signBox(slipLeft, slipRight, y+11, closingFoot-11, Text{"经办人签字", "Operator"}, Text{"负责人签字", "Officer"})
}

// logHead is the head of the log, large: it is compared by eye.
func (c *canvas) logHead(s ClosingSlip, y float64) float64 {
	const high = 15.0
	c.frame(slipLeft, y+1, slipRight-slipLeft, high, 0.25, inkGreen)
	c.text(slipLeft+2, y+6.4, bold(slipLeast, inkGreen), "链头")
	c.text(slipLeft+2, y+10, regular(7, inkLabel), "Head of the log")
	c.textCentre(a5Width/2, y+11, bold(22, inkBlack), s.LogHead)
	c.textRight(slipRight-2, y+6.4, regular(9.5, inkBlack), fmt.Sprintf("第 %d 号事件", s.Event))
	c.textRight(slipRight-2, y+11.4, regular(9.5, inkBlack), s.Closed)
	return y + high + 2
}

// figures are counts in four columns.
func (c *canvas) figures(head Text, all []Figure, y float64) float64 {
	if len(all) == 0 {
		return y
	}
	const across, high = 4, 5.8
	const wide = (slipRight - slipLeft) / across
	y = c.closingHead(head, y)
	for i, f := range all {
		x, middle := slipLeft+wide*float64(i%across), y+high*(float64(i/across)+0.5)
		count := bold(11.5, inkBlack)
		c.fit(place{x, middle, wide - 4 - count.width(fmt.Sprint(f.Count)), high}, regular(9.5, inkBlack), 7, f.Label.ZH)
		c.textRight(x+wide-3.4, middle+1.4, count, fmt.Sprint(f.Count))
	}
	return y + high*float64((len(all)+across-1)/across)
}

func (c *canvas) closingHead(t Text, y float64) float64 {
	c.rule(slipLeft, y+1, slipRight, y+1, 0.12, inkFine)
	st := bold(10, inkGreen)
	c.text(slipLeft, y+5, st, t.ZH)
	c.text(slipLeft+st.width(t.ZH)+1.6, y+5, regular(7, inkLabel), t.EN)
	return y + 6.2
}

// sum is an account: its parts, a line, the total, and what is told beside it.
func (c *canvas) sum(s Sum, y float64) float64 {
	y = c.figures(s.Label, s.Parts, y)
	st := bold(11.5, inkBlack)
	c.rule(slipLeft, y+0.4, slipRight, y+0.4, 0.25, inkBlack)
	c.text(slipLeft, y+5, st, fmt.Sprintf("合计 %d", s.Total))
	x := slipLeft + st.width(fmt.Sprintf("合计 %d", s.Total)) + 6
	for _, f := range s.Beside {
		said := fmt.Sprintf("%s %d", f.Label.ZH, f.Count)
		c.text(x, y+5, regular(9.5, inkBlack), said)
		x += regular(9.5, inkBlack).width(said) + 4
	}
	return y + 6.6
}

// paperLists name papers two to a line.
func (c *canvas) paperLists(s ClosingSlip, y float64) float64 {
	const high = 5.2
	for _, l := range s.Papers {
		if len(l.Lines) == 0 {
			continue
		}
		if y+6.6+high > slipEnd {
			y = c.nextLeaf(s.Head)
		}
		y = c.closingHead(l.Label, y)
		for i, line := range l.Lines {
			if i%2 == 0 && i > 0 {
				y += high
			}
			if i%2 == 0 && y+high > slipEnd {
				y = c.nextLeaf(s.Head)
			}
			x := slipLeft + float64(i%2)*(slipRight-slipLeft)/2
			c.fit(place{x, y + high/2, (slipRight-slipLeft)/2 - 2, high}, regular(9.5, inkBlack), 7, line)
		}
		y += high
	}
	return y
}
