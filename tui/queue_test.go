package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// An officer settles a parked case from the home screen: a key, the case, a Ctrl
// key, a reason, the key again. The pass is printed like any other.
func TestSettlingACaseIssuesAndPrints(t *testing.T) {
	b := atQueue(t, 80, 24, lineIssued, lineHealth)
	b.WaitFor("待核定 1")
	b.hand("ctrl+b")
	b.WaitFor("样*母")
	b.hand("enter")
	b.WaitFor("Ctrl+Y 核定发证")
	b.WaitFor("没有外出需要")
	b.hand("ctrl+y", "enter", "ctrl+y")
	b.WaitFor("请先写明原因")
	b.hand("x", "ctrl+y")
	b.WaitFor("原因太短，或没有说明什么：请至少写两个字")
	b.hand("backspace")
	if got := b.state("样例母"); got != registry.CaseOpen {
		t.Fatalf("settled without a reason: %s", got)
	}
	b.types("卫健样例")
	b.hand("enter")
	if got := b.state("样例母"); got != registry.CaseOpen {
		t.Fatalf("Enter settled: %s", got)
	}
	b.hand("ctrl+y")
	b.WaitFor("已核定，签发 1293")
	b.WaitFor("准予发证：卫健样例")
	if got := b.state("样例母"); got != registry.CaseIssued {
		t.Errorf("the case is %s", got)
	}
	b.press.mu.Lock()
	if len(b.press.papers) != 1 || b.press.papers[0].Name != "样例母" || b.press.layout != layoutWalkIn {
		t.Errorf("printed %d papers, layout %s", len(b.press.papers), b.press.layout)
	}
	b.press.mu.Unlock()
	b.hand("esc", "esc")
	b.WaitFor("上一张  1293")
	b.WaitFor("已打印")
	b.gone("待核定 1")
	b.sound()
}

// Two records side by side: the operator sees both, and says one person or two.
func TestTwoRecordsAtTheQueue(t *testing.T) {
	for _, c := range []struct {
		key, says string
		state     registry.CaseStatus
		passes    int
	}{{"ctrl+f", "已核定，签发", registry.CaseIssued, 2}, {"ctrl+x", "已核定为同一人", registry.CaseClosed, 1}} {
		b := atQueue(t, 80, 24, lineChild, lineNear)
		b.queue("样例")
		b.hand("enter")
		b.WaitFor("这次申领")
		b.WaitFor("2014-04-02")
		b.WaitFor("2014-04-01")
		b.hand(c.key)
		b.WaitFor("* 2014-04-02") // both records stay in sight above the reason
		b.types("户口簿原件")
		b.hand(c.key)
		b.WaitFor(c.says)
		if got := b.state("样例长子"); got != c.state {
			t.Errorf("%s: the case is %s", c.key, got)
		}
		if p, err := b.st.Today(t.Context()); err != nil || p.Passes != c.passes {
			t.Errorf("%s: %d passes, %v", c.key, p.Passes, err)
		}
		b.sound()
	}
}

// Refused, told, appealed, upheld, reopened, changed: all at the desk.
func TestAnAppealAtTheDesk(t *testing.T) {
	b := atQueue(t, 80, 24, lineRefused)
	b.hand("ctrl+b", "tab")
	b.WaitFor("样*老")
	b.hand("f5")
	b.WaitFor("告知书已打印")
	if len(b.slips()) != 1 {
		t.Error("no slip came out")
	}
	b.hand("enter")
	b.WaitFor("Ctrl+N 提出申诉")
	step := func(key, reason, says string, state registry.CaseStatus) {
		t.Helper()
		b.hand(key)
		b.types(reason)
		if key == "ctrl+n" {
			b.hand("tab")
			b.types("样例流调")
		}
		b.hand(key) // at the decision what was brought stands there
		b.WaitFor(says)
		if got := b.state("样例老"); got != state {
			t.Errorf("after %s: %s, want %s", reason, got, state)
		}
	}
	step("ctrl+n", "没有接触过", "申诉已受理", registry.CaseAppealed)
	step("ctrl+b", "流调有记录", "已维持原决定", registry.CaseUpheld)
	step("ctrl+n", "新的流调报告", "申诉已重新受理", registry.CaseAppealed)
	step("ctrl+y", "更正的流调", "已变更，签发", registry.CaseChanged)
	b.hand("enter")
	b.WaitFor("经过（新的在上）")
	b.sound()
}

