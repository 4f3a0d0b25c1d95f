package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"passdesk/printing/ipp"
)

// recalledPass makes a place with a pass in hand that is recalled, and one beside it.
func recalledPass(t *testing.T) (p *place, recalled, other string) {
	t.Helper()
	p = newPlace(t)
	p.init()
	p.expect(exitDone, "", "directory", "import", p.write("d.jsonl",
		`{"kind":"community","name":"样例社区","division":"330212","station":"931","address":"样例路 1 号","phone":"0574-00000000"}`+"\n"))
	lines := p.expect(exitDone, strings.Replace(lineFather, `"declared"`, `"building":"3幢","address":"样例路 77 弄","declared"`, 1)+lineMother+lineSon, "issue").lines(t)
	recalled, other = lines[0]["number"].(string), lines[1]["number"].(string)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("passes.pdf"))
	p.expect(exitDone, "", "sign", recalled, other)
	p.expect(exitDone, "", "recall", recalled, "--reason", "close_contact", "--note", "样例备注")
	return p, recalled, other
}

// notices writes notices of a kind and reads them back.
func (p *place) notices(kind string, of ...string) string {
	p.t.Helper()
	out := p.file(kind + ".pdf")
	p.expect(exitDone, "", append([]string{"print", "notices", "--kind", kind, "--out", out}, of...)...)
	return textOf(p.t, out)
}

func (p *place) says(what, said string, want, never []string) {
	p.t.Helper()
	for _, w := range want {
		if !strings.Contains(said, tight(w)) {
			p.t.Errorf("%s: no %q in\n%s", what, w, said)
		}
	}
	for _, n := range append(never, "330212198505059315", "样例备注") {
		if strings.Contains(said, tight(n)) {
			p.t.Errorf("%s: %q in\n%s", what, n, said)
		}
	}
}

// TestNoticesOfARecall: the holder is told which pass, why, and where; the volunteer
// whom to ask at which door; and what came back has its receipt.
func TestNoticesOfARecall(t *testing.T) {
	p, n, other := recalledPass(t)
	number := strings.Join([]string{n[:4], n[4:8], n[8:12], n[12:]}, " ")
	p.says("the notice", p.notices("recall", n), []string{"收回通知", "样例父", "330212********9315", number, "密切接触者", "对证件进行收回", "一码通",
		"样例路 1 号", "0574-00000000", "哪里申领哪里申诉", "持证人签收"}, []string{"天内"})
	if said := p.notices("recall", "--open"); !strings.Contains(said, "收回通知") {
		t.Errorf("all that are open:\n%s", said)
	}
	p.says("the door", p.notices("door", "--open"), []string{"上门收回单", "3幢", "样例路77弄", "样例父", number, "有关儿童", "样例长子", "本址应收1张", "未找到"}, []string{"样例母"})
	p.says("an empty receipt", p.notices("receipt", n), []string{"收回回执", number, "第1份", "收件人签字", "发放点留存", "交件人留存"}, []string{"经办人op"})
	p.expect(exitDone, "", "return", n, "--outcome", "returned")
	p.says("a receipt", p.notices("receipt", n), []string{"收回回执", "收件人op", "2020年"}, nil)

	for _, args := range [][]string{{"--kind", "recall"}, {"--kind", "recall", "--open", n}, {"--kind", "gate", n}, {"--kind", "appeal", "--open"}, {"--kind", "appeal", "x"}} {
		twoLanguages(t, p.expect(exitUsage, "", append([]string{"print", "notices", "--out", p.file("none.pdf")}, args...)...).err)
	}
	for _, args := range [][]string{{"--kind", "recall", n}, {"--kind", "door", other}, {"--kind", "decision", n}, {"--kind", "recall", "12931170009999"}} {
		twoLanguages(t, p.expect(exitFailed, "", append([]string{"print", "notices", "--out", p.file("none.pdf")}, args...)...).err)
	}
	if s := p.expect(exitDone, "", "print", "notices", "--open", "--out", p.file("none.pdf")); s.out != "" {
		t.Errorf("nothing is open: %s", s.out)
	}
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; len(l["faults"].([]any)) > 0 {
		t.Errorf("verify: %v", l)
	}
}

// TestGateSheetByScript: the recalled number, until when it is good where that is set,
// and nobody's name.
func TestGateSheetByScript(t *testing.T) {
	p, n, other := recalledPass(t)
	number := strings.Join([]string{n[:4], n[4:8], n[8:12], n[12:]}, " ")
	p.expect(exitDone, "", "reprint", other, "--reason", "样例损坏")
	again := strings.Join([]string{other[:4], other[4:8], other[8:12], other[12:]}, " ")
	p.says("the sheet", p.notices("gate"), []string{"失效证件编号表", "共2个", number, again + "≥2", "0574-00000000", "第1页共1页", "有效至＿"}, []string{"样例父", "样例母", "9315"})
	p.expect(exitDone, "", "settings", "set", "gate_sheet_hours", "24", "--reason", "样例")
	p.says("with a term", p.notices("gate"), []string{"有效至20"}, []string{"有效至＿"})
}

