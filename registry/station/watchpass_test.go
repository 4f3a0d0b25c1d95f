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
	b.imported(st, rowsOf(list("330212198505059315", "样例长子", "密接")), "match:listed")
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

// TestWhatARowSaysOfItself: who is released, or is not meant, is asked about and
// keeps the pass; a day that nobody can read lists as of today.
func TestWhatARowSaysOfItself(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	row := func(why, colour, listed, until string) watch.Row {
		return watch.Row{Number: "330212198505059315", Name: "样例父", Why: why, Colour: colour, Listed: listed, Until: until, Source: "样例疾控"}
	}
	for _, r := range []watch.Row{row("不是密接", "", "", ""), row("已解除", "", "", ""), row("密接", "", "", "2020-02-20"), row("", "红码解除", "", "")} {
		if rows, _ := b.imported(st, ordering(r), "ask"); rows[0].Recalled || rows[0].Note.IsZero() {
			t.Errorf("%+v", rows[0])
		}
	}
	rows, _ := b.imported(st, rowsOf(row("武汉返甬", "", "上周", "")), "match:listed")
	if rows[0].Why != watch.Other || !strings.Contains(rows[0].Note.ZH, "从今天起") {
		t.Errorf("%+v", rows[0])
	}
	rows, _ = b.imported(st, ordering(row("", "绿转红", "上周", "")), "match:replaced")
	if rows[0].Why != "red" || !rows[0].Recalled {
		t.Errorf("%+v", rows[0])
	}
	b.sound(st)
}
