package unique_test

import (
	"slices"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

func member(name, number, home, status string) unique.Person {
	return unique.Person{Name: name, OwnNumber: number, Home: home, Status: status, Serial: "1213110000142" + home}
}

const headNumber, wifeNumber = "330212198505059315", "330203198706069345"

func TestHousehold(t *testing.T) {
	ours := member("样例父", headNumber, "A1", "active")
	with := func(p unique.Person, status string) unique.Person { p.Status = status; return p }
	for _, c := range []struct {
		what             string
		old              []unique.Person
		name, own, home  string
		outcome, warning string
		key              string
	}{
		{"first of the household", nil, "样例父", headNumber, "A1", unique.Issue, "", "K1"},
		{"the head again", []unique.Person{ours}, "样例父", headNumber, "a1 ", unique.Block, "household_has_pass", "KH"},
		{"another member", []unique.Person{ours}, "样例母", wifeNumber, "A1", unique.Block, "household_has_pass", "KH"},
		{"another household", []unique.Person{ours}, "样例母", wifeNumber, "B2", unique.Issue, "", "K1"},
		{"the head of another household", []unique.Person{ours}, "样例父", headNumber, "B2", unique.Supervisor, "head_of_another_household", "K1"},
		{"lost, another member", []unique.Person{with(ours, "lost")}, "样例母", wifeNumber, "A1", unique.Reissue, "", "KH"},
		{"recalled, another member", []unique.Person{with(ours, "recalled")}, "样例母", wifeNumber, "A1", unique.Supervisor, "recalled", "KH"},
		{"handed back, another member", []unique.Person{with(ours, "returned")}, "样例母", wifeNumber, "A1", unique.Issue, "", "KH"},
		{"handed back, the head moves", []unique.Person{with(ours, "returned")}, "样例父", headNumber, "B2", unique.Issue, "", "K1"},
		{"both: the household's own is in hand", []unique.Person{with(ours, "lost"), member("样例母", wifeNumber, "B2", "active")}, "样例父", headNumber, "B2", unique.Block, "household_has_pass", "KH"},
		{"a scheme of people", []unique.Person{member("样例父", headNumber, "", "active")}, "样例母", wifeNumber, "", unique.Issue, "", "K1"},
	} {
		p := unique.Person{Name: c.name, OwnNumber: c.own, Home: c.home}
		d := unique.Decide(c.old, p, civil.New(2020, 3, 10))
		if d.Outcome != c.outcome || d.Warning != c.warning || d.Key != c.key {
			t.Errorf("%s: got %s %q by %s, want %s %q by %s", c.what, d.Outcome, d.Warning, d.Key, c.outcome, c.warning, c.key)
		}
	}
}

// Where a pass is for a household, that is the only hard key beside the number.
func TestHouseholdKeys(t *testing.T) {
	a, b := unique.Keys(member("样例父", headNumber, "a 1", "active")), unique.Keys(member("样例母", wifeNumber, "Ａ１", "active"))
	if !a.Same(b) {
		t.Error("two members of one household share no key")
	}
	if a.Same(unique.Keys(member("样例父", headNumber, "B2", "active"))) {
		t.Error("one person in two households is one household")
	}
	hard := []string{}
	for _, k := range a.All() {
		if k.Hard {
			hard = append(hard, k.Kind)
		}
	}
	if !slices.Equal(hard, []string{"K0", "KH"}) {
		t.Errorf("hard keys: %v", hard)
	}
}
