package main

import (
	"fmt"
	"strings"
	"testing"
)

// skippedPasses is a register restored behind a print: copy 1 of each pass may be out,
// and copy 201 is to be printed.
func skippedPasses(t *testing.T) (p *place, numbers []string) {
	p = newPlace(t)
	p.init()
	numbers = p.numbersOf(lineFather + lineMother + lineSon)
	p.expect(exitDone, "", "backup", p.file("a.backup"))
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("behind.pdf"))
	p.expect(exitDone, "", "restore", p.file("a.backup"), "--replace", "--last-paper", numbers[2])
	return p, numbers
}

func (p *place) papersOf(number string) string {
	p.t.Helper()
	l := p.expect(exitDone, "", "show", number).lines(p.t)[0]
	papers := l["papers"].([]any)
	if copies, leaps := l["copies"].([]any); leaps && (len(copies) != len(papers) || copies[0] != 1.0 || l["leap"] == nil) {
		p.t.Errorf("%v are the copies %v, %v", papers, copies, l["leap"])
	}
	return fmt.Sprint(l["status"], " ", len(papers), " ", papers[0])
}

// A guard lets the papers pass that were printed behind the backup, until others come
// out in their place.
func TestTheGateKnowsNoBetterThanThePaper(t *testing.T) {
	p, numbers := skippedPasses(t)
	p.says("after the restore", p.notices("gate"), []string{"失效证件编号表"}, append([]string{"≥201"}, numbers...))
	p.expect(exitDone, "", "print", "passes", numbers[0], "--out", p.file("again.pdf"))
	p.says("with one printed again", p.notices("gate"), []string{"共1个", numbers[0] + "≥201"}, numbers[1:])
	p.expect(exitDone, "", "verify")
}

// A recall fetches the copy that may be out, and a paper that was never printed is not
// asked for, nor does it come back.
func TestARecallFetchesWhatMayBeOut(t *testing.T) {
	p, numbers := skippedPasses(t)
	back, signed, gone := numbers[0], numbers[1], numbers[2]
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("before.pdf")) // with rows for copies that are not needed
	for _, n := range numbers {
		p.expect(exitDone, "", "recall", n, "--reason", "symptoms")
	}
	for _, l := range p.expect(exitDone, "", "recall", "list").lines(t) {
		if fmt.Sprint(l["copies"]) != "[1]" {
			t.Errorf("to be fetched: %v", l)
		}
	}
	p.says("the notice", p.notices("recall", back), []string{"第1份"}, []string{"第201份"})
	p.expect(exitDone, "", "return", back, "--outcome", "returned")
	p.expect(exitDone, "", "sign", signed)
	p.expect(exitFailed, "", "sign", signed)
	p.expect(exitDone, "", "return", gone, "--outcome", "not_found")
	for number, want := range map[string]string{back: "recalled_returned 1 returned", signed: "recalled 1 out", gone: "not_found 1 not_found"} {
		if got := p.papersOf(number); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	p.says("the receipt", p.notices("receipt", back), []string{"第1份"}, []string{"第201份"})
	p.expect(exitDone, "", "return", signed, "--outcome", "returned")
	p.expect(exitDone, "", "reinstate", signed, "--reason", "样例")
	p.expect(exitDone, "", "reprint", signed, "--reason", "样例")
	if copy, status := p.copyOf(signed); copy != 201 || status != "issued" {
		t.Errorf("the next is copy %d, %s", copy, status)
	}
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
}

// What comes back before it is printed again is the copy that may be out.
func TestASkippedPaperComesBack(t *testing.T) {
	p, numbers := skippedPasses(t)
	if l := p.expect(exitDone, "", "show", numbers[0]).lines(t)[0]; fmt.Sprint(l["papers"], l["copies"]) != "[skipped none] [1 201]" {
		t.Errorf("%v, %v", l["papers"], l["copies"])
	}
	p.expect(exitDone, "", "return", numbers[0], "--outcome", "returned")
	if got := p.papersOf(numbers[0]); got != "issued 2 returned" {
		t.Error(got)
	}
	p.expect(exitDone, "", "verify")
}

// A row of the ledger names the copy that comes, not one that never was a paper.
func TestARowNamesThePaperThatCame(t *testing.T) {
	p, numbers := ledgered(t, 2)
	p.paged("1", 0, 2)
	for i := range 2 {
		p.expect(exitDone, fmt.Sprintf(`{"name":"样例改%c"}`, '甲'+rune(i)), "correct", numbers[0], "--reason", "样例")
	}
	p.paged("1", 1, 2, "--page", "1")
	if said := p.ledgerSays(); !strings.Contains(said, "现：已变更，见第 3 份") {
		t.Error(said)
	}
}
