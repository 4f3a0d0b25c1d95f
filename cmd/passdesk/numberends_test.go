package main

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
)

// TestANumberThatUpstreamEndsGetsNoMorePaper: neither while its task is open nor once it
// is done is a paper made of it again, by no way that the desk has; the refusal says which
// number the person has, or where a new one is given. What could not be done ends nothing.
func TestANumberThatUpstreamEndsGetsNoMorePaper(t *testing.T) {
	for _, kind := range []registry.TaskKind{registry.TaskDuplicate, registry.TaskReissue} {
		t.Run(string(kind), func(t *testing.T) {
			p, first := issuedPlace(t)
			b := p.enrolled()
			line := person(71).line("r-71")
			n := p.expect(exitDone, line, "issue").lines(t)[0]["number"].(string)
			p.expect(exitDone, "", "print", "passes", n, "--out", p.file("pass.pdf"))
			says := map[registry.TaskKind]string{registry.TaskDuplicate: "以那个号为准", registry.TaskReissue: "得到新号"}[kind]
			refused := func(args ...string) {
				t.Helper()
				before := p.events()
				if s := p.run("", args...); s.code == exitDone || !strings.Contains(s.err, says) || kind == registry.TaskDuplicate && !strings.Contains(s.err, first) {
					t.Errorf("%v: exit %d, %s", args, s.code, s.err)
				}
				if p.events() != before {
					t.Errorf("%v left an event", args)
				}
			}
			sent := registry.Task{ID: "t-1", Kind: kind, Number: n, Other: first}
			p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), b.parcelMade(), sentBody(registry.SentTask, sent)))
			refused("reprint", n, "--reason", "样例")
			p.expect(exitDone, "", "recall", n, "--reason", "other", "--note", "样例")
			p.expect(exitDone, "", "queue", "settle", "t-1", "--decision", "done", "--reason", "样例")
			p.expect(exitDone, "", "return", n, "--outcome", "returned")
			refused("reinstate", n, "--reason", "样例")
			again := p.expect(exitDone, strings.Replace(line, "r-71", "r-72", 1), "issue").lines(t)[0]
			if again["outcome"] != "ASK_SUPERVISOR" {
				t.Fatalf("applied for again: %v", again)
			}
			settle := []string{"queue", "settle", fmt.Sprint(again["case"]), "--decision", "issue", "--reason", "样例"}
			if kind == registry.TaskDuplicate {
				refused(settle...)
			} else if got := p.expect(exitDone, "", settle...).lines(t)[0]; got["outcome"] != "ISSUE" || got["number"] == n || got["copy"] != 1.0 {
				t.Errorf("settled as the holder of a number that ended: %v", got)
			}
			p.expect(exitDone, "", "verify")
		})
	}
}

// TestWhoseNumberEndedGetsAnotherAtTheDesk: another person had the number first. The holder
// is entered once more, gets another, and its paper names the former; the old paper is void,
// the task can be settled, and nobody gets a third number.
func TestWhoseNumberEndedGetsAnotherAtTheDesk(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	line := person(71).line("r-71")
	n := p.expect(exitDone, line, "issue").lines(t)[0]["number"].(string)
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("pass.pdf"))
	sent := registry.Task{ID: "t-1", Kind: registry.TaskReissue, Number: n, Other: first}
	p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), b.parcelMade(), sentBody(registry.SentTask, sent)))
	if s := p.run("", "queue", "settle", "t-1", "--decision", "done", "--reason", "样例"); s.code == exitDone {
		t.Error("settled as done with the paper in the holder's hand")
	}
	now := p.newNumber(line, n)
	p.expect(exitDone, "", "queue", "settle", "t-1", "--decision", "done", "--reason", "样例：换了新号")
	p.expect(exitDone, "", "lost", now, "--reason", "样例")
	again := p.expect(exitDone, strings.Replace(line, "r-71", "r-74", 1), "issue").lines(t)[0]
	if again["outcome"] != "REISSUE" || again["number"] != now || p.former(now) != n {
		t.Errorf("the new paper was lost: %v, it names %q", again, p.former(now))
	}
	p.expect(exitDone, "", "verify")
}