// Refusing at the queue offers the slip, and another applicant's card goes to the
// desk.
func TestRefusingAtTheQueue(t *testing.T) {
	b := atQueue(t, 80, 24, lineHealth)
	b.queue("样例母")
	b.hand("enter", "ctrl+b")
	b.types("卫健答复不行")
	b.hand("ctrl+b")
	b.WaitFor("已核定不予发证")
	b.hand("ctrl+o")
	b.WaitFor("告知书已打印")
	if s := b.slips(); len(s) != 1 || s[0].Status != registry.CaseRefused {
		t.Errorf("slips %v", s)
	}
	b.scan(fatherID)
	b.WaitFor("扫描/输入")
	b.WaitFor(fatherID)
}

// Somebody who was parked comes back and is scanned: the case is there, and what
// has changed since can be asked anew.
func TestAParkedApplicantComesBack(t *testing.T) {
	b := atQueue(t, 80, 24, lineHealth)
	b.scan(motherID + "\r")
	b.WaitFor("待办的案件")
	b.WaitFor("没有外出需要")
	b.hand("esc")
	b.WaitFor("扫描/输入")
	b.hand("esc", "esc")
	b.types("ylm")
	b.WaitFor("待核定")
	b.hand("1")
	b.WaitFor("回车 打开案件")
	b.hand("enter")
	b.WaitFor("待办的案件")
	b.hand("f2")
	b.WaitFor("扫描/输入")
	b.WaitFor("样例母")
	if got := b.state("样例母"); got != registry.CaseOpen {
		t.Errorf("coming back changed the case: %s", got)
	}
}

func TestViewsAndSearchOfTheQueue(t *testing.T) {
	b := atQueue(t, 80, 24, lineIssued, lineHealth, lineRefused)
	b.hand("ctrl+b")
	b.WaitFor("样*母")
	b.gone("样*老")
	b.hand("tab")
	b.WaitFor("样*老")
	b.hand("tab")
	b.WaitFor("没有等着决定的申诉")
	b.hand("tab")
	b.WaitFor("样*母")
	b.WaitFor("样*老")
	b.types("yll")
	b.gone("样*母")
	b.hand("esc")
	b.WaitFor("样*母")
	b.types("9345")
	b.gone("样*老")
	b.WaitFor("样*母")
	b.hand("esc", "esc")
	b.WaitFor("上一张")
	b.hand("ctrl+p")
	b.types("dbaj")
	b.hand("enter")
	b.WaitFor("今日未发")
}

// A volunteer sees the queue, and is told who settles.
func TestAVolunteerMayLook(t *testing.T) {
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	b.apply(lineHealth)
	b.start(Program{Desk: volunteerDesk{b.st}, Press: b.press, Clock: clock.Now, Unlocked: true}, 80, 24)
	b.WaitFor("待核定 1")
	b.hand("ctrl+b")
	b.WaitFor("由负责人登录后核定")
	b.WaitFor("样*母")
	b.hand("enter")
	b.WaitFor("没有外出需要")
	b.WaitFor("由负责人登录后核定")
	b.gone("Ctrl+Y")
	b.hand("ctrl+y")
	b.WaitFor("请负责人登录后办理")
}

// volunteerDesk is the station as a volunteer has it.
type volunteerDesk struct{ *station.Station }

func (volunteerDesk) MayStep(registry.Kind) error { return registry.ErrNotThisRole }

