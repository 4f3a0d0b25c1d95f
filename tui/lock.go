package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// The desk locks when nobody has touched it for the minutes that the keeper has set,
// when the laptop was asleep, and when it is told to; never under a running command or
// print. Locked, it shows nothing of anybody and holds nothing open: the screens go,
// what was typed ahead is dropped, papers are erased, keys are wiped. What was half
// typed is kept sealed for whoever typed it (aside.go).

// idleMsg looks at the clock for the idle lock.
type idleMsg struct{}

const idleLook = 15 * time.Second

func (d *desk) watchIdle() tea.Cmd {
	if d.p.IdleLock <= 0 || d.p.Unlocked {
		return nil
	}
	return tea.Tick(idleLook, func(time.Time) tea.Msg { return idleMsg{} })
}

// idleAfter is the station's own setting, once it is known.
func (d *desk) idleAfter() time.Duration {
	if n := d.p.Desk.IdleMinutes(); n > 0 {
		return time.Duration(n) * time.Minute
	}
	return d.p.IdleLock
}

// lockIdle locks a desk that nobody has touched, never under a running command.
func (d *desk) lockIdle() tea.Cmd {
	if !d.busy() && !d.locked() && d.at.Sub(d.idle) >= d.idleAfter() {
		return tea.Batch(d.lock(), d.watchIdle())
	}
	return d.watchIdle()
}

// locked reports that there is nothing to lock.
func (d *desk) locked() bool { return d.p.Desk == nil || d.p.Desk.Locked() }

// busy reports a transaction or a print under way.
func (d *desk) busy() bool { return d.hold > 0 || d.behind > 0 }

func (d *desk) shows(s screen) bool { return slices.Contains(d.stack, s) }

// lock closes the register and everything that was on the screens; the same operator
// is asked for again.
func (d *desk) lock() tea.Cmd {
	operator := d.p.Desk.Operator()
	d.putAside(operator)
	d.reasons, d.typed = nil, nil
	d.drop()
	d.p.Desk.Lock()
	if d.p.Press != nil {
		d.p.Press.Forget()
	}
	return tea.Batch(tea.ClearScreen, d.replace(newUnlock(d, operator)))
}

// lockNow is the key: it locks at once, or as soon as nothing is under way.
func (d *desk) lockNow() tea.Cmd {
	if d.p.Unlocked || d.locked() {
		return nil
	}
	if d.locking = d.busy(); d.locking {
		return nil
	}
	return d.lock()
}

// change locks the desk for the next operator who has a PIN of today: the key and the
// PIN change operators.
func (d *desk) change() tea.Cmd {
	if d.p.Unlocked || d.locked() || d.busy() {
		return nil
	}
	operator := d.p.Desk.Operator()
	cmd := d.lock()
	if u, ok := d.top().(*unlockScreen); ok {
		u.offer(d, nextWithPIN(u.info.PINs, operator))
	}
	return cmd
}

// nextWithPIN is the one behind the operator among those with a PIN; the operator
// where nobody else has one.
func nextWithPIN(pins []string, operator string) string {
	names := slices.Sorted(slices.Values(append(pins, operator)))
	names = slices.Compact(names)
	return names[(slices.Index(names, operator)+1)%len(names)]
}

// slept is how far the clock on the wall may run ahead of the one that stands still
// while the laptop sleeps.
const slept = 30 * time.Second

// sleepWatch finds out that the laptop was asleep. A program in a terminal is not
// told; it sees that more time has passed on the wall than it was awake for. A clock
// that was set forward looks the same, and costs a passphrase.
type sleepWatch struct {
	wall   time.Time
	steady time.Duration
}

// asleep reports a sleep since it was asked last.
func (w *sleepWatch) asleep(now time.Time, steady time.Duration) bool {
	now = now.Round(0) // without its own steady reading
	gap := now.Sub(w.wall) - (steady - w.steady)
	first := w.wall.IsZero()
	w.wall, w.steady = now, steady
	return !first && gap >= slept
}

// lockAfterSleep locks a desk that was asleep, as soon as nothing is under way, and
// asks for the passphrase. It reports that the message is dropped with what was on
// the screen.
func (d *desk) lockAfterSleep(msg tea.Msg) (tea.Cmd, bool) {
	if d.p.Steady == nil || d.p.Unlocked {
		return nil, false
	}
	if d.sleep.asleep(d.at, d.p.Steady()) && d.p.Desk != nil {
		d.p.Desk.ForgetPINs()
		d.overslept = true
	}
	if !d.overslept || d.busy() {
		return nil, false
	}
	d.overslept = false
	switch {
	case d.p.Desk == nil:
		return nil, false
	case d.locked():
		return d.replace(newUnlock(d, "")), false
	}
	cmd := d.lock()
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return cmd, true
	}
	return tea.Batch(cmd, d.route(msg)), true
}
