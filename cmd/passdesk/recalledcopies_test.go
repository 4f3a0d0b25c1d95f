package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// recallStands is the pass's status, the copies that are out, and what the work list asks for.
func (p *place) recallStands(number string) string {
	p.t.Helper()
	l := p.expect(exitDone, "", "show", number).lines(p.t)[0]
	asked := "done"
	for _, r := range p.expect(exitDone, "", "recall", "list").lines(p.t) {
		if r["number"] == number {
			asked = fmt.Sprint(r["status"], r["copies"])
		}
	}
	return fmt.Sprintf("%s %v %s", l["status"], l["outstanding"], asked)
}

// A recalled pass is not done while an earlier copy is out: the work list, the pass and
// the verbs say so, and whatever came of asking for that copy is registered.
func TestTheOldCopyOfARecalledPassIsAsked(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother, "issue").lines(t)
	corrected, reprinted := l[0]["number"].(string), l[1]["number"].(string)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("1.pdf"))
	p.expect(exitDone, `{"name":"样例改"}`, "correct", corrected, "--reason", "样例")
	p.expect(exitDone, "", "print", "passes", corrected, "--out", p.file("2.pdf"))
	p.expect(exitDone, "", "recall", corrected, "--reason", "severe_area")
	p.expect(exitDone, "", "return", corrected, "--copy", "2", "--outcome", "returned")
	p.expect(exitDone, "", "reprint", reprinted, "--reason", "样例")
	if s := p.run("", "return", reprinted, "--copy", "1", "--outcome", "refused"); s.code == exitDone || !strings.Contains(s.err, "nobody recalled it") {
		t.Errorf("asked for though nobody recalled it: %s", s.err)
	}
	p.expect(exitDone, "", "recall", reprinted, "--reason", "symptoms") // of copy 2 there is no paper

	if s := p.run("", "return", corrected, "--copy", "2", "--outcome", "refused"); s.code == exitDone || !strings.Contains(s.err, "copy 1 is still out") {
		t.Errorf("refused, and back already: %s", s.err)
	}
	for _, number := range []string{corrected, reprinted} {
		if got := p.recallStands(number); got != "recalled [1] recalled[1]" {
			t.Errorf("before anybody asked: %s", got)
		}
		p.expect(exitDone, "", "return", number, "--copy", "1", "--outcome", "refused")
		if got := p.recallStands(number); got != "recalled [1] refused[1]" {
			t.Errorf("refused: %s", got)
		}
		p.expect(exitDone, "", "verify")
	}
	p.expect(exitDone, "", "return", corrected, "--outcome", "not_found") // nothing else can be meant
	p.expect(exitDone, "", "return", reprinted, "--outcome", "returned")
	for number, want := range map[string][2]string{corrected: {"not_found", "not_found [] not_found[1]"}, reprinted: {"returned", "recalled_returned [] done"}} {
		if got := p.recallStands(number); got != want[1] {
			t.Errorf("after that: %s, want %s", got, want[1])
		}
		if papers := p.expect(exitDone, "", "show", number).lines(t)[0]["papers"].([]any); papers[0] != want[0] {
			t.Errorf("copy 1 is %v, want %s", papers, want[0])
		}
	}
	p.says("the notice of a paper that was not found", p.notices("recall", corrected), []string{"第1份"}, []string{"第2份"})
	p.expect(exitDone, "", "return", corrected, "--outcome", "not_found") // looked for once more
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "return", corrected, "--copy", "1", "--outcome", "refused")
	if got := p.recallStands(corrected); got != "recalled [1] refused[1]" {
		t.Errorf("somebody has it: %s", got)
	}
	p.expect(exitDone, "", "return", corrected, "--outcome", "not_found")
	p.expect(exitDone, "", "return", corrected, "--outcome", "returned") // it turned up
	if got := p.recallStands(corrected); got != "recalled_returned [] done" {
		t.Errorf("at the end: %s", got)
	}
	p.expect(exitDone, "", "verify")

	p.change("UPDATE passes SET papers='mr' WHERE number=?", corrected)
	p.expect(exitDamaged, "", "verify")
}

// No paper that the register knows to be no good is valid at a gate: that of a cancelled
// pass, one that was handed in, and the copy that another replaced and that came back.
func TestNoPaperThatIsNoGoodPassesTheGate(t *testing.T) {
	g := &gate{place: newPlace(t)}
	g.init()
	numbers, codes := map[string]string{}, map[string]string{}
	for i, fate := range []string{"cancelled", "returned", "back", "corrected", "unprinted"} {
		numbers[fate] = g.issued(person(i + 1).line(""))
		codes[fate] = g.qr(numbers[fate])
	}
	g.expect(exitDone, "", "cancel", numbers["unprinted"], "--reason", "样例")
	g.expect(exitDone, "", "print", "passes", "--unprinted", "--out", g.file("p.pdf"))
	g.expect(exitDone, "", "cancel", numbers["cancelled"], "--reason", "样例")
	g.expect(exitDone, "", "return", numbers["returned"], "--outcome", "returned")
	g.expect(exitDone, "", "reprint", numbers["back"], "--reason", "样例", "--old", "returned")
	g.expect(exitDone, `{"name":"样例改"}`, "correct", numbers["corrected"], "--reason", "样例", "--old", "returned")
	g.must(os.Mkdir(g.file("stick"), 0o700))
	l := g.expect(exitDone, "", "gate", "lists", "--out", g.file("stick")).lines(t)[0]
	g.keys, g.recalls = l["keys"].(string), l["recalls"].(string)
	for fate, want := range map[string]string{"cancelled": "recalled", "returned": "recalled", "back": "old_copy", "corrected": "old_copy", "unprinted": "valid"} {
		s := g.bare("", "check", "--keys", g.keys, "--recalls", g.recalls, "--dir", g.file("nowhere"), codes[fate])
		if got := s.lines(t)[0]["outcome"]; got != want {
			t.Errorf("%s: %v, want %s", fate, got, want)
		}
	}
}
