package station_test

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
)

const (
	boyUnderFather = `{"name":"闫样例","birth":"2014-04-01","sex":"M","guardian":{"relation":"father","name":"样例父","document":{"type":"RIC18","number":"330212198505059315"}},"declared":true}`
	boyWithCard    = `{"name":"闫样例","document":{"number":"330212201404019319"},"declared":true}`
)

// A child that came with its own card is still the child of its parents: each of
// these would be a second number for it, and none may go through unasked.
func TestACardDoesNotMakeTheChildAStranger(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, boyUnderFather, "ISSUE")
	if v := b.issue(st, boyWithCard, "UPGRADE"); v.Number != first.Number {
		t.Fatalf("upgraded to %s, first %s", v.Number, first.Number)
	}
	d, err := st.Pass(ctx, first.Number.String())
	b.must(err)
	if d.Applicant.Guardian == nil || d.Applicant.Document == nil {
		t.Error("the record does not tell the father beside the card")
	}
	for _, c := range []struct{ what, old, new, outcome, warning string }{
		{"the same once more", "", "", "BLOCK", ""},
		{"one day off", "2014-04-01", "2014-04-02", "ASK_SUPERVISOR", "near_birth"},
		{"day and month swapped", "2014-04-01", "2014-01-04", "ASK_SUPERVISOR", "near_birth"},
		{"sex", `"M"`, `"F"`, "ASK_SUPERVISOR", "sex_mismatch"},
		{"another year", "2014-04-01", "2016-08-08", "ASK_SUPERVISOR", "namesake_sibling"},
	} {
		v, err := st.Check(ctx, b.app(strings.Replace(boyUnderFather, c.old, c.new, 1)))
		b.must(err)
		if v.Outcome != c.outcome || c.warning != "" && !slices.Contains(v.Warnings, c.warning) {
			t.Errorf("%s: got %s %v, want %s %s", c.what, v.Outcome, v.Warnings, c.outcome, c.warning)
		}
	}
	b.issue(st, boyWithCard, "BLOCK")
	twin := b.issue(st, strings.Replace(boyUnderFather, "闫样例", "闫样双", 1), "ISSUE")
	if !slices.Contains(twin.Warnings, "twins") {
		t.Errorf("a twin: %v", twin.Warnings)
	}
	b.sound(st)
}

// A blank typed inside a name is the same spelling question at the desk as in the
// rules (U23).
func TestABlankInANameIsASpelling(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, boyUnderFather, "ISSUE")
	v := b.issue(st, strings.Replace(boyUnderFather, "闫样例", "闫样 例", 1), "BLOCK")
	if !slices.Contains(v.Warnings, "name_variant") {
		t.Errorf("warnings %v, want name_variant", v.Warnings)
	}
	b.issue(st, strings.Replace(boyWithCard, "闫样例", "闫 样例", 1), "ASK_SUPERVISOR")
	b.sound(st)
}

// Whoever settles the one question sees the other at once: a grandmother asks for
// a child that has a pass under its father.
func TestAParkedCaseTellsTheOtherRecord(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, boyUnderFather, "ISSUE")
	line := strings.NewReplacer("father", "grandmother", "样例父", "样例祖", "330212198505059315", "330204195001019017").Replace(boyUnderFather)
	v := b.issue(st, line, "ASK_SUPERVISOR")
	if !slices.Contains(v.Warnings, "same_child_two_guardians") || !slices.Contains(v.Related, first.Number.String()) {
		t.Errorf("warnings %v, related %v", v.Warnings, v.Related)
	}
}

// For a volunteer a refusal is no wrong answer to a question that can be answered
// otherwise a minute later.
func TestAVolunteerDoesNotAskAgain(t *testing.T) {
	b := newBench(t)
	b.must(b.create(nil).Close())
	st := b.as(registry.Volunteer)
	refused := strings.Replace(father, `"declared"`, `"facts":["confirmed"],"declared"`, 1)
	b.issue(st, refused, "REFUSE+HOSPITAL")
	if v := b.issue(st, father, "ASK_SUPERVISOR"); v.Rule != "refused_today" {
		t.Errorf("parked by %s", v.Rule)
	}
	asked := strings.Replace(mother, `"declared"`, `"facts":["close_contact"],"naat":[["2020-03-08","neg"],["2020-03-09","neg"]],"declared"`, 1)
	b.issue(st, asked, "ASK_HEALTH")
	if v := b.issue(st, mother, "ASK_SUPERVISOR"); v.Rule != "open_case" {
		t.Errorf("parked by %s", v.Rule)
	}
}
