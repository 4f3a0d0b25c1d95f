package tui

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

const realPassphrase = "correct horse battery staple five"

// locking is a locked desk over a real station of two operators, with a clock on the
// wall and one that stands still in sleep. The desk reads the two as one: a clock that
// alone has gone on is a sleep.
type locking struct {
	*realBench
	both  sync.Mutex
	awake *screentest.Clock
	read  time.Time // the awake clock, when the one on the wall was read
}

func (b *locking) now() time.Time {
	b.both.Lock()
	defer b.both.Unlock()
	b.read = b.awake.Now()
	return b.clock.Now()
}

func (b *locking) steady() time.Duration {
	b.both.Lock()
	defer b.both.Unlock()
	return b.read.Sub(time.Time{})
}

func lockingDesk(t *testing.T) *locking {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &locking{realBench: &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}, awake: screentest.NewClock(time.Time{})}
	if err := b.st.AddOperator(t.Context(), []byte(realPassphrase), station.NewOperator{Name: "样例志", Roles: []registry.Role{registry.Volunteer},
		Passphrase: []byte("a passphrase of somebody else's"), Cost: seal.TestCost}); err != nil {
		t.Fatal(err)
	}
	b.st.Lock()
	b.start(Program{Desk: b.st, Press: b.press, Clock: b.now, IdleLock: time.Hour, NewRef: newRefs(), Steady: b.steady}, 80, 24)
	b.WaitFor("登记册已锁定")
	return b
}

// pass lets time go by at an awake desk.
func (b *locking) pass(d time.Duration) {
	b.settled()
	b.both.Lock()
	b.awake.Advance(d)
	b.clock.Advance(d)
	b.both.Unlock()
	b.Send(idleMsg{})
}

// unlockWith opens the desk with a passphrase and, after Tab, a PIN.
func (b *locking) unlockWith(passphrase, pin string) {
	b.t.Helper()
	b.types(passphrase)
	if pin != "" {
		b.hand("tab")
		b.types(pin)
	}
	b.hand("enter")
	b.WaitFor("扫描/输入")
}

// The setting of the register decides when an untouched desk locks; a PIN lifts it,
// without Enter; three wrong ones and the passphrase is asked for.
func TestALockIsLiftedByThePINOfTheDay(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "258013")
	b.pass(4 * time.Minute)
	b.settled()
	if b.st.Locked() {
		t.Fatal("locked after four minutes")
	}
	b.pass(time.Minute) // five without a key
	b.WaitFor("登记册已锁定")
	b.WaitFor("PIN")
	b.types("258013")
	b.WaitFor("扫描/输入")
	b.hand("ctrl+p")
	b.types("sd")
	b.hand("enter")
	b.WaitFor("登记册已锁定")
	for _, left := range []string{"还可以试 2 次", "还可以试 1 次", "请输入口令"} {
		b.types("999998")
		b.WaitFor(left)
	}
	b.WaitFor("今日 PIN")
	b.types("258013")
	b.hand("enter")
	b.WaitFor("口令不对")
	b.unlockWith(realPassphrase, "")
}

// The lock asks whom the command line names first, and not the first in the alphabet.
func TestTheLockAsksWhoIsNamed(t *testing.T) {
	b := lockingDesk(t)
	for named, want := range map[string]string{"样例志": "样例志", "": b.st.Info().Operators[0]} {
		d := newDesk(t.Context(), Program{Desk: b.st, Operator: named, Clock: b.clock.Now})
		if got := d.stack[0].(*unlockScreen).form.Value(fOperator); got != want {
			t.Errorf("named %q: %q is asked", named, got)
		}
	}
}

// Who wants no PIN presses no key more.
func TestAPINIsNoDuty(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "")
	b.hand("ctrl+]")
	b.WaitFor("登记册已锁定")
	if text := b.Text(); !strings.Contains(text, "今日 PIN") || strings.Contains(text, "或口令") {
		t.Errorf("a PIN is asked for that nobody set:\n%s", text)
	}
	b.types(realPassphrase)
	b.hand("tab")
	b.types("123456")
	b.hand("enter")
	b.WaitFor("太容易猜")
	b.types("258013") // the passphrase still stands in its field
	b.hand("enter")
	b.WaitFor("扫描/输入")
}

// One key and the PIN change operators; an applicant half typed waits for whoever
// typed it, and no one else sees it.
func TestOneKeyAndThePINChangeOperators(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "258013")
	b.scan(oldID)
	b.hand("enter")
	b.WaitFor("待填：姓名")
	b.types("样例甲乙")
	b.WaitFor("样例甲乙")
	b.hand("ctrl+]")
	b.WaitFor("登记册已锁定")
	if strings.Contains(b.Text(), "样例甲乙") || strings.Contains(b.Text(), oldID) {
		t.Fatalf("locked, and it shows\n%s", b.Text())
	}
	b.hand("down")
	b.WaitFor("样例志")
	b.unlockWith("a passphrase of somebody else's", "704921")
	if strings.Contains(b.Text(), "还在") {
		t.Error("another operator is offered what was half typed")
	}
	b.hand("ctrl+]") // to the next who has a PIN
	b.WaitFor("样例员")
	b.types("258013")
	b.WaitFor("还在")
	b.hand("ctrl+n")
	b.WaitFor("样例甲乙")
	b.WaitFor(oldID)
	b.hand("ctrl+]")
	b.WaitFor("样例志")
	b.types("704921")
	b.WaitFor("扫描/输入")
}

