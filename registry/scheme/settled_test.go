package scheme

import (
	"testing"

	"passdesk/registry/civil"
)

// An officer's decision settles one rule about one fact: other grounds still
// refuse, another question still asks.
func TestSettledStandsForOneRuleAndOneFact(t *testing.T) {
	day := civil.New(2020, 3, 10)
	unlisted := Asked{"ningbo/unlisted", "no_need"}
	proxy := Asked{Rule: "ningbo/proxy"}
	for _, c := range []struct {
		inputs  string
		settled []Asked
		outcome string
		rule    string
	}{
		{`{"facts":["no_need"]}`, nil, "ASK_HEALTH", "ningbo/unlisted"},
		{`{"facts":["no_need"]}`, []Asked{unlisted}, "ISSUE", "ningbo/issue"},
		{`{"facts":["no_need"]}`, []Asked{{"ningbo/unlisted", "not_managed"}}, "ASK_HEALTH", "ningbo/unlisted"},
		{`{"facts":["no_need"]}`, []Asked{proxy}, "ASK_HEALTH", "ningbo/unlisted"},
		{`{"facts":["no_need","cross_province"]}`, []Asked{unlisted}, "REFUSE+ISOLATE7", "ningbo/yellow"},
		{`{"facts":["no_need","close_contact"]}`, []Asked{unlisted}, "REFUSE+ISOLATE14", "ningbo/red"},
		{`{"facts":["no_need","not_managed"]}`, []Asked{unlisted}, "ASK_HEALTH", "ningbo/unlisted"},
		{`{"facts":["no_need"],"applicant":"neighbour"}`, []Asked{unlisted}, "ASK_SUPERVISOR", "ningbo/proxy"},
		{`{"facts":["no_need"],"applicant":"neighbour"}`, []Asked{unlisted, proxy}, "ISSUE", "ningbo/issue"},
		{`{"facts":["cross_province"]}`, []Asked{{"ningbo/yellow", "cross_province"}}, "ISSUE", "ningbo/issue"},
		{`{"facts":["cross_province","fever"]}`, []Asked{{"ningbo/yellow", "cross_province"}}, "REFUSE+ISOLATE7", "ningbo/yellow"},
		{`{"false_statement":true}`, []Asked{{Rule: "ningbo/false"}}, "ISSUE", "ningbo/issue"},
	} {
		in, err := ParseInputs([]byte(c.inputs))
		if err != nil {
			t.Fatal(err)
		}
		v, err := ningbo().EvaluateSettled("ningbo", in, day, c.settled...)
		if err != nil || v.Outcome != c.outcome || v.Rule != c.rule {
			t.Errorf("%s with %v: %s by %s (%v), want %s by %s", c.inputs, c.settled, v.Outcome, v.Rule, err, c.outcome, c.rule)
		}
	}
}

// What a verdict asks is what settles it.
func TestEveryAnswerOfTheRulesCanBeNamed(t *testing.T) {
	in, err := ParseInputs([]byte(`{"facts":["cross_province"]}`))
	if err != nil {
		t.Fatal(err)
	}
	v, err := ningbo().Evaluate("ningbo", in, civil.New(2020, 3, 10))
	if want := (Asked{"ningbo/yellow", "cross_province"}); err != nil || v.Asked() != want {
		t.Errorf("asked %v (%v), want %v", v.Asked(), err, want)
	}
}
