package tui

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// ledgerPress records pages as a real press does, and draws nothing.
type ledgerPress struct {
	*fakePress
	st *station.Station
}

func (p ledgerPress) PrintLedger(ctx context.Context, w station.LedgerWish, told func(station.Progress)) (string, int, error) {
	r, err := p.st.PlanLedger(ctx, w)
	if err != nil || r.Pages() == 0 {
		return "", 0, err
	}
	for _, err := range p.st.LedgerSheets(ctx, r) {
		if err != nil {
			return "", 0, err
		}
	}
	return fmt.Sprintf("/tmp/out/ledger-%d.pdf", r.Numbers()[0]), r.Pages(), p.st.LedgerPrinted(ctx, r)
}

// slowPress draws until it is told to stop.
type slowPress struct{ *fakePress }

func (slowPress) PrintLedger(ctx context.Context, _ station.LedgerWish, told func(station.Progress)) (string, int, error) {
	told(station.Progress{Step: scheme.Text{ZH: "签字册 3/12 页", EN: "ledger page 3 of 12"}, Share: 0.25})
	<-ctx.Done()
	return "", 0, ctx.Err()
}

// A long print shows how far it is; Esc breaks it off, and the next one goes back.
func TestAPrintOfTheLedgerIsBrokenOff(t *testing.T) {
	b := atLedger(t, 100, 30)
	b.desk.p.Press = slowPress{b.press}
	b.hand("f5")
	b.WaitFor("签字册 3/12 页")
	b.WaitFor("Esc 停下")
	b.Key("esc")
	b.WaitFor("已停下，什么都没有做")
	b.WaitFor("Esc 返回")
	if pages, err := b.st.LedgerPages(t.Context(), 0, 5, true); len(pages) != 0 || err != nil {
		t.Errorf("a print that was broken off left %v, %v", pages, err)
	}
	b.hand("esc")
	b.settled()
	if _, ledger := b.desk.top().(*ledgerScreen); ledger {
		t.Error("Esc does not go back")
	}
}

// atLedger opens the ledger's screen at a desk that has issued to some people.
func atLedger(t *testing.T, cols, rows int) *realBench {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	for _, line := range []string{lineIssued, lineChild} {
		b.apply(line)
	}
	b.start(Program{Desk: b.st, Press: ledgerPress{b.press, b.st}, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("2020-03-10")
	b.hand("f4", "ctrl+n")
	b.WaitFor("签字册还没有页")
	return b
}

// ledgerScenes are the screens of the signature ledger.
var ledgerScenes = []struct {
	name string
	play func(b *realBench)
}{
	{"ledgernone", func(b *realBench) {}},
	{"ledger", func(b *realBench) { b.pages() }},
	{"ledgerpage", func(b *realBench) { b.pages(); b.openPage("up", "up") }},
	{"ledgermarked", func(b *realBench) {
		b.pages()
		b.openPage("up", "up")
		b.hand("down", "tab", "ctrl+y", "ctrl+y")
		b.WaitFor("已登记签字 1 人")
	}},
	{"ledgerfree", func(b *realBench) { b.pages(); b.openPage() }},
}

// pages prints one page of names and two of free rows, and signs in those from now on.
func (b *realBench) pages() {
	b.t.Helper()
	b.hand("f5")
	b.WaitFor("ledger-1.pdf")
	b.hand("ctrl+n")
	b.WaitFor("ledger-2.pdf")
	b.hand("ctrl+n")
	b.WaitFor("ledger-3.pdf")
	b.hand("ctrl+f")
	b.WaitFor("下一行在第 2 页第 1 行")
}

// openPage opens a page of people whose passes are printed.
func (b *realBench) openPage(keys ...string) {
	b.t.Helper()
	b.printed()
	b.toPage(keys...)
}

// printed says of every pass that its paper came out.
func (b *realBench) printed() {
	b.t.Helper()
	b.settled()
	left, err := b.st.Unprinted(b.t.Context())
	if err == nil {
		err = b.st.PrintIntended(b.t.Context(), left, layoutCards)
	}
	if err == nil {
		err = b.st.PrintedOut(b.t.Context(), left, registry.SheetOut)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *realBench) toPage(keys ...string) {
	b.t.Helper()
	b.hand(append([]string{"end"}, keys...)...)
	b.hand("enter")
	b.WaitFor("校验码")
}

// anyHash is a page's hash: another in each register, for its keys are drawn.
var anyHash = regexp.MustCompile(`[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}\b`)

func TestGoldenLedger(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range ledgerScenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := atLedger(t, size[0], size[1])
				s.play(b)
				b.settled()
				b.Type("")
				screentest.Golden(t, name, anyHash.ReplaceAllString(b.Text(), "0123 4567 89ab cdef"))
			})
		}
	}
}

