package registry

import (
	"errors"
	"slices"
	"testing"
)

// The ten thousands of a page say its epoch; a book that is full goes on a hundred
// thousand behind, and no two epochs ever have a page in common.
func TestPagesAreNumberedByEpoch(t *testing.T) {
	for _, c := range []struct{ last, epoch, next, first int }{
		{0, 1, 1, 1}, {1, 1, 2, 1}, {10_000, 1, 10_001, 1}, {20_000, 1, 100_001, 100_001}, {120_000, 1, 200_001, 200_001},
		{0, 2, 20_001, 20_001}, {12, 2, 20_001, 20_001}, {20_001, 2, 20_002, 20_001}, {30_000, 2, 120_001, 120_001}, {130_000, 2, 220_001, 220_001},
		{20_007, 3, 30_001, 30_001}, {30_000, 3, 30_001, 30_001}, {120_004, 3, 130_001, 130_001},
		{12, 9, 90_001, 90_001}, {100_000, 9, 190_001, 190_001}, {90_001, 1, 100_001, 100_001},
	} {
		if next := NextLedgerPage(c.last, c.epoch); next != c.next || LedgerBookFirst(next) != c.first {
			t.Errorf("behind page %d in epoch %d comes page %d of those from %d on, want %d and %d", c.last, c.epoch, next, LedgerBookFirst(next), c.next, c.first)
		}
	}
	of := map[int]int{}
	for epoch := 1; epoch <= LastEpoch; epoch++ {
		for n, page := 0, 0; n < 45_000; n++ {
			if page = NextLedgerPage(page, epoch); of[page] != 0 {
				t.Fatalf("page %d is of epochs %d and %d", page, of[page], epoch)
			}
			of[page] = epoch
		}
	}
}

// A ledger goes on where its epoch says; what an earlier build counted on stays.
func TestTheLedgerGoesOnByEpoch(t *testing.T) {
	page := func(n int) Event {
		b := namedPage()
		b.Page, b.Of = n, n
		return ledgerEvent(9, LedgerPrinted, "", b)
	}
	opened, taken := ledgerEvent(1, Opened, "", OpenedBody{Epoch: 1}), ledgerEvent(5, EpochTaken, "", EpochBody{Epoch: 2})
	again := namedPage()
	enter := ledgerEvent(9, LedgerEntered, ledgerPass, LedgerEnteredBody{Page: 2, Row: 1, Copy: 1})
	free := ledgerEvent(9, LedgerPrinted, "", LedgerPrintedBody{Page: 2, Of: 2, Free: LedgerRows, Hash: again.Hash})
	for name, c := range map[string]struct {
		events []Event // the last of them decides
		fails  bool
		pages  []int
	}{
		"behind an epoch":                {[]Event{opened, page(1), taken, page(20_001), page(20_002)}, false, []int{1, 20_001, 20_002}},
		"a register of a later epoch":    {[]Event{ledgerEvent(1, Opened, "", OpenedBody{Epoch: 3}), page(30_001)}, false, []int{30_001}},
		"counted on by earlier builds":   {[]Event{opened, page(1), taken, page(2), page(20_001)}, false, []int{1, 2, 20_001}},
		"an old page's free row":         {[]Event{opened, page(1), free, taken, page(20_001), enter}, false, []int{1, 2, 20_001}},
		"an old page again":              {[]Event{opened, page(1), taken, page(20_001), ledgerEvent(9, LedgerPrinted, "", LedgerPrintedBody{Page: 1, Print: 2, Hash: again.Hash})}, false, []int{1, 20_001}},
		"a page of the epoch left out":   {[]Event{opened, page(1), taken, page(20_002)}, true, []int{1}},
		"a page of an epoch to come":     {[]Event{opened, page(1), page(20_001)}, true, []int{1}},
		"a page of another epoch":        {[]Event{opened, page(1), taken, page(30_001)}, true, []int{1}},
		"a page of the epoch before":     {[]Event{opened, page(1), taken, page(20_001), page(2)}, true, []int{1, 20_001}},
		"an epoch that cannot be read":   {[]Event{{Kind: EpochTaken, Body: []byte("{")}}, true, nil},
		"a page of a ledger of no pages": {[]Event{opened, page(0)}, true, nil},
	} {
		var l LedgerPages
		for i, e := range c.events {
			_, err := l.Add(e)
			if last := i == len(c.events)-1; (err != nil) != (c.fails && last) || err != nil && e.Kind == LedgerPrinted && !errors.Is(err, ErrLedger) {
				t.Errorf("%s: event %d: %v", name, i, err)
			}
		}
		var pages []int
		for _, p := range l.All() {
			pages = append(pages, p.Page)
		}
		if !slices.Equal(pages, c.pages) {
			t.Errorf("%s: pages %v, want %v", name, pages, c.pages)
		}
	}
}
