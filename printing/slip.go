package printing

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"passdesk/registry/civil"
)

// Slip is what a person takes home who got no pass today: why, on which
// sentence, what can be done, when it would change, where to go and where to
// appeal. The wording is the caller's; a part that is empty is left out.
type Slip struct {
	Title     Text       // 不予发证告知书
	Pass      Text       // what was applied for: 甬行证
	Case      string     // the number under which the case is found again
	Name      string     // 2 to 50 characters
	DocLabel  Text       // 身份证号; for a child 监护人证件
	DocNumber string     // masked: a slip is carried in a pocket, and lost
	Guardian  string     // for a child: who was told, and signs
	Proxy     string     // who came for somebody who cannot; else ""
	Day       civil.Date // required
	Reason    Text       // required
	Finding   Text       // what came of it since: settled, appealed, decided
	Decided   Text       // by whom, and when
	Grounds   string     // why, in the words of who decided
	Sentence  string     // of the paper, word for word
	Paper     Text       // in which the sentence stands
	Set       []Text     // numbers that are the station's own, not the sentence's
	Advice    Text
	Change    Text // when time alone would change the answer
	Places    []Place
	PlaceNote Text // said where no place is known
	Appeal    Text
	Point     string // the issuing point that answers for it
	Operator  string // 经办人
	Sample    bool   // 样本 SAMPLE
	Alone     bool   // 单机站: no authority knows the station's key
}

// Place is where a person is sent.
type Place struct{ Name, Address, Phone, Hours string }

// String names nobody.
func (s Slip) String() string { return "slip of case " + s.Case }

// GoString is String.
func (s Slip) GoString() string { return s.String() }

// LogValue is String, for slog.
func (s Slip) LogValue() slog.Value { return slog.StringValue(s.String()) }

func (s Slip) check() error {
	for _, need := range []struct{ what, value string }{
		{"title", s.Title.ZH}, {"case number", s.Case}, {"name", s.Name}, {"reason", s.Reason.ZH}, {"day", dayText(s.Day)},
	} {
		if strings.TrimSpace(need.value) == "" {
			return fmt.Errorf("%w: no %s", ErrValue, need.what)
		}
	}
	return nil
}

// Slips writes the slips one after the other, an A5 page each: half the paper of
// a pass's sheet, and large enough for old eyes. Chinese is 11 points at least;
// where a long sentence leaves no room the English goes first, and what still
// has no room stands on a second page. Nothing is cut.
func Slips(w io.Writer, slips []Slip, o Options) error {
	if len(slips) == 0 {
		return fmt.Errorf("%w: no slips", ErrValue)
	}
	for _, s := range slips {
		if err := s.check(); err != nil {
			return err
		}
	}
	return render(w, about{title: slips[0].Title.ZH, opts: o}, func(c *canvas) {
		for _, s := range slips {
			c.slip(s)
		}
	})
}

// An A5 page, upright, and what stands where on it.
const (
	a5Width, a5Height = 148.0, 210.0
	slipLeft          = 12.0
	slipRight         = a5Width - slipLeft
	slipText          = slipLeft + 22 // left end of what stands beside the heads
	slipLeast         = 11.0          // points, of anything that must be read
	slipFootTop       = 174.0
	slipEnd           = a5Height - 9
)

func (c *canvas) slip(s Slip) {
	c.page(a5Width, a5Height, false)
	top := c.slipHead(s)
	parts := s.fitted(slipFootTop - 2 - top)
	end := c.slipParts(s, parts, top)
	if end > slipFootTop-2+1e-6 {
		c.slipNextPage(s)
	}
	c.slipFoot(s)
}

