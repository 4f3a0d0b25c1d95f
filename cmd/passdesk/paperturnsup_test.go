package main

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
)

func (p *place) sheetsAre(want string) {
	p.t.Helper()
	if got := fmt.Sprint(p.sheets()); got != "map["+want+"]" {
		p.t.Errorf("the sheets are %s, want %s", got, want)
	}
}

// The first paper turns up when the copy was printed a second time: one copy is out on two
// sheets, and the close says so.
func TestAPaperThatTurnsUpBesideItsSecondIsCounted(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "unknown")
	p.expect(exitDone, "", "print", "passes", number, "--again", "--out", p.file("b.pdf"))
	p.sheetsAre("again:0 intended:0 out:1 spoiled:0 total:2 unknown:1")
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "out")
	p.sheetsAre("again:1 intended:0 out:2 spoiled:0 total:2 unknown:0")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "print", "close", "--out", p.file("close.pdf"))
	if text := textOf(t, p.file("close.pdf")); !strings.Contains(strings.Join(strings.Fields(text), ""), "同一份重复打印1") {
		t.Errorf("the slip says %s", text)
	}
	p.expect(exitDone, "", "verify")
}

// That a paper is the second of its copy cannot be said where there is no first.
func TestAForgedSecondPaperIsFound(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "out")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
	forgedIsFound(p, registry.PrintedOut, func(body *registry.PaperBody) { body.Again = true }, "no second paper")
}

// "Not printed" that was a mistake is put right when the paper is there, and the paper is
// signed for.
func TestAPaperThatWasSaidNotToBeThere(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "none")
	if s := p.expect(exitFailed, "", "sign", number); !strings.Contains(s.err, "print outcome") {
		t.Errorf("signing: %s", s.err)
	}
	if s := p.expect(exitFailed, "", "print", "outcome", number, "--outcome", "spoiled"); !strings.Contains(s.err, "已记为没有打") {
		t.Errorf("spoiled: %s", s.err)
	}
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "out")
	p.sheetsAre("again:0 intended:0 out:1 spoiled:0 total:1 unknown:0")
	if s := p.expect(exitFailed, "", "print", "outcome", number, "--outcome", "out"); strings.Contains(s.err, "签收") {
		t.Errorf("out again: %s", s.err)
	}
	p.expect(exitFailed, "", "print", "passes", number, "--out", p.file("b.pdf"))
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "spoiled") // as any that is out
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("b.pdf"))
	p.expect(exitDone, "", "sign", number)
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
}

// Of two papers, the one that was said not to be there is named by its job: a slip of the
// hand makes no second paper.
func TestThePaperOfAnEarlierJobTurnsUp(t *testing.T) {
	p := newPlace(t)
	p.init()
	numbers := p.numbersOf(lineFather + "\n" + lineMother)
	p.expect(exitDone, "", append([]string{"print", "passes", "--ask", "--out", p.file("a.pdf")}, numbers...)...)
	job := p.expect(exitDone, "", "print", "queue").lines(t)[0]
	no := fmt.Sprint(job["job"])
	p.expect(exitDone, "", "print", "outcome", "--job", no, "--none", "1")
	p.printed(numbers...)
	p.expect(exitFailed, "", "print", "outcome", numbers[0], "--outcome", "out")
	s := p.expect(exitDone, "", "print", "outcome", "--job", no, "--good", "1")
	if strings.Contains(s.out, `"none"`) || !strings.Contains(s.out, `"out"`) {
		t.Errorf("the job is %s", s.out)
	}
	p.sheetsAre("again:2 intended:0 out:4 spoiled:0 total:4 unknown:0")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
}

// "Nobody can say" is an answer: nobody is asked again, neither by the next line of a script
// nor every morning.
func TestUnknownIsAnAnswer(t *testing.T) {
	p := newPlace(t)
	number := p.sentToPrinter()
	s := p.expect(exitDone, "", "print", "outcome", number, "--outcome", "unknown")
	if strings.Contains(s.out, "left") || strings.Contains(s.err, "每张一次") {
		t.Errorf("it says %s%s", s.out, s.err)
	}
	p.expect(exitDone, "", "close")
	p.nextDay()
	if s := p.expect(exitDone, "", "day", "open"); strings.Contains(s.err, "不知道打出来没有") || !strings.Contains(s.out, number) {
		t.Errorf("the morning says %s%s", s.out, s.err)
	}
}
