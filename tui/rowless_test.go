package tui

import (
	"strings"
	"testing"

	"passdesk/tui/screentest"
)

// An empty list says why it is empty and what to do next, offers no Enter, and says another
// thing of what was typed.
func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, says, offers string
		open               []string
	}{
		{"the cases", "要别人确认的申请，会自动排到这里", "打开案件", []string{"ctrl+b"}},
		{"the appeals", "按回车打开他的证或案件，再按 F3", "打开案件", []string{"ctrl+b", "f3"}},
		{"the recalls", "在桌面输编号或姓名打开它，按 Ctrl+B", "打开这张证", []string{"ctrl+r", "ctrl+b"}},
		{"the ledger", "签字册还没有页", "打开这一页", []string{"ctrl+r", "ctrl+n"}},
		{"the register", "还没有发过证", "打开这张证", []string{"ctrl+r"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := open(t, newFake(), 80, 24)
			for _, key := range c.open {
				b.hand(key)
				b.settled()
			}
			b.WaitUntil(c.says, func(s screentest.Screen) bool {
				return strings.Contains(strings.NewReplacer("\n", "", " ", "").Replace(s.Text()), strings.ReplaceAll(c.says, " ", ""))
			})
			if strings.Contains(b.Text(), c.offers) {
				t.Errorf("Enter is offered, and does nothing:\n%s", b.Text())
			}
			if c.name != "the cases" && c.name != "the appeals" && c.name != "the recalls" {
				return
			}
			b.types("样例")
			b.WaitFor("没有找到")
		})
	}
}
