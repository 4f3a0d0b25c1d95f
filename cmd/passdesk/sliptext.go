package main

import (
	"fmt"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// What a slip says of where the case stands: what kind of answer it is, what came
// of it since, and whether, where and on what an appeal may still be made.

// slipTitle says what kind of answer it is.
func slipTitle(s station.Slip) printing.Text {
	asked := scheme.Verdict{Outcome: s.Verdict.Outcome}
	switch {
	case s.Status == registry.CaseAppealed:
		return printing.Text{ZH: "申诉受理告知书", EN: "Notice: your appeal is being verified"}
	case s.Status == registry.CaseUpheld:
		return printing.Text{ZH: "申诉决定告知书", EN: "Notice: decision on your appeal"}
	case s.Status == registry.CaseOpen, asked.Parks() && s.Last.Event == 0:
		return printing.Text{ZH: "待核实告知书", EN: "Notice: your application is being verified"}
	case sendsOn(s.Verdict.Outcome):
		return printing.Text{ZH: "转办告知书", EN: "Notice of referral"}
	}
	return printing.Text{ZH: "不予发证告知书", EN: "Notice: no pass is issued"}
}

// slipFinding is what came of it since the day of the application.
func slipFinding(s station.Slip) printing.Text {
	switch {
	case s.Status == registry.CaseAppealed && s.Last.Kind == registry.AppealReopened:
		return printing.Text{ZH: "有新证据，申诉已重新受理，正在核实。", EN: "There is new evidence: the appeal is taken up again and being verified."}
	case s.Status == registry.CaseAppealed:
		return printing.Text{ZH: "已提出申诉，正在核实。", EN: "An appeal was lodged and is being verified."}
	case s.Status == registry.CaseUpheld:
		return printing.Text{ZH: "经申诉核实，维持原决定。", EN: "Verified on appeal: the decision stands."}
	case s.Status == registry.CaseClosed:
		return printing.Text{ZH: "经核实为同一人，请使用原证。", EN: "Verified: the same person; use the pass you have."}
	case s.Status == registry.CaseRefused && s.Last.Kind == registry.AppealDecided:
		return printing.Text{ZH: "经申诉核实，原来的理由不再成立；因上面的理由仍不予发证。", EN: "Verified on appeal: the first ground is gone. For the reason above no pass is issued yet."}
	case s.Status == registry.CaseRefused && s.Last.Event != 0:
		return printing.Text{ZH: "经核实，不予发证。", EN: "Verified: no pass is issued."}
	}
	return printing.Text{}
}

// slipDay is the day of what the slip tells.
func slipDay(s station.Slip) civil.Date {
	if s.Last.Event == 0 {
		return s.Day
	}
	return civil.On(s.Last.At, s.Last.At.Location())
}

// decidedText says who took the last step, and when. The first answer was told at
// the desk: its day stands at the head.
func decidedText(s station.Slip) printing.Text {
	if s.Last.Event == 0 {
		return printing.Text{}
	}
	did := printing.Text{ZH: "决定", EN: "Decided"}
	if s.Status == registry.CaseAppealed {
		did = printing.Text{ZH: "受理", EN: "Taken down"}
	}
	d, by := slipDay(s), s.Last.Operator
	if s.Last.By == station.ByPolice {
		return printing.Text{
			ZH: fmt.Sprintf("由公安决定；%d年%d月%d日由经办人 %s 录入。", d.Year(), d.Month(), d.Day(), by),
			EN: fmt.Sprintf("Decided by the police; recorded by %s on %s.", by, d),
		}
	}
	return printing.Text{
		ZH: fmt.Sprintf("%d年%d月%d日由经办人 %s %s。", d.Year(), d.Month(), d.Day(), by, did.ZH),
		EN: fmt.Sprintf("%s by %s on %s.", did.EN, by, d),
	}
}

// appealText is what the person may do, and who decides where that is not this point.
func (w paperwork) appealText(s station.Slip) printing.Text {
	t := w.againstText(s)
	if s.Police != nil && t != (printing.Text{}) {
		t.ZH += s.Police.Text.ZH
		t.EN += " " + s.Police.Text.EN
	}
	return t
}

// againstText says what the person may do against the answer now. A refusal is
// appealed at this point, which refused (哪里申领哪里申诉，核实后予以变更, 001); what is
// being verified is not appealed once more; where no hand changes a colour (人工无法干预或修改结果,
// 003) an appeal needs other facts; what was upheld is taken up again on
// new evidence alone; and a pass that is there is used.
func (w paperwork) againstText(s station.Slip) printing.Text {
	here := "“" + w.info.Point.Name + "”"
	switch s.Status {
	case registry.CaseOpen:
		return inTerm(s, printing.Text{
			ZH: "核实结果由" + here + "告知。结果是不予发证而您有异议的，哪里申领哪里申诉：带上本告知书和证件在这里提出。",
			EN: "This point will tell you the result. If it is no pass and you disagree, appeal here with this notice and your document.",
		})
	case registry.CaseAppealed:
		return printing.Text{
			ZH: "申诉正在核实，不用再次提出；结果由" + here + "告知。核实期间有补充材料的，交到这里。",
			EN: "The appeal is being verified: do not lodge another. This point will tell you the result, and takes what you have to add.",
		}
	case registry.CaseUpheld:
		return printing.Text{
			ZH: "申诉已经决定。有新证据的，请带上新证据、本告知书和证件，向" + here + "提出，可以重新受理。",
			EN: "The appeal is decided. With new evidence it may be reopened: bring it to this point with this notice and your document.",
		}
	case registry.CaseRefused:
		if sc := w.info.Scheme; sc.Final(s.Verdict.Rule) && sc.NoHand.Sentence != "" {
			return inTerm(s, printing.Text{
				ZH: "颜色由系统自动转换，人工不能改；转换后请重新申领。申报的情况有误的，哪里申领哪里申诉：请带上本告知书和证件，向" + here + "提出，核实后更正。",
				EN: "Nobody changes the colour by hand; once the system has changed it, apply again. If what was declared is wrong, appeal at this point with this notice and your document; it is corrected once verified.",
			})
		}
		return inTerm(s, printing.Text{
			ZH: "对本告知有异议的，哪里申领哪里申诉：请带上本告知书和证件，向" + here + "提出，核实后予以变更。",
			EN: "If you disagree, appeal at this point with this notice and your document; it is changed after verification.",
		})
	}
	return printing.Text{}
}

// inTerm names a term only where one is set.
func inTerm(s station.Slip, t printing.Text) printing.Text {
	if s.AppealDays > 0 {
		t.ZH += fmt.Sprintf("请在告知之日起%d天内提出。", s.AppealDays)
		t.EN += fmt.Sprintf(" Within %s.", scheme.Counted(s.AppealDays, "day"))
	}
	return t
}
