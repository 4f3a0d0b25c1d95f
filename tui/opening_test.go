package tui

import (
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/tui/screentest"
)

// nextMorning is a desk on the day after one that was not closed: a paper was printed,
// and of another nobody has said what came out.
func nextMorning(t *testing.T, cols, rows int) (*realBench, registry.Number) {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	out := b.apply(lineIssued).Number
	open := b.apply(lineChild).Number
	for _, n := range []registry.Number{out, open} {
		if err := b.st.PrintIntended(t.Context(), []registry.Number{n}, "walkin"); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.st.PrintedOut(t.Context(), []registry.Number{out}, "out"); err != nil {
		t.Fatal(err)
	}
	clock.Advance(24 * time.Hour)
	b.start(Program{Desk: b.st, Press: b.press, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("打出来了没有？1 张")
	return b, open
}

// sheets are the papers of which nobody has said what came out.
func (b *realBench) sheets() registry.SheetSums {
	b.t.Helper()
	a, err := b.st.Accounting(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return a.Sheets
}

func TestWhatCameOutIsAnsweredByAKey(t *testing.T) {
	for key, want := range map[string]registry.SheetSums{
		"ctrl+y": {Total: 2, Out: 2}, "ctrl+x": {Total: 2, Out: 1, Spoiled: 1}, "ctrl+n": {Total: 2, Out: 1, Unknown: 1},
	} {
		b, _ := nextMorning(t, 80, 24)
		b.hand("enter") // Enter decides nothing
		b.settled()
		if got := b.sheets(); got.Intended != 1 {
			t.Errorf("Enter answered: %+v", got)
		}
		b.hand(key)
		b.WaitFor("每张纸都已回答")
		if got := b.sheets(); got != want {
			t.Errorf("%s: %+v, want %+v", key, got, want)
		}
		b.sound()
	}
}

// F5 never prints a second sheet of a copy of which nobody has said what came out.
func TestPrintingAsksFirstWhatCameOut(t *testing.T) {
	b, open := nextMorning(t, 80, 24)
	b.hand("esc")
	b.gone("打出来了没有？1 张")
	b.hand("f5")
	b.WaitFor("打出来了没有？1 张")
	if n := len(b.press.papers); n != 0 {
		t.Fatalf("%d papers were printed", n)
	}
	b.hand("ctrl+x")
	b.WaitFor("每张纸都已回答")
	b.hand("f5")
	b.WaitFor("已打印")
	b.settled()
	if len(b.press.papers) != 1 || b.press.papers[0].Number != open || b.press.papers[0].Copy != 1 {
		t.Errorf("printed: %+v", b.press.papers)
	}
	if got, want := b.sheets(), (registry.SheetSums{Total: 3, Out: 2, Spoiled: 1}); got != want {
		t.Errorf("sheets: %+v, want %+v", got, want)
	}
}

// A card and a name go to the box whatever the desk asks: nobody waits for an answer.
func TestTheMorningIsNotInTheWay(t *testing.T) {
	for name, play := range map[string]func(b *realBench){
		"a card":         func(b *realBench) { b.scan(motherID + "\r") },
		"name and card":  func(b *realBench) { b.scan("样例母\t" + motherID + "\r") },
		"digits by hand": func(b *realBench) { b.types(motherID) },
		"a name":         func(b *realBench) { b.types("样例母"); b.hand("tab") },
	} {
		for _, later := range []bool{false, true} {
			b, _ := nextMorning(t, 80, 24)
			if later { // the question is on the empty desk
				b.hand("esc")
				b.WaitFor("上次没有日结")
			}
			play(b)
			b.WaitUntil(name, func(s screentest.Screen) bool {
				text := strings.ReplaceAll(s.Text(), " ", "")
				return strings.Contains(text, "姓名") && (strings.Contains(text, motherID) || strings.Contains(text, "样例母"))
			})
		}
	}
}

func TestTheOpeningQuestion(t *testing.T) {
	ahead, err := registry.NewNumber("12", 931, 1, 3, 400)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, typed, want string
		asks, readOnly    bool
	}{
		{"ours", "", "对得上", false, false},
		{"not at hand", "ctrl+x", "最后一张纸不在手头", false, false},
		{"later", "esc", "以后再答", true, false},
		{"higher", ahead.String(), "xqh", false, true},
		{"mistyped", ahead.String()[:13] + "0", "有一位输错了", true, false},
	} {
		b, open := nextMorning(t, 80, 24)
		b.hand("ctrl+y")
		b.WaitFor("上次没有日结")
		switch {
		case strings.HasPrefix(c.typed, "ctrl"), c.typed == "esc":
			b.hand(c.typed)
		case c.typed == "":
			b.types(open.String())
			b.WaitFor("最后打出来的那张纸")
			b.hand("enter")
		default:
			b.types(c.typed)
			b.hand("enter")
		}
		b.WaitFor(c.want)
		b.settled()
		o, err := b.st.Morning(t.Context())
		if err != nil || o.Asks != c.asks || (b.st.Info().ReadOnly != "") != c.readOnly {
			t.Errorf("%s: asks %v, read-only %q, %v\n%s", c.name, o.Asks, b.st.Info().ReadOnly, err, b.Text())
		}
		b.sound()
	}
}

// The first pass of the day makes the date and the question give way.
func TestWorkPutsTheQuestionOff(t *testing.T) {
	b, _ := nextMorning(t, 100, 30)
	b.hand("esc")
	b.WaitFor("2 0 2 0 - 0 3 - 1 1   星期三")
	b.scan("样例母\t" + motherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("已打印")
	b.gone("上次没有日结")
	b.gone("2 0 2 0")
}

func TestGoldenMorning(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {100, 30}} {
		for name, play := range map[string]func(b *realBench){
			"sheets":  func(b *realBench) {},
			"morning": func(b *realBench) { b.hand("esc"); b.WaitFor("上次没有日结") },
			"readonly": func(b *realBench) {
				ahead, _ := registry.NewNumber("12", 931, 1, 3, 400)
				b.hand("esc")
				b.types(ahead.String())
				b.hand("enter")
				b.WaitFor("xqh")
			},
			"morningenglish": func(b *realBench) { b.hand("esc", "ctrl+l"); b.WaitFor("The last day") },
			"sheetsenglish":  func(b *realBench) { b.hand("ctrl+l"); b.WaitFor("What came out") },
		} {
			b, _ := nextMorning(t, size[0], size[1])
			play(b)
			b.settled()
			b.Type("")
			b.Golden(name + map[int]string{80: "_80x24", 100: "_100x30"}[size[0]])
		}
	}
}

// A clock that jumped is seen before it stands on a paper.
func TestTheDeskAsksAboutADateThatJumped(t *testing.T) {
	for days, want := range map[int]bool{1: false, 10: false, 11: true, 4000: true, -1: true} {
		clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
		b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
		b.apply(lineIssued)
		clock.Advance(time.Duration(days) * 24 * time.Hour)
		b.start(Program{Desk: b.st, Press: b.press, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, 100, 30)
		b.WaitFor("请看一眼日期")
		if got := strings.Contains(b.Screen().Text(), "上一个工作日是 2020-03-10"); got != want {
			t.Errorf("%d days on: told %v, want %v\n%s", days, got, want, b.Screen().Text())
		}
	}
}
