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

// chartHead are the lines above the bars: a blank one, and the title.
const chartHead = 2

// hourChart is a chart of the passes issued in each hour of the day. Where there is no
// room for all, the first hours share a bar: none is left out.
func hourChart(out *lines, t station.Today, room int) {
	chart(out, tIssuedByHour, gathered(hourBars(t), max(room-chartHead, leastBars)), room)
}

// gathered are at most so many bars: what is too much stands in the first.
func gathered(bars []widget.Bar, most int) []widget.Bar {
	n := len(bars) - most + 1
	if n < 2 {
		return bars
	}
	first := widget.Bar{Label: bars[0].Label + "-" + bars[n-1].Label}
	for _, b := range bars[:n] {
		first.N += b.N
	}
	return append([]widget.Bar{first}, bars[n:]...)
}

// chart adds a chart with its title below what stands there, where it has room.
func chart(out *lines, title widget.T, bars []widget.Bar, room int) {
	if len(bars) < leastBars || len(bars) > room-chartHead {
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
// as many, in the order of the list. Those for which there is no bar share the last.
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
	if len(bars) <= most {
		return bars
	}
	rest := widget.Bar{Label: fmt.Sprintf(d.say(tMoreBuildings), len(bars)-most+1)}
	for _, b := range bars[most-1:] {
		rest.N += b.N
	}
	return append(bars[:most-1], rest)
}
