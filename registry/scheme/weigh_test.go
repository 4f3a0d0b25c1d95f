package scheme

import (
	"slices"
	"testing"

	"passdesk/registry/civil"
)

// evidence are things that may clear a fact, or not.
var evidence = []string{
	``,
	`,"naat":[["2020-03-05","neg"],["2020-03-08","neg"]]`,
	`,"naat":[["2020-03-08","neg"]],"health_dept_ok":true`,
	`,"isolation":{"days_done":14,"release_paper":true}`,
	`,"isolation":{"days_done":7,"symptoms":false}`,
	`,"employer":{"doc38":true,"naat":"neg"}`,
	`,"truck_driver":true,"vehicle_pass":"police","protection":true`,
	`,"arrived":false`,
	`,"temp":38.4`,
	`,"self_reports":14,"institution_reports":14,"cured":true`,
}

// weigher evaluates lists of facts beside one piece of evidence.
func weigher(t *testing.T, word, beside string) func(facts ...string) Verdict {
	t.Helper()
	in, err := ParseInputs([]byte(`{"declared":true,"doc":"RIC18"` + beside + `}`))
	if err != nil {
		t.Fatalf("%s: %v", beside, err)
	}
	s, err := ofRule(word)
	if err != nil {
		t.Fatal(err)
	}
	return func(facts ...string) Verdict {
		in.Facts = facts
		v, err := s.Evaluate(word, in, civil.New(2020, 3, 10))
		if err != nil {
			t.Fatalf("%s %v%s: %v", word, facts, beside, err)
		}
		return v
	}
}

// TestFactsInAnyOrder: what is said of a person is weighed together; which was
// typed first is nothing.
func TestFactsInAnyOrder(t *testing.T) {
	for _, word := range []string{"ningbo", "ningbo_gate", "ningbo_recall", "ningxia", "ningxia_gate", "ningxia_card", "lishui", "lishui_gate", "lishui_pass"} {
		for n, e := range evidence {
			if n > 2 && word != "ningbo" && word != "ningxia" {
				continue
			}
			weigh := weigher(t, word, e)
			for i, f := range vocabulary {
				for _, g := range vocabulary[:i] {
					a, b := weigh(f.Code, g.Code), weigh(g.Code, f.Code)
					if a.Outcome != b.Outcome || a.Colour != b.Colour {
						t.Errorf("%s %s: %s then %s: %s %q by %s; the other way about %s %q by %s", word, e, f.Code, g.Code, a.Outcome, a.Colour, a.Rule, b.Outcome, b.Colour, b.Rule)
					}
				}
			}
		}
	}
}

// TestOneMoreFactPermitsNothing: who is refused or asked about is not let through
// because one more thing is true of him. Two exceptions stand in the papers: the
// two tests of a traveller who was in a key area clear the journey too; and days
// of isolation beside no fact of one are those of the ground that is said (NB-33).
// Who adds that an isolation is a yellow one records its ground (NB-A2).
func TestOneMoreFactPermitsNothing(t *testing.T) {
	cleared := []string{"been_to_key_area", "from_specific_area"}
	journey := []string{"cross_province", "higher_risk_county"}
	for _, word := range []string{"ningbo", "ningxia_card", "lishui_pass"} {
		for _, e := range evidence {
			weigh := weigher(t, word, e)
			for _, f := range vocabulary {
				alone := weigh(f.Code)
				if alone.Permits() || factByWord[alone.Ground].groundUnsaid() && !f.isolation() {
					continue
				}
				for _, g := range vocabulary {
					both := weigh(f.Code, g.Code)
					paper := slices.Contains(journey, f.Code) && slices.Contains(cleared, g.Code) || f.groundUnsaid() && g.Code == "in_isolation_yellow"
					if both.Permits() && !paper {
						t.Errorf("%s %s: %s alone is %s, with %s it is %s by %s", word, e, f.Code, alone.Outcome, g.Code, both.Outcome, both.Rule)
					}
				}
			}
		}
	}
}
