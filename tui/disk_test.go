package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// firstRunOn walks the first run to its last question, on a disk of that state.
func firstRunOn(t *testing.T, state DiskState, lang widget.Lang) (*bench, *fakeSetup) {
	s := &fakeSetup{words: "abandon ability", disk: state}
	b := &bench{t: t, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Setup: s, Clock: b.clock.Now, Lang: lang}, 80, 24)
	b.WaitFor("1/11")
	b.hand("enter")
	b.types("330212")
	b.hand("enter", "enter", "enter")
	b.types("样例社区")
	b.hand("enter")
	b.types("样例员")
	b.hand("enter")
	b.types("correct horse battery")
	b.hand("enter")
	b.types("correct horse battery")
	b.hand("enter", "enter", "enter", "enter")
	b.WaitFor("10/11")
	return b, s
}

// Where the system does not tell, the operator is asked; a digit answers, another
// takes it back.
func TestFirstRunAsksForTheDisk(t *testing.T) {
	b, s := firstRunOn(t, DiskUnknown, widget.ZH)
	b.WaitFor("查不到磁盘有没有加密")
	b.WaitFor("1 已加密   2 没有加密")
	b.hand("2")
	b.WaitFor("磁盘没有加密：请打开")
	b.hand("1")
	b.WaitFor("磁盘已加密（首次设置时操作员说的")
	b.hand("enter")
	b.WaitFor("/tmp/recovery.pdf")
	if s.got.Disk != DiskOn {
		t.Errorf("kept: %q", s.got.Disk)
	}
}

// Where the system tells, nobody is asked and nothing is kept.
func TestFirstRunTellsOfTheDisk(t *testing.T) {
	b, s := firstRunOn(t, DiskOn, widget.EN)
	b.WaitFor("The disk is encrypted.")
	b.hand("2")
	if strings.Contains(b.Text(), "1 yes") {
		t.Errorf("asked:\n%s", b.Text())
	}
	b.hand("enter")
	b.WaitFor("/tmp/recovery.pdf")
	if s.got.Disk != "" {
		t.Errorf("kept: %q", s.got.Disk)
	}
}

// The settings tell what is known of the disk today.
func TestSettingsTellOfTheDisk(t *testing.T) {
	for want, k := range map[string]Disk{"磁盘没有加密：请打开": {State: DiskOff}, "磁盘已加密（首次设置": {State: DiskOn, Said: true}} {
		b := &bench{t: t, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
		b.start(Program{Desk: peopled(), Unlocked: true, Clock: b.clock.Now, Disk: func(context.Context) Disk { return k }}, 80, 24)
		b.act("shezhi")
		b.WaitFor(want)
	}
}
