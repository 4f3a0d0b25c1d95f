package station_test

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// A refused or parked person is told when time alone would change it, and why;
// nobody else is told of a day.
func TestVerdictSaysWhenToComeAgain(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	today := civil.On(b.now, shanghai)
	start := today.AddDays(-5).String()
	with := func(facts string) string { return strings.Replace(mother, "{", "{"+facts+",", 1) }

	v := b.issue(st, with(`"facts":["cross_province"],"isolation":{"start":"`+start+`"}`), "REFUSE+ISOLATE7")
	if v.Next.Day != today.AddDays(2) || v.Next.Outcome != "ISSUE" || v.Next.Colour != "green" || !strings.Contains(v.Next.Reason.ZH, today.AddDays(2).String()) {
		t.Errorf("7 days at home, 5 done: got %+v", v.Next)
	}
	v = b.issue(st, with(`"facts":["close_contact"],"isolation":{"start":"`+start+`"}`), "REFUSE+ISOLATE14")
	if v.Next.Day != today.AddDays(9) || v.Next.Outcome != "ASK_HEALTH" || !strings.Contains(v.Next.Reason.ZH, "凭解除证明") {
		t.Errorf("14 days, 5 done, no release paper: got %+v", v.Next)
	}
	if v = b.issue(st, with(`"facts":["close_contact"]`), "REFUSE+ISOLATE14"); !v.Next.IsZero() {
		t.Errorf("no isolation: got %+v", v.Next)
	}
	if v = b.issue(st, father, "ISSUE"); !v.Next.IsZero() {
		t.Errorf("issued: got %+v", v.Next)
	}
}

// A date in the future is a slip of the pen, and the sentence names it in both
// languages.
func TestDateAheadIsInvalid(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	tomorrow := civil.On(b.now, shanghai).AddDays(1).String()
	v := b.issue(st, strings.Replace(mother, "{", `{"facts":[["cross_province","`+tomorrow+`"]],`, 1), "INVALID")
	if v.Field != "facts" || !strings.Contains(v.Reason.ZH, "在今天之后") || !strings.HasSuffix(v.Reason.ZH, "cross_province") || !strings.HasSuffix(v.Reason.EN, "cross_province") {
		t.Errorf("got %s %q %q", v.Field, v.Reason.ZH, v.Reason.EN)
	}
}
