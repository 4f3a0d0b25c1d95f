package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// answered is what a verb says to one line, as scripts read it.
func answered(t *testing.T, answer any) string {
	t.Helper()
	raw, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// rules colour tells the days, why they differ, and what comes next.
func TestRulesColour(t *testing.T) {
	isolated := `"scheme":"ningbo","inputs":{"facts":["been_to_key_area"],"isolation":{"start":"2020-02-17"}}`
	for _, c := range []struct {
		line string
		want []string
	}{
		{`{"id":7,` + isolated + `,"from":"2020-03-01","to":"2020-03-03"}`, []string{
			`{"id":7,"days":[{"from":"2020-03-01","to":"2020-03-01","outcome":"REFUSE+ISOLATE14","colour":"red",`,
			`{"from":"2020-03-02","to":"2020-03-03","outcome":"ASK_HEALTH","colour":"red",`,
			`"why":{"zh":"14天隔离到 2020-03-02 期满；凭解除证明转绿，可以发证",`,
		}},
		{`{"id":"b",` + isolated + `,"day":"2020-02-20"}`, []string{
			`"from":"2020-02-20","to":"2020-02-20"`, `"next":{"day":"2020-03-02","outcome":"ASK_HEALTH","colour":"red","reason":{"zh":"14天隔离到 2020-03-02 期满；`,
		}},
		{`{"id":"c","scheme":"ningbo","inputs":{"facts":["cross_province"],"isolation":{"days_done":1}},"from":"2020-03-01","to":"2020-03-05"}`, []string{
			`"days":[{"from":"2020-03-01","to":"2020-03-05","outcome":"REFUSE+ISOLATE7"`, `"next":{"day":"2020-03-07","outcome":"ISSUE"`,
		}},
		{`{"id":"d","scheme":"ningbo","inputs":{}}`, []string{`"from":"2020-03-10","to":"2020-03-10","outcome":"ISSUE"`}},
		{`{"id":"e","scheme":"ningbo","inputs":{"today":"2020-02-29"}}`, []string{`"from":"2020-02-29","to":"2020-02-29","outcome":"ISSUE"`}},
		{`{"id":"f","scheme":"ningbo","inputs":{},"from":"2020-03-02","to":"2020-03-01"}`, []string{`"id":"f","outcome":"INVALID"`, `最多 1100 天`, `"days":[]`}},
		{`{"id":"g","scheme":"ningbo","inputs":{},"from":"2020-03-02"}`, []string{`"id":"g","outcome":"INVALID"`, `give from and to, or day alone`}},
		{`{"id":"h","scheme":"ningbo","inputs":{},"day":"2020-02-30"}`, []string{`"id":"h","outcome":"INVALID"`, `stands in the calendar`}},
		{`{"id":"i","scheme":"ningbo","inputs":{"facts":["fevr"]},"day":"2020-02-29"}`, []string{`"id":"i","outcome":"INVALID"`, `fevr`}},
		{`{"id":"j","scheme":"ningbo","inputs":{"facts":[],"facts":["fever"]},"day":"2020-02-29"}`, []string{`"id":"j","outcome":"INVALID"`, `given twice`}},
		{`{"id":"k","scheme":"oz","inputs":{},"day":"2020-02-29"}`, []string{`"id":"k","outcome":"INVALID"`}},
		{`no case`, []string{`"id":null,"outcome":"INVALID"`}},
	} {
		got := answered(t, decideColour([]byte(c.line)))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s:\ngot  %s\nwant %s", c.line, got, want)
			}
		}
	}
	if got := answered(t, decideColour([]byte(`{"id":1,"scheme":"ningbo","inputs":{}}`))); strings.Contains(got, "next") || strings.Contains(got, "why") {
		t.Errorf("nothing changes, and yet: %s", got)
	}
}

// rules eligibility says when time alone would change its answer, and names a
// date that cannot be meant.
func TestRulesEligibilityNext(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"id":1,"scheme":"ningbo","inputs":{"facts":["cross_province"],"isolation":{"days_done":6}}}`, `"next":{"day":"2020-03-11","outcome":"ISSUE"`},
		{`{"id":2,"scheme":"ningbo","inputs":{"facts":["cross_province"],"isolation":{"start":"2020-02-25"},"today":"2020-02-28"}}`, `"next":{"day":"2020-03-03","outcome":"ISSUE"`},
		{`{"id":3,"scheme":"ningbo","inputs":{"facts":[["cross_province","2020-03-11"]]}}`, `"outcome":"INVALID","colour":"","reason":{"zh":"日期在所判断的那天之后，请核对：cross_province"`},
		{`{"id":4,"scheme":"ningxia","inputs":{"facts":[["been_to_highrisk_lt14","2020-03-01"]]}}`, `"outcome":"ASK_HEALTH"`},
	} {
		if got := answered(t, decideEligibility([]byte(c.line))); !strings.Contains(got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.line, got, c.want)
		}
	}
	if got := answered(t, decideEligibility([]byte(`{"id":1,"scheme":"ningbo","inputs":{"facts":["cross_province"]}}`))); strings.Contains(got, "next") {
		t.Errorf("time alone changes nothing, and yet: %s", got)
	}
}
