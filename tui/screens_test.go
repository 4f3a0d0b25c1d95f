package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// scenes are the screens worth a picture, each reached by keys.
var scenes = []struct {
	name string
	play func(b *bench)
}{
	{"welcome", func(b *bench) {}},
	{"family", func(b *bench) { b.scan(fatherID + "\r") }},
	{"picked", func(b *bench) { b.scan(fatherID + "\r"); b.hand("2") }},
	{"found", func(b *bench) { b.types("yl") }},
	{"child", func(b *bench) { b.scan(motherID + "\r"); b.hand("f3"); b.types("样例四女") }},
	{"household", func(b *bench) { b.scan(fatherID + "\r"); b.hand("ctrl+f") }},
	{"householdchild", func(b *bench) { b.scan(fatherID + "\r"); b.hand("ctrl+f", "f3"); b.types("样例五女") }},
	{"householdrefused", func(b *bench) {
		b.scan(fatherID + "\r")
		b.hand("ctrl+f", "up", "f2", "down", "enter", "esc")
	}},
	{"householdissued", func(b *bench) { b.scan(fatherID + "\r"); b.hand("ctrl+f", "enter") }},
	{"residents", func(b *bench) { b.hand("f4", "f3"); b.WaitFor("12幢") }},
	{"doors", func(b *bench) {
		b.refuseOne()
		b.hand("f4", "f3")
		b.WaitFor("12幢")
		b.hand("enter")
		b.WaitFor("样例四子")
	}},
	{"doorswalk", func(b *bench) { b.atDoors(); b.hand("ctrl+y", "ctrl+n") }},
	{"doorsvoid", func(b *bench) { b.atDoors(); b.hand("ctrl+n", "ctrl+x", "down") }},
	{"foreign", func(b *bench) { b.types("E12345678"); b.hand("enter") }},
	{"refused", func(b *bench) { b.scan(oldID + "\r"); b.hand("f2", "down", "enter", "esc") }},
	{"why", func(b *bench) { b.scan(oldID + "\r"); b.hand("f2", "down", "enter", "esc", "f1") }},
	{"blocked", func(b *bench) { b.scan(oldID + "\r"); b.hand("enter"); b.scan(oldID + "\r") }},
	{"refusedkept", func(b *bench) { b.refuse() }},
	{"referred", func(b *bench) { b.refer() }},
	{"compared", func(b *bench) { twins(b) }},
	{"proxy", func(b *bench) { b.proxied() }},
	{"special", func(b *bench) { b.driver() }},
	{"issued", func(b *bench) { b.scan(oldID + "\r"); b.hand("enter") }},
	{"facts", func(b *bench) { b.scan(oldID + "\r"); b.hand("f2", "down", "enter", "tab"); b.types("36.6") }},
	{"register", func(b *bench) { b.scan(fatherID + "\r"); b.hand("enter", "1", "enter", "f4") }},
	{"detail", func(b *bench) { b.scan(fatherID + "\r"); b.hand("enter", "f4", "enter") }},
	{"cancel", func(b *bench) { b.scan(fatherID + "\r"); b.hand("enter", "f4", "enter", "ctrl+x", "down") }},
	{"closing", func(b *bench) { b.scan(oldID + "\r"); b.hand("enter"); b.act("rijie"); b.WaitGone("F12") }},
	{"charted", func(b *bench) { b.busy(); b.scan(oldID + "\r"); b.hand("enter") }},
	{"closingcharted", func(b *bench) { b.busy(); b.act("rijie"); b.WaitGone("F12") }},
	{"settings", func(b *bench) { b.act("shezhi") }},
	{"operators", func(b *bench) { b.act("czy"); b.WaitFor("样例员") }},
	{"palette", func(b *bench) { b.hand("ctrl+p") }},
	{"help", func(b *bench) { b.hand("f1") }},
	{"english", func(b *bench) { b.hand("ctrl+l"); b.scan(fatherID + "\r") }},
}

func TestGoldenScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range scenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := open(t, peopled(), size[0], size[1])
				s.play(b)
				b.inBoth(s.name, size)
			})
		}
	}
}

// inBoth compares the screen with its goldens in both languages; a scene that is in
// English already has one.
func (b *bench) inBoth(name string, size [2]int) {
	b.t.Helper()
	b.settled()
	b.Type("")
	b.Golden(fmt.Sprintf("%s_%dx%d", name, size[0], size[1]))
	if strings.Contains(b.Text(), "F1 help") || strings.Contains(b.Text(), "F1 more") || strings.Contains(b.Text(), "F12 中文") {
		return
	}
	b.hand("ctrl+l")
	b.calm()
	b.Golden(fmt.Sprintf("%s_en_%dx%d", name, size[0], size[1]))
}

