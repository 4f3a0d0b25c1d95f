package station_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/registry/station"
)

// Whoever says the same again on the same day, and is told the same, has their case; who
// states something else, or comes another day, is heard anew.
func TestTheSameRefusalHasItsCase(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	fever := with(father, `"temp":38.2`)
	check := func(line string, want int64) {
		t.Helper()
		v, err := st.Check(ctx, b.app(line))
		if b.must(err); v.Case != want {
			t.Errorf("%s by %s: case %d, want %d", v.Outcome, v.Rule, v.Case, want)
		}
	}
	check(fever, 0)
	id := b.issue(st, fever, "REFUSE+ISOLATE7").Case
	check(fever, id)
	check(with(father, `"temp":38.6`), 0)
	check(with(father, `"temp":38.2,"facts":["close_contact"]`), 0)
	check(with(mother, `"temp":38.2`), 0)
	b.now = b.now.Add(48 * time.Hour)
	check(fever, 0)
	b.must(st.LodgeAppeal(ctx, id, "申诉人说样例"))
	b.now = b.now.Add(48 * time.Hour)
	check(fever, id) // it waits for a decision
}

// A person is found by the case that waits, and appeals once about one reason at a time.
func TestOneAppealForOneReason(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	waits := b.appealed(st, with(father, `"temp":38.2`), "REFUSE+ISOLATE7")
	again := b.issue(st, with(father, `"temp":38.6`), "REFUSE+ISOLATE7").Case
	red := b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14").Case
	found, err := st.Find(ctx, b.app(father).Document.Number, 9)
	if b.must(err); len(found) != 1 || found[0].Case != waits {
		t.Errorf("found by %+v, want case %d", found, waits)
	}
	var not *station.NotSo
	if err := st.LodgeAppeal(ctx, again, "再申诉样例"); !errors.As(err, &not) || not.Field != "appeal" || !strings.Contains(not.Reason.ZH, found[0].CaseNo.String()) {
		t.Errorf("a second appeal for the same reason: %v", err)
	}
	b.must(st.LodgeAppeal(ctx, red, "别的理由样例"))
	b.sound(st)
}
