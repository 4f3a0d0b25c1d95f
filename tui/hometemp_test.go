package tui

import (
	"strings"
	"testing"
)

// A number behind a pick is the temperature of whoever was picked, typed fast or
// slowly; the check line speaks of it before it is entered, one Enter enters it,
// the next issues.
func TestTemperatureBehindAPick(t *testing.T) {
	for _, c := range []struct{ first, pick, then, name string }{
		{"", "yl3", "36.5", "样例长子"}, {"", "样例3", "36。5", "样例长子"}, {fatherID + "\r", "2", "36.5", "样例次女"},
	} {
		b := open(t, peopled(), 80, 24)
		if c.first != "" {
			b.scan(c.first)
		}
		b.types(c.pick + c.then)
		b.WaitFor("体温 36.5 度：可以签发")
		b.hand("enter")
		b.WaitFor("体温 36.5 度已记下")
		if n := len(b.passes()); n != 0 {
			t.Fatalf("%s: the Enter that enters a temperature issued", c.pick)
		}
		b.hand("enter")
		b.WaitFor("1293 1170 0001")
		if a := b.passes()[0].app; a.Name != c.name || string(a.Facts["temp"]) != "36.5" {
			t.Errorf("%s: issued to %s with %s", c.pick, a.Name, a.Facts["temp"])
		}
	}
}

func TestPickByArrowThenTemperature(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.hand("down", "down")
	b.types("38.1")
	b.WaitFor("体温 38.1 度：不予签发")
	if strings.Contains(b.Text(), "可以签发") {
		t.Errorf("yes beside a fever\n%s", b.Text())
	}
	b.hand("enter", "enter")
	b.WaitFor("已登记在册，未签发")
	b.WaitFor("样例次女")
}

// Behind a pick letters begin a new search, and a number that is no temperature
// is a document.
func TestTypingBehindAPick(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.types("yl3yll1")
	b.WaitFor("姓名      样例老")
	b.hand("esc")
	b.types("yl3" + motherID)
	b.WaitFor("证件号码  " + motherID)
}

func TestImpossibleTemperature(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.types("45.2")
	b.WaitFor("体温应在 34.0 到 43.0 度之间")
	b.hand("enter", "enter")
	if n := len(b.passes()); n != 0 {
		t.Errorf("%d passes", n)
	}
}

// A temperature that was typed where the telephone number goes is not kept as one: with
// 38.2 degrees nobody gets a pass.
func TestATemperatureIsNoTelephoneNumber(t *testing.T) {
	for _, typed := range []string{"38.2", "38。2", "３８．２"} {
		b := open(t, peopled(), 80, 24)
		b.scan("330212199003077710\r")
		b.types("样例甲")
		b.hand("tab")
		b.types(typed)
		b.WaitFor("这是体温")
		b.hand("enter")
		b.settled()
		if n := len(b.passes()); n != 0 {
			t.Errorf("%s: %d passes", typed, n)
		}
	}
}
