package name

import "testing"

func TestWhatStandsBehindAListedName(t *testing.T) {
	for listed, want := range map[string][2]string{
		"样例一（户主）": {"样例一", "户主"}, "样例一(户主)": {"样例一", "户主"}, "样例一 （ 户主 ）": {"样例一", "户主"}, "样例一【妻】": {"样例一", "妻"},
		"样例一女士": {"样例一", "女士"}, "样例一 先生": {"样例一", "先生"}, "样例一先生（户主）": {"样例一", "户主"},
		"样例一": {"样例一", ""}, "样例一（小）": {"样例一（小）", ""}, "样例一（曾用名样例）": {"样例一（曾用名样例）", ""}, "（户主）": {"（户主）", ""}, "先生": {"先生", ""},
		"王女士": {"王女士", ""}, "SAMPLE (女)": {"SAMPLE", "女"}, "": {"", ""},
	} {
		if name, mark := Listed(listed); name != want[0] || mark != want[1] {
			t.Errorf("%q: %q, %q, want %q", listed, name, mark, want)
		}
	}
}
