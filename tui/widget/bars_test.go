package widget

import (
	"strings"
	"testing"
)

// The longest bar has the room, the others their share of it; one of a thousand is
// still seen, nothing has none; and no line is wider than it may be.
func TestBars(t *testing.T) {
	bars := []Bar{{"08", 5}, {"09", 10}, {"10", 0}, {"十一幢", 1}}
	want := []string{
		"08      " + strings.Repeat("#", 20) + " 5",
		"09      " + strings.Repeat("#", 40) + " 10",
		"10      0",
		"十一幢  #### 1",
	}
	got := Bars(80, bars, ASCIIRules(), NewStyles(false))
	if strings.Join(got.Lines, "|") != strings.Join(want, "|") {
		t.Errorf("bars\n%s\nwant\n%s", strings.Join(got.Lines, "\n"), strings.Join(want, "\n"))
	}
	bars = []Bar{{strings.Repeat("样例街道", 20), 1}, {"b", 1_000_000}, {"c", 0}}
	for w := 20; w <= 220; w++ {
		for i, l := range Bars(w, bars, ASCIIRules(), NewStyles(false)).Lines {
			if n := Width(l); n > w {
				t.Errorf("%d cells: a line of %d: %s", w, n, l)
			}
			if strings.Contains(l, "#") != (bars[i].N > 0) {
				t.Errorf("%d cells: %d has the bar %q", w, bars[i].N, l)
			}
		}
	}
	if all := Bars(80, nil, ASCIIRules(), NewStyles(true)); len(all.Lines) > 0 {
		t.Errorf("nothing has bars: %q", all.Lines)
	}
}

// A bar is # under its colour: what is copied, read aloud or shown without colours
// says the same.
func TestABarIsTextUnderItsColour(t *testing.T) {
	painted := Bars(40, []Bar{{"a", 3}}, ASCIIRules(), NewStyles(true)).Lines[0]
	if bare := Bars(40, []Bar{{"a", 3}}, ASCIIRules(), NewStyles(false)).Lines[0]; painted == bare || !strings.Contains(painted, strings.Repeat("#", 10)) {
		t.Errorf("painted %q, bare %q", painted, bare)
	}
}
