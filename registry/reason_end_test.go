package registry

import "testing"

// What is said of the old paper goes with the reason for the next, or nothing is printed.
func TestEndFits(t *testing.T) {
	for _, c := range []struct {
		reason, old string
		fits        bool
	}{
		{"原纸遗失", "", true}, {"原纸遗失", "lost", true}, {"原纸遗失", "returned", false}, {"证丢了", "void", false}, {"The paper is Lost", "returned", false},
		{"原纸损坏", "returned", true}, {"原纸损坏", "void", true}, {"原纸损坏", "", true}, {"印不清楚", "lost", false}, {"damaged by rain", "lost", false},
		{"遗失后又找到", "returned", true}, {"没有遗失，弄湿了", "returned", true}, {"损坏以后又丢了", "lost", true},
		{"弄湿后遗失", "returned", true}, // it says both: people judge
		{"样例", "lost", true}, {"样例", "void", true},
	} {
		if got := EndFits(c.reason, c.old); got != c.fits {
			t.Errorf("%s with %q: %v", c.reason, c.old, got)
		}
	}
}
