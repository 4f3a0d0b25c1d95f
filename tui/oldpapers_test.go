package tui

import (
	"context"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// A paper that a reprint replaced is among the tasks of home while it is out, and stands on
// the work list by building: what became of it is said there, and it is a task no more.
func TestAnOldPaperIsTakenBack(t *testing.T) {
	for key, want := range map[string]string{"ctrl+y": "ro", "ctrl+f": "lo", "ctrl+x": "vo"} {
		b := atQueue(t, 80, 24, lineThird)
		ctx := context.Background()
		all, err := b.st.Page(ctx, 0, 9, true, station.Filter{})
		if err != nil || len(all) != 1 {
			t.Fatal(err, len(all))
		}
		n := []registry.Number{all[0].Number}
		for _, err := range []error{
			b.st.PrintIntended(ctx, n, layoutWalkIn), b.st.PrintedOut(ctx, n, "out"), b.st.Sign(ctx, n[0], "holder"),
			b.st.Reprint(ctx, n[0], "样例字迹不清"),
			b.st.PrintIntended(ctx, n, layoutWalkIn), b.st.PrintedOut(ctx, n, "out"), b.st.Sign(ctx, n[0], "holder"),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		b.hand("f4")
		b.WaitFor("全部")
		b.hand("esc")
		b.WaitFor("旧证在外 1")
		b.worklist("3幢")
		b.WaitFor("1 人 1 份")
		b.WaitFor("换成第 2 份")
		b.hand("ctrl+n") // nobody recalled it: it cannot be refused
		b.WaitFor("不能这样登记")
		b.hand(key)
		b.WaitFor("第 1 份")
		b.types("样例原因")
		b.hand(key)
		b.WaitFor("要收回 0")
		b.stands(n[0], registry.StatusSigned, 2, want)
		b.hand("esc", "esc")
		b.gone("旧证在外")
		b.sound()
	}
}

// Whose number ended with a revoked key is among the tasks of home until the last of them has
// another, and stands on the work list with what is to be done; of a paper that there is not
// yet nothing is said there.
func TestANumberThatEndedStaysOnTheWorkList(t *testing.T) {
	number, err := registry.NewNumber("12", 131, 1, 7, 42)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
		x := atScreen(t, nil)
		x.f.outbox = station.Outbox{Upstream: true, Ended: 1}
		ended := station.OpenRecall{Bearer: station.Bearer{Number: number, Name: "样例父", Copy: 1}, Status: registry.StatusSigned, Building: "3幢", Copies: []int{1},
			Since: x.clock.Now(), By: "样例员", Old: true, Ended: true}
		x.f.old = []station.OpenRecall{ended}
		h := x.d.top().(*home)
		x.run(h.askToday(x.d)) // it has an upstream by now
		x.run(h.update(x.d, openedMsg{}))
		x.d.lang = lang
		shows := func(want widget.T) {
			t.Helper()
			if seen := unpainted(x.d.View().Content); !strings.Contains(strings.Join(strings.Fields(seen), ""), strings.Join(strings.Fields(want.In(lang)), "")) {
				t.Errorf("no %q in\n%s", want.In(lang), seen)
			}
		}
		shows(widget.T{ZH: "待换新号 1", EN: "new numbers due 1"})
		x.run(x.d.push(newRecalls(x.d, h)))
		shows(tNumberEnded)
		shows(tEndedOut)
		for range 4 { // to the view of old papers
			x.press("tab")
		}
		shows(widget.T{ZH: number.Grouped(), EN: number.Grouped()})
		row := recallRow{of: ended, copy: 1}
		ended.Status = registry.StatusIssued
		unmade := recallRow{of: ended, copy: 1}
		for _, a := range recallActs {
			if got := a.of(row); got != a.replaced {
				t.Errorf("%s of a paper that is out is %q", a.key.Names, got)
			}
			if got := a.of(unmade); got != "" {
				t.Errorf("%s of no paper is %q", a.key.Names, got)
			}
		}
		x.f.outbox.Ended = 0
		x.press("esc")
		x.run(h.askToday(x.d))
		if tasks := strings.Join(h.tasks(x.d), " "); strings.Contains(tasks, "待换新号") || strings.Contains(tasks, "new numbers due") {
			t.Errorf("after the last: %s", tasks)
		}
	}
}