// TestWhoseNumberATaskEndedIsToldTheOther: the person has an earlier number. The desk names
// it, and does not say that the paper here is good.
func TestWhoseNumberATaskEndedIsToldTheOther(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	line := person(71).line("r-71")
	n := p.expect(exitDone, line, "issue").lines(t)[0]["number"].(string)
	sent := registry.Task{ID: "t-1", Kind: registry.TaskDuplicate, Number: n, Other: first}
	p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), b.parcelMade(), sentBody(registry.SentTask, sent)))
	for i, step := range [][]string{nil, {"lost", n, "--reason", "样例"}} {
		if step != nil {
			p.expect(exitDone, "", "print", "passes", n, "--out", p.file("pass.pdf"))
			p.expect(exitDone, "", step...)
		}
		v := p.run(strings.Replace(line, "r-71", fmt.Sprint("r-8", i), 1), "issue").lines(t)[0]
		if advice := fmt.Sprint(v["advice"], v["reason"]); v["outcome"] != "BLOCK" || !strings.Contains(advice, first) || strings.Contains(advice, "原证仍然有效") {
			t.Errorf("after %v: %v", step, v)
		}
	}
}

// newNumber enters the holder of the number that ended once more: the person of the line
// with the ref r-71, twice.
func (p *place) newNumber(line, ended string) string {
	p.t.Helper()
	v := p.expect(exitDone, strings.Replace(line, "r-71", "r-72", 1), "issue").lines(p.t)[0]
	now, _ := v["number"].(string)
	if v["outcome"] != "ISSUE" || now == ended || v["copy"] != 1.0 || !strings.Contains(fmt.Sprint(v["warnings"]), "new_number") {
		p.t.Fatalf("entered once more: %v", v)
	}
	p.expect(exitDone, "", "print", "passes", now, "--out", p.file("new.pdf"))
	if got := p.expect(exitDone, "", "show", ended).lines(p.t)[0]["status"]; got != "voided" {
		p.t.Errorf("the paper of the number that ended is %v", got)
	}
	if p.former(now) != ended {
		p.t.Errorf("the new paper names %q, want %s", p.former(now), ended)
	}
	if v := p.run(strings.Replace(line, "r-71", "r-73", 1), "issue").lines(p.t)[0]; v["outcome"] != "BLOCK" {
		p.t.Errorf("entered a third time: %v", v)
	}
	return now
}

// former is the number that the pass took the place of, as its record and its paper say.
func (p *place) former(number string) string {
	p.t.Helper()
	a, _ := p.expect(exitDone, "", "show", number).lines(p.t)[0]["applicant"].(map[string]any)
	former, _ := a["former"].(string)
	if text := call(p.t, tool(p.t, "pdftotext"), p.file("new.pdf"), "-"); !strings.Contains(text, "原编号 "+registry.GroupDigits(former)) {
		p.t.Errorf("the paper does not name %s: %s", former, text)
	}
	return former
}

// TestATaskThatCannotBeDoneEndsNoNumber: upstream was wrong, the desk says why, and the
// pass goes on.
func TestATaskThatCannotBeDoneEndsNoNumber(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	n := p.expect(exitDone, person(71).line("r-71"), "issue").lines(t)[0]["number"].(string)
	sent := registry.Task{ID: "t-1", Kind: registry.TaskDuplicate, Number: n, Other: first}
	p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), b.parcelMade(), sentBody(registry.SentTask, sent)))
	if s := p.run("", "queue", "settle", "t-1", "--decision", "done", "--reason", "样例"); s.code == exitDone || !strings.Contains(s.err, "cancel") {
		t.Errorf("done, and not printed yet: exit %d, %s", s.code, s.err)
	}
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "queue", "settle", "t-1", "--decision", "cannot", "--reason", "样例：同名的另一人")
	p.expect(exitDone, "", "reprint", n, "--reason", "样例")
	p.expect(exitDone, "", "verify")
}
