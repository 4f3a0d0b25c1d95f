package tui

import (
	"cmp"
	"fmt"
	"slices"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// Small charts, where people would rather look than read. They stand where lines are
// left, and give way to everything else.

// leastBars is the fewest lines that make a chart: fewer say less than the numbers.
const leastBars = 2

// chart adds a chart with its title below what stands there, where it has room: the
// last of the bars, as many as fit.
func chart(out *lines, title widget.T, bars []widget.Bar, room int) {
	room -= 2
	if bars = bars[max(len(bars)-max(room, 0), 0):]; len(bars) < leastBars {
		return
	}
	out.blank()
	out.add(widget.RoleLabel, out.d.say(title))
	out.Lines = append(out.Lines, widget.Bars(out.d.w, bars, widget.ASCIIRules(), out.d.st).Lines...)
}

// hourBars are the passes issued in each hour of the day, from the first with any to
// the last.
func hourBars(t station.Today) []widget.Bar {
	var bars []widget.Bar
	last := 0
	for h, n := range t.Hours {
		if n > 0 || len(bars) > 0 {
			bars = append(bars, widget.Bar{Label: fmt.Sprintf("%02d", h), N: n})
		}
		if n > 0 {
			last = len(bars)
		}
	}
	return bars[:last]
}

// buildingBars are the papers to be fetched in each building, the most at the top; of
// as many, in the order of the list.
func buildingBars(d *desk, rows []recallRow, most int) []widget.Bar {
	var bars []widget.Bar
	at := map[string]int{}
	for _, r := range rows {
		if r.child != nil {
			continue
		}
		building := cmp.Or(r.of.Building, d.say(tNoBuilding))
		i, known := at[building]
		if !known {
			i, at[building] = len(bars), len(bars)
			bars = append(bars, widget.Bar{Label: building})
		}
		bars[i].N++
	}
	slices.SortStableFunc(bars, func(a, b widget.Bar) int { return cmp.Compare(b.N, a.N) })
	return bars[:min(len(bars), most)]
}
