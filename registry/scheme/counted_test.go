package scheme

import "testing"

func TestCounted(t *testing.T) {
	for _, c := range []struct {
		n           int
		thing, want string
	}{
		{0, "row", "0 rows"}, {1, "row", "one row"}, {2, "row", "2 rows"}, {1, "pass", "one pass"}, {2, "pass", "2 passes"},
		{3, "person", "3 people"}, {1, "entry", "one entry"}, {2, "entry", "2 entries"}, {7, "day", "7 days"},
	} {
		if got := Counted(c.n, c.thing); got != c.want {
			t.Errorf("%d: %q, want %q", c.n, got, c.want)
		}
	}
}
