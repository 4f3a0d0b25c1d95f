package storetest

import (
	"os"
	"strconv"
	"testing"
)

// PASSDESK_RELEASE=1 (see .ci/release) runs as much as a release must have run;
// PASSDESK_SEED=n plays one seed again.

// Times is how often a test repeats itself: every change, or a release.
func Times(change, release int) int {
	if os.Getenv("PASSDESK_RELEASE") == "1" {
		return release
	}
	return change
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
