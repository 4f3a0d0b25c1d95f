package printing

import (
	"fmt"
	"slices"
	"strings"
)

// A ledger page lies on its side: eight columns, the widest to sign in.
const (
	ledgerWidth, ledgerHeight = a4Height, a4Width
	ledgerLeft                = 10.0
	ledgerHeadY               = 29.0
	ledgerHeadHigh            = 9.0
	ledgerRowHigh             = 10.0
	ledgerTop                 = ledgerHeadY + ledgerHeadHigh
	ledgerBottom              = ledgerTop + RowsPerPage*ledgerRowHigh
)

// column is one of the table's; left and width in millimetres.
type column struct {
	title       Text
	left, width float64
}

var ledgerColumns = layColumns(
	column{title: Text{"序号", "No."}, width: 13},
	column{title: Text{"证件编号", "Pass number"}, width: 43},
	column{title: Text{"姓名", "Name"}, width: 40},
	column{title: Text{"证件号码", "Document number"}, width: 45},
	column{title: Text{"监护人", "Guardian"}, width: 30},
	column{title: Text{"发证日期", "Issued"}, width: 26},
	column{title: Text{"签字", "Signature"}, width: 46},
	column{title: Text{"备注", "Remarks"}, width: 34},
)

func layColumns(cs ...column) []column {
	x := ledgerLeft
	for i := range cs {
		cs[i].left = x
		x += cs[i].width
	}
	return cs
}

func ledgerRight() float64 {
	last := ledgerColumns[len(ledgerColumns)-1]
	return last.left + last.width
}

// ledgerPage draws page i of a volume.
func (c *canvas) ledgerPage(l *ledger, v Volume, i int) {
	from := min(i*RowsPerPage, len(l.held))
	rows := l.held[from:min(from+RowsPerPage, len(l.held))]
	c.page(ledgerWidth, ledgerHeight, false)
	c.ledgerHead(l, v, v.FirstPage+i)
	c.ledgerGrid()
	for k, r := range rows {
		c.ledgerRow(ledgerTop+ledgerRowHigh*float64(k), l.head.FirstRow+l.seen+from+k, r)
	}
	c.ledgerFoot(rows)
	if l.seen+from+len(rows) == l.count {
		c.ledgerTotals(l.total)
	}
}

// ledgerHead is the title, whose ledger it is, and which page.
func (c *canvas) ledgerHead(l *ledger, v Volume, page int) {
	h := l.head
	c.fit(place{ledgerLeft, 14, 240, 9}, bold(17, inkBlack), 11, h.Title)
	if h.Sample {
		st := bold(9, inkRed)
		c.roundFrame(ledgerRight()-st.width("样本 SAMPLE")-3, 10.8, st.width("样本 SAMPLE")+3, 5.2, 0.8, 0.25, inkRed)
		c.textRight(ledgerRight()-1.5, 14.6, st, "样本 SAMPLE")
	}
	parts := []string{"发放点：" + h.Point, "站号：" + h.Station}
	if !h.From.IsZero() || !h.To.IsZero() {
		parts = append(parts, "日期："+days(dayText(h.From), dayText(h.To)))
	}
	st := regular(9.5, inkBlack)
	c.fit(place{ledgerLeft, 24, 205, 5}, st, 6, strings.Join(parts, "　　"))
	last := h.FirstPage + ledgerPages(l.count) - 1
	c.textRight(ledgerRight(), 25.2, st, fmt.Sprintf("第 %d 册　第 %d 页 共 %d 页", v.Number, page, last))
}

func days(from, to string) string {
	if from == to || to == "" {
		return from
	}
	return from + "至" + to
}

// ledgerGrid is the table's lines and the columns' titles.
func (c *canvas) ledgerGrid() {
	if c.ink != nil {
		c.ink.stamp("ledger", 0, 0, ledgerWidth, ledgerHeight, ledgerLines)
	}
	for _, col := range ledgerColumns {
		c.textCentre(col.left+col.width/2, ledgerHeadY+4.4, bold(9.5, inkBlack), col.title.ZH)
		c.textCentre(col.left+col.width/2, ledgerHeadY+7.6, regular(6, inkLabel), col.title.EN)
	}
}

