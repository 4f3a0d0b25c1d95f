package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// The holders of these tests, by the buildings in which they live.
const (
	lineThird   = `{"name":"样例父","document":{"number":"330212198505059315"},"building":"3幢","address":"样例路 1 号","declared":true}`
	lineTwelfth = `{"name":"样例老","document":{"number":"330204194605129036"},"building":"12幢","declared":true}`
)

// recalled opens a desk whose passes are signed for, all but the children's recalled.
func recalled(t *testing.T, cols, rows int, lines ...string) *realBench {
	t.Helper()
	b := atQueue(t, cols, rows, lines...)
	ctx := context.Background()
	all, err := b.st.Page(ctx, 0, 20, true, station.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		n := row.Number
		err := b.st.PrintIntended(ctx, []registry.Number{n}, layoutWalkIn)
		for _, step := range []func() error{
			func() error { return b.st.PrintedOut(ctx, []registry.Number{n}, "out") },
			func() error { return b.st.Sign(ctx, n, "holder") },
			func() error {
				if row.Child {
					return nil
				}
				return b.st.Recall(ctx, n, "close_contact", "")
			},
		} {
			if err == nil {
				err = step()
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b.clock.Advance(2 * time.Hour)
	return b
}

// worklist opens the list from the register.
func (b *realBench) worklist(line string) {
	b.t.Helper()
	b.hand("f4")
	b.WaitFor("全部")
	b.hand("ctrl+b")
	b.WaitFor("要收回的纸证")
	b.WaitFor(line)
}

var recallScenes = []struct {
	name string
	play func(b *realBench)
}{
	{"recalls", func(b *realBench) {}},
	{"recallback", func(b *realBench) {
		b.hand("ctrl+y")
		b.types("本人交来")
		b.hand("ctrl+y")
		b.WaitFor("已登记交回")
	}},
	{"recallask", func(b *realBench) { b.hand("ctrl+f") }},
	{"recallsenglish", func(b *realBench) { b.hand("ctrl+l"); b.WaitFor("not asked") }},
}

func TestGoldenRecalls(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range recallScenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := recalled(t, size[0], size[1], lineTwelfth, lineThird, lineChild)
				b.worklist("样例长子")
				s.play(b)
				b.settled()
				b.Type("")
				b.Golden(name)
			})
		}
	}
}

func TestEveryWidthOfTheRecalls(t *testing.T) {
	for _, s := range recallScenes {
		t.Run(s.name, func(t *testing.T) {
			b := recalled(t, 80, 24, lineTwelfth, lineThird, lineChild)
			b.worklist("样例长子")
			s.play(b)
			b.checkWidths(t, 3)
		})
	}
}

// What came of each paper is said on the list: not found, then back, with a word why;
// the receipt comes from there, and Enter does none of it.
func TestTheWorkListOfRecalls(t *testing.T) {
	b := recalled(t, 100, 30, lineTwelfth, lineThird, lineChild)
	b.worklist("样例老")
	b.WaitFor("2 人 2 份")
	b.WaitFor("同号，不收回")
	if text := b.Text(); strings.Index(text, "3幢") > strings.Index(text, "12幢") {
		t.Errorf("the third building stands behind the twelfth:\n%s", text)
	}
	b.hand("ctrl+f", "enter")
	b.types("人不在")
	b.hand("enter", "ctrl+f")
	b.WaitFor("已登记未找到")
	if today, err := b.st.Today(t.Context()); err != nil || today.ToFetch() != 2 {
		t.Errorf("home counts %d papers to fetch, want 2 (%v): what was not found is still to be fetched", today.ToFetch(), err)
	}
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	b.hand("ctrl+y")
	b.types("送来了")
	b.hand("ctrl+y")
	b.WaitFor("F5 打印收回回执")
	b.WaitFor("1 人 1 份")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	if got, want := b.noticed(), []station.NoticeKind{station.RecallNotices, station.ReturnReceipts}; !slices.Equal(got, want) {
		t.Errorf("printed %v, want %v", got, want)
	}
	b.sound()
}

// A child under the number of somebody recalled is told on the list, and no key of
// the list does anything to it; what is typed searches.
func TestAChildOnTheWorkListIsNotAsked(t *testing.T) {
	b := recalled(t, 80, 24, lineThird, lineChild)
	b.worklist("样例长子")
	b.hand("down", "ctrl+y")
	b.WaitFor("没有收回")
	b.hand("f5")
	b.WaitFor("没有收回")
	b.hand("enter")
	b.WaitFor("经过")
	b.WaitFor("样例长子")
	b.hand("esc")
	b.WaitFor("要收回的纸证")
	b.types("9幢")
	b.WaitUntil("nobody lives there", func(s screentest.Screen) bool { return !strings.Contains(s.Text(), "样例父") })
	b.hand("esc")
	b.WaitFor("样例父")
	b.hand("esc")
	b.WaitFor("登记册")
	b.sound()
}

// An earlier copy that is out stands on a line of its own, with its own outcomes.
func TestAnOldPaperOnTheWorkList(t *testing.T) {
	b := atQueue(t, 80, 24, lineThird)
	ctx := context.Background()
	all, err := b.st.Page(ctx, 0, 1, true, station.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	n := all[0].Number
	for _, step := range []func() error{
		func() error { return b.st.PrintIntended(ctx, []registry.Number{n}, layoutWalkIn) },
		func() error { return b.st.PrintedOut(ctx, []registry.Number{n}, "out") },
		func() error { return b.st.Reprint(ctx, n, "样例损坏") },
		func() error { return b.st.PrintIntended(ctx, []registry.Number{n}, layoutWalkIn) },
		func() error { return b.st.PrintedOut(ctx, []registry.Number{n}, "out") },
		func() error { return b.st.Recall(ctx, n, "symptoms", "") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	b.worklist("旧证")
	b.WaitFor("1 人 2 份")
	b.settled()
	b.hand("ctrl+f")
	b.types("家里没有人")
	b.hand("ctrl+f")
	b.WaitFor("已登记未找到")
	b.stands(n, registry.StatusRecalled, 2, "mo")
	b.settled() // the lines are read anew behind each answer
	b.hand("down", "ctrl+y", "down", "ctrl+y")
	b.WaitFor("1 人 1 份")
	b.stands(n, registry.StatusNotFound, 2, "mr")
	b.settled()
	b.hand("enter")
	b.WaitFor("经过")
	b.hand("ctrl+y") // the latest is back: the pass's own screen means the old one too
	b.WaitFor("旧证，第 1 份")
	b.hand("down", "ctrl+y")
	b.WaitFor("已登记交回")
	b.stands(n, registry.StatusHandedIn, 2, "rr")
	b.hand("esc")
	b.WaitFor("0 人 0 份")
	b.sound()
}