// calm waits until nothing changes any more: the pages of a list come by themselves.
func (b *bench) calm() {
	b.t.Helper()
	b.settled()
	for same, before := 0, ""; same < 20; {
		b.Type("")
		now := b.Text()
		if same++; now != before {
			same = 0
		}
		before = now
	}
}

// No line is wider than the window, whatever the window, on every screen; the
// screen test's terminal looks at every frame.
func TestEveryWidth(t *testing.T) {
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, peopled(), 80, 24)
			s.play(b)
			b.settled()
			b.Quit() // from here on the model is the test's alone
			for w := 70; w <= 220; w++ {
				b.desk.checkWidth(t, w, 24+w%20)
			}
		})
	}
}

// The way back, the commands and the help stand on the last line of every screen, and
// a mark where another key found no room.
func TestTheLastLineSaysWhatDoesNotFit(t *testing.T) {
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, peopled(), 80, 24)
			s.play(b)
			b.settled()
			b.Quit()
			for w := 70; w <= 130; w += 5 {
				for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
					b.desk.w, b.desk.lang = w, lang
					b.desk.checkLastLine(t)
				}
			}
		})
	}
}

// checkWidths ends the program and holds what it shows at every step of the width, in both
// languages: no line is too wide, and the last one says its keys.
func (b *bench) checkWidths(t *testing.T, step int) {
	t.Helper()
	b.settled()
	b.Quit()
	for w := 70; w <= 220; w += step {
		for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
			b.desk.lang = lang
			b.desk.checkWidth(t, w, 24+w%20)
			b.desk.checkLastLine(t)
		}
	}
}

func (d *desk) checkLastLine(t *testing.T) {
	t.Helper()
	line := unpainted(d.lastLine())
	own, always := d.keys()
	if d.may(palettes) && d.may(helps) && (!strings.Contains(line, "Ctrl+P") || !strings.Contains(line, "F1 ")) {
		t.Errorf("%d cells, no help or no commands: %s", d.w, line)
	}
	if len(own) > 0 && d.w >= minWidth && !strings.Contains(line, own[0].Label(d.lang)+" "+d.say(own[0].Text)) {
		t.Errorf("%d cells, the most important key is not there: %s", d.w, line)
	}
	if strings.Contains(line, widget.CutMark) {
		t.Errorf("%d cells, a key is cut: %s", d.w, line)
	}
	all := unpainted(strings.Join(newHelp(d).keysHere(d), "\n"))
	left := 0
	for _, k := range append(own, always...) {
		says := k.Label(d.lang) + " " + d.say(k.Text)
		if strings.Contains(line, says) || k.Has("f1") {
			continue
		}
		left++
		if !strings.Contains(all, says) {
			t.Errorf("%d cells, %s is left out, and F1 does not have it: %s", d.w, says, line)
		}
	}
	if more := "F1 " + d.say(tMoreKeys); d.w >= minWidth && strings.Contains(line, more) != (left > 0) {
		t.Errorf("%d cells, %d keys are left out, and the line says: %s", d.w, left, line)
	}
}

// checkWidth draws the desk's screens at a size without its program.
func (d *desk) checkWidth(t *testing.T, w, h int) {
	t.Helper()
	d.w, d.h = w, h
	v := d.View()
	rows := splitLines(v.Content)
	if len(rows) > h {
		t.Errorf("%d lines in a window of %d", len(rows), h)
	}
	for _, row := range rows {
		if n := widget.Width(unpainted(row)); n > w {
			t.Fatalf("width %d: a line of %d cells: %q", w, n, row)
		}
	}
}

func splitLines(s string) []string { return strings.Split(s, "\n") }

