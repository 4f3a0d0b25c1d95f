package main

import (
	"strings"
	"testing"
)

// copyOf is which copy of the pass the register has, and how it stands.
func (p *place) copyOf(number string) (copy int, status string) {
	p.t.Helper()
	l := p.expect(exitDone, "", "show", number).lines(p.t)[0]
	return int(l["copy"].(float64)), l["status"].(string)
}

// After a restore no copy is printed twice: what the backup knows as unprinted is made
// as another copy, and so is the next paper of what is in hand. A paper that was
// printed behind the backup can be signed for, and stays good.
func TestNoCopyIsPrintedTwiceAfterARestore(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother+lineSon, "issue").lines(t)
	behind, never, inHand := l[0]["number"].(string), l[1]["number"].(string), l[2]["number"].(string)
	p.expect(exitFailed, "", "sign", behind)
	p.expect(exitDone, "", "print", "passes", inHand, "--out", p.file("before.pdf"))
	p.expect(exitDone, "", "backup", p.file("a.backup"))
	p.expect(exitDone, "", "print", "passes", behind, "--out", p.file("behind.pdf"))
	p.expect(exitDone, "", "reprint", inHand, "--reason", "样例")
	p.expect(exitDone, "", "print", "passes", inHand, "--out", p.file("again.pdf"))

	s := p.expect(exitDone, "", "restore", p.file("a.backup"), "--replace", "--last-paper", behind)
	if n := s.lines(t)[0]["copies_skipped"]; n != 2.0 || !strings.Contains(s.err, "有 2 张证") {
		t.Errorf("the restore skipped %v copies and says %s", n, s.err)
	}
	p.expect(exitDone, "", "reprint", inHand, "--reason", "样例")
	for number, want := range map[string]int{behind: 201, never: 201, inHand: 201} {
		if copy, status := p.copyOf(number); copy != want || status != "issued" {
			t.Errorf("%s is copy %d, %s, want copy %d", number, copy, status, want)
		}
	}
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf")) // with a row for a copy that is not needed
	p.expect(exitFailed, "", "sign", inHand)
	p.expect(exitDone, "", "sign", behind)
	if copy, status := p.copyOf(behind); copy != 1 || status != "signed" {
		t.Errorf("signed for is copy %d, %s", copy, status)
	}
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("rest.pdf"))
	p.expect(exitDone, "", "sign", never)
	p.expect(exitDone, "", "reprint", behind, "--reason", "样例")
	if copy, _ := p.copyOf(behind); copy != 201 {
		t.Errorf("the next copy is %d", copy)
	}
	after := p.issued(`{"name":"样例邻","document":{"number":"330212198505059235"},"declared":true}` + "\n")
	if copy, _ := p.copyOf(after); copy != 1 {
		t.Errorf("a pass of after the restore begins at copy %d", copy)
	}
	p.expect(exitFailed, "", "sign", after)
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger2.pdf"))
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")

	p.change("UPDATE passes SET copy=2, papers='on' WHERE number=?", inHand)
	p.expect(exitDamaged, "", "verify")
}

// A register in which nothing is wrong takes an epoch only when the keeper says so twice.
func TestAHealthyRegisterTakesNoEpoch(t *testing.T) {
	p := newPlace(t)
	p.init()
	number := p.issued(lineFather)
	if s := p.expect(exitFailed, "", "epoch", "new", "--reason", "样例"); !strings.Contains(s.err, "--anyway") || !strings.Contains(s.err, "99998 个编号") {
		t.Errorf("it says %s", s.err)
	}
	s := p.expect(exitDone, "", "epoch", "new", "--reason", "样例", "--anyway")
	if r := s.lines(t)[0]; r["epoch"] != 2.0 || r["copies_skipped"] != 1.0 || !strings.Contains(s.err, "改用新的份号") {
		t.Errorf("%v %s", r, s.err)
	}
	if copy, _ := p.copyOf(number); copy != 201 {
		t.Errorf("what was not printed is copy %d", copy)
	}
	p.expect(exitDone, "", "verify")
}

// A recall of what was not printed when the register took an epoch is about the copy that may
// be out since before: the answer, the event and the return name the same one.
func TestARecallNamesTheCopyThatMayBeOut(t *testing.T) {
	p := newPlace(t)
	p.init()
	number := p.issued(lineFather)
	for range 2 {
		p.expect(exitDone, "", "epoch", "new", "--reason", "样例", "--anyway")
	}
	ordered := p.expect(exitDone, "", "recall", number, "--reason", "close_contact").lines(t)[0]["copy"]
	told := p.expect(exitDone, "", "show", number).lines(t)[0]["events"].([]any)
	event := told[len(told)-1].(map[string]any)
	if event["kind"] != "RecallOrdered" || event["copy"] != ordered || ordered != 201.0 {
		t.Errorf("ordered back is copy %v, and the event says %v", ordered, event)
	}
	if back := p.expect(exitDone, "", "return", number, "--outcome", "returned").lines(t)[0]["copy"]; back != ordered {
		t.Errorf("copy %v came back, and %v was ordered", back, ordered)
	}
}
