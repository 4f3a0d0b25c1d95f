package printing

import (
	"io"
	"strings"
)

// WalkIn writes the sheet for somebody at the desk: an A4 page with the pass,
// front and back side by side, to cut along the marks and fold at the dashed
// line, and under it the stub (存根联), which the applicant signs and the desk
// keeps (登记造册，由申领人签字确认). For a child the guardian signs. A pass too large
// for that lies with its back below its front and upside down, so that folded it is turned
// sideways like an identity card; where the stub has no room, it has a page of its own.
func WalkIn(w io.Writer, p Pass, s Stub, o Options) error {
	return WalkIns(w, []Sheet{{p, s}}, o)
}

const (
	walkInY = 20.0
	sheetX  = 17.0 // left and right margin of the stub
)

// walkIn draws one sheet, or two.
func (c *canvas) walkIn(p Pass, s Stub) {
	c.page(a4Width, a4Height, false)
	end := c.foldedCard(p)
	top := end + 20
	if top+c.stubHeight(p, s) > a4Height-sheetEdge {
		c.page(a4Width, a4Height, false)
		top = walkInY
	} else {
		c.rule(8, top-6, a4Width-8, top-6, 0.15, inkFine, 2, 1.4)
	}
	c.stub(top, p, s)
}

// foldedCard is the pass, its back to the right of its front or below it, and
// answers where it ends.
func (c *canvas) foldedCard(p Pass) (end float64) {
	f := p.face()
	beside := 2*f.w <= a4Width-2*sheetEdge
	width, height := 2*f.w, f.h
	if !beside {
		width, height = f.w, 2*f.h
	}
	x, y := (a4Width-width)/2, walkInY
	c.onStock(func() {
		c.text(x, y-8.2, regular(7, inkLabel), "沿四角标记裁下，沿中线对折 · Cut at the corner marks, fold at the middle line")
	})
	c.cardFront(x, y, p)
	if beside {
		c.cardBack(x+f.w, y, p)
	} else {
		c.upsideDown(area{x, y + f.h, f.w, f.h}, func() { c.cardBack(x, y+f.h, p) })
	}
	c.onStock(func() {
		c.cropMarks(Size{a4Width, a4Height}, x, y, width, height)
		if beside {
			c.rule(x+f.w, y-4, x+f.w, y+f.h+4, 0.1, inkFine, 1.2, 1)
		} else {
			c.rule(x-4, y+f.h, x+f.w+4, y+f.h, 0.1, inkFine, 1.2, 1)
		}
	})
	return y + height
}

// cropMarks show the corners of what is cut out of a page, from outside.
func (c *canvas) cropMarks(page Size, x, y, w, h float64) {
	const gap, most = 1.2, 5.0
	across, down := min(most, x-gap-sheetEdge), min(most, y-gap-sheetEdge, page.Height-y-h-gap-sheetEdge) // how long the marks are
	c.draw(func(s *shape) {
		s.open()
		s.pen(0.1, inkBlack)
		for _, cx := range []float64{x, x + w} {
			s.line(cx, y-gap, cx, y-gap-down)
			s.line(cx, y+h+gap, cx, y+h+gap+down)
		}
		for _, cy := range []float64{y, y + h} {
			s.line(x-gap, cy, x-gap-across, cy)
			s.line(x+w+gap, cy, x+w+gap+across, cy)
		}
		s.stroke()
	})
}

// stubHeight is what a stub takes at least: its title, its rows, a declaration
// set small, and the box to sign.
func (c *canvas) stubHeight(p Pass, s Stub) float64 {
	return 10 + stubRowHigh*float64(len(c.stubRows(p, s))) + 5 + 6.2 + 12 + 3 + signatureHigh
}

// stub is the desk's part, from top downwards.
func (c *canvas) stub(top float64, p Pass, s Stub) {
	const x, right = sheetX, a4Width - sheetX
	c.textCentre(a4Width/2, top-7.2, regular(7, inkLabel), "以下存根联由发放点留存 · The part below stays with the issuing point")
	c.text(x, top+6, bold(16, p.Design.ink()), "《"+p.Title.ZH+"》存根联")
	c.pills(right, top+1.6, p)
	y := c.table(x, top+10, right-x, c.stubRows(p, s))
	y = c.declaration(x, y+5, right-x, s.Declaration)
	c.signature(x, y+3, right-x, s)
}

// stubRows are what the ledger of the desk needs.
func (c *canvas) stubRows(p Pass, s Stub) []row {
	number := s.DocNumber
	if number == "" {
		number = p.DocNumber
	}
	rows := []row{
		{Text{"证件编号", "Pass number"}, grouped(p.Number)},
		{Text{"姓名", "Name"}, named(p.Name)},
		{p.DocLabel.or(Text{"身份证号", "ID number"}), number},
	}
	for _, r := range []row{
		{guardian, s.signer()},
		{Text{"代领人", "Collected by"}, s.Proxy},
		{Text{"原编号", "Former number"}, grouped(p.Former)},
		{p.IssuedLabel.or(Text{"签证日期", "Issued"}), dayText(p.Issued)},
		{validTo, dayText(p.Expires)},
		{Text{"发证点", "Issued at"}, p.Point},
		{Text{"经办人", "Operator"}, s.Operator},
		{Text{"手写字", "To write in"}, c.handwritten(p.Name, s.Guardian, proxyName(s.Proxy))},
	} {
		if strings.TrimSpace(r.value) != "" {
			rows = append(rows, r)
		}
	}
	for _, f := range s.Fields {
		rows = append(rows, row{f.Label, f.Value})
	}
	return rows
}

