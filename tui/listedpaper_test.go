package tui

import (
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// listFather loads a list that names the father, and recalls nobody.
func (b *realBench) listFather() {
	b.t.Helper()
	b.list("样例父", fatherID)
}

// list loads a list that names somebody, and recalls nobody.
func (b *realBench) list(name, number string) {
	b.t.Helper()
	b.settled()
	p, err := b.st.PreviewRecalls(b.t.Context(), station.RecallList{File: [32]byte{1}, Source: "样例疾控", Rows: []station.ListedRow{
		{Row: 1, Person: watch.Row{Name: name, Number: number, Why: "close_contact"}}}})
	if err == nil {
		_, err = b.st.ConfirmRecalls(b.t.Context(), p)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// F5 prints what waits, but the paper of somebody whom a list names since: the desk
// says of whom and what the list says, and the pass's own screen says it too.
func TestNoPaperForAListedPersonAtTheDesk(t *testing.T) {
	b := affectedDesk(t, 80, 24)
	b.hand("f5")
	b.WaitFor("打印 1 张，没有打 1 张")
	b.WaitFor("不出新的纸证")
	left, err := b.st.Unprinted(t.Context())
	if err != nil || len(left) != 1 {
		t.Fatalf("unprinted: %v, %v", left, err)
	}
	father := left[0]
	b.hand("f4")
	b.WaitFor("未打印")
	b.settled()
	b.Type("")
	b.hand("home", "enter")
	b.WaitFor("经过")
	b.WaitFor("证还没有收回")
	b.hand("f5")
	b.WaitFor("打印 0 张，没有打 1 张")
	if d := b.pass(father); d.Status != registry.StatusIssued {
		t.Errorf("%s, want issued", d.Status)
	}
	b.sound()
}

// What a list says of a holder takes several lines: the question that is asked below them
// is in sight all the same, with its reason and with what is still missing.
func TestARecallOfAListedHolderIsAskedInSight(t *testing.T) {
	b := affectedPass(t)
	b.hand("ctrl+b", "up")
	b.WaitFor("> 其他")
	b.hand("ctrl+b")
	b.WaitFor("原因太短")
	b.sound()
}

// A signature is a fact: the desk records it, and says that the holder is on a list.
func TestAListedPersonsSignatureAtTheDesk(t *testing.T) {
	b := atQueue(t, 80, 24, lineTwelfth)
	b.scan("样例父\t" + fatherID + "\r")
	b.hand("enter")
	b.WaitFor("已打印：/tmp/out")
	n := b.desk.stack[0].(*home).last.number
	b.listFather()
	b.hand("ctrl+y")
	b.WaitFor("持证人在名单上")
	b.WaitFor("这张证还没有收回")
	if d := b.pass(n); d.Status != registry.StatusSigned {
		t.Errorf("%s, want signed", d.Status)
	}
	b.sound()
}

// A page of the ledger that is signed for names the first listed person on it.
func TestAListedRowOfAPageAtTheDesk(t *testing.T) {
	b := atLedger(t, 80, 24)
	b.pages()
	b.printed()
	b.listFather()
	b.toPage("up", "up")
	b.hand("ctrl+y")
	b.WaitFor("再按一次 Ctrl+Y")
	b.hand("ctrl+y")
	b.WaitFor("其中 1 人涉及名单")
	b.WaitFor("这张证还没有收回")
	b.sound()
}

// A list that only may mean the holder keeps the paper back as well: the pass's own
// screen says what it asks, and F5 answers it before it prints.
func TestAListThatMayMeanTheHolderAtTheDesk(t *testing.T) {
	b := atQueue(t, 80, 24, lineTwelfth)
	b.scan("样例父\t" + fatherID + "\r")
	b.hand("enter")
	b.WaitFor("已打印：/tmp/out")
	n := b.desk.stack[0].(*home).last.number
	b.hand("ctrl+y")
	b.list("样例他人", fatherID)
	b.Type(n.String())
	b.WaitFor("回车打开")
	b.settled()
	b.hand("enter")
	b.WaitFor("姓名却是别人")
	b.WaitFor("答复名单")
	b.hand("ctrl+o")
	b.WaitFor("名单可能指这位持证人")
	b.hand("tab")
	b.Type("样例对照了身份证")
	b.hand("ctrl+o")
	b.WaitFor("这两者不再问")
	b.WaitFor("补打")
	b.hand("f5", "down", "ctrl+o")
	b.WaitFor("第2份")
	if d := b.pass(n); d.Copy != 2 || len(d.Listed) != 0 {
		t.Errorf("copy %d, %+v", d.Copy, d.Listed)
	}
	b.sound()
}