// Thousands of cases: the window reads what it shows, turns back without asking
// again, and the last is a key away.
func TestAThousandCases(t *testing.T) {
	asked := 0
	var all []station.Case
	for i := range 5000 {
		all = append(all, station.Case{ID: int64(i + 1), No: registry.CaseNo{Event: int64(i + 1)}, State: registry.CaseOpen, Applicant: registry.Application{Name: fmt.Sprintf("样例%d", i+1)}})
	}
	r := &caseReader{keep: caseViews[0].keep, read: func(_ context.Context, from int64) ([]station.Case, error) {
		asked++
		return all[from:min(int(from)+100, len(all))], nil
	}}
	page := func(key string, n int, dir widget.Direction, typed string) string {
		rows, err := r.page(t.Context(), key, n, dir, typed)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, row := range rows {
			ids = append(ids, fmt.Sprint(row.id))
		}
		return strings.Join(ids, " ")
	}
	for _, c := range []struct {
		key   string
		n     int
		dir   widget.Direction
		typed string
		want  string
		asked int
	}{
		{"", 3, widget.After, "", "1 2 3", 1},
		{"3", 2, widget.After, "", "4 5", 1},
		{"3", 2, widget.From, "", "3 4", 1},
		{"100", 2, widget.After, "", "101 102", 2},
		{"102", 2, widget.Before, "", "100 101", 2},
		{"1", 5, widget.Before, "", "", 2},
		{"", 2, widget.After, "4999", "4999", 51},
		{"", 2, widget.Before, "", "4999 5000", 51},
		{"5000", 2, widget.After, "", "", 51},
	} {
		if got := page(c.key, c.n, c.dir, c.typed); got != c.want || asked != c.asked {
			t.Errorf("%+v: got %q after %d questions", c, got, asked)
		}
	}
}

func TestAgeText(t *testing.T) {
	for age, want := range map[time.Duration]string{-time.Hour: "刚才", 59 * time.Second: "刚才", 59 * time.Minute: "59分钟", 3 * time.Hour: "3小时", 47 * time.Hour: "47小时", 72 * time.Hour: "3天"} {
		if got := ageText(age).ZH; got != want {
			t.Errorf("%v: %q, want %q", age, got, want)
		}
	}
}

// A child's case is found under the guardian's card: the family stands there, and
// a digit and Enter open the case.
func TestAParkedChildComesBack(t *testing.T) {
	grandchild := strings.Replace(lineChild, `"father"`, `"grandmother"`, 1)
	b := atQueue(t, 100, 30, lineIssued, grandchild)
	b.scan(fatherID + "\r")
	b.WaitFor("待核定")
	b.hand("1")
	b.WaitFor("回车 打开案件")
	b.hand("enter")
	b.WaitFor("待办的案件")
	b.WaitFor("祖母或外祖母")
}

// Who may do what a role may not is said: beside the command that is looked for, and when
// the key is pressed.
func TestWhoMayIsSaid(t *testing.T) {
	told := Explain(registry.May([]registry.Role{registry.Volunteer}, registry.DoRecall))
	if got := told.In(widget.ZH); got != "您的角色不能办：通知收回。请负责人登录后办理。" {
		t.Error(got)
	}
	for c, who := range map[registry.Command]string{registry.DoSettings: "保管员", registry.DoEpoch: "保管员", registry.DoClose: "负责人"} {
		if got := Explain(registry.May([]registry.Role{registry.Volunteer}, c)).In(widget.ZH); !strings.Contains(got, "请"+who+"登录") {
			t.Errorf("%s: %s", c, got)
		}
	}
	if got := Explain(registry.MayDecide([]registry.Role{registry.Officer}, true)).In(widget.EN); !strings.Contains(got, "Ask the police") {
		t.Error(got)
	}
	for c := range commandWords {
		if role := (&registry.NotThisRole{}); errors.As(registry.May(nil, c), &role) && roleWords[role.Who].IsZero() {
			t.Errorf("nobody may %s", c)
		}
	}
}

// F2 on a case that waits takes the application again, and the case waits no longer: what
// came of the new one stands in its history.
func TestApplyingAnewSettlesTheCase(t *testing.T) {
	b := atQueue(t, 80, 24, lineHealth)
	old := b.caseOf("样例母").ID
	b.queue("样例母")
	b.hand("enter", "f2")
	b.WaitFor("样例母")
	b.settled()
	b.hand("enter")
	b.WaitFor("待核定 1")
	b.settled()
	if c := b.caseOf("样例母"); c.ID == old || c.State != registry.CaseOpen {
		t.Errorf("the new application is case %d, %s", c.ID, c.State)
	}
	c, err := b.st.Case(t.Context(), old)
	if err != nil || !c.Replaced() {
		t.Errorf("the case that was applied for anew is %s, %v", c.State, err)
	}
	b.hand("esc", "ctrl+b", "tab")
	b.sound()
}
