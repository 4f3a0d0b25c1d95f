package tui

import (
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/tui/screentest"
)

// bench is a desk under test: its station, its press, its clock, and a person at
// the keyboard who presses a key every 200 ms and is counted.
type bench struct {
	t *testing.T
	*screentest.Session
	f     *fakeStation
	press *fakePress
	clock *screentest.Clock
	desk  *desk
	keys  int
}

// settled waits until the desk has shown the answers to all that it asked.
func (b *bench) settled() {
	b.t.Helper()
	for !b.desk.work.quiet() {
		b.Type("")
	}
	b.WaitGone(tChecking.ZH) // a check may begin with the frame that follows
}

// cut reports a line that has lost its end; the line of keys has a mark of its own.
func (b *bench) cut() bool {
	rows := strings.Split(strings.TrimRight(b.Text(), "\n"), "\n")
	return strings.Contains(strings.Join(rows[:len(rows)-1], "\n"), "~")
}

func open(t *testing.T, f *fakeStation, cols, rows int) *bench {
	t.Helper()
	b := &bench{t: t, f: f, press: &fakePress{place: "/tmp/out"}, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Desk: f, Press: b.press, Clock: b.clock.Now, Unlocked: true}, cols, rows)
	b.WaitFor("2020-03-10")
	return b
}

func (b *bench) start(p Program, cols, rows int) {
	m := New(p)
	b.desk = m.(*desk)
	b.Session = screentest.Start(b.t, m, cols, rows)
	b.settled() // what it asks at the start is not asked in the midst of what a test does
}

// scan is a card reader: the whole text at once.
func (b *bench) scan(text string) {
	b.t.Helper()
	b.settled()
	b.clock.Advance(time.Second)
	b.Type(text)
}

// hand presses one key after the other, as a person does.
func (b *bench) hand(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.settled()
		b.clock.Advance(200 * time.Millisecond)
		b.Key(k)
		b.keys++
	}
}

// types is hand for the characters of a text.
func (b *bench) types(text string) {
	b.t.Helper()
	for _, r := range text {
		b.hand(string(r))
	}
}

func (b *bench) passes() []*fakePass {
	b.f.mu.Lock()
	defer b.f.mu.Unlock()
	return append([]*fakePass(nil), b.f.passes...)
}

func TestIssueByReader(t *testing.T) {
	for _, burst := range []string{fatherID + "\r", "样例父\t" + fatherID + "\r", fatherID + "\t样例父\r", fatherID + "\n", fatherID, "样例父\t" + fatherID} {
		t.Run(strings.NewReplacer("\t", "T", "\r", "R", "\n", "N").Replace(burst), func(t *testing.T) {
			b := open(t, peopled(), 80, 24)
			b.scan(burst)
			b.WaitFor("可以签发")
			if n := len(b.passes()); n != 0 {
				t.Fatalf("the reader's own Enter issued %d passes", n)
			}
			b.hand("enter")
			b.WaitFor("1293 1170 0001")
			b.WaitFor("已打印：/tmp/out")
			got := b.passes()[0]
			if got.app.Name != "样例父" || got.app.Document.Number != fatherID || !got.app.Declared {
				t.Errorf("issued %+v", got.app)
			}
			if b.keys != 1 {
				t.Errorf("%d keys", b.keys)
			}
		})
	}
}

func TestReaderEnterNeverIssues(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r\r\r\r")
	b.WaitFor("可以签发")
	b.Type("\r")
	if n := len(b.passes()); n != 0 {
		t.Errorf("Enter within 150 ms issued %d passes", n)
	}
}

func TestScanReplacesWhatWasNotTyped(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("样例父")
	b.scan(oldID + "\r")
	b.WaitFor("样例老")
	b.WaitFor("上一位没有签发")
	b.hand("ctrl+n", "ctrl+n")
	b.WaitFor("样例老")
}

func TestScanKeepsWhatWasTyped(t *testing.T) {
	b := open(t, newFake(), 80, 24)
	b.scan(citizen("330212", "19700102", 33) + "\r")
	b.WaitFor("待填：姓名")
	b.types("样例甲")
	b.scan(oldID + "\r")
	b.WaitFor("没有换人")
	b.hand("enter")
	b.WaitFor("1293 1170 0001")
	if got := b.passes()[0].app.Name; got != "样例甲" {
		t.Errorf("issued to %q", got)
	}
}

// A card that comes while the cursor stands in another field is a card, not a
// name or a telephone number.
func TestScanIntoWrongField(t *testing.T) {
	for _, burst := range []string{oldID + "\r", oldID, "样例老\t" + oldID + "\r", "样例老\t" + oldID} {
		b := open(t, peopled(), 80, 24)
		b.scan(citizen("330212", "19700102", 33) + "\r")
		b.WaitFor("待填：姓名")
		b.scan(burst)
		b.WaitFor("330204194605129036")
		b.WaitFor("可以签发")
		b.hand("enter")
		b.WaitFor("1293 1170 0001")
		if a := b.passes()[0].app; a.Name != "样例老" || a.Phone != "" {
			t.Errorf("%q: issued %+v", burst, a)
		}
	}
}

func TestRefusalIsShownThenKept(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("f2", "down", "down", "down", "enter", "esc")
	b.WaitFor("不予签发 (红码)")
	b.WaitFor("依据")
	if len(b.f.refused) != 0 {
		t.Fatal("kept before Enter")
	}
	b.hand("enter")
	b.WaitFor("已登记在册，未签发")
	if len(b.f.refused) != 1 || len(b.passes()) != 0 {
		t.Errorf("refused %d, issued %d", len(b.f.refused), len(b.passes()))
	}
}

