package station_test

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/watch"
)

// TestAListedChildWithACardOfItsOwn: the list names the child under its father's
// number. It is the same child that comes with its own card, and no second paper is
// made of the exchange.
func TestAListedChildWithACardOfItsOwn(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, son, "ISSUE")
	b.imported(st, rowsOf(list("330212198505059315", "样例长子", "密接")), "none:listed")
	v := b.issue(st, with(cardOfSon, sameAs), "REFUSE+ISOLATE14")
	if len(v.Watch) != 1 || v.Watch[0].Match != watch.Exact || !strings.Contains(v.Reason.ZH, "样例疾控") || !slices.Contains(v.Warnings, "same_child") {
		t.Errorf("%+v", v)
	}
	if d, err := st.Pass(ctx, first.Number.String()); err != nil || d.Copy != 1 || d.Status != registry.StatusIssued {
		t.Errorf("the first paper: %+v %v", d, err)
	}
	b.issue(st, cardOfSon, "REFUSE+ISOLATE14")
	b.lift(st, 1)
	b.issue(st, with(cardOfSon, sameAs), "UPGRADE")
	b.sound(st)
}

// TestAnEntryThatMayMeanAChildWithACard parks, and what the officer says settles it.
func TestAnEntryThatMayMeanAChildWithACard(t *testing.T) {
	for decision, outcome := range map[string]string{"two_people": "UPGRADE", "same_person": "REFUSE"} {
		b := newBench(t)
		st := b.create(nil)
		b.issue(st, son, "ISSUE")
		b.imported(st, rowsOf(list("330212********9315", "样例长子", "密接")), "match_masked:listed")
		v := b.issue(st, with(cardOfSon, sameAs), "ASK_SUPERVISOR")
		if v.Rule != "watch_match" || len(v.Watch) != 1 || !v.Watch[0].Match.Asks() {
			t.Fatalf("%+v", v)
		}
		b.settle(st, v.Case, decision, outcome)
		if outcome == "REFUSE" {
			b.issue(st, with(cardOfSon, sameAs), "ASK_SUPERVISOR")
		}
		b.sound(st)
	}
}
