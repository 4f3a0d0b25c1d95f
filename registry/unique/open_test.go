package unique

import (
	"testing"

	"passdesk/registry/civil"
)

// Which decisions leave open whether two records are one person, and which
// record is laid beside the application, over the rows of the table that name a
// warning.
func TestOpenQuestions(t *testing.T) {
	child := func(name, birth, sex string) Person {
		b, err := civil.Parse(birth)
		if err != nil {
			t.Fatal(err)
		}
		return Person{PrintedNumber: "330212198505059315", PrintedOwner: "father", Name: name, Birth: b, Sex: sex, Station: "S1", Status: "active"}
	}
	adult := func(name, number string) Person {
		return Person{OwnScheme: "RIC18", OwnNumber: number, Name: name, Station: "S1", Status: "active"}
	}
	of := func(p Person, status string) Person { p.Status = status; return p }
	eldest, father := child("样例长子", "2014-04-01", "M"), adult("样例父", "330212198505059315")
	numbered := eldest
	numbered.OwnNumber = "330212201404019319"
	for _, c := range []struct {
		row       string
		old       []Person
		new       Person
		open      string
		shown     int
		outcome   string
		different bool // the record shown is not the one that decided
	}{
		{"U02", []Person{father}, father, "", 0, Block, false},
		{"U04", []Person{of(father, "recalled")}, father, "", 0, Supervisor, false},
		{"U05", []Person{of(father, "lost")}, father, "", 0, Reissue, false},
		{"U06", []Person{of(father, "returned")}, father, "", 0, Issue, false},
		{"U07", []Person{father}, adult("样例他人", "330212198505059315"), "name_mismatch", 0, Block, false},
		{"U08", []Person{adult("闫样例", "330212198505059315")}, adult("閆样例", "330212198505059315"), "", 0, Block, false},
		{"U12", []Person{father}, adult("样例父", "330212198505059235"), "near_number", 0, Issue, true},
		{"U20", []Person{father}, eldest, "", -1, Issue, false},
		{"U21", []Person{eldest}, child("样例次女", "2017-09-09", "F"), "", 0, Issue, true},
		{"U23", []Person{eldest}, child("样例 长子", "2014-04-01", "M"), "name_variant", 0, Block, false},
		{"U27", []Person{child("样例双一", "2018-06-01", "F")}, child("样例双二", "2018-06-01", "F"), "", 0, Issue, true},
		{"U29", []Person{eldest, child("样例轩", "2018-06-01", "F")}, child("样例萱", "2018-06-01", "F"), "twins_similar_name", 1, Issue, true},
		{"U30", []Person{child("样例三一", "2018-06-01", "M"), child("样例轩", "2018-06-01", "M")}, child("样例萱", "2018-06-01", "M"), "twins_similar_name", 1, Issue, true},
		{"U31", []Person{eldest}, child("样例长子", "2014-04-02", "M"), "near_birth", 0, Supervisor, false},
		{"U33", []Person{eldest}, child("样例长子", "2016-08-08", "M"), "namesake_sibling", 0, Supervisor, false},
		{"U38", []Person{eldest}, adult("样例长子", "330212201404019319"), "same_child", 0, Upgrade, false},
		{"U38, the number is on file", []Person{numbered}, adult("样例长子", "330212201404019319"), "", 0, Upgrade, false},
		{"U40", nil, Person{OwnScheme: "RIC18", OwnNumber: "330212198505059315", Name: "样例长子", Birth: eldest.Birth}, "", -1, Block, false},
		{"U42", []Person{father}, child("样例父", "2014-04-01", "M"), "", 0, Issue, true},
		{"U21 and a namesake", []Person{child("样例次女", "2017-09-09", "F"), adult("样例长子", "330203201404019312")},
			Person{OwnScheme: "RIC18", OwnNumber: "330212201404019319", PrintedNumber: "330212198505059315", PrintedOwner: "father", Name: "样例长子", Station: "S1"}, "namesake", 1, Issue, true},
		{"U53", nil, child("样例长子", "2003-01-01", "M"), "", -1, Supervisor, false},
	} {
		d := Decide(c.old, c.new, civil.New(2020, 3, 10))
		if d.Outcome != c.outcome || d.Open != c.open || d.Shown != c.shown {
			t.Errorf("%s: %s %s: open question %q beside %d, want %s, %q beside %d", c.row, d.Outcome, d.Warning, d.Open, d.Shown, c.outcome, c.open, c.shown)
		}
		if (d.Shown != d.Against) != c.different {
			t.Errorf("%s: shown %d, against %d", c.row, d.Shown, d.Against)
		}
	}
}
