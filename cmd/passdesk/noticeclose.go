package main

import (
	"fmt"
	"io"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/station"
)

// drawClosing writes the closing slip: the figures that the close counted, under
// its own head.
func (w paperwork) drawClosing(out io.Writer, c station.ClosingSlip) error {
	slip := printing.ClosingSlip{
		Head: w.head(printing.Text{ZH: "日结单", EN: "Close of the day"}, c.No), Counts: dayFigures(c), Open: openFigures(c),
		Event: c.No.String(), LogHead: c.Head, Closed: hourText(c.At), Operator: c.Operator,
	}
	slip.Day = c.Day
	if a := c.Account; a != nil {
		slip.Sums = []printing.Sum{numberSum(a.Numbers), sheetSum(a.Sheets)}
		slip.Papers = []printing.PaperList{
			{Label: printing.Text{ZH: "当日打坏", EN: "Spoiled on the day"}, Lines: mapped(a.Spoiled, paperText)},
			{Label: printing.Text{ZH: "没有回答打出来没有", EN: "Nobody has said what came out"}, Lines: mapped(a.Open, paperText)},
		}
	}
	return printing.Closing(out, slip, w.options())
}

func figure(zh, en string, n int) printing.Figure {
	return printing.Figure{Label: printing.Text{ZH: zh, EN: en}, Count: n}
}

func dayFigures(c station.ClosingSlip) []printing.Figure {
	all := []printing.Figure{
		figure("签发", "issued", c.Issued), figure("不予发证", "refused", c.Refused), figure("转办", "sent on", c.Referred),
		figure("同一人", "same person", c.SamePerson), figure("待核定", "parked", c.Parked), figure("特别通行", "special passes", c.Special),
		figure("打印", "printed", c.Printed), figure("签字", "signed", c.Signed), figure("取消", "cancelled", c.Cancelled),
		figure("通知收回", "recalled", c.Recalled), figure("核定", "settled", c.Settled), figure("申诉受理", "appeals", c.Appeals), figure("申诉决定", "decided", c.Decided),
	}
	if p := c.Papers; p != nil {
		all = append(all, figure("补打", "reprinted", p.Reprinted), figure("作废", "void", p.Voided), figure("挂失", "lost", p.Lost), figure("交回", "handed in", p.Returned))
	}
	if a := c.Account; a != nil {
		all = append(all, figure("送打印", "sent to print", a.Day.Sent), figure("打坏", "spoiled", a.Day.Spoiled), figure("没有打", "never printed", a.Day.None), figure("不明", "unknown", a.Day.Unknown))
	}
	return all
}

func openFigures(c station.ClosingSlip) []printing.Figure {
	all := []printing.Figure{figure("待核定", "to settle", c.Open), figure("申诉待决", "appeals", c.Appealed), figure("名单没列入", "rows not listed", c.Unlisted)}
	if a := c.Account; a != nil {
		all = append(all, figure("未打印", "not printed", a.Unprinted), figure("未签字", "not signed", a.Unsigned),
			figure("旧证在外", "earlier papers out", a.Outstanding), figure("纸未回答", "papers unanswered", registry.Unanswered(a.Open)))
	}
	if p := c.Papers; p != nil {
		all = append(all, figure("待收回", "to take back", p.ToFetch))
	}
	return all
}

// numberSum: every number of the station's code is in one state.
func numberSum(n registry.NumberSums) printing.Sum {
	return printing.Sum{Label: printing.Text{ZH: "编号", EN: "Numbers"}, Total: n.Total, Parts: []printing.Figure{
		figure("已发", "given", n.Assigned), figure("未用", "free", n.Free), figure("本册之前", "before our book", n.Before),
		figure("分叉停用", "lost in a fork", n.Lost), figure("缺号", "gaps", n.Gaps),
	}}
}

// sheetSum: every paper that was sent to a printer is in one state. They are counted one by
// one: a spoiled sheet of ten cards is ten of them.
func sheetSum(s registry.SheetSums) printing.Sum {
	return printing.Sum{Label: printing.Text{ZH: "证纸（份）", EN: "Papers of passes"}, Total: s.Total, Parts: []printing.Figure{
		figure("打出", "out", s.Out), figure("打坏", "spoiled", s.Spoiled), figure("不明", "unknown", s.Unknown), figure("未回答", "unanswered", s.Intended),
	}, Beside: []printing.Figure{figure("同一份重复打印", "second papers of a copy", s.Again)}}
}

func paperText(p registry.PaperSheets) string {
	return fmt.Sprintf("%s 第 %d 份 %d 次", registry.GroupDigits(p.Number), p.Copy, max(p.Spoiled, p.Intended+p.Unknown))
}
