package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// sentList is a list of people as a reader of files would hand it over.
type sentList struct {
	fakeErrands
	rows  []station.ListedRow
	told  []scheme.Text
	enter chan struct{} // what enters the list waits for it; nil: at once
}

// slowDesk is a station that takes its time to enter a list.
type slowDesk struct {
	*station.Station
	enter chan struct{}
}

func (s slowDesk) ConfirmRecalls(ctx context.Context, p *station.RecallPreview, masked ...int) (*station.RecallPreview, error) {
	if s.enter != nil {
		select {
		case <-s.enter:
		case <-ctx.Done():
			return p, ctx.Err()
		}
	}
	return s.Station.ConfirmRecalls(ctx, p, masked...)
}

func (e *sentList) RecallList(ctx context.Context, file string, far func(station.Progress)) (station.RecallList, []scheme.Text, error) {
	if e.wait != nil {
		select {
		case <-e.wait:
		case <-ctx.Done():
			return station.RecallList{}, nil, ctx.Err()
		}
	}
	return station.RecallList{Rows: e.rows, File: [32]byte{byte(len(file))}, Name: file}, e.told, e.err
}

func listedRow(row int, name, number string) station.ListedRow {
	return station.ListedRow{Sheet: "样例表", Row: row, Person: watch.Row{Name: name, Number: number}}
}

// importing opens the import of a list that names two holders, one by a masked
// number, one person without a pass, and two rows that say nothing.
func importing(t *testing.T, cols, rows int, e *sentList) *realBench {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	for _, line := range []string{lineThird, lineChild, lineTwelfth} {
		b.apply(line)
	}
	e.rows = []station.ListedRow{
		{Sheet: "样例表", Row: 1, Result: "skipped", Note: scheme.Text{ZH: "标题", EN: "a title"}},
		listedRow(3, "样例父", fatherID), listedRow(4, "样例老", "330204********9036"), listedRow(5, "样例母", motherID),
		{Sheet: "样例表", Row: 6, Result: "damaged", Note: scheme.Text{ZH: "号码被表格软件弄坏", EN: "spoilt by a spreadsheet"}, Person: watch.Row{Name: "样例坏"}},
	}
	clock.Advance(time.Hour)
	b.start(Program{Desk: slowDesk{b.st, e.enter}, Press: b.press, Errands: e, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("2020-03-10")
	b.hand("ctrl+p")
	b.types("zrsh")
	b.hand("enter")
	b.WaitFor("载入收回名单")
	return b
}

// fill names the file, whose list it is, and the ground.
func (b *realBench) fill() {
	b.t.Helper()
	b.fillFor("5 行")
}

// fillFor is fill, of a list that comes to what is awaited.
func (b *realBench) fillFor(sum string) {
	b.t.Helper()
	b.types("x")
	b.hand("enter")
	b.types("样例疾控")
	b.hand("enter")
	b.types("1")
	b.hand("enter")
	b.WaitFor(sum)
}

// toldOfFile is what a reader has to say of a whole file.
var toldOfFile = []scheme.Text{
	{ZH: "隐藏的工作表“上周”没有用（213 行）", EN: "the hidden sheet 上周 was not used (213 rows)"},
	{ZH: "工作表“样例表”：合计写着 6 人，读到 4 行，请核对", EN: "sheet 样例表: the total says 6, and people were read from 4 rows: compare"},
	{ZH: "工作表“样例表”：“原因”在隐藏的 D 列，照样读了", EN: "sheet 样例表: column D (原因) is hidden and was read all the same"},
	{ZH: "工作表“样例表”：隐藏的 1 行没有用", EN: "sheet 样例表: not used, because hidden: one row"},
}

var importScenes = []struct {
	name string
	play func(b *realBench)
}{
	{"recallimport", func(b *realBench) { b.fill(); b.hand("shift+tab", "shift+tab"); b.WaitFor("样例坏") }},
	{"recallsure", func(b *realBench) { b.fill(); b.hand("ctrl+y"); b.WaitFor("再按一次") }},
	{"recallnotes", func(b *realBench) { b.fill(); b.hand("tab", "tab", "tab"); b.WaitFor("号码被表格软件弄坏") }},
	{"recallnotesenglish", func(b *realBench) { b.fill(); b.hand("ctrl+l", "shift+tab"); b.WaitFor("the hidden sheet") }},
	{"recallimportenglish", func(b *realBench) { b.fill(); b.hand("ctrl+l", "shift+tab", "shift+tab"); b.WaitFor("spoilt") }},
}

func TestGoldenRecallImport(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range importScenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := importing(t, size[0], size[1], &sentList{told: toldOfFile})
				s.play(b)
				b.settled()
				b.Type("")
				b.Golden(name)
			})
		}
	}
}

