package station

import (
	"context"
	"iter"
	"slices"

	"passdesk/registry"
)

// LedgerChange is what a command does to the signature ledger: the pages as they
// stand after it, and the rows that it filled.
type LedgerChange struct {
	Pages  []registry.LedgerPage
	Places []registry.LedgerPlace
}

// step folds the next event of a command, which may fill several rows of a page; d
// knows the pages before it.
func (l *LedgerChange) step(d *draft, e registry.Event) error {
	no := registry.LedgerPageOf(e)
	if no == 0 {
		return nil
	}
	next, places, err := d.pages[no].After(e)
	if d.pages == nil {
		d.pages = map[int]registry.LedgerPage{}
	}
	d.pages[no] = next // a command may fill several rows of a page
	l.Pages = append(slices.DeleteFunc(l.Pages, func(p registry.LedgerPage) bool { return p.Page == no }), next)
	l.Places = append(l.Places, places...)
	return err
}

// Ledger is the projection of the signature ledger.
type Ledger interface {
	LedgerPage(ctx context.Context, page int) (registry.LedgerPage, error) // ErrNotFound
	// LedgerPages reads n pages behind (down) or before (up) the one given, 0 for
	// the end it starts from, in ascending order.
	LedgerPages(ctx context.Context, from, n int, down bool) ([]CountedPage, error)
	// FreeLedgerPage is the first page with a free row that was laid out behind the
	// event; ErrNotFound.
	FreeLedgerPage(ctx context.Context, behind int64) (registry.LedgerPage, error)
	LedgerPlaces(ctx context.Context, page int) ([]SignedPlace, error)                     // the rows of a page, in order
	LedgerOf(ctx context.Context, pass registry.Number) ([]registry.LedgerPlace, error)    // of all copies, in order
	AllLedgerPages(ctx context.Context) iter.Seq2[registry.LedgerPage, error]              // in order
	AllLedgerPlaces(ctx context.Context) iter.Seq2[registry.LedgerPlace, error]            // by page and row
	Commitments(ctx context.Context, events []int64) (found map[int64][32]byte, err error) // of events that are there
}

// CountedPage is a page with how many papers stand on it, and of how many of them,
// still in hand, the signature is not recorded.
type CountedPage struct {
	registry.LedgerPage
	Rows, Unsigned int

	// Old: it was printed before the register left another history of itself, in which
	// somebody may have signed in its free rows. The station says so, not the store.
	Old bool
}

// FreeRows are the rows that the next names go into.
func (p CountedPage) FreeRows() int {
	if p.Old {
		return 0
	}
	return p.Free - p.Taken
}

// OldRows are free rows that are given only by name, to whoever has the sheet before him.
func (p CountedPage) OldRows() int { return p.Free - p.Taken - p.FreeRows() }

// SignedPlace is a row with its pass as that stands now.
type SignedPlace struct {
	registry.LedgerPlace
	Now registry.PassState
}

// Unsigned reports that the row's paper is the one in hand, or, where another was
// meant to take its place and was not made, may be; and that it is not signed for.
func (p SignedPlace) Unsigned() bool {
	return (p.Copy == p.Now.Copy || p.Copy == p.Now.PrintedElsewhere()) && p.Now.Unsigned()
}