// unpainted takes the escape sequences out of a painted line.
func unpainted(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\x1b' {
			for i < len(s) && s[i] != 'm' {
				i++
			}
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func TestRegisterAndDetail(t *testing.T) {
	f := peopled()
	for i := range 60 {
		a := adult(fmt.Sprintf("样例%c", '一'+rune(i)), citizen("330212", "19700102", 100+i))
		a.Declared = true
		if _, err := f.Issue(t.Context(), a, false); err != nil {
			t.Fatal(err)
		}
	}
	b := open(t, f, 80, 24)
	b.hand("f4")
	b.WaitFor("1293 1170 0060")
	b.hand("home")
	b.WaitFor("1293 1170 0001")
	b.hand("down", "down", "enter")
	b.WaitFor("经过（新的在上）")
	b.WaitFor("1293 1170 0003")
	b.hand("ctrl+y")
	b.WaitFor("已记下签字")
	if got := f.passes[2].status; got != registry.StatusSigned {
		t.Errorf("status %s", got)
	}
	b.hand("esc")
	b.hand("tab", "tab")
	b.WaitUntil("the view of those printed and not signed for is empty", func(s screentest.Screen) bool { return strings.Contains(s.Text(), "这一栏里没有") })
	b.hand("esc")
	b.WaitFor("扫描/输入")
}

// Typing on the register is a search: it goes to the universal box.
func TestTypingInTheRegister(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.hand("f4")
	b.types("yll")
	b.WaitFor("扫描/输入")
	b.WaitFor("样例老")
}

func TestCancelNeedsReasonAndKey(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	b.scan(oldID + "\r")
	b.hand("enter")
	b.hand("f4", "enter", "ctrl+x", "enter", "enter", "ctrl+x")
	b.settled()
	if got := f.passes[0].status; got == registry.StatusCancelled {
		t.Fatal("cancelled without a reason")
	}
	b.types("没有来领")
	b.hand("enter")
	b.settled()
	if got := f.passes[0].status; got == registry.StatusCancelled {
		t.Fatal("Enter cancelled a pass")
	}
	b.hand("ctrl+x")
	b.WaitFor("已取消")
	b.WaitFor("没有来领")
}

func TestRecallTakesAWordOfTheRegister(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	b.scan(oldID + "\r")
	b.hand("enter")
	b.hand("f4", "enter", "ctrl+b", "down", "down", "ctrl+b")
	b.WaitFor("收回中")
	h := f.passes[0].history
	if got := h[len(h)-1].Note; got != "severe_area" {
		t.Errorf("reason %q", got)
	}
}

func TestPalette(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.hand("ctrl+p")
	b.types("djc")
	b.hand("enter")
	b.WaitFor("全部")
	b.hand("esc", "ctrl+p")
	b.types("退出")
	b.hand("enter")
	b.Wait()
}

// Opening a pass by its number, and one whose run digit is not ours.
func TestPassNumberInTheBox(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("enter")
	b.WaitFor("1293 1170 0001")
	n := b.passes()[0].number
	b.types(n.Grouped())
	b.hand("enter")
	b.WaitFor("样例老")
	b.WaitFor("经过")
	b.hand("esc")
	other, err := registry.NewNumber("12", 931, 1, (n.Run()+1)%10, n.Serial())
	if err != nil {
		t.Fatal(err)
	}
	b.types(other.String())
	b.hand("enter")
	b.WaitFor("编号中有一位与本站打印的不同")
	b.WaitFor(n.Grouped())
}

func TestErrorsOnTheDesk(t *testing.T) {
	for err, want := range map[error]string{station.ErrDiskFull: "磁盘满了", station.ErrStorage: "磁盘没有写成", station.ErrReadOnly: "只能看"} {
		f := peopled()
		b := open(t, f, 80, 24)
		b.scan(oldID + "\r")
		b.settled()
		f.mu.Lock()
		f.fail = fmt.Errorf("issue: %w", err)
		f.mu.Unlock()
		b.hand("enter")
		b.WaitFor(want)
		f.mu.Lock()
		f.fail = nil
		f.mu.Unlock()
		b.hand("enter")
		b.WaitFor("1293 1170 0001")
	}
}

// A lock after idle minutes hides everything, and the passphrase brings it back.
func TestIdleLock(t *testing.T) {
	f := peopled()
	b := &bench{t: t, f: f, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Desk: f, Clock: b.clock.Now, IdleLock: 5 * time.Minute}, 80, 24)
	b.types(f.pass)
	b.hand("enter")
	b.WaitFor("扫描/输入")
	b.scan(oldID + "\r")
	b.WaitFor("样例老")
	b.clock.Advance(6 * time.Minute)
	b.Send(idleMsg{})
	b.WaitFor("登记册已锁定")
	if strings.Contains(b.Text(), "样例老") || !f.Locked() {
		t.Error("the desk still shows the applicant, or the register is open")
	}
}

func TestKeysAreFit(t *testing.T) {
	if err := widget.CheckBindings(everyKey...); err != nil {
		t.Error(err)
	}
}

// Every actionable key of every screen is on the palette or the last line, and
// pressOf finds it again.
func TestPressOf(t *testing.T) {
	for _, b := range everyKey {
		for _, n := range b.Names {
			if strings.HasPrefix(n, "ctrl+") || n[0] == 'f' {
				if got := widget.KeyName(pressOf(n)); got != n {
					t.Errorf("pressOf(%q) is %q", n, got)
				}
			}
		}
	}
}

func BenchmarkKeyToFrame(b *testing.B) {
	f := peopled()
	d := newDesk(b.Context(), Program{Desk: f, Unlocked: true, Clock: time.Now})
	d.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	key := tea.KeyPressMsg{Code: 'z', Text: "z"}
	back := tea.KeyPressMsg{Code: tea.KeyBackspace}
	b.ReportAllocs()
	for b.Loop() {
		d.Update(key)
		_ = d.View()
		d.Update(back)
		_ = d.View()
	}
}
