package main

import (
	"strings"
	"testing"
)

// TestPlainModeSaysWhatWasNotDone: a recall that was not wanted after all is said; a key too
// many at the declaration does not throw the application away, and no does; an appeal is
// decided and reopened for the name that it was lodged for.
func TestPlainModeSaysWhatWasNotDone(t *testing.T) {
	p := newPlace(t)
	p.init()
	answers := func(a ...string) string { return strings.Join(a, "\n") + "\n\n" }
	s := p.expect(exitDone, answers("样例父", "330212198505059315", "", "", "", "yes"), "issue", "--plain")
	if !strings.Contains(s.out, "请重答") || !strings.Contains(s.out, "ISSUE") {
		t.Errorf("an empty line at the declaration: %s", s.out)
	}
	for _, ends := range [][]string{{"no"}, {"", ""}} {
		s = p.run(answers(append([]string{"样例母", "330203198706069345", "", ""}, ends...)...), "issue", "--plain")
		if strings.Contains(s.out, "ISSUE") {
			t.Errorf("issued to whoever did not declare: %s", s.out)
		}
	}
	for _, no := range []string{"", "1\n样例疾控通知\nno"} {
		if s = p.run(answers("样例父", no), "recall", "--plain"); !strings.Contains(s.out, "没有收回") {
			t.Errorf("declined, and nothing is said: %s", s.out)
		}
	}
	p.expect(exitDone, answers("样例父", "写错了", ""), "appeal", "lodge", "--plain")
	for _, c := range []struct{ verb, who, says string }{{"decide", "样例父", "已决定"}, {"reopen", "330212198505059315", "已重新受理"}, {"decide", "330212198505059315", "已决定"}} {
		said := []string{c.who, "新的户口簿", ""}
		if c.verb == "decide" {
			said = []string{c.who, "维持", "样例员看过", "无"}
		}
		if s = p.expect(exitDone, answers(said...), "appeal", c.verb, "--plain"); !strings.Contains(s.out, c.says) {
			t.Errorf("%s by %s: %s", c.verb, c.who, s.out)
		}
	}
	if s = p.run(answers("样例无"), "appeal", "decide", "--plain"); !strings.Contains(s.out, "没有找到") {
		t.Errorf("nobody of that name: %s", s.out)
	}
}
