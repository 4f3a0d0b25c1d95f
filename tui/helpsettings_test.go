package tui

import (
	"strings"
	"testing"

	"passdesk/registry/scheme"
)

// F1 ends with the scheme's settings: value and source; what this station has set
// is told with the paper's number and the reason.
func TestHelpShowsTheSettings(t *testing.T) {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Set("yellow_days", "5"); err != nil {
		t.Fatal(err)
	}
	s = s.Because("yellow_days", "样例区三号令")
	f := peopled()
	f.scheme = &s
	b := open(t, f, 120, 40)
	b.hand("f1", "end")
	for _, want := range []string{"方案的设置", "黄码居家隔离天数：本站设定 5 天（文件为 7 天），依据：样例区三号令", "申诉期限（天，0 不限） 0（文件没有写）", "证件编号格式"} {
		b.WaitFor(want)
	}
}

// A number that this station has set is not told as the paper's: neither beside the
// sentence on the desk, nor by F1.
func TestAStationsNumberIsNotThePapers(t *testing.T) {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Set("yellow_days", "10"); err != nil {
		t.Fatal(err)
	}
	s = s.Because("yellow_days", "样例区三号令")
	f := peopled()
	f.scheme = &s
	b := open(t, f, 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.types("37.6")
	b.hand("esc")
	own := "黄码居家隔离天数：本站设定 10 天（文件为 7 天），依据：样例区三号令"
	b.WaitFor(own)
	b.hand("f1")
	b.WaitFor("用到的数：" + own)
	if strings.Contains(b.Text(), "黄码居家隔离天数 10") {
		t.Errorf("the number is told as the paper's:\n%s", b.Text())
	}
}
