package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// Notices on paper: what the station knows of a recall, an appeal, a close, turned
// into what printing draws.

// drawNotices writes notices of one kind; A5 pages lie two to an A4 where there are
// several.
func (w paperwork) drawNotices(out io.Writer, n station.Notices) error {
	o := w.options()
	o.TwoUp = n.Count() > 1
	switch n.Kind {
	case station.RecallNotices:
		return printing.Slips(out, mapped(n.Passes, w.recallNotice), o)
	case station.ReturnReceipts:
		return printing.Receipts(out, mapped(n.Passes, w.receipt), o)
	case station.DoorSlips:
		doors := mapped(n.Doors, w.door)
		for i := range doors {
			doors[i].Number += fmt.Sprintf("　%d/%d", i+1, len(doors))
		}
		return printing.Doors(out, doors, o)
	case station.AppealForms:
		return printing.Forms(out, mapped(n.Appeals, w.appealForm), o)
	case station.GateSheets:
		return w.drawGate(out, n.Gate)
	case station.ClosingSlips:
		return w.drawClosing(out, n.Closing)
	}
	return printing.Slips(out, mapped(n.Appeals, w.appealDecision), o)
}

// noticeFile names a file of notices by what they are and the first number on them,
// which is no personal data.
func (w paperwork) noticeFile(n station.Notices) string {
	name := strings.ReplaceAll(strings.TrimSuffix(string(n.Kind), "s"), "_", "-")
	switch {
	case n.Kind == station.ClosingSlips:
		return name + "-" + n.Closing.Day.String()
	case n.Kind == station.GateSheets:
		return name + "-" + civil.On(n.Gate.Made, zone).String()
	case len(n.Passes) > 0:
		return name + "-" + n.Passes[0].Number.String()
	case len(n.Appeals) > 0 && n.Appeals[0].Case != 0:
		return name + "-" + caseLabel(w.info, n.Appeals[0].CaseNo)
	case len(n.Appeals) > 0:
		return name + "-" + n.Appeals[0].Number.String()
	}
	return name + "-" + civil.On(w.made, zone).String()
}

func mapped[A, B any](all []A, f func(A) B) []B {
	out := make([]B, 0, len(all))
	for _, a := range all {
		out = append(out, f(a))
	}
	return out
}

// head is what stands at the head of a notice, made today under an event's number, or the
// name of a case.
func (w paperwork) head(title printing.Text, under registry.CaseNo) printing.Head {
	number := stationLabel(w.info)
	if under.Event != 0 {
		number = caseLabel(w.info, under)
	}
	return printing.Head{
		Pass: printing.Text(w.info.Scheme.Title), Title: title, Number: number, Day: civil.On(w.made, zone),
		Point: w.pointLine(), Sample: w.info.Demo, Alone: w.info.OwnRoot,
	}
}

// pointLine is this point with address and telephone, where the directory has them.
func (w paperwork) pointLine() string { return placeInLine(w.point) }

func placeInLine(p station.Place) string {
	var parts []string
	for _, part := range []string{p.Name, p.Address, phoneText(p.Phone)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "，")
}

func phoneText(phone string) string {
	if phone == "" {
		return ""
	}
	return "电话 " + phone
}

func placeOnPaper(p station.Place) printing.Place {
	return printing.Place{Name: p.Name, Address: p.Address, Phone: p.Phone, Hours: p.Hours}
}

// recallNotice is for the holder: which paper, why, what to do, where.
func (w paperwork) recallNotice(n station.PassNotice) printing.Slip {
	h := w.head(printing.Text{ZH: "收回通知", EN: "Notice of recall"}, n.No)
	s := printing.Slip{
		Title: h.Title, Pass: h.Pass, Case: h.Number, Day: civil.On(n.Day, zone), Name: n.Name, DocLabel: printing.Text(n.DocLabel), DocNumber: n.Masked,
		Child: n.Child, Guardian: n.Guardian, Fields: []printing.Field{{Label: printing.Text{ZH: "证件编号", EN: "Pass number"}, Value: numberAndCopies(n)}},
		Reason: printing.Text(n.Reason), Sentence: n.Cite, Paper: printing.Text(n.Paper), Advice: handItIn(n),
		Places: []printing.Place{placeOnPaper(n.Where)}, Appeal: w.appealOfPass(n),
		Point: h.Point, Operator: w.operator, Receiver: printing.Text{ZH: "持证人签收", EN: "Received by the holder"}, Sample: h.Sample, Alone: h.Alone,
	}
	if n.Where.Address == "" && n.Where.Phone == "" {
		s.PlaceNote = printing.Text{ZH: "交到发证的这个发放点。", EN: "Bring it to this issuing point."}
	}
	return s
}

