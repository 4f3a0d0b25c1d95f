package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// More people than digits: the list says so, turns its page, and a digit chooses
// on the page that is shown.
func TestLongList(t *testing.T) {
	f := newFake()
	for i := range 12 {
		f.resident(int64(i+1), "zs", adult(fmt.Sprintf("样例%c", '甲'+rune(i)), citizen("330212", "19700102", 100+i)))
	}
	b := open(t, f, 80, 24)
	b.types("zs")
	b.WaitFor("第 1-9 位，共 12 位")
	b.WaitFor("PgDn 翻页")
	b.Key("pgdown")
	b.WaitFor("第 10-12 位，共 12 位")
	b.types("2")
	b.WaitFor("证件号码  " + citizen("330212", "19700102", 110))
	b.hand("enter")
	b.settled()
	if got := b.passes()[0].app.Document.Number; got != citizen("330212", "19700102", 110) {
		t.Errorf("issued to %s", got)
	}
}

// Rows found by digits carry none: there the digit is the next of the number.
func TestListFoundByDigits(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.types("9036")
	b.WaitFor("样例老")
	if s := b.Text(); strings.Contains(s, " 1  样例老") || strings.Contains(s, "1-9 选人") {
		t.Errorf("a digit is offered\n%s", s)
	}
	b.hand("enter")
	b.WaitFor("可以签发")
}

// Right after the unlock of a large register names are still being sorted: the desk
// says so, and shows the people when it is done.
func TestNamesAreBeingSorted(t *testing.T) {
	f := peopled()
	f.sorted = make(chan struct{})
	b := open(t, f, 80, 24)
	b.Send(tea.PasteMsg{Content: "ylcz"}) // keys would wait until everything is settled
	b.WaitFor("正在整理姓名索引（37%）")
	close(f.sorted)
	b.WaitFor("样例长子")
	if strings.Contains(b.Text(), "正在整理") {
		t.Errorf("still sorting\n%s", b.Text())
	}
}
