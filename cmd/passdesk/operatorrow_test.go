package main

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// One operator's row that somebody spoilt keeps nobody else from reading, proving and
// exporting: verify names it, it opens nothing and gives no right.
func TestASpoiltOperatorKeepsNobodyElseOut(t *testing.T) {
	for _, roles := range []string{"officer,keeper", "", `{"officer":1}`, `["officer"`, `["keeper"]`} {
		p := staffed(t)
		p.spoil("样例志", roles)
		s := p.as("op", "", "verify")
		faults, _ := s.lines(t)[0]["faults"].([]any)
		named := slices.ContainsFunc(faults, func(f any) bool { return strings.Contains(f.(string), "样例志") })
		if s.code != exitDamaged || !named {
			t.Errorf("%q: verify does not name the row: exit %d, %s", roles, s.code, s.out)
		}
		for _, args := range [][]string{{"find", "样例"}, {"export", "csv", "--out", p.file("out.csv")}, {"operator", "list"}} {
			if s := p.as("op", "", args...); s.code != exitDone {
				t.Errorf("%q: %v: exit %d, %s", roles, args, s.code, s.err)
			}
		}
		if s := p.as("样例志", "", "find", "样例"); s.code != exitDamaged || s.out != "" {
			t.Errorf("%q: the spoilt row opens: exit %d, %s", roles, s.code, s.out)
		}
	}
}

// spoil writes the roles of an operator's row behind the program.
func (p *place) spoil(name, roles string) {
	p.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(p.file("data"), registerFile))
	p.must(err)
	defer db.Close()
	_, err = db.Exec(`UPDATE operators SET roles = ? WHERE name = ?`, roles, name)
	p.must(err)
}
