package main

import (
	"strings"
	"testing"
)

// The close says what became of papers on the day, and how many recalled ones are still
// with people: on the screen of a script and on the slip that is signed.
func TestTheCloseCountsPapers(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.numbersOf(lineFather + lineMother)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "sign", n[0])
	p.expect(exitDone, "", "reprint", n[0], "--reason", "样例", "--old", "returned")
	p.expect(exitDone, "", "lost", n[1], "--reason", "样例")
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("2.pdf"))
	p.expect(exitDone, "", "recall", n[0], "--reason", "symptoms")
	says := func(lost, returned, fetch float64) {
		t.Helper()
		l := p.expect(exitDone, "", "close").lines(t)[0]
		if l["reprinted"] != 1.0 || l["voided"] != 0.0 || l["lost"] != lost || l["returned"] != returned || l["to_fetch"] != fetch {
			t.Errorf("the close: %v", l)
		}
	}
	says(1, 1, 1) // it came back for the reprint
	p.expect(exitDone, "", "print", "close", "--out", p.file("close.pdf"))
	said := strings.Join(strings.Fields(textOf(t, p.file("close.pdf"))), "")
	for _, want := range []string{"补打", "作废", "挂失", "交回", "待收回", "证纸（份）"} {
		if !strings.Contains(said, want) {
			t.Errorf("the slip has no %s: %s", want, said)
		}
	}
	p.expect(exitDone, "", "return", n[0], "--outcome", "returned")
	says(1, 2, 0)
	p.expect(exitDone, "", "verify")
}
