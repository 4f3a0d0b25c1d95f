package scheme

import (
	"cmp"
	"strconv"
)

// Counted is a number of things in English: one row, 2 rows. Whatever a sentence says of
// them stands in a form that fits both.
func Counted(n int, thing string) string {
	if n == 1 {
		return "one " + thing
	}
	return strconv.Itoa(n) + " " + cmp.Or(plurals[thing], thing+"s")
}

// plurals are those that take more than an s.
var plurals = map[string]string{"pass": "passes", "person": "people", "entry": "entries"}
