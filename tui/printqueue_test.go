package tui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/tui/screentest"
)

// jammed is a desk whose program ended over a batch of twelve on card sheets of four,
// the first of which was begun.
func jammed(t *testing.T, cols, rows int) (*realBench, []registry.Number) {
	t.Helper()
	b, numbers := leftOpen(t, 12, registry.Laying{Layout: "tenup", Size: "85.6x54", PerSheet: 4, First: 3}, cols, rows)
	b.WaitFor("打出来了没有？4 张")
	return b, numbers
}

// leftOpen is a desk at which nobody has said what came out of a batch of passes.
func leftOpen(t *testing.T, passes int, as registry.Laying, cols, rows int) (*realBench, []registry.Number) {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	var numbers []registry.Number
	for i := range passes {
		line := fmt.Sprintf(`{"name":"样例%c","document":{"number":"%s"},"declared":true}`, '甲'+rune(i), citizen("330212", fmt.Sprintf("%d0301", 1960+i), 17))
		numbers = append(numbers, b.apply(line).Number)
	}
	if err := b.st.Intend(t.Context(), numbers, as); err != nil {
		t.Fatal(err)
	}
	b.start(Program{Desk: b.st, Press: b.press, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	return b, numbers
}

// Of a job with more sheets than lines the screen says which are in sight, and that the
// arrows show the others.
func TestALongJobSaysWhatIsOutOfSight(t *testing.T) {
	b, _ := leftOpen(t, 30, registry.Laying{Layout: "walkin", PerSheet: 1}, 80, 24)
	b.WaitFor("打出来了没有？30 张")
	b.hand("enter")
	b.WaitFor("张，共 30 张；上下键看其余")
	b.WaitFor("第 1-")
	b.hand("down", "down")
	b.WaitFor("第 3-")
}

// A printer that jammed at the third sheet: the desk asks which one was the last good
// one, and prints the rest again, on a sheet whose first free place is typed.
func TestABatchIsPrintedAgainFromTheJam(t *testing.T) {
	b, numbers := jammed(t, 100, 30)
	b.hand("enter")
	b.WaitFor("最后打好的是第几张")
	b.types("9")
	b.WaitFor("这次打印共 4 张")
	b.hand("ctrl+y")
	b.settled()
	if got := b.sheets(); got.Intended != 12 {
		t.Fatalf("a sheet that is none was entered: %+v", got)
	}
	b.hand("backspace")
	b.types("2")
	b.WaitFor("1-2 已出纸；3 打坏；4 没有打")
	b.hand("enter") // Enter decides nothing
	b.settled()
	if got := b.sheets(); got.Intended != 12 {
		t.Fatalf("Enter answered: %+v", got)
	}
	b.hand("ctrl+y")
	b.WaitFor("6 证要重打")
	if got, want := b.sheets(), (registry.SheetSums{Total: 10, Out: 6, Spoiled: 4}); got != want {
		t.Errorf("sheets %+v, want %+v", got, want)
	}
	b.hand("f5")
	b.WaitFor("联卡打印 6 证")
	b.hand("backspace")
	b.types("11")
	b.hand("f5")
	b.WaitFor("位置是 1 到 10")
	b.hand("backspace", "backspace")
	b.types("4")
	b.WaitFor("9  这次打印")
	b.hand("f5")
	b.WaitFor("已打印 6 张")
	b.settled()
	var printed []registry.Number
	for _, p := range b.press.papers {
		printed = append(printed, p.Number)
	}
	if !slices.Equal(printed, numbers[6:]) || b.press.laid.First != 4 {
		t.Errorf("printed %v from place %d", printed, b.press.laid.First)
	}
	if next, err := b.st.FreePlace(t.Context(), "85.6x54"); err != nil || next != 10 {
		t.Errorf("next free place %d, %v", next, err)
	}
	b.sound()
}

// Passes of a sheet were answered for on their own: what is asked at the desk is the rest.
func TestASheetThatWasPartlyAnsweredIsSettledAtTheDesk(t *testing.T) {
	for key, want := range map[string]registry.SheetSums{
		"ctrl+y": {Total: 11, Out: 10, Spoiled: 1}, "ctrl+x": {Total: 11, Spoiled: 11}, "ctrl+f": {Total: 1, Spoiled: 1}, "ctrl+n": {Total: 11, Spoiled: 1, Unknown: 10},
	} {
		b, numbers := jammed(t, 100, 30)
		for i, outcome := range []string{"spoiled", "none"} {
			if _, err := b.st.AnswerSheet(t.Context(), numbers[i+2], outcome); err != nil {
				t.Fatal(err)
			}
		}
		b.hand(key)
		b.WaitFor("每张纸都已回答")
		if got := b.sheets(); got != want {
			t.Errorf("%s: sheets %+v, want %+v", key, got, want)
		}
		b.sound()
	}
}

// The queue lists what waits for its paper and offers the sheet that was begun.
func TestTheQueueOffersTheSheetThatWasBegun(t *testing.T) {
	b, _ := jammed(t, 100, 30)
	b.hand("ctrl+x") // all of it is spoiled
	b.WaitFor("每张纸都已回答")
	if err := b.st.SetFreePlace(t.Context(), "85.6x54", 8); err != nil {
		t.Fatal(err)
	}
	b.openQueue()
	b.WaitFor("从第 8 位接着用")
	b.WaitFor("打坏 1 张")
	b.hand("f3")
	b.WaitFor("接着用半张：从第 8 位起")
	b.hand("f5")
	b.WaitFor("已打印 12 张")
	b.settled()
	if b.press.laid.First != 8 || b.press.laid.Layout != "tenup" || len(b.press.papers) != 12 {
		t.Errorf("printed %d papers, laid %+v", len(b.press.papers), b.press.laid)
	}
	b.openQueue()
	b.WaitFor("今天打印过的")
	b.WaitFor("打出 12")
	b.hand("enter")
	b.WaitFor("第 1 张")
	b.hand("esc", "esc")
	b.gone("今天打印过的")
	b.sound()
}

func (b *realBench) openQueue() {
	b.t.Helper()
	b.hand("ctrl+p")
	b.WaitFor("命令")
	b.types("dydl")
	b.WaitFor("打印队列")
	b.clock.Advance(time.Second)
	b.hand("enter")
}

// The next person goes before the answer: a card read over a job goes to the box.
func TestTheQueueIsNotInTheWay(t *testing.T) {
	for name, play := range map[string]func(b *realBench){
		"a card":         func(b *realBench) { b.scan(motherID + "\r") },
		"name and card":  func(b *realBench) { b.scan("样例母\t" + motherID + "\r") },
		"digits by hand": func(b *realBench) { b.types(motherID) },
	} {
		b, _ := jammed(t, 100, 30)
		b.hand("enter")
		b.WaitFor("最后打好的是第几张")
		play(b)
		b.WaitFor("姓名")
		if got := b.sheets(); got.Intended != 12 {
			t.Errorf("%s: it was taken for an answer: %+v", name, got)
		}
	}
}

func TestGoldenPrintQueue(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for name, play := range map[string]func(b *realBench){
			"printqueue": func(b *realBench) {},
			"printjob": func(b *realBench) {
				b.hand("enter")
				b.WaitFor("最后打好的")
				b.types("1-2,4?")
				b.WaitFor("不清楚")
			},
			"cardsheet":   func(b *realBench) { b.hand("ctrl+x"); b.openQueue(); b.hand("f3"); b.WaitFor("联卡打印") },
			"cardenglish": func(b *realBench) { b.hand("ctrl+x"); b.openQueue(); b.hand("f3", "ctrl+l"); b.WaitFor("Card sheets") },
			"waitqueue":   func(b *realBench) { b.hand("ctrl+x"); b.openQueue(); b.WaitFor("等着打印的证") },
			"jobenglish":  func(b *realBench) { b.hand("enter", "ctrl+l"); b.WaitFor("The last good sheet") },
		} {
			b, _ := jammed(t, size[0], size[1])
			play(b)
			b.settled()
			b.Type("")
			b.Golden(fmt.Sprintf("%s_%dx%d", name, size[0], size[1]))
		}
	}
}

func TestReadGood(t *testing.T) {
	for typed, want := range map[string]string{
		"3": "[{1 3 out} {4 4 spoiled} {5 5 none}]", "0": "[{1 1 spoiled} {2 5 none}]", "5": "[{1 5 out}]", " 2 ": "[{1 2 out} {3 3 spoiled} {4 5 none}]", "1,2-5!": "[{1 1 out} {2 5 none}]",
		"1-3,5": "[{1 3 out} {4 4 spoiled} {5 5 out}]", "1-2 4?": "[{1 2 out} {3 3 spoiled} {4 4 unknown} {5 5 spoiled}]", "2-2": "[{1 1 spoiled} {2 2 out} {3 5 spoiled}]",
		"6": "no", "": "no", "1-6": "no", "3-2": "no", "-2": "no", "x": "no", "1,,2": "no", "?": "no",
	} {
		answers, ok := readGood(typed, 5)
		got := fmt.Sprint(answers)
		if !ok {
			got = "no"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
}

// The close names three spoiled papers and says how many more there are.
func TestTheCloseSaysHowManyMoreWereSpoiled(t *testing.T) {
	b, _ := jammed(t, 100, 30)
	b.hand("ctrl+x")
	b.WaitFor("每张纸都已回答")
	b.command("rj", "日结：清点核对")
	b.WaitFor("今日送打印 12 份：打出 0，打坏 12")
	b.WaitFor("还有 9 份打坏过")
}