// slipHead is the pass, the title, the case, the person; the answer is where the
// parts begin.
func (c *canvas) slipHead(s Slip) float64 {
	c.slipTopLine(s)
	c.textCentre(a5Width/2, 25.4, bold(21, inkBlack), s.Title.ZH)
	c.textCentre(a5Width/2, 30.2, regular(9, inkLabel), s.Title.EN)
	st := regular(slipLeast, inkBlack)
	c.text(slipLeft, 37.4, st, "编号 No. "+s.Case)
	c.textRight(slipRight, 37.4, st, dayText(s.Day))
	y := 39.6
	for i, r := range filled([]row{
		{Text{"姓名", "Name"}, named(s.Name)},
		{s.DocLabel.or(Text{"证件号码", "Document"}), s.DocNumber},
		{Text{"监护人", "Guardian"}, named(s.Guardian)},
		{Text{"代办人", "Proxy"}, s.Proxy},
		{Text{"手写字", "Write in"}, handwritten(s.Name, s.Guardian)},
	}) {
		value, high := regular(13, inkBlack), 7.4
		if i == 0 {
			value, high = bold(16, inkBlack), 10.2
		}
		c.rule(slipLeft, y, slipRight, y, 0.12, inkFine)
		c.fit(place{slipLeft, y + high/2, slipText - slipLeft - 1, high}, regular(slipLeast, inkLabel), 8, r.label.ZH)
		c.fit(place{slipText, y + high/2, slipRight - slipText, high - 0.6}, value, slipLeast, r.value)
		y += high
	}
	return y
}

// slipTopLine is the same on every page of a slip.
func (c *canvas) slipTopLine(s Slip) {
	title := bold(13, inkGreen)
	c.text(slipLeft, 13, title, s.Pass.ZH)
	right := c.pills(slipRight, 9.4, Pass{Sample: s.Sample, Standalone: s.Alone})
	if x, st := slipLeft+title.width(s.Pass.ZH)+2, regular(8, inkGreen); x+st.width(s.Pass.EN) < right {
		c.text(x, 13, st, s.Pass.EN)
	}
	c.rule(slipLeft, 15.2, slipRight, 15.2, 0.35, inkGreen)
	c.rule(slipLeft, 16, slipRight, 16, 0.1, inkGreen)
}

// slipNextPage goes on behind a full page.
func (c *canvas) slipNextPage(s Slip) float64 {
	c.page(a5Width, a5Height, false)
	c.slipTopLine(s)
	c.text(slipLeft, 22.4, bold(slipLeast, inkBlack), s.Title.ZH+"（续页）")
	c.textRight(slipRight, 22.4, regular(slipLeast, inkBlack), "编号 No. "+s.Case)
	return 25
}

// slipFoot is who answers for it, and the line to sign for having been told.
func (c *canvas) slipFoot(s Slip) {
	who := Text{"申领人签收", "Received by the applicant"}
	switch {
	case s.Proxy != "":
		who = Text{"代办人签收", "Received by the proxy"}
	case s.Guardian != "":
		who = Text{"监护人签收", "Received by the guardian"}
	}
	st := regular(slipLeast, inkBlack)
	c.rule(slipLeft, slipFootTop, slipRight, slipFootTop, 0.35, inkGreen)
	by := st.width("经办人 "+s.Operator) + 4
	c.fit(place{slipLeft, slipFootTop + 5.2, slipRight - slipLeft - by, 9.6}, st, slipLeast, "发放点 "+s.Point)
	c.textRight(slipRight, slipFootTop+6.6, st, "经办人 "+s.Operator)
	const top, high = slipFootTop + 11, slipEnd - slipFootTop - 11
	split := slipRight - 46
	c.frame(slipLeft, top, slipRight-slipLeft, high, 0.25, inkBlack)
	c.rule(split, top, split, top+high, 0.15, inkBlack)
	c.text(slipLeft+2, top+5, st, who.ZH)
	c.text(slipLeft+2, top+8.6, regular(8, inkLabel), who.EN)
	c.text(split+2, top+5, st, "日期")
	c.text(split+2+st.width("日期")+1.4, top+5, regular(8, inkLabel), "Date")
	c.textRight(slipRight-2, top+high-3, st, "　　年　　月　　日")
}
