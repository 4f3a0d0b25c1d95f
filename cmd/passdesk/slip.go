package main

import (
	"fmt"
	"io"
	"strings"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// drawSlips writes what people take home who got no pass.
func (w paperwork) drawSlips(out io.Writer, slips []station.Slip) error {
	pages := make([]printing.Slip, 0, len(slips))
	for _, s := range slips {
		pages = append(pages, w.slip(s))
	}
	return printing.Slips(out, pages, w.options())
}

func (w paperwork) slip(s station.Slip) printing.Slip {
	v := s.Verdict
	out := printing.Slip{
		Title: slipTitle(s), Pass: printing.Text(w.info.Scheme.Title), Case: caseLabel(w.info, s.Case),
		Name: s.Name, DocLabel: printing.Text(s.DocLabel), DocNumber: s.Masked, Guardian: s.Guardian, Proxy: s.Proxy,
		Day: s.Day, Reason: printing.Text(v.Reason), Finding: slipFinding(s), Sentence: v.Cite, Paper: printing.Text(s.Paper),
		Advice: printing.Text(v.Advice), Change: printing.Text(v.Next.Reason), Appeal: w.appealText(s),
		Point: w.info.Point.Name, Operator: w.operator, Sample: w.info.Demo, Alone: w.info.OwnRoot,
	}
	for _, p := range v.Where {
		out.Places = append(out.Places, printing.Place{Name: p.Name, Address: p.Address, Phone: p.Phone, Hours: p.Hours})
	}
	if len(v.Where) == 0 && sendsOn(v.Outcome) {
		out.PlaceNote = printing.Text(noAddress)
	}
	return out
}

// noAddress is said where the directory is silent: no address is made up.
var noAddress = scheme.Text{ZH: "本站没有载入站点通讯录，地址、电话请向工作人员询问，或拨打 12345、110。",
	EN: "This point has no directory: ask here for address and telephone, or ring 12345 or 110."}

// sendsOn: the person has to go somewhere else.
func sendsOn(outcome string) bool { return strings.HasPrefix(outcome, "REFER") }

// caseLabel names a case on paper: the station and the event that began it.
func caseLabel(i station.Info, id int64) string { return fmt.Sprintf("%s-%d", stationLabel(i), id) }

// slipTitle says what kind of answer it is.
func slipTitle(s station.Slip) printing.Text {
	asked := scheme.Verdict{Outcome: s.Verdict.Outcome}
	switch {
	case s.Status == registry.CaseOpen, asked.Parks() && !s.Settled:
		return printing.Text{ZH: "待核实告知书", EN: "Notice: your application is being verified"}
	case sendsOn(s.Verdict.Outcome):
		return printing.Text{ZH: "转办告知书", EN: "Notice of referral"}
	}
	return printing.Text{ZH: "不予发证告知书", EN: "Notice: no pass is issued"}
}

// slipFinding is what came of it since the day of the application.
func slipFinding(s station.Slip) printing.Text {
	switch {
	case s.Status == registry.CaseAppealed:
		return printing.Text{ZH: "已提出申诉，正在核实。", EN: "An appeal was lodged and is being verified."}
	case s.Status == registry.CaseUpheld:
		return printing.Text{ZH: "经申诉核实，维持原决定。", EN: "Verified on appeal: the decision stands."}
	case s.Status == registry.CaseClosed:
		return printing.Text{ZH: "经核实为同一人，请使用原证。", EN: "Verified: the same person; use the pass you have."}
	case s.Status == registry.CaseRefused && s.Settled:
		return printing.Text{ZH: "经核实，不予发证。", EN: "Verified: no pass is issued."}
	}
	return printing.Text{}
}

// appealText says where to appeal: at this point, which refused
// (哪里申领哪里申诉，核实后予以变更, 001). A term is named only where one is set.
func (w paperwork) appealText(s station.Slip) printing.Text {
	point := w.info.Point.Name
	t := printing.Text{
		ZH: "对本告知有异议的，哪里申领哪里申诉：请带上本告知书和证件，向“" + point + "”提出，核实后予以变更。",
		EN: "If you disagree, appeal at this point with this notice and your document; it is changed after verification.",
	}
	if s.AppealDays > 0 {
		t.ZH += fmt.Sprintf("请在告知之日起%d天内提出。", s.AppealDays)
		t.EN += fmt.Sprintf(" Within %d days.", s.AppealDays)
	}
	return t
}