func TestEveryWidthOfTheRecallImport(t *testing.T) {
	b := importing(t, 80, 24, &sentList{told: toldOfFile})
	importScenes[0].play(b)
	b.checkWidths(t, 3)
}

// Every row is shown before anything happens; Enter does nothing, the key has to be
// pressed twice; a masked number is recalled where somebody has looked; then the
// papers stand on the work list, and the same file does nothing more.
func TestARecallListIsShownThenDone(t *testing.T) {
	b := importing(t, 100, 30, &sentList{})
	b.fill()
	b.WaitFor("通知收回 1 张")
	b.hand("enter")
	b.WaitFor("回车不会执行")
	if strings.Contains(b.Text(), "也收回") {
		t.Errorf("Ctrl+F is offered on a row that it does nothing to:\n%s", b.Text())
	}
	b.hand("tab")
	b.WaitFor("遮盖相符")
	b.WaitFor("看过，也收回")
	b.hand("ctrl+f")
	b.WaitFor("通知收回 2 张")
	if open, err := b.st.OpenRecalls(t.Context(), nil); err != nil || len(open) != 0 {
		t.Fatalf("before the key: %v, %v", open, err)
	}
	b.hand("ctrl+y")
	b.WaitFor("再按一次 Ctrl+Y")
	b.hand("ctrl+y")
	b.WaitFor("已通知收回 2 张")
	if screen := b.Text(); !strings.Contains(screen, "；通知收回 2 张") {
		t.Errorf("the masked one counts once:\n%s", screen)
	}
	b.hand("enter")
	b.WaitFor("要收回的纸证")
	open, err := b.st.OpenRecalls(t.Context(), nil)
	if err != nil || len(open) != 0 { // nothing of the two was printed: no paper is out
		t.Errorf("on the work list: %v, %v", open, err)
	}
	all, err := b.st.Page(t.Context(), 0, 9, true, station.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		if row.Child == (row.Status == registry.StatusHandedIn) {
			t.Errorf("%s is %s", row.Name, row.Status)
		}
	}
	b.hand("ctrl+b")
	b.WaitFor("载入收回名单")
	b.fill()
	b.WaitFor("通知收回 0 张")
	b.WaitFor("已收回") // under the matches, which are shown first
	b.hand("ctrl+y")
	b.WaitFor("已经载入过")
	b.sound()
}

// The same file in another office's name: it is said when and as what it was loaded, and
// nothing is done, until it is asked for twice and then confirmed like any other.
func TestTheSameFileInAnothersName(t *testing.T) {
	b := importing(t, 100, 30, &sentList{})
	b.fill()
	b.hand("ctrl+y", "ctrl+y")
	b.WaitFor("已通知收回 1 张")
	b.hand("enter", "ctrl+b")
	b.WaitFor("载入收回名单")
	b.types("x")
	b.hand("enter")
	b.types("样例街道")
	b.hand("enter", "enter")
	b.WaitFor(`载入过：收回名单，来源"样例疾控"`)
	b.hand("ctrl+y")
	b.WaitFor("再按一次 Ctrl+Y 重新核对")
	b.hand("ctrl+y")
	b.WaitFor("列入 4，")
	b.hand("ctrl+y", "ctrl+y")
	b.WaitFor("已通知收回 0 张，列入名单 4 人")
	b.sound()
}

