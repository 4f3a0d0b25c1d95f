package printing

import (
	"fmt"
	"io"
	"slices"
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
	Event    string // the last event of the log, by its number
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
	if s.LogHead == "" || s.Event == "" {
		return fmt.Errorf("%w: no head of the log", ErrValue)
	}
	return s.Head.check()
}

// Closing writes the slip: an A5 page, set closer where that saves a second one; more
// where many papers are named one by one.
func Closing(w io.Writer, s ClosingSlip, o Options) error {
	return notices(w, s.Title.ZH, []ClosingSlip{s}, o, (*canvas).closing)
}

const (
	closingFoot  = 33.0 // what is signed, at the foot of the last page
	closingRoom  = slipEnd - closingFoot
	closingTight = 0.76 // how close the lines are set at most, of their usual distance
)

func (c *canvas) closing(s ClosingSlip) {
	c.leaf()
	top := c.logHead(s, c.titled(s.Head, slipLeft, slipRight, 0))
	g := closingGrid(1)
	if tight := closingGrid((closingRoom - top) / s.end(1)); tight < 1 && tight >= closingTight {
		g = tight
	}
	y := c.figures(g, Text{"当日", "The day"}, s.Counts, top)
	for _, sum := range s.Sums {
		y = c.sum(g, sum, y)
	}
	y = c.figures(g, Text{"未了事项（全册）", "Open ends, of the whole register"}, s.Open, y)
	if c.paperLists(g, s, y) > closingRoom+1e-6 {
		c.nextLeaf(s.Head)
	}
	c.rule(slipLeft, closingRoom, slipRight, closingRoom, 0.35, inkGreen)
	c.pointLine(slipLeft, slipRight, closingRoom, s.Point, s.Operator)
	c.signBox(slipLeft, slipRight, closingRoom+11, closingFoot-11, Text{"经办人签字", "Operator"}, Text{"负责人签字", "Officer"})
}

// closingGrid is how close the lines of a slip stand, of their usual distance.
type closingGrid float64

func (g closingGrid) head() float64   { return 6.2 * float64(g) } // a group's name
func (g closingGrid) row() float64    { return 5.8 * float64(g) } // of four figures
func (g closingGrid) total() float64  { return 6.6 * float64(g) }
func (g closingGrid) papers() float64 { return 5.2 * float64(g) } // two to a line

// size is a type size on the grid: lines that stand closer are of smaller type, so that
// no figure touches a rule.
func (g closingGrid) size(pt float64) float64 { return pt * (0.4 + 0.6*float64(g)) }

const figuresAcross = 4

// figuresHigh is what figures take with their head.
func (g closingGrid) figuresHigh(all []Figure) float64 {
	if len(all) == 0 {
		return 0
	}
	return g.head() + g.row()*float64((len(all)+figuresAcross-1)/figuresAcross)
}

// end is how high everything between head and foot is on one page.
func (s ClosingSlip) end(g closingGrid) float64 {
	high := g.figuresHigh(s.Counts) + g.figuresHigh(s.Open)
	for _, sum := range s.Sums {
		high += g.figuresHigh(sum.Parts) + g.total()
	}
	for _, l := range s.Papers {
		if len(l.Lines) > 0 {
			high += g.head() + g.papers()*float64(l.rows())
		}
	}
	return high
}

// rows are the lines of a list.
func (l PaperList) rows() int { return (len(l.Lines) + 1) / 2 }

// logHead is the head of the log, large: it is compared by eye.
func (c *canvas) logHead(s ClosingSlip, y float64) float64 {
	const high = 15.0
	c.frame(slipLeft, y+1, slipRight-slipLeft, high, 0.25, inkGreen)
	c.text(slipLeft+2, y+6.4, bold(slipLeast, inkGreen), "链头")
	c.text(slipLeft+2, y+10, regular(7, inkLabel), "Head of the log")
	c.textCentre(a5Width/2, y+11, bold(22, inkBlack), s.LogHead)
	c.textRight(slipRight-2, y+6.4, regular(9.5, inkBlack), "第 "+s.Event+" 号事件")
	c.textRight(slipRight-2, y+11.4, regular(9.5, inkBlack), s.Closed)
	return y + high + 2
}

