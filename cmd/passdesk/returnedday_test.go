package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestWhatComesBackCountsOnItsOwnDay: the figures of a day are the same whether it was lost
// behind a backup and came back or not; what is of another day is not among them, and
// nothing is counted twice.
func TestWhatComesBackCountsOnItsOwnDay(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	p.expect(exitDone, "", "print", "passes", first, "--out", p.file("first.pdf"))
	figures := func() map[string]any {
		line := p.expect(exitDone, "", "close").lines(t)[0]
		of := map[string]any{}
		for _, k := range []string{"day", "issued", "refused", "referred", "parked", "printed", "signed", "cancelled", "recalled", "reprinted", "voided", "lost", "returned", "appeals", "decided", "sheets_today", "spoiled"} {
			of[k] = line[k]
		}
		return of
	}
	work := func(n int) {
		number := p.expect(exitDone, person(n).line(fmt.Sprint("r-", n))+person(n+1).line(fmt.Sprint("r-", n+1)), "issue").lines(t)[0]["number"].(string)
		p.expect(exitDone, "", "print", "passes", number, "--out", p.file("lost.pdf"))
		p.expect(exitDone, "", "sign", number)
		p.expect(exitDone, "", "reprint", number, "--old", "lost", "--reason", "样例")
		p.expect(exitDone, "", "recall", number, "--reason", "symptoms")
		id := p.expect(exitDone, strings.Replace(person(n+2).line(""), `"declared"`, `"facts":["fever"],"declared"`, 1), "issue").lines(t)[0]["case"].(float64)
		p.expect(exitDone, "", "appeal", "lodge", fmt.Sprint(id), "--reason", "样例")
	}
	var yesterday, want map[string]any
	l := b.losesWhat(func() {
		work(41)
		yesterday = figures()
		p.now = p.now.Add(24 * time.Hour)
		work(51)
		work(61)
		want = figures()
	})
	p.now = p.now.Add(time.Hour)
	if now := figures(); now["day"] != "2020-03-10" || now["issued"] != 1.0 || now["printed"] != 1.0 { // the day that the backup left open
		t.Errorf("before it came back: %v", now)
	}
	l.returned()
	if now := figures(); !reflect.DeepEqual(now, want) {
		t.Errorf("it came back, and the day counts\n%v, want\n%v", now, want)
	}
	if want["issued"] != 4.0 || want["refused"] != 2.0 || want["recalled"] != 2.0 || yesterday["issued"] != 3.0 {
		t.Errorf("what was done: %v, %v", yesterday, want)
	}
	work(71)
	now := figures()
	if now["issued"] != 6.0 || now["refused"] != 3.0 || now["printed"] != want["printed"].(float64)+1 || now["appeals"] != 3.0 {
		t.Errorf("what was done since is beside it: %v", now)
	}
	if s := p.expect(exitDone, "", "print", "slips", "--open", "--out", p.file("slips.pdf")); s.lines(t)[0]["slips"] != 3.0 {
		t.Errorf("who got no pass today: %s", s.out)
	}
	p.expect(exitDone, "", "verify")
	p.now = p.now.Add(24 * time.Hour)
	if next := figures(); next["issued"] != 0.0 || next["refused"] != 0.0 {
		t.Errorf("the day after: %v", next)
	}
	p.expect(exitDone, "", "verify")
}
