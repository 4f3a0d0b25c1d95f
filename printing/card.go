package printing

import (
	"fmt"
)

// cardFront draws the front of a pass with its top left corner at x, y.
func (c *canvas) cardFront(x, y float64, p Pass) {
	f := p.face()
	k := f.k
	c.cardGround(x, y, f)
	if p.Sample {
		c.slanted(x+f.w*0.40, y+f.h*40/54, 0.940, 0.342, bold(30*k, rgb{250, 214, 210}), "样本 SAMPLE")
	}
	c.cardTitle(x, y, p)
	values := f.rightEnd() - f.valueAt()
	c.text(x+f.labelAt(), y+18.1*k, regular(6.5*k, inkLabel), "编号 No.")
	c.fit(place{x + f.valueAt(), y + 16.9*k, values, 7 * k}, bold(17*k, inkBlack), 9, grouped(p.Number))
	c.text(x+f.labelAt(), y+24.8*k, regular(6.5*k, inkLabel), "姓名 Name")
	c.fit(place{x + f.valueAt(), y + 23.6*k, values, 7.6 * k}, bold(18*k, inkBlack), 9, named(p.Name))
	c.cardRows(x, y, f, p.rows())
	c.seals(x+f.labelAt(), y+f.sealTop(), f, p.Seals)
	if p.QR != "" {
		c.qrCode(x+f.qrX(), y+f.qrY(), f.qrSide(), p.QR)
	}
}

// cardGround is the frame and the fine lines.
func (c *canvas) cardGround(x, y float64, f face) {
	if c.ink != nil {
		c.ink.stamp(fmt.Sprintf("guilloche %gx%g", f.w, f.h), x, y, f.w, f.h, f.guilloche)
	}
	c.roundFrame(x+inset, y+inset, f.w-2*inset, f.h-2*inset, 2.2, 0.28, inkGreen)
	c.roundFrame(x+inset+0.6, y+inset+0.6, f.w-2*inset-1.2, f.h-2*inset-1.2, 1.7, 0.09, inkGreen)
}

func (c *canvas) cardTitle(x, y float64, p Pass) {
	f := p.face()
	k := f.k
	title := bold(22*k, inkGreen).fit(p.Title.ZH, 44*k, 8*k, 12)
	c.set(x+f.labelAt(), y+7.5*k, title)
	end := x + f.labelAt() + title.width(p.Title.ZH) + 2
	right := c.pills(x+f.rightEnd()+0.6, y+4.6*k, p)
	if small := regular(6.5*k, inkGreen); p.Former == "" && end+small.width(p.Title.EN) < right {
		c.text(end, y+10.1*k, small, p.Title.EN)
	}
	c.rule(x+inset+0.6, y+12.3*k, x+f.w-inset-0.6, y+12.3*k, 0.2, inkGreen)
	c.rule(x+inset+0.6, y+12.3*k+0.5, x+f.w-inset-0.6, y+12.3*k+0.5, 0.08, inkGreen)
	if p.Former != "" {
		c.textRight(x+f.rightEnd()+0.6, y+11.2*k, regular(6.5*k, inkBlack), "原编号 "+grouped(p.Former))
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
	rows = append(rows, row{Text{"发证点", "Issued at"}, p.Point})
	for _, f := range p.Fields {
		rows = append(rows, row{f.Label, f.Value})
	}
	return rows
}

// cardRows sets the small lines between the name and the seals. A value too long
// for one line, as points' names may be, gets more of the height.
func (c *canvas) cardRows(x, y float64, f face, rows []row) {
	const floor, tall = 7.0, 1.8
	width := f.columnEnd() - f.valueAt()
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
	unit := (f.sealTop() - 0.6 - f.rowsTop()) / shares
	st := regular(min(9.5*f.k, unit*0.92*point), inkBlack)
	top := y + f.rowsTop()
	for _, r := range rows {
		high := unit * share(r)
		c.fit(place{x + f.labelAt(), top + high/2, f.valueAt() - f.labelAt() - 0.8, high}, regular(6.5*f.k, inkLabel), 5, r.label.ZH)
		c.fit(place{x + f.valueAt(), top + high/2, width, high}, st, floor, r.value)
		top += high
	}
}

// seals are the places for the rectangular seals. They are red stamps of other
// offices: only a pale outline is printed, to be stamped over. An office's name,
// however long, stays inside its own.
func (c *canvas) seals(x, y float64, f face, names []string) {
	const side, above, below = 0.6, 0.5, 3.3 // the name's distance from the frame
	for i, name := range names {
		left := x + float64(i)*(f.sealWide()+1.2*f.k)
		c.frame(left, y, f.sealWide(), f.sealHigh(), 0.18, inkSeal)
		room := f.sealHigh() - (above+below)*f.k
		c.fitCentre(place{left + side*f.k, y + above*f.k + room/2, f.sealWide() - 2*side*f.k, room}, regular(7*f.k, inkSeal), 5*f.k, name)
		c.textCentre(left+f.sealWide()/2, y+7.6*f.k, regular(5.5*f.k, inkSeal), "（盖章处 seal）")
	}
}

// cardBack draws the rules, with as large a type as they leave room for.
func (c *canvas) cardBack(x, y float64, p Pass) {
	f := p.face()
	k := f.k
	head := bold(9*k, inkGreen)
	c.cardGround(x, y, f)
	c.text(x+f.labelAt(), y+6.6*k, head, "使用须知")
	c.text(x+f.labelAt()+head.width("使用须知")+1.6, y+6.6*k, regular(6.5*k, inkGreen), "Please note")
	c.textRight(x+f.rightEnd()+0.4, y+6.6*k, regular(7*k, inkBlack), grouped(p.Number))
	c.rule(x+inset+0.6, y+8.4*k, x+f.w-inset-0.6, y+8.4*k, 0.12, inkGreen)
	top, bottom := 9.6*k, f.h-inset-1.4
	c.notes(area{x + f.labelAt(), y + top, f.rightEnd() + 0.4 - f.labelAt(), bottom - top}, 8*k, p.Notes)
}

// notes sets the rules in the largest type that holds them all: first in both
// languages, and when that would be smaller than 5.5 points in Chinese alone.
func (c *canvas) notes(in area, largest float64, notes []Note) {
	for _, english := range []bool{true, false} {
		for size := largest; size >= 5.5; size -= 0.25 {
			if b := layNotes(notes, size, in.width, english); b.height <= in.height {
				gap := min((in.height-b.height)/float64(len(notes)+1), 1.6)
				c.putNotes(in.x, in.y+gap/2, gap, b)
				return
			}
		}
	}
	c.putNotes(in.x, in.y, 0, layNotes(notes, min(5, 5*in.height/layNotes(notes, 5, in.width, false).height), in.width, false))
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
