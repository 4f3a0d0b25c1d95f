package main

import (
	"strings"
	"testing"
)

// A reason that says nothing is none: wherever one is wanted, nothing is done.
func TestAReasonMustSaySomething(t *testing.T) {
	p, number := issuedPlace(t)
	events := func() float64 { return p.expect(exitDone, "", "verify").lines(t)[0]["events"].(float64) }
	before := events()
	for _, verb := range []string{
		"cancel NUMBER", "void NUMBER", "lost NUMBER", "reprint NUMBER", "correct NUMBER", "reinstate NUMBER",
		"appeal lodge NUMBER", "watch lift 1", "watch answer NUMBER --decision two_people", "epoch new --anyway", "settings set yellow_days 5",
	} {
		args := strings.Fields(strings.Replace(verb, "NUMBER", number, 1))
		for _, reason := range []string{" ", "x", "--", "……", "啊啊啊"} {
			s := p.run(`{"address":"样例路1号"}`, append(args, "--reason="+reason)...)
			if s.code != exitFailed && s.code != exitUsage {
				t.Errorf("%s, because of %q: exit %d\n%s%s", verb, reason, s.code, s.out, s.err)
			}
			twoLanguages(t, s.err)
		}
	}
	if after := events(); after != before {
		t.Errorf("%v events, before %v", after, before)
	}
	p.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "换机") // two characters can say why
}

// A recall on another ground says what is missing: the note, not the reason.
func TestARecallForAnotherReasonWantsItsNote(t *testing.T) {
	p, number := issuedPlace(t)
	s := p.run("", "recall", number, "--reason", "other")
	twoLanguages(t, s.err)
	if s.code == exitDone || strings.Count(s.err, "--note") != 2 {
		t.Errorf("exit %d\n%s%s", s.code, s.out, s.err)
	}
	p.expect(exitDone, "", "recall", number, "--reason", "other", "--note", "样例备注")
}
