package collector

import (
	"slices"
	"testing"

	"passdesk/registry/licence"
)

// TestTheStricterHistoryCounts: a number that one history recalled is recalled.
func TestTheStricterHistoryCounts(t *testing.T) {
	of := func(good ...int) (all []licence.Recalled) {
		for _, g := range good {
			all = stricter(all, licence.Recalled{Number: "12131170000142", Good: g})
		}
		return stricter(all, licence.Recalled{Number: "12131170000239", Good: 7})
	}
	for _, c := range []struct {
		said []int
		want int
	}{{[]int{0}, 0}, {[]int{0, 2}, 0}, {[]int{2, 0}, 0}, {[]int{2, 3}, 3}, {[]int{3, 2}, 3}, {[]int{2, 0, 3}, 0}} {
		want := []licence.Recalled{{Number: "12131170000142", Good: c.want}, {Number: "12131170000239", Good: 7}}
		if got := of(c.said...); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", c.said, got, want)
		}
	}
}