// TestNoticesOfAnAppeal: the form says against what and where it is heard; the
// decision what was decided, why, by whom, and what is left.
func TestNoticesOfAnAppeal(t *testing.T) {
	p, n, _ := recalledPass(t)
	p.says("a form", p.notices("appeal", n), []string{"申诉表", "样例父", "收回通行证", "密切接触者", "哪里申领哪里申诉", "证据材料", "申诉人签字"}, nil)
	id := fmt.Sprint(p.expect(exitDone, "", "appeal", "lodge", n, "--reason", "申请人的话").lines(t)[0]["id"])
	p.says("a form of what was lodged", p.notices("appeal", id), []string{"申诉日期2"}, []string{"申请人的话"})
	p.expect(exitDone, "", "appeal", "decide", n, "--decision", "uphold", "--reason", "社区两次核实")
	p.says("upheld", p.notices("decision", n), []string{"申诉决定书", "维持原决定", "理由：社区两次核实", "由经办人op决定", "有新证据"}, []string{"申请人的话", "变更："})
	p.expect(exitDone, "", "appeal", "reopen", n, "--reason", "申请人的话")
	p.expect(exitDone, "", "appeal", "decide", n, "--decision", "change", "--reason", "核实不是密接")
	p.says("changed", p.notices("decision", id), []string{"变更：撤销收回", "理由：核实不是密接"}, []string{"维持原决定", "有新证据"})
}

// TestClosingSlipByScript: the slip says what close said.
func TestClosingSlipByScript(t *testing.T) {
	p, _, _ := recalledPass(t)
	out := p.file("close.pdf")
	twoLanguages(t, p.expect(exitFailed, "", "print", "close", "--out", out).err)
	twoLanguages(t, p.expect(exitUsage, "", "print", "close", "--day", "x", "--out", out).err)
	said := p.expect(exitDone, "", "close").lines(t)[0]
	l := p.expect(exitDone, "", "print", "close", "--out", out).lines(t)[0]
	if l["head"] != said["head"] || l["event"] != said["event"] || l["day"] != said["day"] {
		t.Errorf("print close says %v, close %v", l, said)
	}
	numbers, sheets := said["numbers"].(map[string]any), said["sheets"].(map[string]any)
	text := tight(call(t, tool(t, "pdftotext"), "-raw", out, "-")) // line by line, as the eye reads it
	p.says("the slip", text, []string{"日结单", said["head"].(string), fmt.Sprintf("第%v号事件", said["event"]), fmt.Sprintf("签发%v", said["issued"]),
		fmt.Sprintf("通知收回%v", said["recalled"]), fmt.Sprintf("合计%v", numbers["total"]), fmt.Sprintf("未用%v", numbers["free"]), fmt.Sprintf("缺号%v", numbers["gaps"]),
		fmt.Sprintf("合计%v", sheets["total"]), fmt.Sprintf("打出%v", sheets["out"]), fmt.Sprintf("未签字%v", said["unsigned"]), "经办人签字", "负责人签字"}, []string{"样例父"})
}

// Notices go on the A4 that is in the tray, one A5 page as well as two side by side,
// unless the printer says otherwise.
func TestPaperOfALyingPage(t *testing.T) {
	p, n, other := recalledPass(t)
	p.expect(exitDone, "", "recall", other, "--reason", "symptoms")
	p.notices("recall", n, other)
	d, err := newDelivery("recall_notices", 2, p.file("recall.pdf"))
	if p.must(err); d.paper != ipp.A4 {
		t.Errorf("two to a sheet: %s", d.paper)
	}
	p.notices("recall", n)
	if d, err = newDelivery("recall_notices", 1, p.file("recall.pdf")); err != nil || d.paper != ipp.A5 || d.usual() != ipp.A4 {
		t.Errorf("one: %s, %s, %v", d.paper, d.usual(), err)
	}
}

// A close that was changed in the file is no slip to be signed.
func TestClosingSlipOfAChangedClose(t *testing.T) {
	p, _, _ := recalledPass(t)
	p.expect(exitDone, "", "close")
	p.change(eventChanged(`body=replace(body,'"issued":3','"issued":2')`, "kind='Closed'"))
	s := p.expect(exitDamaged, "", "print", "close", "--out", p.file("close.pdf"))
	twoLanguages(t, s.err)
	if _, err := os.Stat(p.file("close.pdf")); err == nil {
		t.Error("a slip was written")
	}
}
