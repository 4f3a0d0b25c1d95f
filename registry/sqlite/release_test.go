package sqlite_test

import (
	"os"
	"strconv"
	"testing"
)

// PASSDESK_RELEASE=1 (see .ci/release) runs as much as a release must have run;
// PASSDESK_SEED=n plays one seed again.

// times is how often a test repeats itself: every change, or a release.
func times(change, release int) int {
	if os.Getenv("PASSDESK_RELEASE") == "1" {
		return release
	}
	return change
}

// seeded is the seed of a test: its own, or the one to be played again.
func seeded(t testing.TB, own uint64) uint64 {
	s := os.Getenv("PASSDESK_SEED")
	if s == "" {
		return own
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("PASSDESK_SEED: %v", err)
	}
	return n
}

// long leaves a test out of the short run, which is the race detector's: it is
// twenty times slower.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a long one")
	}
}
