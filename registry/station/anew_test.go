package station_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// anew is an application that takes the place of the case.
func anew(line string, id int64) string { return with(line, fmt.Sprintf(`"anew":%d`, id)) }

// Whoever may settle a case and takes the application again closes it: with the pass that
// comes of the new one, whatever name and number stand on it now, or with its case.
func TestApplyingAnewClosesTheCase(t *testing.T) {
	for _, c := range []struct{ line, outcome string }{
		{father, "ISSUE"}, {mother, "ISSUE"}, {with(father, `"facts":["fever"]`), "REFUSE+ISOLATE7"}, {with(father, `"facts":["no_need"]`), "ASK_HEALTH"},
	} {
		t.Run(c.outcome, func(t *testing.T) {
			b := newBench(t)
			st := b.create(nil)
			id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
			v := b.issue(st, anew(c.line, id), c.outcome)
			if v.Issues() && len(v.Warnings) > 0 {
				t.Errorf("the case that it replaces is still held against it: %v", v.Warnings)
			}
			old := b.stands(st, id, registry.CaseClosed)
			if last := old.History[len(old.History)-1]; last.Kind != registry.Settled || !strings.HasPrefix(last.Note, registry.AppliedAnew) || !old.Replaced() {
				t.Errorf("its history tells %+v", last)
			}
			if old.Number != v.Number.String() {
				t.Errorf("it names the pass %q, want %q", old.Number, v.Number)
			}
			waiting, err := st.Cases(ctx, station.CaseFilter{})
			b.must(err)
			if slices.ContainsFunc(waiting, func(c station.Case) bool { return c.ID == id }) {
				t.Error("it still waits for an officer")
			}
			if _, err := st.Slips(ctx, []int64{id}); err == nil {
				t.Error("a slip of a case that nobody decided")
			}
			b.sound(st)
			b.must(st.Close())
			st = b.open()
			if v, err := st.Check(ctx, b.app(son)); err != nil || !v.Issues() {
				t.Errorf("somebody else: %+v, %v", v, err)
			}
		})
	}
}

// Who may not settle takes the application, another number or name on it: it waits beside
// the case, and closes it when an officer issues.
func TestAVolunteersNewApplicationWaitsBesideTheCase(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	b.must(st.Close())
	st = b.as(registry.Volunteer)
	v := b.issue(st, anew(mother, id), "ASK_SUPERVISOR")
	if v.Rule != "open_case" {
		t.Errorf("asked because of %s", v.Rule)
	}
	b.stands(st, id, registry.CaseOpen)
	b.must(st.Close())
	st = b.openKeeper()
	b.settle(st, v.Case, "issue", "ISSUE")
	b.stands(st, id, registry.CaseClosed)
	b.sound(st)
}

// A case that nobody knows is a slip of the pen; one that was settled has nothing to close.
func TestAnewNamesACaseThatWaits(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	if v := b.issue(st, anew(father, 99), "INVALID"); v.Field != "anew" {
		t.Errorf("refused for the field %q", v.Field)
	}
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	b.settle(st, id, "refuse", "REFUSE")
	b.issue(st, anew(mother, id), "ISSUE")
	b.stands(st, id, registry.CaseRefused)
}
