package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// waiting is an outbox in which a parcel has no receipt, and newer events are in none.
func waiting(at time.Time) station.Outbox {
	return station.Outbox{Upstream: true, Events: 60, Through: 42, Receipted: at.Add(-50 * time.Hour), Waiting: 14, Tasks: 2,
		Items: []station.Unsent{
			{State: "sent", From: 44, To: 50, Count: 6, Since: at.Add(-30 * time.Hour), Age: 30, Parcel: 1,
				Why: scheme.Text{ZH: "已做成包裹，上级的回执还没有回来。", EN: "They are in a parcel, and upstream's receipt has not come back."}},
			{State: "unsent", From: 52, To: 60, Count: 8, Since: at.Add(-2 * time.Hour), Age: 2, Why: scheme.Text{ZH: "还没有做成包裹。", EN: "They are in no parcel yet."}},
		},
		Last: []station.Exchanged{
			{At: at.Add(-26 * time.Hour), Up: true, What: "parcel", From: 43, To: 51, Count: 9},
			{At: at.Add(-50 * time.Hour), What: "watch", Count: 12}, {At: at.Add(-50 * time.Hour), What: "task", Count: 2},
			{At: at.Add(-50 * time.Hour), What: "receipt", To: 42}, {At: at.Add(-50 * time.Hour), What: "later"},
			{At: at.Add(-52 * time.Hour), Up: true, What: "parcel", From: 1, To: 42, Count: 42, Here: true},
		}}
}

func atExchange(t *testing.T, e *fakeErrands, w, h int) *bench {
	t.Helper()
	e.got = make(chan string, 9)
	f := peopled()
	b := &bench{t: t, f: f, press: &fakePress{place: "/tmp/out"}, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	f.outbox = waiting(b.clock.Now())
	for i, kind := range []registry.TaskKind{registry.TaskRecall, registry.TaskAppeal} {
		f.upstream = append(f.upstream, station.UpstreamTask{Task: registry.Task{ID: fmt.Sprint("t-5d41402abc4b2a76b9719d911017c59", i+1), Kind: kind, Number: "12131170004228"},
			Ask: scheme.Text{ZH: "上级要求收回 12131170004228：先办收回（recall），再把任务办结。", EN: "fetch 12131170004228 back: recall it, then settle the task."}})
	}
	b.start(Program{Desk: f, Press: b.press, Errands: e, Clock: b.clock.Now, Unlocked: true}, w, h)
	b.WaitFor("2020-03-10")
	b.act("ysjjh")
	b.WaitFor("最近交换")
	return b
}

// A station that has nobody above it is offered no exchange.
func TestNobodyToExchangeWith(t *testing.T) {
	b := withErrands(t, &fakeErrands{})
	b.act("ysjjh")
	b.WaitUntil("no form", func(s screentest.Screen) bool {
		return strings.Contains(s.Text(), "哪些有回执") && !strings.Contains(s.Text(), "文件夹或网址")
	})
	b.settled()
	if text := b.Text(); strings.Contains(text, "现在交换") || !strings.Contains(text, "Esc 返回") {
		t.Errorf("an exchange is offered:\n%s", text)
	}
}

func TestGoldenExchange(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		b := atExchange(t, &fakeErrands{}, size[0], size[1])
		b.Golden(fmt.Sprintf("exchange-zh-%dx%d", size[0], size[1]))
		b.hand("f12")
		b.WaitFor("Exchanged last")
		b.Golden(fmt.Sprintf("exchange-en-%dx%d", size[0], size[1]))
	}
}

// What upstream misses stands before what it has put aside, of which the newest is first.
func TestTheExchangeTellsWhatWasPutAside(t *testing.T) {
	told := time.Date(2020, 3, 9, 10, 0, 0, 0, time.Local)
	fork := registry.Aside{Event: 17, Cause: "fork", Why: registry.SentWhy{ZH: "样例：两份在用。", EN: "Two copies are in use."}}
	number := registry.Aside{Event: 23, Cause: "number", Why: registry.SentWhy{ZH: "样例：未予登记。", EN: "Not registered."}}
	missing := registry.Aside{Event: 30, To: 41, Cause: registry.AsideMissing}
	e := &fakeErrands{asides: []AsideTold{{Aside: missing, Told: told}, {Aside: fork, Told: told}, {Aside: number, Told: told}}}
	b := atExchange(t, e, 120, 40)
	text := b.Text()
	at := []int{strings.Index(text, "第 30 到 41 号事件"), strings.Index(text, "第 23 号事件（03-09 10:00 告知）：样例：未予登记。"), strings.Index(text, "样例：两份在用。")}
	if at[0] < 0 || at[1] < at[0] || at[2] < at[1] {
		t.Errorf("at %v of\n%s", at, text)
	}
	small := atExchange(t, e, 80, 24)
	if text := small.Text(); !strings.Contains(text, "第 30 到 41 号事件") {
		t.Errorf("on a small screen:\n%s", text)
	}
}

// An address asks for the token first; what went well is filled in the next time, and
// one key does it again.
func TestAnAddressIsRemembered(t *testing.T) {
	e := &fakeErrands{}
	b := atExchange(t, e, 80, 24)
	b.types("https://city.example")
	b.hand("enter")
	b.WaitFor("令牌文件")
	b.types("/mnt/token")
	b.hand("enter")
	b.hand("enter")
	b.WaitFor("交换好了")
	if got := <-e.got; got != "exchange https://city.example /mnt/token" {
		t.Errorf("%q", got)
	}
	b.hand("esc")
	b.WaitFor("最近交换")
	b.hand("esc")
	b.WaitFor("扫描/输入")
	b.act("fajianxiang")
	b.WaitFor("/mnt/token")
	b.hand("enter")
	b.WaitFor("交换好了")
	if got := <-e.got; got != "exchange https://city.example /mnt/token" {
		t.Errorf("again: %q", got)
	}
}

// What fails says so, and what was filled in stands there to be tried again.
func TestAnExchangeThatFailsIsTriedAgain(t *testing.T) {
	e := &fakeErrands{err: station.ErrDiskFull}
	b := atExchange(t, e, 80, 24)
	b.types("/mnt/u1")
	b.hand("enter")
	b.WaitFor("磁盘满了")
	b.hand("esc")
	b.WaitFor("/mnt/u1")
	b.WaitFor("最近交换")
}

// Whoever may not exchange sees how it stands, and is asked for nothing.
func TestAVolunteerSeesTheOutbox(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: mayNot{peopled()}, Errands: &fakeErrands{}, Unlocked: true})
	if s := newExchange(d, &home{}); s.form != nil {
		t.Error("a form for somebody who may not exchange")
	}
	if errors.Is(d.p.Desk.MayDo(registry.DoBundle), nil) {
		t.Error("they may")
	}
}

// What upstream asks stands at home, and so does what has no receipt for a day.
func TestHomeSaysWhatUpstreamAsks(t *testing.T) {
	b := atExchange(t, &fakeErrands{}, 80, 24)
	b.hand("esc")
	b.WaitFor("上级任务 2")
	b.WaitFor("上级没有回执 6")
}
