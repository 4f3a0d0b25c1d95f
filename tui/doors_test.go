package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// doorPress records the ledger's pages as the real press does.
type doorPress struct {
	*fakePress
	st     *station.Station
	halt   chan struct{} // a page waits for it; nil: none does
	inside chan struct{}
}

func (p *doorPress) PrintLedger(ctx context.Context, w station.LedgerWish, told func(station.Progress)) (string, int, error) {
	if p.halt != nil {
		close(p.inside)
		<-p.halt
	}
	run, err := p.st.PlanLedger(ctx, w)
	if err != nil {
		return "", 0, err
	}
	for _, err := range p.st.LedgerSheets(ctx, run) {
		if err != nil {
			return "", 0, err
		}
	}
	p.mu.Lock()
	p.wished = append(p.wished, w)
	p.mu.Unlock()
	return p.place, run.Pages(), p.st.LedgerPrinted(ctx, run)
}

// flats are homes of a building: in each the number of people given, the last of a home
// of three a child of the first.
func flats(building string, people ...int) (list []registry.Application) {
	n := 0
	for i, size := range people {
		home := fmt.Sprintf("%s-%d%02d", building, i/4+1, i%4+1)
		first := ""
		for k := range size {
			n++
			name := "样例" + string([]rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")[n%22]) + string([]rune("一二三四五六七八九十")[n/22%10])
			a := registry.Application{Name: name, Building: building, Household: home}
			if number := citizen("330212", fmt.Sprintf("19%02d%02d%02d", 40+n%50, n/50%12+1, n%28+1), 100+n); k == 2 {
				a.Guardian = &registry.Guardian{Relation: "father", Document: &registry.Document{Type: "RIC18", Number: first}}
				a.Birth, a.Sex = "2015-05-06", "F"
			} else {
				a.Document = &registry.Document{Type: "RIC18", Number: number}
				if k == 0 {
					first = number
				}
			}
			list = append(list, a)
		}
	}
	return list
}

// atDoors opens the screen of a building over a real station with these residents.
func atDoors(t *testing.T, cols, rows int, list []registry.Application) (*realBench, *doorPress) {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	if left, err := b.st.LoadResidents(t.Context(), list); err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	press := &doorPress{fakePress: b.press, st: b.st}
	b.start(Program{Desk: b.st, Press: press, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("2020-03-10")
	return b, press
}

// issueBuilding goes to the only building, issues and prints.
func (b *realBench) issueBuilding() {
	b.t.Helper()
	b.hand("f4", "f3")
	b.WaitFor("> 3幢")
	b.hand("enter")
	b.WaitFor("F5：给可以签发的人发证")
	b.hand("f5")
	b.WaitFor("再按一次 F5")
	b.hand("f5")
	b.WaitFor("签字册 ")
	b.settled()
}

func (b *realBench) standing() map[registry.Status]int {
	b.t.Helper()
	rows, err := b.st.Page(b.t.Context(), 0, 500, true, station.Filter{})
	if err != nil {
		b.t.Fatal(err)
	}
	out := map[registry.Status]int{}
	for _, r := range rows {
		out[r.Status]++
	}
	return out
}

// A building from the list to the last paper: issued and printed in the order of the
// flats with its ledger, ticked off, and what was not handed over cancelled, so that
// the count comes out.
func TestDoorToDoor(t *testing.T) {
	b, press := atDoors(t, 100, 30, flats("3幢", 3, 1, 2, 1, 1, 2))
	b.issueBuilding()
	if got := b.standing(); got[registry.StatusPrinted] != 10 || len(press.papers) != 10 || press.layout != "tenup" {
		t.Fatalf("stands %v, %d papers as %s", got, len(press.papers), press.layout)
	}
	if w := press.wished; len(w) != 1 || len(w[0].Numbers) != 10 {
		t.Errorf("the ledger was asked for %+v", w)
	}
	if !slices.IsSortedFunc(press.papers, func(a, b station.Paper) int { return strings.Compare(a.Number.String(), b.Number.String()) }) {
		t.Error("the papers do not come in the order of the flats")
	}
	b.WaitFor("待交 10")
	b.hand("ctrl+y") // the flat of three
	b.WaitFor("已登记 3 人签字")
	b.WaitFor("待交 7")
	b.hand("ctrl+n") // 102 is not at home
	b.WaitFor("不在家 1")
	b.hand("ctrl+b")
	b.WaitFor("不要：取消这张纸。再按一次 Ctrl+B")
	b.hand("ctrl+b") // one of 103
	b.WaitFor("已登记 1 张没有交出")
	b.hand("ctrl+y") // the other of 103
	b.WaitFor("待交 4")
	b.hand("ctrl+f")
	b.WaitFor("再按一次 Ctrl+F")
	b.hand("ctrl+f")
	b.WaitFor("待交 3")
	b.hand("f2")
	b.WaitFor("3 人记为已签字（不在家的 1 人除外）")
	b.hand("f2")
	b.WaitFor("待交 0")
	b.hand("ctrl+x")
	b.WaitFor("没有交出去的 1 张全部取消")
	b.hand("down", "ctrl+x")
	b.WaitFor("没交 0")
	if got := b.standing(); got[registry.StatusSigned] != 7 || got[registry.StatusCancelled] != 3 || len(got) != 2 {
		t.Errorf("stands %v", got)
	}
	c, err := b.st.Closing(t.Context())
	if err != nil || c.Unsigned != 0 || c.Unprinted != 0 {
		t.Errorf("the close counts %d unsigned, %d unprinted, %v", c.Unsigned, c.Unprinted, err)
	}
	b.sound()
}

// The reasons of cancelled papers are those that were met at the door.
func TestDoorsKeepTheReason(t *testing.T) {
	b, press := atDoors(t, 100, 30, flats("3幢", 1, 1, 1, 1))
	b.issueBuilding()
	b.WaitFor("待交 4")
	b.hand("ctrl+n")
	b.WaitFor("不在家 1")
	b.hand("ctrl+b", "ctrl+b")
	b.WaitFor("待交 2")
	b.hand("ctrl+f", "ctrl+f")
	b.WaitFor("待交 1")
	b.hand("ctrl+x", "ctrl+x")
	b.WaitFor("请先写明原因")
	b.hand("down", "ctrl+x")
	b.WaitFor("没交 0")
	b.settled()
	var got []string
	for _, p := range press.papers {
		d, err := b.st.Pass(t.Context(), p.Number.String())
		if err != nil {
			t.Fatal(err)
		}
		last := d.History[len(d.History)-1]
		got = append(got, string(last.Kind)+" "+strings.TrimSpace(last.Note+last.Reason))
	}
	for i, want := range []string{"上门时不在家", "上门时本人不要", "上门时发现资料或情况不符", "上门结束，没有交出"} {
		if !strings.HasPrefix(got[i], "Cancelled") || !strings.Contains(got[i], want) {
			t.Errorf("paper %d: %s, want %s", i+1, got[i], want)
		}
	}
	b.sound()
}

// A paper that was recalled after it was printed, and one whose holder a list names
// since, stay in the count: neither is handed over, and Ctrl+X enters both.
func TestDoorsKeepBackWhatWasRecalled(t *testing.T) {
	folk := flats("3幢", 1, 1, 1)
	b, press := atDoors(t, 100, 30, folk)
	b.issueBuilding()
	b.WaitFor("待交 3")
	recalled := press.papers[0].Number
	if err := b.st.Recall(t.Context(), recalled, "close_contact", ""); err != nil {
		t.Fatal(err)
	}
	b.list(folk[1].Name, folk[1].Document.Number)
	b.hand("esc")
	b.WaitUntil("the building has one paper to hand over, and two to keep", func(s screentest.Screen) bool {
		_, row, _ := strings.Cut(s.Text(), "> 3幢")
		return strings.HasPrefix(strings.Join(strings.Fields(row), " "), "3 3 3 1 2 0")
	})
	b.hand("enter")
	b.WaitFor("没交 1  已交 0") // what is not to be handed over is none of it
	b.WaitFor("不要交 2")
	b.hand("tab", "tab", "tab")
	b.WaitFor("收回了，不要交")
	b.WaitFor("涉及名单，不要交")
	b.hand("ctrl+y") // the first is the recalled one
	b.WaitFor("打印以后通知收回了")
	b.hand("ctrl+n") // nor is anybody away whose paper is kept
	b.WaitFor("打印以后通知收回了")
	b.WaitFor("不在家 0")
	b.hand("f2")
	b.WaitFor("1 人记为已签字")
	b.hand("f2")
	b.WaitFor("没交 0  已交 1")
	b.hand("ctrl+x")
	b.WaitFor("其中收回或过期的 1 张，登记为已交回")
	b.hand("down", "ctrl+x")
	for _, figure := range []string{"待交 0", "不在家 0", "已交 1", "不要交 0", "取消交回 1", "不能发 1"} {
		b.WaitFor(figure)
	}
	if got := b.standing(); got[registry.StatusSigned] != 1 || got[registry.StatusHandedIn] != 1 || got[registry.StatusCancelled] != 1 {
		t.Errorf("stands %v", got)
	}
	if today, err := b.st.Today(t.Context()); err != nil || today.ToFetch() != 0 || today.Unsigned != 0 {
		t.Errorf("to fetch %d, not signed %d, %v", today.ToFetch(), today.Unsigned, err)
	}
	b.sound()
}

// What was done about one flat leaves the mark on the next below that is still open:
// one key a flat, and none is entered for the wrong one. Behind the last it is the one
// above.
func TestDoorsGoOnToTheNextFlat(t *testing.T) {
	for _, key := range []string{"ctrl+y", "ctrl+n"} {
		b, _ := atDoors(t, 80, 24, flats("3幢", 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1))
		b.issueBuilding()
		b.WaitFor("> 3幢-101")
		for _, step := range []struct{ stand, then string }{{"103", "104"}, {"104", "201"}, {"204", "301"}, {"601", "602"}, {"604", "603"}} {
			for range 30 {
				if onLine(b.Text(), step.stand) {
					break
				}
				b.hand("down")
				b.settled()
				b.Type("")
			}
			b.hand(key)
			if step.stand == "103" && key == "ctrl+n" {
				b.WaitFor("> 3幢-103") // the other of the flat: nobody is marked but whom the mark stands on
				b.hand(key)
			}
			b.WaitFor("> 3幢-" + step.then)
		}
		b.sound()
	}
}

// Whoever may have no pass is not issued one, is shown with the reason, and goes to the
// desk with Enter.
func TestDoorsPassOverTheRefused(t *testing.T) {
	list := flats("3幢", 1, 1)
	list[1].Document = &registry.Document{Type: "RIC18", Number: list[0].Document.Number} // two names under one number
	list[1].Name = "样例丁"
	b, press := atDoors(t, 100, 30, list)
	b.issueBuilding()
	if len(press.papers) != 1 {
		t.Fatalf("%d papers", len(press.papers))
	}
	b.WaitFor("不能发 1")
	b.hand("tab", "tab", "tab", "tab", "tab")
	b.WaitFor("（回车到桌面办理）")
	b.hand("enter")
	b.WaitFor("扫描/输入")
	b.sound()
}

// A work that is given up has done whole people; F5 goes on where it stopped.
func TestDoorsAreGivenUp(t *testing.T) {
	b, press := atDoors(t, 100, 30, flats("3幢", 1, 1, 1))
	press.halt, press.inside = make(chan struct{}), make(chan struct{})
	b.hand("f4", "f3")
	b.WaitFor("> 3幢")
	b.hand("enter")
	b.WaitFor("F5：给可以签发的人发证")
	b.hand("f5", "f5")
	<-press.inside // all are issued, the ledger is being laid out
	b.Key("esc")
	b.WaitFor("正在停")
	close(press.halt)
	b.settled()
	b.WaitFor("已停下：签发了 3 人")
	press.halt = nil
	if got := b.standing(); got[registry.StatusIssued] != 3 || len(press.papers) != 0 {
		t.Fatalf("stands %v, %d papers", got, len(press.papers))
	}
	b.hand("f5", "f5")
	b.WaitFor("打印 3 张")
	b.settled()
	if got := b.standing(); got[registry.StatusPrinted] != 3 {
		t.Errorf("stands %v", got)
	}
	b.sound()
}

// Door to door with two hundred flats: the keys of the whole walk.
func TestKeystrokesDoorToDoor(t *testing.T) {
	if testing.Short() {
		t.Skip("two hundred flats")
	}
	homes := make([]int, 200)
	for i := range homes {
		homes[i] = 1 + i%3
	}
	list := flats("3幢", homes...)
	for name, c := range map[string]struct {
		most int
		walk func(b *realBench)
	}{
		"ticked off at each door, every tenth not at home": {230, func(b *realBench) {
			for i := range homes {
				if i%10 == 0 {
					b.hand("ctrl+n")
				} else {
					b.hand("ctrl+y")
				}
				b.settled()
			}
		}},
		"entered afterwards from the ledger, ten not at home": {110, func(b *realBench) {
			for i := range 10 {
				home := fmt.Sprintf("3幢-%d01", 3+i*4)
				b.types(home[strings.IndexByte(home, '-')+1:])
				b.hand("ctrl+n", "esc")
			}
			b.hand("f2", "f2")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := atDoors(t, 100, 30, list)
			b.issueBuilding()
			b.WaitFor("待交 399")
			c.walk(b)
			b.settled()
			b.hand("ctrl+x", "down", "ctrl+x")
			b.WaitFor("没交 0")
			b.settled()
			got := b.standing()
			t.Logf("door to door, 200 flats, 399 people, %-52s %3d keys, at most %d", name, b.keys, c.most)
			if b.keys > c.most || got[registry.StatusSigned]+got[registry.StatusCancelled] != 399 || got[registry.StatusCancelled] == 0 {
				t.Errorf("%d keys, at most %d; stands %v", b.keys, c.most, got)
			}
		})
	}
}

// A residents' list is shown row by row before it takes the place of the one before.
func TestResidentsAreShownThenLoaded(t *testing.T) {
	b, _ := atDoors(t, 100, 30, flats("3幢", 1))
	b.Quit()
	e := &residentFile{list: station.ResidentList{File: [32]byte{1}, Name: "样例.xlsx"}}
	for i, a := range flats("5幢", 2, 2) {
		e.list.Rows = append(e.list.Rows, station.ResidentRow{Row: i + 2, Application: a})
	}
	e.list.Rows = append(e.list.Rows, station.ResidentRow{Row: 6, Result: "damaged", Note: scheme.Text{ZH: "号码被表格软件弄坏", EN: "spoilt by a spreadsheet"}, Application: registry.Application{Name: "样例坏"}},
		station.ResidentRow{Row: 7, Result: "skipped", Note: scheme.Text{ZH: "合计", EN: "a total"}})
	b.start(Program{Desk: b.st, Press: b.press, Errands: e, Clock: b.clock.Now, Unlocked: true, NewRef: newRefs()}, 100, 30)
	b.WaitFor("2020-03-10")
	b.hand("ctrl+p")
	b.types("zrjm")
	b.hand("enter")
	b.WaitFor("代替原来的居民名单")
	b.types("/tmp/list.xlsx")
	b.hand("enter")
	b.WaitFor("6 行：能登记 4 人（其中已有证 0），重复 0，没有登记 1，跳过 1")
	b.WaitFor("号码被表格软件弄坏")
	before := b.st.Head()
	b.hand("enter")
	b.hand("ctrl+y")
	b.WaitFor("再按一次 Ctrl+Y")
	if b.st.Head() != before {
		t.Error("something was done before it was confirmed")
	}
	b.hand("ctrl+y")
	b.WaitFor("已载入 4 人，1 行没有登记")
	b.hand("enter")
	b.WaitFor("5幢")
	if strings.Contains(b.Text(), "3幢") {
		t.Error("the list before is still in force")
	}
	b.sound()
}

type residentFile struct {
	fakeErrands
	list station.ResidentList
	told []scheme.Text
}

func (e *residentFile) ResidentList(context.Context, string, func(station.Progress)) (station.ResidentList, []scheme.Text, error) {
	return e.list, e.told, nil
}
