package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestLostRowsStopTheDesk: a row that a disk lost, or somebody took out, is noticed before
// its number is given again, its holder a second one, or a listed person a pass. Nothing
// is issued, and every line hears why.
func TestLostRowsStopTheDesk(t *testing.T) {
	p := newPlace(t)
	p.init()
	for n := range 7 {
		p.expect(exitDone, person(n).line(fmt.Sprint("r-", n)), "issue")
	}
	p.listFather()
	for _, c := range []struct {
		what, change string
		line         string
	}{
		{"the last pass", "DELETE FROM passes WHERE serial=7", person(20).line("x")},
		{"a pass before", "DELETE FROM passes WHERE serial=3", person(2).line("x")},
		{"every key", "DELETE FROM keys", person(2).line("x")},
		{"the list", "DELETE FROM watch", lineFather},
		{"the keys of the list", "DELETE FROM watch_keys", lineFather},
		{"the whole log", "DROP TRIGGER events_forever_2; DELETE FROM events", person(20).line("x")},
		{"one entry", "DELETE FROM watch WHERE id=1", lineFather},
	} {
		t.Run(c.what, func(t *testing.T) {
			q := newPlace(t)
			q.must(os.Remove(q.file("passphrase")))
			q.must(os.CopyFS(q.home, os.DirFS(p.home)))
			q.change("PRAGMA foreign_keys=0; " + c.change)
			s := q.run(c.line, "issue")
			if s.code != exitDamaged || strings.Contains(s.out, `"ISSUE"`) {
				t.Errorf("exit %d: %s%s", s.code, s.out, s.err)
			}
			twoLanguages(t, s.err)
			plainChinese(t, s.err)
			if s := q.run("", "verify"); s.code != exitDamaged || !strings.Contains(s.out, `"faults":["`) && c.what != "the whole log" {
				t.Errorf("verify, exit %d: %s%s", s.code, s.out, s.err)
			}
		})
	}
}
