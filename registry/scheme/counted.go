package scheme

import "strconv"

// Counted is a number of things in English: one row, 2 rows. It is for words whose plural
// only takes an s; whatever a sentence says of them stands in a form that fits both.
func Counted(n int, thing string) string {
	if n == 1 {
		return "one " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
