package unique

import (
	"testing"

	"passdesk/registry/civil"
)

// A settled warning is passed over only where it asks and rests on no other
// record; what blocks goes on blocking.
func TestSettledWarningsArePassedOver(t *testing.T) {
	day := civil.New(2020, 3, 10)
	child := Person{PrintedNumber: "330212198505059315", PrintedOwner: "uncle", Name: "样例长子", Birth: civil.New(2014, 4, 1), Sex: "M"}
	if d := Decide(nil, child, day); d.Warning != "guardian_not_parent" {
		t.Fatalf("an uncle: %s %s", d.Outcome, d.Warning)
	}
	if d := Decide(nil, child, day, "guardian_not_parent"); d.Outcome != Issue {
		t.Errorf("settled: %s %s", d.Outcome, d.Warning)
	}
	if d := Decide(nil, child, day, "minor_age"); d.Warning != "guardian_not_parent" {
		t.Errorf("another warning settled: %s %s", d.Outcome, d.Warning)
	}
	grown := child
	grown.Birth = civil.New(2003, 4, 1)
	if d := Decide(nil, grown, day, "minor_age"); d.Outcome != Supervisor || d.Warning != "guardian_not_parent" {
		t.Errorf("one of two questions settled: %s %s", d.Outcome, d.Warning)
	}
	held := child
	held.Status = "active"
	if d := Decide([]Person{held}, child, day, "guardian_not_parent"); d.Outcome != Block {
		t.Errorf("the child has a pass: %s %s", d.Outcome, d.Warning)
	}
	older := Person{PrintedNumber: "330212198505059315", PrintedOwner: "father", Name: "样例长子", Birth: civil.New(1980, 4, 1), Sex: "M"}
	if d := Decide(nil, older, civil.New(1990, 1, 1), "parent_age"); d.Outcome != Block || d.Warning != "parent_age" {
		t.Errorf("a parent younger than the child: %s %s", d.Outcome, d.Warning)
	}
}
