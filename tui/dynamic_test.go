package tui

import (
	"fmt"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/watch"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// affectedDesk is opened on the morning after a list named a holder.
func affectedDesk(t *testing.T, cols, rows int) *realBench {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	b.apply(lineThird)
	b.apply(lineTwelfth)
	p, err := b.st.PreviewRecalls(t.Context(), station.RecallList{File: [32]byte{1}, Source: "样例疾控", Rows: []station.ListedRow{
		{Row: 1, Person: watch.Row{Name: "样例父", Number: fatherID, Why: "close_contact"}}}})
	if err == nil {
		_, err = b.st.ConfirmRecalls(t.Context(), p)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.start(Program{Desk: b.st, Press: b.press, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("1 张在用的证受影响")
	return b
}

// affectedPass is that desk in front of the pass whose holder the list names.
func affectedPass(t *testing.T) *realBench {
	t.Helper()
	b := affectedDesk(t, 80, 24)
	b.hand("f4")
	b.WaitFor("未打印")
	b.settled()
	b.Type("")
	b.hand("home", "enter")
	b.WaitFor("证还没有收回")
	return b
}

func TestGoldenDynamic(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, lang := range []string{"", "english"} {
			name := fmt.Sprintf("dynamic%s_%dx%d", lang, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := affectedDesk(t, size[0], size[1])
				b.command("mrdt", "样例疾控")
				if lang != "" {
					b.hand("ctrl+l")
					b.WaitFor("Since")
				}
				b.settled()
				b.Type("")
				b.Golden(name)
			})
		}
	}
}

// Who is affected is told at the opening and on the list; it recalls nobody, and Enter
// opens the pass where somebody decides.
func TestTheDailyDynamicOnlyTells(t *testing.T) {
	b := affectedDesk(t, 80, 24)
	b.command("mrdt", "样例疾控")
	b.hand("enter")
	b.WaitFor("经过")
	all, err := b.st.Page(t.Context(), 0, 9, true, station.Filter{Status: registry.StatusIssued})
	if err != nil || len(all) != 2 {
		t.Fatalf("in hand: %v, %v", all, err)
	}
	b.hand("ctrl+b", "down", "ctrl+b")
	b.WaitFor("已列入收回")
	b.hand("esc")
	b.WaitFor("今天没有受影响的")
	b.sound()
	b.Quit()
	for w := 70; w <= 220; w += 5 {
		for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
			b.desk.lang = lang
			b.desk.checkWidth(t, w, 24+w%20)
		}
	}
}
