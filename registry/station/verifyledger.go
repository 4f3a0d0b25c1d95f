package station

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"iter"
	"slices"

	"passdesk/registry"
)

// ledgerProof folds the signature ledger out of the log, and holds the pages that
// are kept against it. Of each row it keeps eight bytes.
type ledgerProof struct {
	a        *audit
	register [32]byte // hash of the first event
	pages    registry.LedgerPages
	rows     [][4]uint64 // what the rows of each page add up to, as the pages stand in order
	papers   []uint64    // every paper that has a row
}

// verifyLedger: pages follow each other and are what their hash says, no paper has
// two rows, a row is of a paper that there is, and the projection is the log's.
func (a *audit) verifyLedger(ctx context.Context) {
	l := &ledgerProof{a: a}
	store := a.s.ports.Store
	var err error
	if l.register, err = store.EventHash(ctx, 1); err != nil {
		a.p.fault("ledger: %v", err)
		return
	}
	for e, err := range ledgerEvents(ctx, store) {
		if err != nil {
			a.p.fault("ledger: %v", err)
			return
		}
		l.hear(ctx, e)
	}
	slices.Sort(l.papers)
	if len(slices.Compact(slices.Clone(l.papers))) != len(l.papers) {
		a.p.fault("ledger: a paper stands in two rows")
	}
	a.p.Ledger = len(l.pages.All())
	l.comparePages(ctx)
	l.compareRows(ctx)
}

// ledgerEvents are those of the ledger, and among them the epochs by which its pages
// are numbered. They are read apart: each kind has its own index.
func ledgerEvents(ctx context.Context, store Store) iter.Seq2[registry.Event, error] {
	return func(yield func(registry.Event, error) bool) {
		var epochs []registry.Event
		for e, err := range store.EventsOf(ctx, 0, epochKinds...) {
			if err != nil {
				yield(e, err)
				return
			}
			epochs = append(epochs, e)
		}
		for e, err := range store.EventsOf(ctx, 0, registry.LedgerPrinted, registry.LedgerEntered) {
			for err == nil && len(epochs) > 0 && epochs[0].No < e.No {
				if !yield(epochs[0], nil) {
					return
				}
				epochs = epochs[1:]
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func (l *ledgerProof) hear(ctx context.Context, e registry.Event) {
	p := l.a.p
	places, err := l.pages.Add(e)
	if err != nil {
		p.fault("ledger: %v", err)
		return
	}
	for len(l.rows) < len(l.pages.All()) {
		l.rows = append(l.rows, [4]uint64{})
	}
	for _, at := range places {
		state, there := l.a.passes.state(at.Pass)
		if !there || !state.HasCopy(at.Copy) && !slices.Contains(l.a.lifted[at.Pass], at.Copy) {
			p.fault("ledger: page %d, row %d: there is no such paper", at.Page, at.Row)
		}
		l.papers = append(l.papers, uint64(at.Pass.Series()*(registry.LastSerial+1)+at.Pass.Serial())<<16|uint64(at.Copy))
		l.add(l.rows, at, 1)
	}
	if e.Kind == registry.LedgerPrinted && len(places) > 0 {
		l.checkHash(ctx, e)
	}
}

// checkHash computes the hash of a page anew, out of the commitments of the records
// that its rows show.
func (l *ledgerProof) checkHash(ctx context.Context, e registry.Event) {
	var b registry.LedgerPrintedBody
	if json.Unmarshal(e.Body, &b) != nil {
		return // it is told already
	}
	records := make([]int64, 0, len(b.Rows))
	for _, r := range b.Rows {
		records = append(records, r.Record)
	}
	kept, err := l.a.s.ports.Store.Commitments(ctx, records)
	if err != nil {
		l.a.p.fault("ledger: %v", err)
		return
	}
	sums := make([][32]byte, 0, len(records))
	for _, no := range records {
		sums = append(sums, kept[no])
	}
	if hash := b.Digest(l.register, sums); hex.EncodeToString(hash[:]) != b.Hash {
		l.a.p.fault("ledger: page %d: its hash is not that of its rows", b.Page)
	}
}

// add puts a row to the sum of its page, or takes it away; false where there is no
// such page.
func (l *ledgerProof) add(sums [][4]uint64, at registry.LedgerPlace, by uint64) bool {
	n, there := l.pages.At(at.Page)
	if !there {
		return false
	}
	e := l.a.element(0, [2]int64{int64(at.Row)<<32 | int64(at.Copy), at.Event}, at.Pass.String())
	for i := range e.sum {
		sums[n][i] += by * e.sum[i]
	}
	return true
}

func (l *ledgerProof) comparePages(ctx context.Context) {
	n, pages := 0, l.pages.All()
	for kept, err := range l.a.s.ports.Store.AllLedgerPages(ctx) {
		if err != nil {
			l.a.p.fault("ledger: %v", err)
			return
		}
		if n++; n > len(pages) || pages[n-1] != kept {
			l.a.p.fault("ledger: page %d: it stands otherwise than the log says", kept.Page)
		}
	}
	if n != len(pages) {
		l.a.p.fault("ledger: %d pages in the projection, %d in the log", n, len(pages))
	}
}

func (l *ledgerProof) compareRows(ctx context.Context) {
	left := slices.Clone(l.rows)
	for kept, err := range l.a.s.ports.Store.AllLedgerPlaces(ctx) {
		if err != nil {
			l.a.p.fault("ledger: %v", err)
			return
		}
		if !l.add(left, kept, ^uint64(0)) {
			l.a.p.fault("ledger: page %d is none of the log's", kept.Page)
		}
	}
	for i, sum := range left {
		if sum != ([4]uint64{}) {
			l.a.p.fault("ledger: page %d: its rows are not those of the log", l.pages.All()[i].Page)
		}
	}
}
