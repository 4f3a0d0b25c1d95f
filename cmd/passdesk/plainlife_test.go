package main

import (
	"fmt"
	"strings"
	"testing"
)

// A recall in plain lines: several people stand under one number, and the name says
// which; the child's pass stays. Then what came of the paper, and the list of it.
func TestRecallInPlainLines(t *testing.T) {
	p := newPlace(t)
	p.init()
	father := p.issued(lineFather)
	child := p.issued(lineSon)
	p.printed(father)
	p.expect(exitDone, "", "sign", father)
	lines := func(answers ...string) string { return strings.Join(answers, "\n") + "\n" }
	s := p.expect(exitDone, lines("330212198505059315", "样例父", "1", "样例疾控通知", "yes", "list", ""), "recall", "--plain")
	for _, want := range []string{"孩子，证上是监护人号码", "已登记 recorded", "收回中 recalled", "同号登记的孩子，不收回", "密切接触者", "共 1 人"} {
		if !strings.Contains(s.out, want) {
			t.Errorf("%q is missing:\n%s", want, s.out)
		}
	}
	if strings.Contains(s.out, "\x1b") {
		t.Error("plain lines have escapes")
	}
	status := func(n string) any { return p.expect(exitDone, "", "show", n).lines(t)[0]["status"] }
	if status(father) != "recalled" || status(child) == "recalled" {
		t.Errorf("the father's is %v, the child's %v", status(father), status(child))
	}
	s = p.expect(exitDone, lines(father, "3", "人不在", father, "1", "送来了", "list"), "recall", "--plain")
	if !strings.Contains(s.out, "未找到 not_found") || !strings.Contains(s.out, "已收回 recalled_returned") || !strings.Contains(s.out, "共 0 人") {
		t.Errorf("outcomes: %s", s.out)
	}
	p.run("", "recall", "--plain", father, "--reason", "other")
	if s := p.expect(exitUsage, "", "recall", father); !strings.Contains(s.err, "--plain") {
		t.Errorf("no reason: %s", s.err)
	}
	// Nothing is recalled without the word yes, and another reason needs words.
	mother := p.issued(lineMother)
	p.expect(exitDone, lines(mother, "2", "", "no", mother, ""), "recall", "--plain")
	if s := p.run(lines(mother, "4", "", "yes"), "recall", "--plain"); s.code != exitFailed || !strings.Contains(s.out, "没有办成") || status(mother) == "recalled" {
		t.Errorf("other without a word: exit %d %s", s.code, s.out)
	}
	p.expect(exitDone, "", "verify")
}

// An appeal in plain lines, of a pass and of a refusal: lodged, read out, upheld;
// lodged again and changed, the data with it.
func TestAppealsInPlainLines(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.printed(n)
	p.expect(exitDone, "", "sign", n)
	p.run(`{"name":"样例老","document":{"number":"330204194605129036"},"facts":["close_contact"],"isolation":{"start":"2020-03-05"},"declared":true}`, "issue")
	lines := func(answers ...string) string { return strings.Join(answers, "\n") + "\n" }
	s := p.expect(exitDone, lines(n, "名字写错了", "户口簿", "样例老", "没有接触过", ""), "appeal", "lodge", "--plain")
	if strings.Count(s.out, "已受理 lodged") != 2 {
		t.Fatalf("lodged: %s", s.out)
	}
	all := p.expect(exitDone, "", "appeal", "list").lines(t)
	if len(all) != 2 {
		t.Fatalf("waiting: %v", all)
	}
	ofRefusal, ofPass := "", ""
	for _, a := range all {
		if id := strings.TrimSuffix(strings.TrimSpace(fmt.Sprint(a["id"])), ".0"); a["kind"] == "AppealLodged" {
			ofPass = id
		} else {
			ofRefusal = id
		}
		if a["lodged"] == nil || a["due"] != nil {
			t.Errorf("since and until: %v", a)
		}
	}
	s = p.expect(exitDone, lines("list", ofRefusal, "1", "样例员三月十日核对流调", "流调报告", ofPass, "2", "name 样例改", "", "1", "样例员看过", "户口簿", ""), "appeal", "decide", "--plain")
	for _, want := range []string{"共 2 件", "没有接触过", "名字写错了", "已决定 decided", "变更：资料已改，编号不变", "第 2 份", "名字写错了（材料：户口簿）", "提出申诉 appeal lodged"} {
		if !strings.Contains(s.out, want) {
			t.Errorf("%q is missing:\n%s", want, s.out)
		}
	}
	d := p.expect(exitDone, "", "show", n).lines(t)[0]
	if d["copy"] != 2.0 || len(d["outstanding"].([]any)) != 0 {
		t.Errorf("corrected: %v", d)
	}
	k := p.expect(exitDone, "", "queue", "show", ofRefusal).lines(t)[0]
	if k["state"] != "upheld" || !strings.Contains(fmt.Sprint(k), "evidence:流调报告") {
		t.Errorf("upheld: %v", k)
	}
	p.expect(exitUsage, "", "appeal", "decide", ofRefusal)
	p.expect(exitUsage, "", "appeal", "lodge", "--plain", n)
	p.expect(exitDone, "", "verify")
}

