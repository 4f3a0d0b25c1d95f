package tui

import (
	"strings"
	"testing"
)

// F3 offers the number of the parent who is at the desk or was served last, never of
// somebody who came before another person did.
func TestAStrangerIsNoParent(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID)
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("1293 1170 0001")
	b.types("E12345678")
	b.hand("enter")
	b.WaitFor("证件种类")
	b.hand("esc", "esc")
	b.settled()
	b.hand("f3")
	b.WaitFor("监护人证件")
	if screen := b.Text(); strings.Contains(screen, fatherID) {
		t.Errorf("who was served before somebody else came is a parent:\n%s", screen)
	}
}

// The document decides what is asked, whichever of name and number comes first.
func TestANameFirstThenAPassport(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.types("SMITH JOHN")
	b.hand("tab")
	b.WaitFor("证件号码")
	b.types("488839667")
	b.hand("tab")
	b.WaitFor("签发国")
	b.types("3")
	b.settled()
	if screen := b.Text(); !strings.Contains(screen, "SMITH JOHN") || !strings.Contains(screen, "488839667") {
		t.Errorf("name and number stay:\n%s", screen)
	}
	b.hand("shift+tab", "shift+tab")
	for range "488839667" {
		b.hand("backspace")
	}
	b.types(fatherID)
	b.settled()
	if screen := b.Text(); strings.Contains(screen, "签发国") || !strings.Contains(screen, fatherID) {
		t.Errorf("a citizen's number asks for no kind of document:\n%s", screen)
	}
}

// A letter too many behind a whole number lands in the name, and is no name.
func TestOneLetterIsNoName(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.types("330212199003077710")
	b.settled()
	b.types("x")
	b.WaitFor("一个字母不是姓名")
	b.hand("enter", "enter")
	b.settled()
	if n := len(b.passes()); n != 0 {
		t.Errorf("%d passes issued to x", n)
	}
	b.hand("backspace")
	b.types("样例人")
	b.WaitGone("一个字母不是姓名")
}
