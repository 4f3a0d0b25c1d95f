package storetest

import (
	"math"
	"os"
	"strconv"
	"testing"
)

// PASSDESK_RELEASE=1 (see .ci/release) runs as much as a release must have run, 0.01 a
// hundredth of it, and never less than every change but of simulated seeds, which take
// longest; PASSDESK_SEED=n plays one seed again.

// Times is how often a test repeats itself: every change, or a release.
func Times(t testing.TB, change, release int) int {
	t.Helper()
	return max(change, int(math.Ceil(share(t)*float64(release))))
}

// Seeds is how many seeds are simulated: of a share of a release its share, however few.
func Seeds(t testing.TB, change, release int) int {
	t.Helper()
	if part := share(t); part > 0 {
		return int(math.Ceil(part * float64(release)))
	}
	return change
}

// Stride is how far apart the cases lie that are tried, where a release tries all.
func Stride(t testing.TB, change int) int {
	t.Helper()
	if part := share(t); part > 0 {
		return max(1, min(change, int(1/part)))
	}
	return change
}

// Counted says in the report of a release how much was done.
func Counted(t testing.TB, format string, args ...any) {
	t.Helper()
	t.Logf("counted: "+format, args...)
}

// share is the part of a release that is run; 0: of every change.
func share(t testing.TB) float64 {
	t.Helper()
	s := os.Getenv("PASSDESK_RELEASE")
	if s == "" {
		return 0
	}
	part, err := strconv.ParseFloat(s, 64)
	if err != nil || !(part > 0 && part <= 1) {
		t.Fatalf("PASSDESK_RELEASE is %q: it is a share of a release, more than 0 and at most 1", s)
	}
	return part
}

// Seeded is the seed of a test: its own, or the one to be played again.
func Seeded(t testing.TB, own uint64) uint64 {
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
