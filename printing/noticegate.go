package printing

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// GateSheet is for a guard who has no device: the numbers whose paper is good no
// longer, sorted, and from which copy on a pass is good again. It names nobody.
type GateSheet struct {
	Pass    Text   // 甬行证
	Title   Text   // 收回证件编号表
	Area    string // whose numbers they are
	Point   string // who made it, with telephone
	Made    string // day and hour
	Until   string // until when it is good; "" to be written by hand
	Numbers []GateNumber
	Sample  bool
	Alone   bool
}

// GateNumber is a pass of which a paper may be shown that is not good.
type GateNumber struct {
	Number string // 14 to 16 digits
	Good   int    // the lowest copy that is good; 0: none is
}

// String says how many numbers there are.
func (g GateSheet) String() string { return fmt.Sprintf("gate sheet, %d numbers", len(g.Numbers)) }

// LogValue is String, for slog.
func (g GateSheet) LogValue() slog.Value { return slog.StringValue(g.String()) }

func (g GateSheet) check() error {
	if g.Title.ZH == "" || g.Made == "" {
		return fmt.Errorf("%w: no title or no hour", ErrValue)
	}
	for i, n := range g.Numbers {
		switch {
		case len(n.Number) < 14 || len(n.Number) > 16 || strings.Trim(n.Number, "0123456789") != "":
			return fmt.Errorf("%w: the number has 14 to 16 digits", ErrValue)
		case i > 0 && g.Numbers[i-1].Number >= n.Number:
			return fmt.Errorf("%w: the numbers are not in order", ErrValue)
		}
	}
	return nil
}

// Gate writes the sheet on as many A4 pages as its numbers need; one that has none
// says so.
func Gate(w io.Writer, g GateSheet, o Options) error {
	if err := g.check(); err != nil {
		return err
	}
	return render(w, about{title: g.Title.ZH, opts: o}, func(c *canvas) {
		for page := range gatePages(len(g.Numbers)) {
			c.gatePage(g, page)
		}
	})
}

// The numbers stand in columns, read downwards; every fifth is followed by a line.
const (
	gateLeft, gateRight = 10.0, a4Width - 10
	gateTop             = 55.0
	gateRowHigh         = 4.3
	gateRows            = 52
	gateColumns         = 4
	gateWide            = (gateRight - gateLeft) / gateColumns
	gatePerPage         = gateRows * gateColumns
)

func gatePages(numbers int) int { return max(1, (numbers+gatePerPage-1)/gatePerPage) }

func (c *canvas) gatePage(g GateSheet, page int) {
	c.page(a4Width, a4Height, false)
	from := min(page*gatePerPage, len(g.Numbers))
	here := g.Numbers[from:min(from+gatePerPage, len(g.Numbers))]
	c.gateHead(g)
	if len(here) == 0 {
		c.textCentre(a4Width/2, gateTop+30, bold(18, inkBlack), "没有")
		c.textCentre(a4Width/2, gateTop+37, regular(10, inkLabel), "None")
	}
	for i, n := range here {
		x, row := gateLeft+gateWide*float64(i/gateRows), i%gateRows
		y := gateTop + gateRowHigh*float64(row)
		if row%5 == 0 && row > 0 {
			c.rule(x, y, x+gateWide-4, y, 0.1, inkFine)
		}
		c.text(x, y+3.45, bold(10.5, inkBlack), grouped(n.Number))
		if n.Good > 0 {
			c.textRight(x+gateWide-4, y+3.45, regular(9.5, inkBlack), fmt.Sprintf("≥%d", n.Good))
		}
	}
	st := regular(9.5, inkBlack)
	if len(here) > 0 {
		c.text(gateLeft, a4Height-9, st, "本页 "+grouped(here[0].Number)+" 至 "+grouped(here[len(here)-1].Number))
	}
	c.textRight(gateRight, a4Height-9, st, fmt.Sprintf("第 %d 页 共 %d 页", page+1, gatePages(len(g.Numbers))))
}

// gateHead is whose sheet it is, how long it is good, and how it is read.
func (c *canvas) gateHead(g GateSheet) {
	c.topLine(Head{Pass: g.Pass, Sample: g.Sample, Alone: g.Alone}, gateLeft, gateRight, 13)
	title := bold(20, inkBlack)
	c.text(gateLeft, 25.4, title, g.Title.ZH)
	c.text(gateLeft+title.width(g.Title.ZH)+2.4, 25.4, regular(9, inkLabel), g.Title.EN)
	c.textRight(gateRight, 25.4, bold(12, inkBlack), fmt.Sprintf("共 %d 个", len(g.Numbers)))
	c.fit(place{gateLeft, 31, gateRight - gateLeft, 6}, regular(10, inkBlack), 7, join(g.Area, labelled("发放点 ", g.Point)))
	until := g.Until
	if until == "" {
		until = "＿＿＿＿年＿＿月＿＿日＿＿时"
	}
	st := bold(12, inkBlack)
	c.text(gateLeft, 39, st, "制表 "+g.Made)
	c.text(gateLeft+96, 39, st, "有效至 "+until)
	c.text(gateLeft, 42.4, regular(7, inkLabel), "Made")
	c.text(gateLeft+96, 42.4, regular(7, inkLabel), "Good until; after that ask for a new one")
	how := regular(9.5, inkBlack)
	c.text(gateLeft, 48, how, "表上的编号，纸证不再有效；后面写“≥2”的，第 2 份（补打 2）起有效。过了有效时间，换新表。")
	c.text(gateLeft, 51.4, regular(7, inkLabel), "A paper with a number of this sheet is good no longer; with “≥2” behind it copy 2 and later copies are good.")
	c.rule(gateLeft, 53, gateRight, 53, 0.25, inkBlack)
}
