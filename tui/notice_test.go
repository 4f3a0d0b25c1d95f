package tui

import (
	"context"
	"errors"
	"slices"
	"testing"

	"passdesk/registry/station"
)

// noticed are the notices that came out, by kind.
func (b *bench) noticed() []station.NoticeKind {
	b.press.mu.Lock()
	defer b.press.mu.Unlock()
	var kinds []station.NoticeKind
	for _, n := range b.press.notices {
		kinds = append(kinds, n.Kind)
	}
	return kinds
}

// command picks a line of the palette.
func (b *bench) command(initials, wait string) {
	b.t.Helper()
	b.hand("ctrl+p")
	b.types(initials)
	b.hand("enter")
	b.WaitFor(wait)
}

// F5 on a recalled pass is its notice; on one whose paper came back, the receipt.
// The form and the decision of its appeal are there too.
func TestNoticesAtAPass(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	ctx := context.Background()
	b.hand("ctrl+b")
	b.WaitFor("密切接触者")
	b.hand("down", "ctrl+b")
	b.WaitFor("Ctrl+Y 交回")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	if p := b.press.notices[0].Passes; len(p) != 1 || p[0].Number != n || p[0].Name != "样例父" {
		t.Errorf("notice: %+v", p)
	}
	b.command("kbhz", "已打印 /tmp/out")
	b.command("zyhsm", "已打印 /tmp/out")
	b.command("ssb", "已打印 /tmp/out")
	b.hand("ctrl+y")
	b.WaitFor("交回")
	b.types("本人交来")
	b.hand("ctrl+y")
	b.WaitFor("F5 收回回执")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	id, err := b.st.LodgePassAppeal(ctx, n.String(), "样例申诉")
	if err == nil {
		_, err = b.st.DecideAppeal(ctx, id, "uphold", "样例核实", false)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.hand("esc")
	b.WaitFor("登记册")
	b.hand("enter")
	b.WaitFor("看申诉")
	b.hand("f3")
	b.WaitFor("F5 申诉决定书")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	want := []station.NoticeKind{station.RecallNotices, station.ReturnReceipts, station.DoorSlips, station.AppealForms, station.ReturnReceipts, station.AppealDecisions}
	if got := b.noticed(); !slices.Equal(got, want) {
		t.Errorf("printed %v, want %v", got, want)
	}
	b.sound()
}

// The closing slip is there once the day is closed, and is of that close.
func TestTheClosingSlipAtTheDesk(t *testing.T) {
	b := atQueue(t, 80, 24, lineIssued)
	b.command("rj", "日结：清点核对")
	b.hand("f5")
	b.hand("ctrl+y")
	b.WaitFor("F5 打印日结单  Esc")
	if got := b.noticed(); len(got) != 0 {
		t.Errorf("a slip of a day that is not closed: %v", got)
	}
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	n := b.press.notices[0].Closing
	if n.Issued != 1 || n.Day.String() != "2020-03-10" || !b.see(n.Head) {
		t.Errorf("%+v", n)
	}
}

func (b *bench) see(text string) bool { b.WaitFor(text); return true }

// The numbers for a gate, and every door at once, are in the palette; a paper that
// does not come out is told, and can be printed again.
func TestSheetsOfTheWholeRegister(t *testing.T) {
	b := atQueue(t, 80, 24, lineIssued)
	b.command("smshd", "没有要收回的纸")
	b.press.fail = errors.New("paper jam")
	b.command("mw", "只是这张纸没打出来")
	b.press.mu.Lock()
	b.press.fail = nil
	b.press.mu.Unlock()
	b.command("mw", "已打印 /tmp/out")
	if got := b.noticed(); !slices.Equal(got, []station.NoticeKind{station.GateSheets}) {
		t.Errorf("printed %v", got)
	}
}

// F5 at a case is the slip of who got no pass; the form of the appeal is in the
// palette, and the decision that brought a pass has F5.
func TestNoticesAtACase(t *testing.T) {
	b := atQueue(t, 80, 24, lineRefused)
	ctx := context.Background()
	id := b.caseOf("样例老").ID
	if err := b.st.LodgeAppeal(ctx, id, "样例申诉"); err != nil {
		t.Fatal(err)
	}
	b.hand("ctrl+b")
	b.WaitFor("待办案件")
	b.hand("tab", "tab", "tab") // all of them
	b.WaitFor("样*老")
	b.hand("enter")
	b.WaitFor("F2 更正申报")
	b.command("ssb", "已打印 /tmp/out")
	if _, err := b.st.DecideAppeal(ctx, id, "change", "样例核实", false); err != nil {
		t.Fatal(err)
	}
	b.hand("esc")
	b.WaitFor("申诉变更")
	b.hand("enter")
	b.WaitFor("F5 申诉决定书")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	if got := b.noticed(); !slices.Equal(got, []station.NoticeKind{station.AppealForms, station.AppealDecisions}) {
		t.Errorf("printed %v", got)
	}
}
