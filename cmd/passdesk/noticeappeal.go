package main

import (
	"cmp"
	"fmt"
	"time"

	"passdesk/printing"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// appealForm is filled in by hand; what the register knows stands on it.
func (w paperwork) appealForm(a station.AppealNotice) printing.Form {
	f := printing.Form{
		Head: w.head(printing.Text{ZH: "申诉表", EN: "Appeal"}, a.CaseNo), Name: a.Name, DocLabel: printing.Text(a.DocLabel), DocNumber: a.Masked,
		Child: a.Child, Guardian: a.Guardian, Copy: a.Copy, Against: printing.Text(a.Against), Decided: byWhom(a.Since, a.By, printing.Text{ZH: "作出", EN: "Told"}),
		Term: printing.Text(termText(a.Term)), Sentence: a.Sentence.Sentence, Paper: printing.Text(a.Paper), Operator: w.operator,
	}
	if !a.Number.IsZero() {
		f.Pass = a.Number.String()
	}
	if !a.Lodged.IsZero() {
		f.Lodged = dayInWords(a.Lodged)
	}
	if a.Police != nil {
		f.Goes = printing.Text(a.Police.Text)
	}
	return f
}

// appealDecision is for whoever appealed: 维持 or 变更, on what grounds, by whom.
func (w paperwork) appealDecision(a station.AppealNotice) printing.Slip {
	h := w.head(printing.Text{ZH: "申诉决定书", EN: "Decision on an appeal"}, a.CaseNo)
	s := printing.Slip{
		Title: h.Title, Pass: h.Pass, Case: h.Number, Day: civil.On(a.Decided.At, zone), Name: a.Name, DocLabel: printing.Text(a.DocLabel), DocNumber: a.Masked,
		Child: a.Child, Guardian: a.Guardian, About: printing.Text{ZH: "申诉事项", EN: "Against"}, Reason: printing.Text(a.Against), Finding: decisionText(a),
		Decided: decidedBy(a), Grounds: grounds(a.Decided), Sentence: a.Sentence.Sentence, Paper: printing.Text(a.Paper), Appeal: w.whereNext(a),
		Point: h.Point, Operator: w.operator, Receiver: printing.Text{ZH: "申诉人签收", EN: "Received by the appellant"}, Sample: h.Sample, Alone: h.Alone,
	}
	if !a.Number.IsZero() {
		s.Fields = []printing.Field{{Label: printing.Text{ZH: "证件编号", EN: "Pass number"}, Value: a.Number.Grouped()}}
	}
	return s
}

// grounds are why it was decided so, and on what evidence.
func grounds(h station.Happened) string {
	return h.Reason + "（材料：" + cmp.Or(h.Evidence, "没有写明") + "）"
}

// decisionText is the decision in one word, and what came of it.
func decisionText(a station.AppealNotice) printing.Text {
	switch {
	case a.Still != (scheme.Text{}):
		return printing.Text{ZH: "变更：原来的理由不再成立；因另一理由仍不予发证：" + a.Still.ZH, EN: "Changed: the first ground is gone. On another no pass is issued yet: " + a.Still.EN}
	case a.Upheld():
		return printing.Text{ZH: "维持原决定。", EN: "The decision stands."}
	case a.Came == (scheme.Text{}):
		return printing.Text{ZH: "变更。", EN: "Changed."}
	}
	return printing.Text{ZH: "变更：" + a.Came.ZH + "。", EN: "Changed. " + a.Came.EN + "."}
}

func decidedBy(a station.AppealNotice) printing.Text {
	if a.Decided.By == station.ByPolice {
		return printing.Text{ZH: "由公安决定；" + dayInWords(a.Decided.At) + "由经办人 " + a.Decided.Operator + " 录入。",
			EN: fmt.Sprintf("Decided by the police; recorded by %s on %s.", a.Decided.Operator, civil.On(a.Decided.At, zone))}
	}
	return byWhom(a.Decided.At, a.Decided.Operator, printing.Text{ZH: "决定", EN: "Decided"})
}

// byWhom says who did it, and when; nothing where that is not known.
func byWhom(at time.Time, by string, did printing.Text) printing.Text {
	if at.IsZero() {
		return printing.Text{}
	}
	return printing.Text{ZH: dayInWords(at) + "由经办人 " + by + " " + did.ZH + "。", EN: fmt.Sprintf("%s by %s on %s.", did.EN, by, civil.On(at, zone))}
}

func dayInWords(t time.Time) string {
	d := civil.On(t, zone)
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// whereNext is what is left to the person: no paper names another instance, so none
// is named.
func (w paperwork) whereNext(a station.AppealNotice) printing.Text {
	here := "“" + w.info.Point.Name + "”"
	switch {
	case a.Still != (scheme.Text{}):
		return printing.Text{ZH: "对上面的另一理由有异议的，仍可向" + here + "申诉，核实后予以变更。", EN: "The other ground may be appealed at this point too."}
	case a.Upheld():
		return printing.Text{ZH: "有新证据的，请带上新证据、本决定书和证件，向" + here + "提出，可以重新受理。",
			EN: "With new evidence it may be reopened: bring it to this point with this decision and your document."}
	}
	return printing.Text{}
}
