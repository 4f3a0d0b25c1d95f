package main

import (
	"fmt"
	"strings"
	"testing"
)

func answers(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

// What cannot be an answer is said at once and asked for again; full-width digits and
// Chinese words are taken, and nothing that was answered is lost.
func TestPlainModeAsksAgainAtOnce(t *testing.T) {
	p := newPlace(t)
	p.init()
	s := p.expect(exitDone, answers("样例父", "330212198505059316", "３３０２１２１９８５０５０５９３１５", "99", "abc", "", "37.9x", "３６。５度", "yes"), "issue", "--plain")
	if strings.Count(s.out, "请重答 once more") != 4 || !strings.Contains(s.out, "签发 ISSUE") {
		t.Errorf("asked again:\n%s", s.out)
	}
	s = p.expect(exitDone, answers("样例母", "330203198706069345", "１０，１２", "36.5", "是", "样例老", "330204194605129036", "发热", "36.5", "yes"), "issue", "--plain")
	if strings.Count(s.out, "REFUSE") != 2 || strings.Contains(s.out, "请重答") {
		t.Errorf("words and full-width digits:\n%s", s.out)
	}
	s = p.expect(exitDone, answers("样例子", "", "父亲", "样例父", "330212198505059315", "2014-13-01", "2014年4月1日", "男", "", "", "yes"), "issue", "--plain")
	if strings.Count(s.out, "请重答") != 1 || !strings.Contains(s.out, "签发 ISSUE") {
		t.Errorf("a child:\n%s", s.out)
	}
}

// Everything that an application may say can be added before the declaration, under its
// name or in Chinese; what the check takes for none is not.
func TestPlainModeReachesEverything(t *testing.T) {
	p := newPlace(t)
	p.init()
	s := p.expect(exitDone, answers("样例子", "", "父亲", "样例父", "330212198505059315", "2014-04-01", "M", "", "36.5", "?",
		"电话 0574-00000000", "address 样例路1号", "楼栋 5幢", "household H-1", "other_parent 样例母 330203198706069346", "other_parent 样例母 330203198706069345 母亲",
		"proxy 样例邻 邻居 家长隔离", "been 北京 2020-01-02", "isolation.days_done 15", "没有这项 x", "isolation.release_paper 是", "yes"), "issue", "--plain")
	if strings.Count(s.out, "已补 added") != 9 || strings.Count(s.out, "请重答") != 2 || !strings.Contains(s.out, "isolation.days_done 已隔离天数") || !strings.Contains(s.out, "签发 ISSUE") {
		t.Fatalf("added:\n%s", s.out)
	}
	a := p.expect(exitDone, "", "find", "样例子").lines(t)[0]
	shown := p.expect(exitDone, "", "show", a["number"].(string)).out
	for _, want := range []string{"0574-00000000", "样例路1号", "5幢", "H-1", "样例母", "样例邻", "days_done"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not kept: %s", want, shown)
		}
	}
	s = p.expect(exitDone, answers("样例老", "330204194605129036", "", "", "fact been_to_key_area 2020-03-09", "yes"), "issue", "--plain")
	if !strings.Contains(s.out, "REFUSE") {
		t.Errorf("a fact with its day:\n%s", s.out)
	}
}

// The same answers and the same refusal again are the case that there is.
func TestPlainModeMakesNoSecondCase(t *testing.T) {
	p := newPlace(t)
	p.init()
	fever := answers("样例父", "330212198505059315", "", "38.2", "", "yes")
	p.expect(exitDone, fever, "issue", "--plain")
	s := p.expect(exitDone, fever, "issue", "--plain")
	newest := fmt.Sprint("没有另立：案件 ", p.expect(exitDone, "", "find", "样例父").lines(t)[0]["case"], "\n")
	if !strings.Contains(s.out, "REFUSE") || !strings.Contains(s.out, newest) {
		t.Errorf("told again, want %q:\n%s", newest, s.out)
	}
	if s := p.expect(exitDone, answers("样例父", "330212198505059315", "", "38.6", "", "yes"), "issue", "--plain"); strings.Contains(s.out, "没有另立") {
		t.Errorf("another temperature:\n%s", s.out)
	}
}

