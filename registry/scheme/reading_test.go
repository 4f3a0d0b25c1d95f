package scheme_test

import (
	"slices"
	"testing"

	"passdesk/registry/scheme"
)

// A rule that answers a row which the table calls ambiguous, in conflict, derived
// or external says so, and says which way was taken.
func TestReadingsAreSaid(t *testing.T) {
	looked := 0
	for _, row := range readTable(t, "../../testdata/rules/eligibility.tsv") {
		if row["status"] == "certain" || slices.Contains([]string{"NOTE", "USE_PROVINCIAL"}, row["outcome"]) {
			continue
		}
		in, err := scheme.ParseInputs([]byte(row["inputs"]))
		if err != nil {
			t.Fatal(err)
		}
		v, err := scheme.Evaluate(row["scheme"], in, ruleDay)
		if err != nil {
			t.Fatal(err)
		}
		looked++
		said := slices.ContainsFunc(scheme.All(), func(s scheme.Scheme) bool {
			r, ok := s.Reading(v.Rule)
			return ok && string(r.How) == row["status"]
		})
		if !said {
			t.Errorf("%s: %s is %s, and does not say so", row["id"], v.Rule, row["status"])
		}
	}
	if looked < 30 {
		t.Errorf("only %d rows were looked at", looked)
	}
}

// A reading belongs to a rule that there is, speaks both languages, and one of
// the table's four words.
func TestReadingsBelongToRules(t *testing.T) {
	ways := []scheme.Sureness{scheme.Derived, scheme.Ambiguous, scheme.Conflict, scheme.External}
	for _, s := range scheme.All() {
		for id, r := range s.Readings {
			if !s.HasRule(id) {
				t.Errorf("%s: a reading of %s, which is no rule", s.Code, id)
			}
			if r.Text.ZH == "" || r.Text.EN == "" || !slices.Contains(ways, r.How) {
				t.Errorf("%s: the reading of %s is not whole", s.Code, id)
			}
		}
	}
}