// No line of these screens is wider than the window, in either language.
func TestEveryWidthOfTheLedger(t *testing.T) {
	for _, s := range ledgerScenes {
		t.Run(s.name, func(t *testing.T) {
			b := atLedger(t, 80, 24)
			s.play(b)
			b.checkWidths(t, 7)
		})
	}
}

// Nobody signs for a pass that is not printed: its row says so, on the page and at
// its own screen.
func TestNobodySignsForWhatIsNotPrinted(t *testing.T) {
	b := atLedger(t, 100, 30)
	b.pages()
	b.toPage("up", "up")
	b.WaitFor("还没有打印")
	b.hand("tab", "ctrl+y")
	b.WaitFor("已登记签字 0 人；1 人不能登记")
	b.hand("enter")
	b.WaitFor("经过")
	b.hand("ctrl+y")
	b.WaitFor("还没有打印：先打印，再签字")
	b.settled()
	if v, err := b.st.LedgerView(t.Context(), 1); err != nil || v.Unsigned != 2 {
		t.Errorf("page 1: %+v %v", v, err)
	}
	b.sound()
}

// At the desk: a page is ticked off but for one; the next person signs in a free
// row, which the line of the last pass names, and gets a pass with no stub.
func TestPeopleSignInTheLedger(t *testing.T) {
	b := atLedger(t, 100, 30)
	b.pages()
	b.openPage("up", "up")
	b.hand("ctrl+y")
	b.WaitFor("2 人记为已签字（其余 0 人不登记）。再按一次 Ctrl+Y")
	b.hand("tab") // not the second: nobody signed by it
	b.gone("再按一次 Ctrl+Y")
	b.hand("ctrl+y")
	b.WaitFor("1 人记为已签字（其余 1 人不登记）")
	b.hand("ctrl+y")
	b.WaitFor("已登记签字 1 人")
	b.WaitFor("2 人，没签 1 人")
	b.hand("esc", "esc", "esc")
	b.scan(oldID + "\r")
	b.WaitFor("待填：姓名")
	b.types("样例老")
	b.hand("enter", "enter")
	b.WaitFor("签字册第 2 页第 1 行")
	b.settled()
	if b.press.layout != layoutCards {
		t.Errorf("printed as %s", b.press.layout)
	}
	b.hand("f4", "enter")
	b.WaitFor("第 2 页 第 1 行")
	b.settled()
	v, err := b.st.LedgerView(t.Context(), 1)
	if err != nil || v.Unsigned != 1 || v.Lines[0].State != station.RowUnsigned || v.Lines[1].Signer != "guardian" {
		t.Errorf("page 1: %+v %v", v, err)
	}
	if last := strings.Join(strings.Fields(b.Text()), " "); !strings.Contains(last, "样例老") {
		t.Errorf("the pass: %s", last)
	}
	b.sound()
}

// Where people sign in free rows a card sheet is used up place by place, also by the
// papers that had to wait.
func TestCardsGoOnAtTheNextPlace(t *testing.T) {
	b := atLedger(t, 100, 30)
	b.pages()
	b.hand("esc", "esc")
	b.scan(oldID + "\r")
	b.WaitFor("待填：姓名")
	b.types("样例老")
	b.hand("enter", "enter")
	b.WaitFor("签字册第 2 页第 1 行")
	b.settled()
	if l := b.press.laid; l.Layout != layoutCards || l.First != 1 {
		t.Errorf("the first lies %+v", l)
	}
	b.hand("f5") // two who stand on page 1
	b.WaitFor("已打印 2 张")
	b.settled()
	if l := b.press.laid; l.Layout != layoutCards || l.First != 2 || len(b.press.papers) != 3 {
		t.Errorf("%d papers, those that waited lie %+v", len(b.press.papers), l)
	}
	if next, err := b.st.FreePlace(t.Context(), "85.6x54"); err != nil || next != 4 {
		t.Errorf("next free place %d, %v", next, err)
	}
	if got, want := b.sheets(), (registry.SheetSums{Total: 3, Out: 3}); got != want {
		t.Errorf("sheets %+v, want %+v", got, want)
	}
	b.sound()
}
