package tui

import (
	"context"
	"encoding/json"
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

// fakeErrands remembers what it was asked, and may be held up.
type fakeErrands struct {
	Errands
	got     chan string
	wait    chan struct{} // nil: at once
	err     error
	healthy bool  // the register needs no epoch
	used    error // no epoch is left
	last    ExchangeWith
	asides  []AsideTold
}

func (e *fakeErrands) Offer(errand string) string { return "/tmp/" + errand }

func (e *fakeErrands) Backup(ctx context.Context, file string, told func(station.Progress)) ([]scheme.Text, error) {
	e.got <- "backup " + file
	told(station.Progress{Step: scheme.Text{ZH: "样例步", EN: "a step"}, Share: 0.4})
	if e.wait != nil {
		select {
		case <-e.wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return []scheme.Text{{ZH: "备份好了", EN: "backed up"}}, e.err
}

func (e *fakeErrands) Verify(context.Context, func(station.Progress)) ([]scheme.Text, error) {
	return []scheme.Text{{ZH: "都对得上", EN: "all agrees"}}, e.err
}

func (e *fakeErrands) EpochLeft() error { return e.used }

func (e *fakeErrands) NewEpoch(_ context.Context, reason, paper string, anyway bool) ([]scheme.Text, error) {
	if e.healthy && !anyway {
		return nil, &station.Needless{Why: scheme.Text{ZH: "不用取新的期号", EN: "no epoch is needed"}}
	}
	e.got <- "epoch " + reason + " " + paper
	return []scheme.Text{{ZH: "取了第 2 期", EN: "epoch 2"}}, nil
}

func (e *fakeErrands) Exchange(_ context.Context, with ExchangeWith, _ func(station.Progress)) ([]scheme.Text, error) {
	e.got <- strings.TrimSpace(fmt.Sprint("exchange ", with.Target, " ", with.Token, " ", with.Cert))
	if e.err != nil {
		return nil, e.err
	}
	e.last = with
	return []scheme.Text{{ZH: "交换好了", EN: "exchanged"}, {ZH: "有一项不能收", EN: "one item was refused"}}, nil
}

func (e *fakeErrands) LastExchange() ExchangeWith { return e.last }

func (e *fakeErrands) Asides() []AsideTold { return e.asides }

func (e *fakeErrands) FinishTask(_ context.Context, id string, done bool, reason string) ([]scheme.Text, error) {
	e.got <- fmt.Sprint("task ", id, " ", done, " ", reason)
	return []scheme.Text{{ZH: "任务已办结", EN: "settled"}}, nil
}

func (e *fakeErrands) ReadHearing(_ context.Context, id string) ([]scheme.Text, error) {
	e.got <- "papers " + id
	return []scheme.Text{{ZH: "样例案卷", EN: "papers"}}, e.err
}

func (e *fakeErrands) Hear(_ context.Context, id string, r station.Ruling) ([]scheme.Text, error) {
	e.got <- fmt.Sprint("hear ", id, " ", r.Decision, " ", r.Reason, " ", r.Evidence)
	return []scheme.Text{{ZH: "已决定", EN: "decided"}}, e.err
}

func (e *fakeErrands) RestoreLine() string { return "passdesk restore 备份文件 --replace" }

func withErrands(t *testing.T, e *fakeErrands) *bench {
	t.Helper()
	return withErrandsAt(t, "", e)
}

// withErrandsAt is withErrands at a point of the kind.
func withErrandsAt(t *testing.T, kind string, e *fakeErrands) *bench {
	t.Helper()
	e.got = make(chan string, 9)
	f := peopled()
	f.kind = kind
	b := &bench{t: t, f: f, press: &fakePress{place: "/tmp/out"}, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Desk: f, Press: b.press, Errands: e, Clock: b.clock.Now, Unlocked: true}, 80, 24)
	b.WaitFor("2020-03-10")
	return b
}

// act chooses an action of the palette by its initials.
func (b *bench) act(initials string) {
	b.t.Helper()
	b.hand("ctrl+p")
	b.types(initials)
	b.hand("enter")
}

// A backup asks for a file, offers one, and says what came of it; what failed is asked
// again as it was filled in.
func TestAnErrandAsksAndSaysWhatCameOfIt(t *testing.T) {
	e := &fakeErrands{err: station.ErrDiskFull}
	b := withErrands(t, e)
	b.act("beifen")
	b.WaitFor("/tmp/backup")
	b.types("/mnt/u1") // in the place of what is offered
	b.hand("enter")
	b.WaitFor("磁盘满了")
	e.err = nil
	b.hand("enter")
	b.WaitFor("备份好了")
	if first, second := <-e.got, <-e.got; first != "backup /mnt/u1" || second != first {
		t.Errorf("%q, %q", first, second)
	}
	b.hand("esc")
	b.WaitFor("扫描/输入")
}

// While it is under way the screen says how far, keys do nothing but stop it, and the
// desk does not lock.
func TestAnErrandCanBeStopped(t *testing.T) {
	e := &fakeErrands{wait: make(chan struct{})}
	b := withErrands(t, e)
	b.act("beifen")
	b.WaitFor("/tmp/backup")
	b.clock.Advance(time.Second)
	b.Key("enter")
	<-e.got
	b.WaitFor("样例步  40/100")
	b.Key("ctrl+p")
	b.Key("ctrl+^")
	b.Key("enter")
	b.Key("esc")
	b.WaitFor("已停下，什么都没有做")
	b.WaitFor("/tmp/backup")
}

// Enter never takes an epoch; a reason that says nothing is none.
func TestAStrictErrandTakesACtrlKey(t *testing.T) {
	e := &fakeErrands{}
	b := withErrands(t, e)
	b.act("xqh")
	b.types("none")
	b.hand("enter")
	b.types("x")
	b.hand("ctrl+y")
	b.WaitFor("请说清为什么")
	b.types("换了硬盘")
	b.hand("enter")
	b.WaitFor("回车不会执行")
	b.hand("ctrl+y")
	b.WaitFor("取了第 2 期")
	if got := <-e.got; got != "epoch x换了硬盘 none" {
		t.Errorf("%q", got)
	}
}

// A register that needs no epoch takes one only when the key is pressed once more; what
// is typed between asks anew.
func TestAnEpochThatNobodyNeedsIsAskedForTwice(t *testing.T) {
	e := &fakeErrands{healthy: true}
	b := withErrands(t, e)
	b.act("xqh")
	b.types("none")
	b.hand("enter")
	b.types("换了硬盘")
	b.hand("ctrl+y")
	b.WaitFor("不用取新的期号")
	b.types("了")
	b.hand("ctrl+y")
	b.WaitFor("不用取新的期号")
	b.hand("ctrl+y")
	b.WaitFor("取了第 2 期")
	if got := <-e.got; got != "epoch 换了硬盘了 none" {
		t.Errorf("%q", got)
	}
}

// Where no epoch is left that is said before anything is asked, and nothing is taken.
func TestUsedUpEpochsAreToldBeforeAPaperIsAskedFor(t *testing.T) {
	e := &fakeErrands{used: fmt.Errorf("样例: %w", station.ErrNoEpochLeft)}
	b := withErrands(t, e)
	b.act("xqh")
	b.WaitFor("许可的期号已经用完")
	if s := b.Screen().Text(); strings.Contains(s, "最后") || strings.Contains(s, "填 none") {
		t.Errorf("something is asked:\n%s", s)
	}
	b.hand("ctrl+y")
	b.hand("esc")
	b.WaitFor("2020-03-10")
	if len(e.got) > 0 {
		t.Errorf("%q", <-e.got)
	}
}

// The stick is exchanged from the palette; a task is settled with
// a Ctrl key, an outcome and a reason.
func TestUpstreamIsReachedFromThePalette(t *testing.T) {
	e := &fakeErrands{}
	b := withErrands(t, e)
	b.f.mu.Lock()
	b.f.outbox.Upstream = true
	b.f.mu.Unlock()
	b.act("ysjjh")
	b.types("/mnt/u1")
	b.hand("enter")
	b.WaitFor("有一项不能收")
	if got := <-e.got; got != "exchange /mnt/u1" {
		t.Errorf("%q", got)
	}
	b.hand("esc")
	b.hand("esc")
	b.act("banjie")
	b.types("t-1")
	b.hand("enter")
	b.types("3")
	b.WaitFor("1已办 2办不到")
	b.hand("backspace")
	b.types("2")
	b.hand("enter")
	b.types("人已迁走")
	b.hand("enter")
	b.WaitFor("回车不会执行")
	b.hand("ctrl+y")
	b.WaitFor("任务已办结")
	if got := <-e.got; got != "task t-1 false 人已迁走" {
		t.Errorf("%q", got)
	}
}

// A restore cannot be done here: the desk says how.
func TestTheDeskSaysHowToRestore(t *testing.T) {
	b := withErrands(t, &fakeErrands{})
	b.act("hfbf")
	b.WaitFor("passdesk restore 备份文件 --replace")
	b.WaitFor("不会删除")
}

// mayNot is a desk of somebody who may give none of the commands.
type mayNot struct{ *fakeStation }

func (mayNot) MayDo(registry.Command) error { return errors.New("not this role's") }

func TestThePaletteOffersNoErrandOfAnotherRole(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: mayNot{peopled()}, Errands: &fakeErrands{}, Unlocked: true})
	if got := errandActions(d); len(got) != 0 {
		t.Errorf("%d errands for somebody who may do none", len(got))
	}
}