// A paper that a reprint replaced is named by recall list and in plain lines, and what came
// of it is taken down there.
func TestReplacedPapersInPlainLines(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.printed(n)
	p.expect(exitDone, "", "sign", n)
	p.expect(exitDone, "", "reprint", n, "--reason", "样例：弄湿了")
	p.printed(n)
	l := p.expect(exitDone, "", "recall", "list").lines(t)
	if len(l) != 1 || l[0]["number"] != n || l[0]["replaced"] != true || fmt.Sprint(l[0]["copies"]) != "[1]" || l[0]["ground"] != nil {
		t.Fatalf("the work list: %v", l)
	}
	s := p.expect(exitDone, "list\n"+n+"\n2\n样例：当面剪角\n\nlist\n", "recall", "--plain")
	for _, want := range []string{"换成第 2 份", "第 1 份是旧证，已换成第 2 份", "已登记 recorded", "共 0 人"} {
		if !strings.Contains(s.out, want) {
			t.Errorf("%q is missing:\n%s", want, s.out)
		}
	}
	if out := p.expect(exitDone, "", "recall", "list").out; strings.TrimSpace(out) != "" {
		t.Errorf("it was made void: %s", out)
	}
	p.expect(exitDone, "", "verify")
}

// What a decision found to be otherwise than declared is read out, from what to what.
func TestWhatWasFoundIsReadOut(t *testing.T) {
	p := newPlace(t)
	p.init()
	id := fmt.Sprint(p.run(`{"name":"样例老","document":{"number":"330204194605129036"},"facts":["close_contact"],"isolation":{"start":"2020-03-05"},"declared":true}`, "issue").lines(t)[0]["case"])
	lines := func(answers ...string) string { return strings.Join(answers, "\n") + "\n" }
	lodge := lines("样例老", "隔离的日子写错了", "解除单", "")
	p.expect(exitDone, lodge, "appeal", "lodge", "--plain")
	s := p.expect(exitDone, lines(id, "2", `isolation {"start":"2020-03-04"}`, "", "样例员三月十日核对解除单", "解除单", ""), "appeal", "decide", "--plain")
	if strings.Contains(s.out, " -> ") {
		t.Errorf("before anything was found: %s", s.out)
	}
	s = p.run(lines(id, "", ""), "appeal", "decide", "--plain") // decided already: it is read out, and that is all
	if want := `isolation: {"start":"2020-03-05"} -> {"start":"2020-03-04"}`; !strings.Contains(s.out, want) {
		t.Errorf("%s is missing:\n%s", want, s.out)
	}
}