// Esc stops the reading, and nothing was done.
func TestAnImportIsStopped(t *testing.T) {
	e := &sentList{fakeErrands: fakeErrands{wait: make(chan struct{})}}
	b := importing(t, 80, 24, e)
	b.types("x")
	b.hand("enter")
	b.types("样例疾控")
	b.hand("enter")
	b.clock.Advance(time.Second)
	b.Key("enter")
	b.WaitFor("Esc 停下")
	b.Key("esc")
	b.WaitFor("已停下，什么都没有做")
	b.sound()
}

// A long list is entered under a bar, and Esc gives it up with nothing done.
func TestEnteringAListIsStopped(t *testing.T) {
	e := &sentList{enter: make(chan struct{})}
	b := importing(t, 80, 24, e)
	b.fill()
	b.hand("ctrl+y")
	b.WaitFor("再按一次")
	b.hand("ctrl+y")
	b.clock.Advance(time.Second)
	b.WaitFor("Esc 停下")
	b.Key("esc")
	b.WaitFor("已停下，什么都没有做")
	close(e.enter)
	b.hand("ctrl+y", "ctrl+y")
	b.WaitFor("已通知收回 1 张")
	b.sound()
}

// After a list the desk counts anew whom it has turned: a masked name that nobody has
// looked at orders nothing back, and stands in the daily dynamic.
func TestTheDynamicIsCountedAfterAList(t *testing.T) {
	e := &sentList{}
	b := importing(t, 100, 30, e)
	b.types("/tmp/list.xlsx")
	b.hand("enter")
	b.types("样例疾控")
	b.hand("enter")
	b.types("1")
	b.hand("enter")
	b.WaitFor("行")
	b.settled()
	b.hand("ctrl+y", "ctrl+y")
	b.settled()
	b.hand("esc", "esc")
	b.settled()
	b.WaitFor("扫描/输入")
	b.WaitFor("每日动态")
}

// TestRowsThatListNobodyStandTogether: the count of rows that should list somebody and
// list nobody has a view of its own, which is not there where there are none; and a row
// says the number that the file has, without its middle.
func TestRowsThatListNobodyStandTogether(t *testing.T) {
	e := &sentList{}
	b := importing(t, 100, 30, e)
	b.fill()
	b.WaitFor("通知收回 1 张")
	if strings.Contains(b.Text(), "没有列入 1") {
		t.Fatalf("nobody is left out:\n%s", b.Text())
	}
	b.hand("esc")
	b.WaitFor("载入收回名单")
	e.rows = append(e.rows[:4:4], station.ListedRow{Sheet: "样例表", Row: 7, Result: "damaged", Note: scheme.Text{ZH: "号码和姓名都没有", EN: "neither number nor name"}})
	b.fill()
	b.WaitFor("没有列入 1")
	if screen := b.Text(); !strings.Contains(screen, "号码 330212****9315") {
		t.Errorf("the number of the first row:\n%s", screen)
	}
	b.hand("shift+tab", "shift+tab", "shift+tab", "shift+tab") // behind them the rest, all, and the notes
	b.WaitFor("号码和姓名都没有")
	if screen := b.Text(); strings.Contains(screen, "样例父") {
		t.Errorf("who is listed stands among them:\n%s", screen)
	}
}

// What was typed is there again when one comes back to a form that was left.
func TestAFormOfAnImportIsKept(t *testing.T) {
	b := importing(t, 80, 24, &sentList{})
	b.hand("esc")
	b.gone("样例疾控")
	b.hand("ctrl+p")
	b.types("zrsh")
	b.hand("enter")
	b.types("样例名单.xlsx")
	b.hand("enter")
	b.types("样例疾控")
	b.hand("esc")
	b.gone("样例名单.xlsx")
	b.hand("ctrl+p")
	b.types("zrsh")
	b.hand("enter")
	b.WaitFor("样例名单.xlsx")
	b.WaitFor("样例疾控")
}