func TestTemperatureInTheBox(t *testing.T) {
	for temp, want := range map[string]string{"36.5": "1293 1170 0001", "38。1": "已登记在册，未签发"} {
		b := open(t, peopled(), 80, 24)
		b.scan(fatherID + "\r")
		b.WaitFor("可以签发")
		b.types(temp)
		b.hand("enter", "enter")
		b.WaitFor(want)
	}
}

func TestPasteIsPlacedByShape(t *testing.T) {
	b := open(t, newFake(), 80, 24)
	b.clock.Advance(time.Second)
	id := citizen("330212", "19910203", 12)
	b.Paste("欧阳娜娜\t女\t" + id + "\t浙江省宁波市鄞州区样例路8号")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("1293 1170 0001")
	a := b.passes()[0].app
	if a.Name != "欧阳娜娜" || a.Document.Number != id || a.Address != "浙江省宁波市鄞州区样例路8号" {
		t.Errorf("issued %+v", a)
	}
}

// The input method opens its candidates at the cursor: it is counted in cells.
func TestCursorIsCountedInCells(t *testing.T) {
	b := open(t, newFake(), 80, 24)
	b.types("欧阳娜娜")
	x, y := b.Cursor()
	if want := 9 + 2 + 8; x != want || y != 2 {
		t.Errorf("cursor at %d,%d, want %d,2", x, y, want)
	}
}

func TestResize(t *testing.T) {
	b := open(t, peopled(), 120, 40)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.Resize(60, 20)
	b.WaitFor("窗口太小（60x20）。请放大到 70x24 以上。")
	b.Resize(80, 24)
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("1293 1170 0001")
}

func TestLanguage(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("ctrl+l")
	b.WaitFor("May be issued")
	b.WaitFor("Scan or type")
	b.hand("f12")
	b.WaitFor("可以签发")
}

func TestNoPlaceYet(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place = ""
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("打印到")
	if len(b.passes()) != 1 {
		t.Fatal("the question about the place came before the pass was in the register")
	}
	b.types("/tmp/x")
	b.hand("enter")
	b.WaitFor("已打印：/tmp/x")
	b.scan(oldID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("样例老  第1份  已打印：/tmp/x")
}

func TestUnprintedIsOffered(t *testing.T) {
	f := peopled()
	for id := int64(1); id <= 2; id++ {
		a := f.residents[id]
		a.Declared = true
		if _, err := f.Issue(t.Context(), a, false); err != nil {
			t.Fatal(err)
		}
	}
	b := open(t, f, 80, 24)
	b.WaitFor("未打印 2")
	b.WaitFor("有 2 张已签发、还没有打印：F5 打印")
	b.hand("f5")
	b.WaitFor("未打印 0")
	if len(b.press.papers) != 2 {
		t.Errorf("%d papers", len(b.press.papers))
	}
	if b.press.layout != layoutWalkIn {
		t.Errorf("layout %s: a walk-in has a stub to sign", b.press.layout)
	}
}

func TestPrinterFails(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.fail = registry.ErrIllegal
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("纸没打出来")
	b.WaitFor("证已签发在册，不会丢")
	b.hand("ctrl+y")
	b.WaitFor("不能签字")
	b.WaitFor("未打印 1")
	b.press.mu.Lock()
	b.press.fail = nil
	b.press.mu.Unlock()
	b.hand("f5")
	b.WaitFor("未打印 0")
}

func TestEscNeverQuits(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("f4", "esc", "f1", "esc", "ctrl+p", "esc", "esc", "esc", "esc", "esc")
	b.WaitFor("扫描/输入")
}

func TestTypeAheadIsKept(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	f.mu.Lock()
	f.gate, f.entered = make(chan struct{}), make(chan struct{})
	f.mu.Unlock()
	b.hand("enter")
	<-f.entered
	b.clock.Advance(time.Second)
	b.Type(oldID + "\r")
	f.mu.Lock()
	gate := f.gate
	f.gate = nil
	f.mu.Unlock()
	close(gate)
	b.WaitFor("样例老")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("1293 1170 0002")
}

func TestTypeAheadIsDroppedAfterRefusal(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("f2", "enter", "esc")
	b.WaitFor("不予签发")
	f.mu.Lock()
	f.gate, f.entered = make(chan struct{}), make(chan struct{})
	f.mu.Unlock()
	b.hand("enter")
	<-f.entered
	b.clock.Advance(time.Second)
	b.Type(oldID + "\r")
	close(f.gate)
	b.WaitFor("已登记在册，未签发")
	if strings.Contains(b.Text(), "样例老") {
		t.Errorf("the card scanned ahead was taken after a refusal\n%s", b.Text())
	}
}

func TestQuitWaitsForTheTransaction(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	f.mu.Lock()
	f.gate, f.entered = make(chan struct{}), make(chan struct{})
	f.mu.Unlock()
	b.hand("enter")
	<-f.entered
	b.Key("ctrl+c")
	b.WaitFor("正在收尾")
	close(f.gate)
	b.Wait()
	if len(b.passes()) != 1 || b.Err() != nil {
		t.Errorf("%d passes, error %v", len(b.passes()), b.Err())
	}
}

func TestUnlock(t *testing.T) {
	f := peopled()
	f.locked = true
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &bench{t: t, f: f, clock: clock}
	b.start(Program{Desk: f, Clock: clock.Now}, 80, 24)
	b.WaitFor("登记册已锁定")
	b.types("wrong")
	b.hand("enter")
	b.WaitFor("口令不对")
	b.types(f.pass)
	b.hand("enter")
	b.WaitFor("扫描/输入")
}
