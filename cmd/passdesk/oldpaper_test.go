package main

import (
	"fmt"
	"strings"
	"testing"
)

// A correction that an appeal brought is not done while the paper before is out: the
// decision says so, and the list of appeals keeps the case until the paper is marked.
func TestADecisionSaysThatTheOldPaperIsOpen(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.printed(n)
	p.expect(exitDone, "", "sign", n)
	p.expect(exitDone, "", "appeal", "lodge", n, "--reason", "样例：名字错了")
	got := p.expect(exitDone, "", "appeal", "decide", n, "--decision", "change", "--facts", `{"name":"样例父亲"}`, "--reason", "样例：看了身份证")
	twoLanguages(t, got.err)
	if open := fmt.Sprint(got.lines(t)[0]["outstanding"]); open != "[1]" || !strings.Contains(got.err, "第 1 份旧证还在外") {
		t.Errorf("outstanding %s, told %s", open, got.err)
	}
	if all := p.expect(exitDone, "", "appeal", "list").lines(t); len(all) != 1 || fmt.Sprint(all[0]["outstanding"]) != "[1]" {
		t.Errorf("listed: %v", all)
	}
	p.expect(exitDone, "", "void", n, "--copy", "1", "--reason", "样例：当面剪角")
	if out := p.expect(exitDone, "", "appeal", "list").out; strings.TrimSpace(out) != "" {
		t.Errorf("listed when it is done: %s", out)
	}
}

// Who names a step that the case is past is told the one that does it.
func TestTheStepOfAnAppealThatDoesIt(t *testing.T) {
	p := newPlace(t)
	p.init()
	id := p.decided(lineRefused, "REFUSE+ISOLATE7")
	says := func(want string, args ...string) {
		t.Helper()
		got := p.expect(exitFailed, "", args...)
		twoLanguages(t, got.err)
		if !strings.Contains(got.err, want) {
			t.Errorf("%v: %s, want %s", args, got.err, want)
		}
	}
	says("appeal lodge "+id, "appeal", "reopen", id, "--reason", "样例：又来了")
	p.expect(exitDone, "", "appeal", "lodge", id, "--reason", "样例：没有发热")
	says("appeal decide "+id, "appeal", "lodge", id, "--reason", "样例：没有发热")
	p.expect(exitDone, "", "appeal", "decide", id, "--decision", "uphold", "--reason", "样例：体温没有变")
	says("appeal reopen "+id, "appeal", "lodge", id, "--reason", "样例：没有发热")
	p.expect(exitDone, "", "appeal", "reopen", id, "--reason", "样例：有新的化验单")
	p.expect(exitDone, "", "appeal", "decide", id, "--decision", "change", "--reason", "样例：化验单")
	says("appeal lodge", "appeal", "reopen", id, "--reason", "样例：又来了")
}

// A reprint whose reason and whose old paper contradict each other is turned down, and
// nothing was done; the line of one that was done says what was said of the old paper.
func TestAReprintDoesNotContradictItself(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.printed(n)
	p.expect(exitDone, "", "sign", n)
	for old, reason := range map[string]string{"returned": "原纸遗失", "void": "lost on the way", "lost": "原纸损坏"} {
		got := p.expect(exitFailed, "", "reprint", n, "--reason", reason, "--old", old)
		if said := got.out + got.err; !strings.Contains(said, "旧证的下落却是") || !strings.Contains(said, "the reason says that the old paper is") {
			t.Errorf("%s, %s: %s", reason, old, said)
		}
	}
	p.expect(exitDone, "", "reprint", n, "--reason", "原纸遗失", "--old", "lost")
	shown := p.expect(exitDone, "", "show", n).out
	if !strings.Contains(shown, `"old":"lost"`) || strings.Count(shown, `"kind":"Reprinted"`) != 1 {
		t.Errorf("shown: %s", shown)
	}
}
