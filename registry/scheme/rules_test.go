package scheme_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// ruleDay is the day of the rule tables when a row names none.
var ruleDay = civil.New(2020, 3, 10)

// readTable reads a table of testdata/rules as rows by column name.
func readTable(t testing.TB, path string) []map[string]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	head := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, cell := range strings.Split(line, "\t") {
			row[head[i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// otherwiseInEnglish: rows whose English spells a number or prints a code word.
var otherwiseInEnglish = map[string]bool{"NB-20": true, "NX-04": true, "NX-05": true, "NX-09": true}

// TestEligibilityTable: every row of the paper's rules, with outcome, colour,
// reason, sentence and source. NOTE and USE_PROVINCIAL rows are reading notes.
func TestEligibilityTable(t *testing.T) {
	cases := 0
	for _, row := range readTable(t, "../../testdata/rules/eligibility.tsv") {
		if slices.Contains([]string{"NOTE", "USE_PROVINCIAL"}, row["outcome"]) {
			continue
		}
		cases++
		t.Run(row["id"], func(t *testing.T) {
			in, err := scheme.ParseInputs([]byte(row["inputs"]))
			if err != nil {
				t.Fatal(err)
			}
			got, err := scheme.Evaluate(row["scheme"], in, ruleDay)
			if err != nil {
				t.Fatal(err)
			}
			if got.Outcome != row["outcome"] || got.Colour != row["colour"] {
				t.Errorf("%s: got %s %q by %s, want %s %q", row["inputs"], got.Outcome, got.Colour, got.Rule, row["outcome"], row["colour"])
			}
			if got.Reason.ZH != row["reason_zh"] {
				t.Errorf("reason: got %q by %s, want %q", got.Reason.ZH, got.Rule, row["reason_zh"])
			}
			if got.Reason.EN != row["reason_en"] && !otherwiseInEnglish[row["id"]] {
				t.Errorf("reason: got %q by %s, want %q", got.Reason.EN, got.Rule, row["reason_en"])
			}
			if got.Cite != row["cited_sentence"] || got.Source != row["document"] {
				t.Errorf("cite: got %q (%s) by %s, want %q (%s)", got.Cite, got.Source, got.Rule, row["cited_sentence"], row["document"])
			}
		})
	}
	if cases < 100 {
		t.Errorf("got %d cases, want the whole table", cases)
	}
}
