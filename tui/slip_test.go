package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// refuse sends the old man away: he has a fever.
func (b *bench) refuse() {
	b.t.Helper()
	b.scan(oldID + "\r")
	b.types("38.1")
	b.hand("enter", "enter")
	b.settled()
}

// refer brings somebody whom only the police serve.
func (b *bench) refer() {
	b.t.Helper()
	b.f.directory = []station.Place{{Kind: "police", Name: "样例派出所", Division: "330212", Address: "样例路 1 号", Phone: "0574-00000000", Hours: "8:30-17:00"}}
	b.scan("H91234567\r")
	b.types("样例港")
	b.hand("tab")
	b.types("197001011")
}

func (b *bench) slips() []station.Slip {
	b.press.mu.Lock()
	defer b.press.mu.Unlock()
	return slices.Clone(b.press.slips)
}

// F5 after a refusal is the slip of whoever was refused; once it is out, F5 is
// what it always was.
func TestF5PrintsTheSlipOfTheLastRefusal(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.refuse()
	b.WaitFor("F5 告知书")
	b.hand("f5")
	b.WaitFor("告知书已打印 /tmp/out")
	if got := b.slips(); len(got) != 1 || got[0].Case != 1 || !slices.Equal(b.f.slipped, []int64{1}) {
		t.Errorf("slips %v, recorded %v", got, b.f.slipped)
	}
	b.hand("f5")
	b.WaitFor("没有未打印的证")
	if got := b.slips(); len(got) != 1 {
		t.Errorf("%d slips after a second F5", len(got))
	}
	b.hand("ctrl+p")
	b.types("gzs")
	b.hand("enter")
	b.WaitFor("没有要打印的告知书")
}

// A pass that is issued after it takes the slip from F5: the line speaks of the
// pass then.
func TestAPassTakesTheSlipsPlace(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.refuse()
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("已打印")
	b.WaitUntil("F5 offers no slip", func(s screentest.Screen) bool { return !strings.Contains(s.Text(), "告知书") })
}

func TestASlipThatDoesNotComeOut(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.fail = errors.New("paper jam")
	b.refuse()
	b.hand("f5")
	b.WaitFor("案件在册，不会丢")
	if len(b.f.slipped) != 0 {
		t.Error("a slip that did not come out is recorded")
	}
	b.press.mu.Lock()
	b.press.fail = nil
	b.press.mu.Unlock()
	b.hand("f5")
	b.WaitFor("告知书已打印")
}

// The first paper of a new station may be a slip: the place is asked for once.
func TestASlipAsksForThePlace(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place = ""
	b.refuse()
	b.hand("ctrl+o")
	b.WaitFor("告知书马上就打印")
	b.types("./papers")
	b.hand("enter")
	b.WaitFor("告知书已打印 ./papers")
	if got := b.slips(); len(got) != 1 {
		t.Errorf("%d slips", len(got))
	}
}

// Whom the desk sends on is told where; with no directory, that there is none.
func TestTheCheckLineSaysWhereToGo(t *testing.T) {
	f := peopled()
	b := open(t, f, 80, 24)
	b.refer()
	b.WaitFor("到哪里：样例派出所  样例路 1 号  0574-00000000  8:30-17:00")
	b.hand("f1")
	b.WaitFor("样例派出所")
	b.hand("esc")
	f.mu.Lock()
	f.directory = nil
	f.mu.Unlock()
	b.hand("esc", "esc")
	b.scan("H91234567\r")
	b.types("样例港")
	b.hand("tab")
	b.types("197001011")
	b.WaitFor("没有载入通讯录")
}