// ledgerLines are the same on every page.
func ledgerLines() string {
	s := &shape{height: ledgerHeight}
	s.open()
	s.brush(rgb{236, 240, 238})
	s.rect(ledgerLeft, ledgerHeadY, ledgerRight()-ledgerLeft, ledgerHeadHigh)
	s.fill()
	s.open()
	s.pen(0.12, inkLabel)
	for k := range RowsPerPage + 1 {
		y := ledgerTop + ledgerRowHigh*float64(k)
		s.line(ledgerLeft, y, ledgerRight(), y)
	}
	for _, col := range ledgerColumns[1:] {
		s.line(col.left, ledgerHeadY, col.left, ledgerBottom)
	}
	s.op("S")
	s.pen(0.3, inkBlack)
	s.rect(ledgerLeft, ledgerHeadY, ledgerRight()-ledgerLeft, ledgerBottom-ledgerHeadY)
	s.stroke()
	return string(s.ops)
}

// ledgerRow fills a row; the box to sign in stays empty.
func (c *canvas) ledgerRow(y float64, n int, r LedgerRow) {
	middle := y + ledgerRowHigh/2
	first := ledgerColumns[0]
	c.textCentre(first.left+first.width/2, middle+1.3, regular(9.5, inkLabel), fmt.Sprint(n))
	if r.Number == "" {
		return
	}
	for i, cell := range [...]struct {
		style
		text string
	}{
		{bold(10.5, inkBlack), grouped(r.Number)},
		{bold(12, inkBlack), named(r.Name)},
		{regular(10, inkBlack), r.DocNumber},
		{regular(10, inkBlack), named(r.Guardian)},
		{regular(8.5, inkBlack), dayText(r.Issued)},
		{},
		{regular(8, inkBlack), r.remarks()},
	} {
		if cell.text == "" {
			continue
		}
		col := ledgerColumns[i+1]
		c.fit(place{col.left + 1.2, middle, col.width - 2.4, ledgerRowHigh - 0.8}, cell.style, cell.size*0.75, cell.text)
	}
}

// remarks are the caller's, the copy, and what is to be written in by hand.
func (r LedgerRow) remarks() string {
	parts := []string{r.Note, "", handwritten(r.Name, r.Guardian)}
	if r.Copy > 1 {
		parts[1] = fmt.Sprintf("补打 %d", r.Copy)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "；")
}

// ledgerFoot counts the page.
func (c *canvas) ledgerFoot(rows []LedgerRow) {
	first, last, people := "", "", 0
	for _, r := range rows {
		if r.Number == "" {
			continue
		}
		if people == 0 {
			first = r.Number
		}
		last = r.Number
		people++
	}
	s := fmt.Sprintf("本页 %d 人", people)
	if people > 0 {
		s += "　首号 " + grouped(first) + "　末号 " + grouped(last)
	}
	c.text(ledgerLeft, ledgerBottom+5, regular(9, inkBlack), s)
	c.textRight(ledgerRight(), ledgerBottom+5, regular(8, inkLabel), "由申领人签字确认；未成年人由监护人代签")
}

// ledgerTotals end the ledger.
func (c *canvas) ledgerTotals(t totals) {
	s := fmt.Sprintf("合计 %d 人，其中监护人代签 %d 人，补打 %d 张", t.people, t.guardians, t.reprints)
	c.text(ledgerLeft, ledgerBottom+11, bold(10, inkBlack), s)
	c.textRight(ledgerRight(), ledgerBottom+11, regular(9, inkBlack), "已签字＿＿＿人　未签字＿＿＿人　经办人＿＿＿＿＿＿　负责人＿＿＿＿＿＿")
}
