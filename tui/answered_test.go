package tui

import (
	"strings"
	"testing"
)

// A holder's card: F4 opens the pass and keeps no refusal, Enter keeps that a second
// one was refused; nobody is listed as their own family.
func TestHolderIsOpened(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("enter")
	b.scan(oldID + "\r")
	b.WaitFor("已有有效证")
	b.settled()
	if strings.Contains(b.Text(), "同号家人") {
		t.Errorf("the holder is their own family\n%s", b.Text())
	}
	b.hand("f4")
	b.WaitFor("经过")
	if len(b.f.refused) != 0 {
		t.Error("a refusal was kept")
	}
	b.hand("esc")
	b.scan(oldID + "\r")
	b.WaitFor("回车 登记不予签发")
	b.hand("enter")
	b.WaitFor("已登记  样例老")
	if len(b.f.refused) != 1 || len(b.passes()) != 1 {
		t.Errorf("%d refusals, %d passes, want one of each", len(b.f.refused), len(b.passes()))
	}
}

// A refusal leaves the last pass where it is, to be signed for, and does not list
// the refused as family.
func TestRefusalKeepsTheLastPass(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.scan(oldID + "\r")
	b.hand("f2", "enter", "esc", "enter")
	b.WaitFor("已登记  样例老  不予签发")
	b.WaitFor("上一张  1293 1170 0001")
	b.settled()
	if strings.Contains(b.Text(), "同号家人") {
		t.Errorf("the refused is their own family\n%s", b.Text())
	}
	b.hand("ctrl+y")
	b.WaitFor("第1份  已签字")
	if got := b.passes()[0].history; string(got[len(got)-1].Kind) != "Signed" {
		t.Errorf("not signed for: %v", got)
	}
}

// Everybody put aside comes back, the latest first.
func TestShelf(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	for _, id := range []string{fatherID, motherID} {
		b.scan(id + "\r")
		b.hand("ctrl+n")
	}
	b.WaitFor("放一边 2 位")
	b.hand("ctrl+n", "enter")
	b.WaitFor("样例母  第1份")
	b.WaitFor("放一边 1 位")
	b.hand("ctrl+n", "enter")
	b.WaitFor("样例父  第1份")
	b.settled()
	if strings.Contains(b.Text(), "放一边") {
		t.Errorf("somebody is still aside\n%s", b.Text())
	}
}

func TestWhatTheBoxSays(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.types("1293117000013")
	b.hand("9")
	b.WaitFor("证件编号的校验位不符")
	b.hand("esc")
	b.types("H91234567")
	b.WaitFor("读作")
	if strings.Contains(b.Text(), "没有找到") {
		t.Errorf("a permit is no name\n%s", b.Text())
	}
}
