package station_test

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// kindsOf are the kinds of a pass's history, in order.
func (b *bench) kindsOf(st *station.Station, n registry.Number) (kinds []registry.Kind, d station.Detail) {
	b.t.Helper()
	d, err := st.Pass(ctx, n.String())
	b.must(err)
	for _, h := range d.History {
		kinds = append(kinds, h.Kind)
	}
	return kinds, d
}

// A pass's history has the case that it came of: who decided what, when, why, and
// which rule stood aside.
func TestAPassTellsTheDecisionThatMadeIt(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(mother, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	v := b.changed(st, id, "", "ISSUE")
	kinds, d := b.kindsOf(st, v.Number)
	if want := []registry.Kind{registry.Refused, registry.AppealLodged, registry.AppealDecided, registry.Issued}; !slices.Equal(kinds, want) {
		t.Fatalf("%v, want %v", kinds, want)
	}
	if h := d.History[2]; h.Case != id || h.Rule != "ningbo/red" || h.Note != "change: "+reason || h.Operator == "" || h.Fixed {
		t.Errorf("set aside: %+v", h)
	}
	if d.History[3].Case != id {
		t.Errorf("the issue: %+v", d.History[3])
	}
	id = b.appealed(st, with(father, `"facts":["fever"]`), "REFUSE+ISOLATE7")
	_, d = b.kindsOf(st, b.changed(st, id, `{"facts":[]}`, "ISSUE").Number)
	if h := d.History[2]; !h.Fixed || h.Rule != "" || string(d.Applicant.Facts["facts"]) != "[]" {
		t.Errorf("corrected: %+v, facts %s", h, d.Applicant.Facts["facts"])
	}
	b.sound(st)
}

// "The same person" is told by the pass that was compared: said at the desk, or
// settled.
func TestAPassTellsWhoWasTheSamePerson(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, twinOne, "ISSUE").Number
	said := b.issue(st, with(twinTwo, `"choice":{"warning":"twins_similar_name","same":true}`), "SAME_PERSON").Case
	kinds, d := b.kindsOf(st, first)
	if want := []registry.Kind{registry.Issued, registry.Refused}; !slices.Equal(kinds, want) || d.History[1].Case != said || d.History[1].Note != "SAME_PERSON" {
		t.Errorf("%v, %+v", kinds, d.History)
	}
	day, err := st.Today(ctx)
	if b.must(err); day.Refused != 0 || day.SamePerson != 1 {
		t.Errorf("counted: %d refused, %d the same", day.Refused, day.SamePerson)
	}
	b.sound(st)
}

// What is refused today and still stands is counted; who was sent on is not, nor
// whose appeal was changed.
func TestRefusalsThatStand(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	counts := func(refused, referred, open int) {
		t.Helper()
		day, err := st.CloseDay(ctx)
		if b.must(err); day.Refused != refused || day.Referred != referred || day.Open != open {
			t.Errorf("%d refused, %d sent on, %d open; want %d, %d, %d", day.Refused, day.Referred, day.Open, refused, referred, open)
		}
	}
	b.issue(st, foreigner, "REFER_POLICE")
	asked := b.issue(st, with(mother, `"facts":["no_need"]`), "ASK_HEALTH").Case
	id := b.appealed(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	counts(1, 1, 1)
	b.changed(st, id, "", "ISSUE")
	counts(0, 1, 1)
	b.settle(st, asked, "refuse", "REFUSE")
	counts(1, 1, 0)
	b.sound(st)
}

// Two people where nobody else is on record: a sentence, and no event.
func TestTwoPeopleNeedTwoRecords(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"proxy":{"name":"样例邻居"}`), "ASK_SUPERVISOR").Case
	head := st.Head()
	if _, err := st.Settle(ctx, id, "two_people", reason, false); err == nil || !strings.Contains(err.Error(), "no other record") {
		t.Errorf("%v", err)
	}
	b.unmoved(st, head, "two people")
}
