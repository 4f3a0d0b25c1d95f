package tui

import (
	"slices"
	"strings"
	"testing"

	"passdesk/tui/widget"
)

// The chosen view is in sight at every width; a mark says where others are left out.
func TestTabsSayThatThereAreMore(t *testing.T) {
	tabs := strings.Fields("相符12 要看3 没有证4 不能用5 没有列入6 其余7 全部20 提示1")
	for room := 14; room < 80; room++ {
		for which := range tabs {
			first, end := tabsInSight(tabs, which, room)
			used := widget.Width(strings.Join(tabs[first:end], closeTabs))
			if first > 0 {
				used += 2
			}
			if end < len(tabs) {
				used += 2
			}
			if which < first || which >= end || used > room {
				t.Errorf("%d cells, view %d: %v take %d", room, which, tabs[first:end], used)
			}
		}
	}
	if first, end := tabsInSight(tabs, 0, 70); !slices.Contains(tabs[first:end], "没有列入6") {
		t.Errorf("70 cells have room for %v alone", tabs[first:end])
	}
}