var guardian = Text{"监护人", "Guardian"}

// signer is the guardian of a child, or a line to write the name on.
func (s Stub) signer() string {
	return join(guardianOf(s.Child, s.Guardian), bracketed(s.Relation.ZH))
}

// guardianOf is a guardian's name, or, of a child of whom nobody took it down, a line
// to write it on.
func guardianOf(child bool, name string) string {
	if name == "" && child {
		return "＿＿＿＿＿＿＿＿＿＿"
	}
	return named(name)
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

// table sets labelled rows with hairlines between them and returns its end.
func (c *canvas) table(x, y, width float64, rows []row) float64 {
	const high = stubRowHigh
	label := labelColumn(rows)
	for i, r := range rows {
		top := y + high*float64(i)
		c.rule(x, top, x+width, top, 0.1, inkFine)
		st := regular(9, inkLabel)
		zh := st.fit(r.label.ZH, label-2, high-0.6, leastRead)
		c.set(x+1, top+high/2+0.15, zh)
		if beside := 1 + zh.widest() + 1.4; label-beside > 8 { // a Chinese label that fills the column stands alone
			c.fit(place{x + beside, top + high/2 + 0.4, label - beside - 0.6, high - 0.6}, regular(leastRead, inkLabel), leastRead, r.label.EN)
		}
		c.fit(place{x + label, top + high/2, width - label - 2, high - 0.6}, stubValue(i), 9, r.value)
	}
	end := y + high*float64(len(rows))
	c.rule(x, end, x+width, end, 0.1, inkFine)
	return end
}

// labelColumn is how wide the labels' column is: as wide as the longest that stands on
// one line in both languages, up to a third of the sheet.
func labelColumn(rows []row) float64 {
	const least, most = 34.0, 60.0
	wide := least
	for _, r := range rows {
		wide = max(wide, 1+regular(9, inkLabel).width(r.label.ZH)+1.4+regular(leastRead, inkLabel).width(r.label.EN)+1.6)
	}
	return min(wide, most)
}

// stubValue sets number and name larger than the rest.
func stubValue(i int) style {
	if i < 2 {
		return bold(15, inkBlack)
	}
	return regular(11, inkBlack)
}

// declaration is what the signature stands under (隐瞒、谎报追究责任). A long one is
// set smaller, so that the signature stays on the sheet.
func (c *canvas) declaration(x, y, width float64, texts []Text) float64 {
	if len(texts) == 0 {
		return y
	}
	head := bold(9.5, inkBlack)
	c.text(x, y+1, head, "申领人声明")
	c.text(x+head.width("申领人声明")+1.6, y+1, regular(7, inkLabel), "Declaration of the applicant")
	y += 6.2
	room := a4Height - 10 - signatureHigh - 3 - y
	d := fitDeclaration(texts, width, room)
	for _, t := range d.notes {
		y = c.lines(x, y, d.zh.leading()*1.08, d.zh, t.zh)
		y = c.lines(x, y-0.6, d.en.leading(), d.en, t.en) + 1.2
	}
	return y
}

// fitDeclaration sets it in the largest type for which there is room, in both languages;
// where that could not be read, in Chinese alone, at last as small as it must be.
func fitDeclaration(texts []Text, width, room float64) (d laid) {
	for _, english := range []bool{true, false} {
		for size := 9.0; size >= leastRead; size -= 0.25 {
			if d = layDeclaration(texts, size, width, english); d.height <= room {
				return d
			}
		}
	}
	for size := leastRead; d.height > room && size > 4; size -= 0.25 {
		d = layDeclaration(texts, size, width, false)
	}
	return d
}

func layDeclaration(texts []Text, size, width float64, english bool) laid {
	d := laid{zh: regular(size, inkBlack), en: regular(leastRead, inkLabel)}
	for _, t := range texts {
		n := laidNote{zh: d.zh.breakLines(t.ZH, width)}
		if english {
			n.en = d.en.breakLines(t.EN, width)
		}
		d.height += float64(len(n.zh))*d.zh.leading()*1.08 + float64(len(n.en))*d.en.leading() + 0.6
		d.notes = append(d.notes, n)
	}
	return d
}

const (
	signatureHigh = 21.0
	stubRowHigh   = 8.6
)

// signature is the box to sign and the day, which the signer writes.
func (c *canvas) signature(x, y, width float64, s Stub) {
	const high = signatureHigh
	who := Text{"申领人签字", "Signature of the applicant"}
	switch {
	case s.Child || s.Guardian != "":
		who = Text{"监护人签字（代未成年人）", "Signature of the guardian, for the child"}
	case s.Proxy != "":
		who = Text{"代领人签字", "Signature of the person who collects"}
	}
	split := x + width*0.64
	c.frame(x, y, width, high, 0.25, inkBlack)
	c.rule(split, y, split, y+high, 0.15, inkBlack)
	c.text(x+2, y+4.6, regular(9, inkBlack), who.ZH)
	c.text(x+2, y+8, regular(leastRead, inkLabel), who.EN)
	c.text(split+2, y+4.6, regular(9, inkBlack), "日期")
	c.text(split+2, y+8, regular(leastRead, inkLabel), "Date")
	c.text(split+12, y+high-4, regular(10, inkBlack), "　　　年　　月　　日")
}