// figures are counts in four columns.
func (c *canvas) figures(g closingGrid, head Text, all []Figure, y float64) float64 {
	if len(all) == 0 {
		return y
	}
	const wide = (slipRight - slipLeft) / figuresAcross
	end := y + g.figuresHigh(all)
	y = c.closingHead(g, head, y)
	for i, f := range all {
		x, middle := slipLeft+wide*float64(i%figuresAcross), y+g.row()*(float64(i/figuresAcross)+0.5)
		count := bold(g.size(11.5), inkBlack)
		c.fit(place{x, middle, wide - 4 - count.width(fmt.Sprint(f.Count)), g.row()}, regular(g.size(9.5), inkBlack), 7, f.Label.ZH)
		c.textRight(x+wide-3.4, middle+1.4*float64(g), count, fmt.Sprint(f.Count))
	}
	return end
}

func (c *canvas) closingHead(g closingGrid, t Text, y float64) float64 {
	end := y + g.head()
	c.rule(slipLeft, end-5.2*float64(g), slipRight, end-5.2*float64(g), 0.12, inkFine)
	st, base := bold(g.size(10), inkGreen), end-1.2*float64(g)
	c.text(slipLeft, base, st, t.ZH)
	c.text(slipLeft+st.width(t.ZH)+1.6, base, regular(7, inkLabel), t.EN)
	return end
}

// sum is an account: its parts, a line, the total, and what is told beside it.
func (c *canvas) sum(g closingGrid, s Sum, y float64) float64 {
	y = c.figures(g, s.Label, s.Parts, y)
	st, base := bold(g.size(11.5), inkBlack), y+g.total()*0.76
	c.rule(slipLeft, y+0.4, slipRight, y+0.4, 0.25, inkBlack)
	c.text(slipLeft, base, st, fmt.Sprintf("合计 %d", s.Total))
	x := slipLeft + st.width(fmt.Sprintf("合计 %d", s.Total)) + 6
	for _, f := range s.Beside {
		said := fmt.Sprintf("%s %d", f.Label.ZH, f.Count)
		c.text(x, base, regular(g.size(9.5), inkBlack), said)
		x += regular(g.size(9.5), inkBlack).width(said) + 4
	}
	return y + g.total()
}

// paperLists name papers two to a line. No page ends with the name of a list or with
// its first line, and none begins with the last: at the end the foot goes with it.
func (c *canvas) paperLists(g closingGrid, s ClosingSlip, y float64) float64 {
	lists := slices.DeleteFunc(slices.Clone(s.Papers), func(l PaperList) bool { return len(l.Lines) == 0 })
	for i, l := range lists {
		for row := range l.rows() {
			with, end := l.together(row), slipEnd
			if i == len(lists)-1 && row+with == l.rows() {
				end = closingRoom
			}
			high := g.papers() * float64(with)
			if row == 0 {
				high += g.head()
			}
			if with > 0 && y+high > end+1e-6 {
				y = c.nextLeaf(s.Head)
			}
			if row == 0 {
				y = c.closingHead(g, l.Label, y)
			}
			for k, line := range l.Lines[2*row : min(2*row+2, len(l.Lines))] {
				x := slipLeft + float64(k)*(slipRight-slipLeft)/2
				c.fit(place{x, y + g.papers()/2, (slipRight-slipLeft)/2 - 2, g.papers()}, regular(g.size(9.5), inkBlack), 7, line)
			}
			y += g.papers()
		}
	}
	return y
}

// together is how many lines from this one on stand on one page, the first two and the
// last two; 0 where the line before has seen to it.
func (l PaperList) together(row int) int {
	rows := l.rows()
	switch {
	case row == 0 && rows <= 3:
		return rows
	case rows <= 3 || row == 1 || row == rows-1:
		return 0
	case row == 0 || row == rows-2:
		return 2
	}
	return 1
}
