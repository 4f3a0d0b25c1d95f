package registry

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Page numbers of the ledger. What was printed behind a backup nobody knows who
// restored it, so the next page after the backup's last may be in the binder already:
// two sheets with one number are two truths about "page 12 signed?". So pages are
// numbered as passes are, apart by epoch: epoch 2 begins with page 20001, epoch 3 with
// 30001. An epoch that has used its ten thousand up goes on a hundred thousand behind:
// page 30000 of epoch 2 is followed by page 120001. Epoch 1 has the first twenty
// thousand, from page 1. Whatever a register does, the ten thousands of a page say its
// epoch; and one station code never has the same epoch twice.
//
// Earlier builds counted pages on regardless of the epoch; such pages stay as they are.

// ledgerBook is how many pages follow each other under one epoch: a whole number of
// volumes, so that none is bound of two epochs.
const ledgerBook = 50 * LedgerVolume

// NextLedgerPage is the page that is laid out behind the last one (0: none yet).
func NextLedgerPage(last, epoch int) int {
	for next := last + 1; ; next = next - (next-1)%ledgerBook + ledgerBook {
		if bookOf((next-1)/ledgerBook) == bookOf(epoch) {
			return next
		}
	}
}

// bookOf is the ten thousands of pages and epochs that count as one: 0 and 1 do.
func bookOf(n int) int { return max(n%10, 1) }

// LedgerBookFirst is the first page of those that follow each other with this one.
func LedgerBookFirst(page int) int {
	n := (page - 1) / ledgerBook
	if n%10 == 1 {
		n--
	}
	return n*ledgerBook + 1
}

// LedgerPages are all pages of a ledger. They are folded from the events of the ledger
// and those that name the epoch.
type LedgerPages struct {
	epoch int
	pages []LedgerPage // in ascending order; between epochs numbers are left out
}

// All are the pages, the first first.
func (l *LedgerPages) All() []LedgerPage { return l.pages }

// At is where the page stands among all of them.
func (l *LedgerPages) At(page int) (i int, there bool) {
	return slices.BinarySearchFunc(l.pages, page, func(p LedgerPage, page int) int { return p.Page - page })
}

// Add folds one event and answers the rows that it filled; what is none of the
// ledger's, and no epoch, changes nothing. A new page follows the last one.
func (l *LedgerPages) Add(e Event) ([]LedgerPlace, error) {
	if e.Kind == Opened || e.Kind == EpochTaken {
		return nil, l.enter(e)
	}
	if !e.ofLedger() {
		return nil, nil
	}
	no := LedgerPageOf(e)
	i, there := l.At(no)
	var before LedgerPage
	if there {
		before = l.pages[i]
	} else if last := l.last(); no != last+1 && no != NextLedgerPage(last, l.epoch) {
		return nil, fmt.Errorf("registry: event %d: %w: page %d after page %d in epoch %d", e.No, ErrLedger, no, last, l.epoch)
	}
	next, places, err := before.After(e)
	switch {
	case err != nil:
	case there:
		l.pages[i] = next
	default:
		l.pages = append(l.pages, next)
	}
	return places, err
}

func (l *LedgerPages) enter(e Event) error {
	var b struct {
		Epoch int `json:"epoch"`
	}
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, err)
	}
	l.epoch = b.Epoch
	return nil
}

func (l *LedgerPages) last() int {
	if len(l.pages) == 0 {
		return 0
	}
	return l.pages[len(l.pages)-1].Page
}