// Whoever cannot make a recovery sheet is not reminded of it.
func TestOnlyTheKeeperIsRemindedOfTheSheet(t *testing.T) {
	for _, c := range []struct {
		desk Desk
		want bool
	}{{peopled(), true}, {mayNot{peopled()}, false}} {
		d := newDesk(t.Context(), Program{Desk: c.desk, Errands: &fakeErrands{}, Unlocked: true})
		d.w, d.h = 80, 24
		h := d.stack[0].(*home)
		h.today.SheetDue = true
		if view := strings.Join(h.view(d).Lines, "\n"); strings.Contains(view, "恢复页") != c.want {
			t.Errorf("reminded, want %v:\n%s", c.want, view)
		}
	}
}

// The keeper changes a setting with a value, whose order it was, and a Ctrl key.
func TestASettingIsChangedAtTheDesk(t *testing.T) {
	b := atQueue(t, 80, 24, lineIssued)
	b.act("shezhi")
	b.WaitFor("设置：现值")
	for range b.st.SchemeSettings() {
		if strings.Contains(b.Text(), "> 无人操作几分钟后锁定") {
			break
		}
		b.hand("down")
		b.settled()
		b.Type("")
	}
	b.hand("enter")
	b.types("1")
	b.hand("enter")
	b.types("街道通知")
	b.hand("enter")
	b.WaitFor("回车不会执行")
	b.hand("ctrl+y")
	b.WaitFor("已改")
	if got := b.st.IdleMinutes(); got != 1 {
		t.Errorf("%d minutes", got)
	}
	b.sound()
}

