package tui

import (
	"strings"
	"testing"

	"passdesk/registry/seal"
)

// atOperators opens the screen of the operators from the palette.
func (b *locking) atOperators() {
	b.t.Helper()
	b.hand("ctrl+p")
	b.types("czy")
	b.hand("enter")
	b.WaitFor("谁可以打开登记册")
}

// fill types a form's fields, one after the other, and submits.
func (b *locking) fill(values ...string) {
	b.t.Helper()
	for _, v := range values {
		b.types(v)
		b.hand("enter")
	}
}

// The keeper adds, disables and resets at the desk, with the own passphrase; who was
// added unlocks, who was disabled is offered no longer.
func TestTheKeepersOperators(t *testing.T) {
	b := lockingDesk(t)
	b.start(Program{Desk: b.st, Press: b.press, Clock: b.clock.Now, IdleLock: 0, Cost: func() seal.Cost { return seal.TestCost }}, 80, 24)
	b.WaitFor("登记册已锁定")
	b.unlockWith(realPassphrase, "")
	b.atOperators()
	b.WaitFor("样例志")
	b.WaitFor("负责人 保管员")
	b.hand("ctrl+y")
	b.WaitFor("他的口令")
	b.fill("样例官", "24", "one more passphrase for her", "one more passphrase for hex")
	b.fill(realPassphrase)
	b.WaitFor("两遍")
	b.fill("one more passphrase for her")
	b.hand("enter")
	b.WaitFor("已添加")
	b.WaitFor("样例官")
	if all, err := b.st.Operators(t.Context()); err != nil || len(all) != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	b.hand("down") // the list is in the order of the names
	b.hand("down")
	b.WaitFor("> 样例志")
	b.hand("ctrl+x")
	b.WaitFor("再按一次")
	if all, _ := b.st.Operators(t.Context()); all[2].Disabled {
		t.Error("one key disabled somebody")
	}
	b.hand("ctrl+x")
	b.WaitFor("已停用")
	b.hand("up")
	b.hand("f2")
	b.WaitFor("给")
	b.fill("not my passphrase at all", "a passphrase after the next", "a passphrase after the next")
	b.WaitFor("口令不对")
	b.fill(realPassphrase, "a passphrase after the next", "a passphrase after the next")
	b.WaitFor("新口令已设")
	b.hand("esc")
	b.WaitFor("扫描/输入")
	b.hand("ctrl+]")
	b.WaitFor("登记册已锁定")
	b.hand("down")
	if text := b.Text(); strings.Contains(text, "样例志") {
		t.Errorf("a disabled operator is offered:\n%s", text)
	}
}
