package unique

import "passdesk/registry/civil"

// NameOnly reports a kind of key that says no more than a name: everybody of that
// name is found by it, in a city some fifty people.
func NameOnly(kind string) bool { return kind == "fold" || kind == "words" }

// Stranger reports that a record which shares nothing but the name with an
// application cannot speak in Decide, by the two birth dates alone: both are known,
// and no slip of the hand makes one of the other. The record must stand under a
// citizen's number with its birth date inside, so that the numbers are not nearly
// equal either; a number that differs in three places of the date is another one.
func Stranger(application, record civil.Date) bool {
	if application.IsZero() || record.IsZero() || application == record || nearDay(application, record) {
		return false
	}
	a, b, differ := application.Compact(), record.Compact(), 0
	for i := range len(a) {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ > 2
}
