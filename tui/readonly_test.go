package tui

import (
	"strings"
	"testing"

	"passdesk/registry"
)

// A register that nobody may write: every screen says so, the check line says that
// nothing is issued, and neither the line of keys nor the palette offers a key that
// could not act.
func TestAReadOnlyDeskOffersOnlyWhatItCanDo(t *testing.T) {
	b, open := nextMorning(t, 80, 24)
	ahead, err := registry.NewNumber("12", 931, 1, 3, 400)
	if err != nil {
		t.Fatal(err)
	}
	b.hand("esc")
	b.types(ahead.String())
	b.hand("enter")
	b.WaitFor("不能签发、打印、登记")
	cannot := func(where string, words ...string) {
		t.Helper()
		b.settled()
		b.Type("")
		text := b.Text()
		if !strings.Contains(text, tReadOnlyCan.ZH) {
			t.Errorf("%s does not say what can be done\n%s", where, text)
		}
		for _, w := range words {
			if strings.Contains(text, w) {
				t.Errorf("%s offers %s\n%s", where, w, text)
			}
		}
	}
	cannot("home", "F5", "Ctrl+Y", "按 F5")
	b.scan("样例母\t" + motherID + "\r")
	b.WaitFor("这里不能签发")
	cannot("an applicant", "回车即记录", "可以签发", "回车 签发", "准予")
	b.hand("ctrl+p")
	cannot("the palette", "打印未打印", "已签字", "放行", "代领", "更改打印位置")
	b.hand("esc", "esc", "esc", "f4")
	b.WaitFor("全部")
	cannot("the register", "F5")
	b.hand("esc")
	b.types(open.String())
	b.hand("enter")
	b.WaitFor("经过")
	cannot("a pass", "F5", "Ctrl+Y", "Ctrl+X", "Ctrl+B", "F2", "F3")
	b.hand("esc", "ctrl+b")
	b.WaitFor("待办案件")
	cannot("the cases", "F5")
}
