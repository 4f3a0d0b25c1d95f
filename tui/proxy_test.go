package tui

import (
	"testing"

	"passdesk/registry"
)

// The parent's card lies on the reader, the bedridden mother is on the list, a
// neighbour came: who, relation and reason by the palette, then Enter. The proxy
// signs.
func TestNeighbourCollectsForTheBedridden(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("ctrl+p")
	b.types("dl")
	b.hand("enter")
	b.types("样例邻居")
	b.hand("enter")
	b.types("5")
	b.hand("enter")
	b.types("1")
	b.hand("enter")
	b.WaitFor("代领：样例邻居  邻居  卧病在床")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.settled()
	if n := len(b.passes()); n != 1 {
		t.Fatalf("%d passes\n%s", n, b.Text())
	}
	if p := b.passes()[0].app.Proxy; p == nil || *p != (registry.Proxy{Name: "样例邻居", Relation: "neighbour", Reason: "卧病在床"}) {
		t.Errorf("proxy %+v", p)
	}
	const most = 14 // Ctrl+P d l Enter, four hanzi, Enter, a digit, Enter, a digit, Enter, Enter
	if t.Logf("%d keys", b.keys); b.keys > most {
		t.Errorf("%d keys, at most %d", b.keys, most)
	}
	b.hand("ctrl+y", "f4", "enter")
	b.WaitFor("样例邻居  邻居  卧病在床")
	b.WaitFor("代领人")
	if h := b.passes()[0].history; h[len(h)-1].Note != "proxy" {
		t.Errorf("signed by %q", h[len(h)-1].Note)
	}
}

// proxied is somebody for whom a neighbour came, before the Enter that issues.
func (b *bench) proxied() {
	b.t.Helper()
	b.scan(oldID + "\r")
	b.hand("f2")
	b.downTo("0220-") // the tests: the lines are behind
	for range 10 {
		b.hand("down")
	}
	b.hand("up", "up")
	b.types("样例邻居")
	b.hand("enter")
	b.types("5")
	b.hand("enter")
	b.types("1")
	b.hand("enter")
	b.settled()
}

// A proxy is named with relation and reason, or nothing is issued; without the
// three, Enter goes where they are entered.
func TestProxyIsNamedWithRelationAndReason(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2", "tab")
	b.downTo("代领人")
	b.types("样例邻居")
	b.hand("esc")
	b.WaitFor("待填：与本人关系，代领原因（F2）")
	b.hand("enter")
	b.WaitFor("> 与本人关系")
	b.types("9")
	b.WaitFor("1子女 2配偶")
	b.hand("esc")
	b.WaitFor("待填：与本人关系，代领原因（F2）") // no relation is 9
	b.hand("enter", "backspace")
	b.types("侄子")
	b.hand("enter")
	b.types("在外地住院")
	b.hand("enter")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.settled()
	if p := b.passes()[0].app.Proxy; *p != (registry.Proxy{Name: "样例邻居", Relation: "侄子", Reason: "在外地住院"}) {
		t.Errorf("proxy %+v", p)
	}
	if n := len(b.passes()); n != 1 {
		t.Errorf("%d passes", n)
	}
}

// Emptied fields are nobody: the person came after all.
func TestProxyIsTakenBack(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2", "shift+tab", "tab")
	b.downTo("代领人")
	b.types("样")
	b.hand("esc", "enter", "up", "backspace", "esc") // Enter goes to what is missing
	b.WaitFor("可以签发")
	b.hand("enter")
	b.settled()
	if p := b.passes()[0].app.Proxy; p != nil {
		t.Errorf("proxy %+v", p)
	}
}
