package main

import (
	"strings"
	"testing"
)

// A damage that no verb meets by itself stops the writing at once, and not the
// reading: the end of the log and the schema are looked at, at every opening.
func TestWhatIsDamagedStopsTheNextWrite(t *testing.T) {
	for what, change := range map[string]string{
		"a trigger is gone":         "DROP TRIGGER events_forever_1",
		"a trigger that was put in": "CREATE TRIGGER x AFTER INSERT ON events BEGIN DELETE FROM refs; END",
		"an event's operator":       eventChanged("operator='x'", "no=3"),
		"the newest event's time":   eventChanged("at=at+1", "no=(SELECT max(no) FROM events)"),
		"an event's hash":           eventChanged("hash=zeroblob(32)", "no=4"),
	} {
		p := newPlace(t)
		p.init()
		number := p.issued(lineFather + lineSon)
		p.change(change)
		before, mark := p.picture("data"), p.picture("config")
		s := p.run(lineMother, "issue")
		if s.code != exitDamaged || !strings.Contains(s.err, "损坏") {
			t.Errorf("%s: issue: exit %d %s%s", what, s.code, s.out, s.err)
		}
		twoLanguages(t, s.err)
		if s := p.run("", "show", number); s.code == exitFailed || s.lines(t)[0]["number"] != number {
			t.Errorf("%s: show: exit %d %s", what, s.code, s.err)
		}
		if s := p.run("", "verify"); s.code != exitDamaged || len(s.lines(t)[0]["faults"].([]any)) == 0 {
			t.Errorf("%s: verify: exit %d %s", what, s.code, s.out)
		}
		p.sameAs(before, "data")
		p.sameAs(mark, "config")
	}
}
