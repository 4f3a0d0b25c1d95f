package tui

import (
	"testing"

	"passdesk/registry"
)

// Whoever was only looked at is let go with Esc; something typed for them is kept.
func TestALookKeepsNobodyAside(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	aside := func() int { b.settled(); return len(b.desk.stack[0].(*home).shelf) }
	for range 2 {
		b.types("yll1")
		b.WaitFor("可以签发")
		b.hand("tab")
		b.settled()
		b.hand("esc", "esc")
	}
	if n := aside(); n != 0 {
		t.Errorf("two looks put %d aside", n)
	}
	b.types("yll1")
	b.WaitFor("可以签发")
	b.hand("tab", "tab")
	b.types("13800000000")
	b.hand("esc", "esc")
	if n := aside(); n != 1 {
		t.Errorf("with a telephone typed %d are aside", n)
	}
}

// Whose pass was recalled is in front of the desk to hand the paper in: Enter opens the
// pass, as for every other holder, and enters no refusal. A card read shows the key.
func TestTheHolderOfARecalledPassIsOpened(t *testing.T) {
	for _, status := range []registry.Status{registry.StatusRecalled, registry.StatusRefused, registry.StatusNotFound} {
		f := peopled()
		b := open(t, f, 80, 24)
		b.scan(oldID + "\r")
		b.hand("enter")
		b.WaitFor("1293 1170 0001")
		b.settled()
		f.mu.Lock()
		f.passes[0].status = status
		f.mu.Unlock()
		b.types("yll1")
		b.WaitFor("回车 打开")
		b.hand("enter")
		b.WaitFor("证件编号       1293 1170 0001")
		if n := len(f.refused); n != 0 {
			t.Errorf("%s: %d refusals entered", status, n)
		}
		b.hand("esc")
		b.scan(oldID + "\r")
		b.WaitFor("F4 打开")
		b.hand("f4")
		b.WaitFor("证件编号       1293 1170 0001")
	}
}
