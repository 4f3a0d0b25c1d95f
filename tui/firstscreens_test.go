package tui

import (
	"fmt"
	"testing"
	"time"

	"passdesk/tui/screentest"
)

// The screens before home, and the errands, in both languages. Each scene opens a desk
// of its own kind, and says how it comes to the screen.
var firstScenes = []struct {
	name string
	open func(t *testing.T, cols, rows int) *bench
	play func(b *bench)
}{
	{"setupscheme", settingUp, func(b *bench) {}},
	{"setupdivision", settingUp, func(b *bench) { b.setUpTo(stepDivision); b.types("鄞州"); b.WaitFor("330212") }},
	{"setupstation", settingUp, func(b *bench) { b.setUpTo(stepStation) }},
	{"setupkind", settingUp, func(b *bench) { b.setUpTo(stepKind) }},
	{"setuppassphrase", settingUp, func(b *bench) { b.setUpTo(stepPassphrase); b.types("short"); b.hand("enter") }},
	{"setuppaper", settingUp, func(b *bench) { b.setUpTo(stepPaper) }},
	{"setupmake", settingUp, func(b *bench) { b.setUpTo(stepMake) }},
	{"setuprecovery", settingUp, func(b *bench) { b.setUpTo(stepMake); b.hand("enter"); b.WaitFor("/tmp/recovery.pdf") }},
	{"unlock", lockedDesk, func(b *bench) {}},
	{"unlockwrong", lockedDesk, func(b *bench) { b.types("wrong"); b.hand("enter"); b.WaitFor("口令不对") }},
	{"errandbackup", errandDesk, func(b *bench) { b.act("beifen") }},
	{"erranddone", errandDesk, func(b *bench) { b.act("beifen"); b.hand("enter"); b.WaitFor("备份好了") }},
	{"errandexport", errandDesk, func(b *bench) { b.act("daochu"); b.types("2"); b.WaitFor("xlsx") }},
	{"watchimport", errandDesk, func(b *bench) { b.act("zhongdianrenyuan") }},
	{"errandrestore", errandDesk, func(b *bench) { b.act("huifubeifen") }},
	{"hearingpapers", policeDesk, func(b *bench) { b.act("kananjuan"); b.types("t-1"); b.hand("enter"); b.WaitFor("样例案卷") }},
	{"hearing", policeDesk, func(b *bench) { b.act("shenli"); b.types("t-1"); b.hand("enter"); b.types("2"); b.WaitFor("变更") }},
	{"errandepoch", errandDesk, func(b *bench) { b.act("xinqihao") }},
}

// settingUp is an empty machine.
func settingUp(t *testing.T, cols, rows int) *bench {
	b := &bench{t: t, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Setup: &fakeSetup{words: "abandon ability", disk: DiskOff}, Clock: b.clock.Now}, cols, rows)
	b.WaitFor("发哪一种通行证")
	return b
}

// setUpTo answers the questions before the step; a passphrase is asked for twice.
func (b *bench) setUpTo(step setupStep) {
	b.t.Helper()
	for at, typed := range []string{"", "鄞州", "", "1", "样例社区", "样例员", "correct horse battery", "", ""} {
		if setupStep(at) >= step {
			return
		}
		b.types(typed)
		b.hand("enter")
		if setupStep(at) == stepPassphrase || setupStep(at) == stepPaper {
			b.types(typed)
			b.hand("enter")
		}
	}
}

// lockedDesk is the program as it starts.
func lockedDesk(t *testing.T, cols, rows int) *bench {
	f := peopled()
	f.locked = true
	b := &bench{t: t, f: f, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Desk: f, Clock: b.clock.Now}, cols, rows)
	b.WaitFor("登记册已锁定")
	return b
}

// errandDesk is a desk with errands that are done at once.
func errandDesk(t *testing.T, cols, rows int) *bench {
	b := withErrands(t, &fakeErrands{})
	b.Resize(cols, rows)
	return b
}

// policeDesk is errandDesk at a police point.
func policeDesk(t *testing.T, cols, rows int) *bench {
	b := withErrandsAt(t, "police", &fakeErrands{})
	b.Resize(cols, rows)
	return b
}

func TestGoldenFirstScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range firstScenes {
			t.Run(fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				b := s.open(t, size[0], size[1])
				s.play(b)
				b.inBoth(s.name, size)
			})
		}
	}
}

func TestEveryWidthOfTheFirstScreens(t *testing.T) {
	for _, s := range firstScenes {
		t.Run(s.name, func(t *testing.T) {
			b := s.open(t, 80, 24)
			s.play(b)
			b.checkWidths(t, 3)
		})
	}
}
