package tui

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// busy gives the day a past: nothing at noon, most in the hour before.
func (b *bench) busy() {
	b.f.mu.Lock()
	defer b.f.mu.Unlock()
	b.f.hours = [24]int{8: 12, 9: 31, 10: 44, 11: 57, 13: 1, 14: 20}
}

// The hours of a chart begin with the first that has any and end with the last, and
// none between is left out.
func TestHoursOfADay(t *testing.T) {
	var got []string
	for _, bar := range hourBars(station.Today{Hours: [24]int{8: 3, 11: 2}}) {
		got = append(got, bar.Label)
	}
	if want := "08 09 10 11"; strings.Join(got, " ") != want {
		t.Errorf("hours %v, want %s", got, want)
	}
	if bars := hourBars(station.Today{}); len(bars) > 0 {
		t.Errorf("a day with nothing issued has bars: %v", bars)
	}
}

// Where there is no room for all hours the first share a bar, and none is left out.
func TestTheFirstHoursShareABar(t *testing.T) {
	hours := hourBars(station.Today{Hours: [24]int{8: 8, 9: 17, 10: 1, 11: 2, 13: 2, 15: 5}})
	for most, want := range map[int]string{
		9: "08 8, 09 17, 10 1, 11 2, 12 0, 13 2, 14 0, 15 5", 8: "08 8, 09 17, 10 1, 11 2, 12 0, 13 2, 14 0, 15 5",
		7: "08-09 25, 10 1, 11 2, 12 0, 13 2, 14 0, 15 5", 2: "08-14 30, 15 5",
	} {
		var got []string
		for _, bar := range gathered(hours, most) {
			got = append(got, fmt.Sprintf("%s %d", bar.Label, bar.N))
		}
		if said := strings.Join(got, ", "); said != want {
			t.Errorf("%d bars: %s, want %s", most, said, want)
		}
	}
}

// Papers are counted, children that are only told of are not, and a holder of whom no
// building is known has a line.
func TestBuildingsOfTheRecalls(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	of := func(building string) station.OpenRecall { return station.OpenRecall{Building: building} }
	rows := []recallRow{{of: of("3幢"), copy: 1}, {of: of("12幢"), copy: 1}, {of: of("3幢"), copy: 2}, {of: of(""), copy: 1}, {of: of("12幢"), child: &station.DoorPerson{}}}
	rows = append(rows, recallRow{of: of("5幢"), copy: 1})
	got := buildingBars(d, rows, 2) // nobody is left out: the others share the last bar
	if want := []widget.Bar{{Label: "3幢", N: 2}, {Label: "其余 3 栋", N: 3}}; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("bars %v, want %v", got, want)
	}
	if all := buildingBars(d, rows, 9); len(all) != 4 || all[2].Label != tNoBuilding.ZH {
		t.Errorf("bars %v", all)
	}
}

// The station counts its hours as the day on paper has them.
func TestTheStationCountsItsHours(t *testing.T) {
	b := atQueue(t, 80, 24, lineIssued, lineChild) // at half past nine
	today, err := b.st.Today(t.Context())
	if err != nil || today.Hours != ([24]int{9: 2}) {
		t.Errorf("hours %v, %v", today.Hours, err)
	}
}
