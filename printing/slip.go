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
	Fields    []Field    // what else tells it apart: 证件编号
	Child     bool       // a guardian was told, and signs
	Guardian  string     // whose name is known; else there is a line to write it on
	Proxy     string     // who came for somebody who cannot; else ""
	Day       civil.Date // required
	About     Text       // head of the reason; empty: 原因
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
	Point     string // the issuing point that answers for it, with what is known of address and telephone
	Receiver  Text   // who signs for having got it; empty: the applicant
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

func (s Slip) head() Head {
	return Head{Pass: s.Pass, Title: s.Title, Number: s.Case, Day: s.Day, Point: s.Point, Sample: s.Sample, Alone: s.Alone}
}

// Slips writes the slips one after the other, an A5 page each: half the paper of
// a pass's sheet, and large enough for old eyes. Chinese is 11 points at least;
// where a long sentence leaves no room the English goes first, and what still
// has no room stands on a second page. Nothing is cut.
func Slips(w io.Writer, slips []Slip, o Options) error {
	title := ""
	if len(slips) > 0 {
		title = slips[0].Title.ZH
	}
	return notices(w, title, slips, o, (*canvas).slip)
}

func (c *canvas) slip(s Slip) {
	c.leaf()
	top := c.slipHead(s)
	parts := s.fitted(slipFootTop - 2 - top)
	end := c.slipParts(s, parts, top)
	if end > slipFootTop-2+1e-6 {
		c.nextLeaf(s.head())
	}
	c.slipFoot(s)
}

// slipHead is the pass, the title, the case, the person; the answer is where the
// parts begin.
func (c *canvas) slipHead(s Slip) float64 {
	y := c.titled(s.head(), slipLeft, slipRight, 0)
	rows := []row{{Text{"姓名", "Name"}, named(s.Name)}, {s.DocLabel.or(Text{"证件号码", "Document"}), s.DocNumber}}
	for _, f := range s.Fields {
		rows = append(rows, row{f.Label, f.Value})
	}
	return c.noticeRows(slipLeft, slipRight, y, append(rows,
		row{guardian, guardianOf(s.Child, s.Guardian)}, row{Text{"代办人", "Proxy"}, s.Proxy}, row{Text{"手写字", "Write in"}, c.handwritten(s.Name, s.Guardian, proxyName(s.Proxy))}))
}

// slipFoot is who answers for it, and the line to sign for having been told.
func (c *canvas) slipFoot(s Slip) {
	who := s.Receiver.or(Text{"申领人签收", "Received by the applicant"})
	switch {
	case s.Proxy != "":
		who = Text{"代办人签收", "Received by the proxy"}
	case s.Child || s.Guardian != "":
		who = Text{"监护人签收", "Received by the guardian"}
	}
	c.rule(slipLeft, slipFootTop, slipRight, slipFootTop, 0.35, inkGreen)
	c.pointLine(slipLeft, slipRight, slipFootTop, s.Point, s.Operator)
	c.signBox(slipLeft, slipRight, slipFootTop+11, slipEnd-slipFootTop-11, who)
}
