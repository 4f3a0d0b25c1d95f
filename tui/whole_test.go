package tui

import (
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/tui/screentest"
)

// At the smallest window nothing is cut, in either language.
func TestNothingIsCut(t *testing.T) {
	more := append(scenes[:len(scenes):len(scenes)], []struct {
		name string
		play func(b *bench)
	}{
		{"fever", func(b *bench) { b.scan(oldID + "\r"); b.types("38.1") }},
		{"temperature taken", func(b *bench) { b.scan(oldID + "\r"); b.types("36.5"); b.hand("enter") }},
		{"no place", func(b *bench) { b.press.place = ""; b.scan(oldID + "\r"); b.hand("enter") }},
		{"printer fails", func(b *bench) { b.press.fail = registry.ErrIllegal; b.scan(oldID + "\r"); b.hand("enter") }},
		{"refusal kept", func(b *bench) { b.scan(oldID + "\r"); b.hand("f2", "enter", "esc", "enter") }},
		{"isolated", isolated},
		{"nobody found", func(b *bench) { b.types("zzz"); b.hand("enter") }},
		{"no such number", func(b *bench) { b.types("4321"); b.hand("enter") }},
		{"not replaced", func(b *bench) {
			b.scan(citizen("330212", "19700102", 33) + "\r")
			b.types("样例甲")
			b.scan(oldID + "\r")
		}},
		{"previous aside", func(b *bench) { b.scan(oldID + "\r"); b.scan(motherID + "\r") }},
		{"child filled", func(b *bench) { b.scan(motherID + "\r"); b.hand("f3"); b.types("样例四女"); b.types("201905062") }},
		{"reprint", func(b *bench) { b.scan(oldID + "\r"); b.hand("enter", "f4", "enter", "f5", "down") }},
		{"recall", func(b *bench) { b.scan(oldID + "\r"); b.hand("enter", "f4", "enter", "ctrl+b", "down") }},
		{"child's pass", func(b *bench) { b.scan(fatherID + "\r"); b.hand("2", "enter", "f4", "enter") }},
		{"leave", func(b *bench) {
			b.scan(citizen("330212", "19700102", 33) + "\r")
			b.types("样例甲")
			b.hand("ctrl+c")
		}},
	}...)
	for _, s := range more {
		for _, english := range []bool{false, true} {
			b := open(t, peopled(), 80, 24)
			if english {
				b.hand("f12")
			}
			s.play(b)
			b.settled()
			b.Type("")
			if b.cut() {
				t.Errorf("%s, English %v: something is cut\n%s", s.name, english, b.Text())
			}
		}
	}
}

// isolated is a traveller who has been at home since the 5th.
func isolated(b *bench) {
	b.scan(oldID + "\r")
	b.hand("f2")
	for range 14 {
		b.hand("down")
	}
	b.hand("enter", "tab", "down", "down")
	b.types("0305")
	b.hand("esc")
}

// A person who is sent home is told on which day to come again, and why then.
func TestSaysWhenToComeAgain(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	isolated(b)
	b.settled()
	if !strings.Contains(b.Text(), "何时：居家隔离7天到 2020-03-12 期满；转绿，可以发证") {
		t.Errorf("no day is named:\n%s", b.Text())
	}
	b.hand("f2", "enter", "esc") // at the same time a case: no day of its own
	b.settled()
	if strings.Contains(b.Text(), "何时：") {
		t.Errorf("a day is named for a person who is sent to hospital:\n%s", b.Text())
	}
}

func TestReprintNeedsReasonAndKey(t *testing.T) {
	for _, key := range []string{"f5", "ctrl+o"} {
		f := peopled()
		b := open(t, f, 80, 24)
		b.scan(oldID + "\r")
		b.hand("enter", "f4", "enter", key, "enter", key)
		b.settled()
		if f.passes[0].copy != 1 {
			t.Fatal("printed again without a reason")
		}
		b.hand("down", "down", "tab", key)
		b.WaitFor("按 F5 打印新的一份")
		b.WaitFor("补打")
		b.WaitFor("原纸损坏")
		b.hand(key)
		b.WaitFor("已打印：/tmp/out")
		b.WaitFor("第2份")
		if got := f.passes[0].status; got != registry.StatusPrinted || len(b.press.papers) != 2 {
			t.Errorf("status %s, %d papers", got, len(b.press.papers))
		}
		b.hand("esc", "esc")
		b.WaitFor("样例老  第2份  已打印")
		b.hand("ctrl+y")
		b.WaitFor("第2份  已签字")
	}
}

// Leaving throws away what was typed by hand: it has to be said twice.
func TestQuitAsksOnceMore(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(citizen("330212", "19700102", 33) + "\r")
	b.types("样例甲")
	b.hand("ctrl+c")
	b.WaitFor("再按一次 Ctrl+C 退出")
	b.hand("tab")
	b.WaitFor("回车 签发")
	b.hand("ctrl+c", "ctrl+c")
	b.Wait()
}

func TestShortPath(t *testing.T) {
	for _, c := range []struct {
		path  string
		cells int
		want  string
	}{
		{"/tmp/out", 20, "/tmp/out"},
		{"/srv/a/very/long/papers/12931170000114.pdf", 30, ".../papers/12931170000114.pdf"},
		{"/srv/a/very/long/papers/12931170000114.pdf", 22, ".../12931170000114.pdf"},
		{"/srv/a/very/long/papers/12931170000114.pdf", 15, "...70000114.pdf"},
		{`D:\办公\通行证\12931170000114.pdf`, 26, `...\12931170000114.pdf`},
	} {
		if got := shortPath(c.path, c.cells); got != c.want {
			t.Errorf("shortPath(%q, %d) = %q, want %q", c.path, c.cells, got, c.want)
		}
	}
}

// Without colour a placeholder is told from a value by its brackets.
func TestPlaceholdersWithoutColour(t *testing.T) {
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &bench{t: t, f: peopled(), press: &fakePress{place: "/tmp/out"}, clock: clock}
	b.start(Program{Desk: b.f, Press: b.press, Clock: clock.Now, Unlocked: true, NoColour: true}, 80, 24)
	b.WaitFor("[读卡、身份证号")
	b.hand("f3")
	b.WaitFor("[1男 2女]")
}
