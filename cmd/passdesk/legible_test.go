package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"
)

var (
	hanRuns   = regexp.MustCompile(`\p{Han}+`)
	documents = regexp.MustCompile(`\b\d{17}[\dX]\b`)
)

// TestOnlyOperatorsAndThePointAreNamed: of everything that anybody typed a finder of the
// file reads the operators' names and the point's, and no more (package sqlite says what
// else is legible).
func TestOnlyOperatorsAndThePointAreNamed(t *testing.T) {
	p := eventful(t)
	p.expect(exitDone, "", "recall", p.issued(person(35).line("r-35")), "--reason", "symptoms", "--note", "样例备注")
	p.expect(exitDone, "", "settings", "set", "back_text", "样例背面", "--reason", "样例依据")
	h := &hand{place: p, path: p.file("data/" + registerFile)}
	var err error
	h.whole, err = os.ReadFile(h.path)
	p.must(err)
	named := map[string]bool{}
	for _, table := range h.tables() {
		for _, row := range h.rows(table) {
			for c, value := range row {
				text, _ := value.(string)
				if blob, ok := value.([]byte); ok && utf8.Valid(blob) {
					text = string(blob)
				}
				for _, word := range hanRuns.FindAllString(text, -1) {
					if named[word] = true; !slices.Contains([]string{"样例志", "样例社区"}, word) {
						t.Errorf("%s.%s says %s", table.name, table.columns[c], word)
					}
				}
				if documents.MatchString(text) {
					t.Errorf("%s.%s holds a document's number", table.name, table.columns[c])
				}
			}
		}
	}
	if len(named) != 2 {
		t.Errorf("only %v was looked at", named)
	}
	for _, folder := range []string{"data", "config"} {
		files, err := os.ReadDir(p.file(folder))
		p.must(err)
		for _, f := range files {
			if name := filepath.Base(f.Name()); hanRuns.MatchString(name) || documents.MatchString(name) {
				t.Errorf("a file is called %s", name)
			}
		}
	}
}
