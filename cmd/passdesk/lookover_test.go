package main

import (
	"strings"
	"testing"
)

// A damage that no verb meets by itself stops the writing at once, and not the
// reading: the end of the log and the schema are looked at, at every opening.
func TestWhatIsDamagedStopsTheNextWrite(t *testing.T) {
	const put = "; CREATE TRIGGER events_forever_1 BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT,'events are never changed'); END"
	for what, change := range map[string]string{
		"a trigger is gone":         "DROP TRIGGER events_forever_1",
		"a trigger that was put in": "CREATE TRIGGER x AFTER INSERT ON events BEGIN DELETE FROM refs; END",
		"an event's operator":       "DROP TRIGGER events_forever_1; UPDATE events SET operator='x' WHERE no=3" + put,
		"the newest event's time":   "DROP TRIGGER events_forever_1; UPDATE events SET at=at+1 WHERE no=(SELECT max(no) FROM events)" + put,
		"an event's hash":           "DROP TRIGGER events_forever_1; UPDATE events SET hash=zeroblob(32) WHERE no=4" + put,
	} {
		p := newPlace(t)
		p.init()
		number := p.expect(exitDone, lineFather+lineSon, "issue").lines(t)[0]["number"].(string)
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
