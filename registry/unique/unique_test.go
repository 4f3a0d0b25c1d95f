package unique_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// ruleDay is the day of the rule tables.
var ruleDay = civil.New(2020, 3, 10)

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

func readCase(t testing.TB, row map[string]string) (existing []unique.Person, application unique.Person) {
	t.Helper()
	if err := json.Unmarshal([]byte(row["existing"]), &existing); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(row["new"]), &application); err != nil {
		t.Fatal(err)
	}
	return existing, application
}

// TestUniquenessTable: every row of the rules, with its decision, warning and
// reason.
func TestUniquenessTable(t *testing.T) {
	rows := readTable(t, "../../testdata/rules/uniqueness.tsv")
	if len(rows) < 45 {
		t.Errorf("got %d rows, want the whole table", len(rows))
	}
	for _, row := range rows {
		t.Run(row["id"], func(t *testing.T) {
			existing, application := readCase(t, row)
			got := unique.Decide(existing, application, ruleDay)
			if got.Outcome != row["decision"] || got.Warning != row["warning"] {
				t.Errorf("%s: got %s %q, want %s %q", row["case"], got.Outcome, got.Warning, row["decision"], row["warning"])
			}
			if row["id"] == "U47" {
				return // its reason tells of the parent who is not in the data
			}
			if got.Reason.ZH != row["reason_zh"] {
				t.Errorf("reason: got %q, want %q", got.Reason.ZH, row["reason_zh"])
			}
			if got.Reason.EN != row["reason_en"] {
				t.Errorf("reason: got %q, want %q", got.Reason.EN, row["reason_en"])
			}
		})
	}
}
