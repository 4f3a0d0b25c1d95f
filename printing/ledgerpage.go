package printing

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
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
	column{title: Text{"行", "Row"}, width: 8},
	column{title: Text{"证件编号", "Pass number"}, width: 41},
	column{title: Text{"姓名", "Name"}, width: 47},
	column{title: Text{"证件号码", "Document number"}, width: 38},
	column{title: guardian, width: 45},
	column{title: Text{"发证日期", "Issued"}, width: 24},
	column{title: Text{"签字", "Signature"}, width: 44},
	column{title: Text{"备注", "Remarks"}, width: 30},
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

// ledgerPage draws a page.
func (c *canvas) ledgerPage(h LedgerHead, p LedgerPage) {
	c.page(ledgerWidth, ledgerHeight, false)
	c.ledgerHead(h, p)
	c.ledgerGrid()
	for k, r := range p.Rows {
		c.ledgerRow(ledgerTop+ledgerRowHigh*float64(k), k+1, r)
	}
	if !p.Free {
		c.ruledOut(len(p.Rows))
	}
	c.ledgerFoot(p)
}

// ledgerHead is the title, whose ledger it is, and which page.
func (c *canvas) ledgerHead(h LedgerHead, p LedgerPage) {
	c.fit(place{ledgerLeft, 14, 205, 9}, bold(17, inkBlack), 11, h.Title)
	right := ledgerRight()
	if h.Sample {
		right = c.ledgerMark(right, inkRed, "样本 SAMPLE")
	}
	if p.Print > 1 {
		c.ledgerMark(right, inkBlack, fmt.Sprintf("本页第 %d 次打印", p.Print))
	}
	st := regular(9.5, inkBlack)
	c.fit(place{ledgerLeft, 24, 195, 6}, st, leastRead, strings.Join(p.whose(h), "　　"))
	c.textRight(ledgerRight(), 25.2, st, fmt.Sprintf("第 %d 册　%s", volumeOf(p.Number), p.which()))
}

// which page of how many it is. Where the ledger begins anew the number says so, and
// beside it stands from where the pages are counted.
func (p LedgerPage) which() string {
	if p.First > 1 {
		return fmt.Sprintf("第 %d 页（%d 起 共 %d 页）", p.Number, p.First, p.Of-p.First+1)
	}
	return fmt.Sprintf("第 %d 页 共 %d 页", p.Number, p.Of)
}

// ledgerMark is a framed word that ends at right; what is left of it comes back.
func (c *canvas) ledgerMark(right float64, colour rgb, word string) float64 {
	st := bold(9, colour)
	wide := st.width(word) + 3
	c.roundFrame(right-wide, 10.8, wide, 5.2, 0.8, 0.25, colour)
	c.textRight(right-1.5, 14.6, st, word)
	return right - wide - 2
}

// whose are the point, the station, the days and the building of a page. The days of
// one with free rows are written in by hand.
func (p LedgerPage) whose(h LedgerHead) []string {
	parts := []string{"发放点：" + h.Point, "站号：" + h.Station}
	var from, to civil.Date
	building, same := "", true
	for i, r := range p.Rows {
		if r.Number == "" {
			continue
		}
		if from.IsZero() || r.Issued.Before(from) {
			from = r.Issued
		}
		if r.Issued.After(to) {
			to = r.Issued
		}
		same = same && (i == 0 || r.Building == building)
		building = r.Building
	}
	switch {
	case p.Free:
		parts = append(parts, "日期：＿＿＿＿＿＿＿＿")
	case !from.IsZero():
		parts = append(parts, "日期："+days(dayText(from), dayText(to)))
	}
	if same && building != "" {
		parts = append(parts, "楼幢："+building)
	}
	return parts
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
		c.textCentre(col.left+col.width/2, ledgerHeadY+7.6, regular(leastRead, inkLabel), col.title.EN)
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

var ledgerName = bold(12, inkBlack)

// ledgerShrink is how far a cell's text shrinks on one line, to 7 points at least; broken
// it may be three quarters of that. Of a name's 12 points 7 are left, in which 50 Han stand on three
// lines of the row.
const ledgerShrink = 0.78

// ledgerDocument is the cell of a row that holds the document's number.
const ledgerDocument = 2

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
		{ledgerName, named(r.Name)},
		{regular(10, inkBlack), r.DocNumber},
		{regular(10, inkBlack), r.signer()},
		{regular(8.5, inkBlack), dayText(r.Issued)},
		{},
		{regular(8, inkBlack), c.remarks(r)},
	} {
		if cell.text == "" {
			continue
		}
		col := ledgerColumns[i+1]
		if i == ledgerDocument && r.Child { // whose number it is, beneath it
			c.text(col.left+1.2, middle+4.1, regular(leastRead, inkLabel), guardian.ZH+"证件")
		}
		c.fit(place{col.left + 1.2, middle, col.width - 2.4, ledgerRowHigh - 1.4}, cell.style, max(cell.size*ledgerShrink, leastRead), cell.text)
	}
}

