package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
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

// TestAForgedCloseOfWhatCameBackIsFound: one more than came back, none of it, and the day as
// it would be had nothing come back.
func TestAForgedCloseOfWhatCameBackIsFound(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	l := b.losesWhat(func() { p.expect(exitDone, person(41).line("r-1"), "issue") })
	p.expect(exitDone, "", "close")
	l.returned()
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
	p.oneMark()
	var closes []registry.ClosedBody
	f := &forger{place: p}
	f.open()
	for _, e := range f.events {
		var body registry.ClosedBody
		if e.Kind == registry.Closed {
			p.must(json.Unmarshal(e.Body, &body))
			closes = append(closes, body)
		}
	}
	f.done()
	if len(closes) < 3 || closes[len(closes)-1].Back == 0 || closes[0].Back != 0 {
		t.Fatalf("the closes: %+v", closes)
	}
	before := closes[len(closes)-3]
	saved := t.TempDir()
	p.must(os.CopyFS(saved, os.DirFS(p.home)))
	for what, forge := range map[string]func(*registry.ClosedBody){
		"one more": func(c *registry.ClosedBody) { c.Back++ },
		"one less": func(c *registry.ClosedBody) { c.Back-- },
		"none":     func(c *registry.ClosedBody) { c.Back = 0 },
		"as if nothing had come back": func(c *registry.ClosedBody) {
			now := *c
			*c = before
			account, papers := *now.Account, *before.Papers
			account.Day, account.Spoiled = before.Account.Day, before.Account.Spoiled
			papers.ToFetch = now.Papers.ToFetch
			c.Account, c.Papers, c.Open, c.Appealed, c.Unlisted = &account, &papers, now.Open, now.Appealed, now.Unlisted
		},
	} {
		p.putBack(saved)
		t.Log(what)
		forgedIsFound(p, registry.Closed, forge, "other events that came back")
	}
}

// oneMark leaves the mark that was written last: the register before the restore has its own.
func (p *place) oneMark() {
	p.t.Helper()
	files, err := filepath.Glob(filepath.Join(p.file("config"), "*"+highWaterEnd))
	p.must(err)
	newest := func(path string) int64 {
		info, err := os.Stat(path)
		p.must(err)
		return info.ModTime().UnixNano()
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Compare(newest(a), newest(b)) })
	for _, old := range files[:len(files)-1] {
		p.must(os.Remove(old))
	}
}
