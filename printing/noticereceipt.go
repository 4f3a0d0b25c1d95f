package printing

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Receipt says that a paper was handed in: which one, when, and who took it. What
// is empty is left to be written by hand, where a door-to-door volunteer takes it.
type Receipt struct {
	Head
	Pass      string // the pass number, 14 to 16 digits
	Copies    []int  // which papers
	Name      string
	DocLabel  Text
	DocNumber string // masked
	Guardian  string
	When      string // day and hour
	Taker     string // who took it
}

// String names nobody.
func (r Receipt) String() string { return "receipt " + r.Head.Number }

// GoString is String.
func (r Receipt) GoString() string { return r.String() }

// LogValue is String, for slog.
func (r Receipt) LogValue() slog.Value { return slog.StringValue(r.String()) }

func (r Receipt) check() error {
	switch {
	case len(r.Copies) == 0:
		return fmt.Errorf("%w: no paper", ErrValue)
	case strings.TrimSpace(r.Name) == "":
		return fmt.Errorf("%w: no name", ErrValue)
	}
	return r.Head.check()
}

// Receipts writes the receipts, an A5 page each: the upper half for whoever handed
// the paper in, the lower one stays with the issuing point.
func Receipts(w io.Writer, all []Receipt, o Options) error {
	title := ""
	if len(all) > 0 {
		title = all[0].Title.ZH
	}
	return notices(w, title, all, o, (*canvas).receipt)
}

func (c *canvas) receipt(r Receipt) {
	c.leaf()
	c.receiptHalf(r, 0, Text{"交件人留存", "for whoever handed it in"})
	c.cutLine(5, a5Height/2, a5Width-5, a5Height/2)
	c.receiptHalf(r, a5Height/2, Text{"发放点留存", "stays with the issuing point"})
}

// receiptHalf is one half of the page, from its top.
func (c *canvas) receiptHalf(r Receipt, top float64, whose Text) {
	h := r.Head
	c.topLine(h, slipLeft, slipRight, top+12)
	c.textCentre(a5Width/2, top+22.6, bold(17, inkBlack), h.Title.ZH)
	c.textCentre(a5Width/2, top+26.6, regular(8, inkLabel), h.Title.EN)
	c.text(slipLeft, top+24.4, regular(9, inkLabel), whose.ZH)
	c.text(slipLeft, top+27.6, regular(leastRead, inkLabel), whose.EN)
	c.textRight(slipRight, top+24.4, regular(9, inkBlack), "编号 No. "+h.Number)
	c.textRight(slipRight, top+28, regular(9, inkBlack), dayText(h.Day))
	y := c.noticeRows(slipLeft, slipRight, top+29.4, []row{
		{Text{"证件编号", "Pass number"}, grouped(r.Pass) + "　" + copiesText(r.Copies)},
		{Text{"姓名", "Name"}, named(r.Name)},
		{Text{"监护人", "Guardian"}, named(r.Guardian)},
		{r.DocLabel.or(Text{"证件号码", "Document"}), r.DocNumber},
		{Text{"交回时间", "Handed in"}, r.When + blank(r.When)},
		{Text{"收件人", "Taken by"}, r.Taker + blank(r.Taker)},
	})
	c.rule(slipLeft, y, slipRight, y, 0.12, inkFine)
	c.pointLine(slipLeft, slipRight, y-0.4, h.Point, "")
	c.signBox(slipLeft, slipRight, y+10.4, top+99.5-y-10.4, Text{"收件人签字", "Taken by"}, Text{"交件人签字", "Handed in by"})
}

// blank is a line to write on where nothing is known.
func blank(value string) string {
	if value != "" {
		return ""
	}
	return "＿＿＿＿＿＿＿＿＿＿＿＿"
}

// copiesText names papers: 第 1 份、第 2 份.
func copiesText(copies []int) string {
	var all []string
	for _, n := range copies {
		all = append(all, fmt.Sprintf("第 %d 份", n))
	}
	return strings.Join(all, "、")
}
