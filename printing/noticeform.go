package printing

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Form is the sheet on which somebody appeals: against what, in their own words,
// with what evidence. It may be printed before the appeal is taken down, and is
// filled in by hand.
type Form struct {
	Head
	Name      string
	DocLabel  Text
	DocNumber string // masked
	Child     bool   // a guardian appeals for the child
	Guardian  string // "" of a child: by hand
	Pass      string // the pass number; "" of an application that came to none
	Copy      int
	Against   Text   // what was decided
	Decided   Text   // by whom, and when; may be empty
	Lodged    string // the day on which it was taken down; "" by hand
	Term      Text   // until when it may be lodged, where a term is set
	Sentence  string // of the paper, word for word
	Paper     Text
	Goes      Text // who decides, where that is not the point
	Operator  string
}

// String names nobody.
func (f Form) String() string { return "appeal form " + f.Number }

// GoString is String.
func (f Form) GoString() string { return f.String() }

// LogValue is String, for slog.
func (f Form) LogValue() slog.Value { return slog.StringValue(f.String()) }

func (f Form) check() error {
	switch {
	case strings.TrimSpace(f.Name) == "":
		return fmt.Errorf("%w: no name", ErrValue)
	case f.Against.ZH == "":
		return fmt.Errorf("%w: an appeal against nothing", ErrValue)
	}
	return f.Head.check()
}

// Forms writes appeal forms, an A4 page each.
func Forms(w io.Writer, all []Form, o Options) error {
	title := ""
	if len(all) > 0 {
		title = all[0].Title.ZH
	}
	return notices(w, title, all, o, (*canvas).form)
}

// An A4 notice, and what stands where on an appeal form.
const (
	sheetRight    = a4Width - sheetX
	formEvidence  = 6 // lines, with the columns' heads
	formRuleHigh  = 9.0
	formFootTop   = 251.0
	formEnd       = a4Height - 10
	formStatement = formFootTop - formRuleHigh*formEvidence - 12
)

func (c *canvas) form(f Form) {
	c.page(a4Width, a4Height, false)
	y := c.titled(f.Head, sheetX, sheetRight, 4)
	pass := ""
	if f.Pass != "" {
		pass = fmt.Sprintf("%s　第 %d 份", grouped(f.Pass), f.Copy)
	}
	y = c.noticeRows(sheetX, sheetRight, y, []row{
		{Text{"申诉人", "Appellant"}, named(f.Name)},
		{f.DocLabel.or(Text{"证件号码", "Document"}), f.DocNumber},
		{guardian, guardianOf(f.Child, f.Guardian)},
		{Text{"证件编号", "Pass number"}, pass},
		{Text{"申诉日期", "Lodged on"}, f.Lodged + blank(f.Lodged)},
		{Text{"手写字", "Write in"}, c.handwritten(f.Name, f.Guardian)},
	})
	y = c.formAbout(f, y)
	c.formStatement(y)
	c.formEvidence()
	c.rule(sheetX, formFootTop, sheetRight, formFootTop, 0.35, inkGreen)
	c.pointLine(sheetX, sheetRight, formFootTop, f.Point, f.Operator)
	c.signBox(sheetX, sheetRight, formFootTop+11, formEnd-formFootTop-11, Text{"申诉人签字", "Appellant"}, Text{"受理人签字", "Taken down by"})
}

// formAbout is against what, on which sentence it is heard here, and until when.
func (c *canvas) formAbout(f Form, y float64) float64 {
	paras := []para{{f.Against, true}, {f.Decided, false}}
	basis := []para{{Text{ZH: labelled("原文：", f.Sentence)}, false}, {labelledText("见", f.Paper), false}, {f.Term, true}, {f.Goes, false}}
	parts := []part{{Text{"申诉事项", "Against"}, spoken(paras)}, {Text{"受理", "Heard"}, spoken(basis)}}
	const least = 40.0 // of room for the statement
	room := formStatement - least - y
	for _, english := range []bool{true, false} {
		for size := 12.0; size >= slipLeast-3; size -= 0.25 {
			laid := layParts(parts, size, english, sheetRight-sheetX-(slipText-slipLeft))
			if high := partsHeight(laid); high <= room || !english && size-0.25 < slipLeast-3 {
				return c.formParts(laid, y)
			}
		}
	}
	return y
}

func (c *canvas) formParts(laid []laidPart, y float64) float64 {
	for _, p := range laid {
		c.rule(sheetX, y, sheetRight, y, 0.12, inkFine)
		c.text(sheetX, y+partAbove+4, bold(slipLeast, inkGreen), p.head.ZH)
		c.text(sheetX, y+partAbove+7.6, regular(7.5, inkLabel), p.head.EN)
		at := y + partAbove
		for _, l := range p.lines {
			c.text(sheetX+slipText-slipLeft, at+l.high*0.8, l.style, l.text)
			at += l.high
		}
		y += p.height()
	}
	return y
}

// formStatement is room to write.
func (c *canvas) formStatement(y float64) {
	c.formHead(y, Text{"申诉请求和理由", "What is asked for, and why"})
	for at := y + 8 + formRuleHigh; at <= formStatement+1e-6; at += formRuleHigh {
		c.rule(sheetX, at, sheetRight, at, 0.12, inkLabel)
	}
}

func (c *canvas) formHead(y float64, t Text) {
	st := bold(slipLeast, inkGreen)
	c.text(sheetX, y+6, st, t.ZH)
	c.text(sheetX+st.width(t.ZH)+2, y+6, regular(7.5, inkLabel), t.EN)
}

// formEvidence is the list of what was brought.
func (c *canvas) formEvidence() {
	y := formStatement
	c.formHead(y, Text{"证据材料", "Evidence"})
	y += 8
	edges := []float64{sheetX, sheetX + 12, sheetX + 118, sheetX + 136, sheetRight}
	bottom := y + formRuleHigh*formEvidence
	c.frame(sheetX, y, sheetRight-sheetX, bottom-y, 0.25, inkBlack)
	for _, x := range edges[1:4] {
		c.rule(x, y, x, bottom, 0.12, inkLabel)
	}
	for i := range formEvidence {
		if at := y + formRuleHigh*float64(i); i > 0 {
			c.rule(sheetX, at, sheetRight, at, 0.12, inkLabel)
			c.textCentre((edges[0]+edges[1])/2, at+6, regular(9.5, inkLabel), fmt.Sprint(i))
		}
	}
	for i, t := range []Text{{"序号", "No."}, {"名称", "What"}, {"份数", "Copies"}, {"收件人", "Taken by"}} {
		middle := (edges[i] + edges[i+1]) / 2
		c.textCentre(middle, y+4.2, bold(9, inkBlack), t.ZH)
		c.textCentre(middle, y+7.4, regular(leastRead, inkLabel), t.EN)
	}
}

// labelledText is a text behind a Chinese label; nothing for none.
func labelledText(label string, t Text) Text {
	if t.ZH == "" {
		return Text{}
	}
	return Text{label + t.ZH, t.EN}
}
