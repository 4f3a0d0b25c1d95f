package tui

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// unlistedDesk has loaded a recall list of which two rows list nobody.
func unlistedDesk(t *testing.T, cols, rows int) *realBench {
	t.Helper()
	e := &sentList{}
	b := importing(t, cols, rows, e)
	b.hand("esc")
	b.settled()
	e.rows = nil
	for _, n := range []int{7, 9} {
		e.rows = append(e.rows, station.ListedRow{Sheet: "样例表", Row: n, Result: "damaged", Note: scheme.Text{ZH: "号码坏了，也没有姓名", EN: "the number is damaged and there is no name"}})
	}
	b.hand("ctrl+p")
	b.types("zrsh")
	b.hand("enter")
	b.settled()
	b.fillFor("没有列入 2")
	b.hand("ctrl+y", "ctrl+y")
	b.WaitFor("代替旧的 0 条")
	b.settled()
	b.hand("esc", "esc", "esc")
	b.settled()
	b.WaitFor("名单没列入 2")
	return b
}

// Who stands in a row that could not be read is named at home until somebody has said what
// came of the row: of one row, and of all of a list.
func TestRowsThatListNobodyStayAtHome(t *testing.T) {
	b := unlistedDesk(t, 100, 30)
	b.command("rj", "名单里谁也没有列入的行还有 2 行")
	b.hand("esc")
	b.settled()
	b.command("mylr", "第 7 行")
	b.hand("enter")
	b.settled()
	b.hand("ctrl+y")
	b.WaitFor("写明结果")
	b.hand("esc")
	b.settled()
	b.hand("ctrl+y")
	b.types("问过街道")
	b.hand("ctrl+y")
	b.WaitFor("已办完 1 行")
	b.settled()
	if screen := b.Text(); strings.Contains(screen, "第 7 行") || !strings.Contains(screen, "1 行") {
		t.Errorf("the row that is done:\n%s", screen)
	}
	b.hand("down", "ctrl+f")
	b.types("问过街道")
	b.hand("ctrl+f")
	b.WaitFor("办完为止")
	b.hand("esc")
	b.settled()
	if screen := b.Text(); strings.Contains(screen, "名单没列入") {
		t.Errorf("nothing waits any more:\n%s", screen)
	}
	b.sound()
}

func TestGoldenUnlisted(t *testing.T) {
	for _, size := range [][2]int{{70, 24}, {80, 24}, {120, 40}} {
		for _, lang := range []string{"", "_en"} {
			name := fmt.Sprintf("unlisted%s_%dx%d", lang, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := unlistedDesk(t, size[0], size[1])
				b.command("mylr", "第 7 行")
				if lang != "" {
					b.hand("ctrl+l")
					b.WaitFor("Number")
				}
				b.settled()
				b.Golden(name)
			})
		}
	}
}