// signer is the guardian who signs for a child: by name, or, where nobody took that
// down, what he is to the child and a line to write it on.
func (r LedgerRow) signer() string {
	const cells = 7
	if r.Guardian != "" || !r.Child {
		return named(r.Guardian)
	}
	who := r.Relation.or(guardian).ZH
	return who + strings.Repeat("＿", max(cells-utf8.RuneCountInString(who), 3))
}

// remarks are the caller's, the copy, and what is to be written in by hand: on a page
// printed again also what it was when other fonts were at hand.
func (c *canvas) remarks(r LedgerRow) string {
	parts := []string{r.Note, labelled("代领 ", r.Proxy), "", c.toWriteAll(together(r.Hand, missing(r.Name, r.Guardian, proxyName(r.Proxy))))}
	if r.Copy > 1 {
		parts[2] = fmt.Sprintf("补打 %d", r.Copy)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "；")
}

// ruledOut closes the rows behind the last name: nobody is written in later.
func (c *canvas) ruledOut(rows int) {
	if rows >= RowsPerPage {
		return
	}
	top := ledgerTop + ledgerRowHigh*float64(rows)
	second := ledgerColumns[1]
	c.rule(ledgerRight()-1.5, top+1.5, second.left+1.5, ledgerBottom-1.5, 0.2, inkLabel)
	c.text(second.left+1.2, top+ledgerRowHigh/2+1.3, regular(9, inkLabel), "以下空白")
}

// ledgerSums are counted on a page.
type ledgerSums struct {
	rows, people, guardians, reprints int
	first, last                       string
}

// sums: who got another copy stands in a row for each.
func (p LedgerPage) sums() (s ledgerSums) {
	people := map[string]bool{}
	for _, r := range p.Rows {
		if r.Number == "" {
			continue
		}
		if s.rows++; s.rows == 1 {
			s.first = r.Number
		}
		people[r.Number] = true
		s.last = r.Number
		if r.signer() != "" {
			s.guardians++
		}
		if r.Copy > 1 {
			s.reprints++
		}
	}
	s.people = len(people)
	return s
}

// ledgerFoot counts the page, has room for who answers for it, and bears its hash.
func (c *canvas) ledgerFoot(p LedgerPage) {
	const free = "＿＿＿＿＿＿＿＿＿＿＿＿"
	s := p.sums()
	text := fmt.Sprintf("本页 %d 行，%d 人，其中监护人代签 %d 行，补打 %d 张　首号 %s　末号 %s", s.rows, s.people, s.guardians, s.reprints, grouped(s.first), grouped(s.last))
	if p.Free {
		text = "本页＿＿＿行　首号" + free + "　末号" + free
	}
	st := regular(9, inkBlack)
	c.fit(place{ledgerLeft, ledgerBottom + 4, 200, 5}, st, leastRead, text)
	c.textRight(ledgerRight(), ledgerBottom+5, regular(8, inkLabel), "由申领人签字确认；未成年人由监护人代签")
	c.text(ledgerLeft, ledgerBottom+11, st, "已签字＿＿＿行　未签字＿＿＿行　经办人＿＿＿＿＿＿　负责人＿＿＿＿＿＿")
	if p.Check != "" {
		c.textRight(ledgerRight(), ledgerBottom+11, st, "本页校验码 "+p.Check)
	}
}