// A file that is typed over the one that stands there takes its place, and Esc goes back
// to where the form was opened.
func TestAKeptFileIsTypedOver(t *testing.T) {
	b := importing(t, 80, 24, &sentList{})
	b.types("样例名单.xlsx")
	b.hand("esc")
	b.WaitFor("上一张")
	b.hand("ctrl+p")
	b.types("zrsh")
	b.hand("enter")
	b.WaitFor("样例名单.xlsx")
	b.types("第二份.csv")
	b.WaitFor("第二份.csv")
	b.gone("样例名单.xlsx")
}

// A list of a hundred thousand rows is gone through when it comes, and not again for each
// of its rows, each key and each frame: the desk once stood still for a minute behind the bar.
func TestALongListIsSortedOnce(t *testing.T) {
	const rows, few = 100_000, 500
	d := &desk{w: 80, h: 24}
	s := &recallImport{recalls: true}
	s.listImport = newListImport(d, s, recallSpec)
	p := &station.RecallPreview{Rows: make([]station.ListAnswer, rows)}
	for i := range p.Rows {
		p.Rows[i] = station.ListAnswer{Row: i + 1, Name: "样例", Result: []string{"none", "match", "ask"}[i%3]}
	}
	s.take(p)
	for name, f := range map[string]func(){
		"a view":  func() { s.turn(d, 1) },
		"a frame": func() { s.view(d) },
	} {
		if n := testing.AllocsPerRun(1, f); n > few {
			t.Errorf("%s of %d rows allocates %.0f times", name, rows, n)
		}
	}
	fetched, err := onDemand(len(s.views[0].rows), func(string) int { return 7 }, s.lines(widget.ZH))("8", 3, widget.After)
	if err != nil || len(fetched) != 3 || fetched[0].Key != "8" {
		t.Errorf("a page behind the eighth row is %v, %v", fetched, err)
	}
}

// The line that says “once more” goes with the first move: the key is then to be pressed
// twice again. What has no room above the rows is shown whole by Enter.
func TestAKeyThatIsDisarmedSaysSo(t *testing.T) {
	b := importing(t, 70, 24, &sentList{})
	b.fill()
	b.hand("ctrl+l", "ctrl+y")
	b.WaitFor("Ctrl+Y once more")
	b.WaitFor("Enter shows all of it")
	b.hand("down")
	b.WaitGone("Ctrl+Y once more")
	b.hand("up", "ctrl+y")
	b.WaitFor("Enter shows all of it")
	b.hand("enter")
	b.WaitFor("330212****9315")
	b.WaitGone("Answer")
	b.hand("esc")
	b.WaitFor("Answer")
	b.sound()
}

// Each row of a file is in one of the figures over the preview.
func TestTheFiguresOfAPreviewAddUp(t *testing.T) {
	rows := []station.ListAnswer{{Result: "skipped"}, {Result: "match", List: "listed"}, {Result: "ask", List: "replaced"}, {Result: "none"}, {Result: "duplicate"}, {Result: "duplicate", List: "listed"}, {Result: "damaged", Left: true}, {Result: "ask", List: "listed", Part: 2}}
	listed, asBefore, repeated, left, skipped := figures(rows)
	if got := [5]int{listed, asBefore, repeated, left, skipped}; got != [5]int{3, 1, 1, 1, 1} {
		t.Errorf("%v", got)
	}
}

// A name that its column has no room for stands whole over the rows.
func TestALongNameStandsWhole(t *testing.T) {
	d := &desk{w: 80, h: 24}
	s := &recallImport{recalls: true}
	s.listImport = newListImport(d, s, recallSpec)
	s.take(&station.RecallPreview{Rows: []station.ListAnswer{{Row: 1, Name: "样例古丽·样例江"}, {Row: 2, Name: "样例"}}})
	if got := s.whole(d, widget.Row{Key: "0"}); !strings.Contains(got, "样例古丽·样例江；") {
		t.Errorf("%q", got)
	}
	if got := s.whole(d, widget.Row{Key: "1"}); strings.Contains(got, "样例") {
		t.Errorf("%q says the name twice", got)
	}
}
