package main

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
)

// sentToPrinter is a pass whose sheet was sent to a printer, and nobody has said what came out.
func (p *place) sentToPrinter() string {
	p.t.Helper()
	p.init()
	number := p.issued(lineFather)
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("a.pdf"), "--ask")
	return number
}

// Who signed for a paper has it: its sheet came out, nobody says afterwards that nothing
// was printed, and the copy is not printed a second time.
func TestASignedCopyIsNotPrintedAgain(t *testing.T) {
	for _, by := range []string{"pass", "page", "unknown"} {
		p := newPlace(t)
		number := p.sentToPrinter()
		switch by {
		case "page":
			p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
			p.expect(exitDone, "", "sign", "--page", "1")
		case "unknown":
			p.expect(exitDone, "", "print", "outcome", number, "--outcome", "unknown")
			fallthrough
		default:
			p.expect(exitDone, "", "sign", number)
		}
		for _, outcome := range []string{"none", "spoiled"} {
			p.expect(exitFailed, "", "print", "outcome", number, "--outcome", outcome)
		}
		s := p.expect(exitFailed, "", "print", "passes", number, "--out", p.file("b.pdf"), "--again")
		if !strings.Contains(s.err, "reprint") || strings.Contains(s.err, "print outcome") {
			t.Errorf("%s: it says %s", by, s.err)
		}
		s = p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("c.pdf"))
		if got := s.lines(t)[0]["passes"]; got != 0.0 {
			t.Errorf("%s: %v passes are printed", by, got)
		}
		if got := fmt.Sprint(p.sheets()); got != "map[again:0 intended:0 out:1 spoiled:0 total:1 unknown:0]" {
			t.Errorf("%s: the sheets are %s", by, got)
		}
		p.expect(exitDone, "", "verify")
	}
}

// A paper that came back was printed.
func TestAReturnedCopyCameOut(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
	p.expect(exitDone, "", "return", number, "--outcome", "returned")
	for _, outcome := range []string{"none", "spoiled"} {
		if s := p.expect(exitFailed, "", "print", "outcome", number, "--outcome", outcome); !strings.Contains(s.err, "只能答 out") {
			t.Errorf("%s: it says %s", outcome, s.err)
		}
	}
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "out")
	p.expect(exitDone, "", "verify")
}

// What waits for an answer is not printed, and a run that prints nothing else failed.
func TestNothingButWhatWaitsForAnAnswerIsAFailure(t *testing.T) {
	p := newPlace(t)
	p.sentToPrinter()
	s := p.expect(exitFailed, "", "print", "passes", "--unprinted", "--out", p.file("b.pdf"))
	if got := s.lines(t)[0]["passes"]; got != 0.0 || !strings.Contains(s.err, "先回答") {
		t.Errorf("%v passes, and it says %s", got, s.err)
	}
}

// A run that leaves some out is done in part, and has a line for each of them.
func TestWhatWaitsForAnAnswerIsLeftOutByName(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.issued(lineMother)
	s := p.expect(exitPart, "", "print", "passes", "--unprinted", "--out", p.file("b.pdf"))
	lines := s.lines(t)
	if len(lines) != 2 || lines[0]["passes"] != 1.0 || lines[1]["number"] != number || lines[1]["done"] != false {
		t.Errorf("it says %v", lines)
	}
	if s = p.expect(exitFailed, "", "print", "passes", "--unprinted", "--out", p.file("c.pdf")); s.lines(t)[1]["number"] != number {
		t.Errorf("with nothing to print: %s", s.out)
	}
}

// Of a pass whose only sheet was spoiled there is no paper to fetch, and none to sign for.
func TestNobodyFetchesASpoiledSheet(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "spoiled")
	p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
	if _, status := p.copyOf(number); status != "recalled_returned" {
		t.Errorf("recalled it is %s", status)
	}
	p.expect(exitFailed, "", "sign", number)
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "reinstate", number, "--reason", "样例")
	if copy, status := p.copyOf(number); copy != 1 || status != "issued" {
		t.Errorf("reinstated it is copy %d, %s", copy, status)
	}
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("b.pdf"))
	p.expect(exitDone, "", "sign", number)
	p.expect(exitDone, "", "verify")
}

// A recall that came before the answer leaves nothing to sign for either, and when the
// answer is there nothing to fetch, also where somebody has looked for it in vain.
func TestNobodySignsForASheetThatARecallOvertook(t *testing.T) {
	for _, outcome := range []string{"none", "spoiled"} {
		p := newPlace(t)
		number := p.sentToPrinter()
		p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
		if outcome == "spoiled" {
			p.expect(exitDone, "", "return", number, "--outcome", "not_found")
		}
		p.expect(exitDone, "", "print", "outcome", number, "--outcome", outcome)
		if copy, status := p.copyOf(number); copy != 1 || status != "recalled_returned" {
			t.Errorf("%s: it is copy %d, %s", outcome, copy, status)
		}
		if s := p.expect(exitFailed, "", "sign", number); !strings.Contains(s.err, "没有纸在外面") {
			t.Errorf("%s: it says %s", outcome, s.err)
		}
		p.expect(exitDone, "", "close")
		p.expect(exitDone, "", "verify")
		p.expect(exitDone, "", "reinstate", number, "--reason", "样例")
		if copy, status := p.copyOf(number); copy != 1 || status != "issued" {
			t.Errorf("%s: reinstated it is copy %d, %s", outcome, copy, status)
		}
		p.expect(exitDone, "", "verify")
	}
}

// That a recalled paper was spoiled cannot be said of one that may be out.
func TestAForgedSpoiledRecallIsFound(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
	forgedIsFound(p, registry.RecallOrdered, func(body *registry.ReasonBody) { body.Spoiled = true }, "all were spoiled")
}

// That an answer leaves nothing to fetch cannot be said while another sheet may be out.
func TestAForgedAnswerToARecallIsFound(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "unknown")
	p.expect(exitDone, "", "print", "passes", number, "--again", "--out", p.file("again.pdf"))
	p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
	p.expect(exitDone, "", "verify")
	forgedIsFound(p, registry.PrintedOut, func(body *registry.PaperBody) { body.Outcome, body.NoPaper = registry.SheetSpoiled, true }, "may be out")
}
