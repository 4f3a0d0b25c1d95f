package station

import "testing"

func TestNumbersThatRunShortAreToldInTime(t *testing.T) {
	for _, c := range []struct {
		name         string
		left, issued int
		want         Remaining
	}{
		{"a new book", 99_999, 0, Remaining{Numbers: 99_999}},
		{"nobody has counted, two weeks of a busy desk", 6_999, 0, Remaining{Numbers: 6_999, Near: true}},
		{"nobody has counted, more than that", 7_000, 0, Remaining{Numbers: 7_000}},
		{"a quiet village", 5_000, 42, Remaining{Numbers: 5_000, Days: 1666}},
		{"its last hundred", 99, 42, Remaining{Numbers: 99, Days: 33, Near: true}},
		{"a busy desk", 13_999, 14_000, Remaining{Numbers: 13_999, Days: 13, Near: true}},
		{"a day more", 14_000, 14_000, Remaining{Numbers: 14_000, Days: 14}},
		{"none", 0, 10, Remaining{Near: true}},
	} {
		if got := remainingAt(c.left, c.issued); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
