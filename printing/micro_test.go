package printing

import (
	"strings"
	"testing"
)

// The line of micro text ends with a whole number or station, on every size, and fills its
// room in a type that is no smaller than a printer can draw and little larger.
func TestMicroTextIsWhole(t *testing.T) {
	st := regular(microSize, inkBlack)
	for _, station := range []string{"", "330212-131"} {
		p := samplePass()
		p.Station = station
		for width := 60.0; width < 140; width += 3.7 {
			line := p.microLine(width, st)
			for _, part := range strings.Split(line, "·") {
				if part != p.Number && part != station {
					t.Errorf("%.1f mm: %q stands in the line %s", width, part, line)
				}
			}
			if stretched := width / st.width(line); stretched < 1 || stretched > 1.2 {
				t.Errorf("%.1f mm: the line is stretched by %.2f", width, stretched)
			}
		}
	}
}