// The police read the papers of an appeal that came to them, and decide it with a Ctrl key;
// no other point has these works.
func TestThePoliceHearAnAppeal(t *testing.T) {
	e := &fakeErrands{}
	b := withErrandsAt(t, "police", e)
	b.act("kananjuan")
	b.types("t-1")
	b.hand("enter")
	b.WaitFor("样例案卷")
	if got := <-e.got; got != "papers t-1" {
		t.Errorf("%q", got)
	}
	b.hand("esc")
	b.act("shenli")
	b.types("t-1")
	b.hand("enter")
	b.types("3")
	b.WaitFor("1维持 2变更")
	b.hand("backspace")
	b.types("2")
	b.hand("enter")
	b.types("样例核实")
	b.hand("enter")
	b.types("样例行程")
	b.hand("enter")
	b.WaitFor("回车不会执行")
	b.hand("ctrl+y")
	b.WaitFor("已决定")
	if got := <-e.got; got != "hear t-1 change 样例核实 样例行程" {
		t.Errorf("%q", got)
	}
	for kind, want := range map[string]bool{"police": true, "community": false} {
		f := peopled()
		f.kind = kind
		has := false
		for _, a := range errandActions(&desk{p: Program{Desk: f, Errands: e}}) {
			has = has || a.Text == tHear
		}
		if has != want {
			t.Errorf("a %s point has it: %v", kind, has)
		}
	}
}

// The papers are read out a fact a line, in both languages.
func TestThePapersOfAnAppeal(t *testing.T) {
	h := station.Hearing{Masked: "3302**********0019", Applicant: registry.Application{Name: "样例父", Facts: map[string]json.RawMessage{"facts": json.RawMessage(`["close_contact"]`)}}}
	h.Hearing = &registry.CasePapers{Station: 131, Point: "样例社区", Case: "57", Number: "12131170004228", Status: registry.StatusRecalled, Cite: "样例原文", Reason: registry.SentWhy{ZH: "红码", EN: "red"},
		Steps: []registry.CaseStep{{Kind: registry.RecallOrdered, Day: fakeDay, Word: "close_contact"}, {Kind: registry.AppealLodged, Day: fakeDay, Note: "弄错了人", Evidence: "样例证明"}}}
	var zh, en []string
	for _, l := range HearingSays(h) {
		zh, en = append(zh, l.ZH), append(en, l.EN)
	}
	for _, want := range []string{"站点 131（样例社区）案件 57：样例父", "1213 1170 0042 28", "红码", "样例原文", `facts ["close_contact"]`, tRecallContact.ZH, "弄错了人：样例证明"} {
		if !strings.Contains(strings.Join(zh, "\n"), want) {
			t.Errorf("not said: %s in %s", want, zh)
		}
	}
	if all := strings.Join(en, "\n"); !strings.Contains(all, "station 131") || !strings.Contains(all, "the person was told: red") || len(en) != 7 {
		t.Errorf("in English: %s", all)
	}
}
