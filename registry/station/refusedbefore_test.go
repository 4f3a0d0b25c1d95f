package station_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry/station"
)

// What was declared and refused does not vanish with a new form: an officer's Enter
// is not enough, a reason is.
func TestARefusalIsNotForgottenByAnotherForm(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	v := b.issue(st, father, "ASK_SUPERVISOR")
	if v.Rule != "refused_today" || !strings.Contains(v.Reason.ZH, "密切接触") {
		t.Errorf("the same day: %s, %s", v.Rule, v.Reason.ZH)
	}
	b.settle(st, v.Case, "issue", "ISSUE")

	b.issue(st, with(mother, `"facts":["fever"]`), "REFUSE+ISOLATE7")
	b.issue(st, with(mother, `"override":"refused_today"`), "ASK_SUPERVISOR") // and no reason
	b.sound(st)
}

func TestAnOfficerLetsARefusalOfTodayThroughWithAReason(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, with(mother, `"temp":38.5`), "REFUSE+ISOLATE7")
	b.issue(st, with(mother, `"facts":["fever"]`), "REFUSE+ISOLATE7") // one word is enough for both
	v := b.issue(st, with(mother, `"temp":36.5,"override":"refused_today","override_reason":"复测三次均正常"`), "ISSUE")
	if !slices.Contains(v.Warnings, "overridden:refused_today") {
		t.Errorf("warnings %v", v.Warnings)
	}
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	told := slices.ContainsFunc(d.History, func(h station.Happened) bool { return strings.Contains(h.Note, "复测三次") })
	if !told {
		t.Errorf("the history does not tell the reason: %+v", d.History)
	}
	b.sound(st)
}

// An exposure counts on later days, until isolation or tests clear it; a fever ends
// with the new answer.
func TestAnExposureCountsOnTheDaysAfter(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	b.issue(st, with(mother, `"facts":["fever"]`), "REFUSE+ISOLATE7")
	began := b.now.Format("2006-01-02")
	b.now = b.now.Add(48 * time.Hour)
	if v, err := st.Check(ctx, b.app(father)); err != nil || v.Outcome != "ASK_SUPERVISOR" || v.Rule != "refused_before" {
		t.Errorf("two days later: %s by %s, %v", v.Outcome, v.Rule, err)
	}
	if v, err := st.Check(ctx, b.app(mother)); err != nil || v.Outcome != "ISSUE" || len(v.Warnings) != 0 {
		t.Errorf("a fever two days later: %s, %v, %v", v.Outcome, v.Warnings, err)
	}
	b.now = b.now.Add(13 * 24 * time.Hour)
	done := with(father, `"isolation":{"start":"`+began+`","release_paper":true}`)
	if v, err := st.Check(ctx, b.app(done)); err != nil || v.Outcome != "ISSUE" {
		t.Errorf("after the isolation: %s by %s, %v", v.Outcome, v.Rule, err)
	}
}

// A paper that was missing and is here now needs no officer.
func TestAMissingPaperIsMadeUpFor(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	began := b.now.Add(-20 * 24 * time.Hour).Format("2006-01-02")
	done := with(father, `"facts":["close_contact"],"isolation":{"start":"`+began+`","release_paper":true}`)
	if v, err := st.Check(ctx, b.app(done)); err != nil || v.Outcome != "ISSUE" {
		t.Errorf("with the paper of the release: %s by %s, %v", v.Outcome, v.Rule, err)
	}
}
