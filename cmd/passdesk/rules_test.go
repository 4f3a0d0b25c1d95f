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

// What cannot be judged is told in plain words of both languages, and never by the
// names that programmers give their errors.
func TestRulesSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ answer, zh, en string }{
		{answered(t, decideEligibility([]byte(`{"scheme":"ningbo","inputs":{"temp":"warm"}}`))), "temp 的写法不对", "temp is not written as expected"},
		{answered(t, decideEligibility([]byte(`{"scheme":"oz","inputs":{}}`))), "没有这套规则：“oz”", `there are no such rules: \"oz\"`},
		{answered(t, decideEligibility([]byte(`{"scheme":"ningbo"}`))), "没有写 inputs", "inputs is missing"},
		{answered(t, decideEligibility([]byte(`{"scheme":"ningbo","inputs":{"facts":["fevr"]}}`))), "有不认识的词：事实“fevr”", `a word is not known: fact \"fevr\"`},
		{answered(t, decideEligibility([]byte(`{"scheme":"ningbo","inputs":{"isolation":{"days_done":-1}}}`))), "isolation.days_done 超出可能的范围", "isolation.days_done is out of range"},
		{answered(t, decideEligibility([]byte(`{"scheme":"ningbo","inputs":{"isolation":{"days_done":99999999999}}}`))), "超出可能的范围", "is out of range"},
		{answered(t, decideEligibility([]byte(`{"scheme":"ningbo","inputs":{"naat":[["2020-03-16","neg"]]}}`))), "日期在所判断的那天之后，请核对：naat", "look again: naat"},
		{answered(t, decideUniqueness([]byte(`{"id":1,"existing":[],"new":{"name":"样例甲","birth":"1980-01-01"},"new":{"name":"样例乙","birth":"1980-01-01"}}`))), "字段 new 写了两次", "field new is given twice"},
		{answered(t, decideUniqueness([]byte(`{"id":1,"existing":[{"name":"样例甲","Name":"样例乙"}],"new":{"name":"样例丙"}}`))), "字段 Name 写了两次", "field Name is given twice"},
	} {
		if !strings.Contains(c.answer, `"INVALID"`) || !strings.Contains(c.answer, c.zh) || !strings.Contains(c.answer, c.en) || strings.Contains(c.answer, "scheme: ") {
			t.Errorf("got  %s\nwant INVALID, %s, %s", c.answer, c.zh, c.en)
		}
	}
}
