package printing

import "strings"

// part is one answer of a slip: paragraphs under a head that stands at the left.
type part struct {
	head  Text
	paras []para
}

type para struct {
	Text
	strong bool
}

// parts are what the slip says, in the order in which a person asks: why, says
// who, what now, when, where, and what if it is wrong.
func (s Slip) parts() []part {
	sentence := Text{ZH: labelled("原文：", s.Sentence)} // no quotation marks: the sentence has its own
	all := []part{
		{s.About.or(Text{"原因", "Reason"}), []para{{s.Reason, true}}},
		{Text{"核实结果", "Finding"}, []para{{s.Finding, true}, {s.Decided, false}, {Text{ZH: labelled("理由：", s.Grounds)}, false}}},
		{Text{"依据", "Basis"}, append([]para{{sentence, false}, {s.source(), false}}, s.set()...)},
		{Text{"怎么办", "What to do"}, []para{{s.Advice, false}}},
		{Text{"何时变化", "When"}, []para{{s.Change, true}}},
		{Text{"到哪里办", "Where"}, s.where()},
		{Text{"申诉", "Appeal"}, []para{{s.Appeal, false}}},
	}
	var said []part
	for _, p := range all {
		if p.paras = spoken(p.paras); len(p.paras) > 0 {
			said = append(said, p)
		}
	}
	return said
}

// spoken are the paragraphs that say something.
func spoken(all []para) []para {
	var paras []para
	for _, t := range all {
		if strings.TrimSpace(t.ZH) != "" {
			paras = append(paras, t)
		}
	}
	return paras
}

func (s Slip) source() Text {
	return labelledText("见", s.Paper)
}

// set are the numbers that the station has set otherwise than the sentence above.
func (s Slip) set() []para {
	var all []para
	for _, t := range s.Set {
		all = append(all, para{t, true})
	}
	return all
}

// where lists the places; each can be found and rung up.
func (s Slip) where() []para {
	var all []para
	for _, p := range s.Places {
		all = append(all, para{Text{ZH: p.Name}, true})
		all = append(all, para{Text: Text{ZH: labelled("地址 ", p.Address)}})
		all = append(all, para{Text: Text{ZH: join(labelled("电话 ", p.Phone), labelled("时间 ", p.Hours))}})
	}
	return append(all, para{Text: s.PlaceNote})
}

func labelled(label, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	return label + value
}

// laidPart is a part in lines.
type laidPart struct {
	head  Text
	lines []partLine
}

type partLine struct {
	style
	text string
	high float64
}

// Room around a part, and the least that its head takes.
const (
	partAbove, partBelow = 1.5, 1.1
	partLeast            = 8.4
)

func (p laidPart) height() float64 {
	sum := 0.0
	for _, l := range p.lines {
		sum += l.high
	}
	return partAbove + max(sum, partLeast) + partBelow
}

// fitted lays the parts out in the largest type that the room holds, in both
// languages; then in Chinese alone but for the reason; at last as small as may
// be, on however many pages it takes.
func (s Slip) fitted(room float64) []laidPart {
	parts := s.parts()
	for _, english := range []bool{true, false} {
		for size := 13.0; size >= slipLeast; size -= 0.25 {
			if laid := layParts(parts, size, english, slipRight-slipText); partsHeight(laid) <= room {
				return laid
			}
		}
	}
	return layParts(parts, slipLeast, false, slipRight-slipText)
}

func partsHeight(laid []laidPart) float64 {
	sum := 0.0
	for _, p := range laid {
		sum += p.height()
	}
	return sum
}

func layParts(parts []part, size float64, english bool, width float64) []laidPart {
	var all []laidPart
	for i, p := range parts {
		laid := laidPart{head: p.head}
		for _, t := range p.paras {
			st := regular(size, inkBlack)
			if t.strong {
				st = bold(size, inkBlack)
			}
			for _, l := range st.breakLines(t.ZH, width) {
				laid.lines = append(laid.lines, partLine{st, l, st.leading() * 1.06})
			}
			if !english && i > 0 {
				continue
			}
			small := regular(8.5, inkLabel)
			for _, l := range small.breakLines(t.EN, width) {
				laid.lines = append(laid.lines, partLine{small, l, small.leading()})
			}
		}
		all = append(all, laid)
	}
	return all
}

// slipParts draws the parts and returns where they end. Where a page is full the
// next goes on.
func (c *canvas) slipParts(s Slip, parts []laidPart, y float64) float64 {
	for _, p := range parts {
		if y > 60 && y+p.height() > slipEnd {
			y = c.nextLeaf(s.head())
		}
		c.rule(slipLeft, y, slipRight, y, 0.12, inkFine)
		top := y
		c.text(slipLeft, top+partAbove+4, bold(slipLeast, inkGreen), p.head.ZH)
		c.text(slipLeft, top+partAbove+7.6, regular(7.5, inkLabel), p.head.EN)
		y += partAbove
		for _, l := range p.lines {
			if y+l.high > slipEnd {
				top = c.nextLeaf(s.head())
				y = top + partAbove
			}
			c.text(slipText, y+l.high*0.8, l.style, l.text)
			y += l.high
		}
		y = max(y, top+partAbove+partLeast) + partBelow
	}
	return y
}
