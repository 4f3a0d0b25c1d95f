package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The rest of a pass's life at its screen, over a real station.

// atPass opens the screen of the only pass, whose paper was signed for.
func atPass(t *testing.T, cols, rows int, line string) (*realBench, registry.Number) {
	t.Helper()
	b := atQueue(t, cols, rows, line)
	ctx := context.Background()
	all, err := b.st.Page(ctx, 0, 9, true, station.Filter{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	n := all[0].Number
	for _, err := range []error{b.st.PrintIntended(ctx, []registry.Number{n}, layoutWalkIn), b.st.PrintedOut(ctx, []registry.Number{n}, "out"), b.st.Sign(ctx, n, "holder")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.hand("f4")
	b.WaitFor(all[0].Short)
	b.hand("enter")
	b.WaitFor("经过")
	return b, n
}

func (b *realBench) pass(n registry.Number) station.Detail {
	b.t.Helper()
	b.settled()
	d, err := b.st.Pass(b.t.Context(), n.String())
	if err != nil {
		b.t.Fatal(err)
	}
	return d
}

// retype clears the field in focus and types another value.
func (b *realBench) retype(v string) {
	b.hand("ctrl+u")
	b.types(v)
}

func (b *realBench) stands(n registry.Number, status registry.Status, copy int, papers string) {
	b.t.Helper()
	if d := b.pass(n); d.Status != status || d.Copy != copy || string(d.Papers) != papers {
		b.t.Errorf("%s copy %d papers %s, want %s %d %s", d.Status, d.Copy, d.Papers, status, copy, papers)
	}
}

// A wrong name is corrected: read back, a reason, the next copy comes out, and the
// old paper is named until it is marked.
func TestCorrectAtTheDesk(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("f2")
	b.WaitFor("变更资料")
	b.hand("ctrl+y")
	b.WaitFor("还没有改动")
	b.retype("样例改") // the cursor is on the name
	b.hand("enter") // never decides
	b.hand("ctrl+y")
	b.WaitFor("姓名：样例父 改为 样例改")
	b.hand("enter")
	b.WaitFor("回车不会执行")
	b.types("看了户口簿")
	b.hand("ctrl+y")
	b.WaitFor("第 1 份旧证还在外")
	b.stands(n, registry.StatusPrinted, 2, "oo")
	if d := b.pass(n); d.Applicant.Name != "样例改" || len(b.press.papers) != 1 || b.press.papers[0].Copy != 2 {
		t.Errorf("%s, %v", d.Applicant.Name, b.press.papers)
	}
	b.hand("f4")
	b.WaitFor("旧证的下落")
	b.types("本人交来")
	b.hand("ctrl+r")
	b.WaitFor("请先用 Tab")
	b.hand("tab")
	b.WaitFor("第1份：交回")
	b.hand("ctrl+r")
	b.gone("旧证还在外")
	b.stands(n, registry.StatusPrinted, 2, "ro")
	b.sound()
}

// A wrong telephone number makes no paper, and nobody is asked for the old one.
func TestAmendAtTheDesk(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("f2")
	b.WaitFor("变更资料")
	b.hand("down", "down")
	b.retype("0574-00000001")
	b.hand("ctrl+y")
	b.WaitFor("纸上没有这些，证不换")
	if strings.Contains(b.Screen().Text(), "旧证的下落") {
		t.Error("the old paper is asked for")
	}
	b.types("本人来电")
	b.hand("ctrl+y")
	b.WaitFor("已更正；纸上没有这一项，不换证")
	b.stands(n, registry.StatusSigned, 1, "o")
	if d := b.pass(n); d.Applicant.Phone+d.Applicant.Address != "0574-00000001" || len(b.press.papers) != 0 {
		t.Errorf("%s, %v", d.Applicant.Phone+d.Applicant.Address, b.press.papers)
	}
	b.sound()
}

// Of a recalled pass Ctrl+Y registers that the paper came back; a signature of before
// the recall has a key of its own, once.
func TestASignatureOfBeforeTheRecallAtTheDesk(t *testing.T) {
	b := atQueue(t, 160, 30, lineIssued)
	all, err := b.st.Page(t.Context(), 0, 9, true, station.Filter{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	n := all[0].Number
	for _, err := range []error{b.st.PrintIntended(t.Context(), []registry.Number{n}, layoutWalkIn), b.st.PrintedOut(t.Context(), []registry.Number{n}, "out"), b.st.Recall(t.Context(), n, "symptoms", "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.hand("f4")
	b.WaitFor(all[0].Short)
	b.hand("enter")
	b.WaitFor("F2 补记签字")
	for _, width := range []int{70, 80} { // what came of the paper comes first, and has room
		b.Resize(width, 24)
		b.WaitFor("Ctrl+Y 交回  Ctrl+N 拒交")
	}
	b.Resize(160, 30)
	b.WaitFor("F2 补记签字")
	b.hand("f2")
	b.WaitFor("签字领取")
	b.gone("F2 补记签字")
	b.stands(n, registry.StatusRecalled, 1, "o")
	b.hand("ctrl+y", "down", "ctrl+y")
	b.WaitFor("已收回")
	b.stands(n, registry.StatusHandedIn, 1, "r")
	b.sound()
}

// A pass that was not printed when an epoch was taken says which copy may be out, and
// that one is signed for.
func TestACopyPrintedElsewhereAtTheDesk(t *testing.T) {
	b := atQueue(t, 100, 30, lineIssued)
	all, err := b.st.Page(t.Context(), 0, 9, true, station.Filter{})
	if err == nil {
		_, err = b.st.TakeEpochAnyway(t.Context(), "样例换机", 0)
	}
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	b.hand("f4")
	b.WaitFor(all[0].Short)
	b.hand("enter")
	b.WaitFor("按 F5 打印第 201 份")
	b.hand("ctrl+y")
	b.gone("按 F5 打印第 201 份")
	b.stands(all[0].Number, registry.StatusSigned, 1, "o")
	b.sound()
}

// Recalled, the copy that may be out is the one that is fetched, at the list and at the
// pass.
func TestACopyPrintedElsewhereIsFetched(t *testing.T) {
	b := atQueue(t, 100, 30, lineIssued)
	all, err := b.st.Page(t.Context(), 0, 9, true, station.Filter{})
	if err == nil {
		_, err = b.st.TakeEpochAnyway(t.Context(), "样例换机", 0)
	}
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	n := all[0].Number
	if err := b.st.Recall(t.Context(), n, "symptoms", ""); err != nil {
		t.Fatal(err)
	}
	open, err := b.st.OpenRecalls(t.Context(), nil)
	if rows := recallRows(open); err != nil || len(rows) != 1 || rows[0].copy != 1 || !rows[0].latest() {
		t.Fatalf("%+v, %v", rows, err)
	}
	b.hand("f4")
	b.WaitFor(all[0].Short)
	b.hand("enter")
	b.WaitFor("第 201 份没有打印过")
	b.hand("ctrl+y", "down", "ctrl+y")
	b.WaitFor("已收回")
	b.stands(n, registry.StatusHandedIn, 1, "r")
	b.sound()
}

// A child's guardian, and what the rules do not let through: it stays in its fields.
func TestCorrectAGuardian(t *testing.T) {
	b, n := atPass(t, 120, 40, lineChild)
	b.hand("f2")
	b.WaitFor("监护人姓名")
	b.hand("down", "down", "down", "down")
	b.retype("样例监护")
	b.hand("ctrl+y")
	b.WaitFor("监护人姓名：样例父 改为 样例监护")
	b.hand("tab", "tab") // the old paper is void
	b.types("看了户口簿")
	b.hand("ctrl+y")
	b.WaitFor("已打印")
	b.stands(n, registry.StatusPrinted, 2, "vo")
	if g := b.pass(n).Applicant.Guardian; g == nil || g.Name != "样例监护" || g.Document.Number != "330212198505059315" || g.Relation != "father" {
		t.Errorf("%+v", g)
	}
	b.sound()
}

// A pass that was entered under the wrong kind of document is corrected like a wrong
// name: the fields follow the kind, and what goes away is read back too.
func TestCorrectTheKindOfDocument(t *testing.T) {
	b, n := atPass(t, 120, 40, lineChild)
	b.hand("f2")
	b.WaitFor("监护人姓名")
	b.hand("up")
	b.retype("0")
	b.gone("监护人姓名")
	b.hand("ctrl+y")
	b.WaitFor("这一项还要填好")
	b.types("330212201404019319")
	b.hand("ctrl+y")
	b.WaitFor("证件种类：无证件的孩子：写监护人的号码 改为 身份证、居住证")
	b.WaitFor("监护人姓名：样例父 改为 （空）")
	b.types("领到了身份证")
	b.hand("ctrl+y")
	b.WaitFor("旧证还在外")
	if a := b.pass(n).Applicant; a.Document == nil || a.Document.Number != "330212201404019319" || a.Guardian != nil || a.Name != "样例长子" {
		t.Errorf("%+v, %+v, %q", a.Document, a.Guardian, a.Name)
	}
	b.sound()
}

// Going to another kind and back loses nothing and changes nothing.
func TestAKindTriedAndTakenBack(t *testing.T) {
	b, _ := atPass(t, 120, 40, lineChild)
	b.hand("f2")
	b.WaitFor("监护人姓名")
	b.hand("up")
	b.retype("3")
	b.WaitFor("签发国")
	b.retype("6")
	b.WaitFor("监护人姓名")
	b.hand("ctrl+y")
	b.WaitFor("还没有改动")
	b.sound()
}

// A foreign passport is a number together with its state.
func TestAPassportNeedsItsState(t *testing.T) {
	b, _ := atPass(t, 120, 40, lineIssued)
	b.hand("f2")
	b.WaitFor("证件种类")
	b.hand("up", "up")
	b.retype("3")
	b.hand("down")
	b.retype("E12345678")
	b.hand("down", "down", "down")
	b.types("140401")
	b.types("1")
	b.hand("ctrl+y")
	b.WaitFor("这一项还要填好")
	b.types("USA")
	b.hand("ctrl+y")
	b.WaitFor("证件种类：身份证、居住证 改为 外国护照")
}

// A reinstated pass whose paper came back asks for its next copy on every list, and
// once that is printed, for the signature.
func TestAReinstatedPassIsPrintedAndSigned(t *testing.T) {
	b, n := atPass(t, 100, 30, lineIssued)
	ctx := t.Context()
	for _, err := range []error{b.st.Recall(ctx, n, "close_contact", ""), b.st.Return(ctx, n, 1, station.OutcomeReturned, "本人交来"), b.st.Reinstate(ctx, n, "核实后排除")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.hand("esc", "enter")
	b.WaitFor("没有纸证在外：F5 打印下一份")
	b.hand("esc")
	b.WaitFor("待补发 1")
	b.hand("tab", "tab")
	b.WaitFor("样*父")
	b.hand("esc")
	b.WaitFor("未打印 1")
	b.hand("f5")
	b.WaitFor("已打印 1 张")
	b.stands(n, registry.StatusPrinted, 2, "ro")
	b.WaitFor("未打印 0   未签字 1")
	b.hand("f4", "enter", "ctrl+y")
	b.WaitFor("已记下签字")
	b.stands(n, registry.StatusSigned, 2, "ro")
	b.sound()
}

// The same on the pass itself: F5 gives the copy that is owed and prints it, and asks
// for no reason, which is known.
func TestAReinstatedPassIsPrintedOnItsScreen(t *testing.T) {
	b, n := atPass(t, 100, 30, lineIssued)
	ctx := t.Context()
	for _, err := range []error{b.st.Recall(ctx, n, "close_contact", ""), b.st.Return(ctx, n, 1, station.OutcomeReturned, "本人交来"), b.st.Reinstate(ctx, n, "核实后排除")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.hand("esc", "enter")
	b.WaitFor("没有纸证在外：F5 打印下一份")
	b.WaitFor("F5 打印")
	b.press.place = ""
	b.hand("f5")
	b.WaitFor(tPlaceFirst.ZH[:12])
	b.stands(n, registry.StatusReinstated, 1, "r")
	b.press.place = "/tmp/out"
	b.hand("f5")
	b.WaitFor("收回已撤销，发下一份")
	if err := b.st.GiveOwedOf(ctx, n); err != nil { // nothing is owed any more
		t.Error(err)
	}
	b.stands(n, registry.StatusPrinted, 2, "ro")
	if len(b.press.papers) != 1 || b.press.papers[0].Copy != 2 {
		t.Errorf("printed %+v", b.press.papers)
	}
	b.sound()
}

// Names are masked in the register until a pass is opened, and opening is an event.
func TestTheRegisterMasksNames(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	before := len(b.pass(n).Views)
	b.hand("esc")
	b.WaitFor("样*父")
	b.settled()
	if strings.Contains(b.Text(), "样例父") {
		t.Errorf("a whole name stands in the list:\n%s", b.Text())
	}
	b.clock.Advance(time.Hour)
	b.hand("enter")
	b.WaitFor("样例父")
	if after := len(b.pass(n).Views); after != before+1 {
		t.Errorf("%d openings in the log, %d before", after, before)
	}
}

// The last line of a dialog names the key that does it, in the smallest window and in
// both languages.
func TestADialogNamesTheKeyThatDoesIt(t *testing.T) {
	for _, c := range []struct{ key, zh, en string }{
		{"ctrl+y", "Ctrl+Y 执行", "Ctrl+Y do it"}, {"ctrl+b", "Ctrl+B 执行", "Ctrl+B do it"}, {"f3", "F3 执行", "F3 do it"}, {"f5", "F5 执行", "F5 do it"},
	} {
		b, _ := atPass(t, 80, 24, lineIssued)
		b.hand(c.key)
		b.WaitFor(c.zh)
		b.hand("f12")
		b.WaitFor(c.en)
		b.Quit() // from here on the model is the test's alone
		b.desk.checkLastLine(t)
	}
}

// The reprint says what became of the paper before.
func TestReprintMarksTheOldPaper(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("f5")
	b.WaitFor("还在外")
	b.hand("f5")
	b.WaitFor("请先写明原因") // the key pressed twice does nothing
	b.hand("down")      // it is lost
	b.WaitFor("旧证  挂失")
	b.hand("tab", "tab") // and handed in?
	b.WaitFor("旧证  交回")
	b.hand("f5")
	b.WaitFor("没有找到的，旧证还在外或挂失")
	b.hand("down") // it is damaged, and handed in
	b.WaitFor("旧证  交回")
	b.hand("f5")
	b.WaitFor("按 F5 打印新的一份")
	b.WaitFor("原纸损坏（旧证：交回）")
	b.stands(n, registry.StatusIssued, 2, "rn")
	b.sound()
}

// Of a damaged paper nobody but whoever has it in hand knows what became of it.
func TestADamagedPaperIsAskedFor(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("f5", "down", "down")
	b.WaitFor("旧证  Tab 选择")
	b.hand("f5")
	b.WaitFor("请先用 Tab 选：旧证")
	b.hand("esc")
	b.WaitFor("F5 补打")
	b.hand("f5", "f5") // what was left before is looked at first
	b.WaitFor("这是上次写的")
	b.hand("tab", "f5")
	b.WaitFor("按 F5 打印新的一份")
	b.stands(n, registry.StatusIssued, 2, "on")
	b.sound()
}

// Where an old paper and the latest may both be meant, each has its own key.
func TestWhichPaperIsMeant(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("f5", "down", "down", "tab", "f5")
	b.WaitFor("按 F5 打印")
	b.hand("f5")
	b.WaitFor("已打印")
	b.hand("ctrl+f")
	b.WaitFor("现用的第 2 份")
	b.types("样例")
	b.hand("ctrl+f")
	b.WaitFor("已挂失")
	b.stands(n, registry.StatusLost, 2, "ol")
	b.hand("f4", "tab", "tab")
	b.WaitFor("第1份：作废")
	b.hand("down", "f4")
	b.WaitFor("旧证已登记")
	b.stands(n, registry.StatusLost, 2, "vl")
	b.sound()
}

// An appeal about a recall: lodged, upheld, taken up again, changed. Then one about
// the name, decided in the fields.
func TestAppealOfAPassAtTheDesk(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("ctrl+b", "down", "ctrl+b")
	b.WaitFor("已列入收回")
	b.appeals("没有接触过")
	b.WaitFor("变更：恢复")
	b.hand("ctrl+b")
	b.types("流调有记录")
	b.onEvidence("ctrl+b")
	b.WaitFor("已维持")
	b.hand("ctrl+n")
	b.types("新的行程单")
	b.hand("ctrl+n")
	b.WaitFor("重新受理，等待决定")
	b.hand("ctrl+y")
	b.types("核实无误")
	b.onEvidence("ctrl+y")
	b.WaitFor("已恢复")
	b.stands(n, registry.StatusSigned, 1, "o")
	b.hand("esc")
	b.appeals("名字印错了")
	b.WaitFor("变更：改资料")
	b.hand("f2")
	b.retype("样例改")
	b.hand("ctrl+y")
	b.WaitFor("改为 样例改")
	b.WaitFor("还在外")
	b.hand("tab") // the old paper lies on the desk
	b.types("名字是印错了")
	b.onEvidence("ctrl+y")
	b.WaitFor("申诉变更")
	b.stands(n, registry.StatusPrinted, 2, "ro")
	b.sound()
}

// appeals takes an appeal down at the pass's screen, and opens it.
func (b *realBench) appeals(why string) {
	b.hand("f3")
	b.WaitFor("持证人提出申诉")
	b.types(why)
	b.hand("ctrl+k")
	b.WaitFor("等待决定：F3")
	b.hand("f3")
}

// onEvidence presses the key of a decision: it asks on what evidence, and is pressed again.
func (b *realBench) onEvidence(key string) {
	b.t.Helper()
	b.hand(key)
	b.WaitFor("什么也没有的，写 无")
	b.types("样例材料")
	b.hand(key)
}

// A void paper of which the holder was right gets its next copy.
func TestAppealBringsTheNextCopy(t *testing.T) {
	b, n := atPass(t, 80, 24, lineIssued)
	b.hand("ctrl+x", "down", "ctrl+x")
	b.WaitFor("已作废")
	b.appeals("没有损坏过")
	b.WaitFor("变更：补发")
	b.hand("ctrl+y")
	b.types("看了纸证")
	b.onEvidence("ctrl+y")
	b.WaitFor("申诉成立，发第 2 份")
	b.stands(n, registry.StatusPrinted, 2, "vo")
	b.sound()
}

// lifeScenes are the screens of this file, to be looked at.
var lifeScenes = []struct {
	name string
	line string
	play func(b *realBench)
}{
	{"passlife", lineIssued, func(b *realBench) { b.hand("f5", "down", "down", "tab", "f5"); b.WaitFor("F5 打印") }},
	{"correct", lineIssued, func(b *realBench) { b.hand("f2") }},
	{"correctchild", lineChild, func(b *realBench) { b.hand("f2", "down", "down", "down", "down"); b.retype("样例监护") }},
	{"correctask", lineIssued, func(b *realBench) { b.hand("f2"); b.retype("样例改"); b.hand("ctrl+y") }},
	{"oldpaper", lineIssued, func(b *realBench) {
		b.hand("f5", "down", "down", "tab", "f5")
		b.WaitFor("F5 打印")
		b.hand("f4", "tab")
	}},
	{"passappeal", lineIssued, func(b *realBench) {
		b.hand("ctrl+b", "down", "ctrl+b")
		b.WaitFor("已列入收回")
		b.appeals("没有接触过")
		b.WaitFor("变更：恢复")
	}},
}

func TestGoldenLife(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range lifeScenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b, _ := atPass(t, size[0], size[1], s.line)
				s.play(b)
				b.inBoth(s.name, size)
			})
		}
	}
}

// No line is wider than the window, in either language.
func TestEveryWidthOfTheLife(t *testing.T) {
	for _, s := range lifeScenes {
		t.Run(s.name, func(t *testing.T) {
			b, _ := atPass(t, 80, 24, s.line)
			s.play(b)
			b.checkWidths(t, 3)
		})
	}
}

// What a correction sends is what differs, under the names of a script.
func TestChangesOfACorrection(t *testing.T) {
	before := registry.Application{Name: "样例甲", Phone: "1", Address: "样例路"}
	after := before
	after.Name, after.Phone = "样例乙", ""
	got := changes(before, after)
	var said []string
	for _, name := range []string{"name", "phone", "address"} {
		said = append(said, string(got[name]))
	}
	if len(got) != 2 || strings.Join(said, " ") != `"样例乙" null ` {
		t.Errorf("%d: %q", len(got), said)
	}
}

// A volunteer who presses the key of an officer's step hears that it is an officer's,
// not that the pass does not allow it; where the pass does not, its state is named.
func TestAStepIsTurnedDownForItsReason(t *testing.T) {
	s := &detailScreen{h: &home{}, read: true}
	s.d.Status = registry.StatusCancelled
	s.turnDown(registry.Signed)
	if got := s.note.Text; got.ZH != "这张证现在是：已取消，不能这样做" {
		t.Errorf("%+v", got)
	}
	s.barred = barredSteps(volunteerDesk{})
	s.turnDown(registry.RecallOrdered)
	if got := s.note.Text; !strings.Contains(got.ZH, "请负责人登录后办理") || !strings.Contains(got.EN, "officer") {
		t.Errorf("%+v", got)
	}
}
