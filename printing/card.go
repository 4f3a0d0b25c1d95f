package printing

import (
	"fmt"
)

// A pass has the size of an identity card (ISO/IEC 7810, ID-1), rounded to the
// tenth of a millimetre.
const cardWidth, cardHeight = 85.6, 54.0

// The places on the front, from the card's top left corner. Title, name and
// number can be read at arm's length; the QR code has 0.5 mm modules with its
// quiet zone, and the seals are stamped at the bottom left, where the eyewitness
// saw them.
const (
	inset     = 1.6  // of the frame
	labelAt   = 4.6  // left end of the labels
	valueAt   = 18.4 // left end of the values
	rightEnd  = cardWidth - 4.2
	qrSide    = 24.5
	qrX       = cardWidth - inset - 1.0 - qrSide
	qrY       = cardHeight - inset - 0.9 - qrSide
	rowsTop   = 27.8
	sealTop   = 41.9
	sealHigh  = 8.8
	sealWide  = 25.6
	columnEnd = qrX - 0.6
)

// cardFront draws the front of a pass with its top left corner at x, y.
func (c *canvas) cardFront(x, y float64, p Pass) {
	c.cardGround(x, y)
	if p.Sample {
		c.slanted(x+cardWidth*0.40, y+40, 0.940, 0.342, bold(30, rgb{250, 214, 210}), "样本 SAMPLE")
	}
	c.cardTitle(x, y, p)
	c.text(x+labelAt, y+18.1, regular(6.5, inkLabel), "编号 No.")
	c.fit(place{x + valueAt, y + 16.9, rightEnd - valueAt, 7}, bold(17, inkBlack), 9, grouped(p.Number))
	c.text(x+labelAt, y+24.8, regular(6.5, inkLabel), "姓名 Name")
	c.fit(place{x + valueAt, y + 23.6, rightEnd - valueAt, 7.6}, bold(18, inkBlack), 9, p.Name)
	c.cardRows(x, y, p.rows())
	c.seals(x+labelAt, y+sealTop, p.Seals)
	if p.QR != "" {
		c.qrCode(x+qrX, y+qrY, qrSide, p.QR)
	}
}

// cardGround is the frame and the fine lines.
func (c *canvas) cardGround(x, y float64) {
	if c.ink != nil {
		c.ink.stamp("guilloche", x, y, cardWidth, cardHeight, guilloche)
	}
	c.roundFrame(x+inset, y+inset, cardWidth-2*inset, cardHeight-2*inset, 2.2, 0.28, inkGreen)
	c.roundFrame(x+inset+0.6, y+inset+0.6, cardWidth-2*inset-1.2, cardHeight-2*inset-1.2, 1.7, 0.09, inkGreen)
}

func (c *canvas) cardTitle(x, y float64, p Pass) {
	title := bold(22, inkGreen).fit(p.Title.ZH, 44, 8, 12)
	c.set(x+labelAt, y+7.5, title)
	end := x + labelAt + title.width(p.Title.ZH) + 2
	right := c.pills(x+rightEnd+0.6, y+4.6, p)
	if small := regular(6.5, inkGreen); p.Former == "" && end+small.width(p.Title.EN) < right {
		c.text(end, y+10.1, small, p.Title.EN)
	}
	c.rule(x+inset+0.6, y+12.3, x+cardWidth-inset-0.6, y+12.3, 0.2, inkGreen)
	c.rule(x+inset+0.6, y+12.8, x+cardWidth-inset-0.6, y+12.8, 0.08, inkGreen)
	if p.Former != "" {
		c.textRight(x+rightEnd+0.6, y+11.2, regular(6.5, inkBlack), "原编号 "+grouped(p.Former))
	}
}

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
		c.roundFrame(right-w, y, w, 4, 0.8, 0.2, m.colour)
		c.text(right-w+1.2, y+2.9, st, m.text)
		right -= w + 1
	}
	return right
}

// row is a label and its value.
type row struct {
	label Text
	value string
}

func (p Pass) rows() []row {
	rows := []row{
		{p.DocLabel.or(Text{"身份证号", "ID No."}), p.DocNumber},
		{p.IssuedLabel.or(Text{"签证日期", "Issued"}), dayText(p.Issued)},
	}
	if !p.Expires.IsZero() {
		rows = append(rows, row{Text{"有效期至", "Valid to"}, dayText(p.Expires)})
	}
	return append(rows, row{Text{"发证点", "Issued at"}, p.Point})
}