// Everybody who was put aside comes back to the same operator, also of whom only a card
// was read; another operator hears that somebody waits, and not who.
func TestALockKeepsEverybodyWhoWasPutAside(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "258013")
	all := []string{oldID, fatherID, motherID}
	for _, id := range all {
		b.scan(id + "\r")
		b.WaitFor(id)
		b.hand("ctrl+n")
		b.WaitFor("放一边")
	}
	b.hand("ctrl+]")
	b.WaitFor("登记册已锁定")
	b.hand("down")
	b.WaitFor("样例志")
	b.unlockWith("a passphrase of somebody else's", "704921")
	b.WaitFor("别的操作员锁定前留下 3 份没办完")
	for _, id := range all {
		if strings.Contains(b.Text(), id) {
			t.Error("another operator sees who it is")
		}
	}
	b.hand("ctrl+]")
	b.WaitFor("样例员")
	b.types("258013")
	b.WaitFor("没签发的 3 位申领人还在")
	b.settled()
	var kept []string
	for _, a := range b.desk.stack[0].(*home).shelf {
		kept = append(kept, a.number())
	}
	if !slices.Equal(kept, all) {
		t.Errorf("%d of %d came back", len(kept), len(all))
	}
	b.hand("ctrl+n")
	b.WaitFor(motherID)
}

// After a sleep the passphrase is asked for, whoever set a PIN; the key that woke the
// laptop does nothing else.
func TestSleepLocksAndForgetsThePIN(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "258013")
	b.scan(oldID)
	b.WaitFor(oldID)
	b.pass(2 * time.Minute)
	b.settled()
	if b.st.Locked() {
		t.Fatal("two minutes awake locked the desk")
	}
	b.clock.Advance(time.Minute) // on the wall only
	b.hand("x")
	b.WaitFor("登记册已锁定")
	if text := b.Text(); strings.Contains(text, oldID) || !strings.Contains(text, "今日 PIN") || len(b.st.Info().PINs) != 0 {
		t.Errorf("after a sleep:\n%s", text)
	}
	if b.press.forgot == 0 {
		t.Error("the papers were not erased")
	}
}

// A sleep or idleness under a running print locks when the print is over, not before.
func TestNothingRunningIsLocked(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: newFake(), Clock: time.Now, IdleLock: time.Minute, Steady: func() time.Duration { return 0 }})
	f := d.p.Desk.(*fakeStation)
	d.replace(newHome(d))
	d.behind = 1
	d.idle = d.at.Add(-time.Hour)
	d.lockIdle()
	d.overslept = true
	if _, done := d.lockAfterSleep(idleMsg{}); done || f.Locked() {
		t.Error("locked under a print")
	}
	d.behind = 0
	if _, done := d.lockAfterSleep(idleMsg{}); !done || !f.Locked() {
		t.Error("the sleep was forgotten")
	}
}

func TestSleepWatch(t *testing.T) {
	at := time.Date(2020, 3, 10, 9, 0, 0, 0, time.UTC)
	var w sleepWatch
	for i, c := range []struct {
		wall, steady time.Duration
		want         bool
	}{
		{0, time.Hour, false}, {time.Minute, time.Hour + time.Minute, false}, {10 * time.Minute, time.Hour + 2*time.Minute, true},
		{10 * time.Minute, time.Hour + 2*time.Minute, false}, {0, time.Hour + 3*time.Minute, false}, // set back
		{30 * time.Second, time.Hour + 3*time.Minute, true}, {59 * time.Second, time.Hour + 3*time.Minute, false},
	} {
		if got := w.asleep(at.Add(c.wall), c.steady); got != c.want {
			t.Errorf("%d: %v, want %v", i, got, c.want)
		}
	}
}

// Ctrl+6 locks, as every terminal sends it; under a print it locks when that is over.
func TestTheKeyLocks(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "")
	b.hand("ctrl+^")
	b.WaitFor("登记册已锁定")
	if !b.st.Locked() {
		t.Error("the register is open")
	}
	d := newDesk(t.Context(), Program{Desk: newFake(), Clock: time.Now})
	f := d.p.Desk.(*fakeStation)
	d.replace(newHome(d))
	d.behind = 1
	d.lockNow()
	if f.Locked() {
		t.Fatal("locked under a print")
	}
	d.work.await(1)
	d.answered(answer{d.top(), printedMsg{}, finishing})
	if !f.Locked() {
		t.Error("the key was forgotten")
	}
}

// At its shortest the setting locks an untouched desk after a minute, and the screen
// shows nobody.
func TestTheShortestIdleLock(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "")
	if err := b.st.ChangeSetting(t.Context(), "idle_minutes", "1", "样例通知"); err != nil {
		t.Fatal(err)
	}
	b.scan(oldID + "\r")
	b.WaitFor(oldID)
	b.pass(59 * time.Second)
	b.settled()
	if b.st.Locked() {
		t.Fatal("locked before the minute was over")
	}
	b.pass(time.Second)
	b.WaitFor("登记册已锁定")
	if text := b.Text(); strings.Contains(text, oldID) || !b.st.Locked() || b.press.forgot == 0 {
		t.Errorf("locked %v, and on the screen:\n%s", b.st.Locked(), text)
	}
}
