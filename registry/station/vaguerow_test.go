package station_test

import (
	"strings"
	"testing"
)

// TestAVagueRowHidesNobody: a row that shows less of who is meant, or of which something
// had to be put right, is no reason to pass over the exact row about the same number,
// wherever in the file it stands.
func TestAVagueRowHidesNobody(t *testing.T) {
	number := "330212198505059315"
	vague, exact, child := list(number, "", "密接"), list(number, "样例父", "密接"), list(number, "样例长子", "密接")
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	b.handedOut(st, son)
	for _, c := range []struct {
		name    string
		rows    []string
		results string
		orders  string // which rows order a pass back
	}{
		{"no name before", []string{"vague", "exact"}, "ambiguous:listed match:listed", "-y"},
		{"no name behind", []string{"exact", "vague"}, "match:listed ambiguous:listed", "y-"},
		{"no name before the child", []string{"vague", "child", "exact"}, "ambiguous:listed match:listed match:listed", "-yy"},
		{"put right before", []string{"wrong", "exact"}, "match:listed duplicate", "y-"},
		{"put right behind", []string{"exact", "wrong"}, "match:listed duplicate", "y-"},
		{"put right and newer", []string{"exact", "wrong newer"}, "match:listed ask:listed", "y-"},
		{"put right twice", []string{"wrong", "wrong"}, "ask:listed duplicate", "--"},
		{"a part of the name before", []string{"part", "exact"}, "ambiguous:listed match:listed", "-y"},
		{"the same twice", []string{"exact", "exact"}, "match:listed duplicate", "y-"},
	} {
		l := ordering()
		for n, kind := range c.rows {
			row := rowsOf(exact).Rows[0]
			row.Row = n + 2
			switch {
			case kind == "vague":
				row.Person = vague
			case kind == "child":
				row.Person = child
			case kind == "part":
				row.Person.Name = "样*"
			case strings.HasPrefix(kind, "wrong"):
				row.Alone = true
			}
			if strings.HasSuffix(kind, "newer") {
				row.Person.Listed = "2020-03-10"
			}
			l.Rows = append(l.Rows, row)
		}
		t.Run(c.name, func(t *testing.T) {
			here := *b
			here.t = t
			p := here.previewed(st, l, c.results)
			for n, r := range p.Rows {
				if r.Ordered != (c.orders[n] == 'y') {
					t.Errorf("row %d: %+v", r.Row, r)
				}
			}
		})
	}
}

// TestAWholeNumberAndAPartOfTheName: the number says who is meant, where what is seen of
// the name is that holder's; else it is another person's name.
func TestAWholeNumberAndAPartOfTheName(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, mother)
	for name, want := range map[string]string{"样*": "match:listed", "样**": "match:listed", "样某": "match:listed", "*母": "match:listed", "李*": "conflict:listed", "样*父": "conflict:listed"} {
		p := b.previewed(st, ordering(list("330203198706069345", name, "密接")), want)
		if says := strings.Contains(p.Rows[0].Note.ZH, "别人的姓名"); says != strings.HasPrefix(want, "conflict") {
			t.Errorf("%s: %s", name, p.Rows[0].Note.ZH)
		}
	}
	b.imported(st, ordering(list("330212198505059315", "样*", "密接")), "none:listed")
	b.issue(st, father, "REFUSE+ISOLATE14") // and not a conflict: the number and what is seen of the name are his
}
