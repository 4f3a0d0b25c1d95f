package tui

import (
	"strings"
	"testing"
)

// While the desk asks where papers go the next person's digits go to the box, and
// what is a person is never taken for a folder.
func TestDigitsAreNoPlace(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place = ""
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("打印到")
	b.types(oldID)
	b.WaitFor("证件号码  " + oldID)
	if b.press.Place() != "" || strings.Contains(b.Text(), "打印到") {
		t.Errorf("digits went to the place %q\n%s", b.press.Place(), b.Text())
	}
	for path, want := range map[string]bool{"19900101": false, "zs1": false, "样例甲": false, "/tmp/x": true, "papers": true,
		"./打印": true, `D:\证`: true, "36.5": false, "a.pdf": true, "2020/03": true} {
		if got := isPath(path); got != want {
			t.Errorf("isPath(%q) = %v", path, got)
		}
	}
}

// After a temperature typed before the name the cursor is on the name, and a name
// typed into the box is the name.
func TestNameAfterTheTemperature(t *testing.T) {
	for _, back := range []bool{false, true} {
		b := open(t, newFake(), 80, 24)
		b.types(citizen("330212", "19700102", 33))
		b.WaitFor("待填：姓名")
		b.types("36.5")
		b.hand("enter")
		b.WaitFor("体温 36.5 度已记下")
		if back {
			b.hand("esc") // into the box
		}
		b.types("样例甲")
		if back {
			b.hand("enter")
		}
		b.WaitFor("可以签发")
		b.hand("enter")
		b.WaitFor("1293 1170 0001")
		if a := b.passes()[0].app; a.Name != "样例甲" || string(a.Facts["temp"]) != "36.5" {
			t.Errorf("issued %+v", a)
		}
	}
}
