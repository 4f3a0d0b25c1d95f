package civil

import (
	"testing"
	"time"
)

func TestParseRefusesDaysTheCalendarLacks(t *testing.T) {
	for _, s := range []string{"2019-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-04-31", "2020-4-01", "20200401", "2020-04-0x", "0000-01-01"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", s, d)
		}
	}
	for _, s := range []string{"2020-02-29", "2000-02-29", "1985-05-05", ""} {
		d, err := Parse(s)
		if err != nil || d.String() != s {
			t.Errorf("Parse(%q) = %v, %v", s, d, err)
		}
	}
}

func TestAgeOnBirthday(t *testing.T) {
	birth := New(2004, 2, 29)
	for _, c := range []struct {
		on   Date
		want int
	}{{New(2020, 2, 28), 15}, {New(2020, 2, 29), 16}, {New(2021, 2, 28), 16}, {New(2021, 3, 1), 17}, {New(2004, 2, 28), -1}} {
		if got := birth.AgeOn(c.on); got != c.want {
			t.Errorf("age on %v = %d, want %d", c.on, got, c.want)
		}
	}
}

func TestDaysAcrossMonthsAndZones(t *testing.T) {
	if got := New(2020, 2, 18).DaysUntil(New(2020, 2, 25)); got != 7 {
		t.Errorf("18 to 25 February = %d days, want 7", got)
	}
	if got := New(2020, 2, 28).AddDays(2); got != New(2020, 3, 1) {
		t.Errorf("28 February 2020 + 2 = %v", got)
	}
	shanghai := time.FixedZone("CST", 8*3600)
	if got := On(time.Date(2020, 3, 9, 16, 30, 0, 0, time.UTC), shanghai); got != New(2020, 3, 10) {
		t.Errorf("16:30 UTC falls on %v in Ningbo, want 2020-03-10", got)
	}
}
