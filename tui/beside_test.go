package tui

import (
	"strings"
	"testing"
	"time"

	"passdesk/registry"
)

// twins brings a child with a pass and one of a like name, born on the same day
// to the same mother, to the desk.
func twins(b *bench) {
	b.t.Helper()
	for _, name := range []string{"样例轩", "样例萱"} {
		b.scan(motherID + "\r")
		b.WaitFor("样例母")
		b.hand("f3")
		b.types(name)
		b.types("20180601")
		b.types("2")
		if name == "样例轩" {
			b.hand("enter")
			b.settled()
		}
	}
}

// Both records stand side by side; the values that differ carry a mark; Enter
// says two people and the pass's history keeps it.
func TestTwoPeopleSideBySide(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	twins(b)
	for _, want := range []string{"同日生、同音名", "登记册  1293 1170 0001", "*  样例萱", "出生性别   2018-06-01 女", "回车 两个人，签发", "Ctrl+X 同一人"} {
		b.WaitFor(strings.Replace(want, "*  ", "* ", 1))
	}
	if strings.Contains(b.Text(), "* 2018") {
		t.Error("an equal value is marked as different")
	}
	b.hand("enter")
	b.settled()
	if n := len(b.passes()); n != 2 {
		t.Fatalf("%d passes, want 2\n%s", n, b.Text())
	}
	if said := b.passes()[1].app.Choice; said == nil || said.Same || said.Warning != "twins_similar_name" {
		t.Errorf("said %+v", said)
	}
	b.hand("f4", "enter")
	b.WaitFor("对照认定")
	b.WaitFor("是两个人")
	b.WaitFor("1293 1170 0001")
}

// Ctrl+X says the same person: nothing is issued, and the pass there is opens.
func TestSamePersonOpensThePass(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	twins(b)
	b.hand("ctrl+x")
	b.WaitFor("经过（新的在上）")
	b.WaitFor("样例轩")
	if n := len(b.passes()); n != 1 {
		t.Errorf("%d passes, want 1", n)
	}
	b.hand("esc")
	b.WaitFor("已登记  样例萱  同一人，不另发证")
}

// An Enter that came before both records were on the screen says nothing, and
// nor does one while the cursor is in the fields.
func TestAChoiceIsNotTakenUnseen(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	twins(b)
	b.hand("tab", "tab", "enter") // the first Tab belongs to the digit before it
	b.WaitFor("请先对照两份记录")
	if n := len(b.passes()); n != 1 {
		t.Fatalf("%d passes: the choice was made unseen", n)
	}
	b.clock.Advance(time.Second)
	b.hand("enter")
	b.settled()
	if n := len(b.passes()); n != 2 {
		t.Errorf("%d passes, want 2\n%s", n, b.Text())
	}
}

// PgDn lays the next related record beside the applicant, and comes round.
func TestTheNextRecord(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	third := childOf("样例三", "2018-06-01", "F", motherID, "mother")
	third.Name, third.Declared = "样例楦", true
	twinOne := third
	twinOne.Name = "样例轩"
	for _, a := range []registry.Application{twinOne, third} {
		if _, err := f.Issue(t.Context(), a, false); err != nil {
			t.Fatal(err)
		}
	}
	b.scan(motherID + "\r")
	b.hand("f3")
	b.types("样例萱201806012")
	b.WaitFor("1/2")
	b.hand("pgdown")
	b.WaitFor("样例楦")
	b.hand("pgdown")
	b.WaitFor("样例轩")
	b.hand("pgup", "ctrl+x")
	b.WaitFor("样例楦")
	b.WaitFor("经过（新的在上）")
}

// In a short window the lines that differ stay.
func TestWhatDiffersStays(t *testing.T) {
	rows := []besideRow{{ours: "1", differ: true}, {ours: "2"}, {ours: "3", differ: true}, {ours: "4"}}
	got := ""
	for _, r := range fitting(rows, 3) {
		got += r.ours
	}
	if got != "123" {
		t.Errorf("kept %s, want 123", got)
	}
	if n := len(fitting(rows, 0)); n != 2 {
		t.Errorf("%d lines in no room, want the 2 that differ", n)
	}
}
