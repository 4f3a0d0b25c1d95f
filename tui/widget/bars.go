package widget

import (
	"strconv"
	"strings"
)

// Bar is a line of a chart.
type Bar struct {
	Label string
	N     int
}

// barMost is how long the longest bar is at most: beyond that the eye compares no better.
const barMost = 40

// Bars are lines of a chart, the longest as wide as there is room: label, bar, number.
// What is not nothing has a bar. The bars are # on every terminal; where there is
// colour they are solid.
func Bars(width int, bars []Bar, r Rules, st Styles) Block {
	labels, numbers, most := 0, 0, 0
	for _, b := range bars {
		labels, numbers, most = max(labels, Width(b.Label)), max(numbers, len(strconv.Itoa(b.N))), max(most, b.N)
	}
	labels = min(labels, width/3)
	room := min(width-labels-numbers-3, barMost)
	var out Block
	for _, b := range bars {
		long := 0
		if b.N > 0 && room > 0 {
			long = max(int(int64(b.N)*int64(room)/int64(most)), 1)
		}
		line := st.Paint(RoleLabel, Pad(Truncate(b.Label, labels), labels)) + "  " + st.Paint(RoleBar, strings.Repeat(r.Filled, long))
		if long > 0 {
			line += " "
		}
		out.Lines = append(out.Lines, line+strconv.Itoa(b.N))
	}
	return out
}