// cardRows sets the small lines between the name and the seals, three or four. A
// value too long for one line, as points' names may be, gets more of the height.
func (c *canvas) cardRows(x, y float64, rows []row) {
	const width, floor, tall = columnEnd - valueAt, 7.0, 1.8
	shares := 0.0
	share := func(r row) float64 {
		if regular(floor, inkBlack).width(r.value) > width {
			return tall
		}
		return 1
	}
	for _, r := range rows {
		shares += share(r)
	}
	unit := (sealTop - 0.6 - rowsTop) / shares
	st := regular(min(9.5, unit*0.92*point), inkBlack)
	top := y + rowsTop
	for _, r := range rows {
		high := unit * share(r)
		c.fit(place{x + labelAt, top + high/2, valueAt - labelAt - 0.8, high}, regular(6.5, inkLabel), 5, r.label.ZH)
		c.fit(place{x + valueAt, top + high/2, width, high}, st, floor, r.value)
		top += high
	}
}

// seals are the places for the rectangular seals. They are red stamps of other
// offices: only a pale outline is printed, to be stamped over.
func (c *canvas) seals(x, y float64, names []string) {
	for i, name := range names {
		left := x + float64(i)*(sealWide+1.2)
		c.frame(left, y, sealWide, sealHigh, 0.18, inkSeal)
		st := regular(7, inkSeal)
		c.textCentre(left+sealWide/2, y+4.3, st, name)
		c.textCentre(left+sealWide/2, y+7.4, regular(5.5, inkSeal), "（盖章处 seal）")
	}
}

// cardBack draws the rules, with as large a type as they leave room for.
func (c *canvas) cardBack(x, y float64, p Pass) {
	c.cardGround(x, y)
	c.text(x+labelAt, y+6.6, bold(9, inkGreen), "使用须知")
	c.text(x+labelAt+bold(9, inkGreen).width("使用须知")+1.6, y+6.6, regular(6.5, inkGreen), "Please note")
	c.textRight(x+rightEnd+0.4, y+6.6, regular(7, inkBlack), grouped(p.Number))
	c.rule(x+inset+0.6, y+8.4, x+cardWidth-inset-0.6, y+8.4, 0.12, inkGreen)
	const top, bottom = 9.6, cardHeight - inset - 1.4
	c.notes(x+labelAt, y+top, rightEnd+0.4-labelAt, bottom-top, p.Notes)
}

// notes sets the rules in the largest type that holds them all: first in both
// languages, and when that would be smaller than 5.5 points in Chinese alone.
func (c *canvas) notes(x, y, width, height float64, notes []Note) {
	for _, english := range []bool{true, false} {
		for size := 8.0; size >= 5.5; size -= 0.25 {
			if b := layNotes(notes, size, width, english); b.height <= height {
				gap := min((height-b.height)/float64(len(notes)+1), 1.6)
				c.putNotes(x, y+gap/2, gap, b)
				return
			}
		}
	}
	c.putNotes(x, y, 0, layNotes(notes, min(5, 5*height/layNotes(notes, 5, width, false).height), width, false))
}

// laid is the back's text in lines.
type laid struct {
	zh, en style
	notes  []laidNote
	height float64
}

type laidNote struct{ zh, en []string }

const noteIndent = 3.2

func layNotes(notes []Note, size, width float64, english bool) laid {
	b := laid{zh: regular(size, inkBlack), en: regular(size*0.78, inkLabel)}
	for _, n := range notes {
		ln := laidNote{zh: b.zh.breakLines(n.ZH, width-noteIndent)}
		small := n.EN
		if !english {
			small = ""
		}
		if n.Source != "" {
			small = join(small, "〔"+n.Source+"〕")
		}
		ln.en = b.en.breakLines(small, width-noteIndent)
		b.height += float64(len(ln.zh))*b.zh.leading() + float64(len(ln.en))*b.en.leading()
		b.notes = append(b.notes, ln)
	}
	return b
}

func (c *canvas) putNotes(x, y, gap float64, b laid) {
	for i, n := range b.notes {
		c.text(x, y+b.zh.leading()*0.8, b.zh, fmt.Sprintf("%d.", i+1))
		y = c.lines(x+noteIndent, y+b.zh.leading()*0.8, b.zh.leading(), b.zh, n.zh) - b.zh.leading()*0.8
		y = c.lines(x+noteIndent, y+b.en.leading()*0.8, b.en.leading(), b.en, n.en) - b.en.leading()*0.8
		y += gap
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}
