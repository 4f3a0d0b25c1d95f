package main

import (
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
		Title: slipTitle(s), Pass: printing.Text(w.info.Scheme.Title), Case: caseLabel(w.info, s.CaseNo),
		Name: s.Name, DocLabel: printing.Text(s.DocLabel), DocNumber: s.Masked, Child: s.Child, Guardian: s.Guardian, Proxy: s.Proxy,
		Day: slipDay(s), Reason: printing.Text(v.Reason), Finding: slipFinding(s), Decided: decidedText(s), Grounds: s.Last.Reason,
		Sentence: v.Cite, Paper: printing.Text(s.Paper),
		Advice: printing.Text(v.Advice), Change: printing.Text(v.Next.Reason), Appeal: w.appealText(s),
		Point: w.pointLine(), Operator: w.operator, Sample: w.info.Demo, Alone: w.info.OwnRoot,
	}
	for _, t := range v.StationSet {
		out.Set = append(out.Set, printing.Text(t))
	}
	for _, p := range v.Where {
		out.Places = append(out.Places, printing.Place{Name: p.Name, Address: p.Address, Phone: p.Phone, Hours: p.Hours})
	}
	switch {
	case len(v.Where) > 0:
	case sendsOn(v.Outcome):
		out.PlaceNote = printing.Text(noAddress)
	case w.info.Scheme.ForHealth(v.Outcome, v.Rule):
		out.Places, out.PlaceNote = []printing.Place{{Name: "卫健部门、发热门诊：＿＿＿＿＿＿＿＿＿＿", Phone: "＿＿＿＿＿＿＿＿＿＿"}}, printing.Text(healthByHand)
	}
	return out
}

// noAddress is said where the directory is silent: no address is made up.
var noAddress = scheme.Text{ZH: "本站没有载入站点通讯录，地址、电话请向工作人员询问，或拨打 12345、110。",
	EN: "This point has no directory: ask here for address and telephone, or ring 12345 or 110."}

// healthByHand is for who must not come back here and has to be told where else: no rule
// names the place, so the desk writes it in.
var healthByHand = scheme.Text{ZH: "（由工作人员填写）", EN: "Health department or fever clinic, and its telephone: written in by this desk."}

// sendsOn: the person has to go somewhere else.
func sendsOn(outcome string) bool { return strings.HasPrefix(outcome, "REFER") }

// caseLabel names a case on paper: the station, and the case's own name.
func caseLabel(i station.Info, no registry.CaseNo) string { return stationLabel(i) + "-" + no.String() }
