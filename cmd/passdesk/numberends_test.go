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
			says := map[registry.TaskKind]string{registry.TaskDuplicate: "以那个号为准", registry.TaskReissue: "另一个发放点"}[kind]
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
			refused("queue", "settle", fmt.Sprint(again["case"]), "--decision", "issue", "--reason", "样例")
			p.expect(exitDone, "", "verify")
		})
	}
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
