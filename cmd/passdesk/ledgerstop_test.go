package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"passdesk/registry/station"
)

// A ledger that is broken off between two pages leaves no file and no page in the
// register: the next print begins where this one began.
func TestALedgerBrokenOffLeavesNothing(t *testing.T) {
	a := benchPlace(t, t.TempDir())
	for i := range 40 {
		if _, err := a.station.Issue(a.ctx, benchPerson(i), true); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	told := 0
	a.ctx, a.desk = ctx, &atDesk{told: func(p station.Progress) {
		if told++; p.Share > 0.5 {
			stop()
		}
	}}
	_, _, err := a.ledgerTo(a.station, station.LedgerWish{}, filepath.Join(out, "ledger.pdf"))
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("broken off: %v", err)
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	a.ctx, a.desk = context.Background(), nil
	files, r, err := a.ledgerTo(a.station, station.LedgerWish{}, filepath.Join(out, "ledger.pdf"))
	if err != nil || len(files) != 1 || r.Again() != 0 || r.Numbers()[0] != 1 {
		t.Errorf("printed behind it: %v, %v, %d again", err, files, r.Again())
	}
	if told != 2 {
		t.Errorf("told %d times of 3 pages, of which the third was not wanted", told)
	}
}
