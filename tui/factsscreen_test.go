package tui

import (
	"strings"
	"testing"
	"time"
)

// The 150 ms belong to the Enter that issues: an answer is turned at once.
func TestFactsAnswerWithoutWaiting(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2", "down")
	b.clock.Advance(10 * time.Millisecond)
	b.Key("enter")
	b.WaitFor("有    疑似病人")
	b.hand("esc")
	b.WaitFor("不予签发 (红码)")
}

// Esc is one step back with any text in the fields; home says what cannot be read
// and issues nothing, and a temperature in the box takes its place.
func TestFactsEscWithAnUnreadableText(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2", "3", "esc")
	b.WaitFor(`待填：体温 "3" 读不出来`)
	b.hand("enter")
	b.WaitFor("逐条询问") // the field, to be corrected
	b.hand("esc")
	b.types("36.5")
	b.hand("enter")
	b.WaitFor("可以签发")
}

// A temperature measured again takes the place of the first, however the field is
// reached; and two digits behind the point are asked about, not read.
func TestASecondMeasurementTakesThePlaceOfTheFirst(t *testing.T) {
	for _, way := range [][]string{{}, {"tab"}, {"tab", "up"}, {"tab", "tab", "shift+tab"}} {
		b := open(t, peopled(), 80, 24)
		b.scan(oldID + "\r")
		b.hand("f2")
		b.types("36.5")
		b.hand("enter", "esc")
		b.WaitFor("体温 36.5")
		b.hand("f2")
		b.hand(way...)
		b.types("38.6")
		b.hand("esc")
		b.WaitFor("不予签发")
		b.WaitFor("体温 38.6")
		b.hand("f2", "tab", "end")
		b.types("3")
		b.hand("esc")
		b.WaitFor(`待填：体温 "38.63" 读不出来`)
		b.hand("enter") // the field
		b.types("37")
		b.hand("up") // the lines: what is typed there is measured anew
		b.types("36.4")
		b.hand("esc")
		b.WaitFor("体温 36.4")
		b.WaitFor("可以签发")
	}
}

// The day of a fact is one value: another takes its place.
func TestAnotherDayOfAFactTakesThePlaceOfTheFirst(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.line("到过疫情重点地区", 1)
	for _, day := range []string{"0220", "0301"} {
		b.hand("tab")
		b.downTo("到过重点地区")
		b.types(day)
		b.hand("esc", "f2")
	}
	b.settled()
	if got := string(b.desk.stack[0].(*home).draft.application(fakeDay).Facts["facts"]); got != `[["been_to_key_area","2020-03-01"]]` {
		t.Errorf("facts %s", got)
	}
}

// A card scanned over the questions is a card: the answers stay with the one
// they are about.
func TestCardOverTheFacts(t *testing.T) {
	for _, burst := range []string{fatherID + "\r", fatherID, "样例父\t" + fatherID + "\r"} {
		b := open(t, peopled(), 80, 24)
		b.scan(oldID + "\r")
		b.hand("f2")
		b.scan(burst)
		b.WaitFor("证件号码  " + fatherID)
		b.hand("ctrl+n", "ctrl+n", "f2")
		if strings.Contains(b.Text(), "330") {
			t.Errorf("%q left something in the fields\n%s", burst, b.Text())
		}
		b.hand("esc", "ctrl+n", "ctrl+n", "f2", "down", "enter")
		b.scan(oldID + "\r")
		b.WaitFor("没有换人")
		b.WaitFor("不予签发 (红码)")
	}
}

// No key acts on a screen that nobody sees.
func TestTooSmallTakesNoKeys(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.Resize(69, 24)
	b.WaitFor("窗口太小")
	b.hand("enter", "f4", "1", "ctrl+l")
	b.Paste(oldID)
	b.Resize(80, 24)
	b.WaitFor("May be issued")
	if n := len(b.passes()); n != 0 {
		t.Errorf("%d passes issued in the dark", n)
	}
}
