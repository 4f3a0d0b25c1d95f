package tui

import (
	"strings"
	"testing"

	"passdesk/registry"
)

// Whoever gave the pass back and comes again is on the list as before: what it knows of
// them goes onto the next paper, or the one at the door would look for it in no building.
func TestWhoComesAgainBringsTheListAlong(t *testing.T) {
	b := atQueue(t, 100, 30)
	b.scan("样例父\t" + fatherID + "\r")
	b.hand("enter")
	b.WaitFor("已打印：/tmp/out")
	b.settled()
	if left, err := b.st.LoadResidents(t.Context(), []registry.Application{{Name: "样例父", Document: &registry.Document{Number: fatherID}, Building: "9 幢", Address: "样例路 1 号 301"}}); err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	found, err := b.st.Find(t.Context(), fatherID, 2)
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	n := found[0].Number
	if err := b.st.Return(t.Context(), n, 1, "returned", ""); err != nil {
		t.Fatal(err)
	}
	b.scan(fatherID + "\r")
	b.WaitFor("原编号，第2份")
	b.hand("enter")
	b.WaitFor("第2份  已打印：/tmp/out")
	b.settled()
	d, err := b.st.Pass(t.Context(), n.String())
	if err != nil || d.Applicant.Building != "9 幢" || !strings.HasSuffix(d.Applicant.Address, "301") {
		t.Errorf("%v: in %q, at %q", err, d.Applicant.Building, d.Applicant.Address)
	}
}
