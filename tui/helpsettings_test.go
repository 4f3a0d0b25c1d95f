package tui

import (
	"testing"

	"passdesk/registry/scheme"
)

// F1 ends with the scheme's settings: value, default where it is another, source.
func TestHelpShowsTheSettings(t *testing.T) {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Set("yellow_days", "5"); err != nil {
		t.Fatal(err)
	}
	f := peopled()
	f.scheme = &s
	b := open(t, f, 120, 40)
	b.hand("f1", "end")
	for _, want := range []string{"方案的设置", "黄码居家隔离天数 5（默认 7）（《\"宁波全域一码通\"今起推行》", "申诉期限（天，0 不限） 0（文件没有写）", "证件编号格式"} {
		b.WaitFor(want)
	}
}
