package tui

import "testing"

// Enter on the same refusal a second time opens the case that was made of the first; a
// fever that rose is another refusal.
func TestTheSameRefusalLeadsToItsCase(t *testing.T) {
	b := atQueue(t, 80, 24)
	refuse := func(temp string) {
		b.types(fatherID)
		b.WaitFor("居民身份证")
		if b.caseCount() == 0 {
			b.types("样例父")
			b.hand("up", "up")
		}
		b.settled()
		b.types(temp)
		b.hand("enter")
		b.WaitFor("体温 " + temp + " 度已记下")
		b.settled()
		b.hand("enter")
	}
	refuse("38.2")
	b.WaitFor("已登记在册，未签发")
	refuse("38.2")
	b.WaitFor("没有另立：就是这一件")
	if n := b.caseCount(); n != 1 {
		t.Errorf("%d cases of one refusal", n)
	}
	b.hand("esc")
	b.WaitFor("读卡即查人")
	refuse("38.6")
	b.WaitFor("已登记在册，未签发")
	if n := b.caseCount(); n != 2 {
		t.Errorf("%d cases, want one of each temperature", n)
	}
	b.sound()
}

func (b *realBench) caseCount() int {
	b.t.Helper()
	b.settled()
	day, err := b.st.Today(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return day.Refused
}
