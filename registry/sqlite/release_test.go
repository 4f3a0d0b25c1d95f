package sqlite_test

import (
	"testing"

	"passdesk/registry/storetest"
)

var times, stride, did, seeded = storetest.Times, storetest.Stride, storetest.Counted, storetest.Seeded

// long leaves a test out of the short run, which is the race detector's: it is
// twenty times slower.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a long one")
	}
}