func numberAndCopies(n station.PassNotice) string {
	var copies []string
	for _, c := range n.Copies {
		copies = append(copies, fmt.Sprintf("第 %d 份", c))
	}
	return n.Number.Grouped() + "　" + strings.Join(copies, "、")
}

// handItIn says what to do; a term only where one is set.
func handItIn(n station.PassNotice) printing.Text {
	t := printing.Text{
		ZH: "这张证从现在起不能使用。请带上本通知，把证交回下面的地点，并领取回执。",
		EN: "The pass may not be used from now on. Bring it to the place below with this notice, and take the receipt.",
	}
	if n.Days > 0 {
		t.ZH += fmt.Sprintf("请在通知之日起%d天内交回。", n.Days)
		t.EN += fmt.Sprintf(" Within %s.", scheme.Counted(n.Days, "day"))
	}
	return t
}

// appealOfPass: where it was issued (哪里申领哪里申诉, 001), and who decides where that
// is not this point.
func (w paperwork) appealOfPass(n station.PassNotice) printing.Text {
	t := printing.Text{
		ZH: "对收回有异议的，哪里申领哪里申诉：请带上本通知和证件，向“" + w.info.Point.Name + "”提出，核实后予以变更。",
		EN: "If you disagree, appeal at this point, which issued the pass, with this notice and your document; it is changed after verification.",
	}
	if n.Term > 0 {
		t.ZH += fmt.Sprintf("请在通知之日起%d天内提出。", n.Term)
		t.EN += fmt.Sprintf(" Within %s.", scheme.Counted(n.Term, "day"))
	}
	if n.Police != nil {
		t.ZH += n.Police.Text.ZH
		t.EN += " " + n.Police.Text.EN
	}
	return t
}

// receipt is for whoever handed a paper in; what is not known yet is written by hand.
func (w paperwork) receipt(n station.PassNotice) printing.Receipt {
	title := printing.Text{ZH: "交回回执", EN: "Receipt for a paper handed in"}
	if n.Recalled {
		title = printing.Text{ZH: "收回回执", EN: "Receipt for a recalled paper"}
	}
	r := printing.Receipt{
		Head: w.head(title, n.No), Pass: n.Number.String(), Copies: n.Copies, Name: n.Name,
		DocLabel: printing.Text(n.DocLabel), DocNumber: n.Masked, Guardian: n.Guardian,
	}
	if n.Back {
		r.When, r.Taker = hourText(n.Day), n.Operator
	}
	return r
}

// hourText is a day and an hour as they stand on Chinese paper.
func hourText(t time.Time) string {
	t = t.In(zone)
	return fmt.Sprintf("%d年%d月%d日 %02d:%02d", t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute())
}

// door is for whoever goes there. Who lives nobody knows where may be rung up.
func (w paperwork) door(d station.Door) printing.Door {
	out := printing.Door{Head: w.head(printing.Text{ZH: "上门收回单", EN: "Papers to be fetched at this address"}, registry.CaseNo{}), Building: d.Building, Address: d.Address, Operator: w.operator}
	for _, p := range d.People {
		for _, c := range p.Copies {
			row := doorPaper(p.Bearer, c)
			if d.Address == "" && d.Building == "" {
				row.Note = phoneText(p.Phone)
			}
			out.Papers = append(out.Papers, row)
		}
	}
	for _, p := range d.Children {
		out.Children = append(out.Children, doorPaper(p.Bearer, p.Copy))
	}
	return out
}

func doorPaper(b station.Bearer, copy int) printing.DoorPaper {
	p := printing.DoorPaper{Number: b.Number.String(), Copy: copy, Name: b.Name, DocNumber: b.Masked}
	if b.Guardian != "" {
		p.Note = "监护人 " + b.Guardian
	}
	return p
}

// drawGate writes the sheet for a guard with no device.
func (w paperwork) drawGate(out io.Writer, g station.GateSheet) error {
	sheet := printing.GateSheet{
		Pass: printing.Text(w.info.Scheme.Title), Title: printing.Text{ZH: "失效证件编号表", EN: "Numbers whose paper is good no longer"},
		Area: "本站登记册（" + stationLabel(w.info) + "）", Point: w.pointLine(), Made: hourText(g.Made), Sample: w.info.Demo, Alone: w.info.OwnRoot,
	}
	if !g.Until.IsZero() {
		sheet.Until = hourText(g.Until)
	}
	for _, n := range g.Numbers {
		sheet.Numbers = append(sheet.Numbers, printing.GateNumber{Number: n.Number.String(), Good: n.Good})
	}
	return printing.Gate(out, sheet, w.options())
}

// termText tells a term only where one is set.
func termText(days int) scheme.Text {
	if days == 0 {
		return scheme.Text{}
	}
	return scheme.Text{ZH: fmt.Sprintf("申诉期限：告知之日起%d天内。", days), EN: fmt.Sprintf("To be lodged within %s of having been told.", scheme.Counted(days, "day"))}
}
