package tui

import (
	"context"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
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
