package tui

import (
	"encoding/json"
	"testing"

	"passdesk/registry"
)

const lineFever = `{"name":"样例老","document":{"number":"330204194605129036"},"temp":38.5,"declared":true}`

// What was declared is found to be otherwise: F2 on the appeal corrects it, and the
// change closes the case with a reason. A key that decides nothing here says what does.
func TestAnAppealIsChangedOnCorrectedFacts(t *testing.T) {
	b := atQueue(t, 80, 24, lineFever)
	b.hand("ctrl+b", "tab")
	b.WaitFor("样*老")
	b.hand("enter")
	b.WaitFor("Ctrl+N 提出申诉")
	b.hand("ctrl+n")
	b.types("复测正常")
	b.hand("ctrl+n")
	b.WaitFor("申诉已受理")
	b.WaitFor("F2 更正申报")
	b.hand("ctrl+x")
	b.WaitFor("现在能办的：")
	b.hand("f2")
	b.WaitFor("逐条询问申领人")
	b.hand("tab")
	b.retype("36.5")
	b.hand("esc")
	b.WaitFor("已更正申报，还没有决定")
	b.WaitFor("38.5 -> ")
	b.hand("ctrl+y")
	b.types("卫生院复测三次均正常")
	b.hand("f1")
	b.WaitFor("理由：写明谁、何时、凭什么")
	b.hand("esc")
	b.onEvidence("ctrl+y")
	b.WaitFor("已变更，签发 1293")
	b.WaitFor("；体温 38.5 -> 体") // the history keeps what was measured before
	if got := b.state("样例老"); got != registry.CaseChanged {
		t.Errorf("the case is %s", got)
	}
	b.sound()
}

// Nothing is corrected by opening and leaving F2.
func TestAppealFactsStandAsStated(t *testing.T) {
	for _, line := range []string{lineFever, lineRefused} {
		b := atQueue(t, 80, 24, line)
		var a registry.Application
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if err := b.st.LodgeAppeal(t.Context(), b.caseOf("样例老").ID, "样例申诉"); err != nil {
			t.Fatal(err)
		}
		b.hand("ctrl+b")
		b.WaitFor("待办案件")
		b.hand("tab", "tab")
		b.WaitFor("样*老")
		b.hand("enter")
		b.WaitFor("F2 更正申报")
		b.hand("f2")
		b.WaitFor("逐条询问申领人")
		b.hand("esc")
		b.WaitFor("F2 更正申报")
		b.gone("已更正申报")
		b.gone(" -> ")
		b.sound()
	}
}

// A refusal of today is not passed by another form: the desk asks for a reason.
func TestARefusalOfTodayIsLetThroughWithAReason(t *testing.T) {
	b := atQueue(t, 80, 24, lineFever)
	b.scan("样例老\t330204194605129036\r")
	b.WaitFor("曾被拒发")
	b.hand("ctrl+f")
	b.WaitFor("放行：此人曾被拒发")
	b.types("卫生院复测三次均正常")
	b.hand("ctrl+f")
	b.WaitFor("可以签发")
	b.settled()
	b.hand("enter")
	b.WaitFor("已打印：/tmp/out")
	b.sound()
}