// Input that ends in the middle of one is told and fails; what was done before stays.
func TestPlainInputThatEnds(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	for _, verb := range [][]string{{"issue", "--plain"}, {"recall", "--plain"}, {"appeal", "lodge", "--plain"}} {
		in := n
		if verb[0] == "issue" {
			in = answers("样例母", "330203198706069345")
		}
		s := p.expect(exitFailed, in, verb...)
		if !strings.Contains(s.out, "not done: the input ended") {
			t.Errorf("%v: %s", verb, s.out)
		}
	}
	p.expect(exitPart, answers("样例母", "330203198706069345", "", "", "yes", "样例老"), "issue", "--plain")
}

// What cannot be done in the state or by the role is said before anything is asked; a
// number with a wrong digit is called that; new evidence is heard a second time.
func TestPlainModeLooksFirst(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.printed(n)
	p.expect(exitDone, "", "sign", n)
	bad := n[:len(n)-1] + string('0'+(n[len(n)-1]-'0'+1)%10)
	for _, verb := range [][]string{{"appeal", "lodge", "--plain"}, {"appeal", "decide", "--plain"}, {"recall", "--plain"}} {
		if s := p.run(answers(bad), verb...); s.code != exitFailed || !strings.Contains(s.out, "校验位不符") {
			t.Errorf("%v: %d %s", verb, s.code, s.out)
		}
	}
	if s := p.run("", "appeal", "lodge", bad, "--reason", "样例"); s.code == exitDone || !strings.Contains(s.err, "校验位不符") {
		t.Errorf("by script: %s", s.err)
	}
	p.expect(exitDone, answers(n, "写错了", ""), "appeal", "lodge", "--plain")
	s := p.expect(exitDone, answers(n, "维持", "样例员看过", "", "无"), "appeal", "decide", "--plain")
	if !strings.Contains(s.out, "维持 upheld") {
		t.Fatalf("decided by the word: %s", s.out)
	}
	if s := p.run(answers(n), "appeal", "decide", "--plain"); s.code != exitFailed || strings.Contains(s.out, "决定：1") {
		t.Errorf("decided already: %d %s", s.code, s.out)
	}
	s = p.expect(exitDone, answers(n, "新的户口簿", ""), "appeal", "reopen", "--plain")
	if !strings.Contains(s.out, "已重新受理") {
		t.Errorf("reopened: %s", s.out)
	}
	p.expect(exitDone, answers(n, "change", "name 样例改", "", "作废", "样例员看过", "无"), "appeal", "decide", "--plain")
	p.expect(exitUsage, "", "appeal", "reopen")
	p.expect(exitDone, answers(n, "1", "", "yes"), "recall", "--plain")
}

// TestTheFormerNumberIsWrittenFromTheOldPaper: where the register does not know it.
func TestTheFormerNumberIsWrittenFromTheOldPaper(t *testing.T) {
	p := newPlace(t)
	p.init()
	s := p.expect(exitDone, answers("样例父", "330212198505059315", "", "", "former 1213 1170 0042 29", "former 1213 1170 0042 28", "yes"), "issue", "--plain")
	if strings.Count(s.out, "原编号不是一个通行证编号") != 1 || !strings.Contains(s.out, "签发 ISSUE") {
		t.Errorf("a slip in the number:\n%s", s.out)
	}
	if found := p.expect(exitDone, "", "find", "330212198505059315").lines(t); len(found) != 1 {
		t.Errorf("found %v", found)
	} else if show := p.expect(exitDone, "", "show", found[0]["number"].(string)).out; !strings.Contains(show, "12131170004228") {
		t.Errorf("the pass does not name the former: %s", show)
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("former.pdf"))
	if said := textOf(t, p.file("former.pdf")); strings.Count(said, "原编号12131170004228") != 1 {
		t.Errorf("nor does its paper:\n%s", said)
	}
}
