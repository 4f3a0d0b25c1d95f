package scheme

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// A fourth city in one value: its own colours, its own number, its own sentence.
func fourth() Scheme {
	sentence := Citation{"红码不发证；离开高风险县满10天的发证", "EXT made up for this test"}
	return Scheme{
		Code: "fourth", DivisionPrefix: "99", DivisionDigits: 3, DeskWord: "fourth",
		Settings: []Setting{setting("away_days", 10, "离开天数", "Days away", sentence.Source)},
		colours:  map[string]string{"close_contact": "red", "higher_risk_county": "yellow"},
		rules: map[string]Procedure{"fourth": {
			Grounds: []Rule{
				{ID: "fourth/red", When: groundColour("red"), Outcome: "REFUSE", Colour: "red", Cite: sentence,
					Reason: Text{"{fact}，不发证", "{Fact}: no pass"}, Advice: Text{"等候通知", "Wait for a call"}},
				{ID: "fourth/away", When: all(groundColour("yellow"), isolated("away_days")), Outcome: "ISSUE", Colour: "green", Cite: sentence,
					Reason: Text{"已满{away_days}天", "{away_days} days are over"}},
				{ID: "fourth/unlisted", When: anyOf(unlisted, groundColour("yellow")), Outcome: "ASK_HEALTH", Cite: sentence,
					Reason: Text{"{fact}须确认", "{Fact}: to be confirmed"}, Advice: Text{"等候通知", "Wait for a call"}},
			},
			Desk: []Rule{{ID: "fourth/issue", When: always, Outcome: "ISSUE", Colour: "green", Cite: sentence, Reason: Text{"发证", "Issue"}}},
		}},
	}
}

func TestFourthScheme(t *testing.T) {
	s := fourth()
	if got, err := s.District("991234"); got != "234" || err != nil {
		t.Errorf("district: got %q, %v", got, err)
	}
	for _, c := range []struct{ inputs, outcome, reason string }{
		{`{}`, "ISSUE", "发证"},
		{`{"facts":["close_contact"]}`, "REFUSE", "与确诊病人有密切接触，不发证"},
		{`{"facts":["higher_risk_county"],"isolation":{"days_done":10}}`, "ISSUE", "已满10天"},
		{`{"facts":["higher_risk_county"],"isolation":{"days_done":9}}`, "ASK_HEALTH", "来自较高风险县(市、区)须确认"},
		{`{"facts":["fever"]}`, "ASK_HEALTH", "有发热症状须确认"},
	} {
		in, err := ParseInputs([]byte(c.inputs))
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.Evaluate("fourth", in, civil.New(2020, 3, 10))
		if err != nil || v.Outcome != c.outcome || v.Reason.ZH != c.reason {
			t.Errorf("%s: got %s %q, %v, want %s %q", c.inputs, v.Outcome, v.Reason.ZH, err, c.outcome, c.reason)
		}
	}
}

// TestRulesAreComplete: each rule value says everything, once.
func TestRulesAreComplete(t *testing.T) {
	seen := map[string]Rule{}
	for _, s := range All() {
		for word, p := range s.rules {
			inWord := map[string]bool{}
			for _, r := range append(append([]Rule(nil), p.Grounds...), p.Desk...) {
				other, twice := seen[r.ID] // recall and appeal share their rules
				if twice && (inWord[r.ID] || other.Reason != r.Reason || other.Outcome != r.Outcome || other.Cite != r.Cite) {
					t.Errorf("two rules are called %s, one of them in %s", r.ID, word)
				}
				seen[r.ID], inWord[r.ID] = r, true
				if r.Outcome == "" || r.Reason.ZH == "" || r.Reason.EN == "" || r.Cite.Sentence == "" || r.Cite.Source == "" {
					t.Errorf("%s: rule %s is not complete", word, r.ID)
				}
				if v := (Verdict{Outcome: r.Outcome}); !v.Permits() && r.Outcome != "KEEP" && (r.Advice.ZH == "" || r.Advice.EN == "") {
					t.Errorf("%s: rule %s refuses without advice", word, r.ID)
				}
				if strings.Count(r.Reason.ZH, "{") != strings.Count(r.Reason.ZH, "}") {
					t.Errorf("%s: rule %s has an open gap", word, r.ID)
				}
			}
			if last := p.Desk[len(p.Desk)-1]; !last.When(&Case{scheme: s, Inputs: Inputs{Pass: "none", FalseStatement: Yes}}) {
				t.Errorf("%s: the last rule %s may not apply", word, last.ID)
			}
		}
	}
}

// TestNoNumberIsWrittenOut: a text that tells a number tells the setting, so that
// a changed setting is never contradicted by an old sentence. What stays are the
// names of papers.
func TestNoNumberIsWrittenOut(t *testing.T) {
	papers := strings.NewReplacer("甬防办[2020]38号", "", "38号", "", "No. 38", "", "63号", "", "No. 63", "")
	for _, s := range All() {
		for _, p := range s.rules {
			for _, r := range append(append([]Rule(nil), p.Grounds...), p.Desk...) {
				for _, text := range []string{r.Reason.ZH, r.Reason.EN, r.Advice.ZH, r.Advice.EN} {
					if strings.ContainsAny(papers.Replace(text), "0123456789") {
						t.Errorf("%s writes a number out: %q", r.ID, text)
					}
					for _, gap := range gaps(text) {
						if !strings.Contains(filled, " "+gap+" ") && s.Number(gap) == 0 {
							t.Errorf("%s: no setting fills {%s}", r.ID, gap)
						}
					}
				}
			}
		}
	}
}

// filled are the gaps that the case fills itself.
const filled = " fact Fact who Who record Record days checkin institution self negatives Negatives both_report_days "

// gaps are the names in braces.
func gaps(text string) []string {
	var names []string
	for _, part := range strings.Split(text, "{")[1:] {
		name, _, _ := strings.Cut(part, "}")
		names = append(names, name)
	}
	return names
}
