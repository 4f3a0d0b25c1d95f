package tui

import (
	"testing"

	"passdesk/registry"
)

// Esc in a confirmation goes back, and what was given stands there again when the same is
// asked of the same pass: also from the register anew. Of another step it does not, and
// once it was done it is over.
func TestAReasonOutlivesEsc(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("ctrl+b")
	b.WaitFor("收回通行证")
	b.types("样例来电说明")
	b.hand("esc")
	b.gone("收回通行证")
	b.hand("ctrl+x")
	b.WaitFor("作废，编号不变")
	b.gone("样例来电说明")
	b.hand("esc", "ctrl+b")
	b.WaitFor("样例来电说明")
	b.hand("esc", "esc")
	b.gone("经过")
	b.hand("enter")
	b.WaitFor("经过")
	b.hand("ctrl+b")
	b.WaitFor("样例来电说明")
	b.hand("ctrl+b") // it is looked at first
	b.WaitFor("这是上次写的")
	b.hand("ctrl+b")
	b.WaitFor("已列入收回")
	if d := b.pass(n); d.Status != registry.StatusRecalled && d.Status != registry.StatusHandedIn {
		t.Errorf("the pass is %s", d.Status)
	}
	b.Quit()
	if len(b.desk.reasons) > 0 {
		t.Errorf("%d reasons are kept of what was done", len(b.desk.reasons))
	}
}

// What Tab has chosen stands again with its reason, and the second text.
func TestAChoiceOutlivesEsc(t *testing.T) {
	b, _ := atPass(t, 80, 24, lineIssued)
	b.hand("f5")
	b.WaitFor("补打一份")
	b.hand("down", "tab", "tab") // the reason has moved it to the last
	b.WaitFor("2/")
	b.hand("esc", "f5")
	b.WaitFor("2/")
	b.WaitFor("原因  原纸遗失")
}
