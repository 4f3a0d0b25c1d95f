package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Sound fails the test unless the store holds together: the chain, projections
// that equal the log folded anew, numbers that are given once, and nothing beside
// the log that belongs to no event. It holds after everything that a test may do.
func Sound(t testing.TB, s station.Store) {
	t.Helper()
	for _, fault := range Faults(s) {
		t.Error(fault)
	}
}

// Faults are the sentences of Sound.
func Faults(s station.Store) []string {
	f := &proof{store: s, commitments: map[int64]bool{}, cases: registry.Cases{}}
	f.log()
	f.projections()
	f.numbers()
	f.beside()
	f.ledger()
	return f.faults
}

type proof struct {
	store       station.Store
	faults      []string
	passes      map[string]registry.PassState
	cases       registry.Cases
	commitments map[int64]bool // events that speak of a record
	head        registry.Head
}

func (f *proof) fault(format string, args ...any) {
	f.faults = append(f.faults, fmt.Sprintf(format, args...))
}

// each reads all rows; an error is a fault.
func each[T any](f *proof, what string, rows iter.Seq2[T, error], do func(T)) {
	for v, err := range rows {
		if err != nil {
			f.fault("%s: %v", what, err)
			return
		}
		do(v)
	}
}

func (f *proof) log() {
	var err error
	f.passes, f.head, err = registry.Fold(func(yield func(registry.Event) bool) {
		for e, err := range f.store.Events(context.Background()) {
			if err != nil {
				f.fault("log: %v", err)
				return
			}
			if err := f.cases.Add(e); err != nil {
				f.fault("log: %v", err)
			}
			if f.commitments[e.No] = e.Commitment != [32]byte{}; !yield(e) {
				return
			}
		}
	})
	if err != nil {
		f.fault("log: %v", err)
	}
	head, err := f.store.Head(context.Background())
	switch {
	case f.head.Event == 0 && errors.Is(err, station.ErrNotFound):
	case err != nil:
		f.fault("head: %v", err)
	case head != f.head:
		f.fault("head: the store says %+v, the log %+v", head, f.head)
	}
}

func (f *proof) projections() {
	n := 0
	each(f, "passes", f.store.AllPasses(context.Background()), func(p registry.PassState) {
		if n++; f.passes[p.Number.String()] != p {
			f.fault("pass %s: %+v, the log says %+v", p.Number, p, f.passes[p.Number.String()])
		}
	})
	if n != len(f.passes) {
		f.fault("passes: %d, the log has %d", n, len(f.passes))
	}
	n = 0
	each(f, "cases", f.store.AllCases(context.Background()), func(c registry.CaseState) {
		if n++; f.cases[c.ID] != c {
			f.fault("case %d: %+v, the log says %+v", c.ID, c, f.cases[c.ID])
		}
	})
	if n != len(f.cases) {
		f.fault("cases: %d, the log has %d", n, len(f.cases))
	}
}

// ledger: pages and rows are those of the log.
func (f *proof) ledger() {
	var pages registry.LedgerPages
	places := map[[2]int]registry.LedgerPlace{}
	each(f, "log", f.store.Events(context.Background()), func(e registry.Event) {
		filled, err := pages.Add(e)
		if err != nil {
			f.fault("log: %v", err)
		}
		for _, p := range filled {
			places[[2]int{p.Page, p.Row}] = p
		}
	})
	n := 0
	each(f, "pages of the ledger", f.store.AllLedgerPages(context.Background()), func(p registry.LedgerPage) {
		if n++; n > len(pages.All()) || pages.All()[n-1] != p {
			f.fault("page %d of the ledger: %+v, not what the log says", p.Page, p)
		}
	})
	rows := 0
	each(f, "rows of the ledger", f.store.AllLedgerPlaces(context.Background()), func(p registry.LedgerPlace) {
		if rows++; places[[2]int{p.Page, p.Row}] != p {
			f.fault("page %d, row %d of the ledger: %+v, not what the log says", p.Page, p.Row, p)
		}
	})
	if n != len(pages.All()) || rows != len(places) {
		f.fault("ledger: %d pages and %d rows, the log has %d and %d", n, rows, len(pages.All()), len(places))
	}
}

func (f *proof) numbers() {
	given := map[serial]registry.Number{}
	for _, p := range f.passes {
		at := serialOf(p.Number)
		if other, twice := given[at]; twice {
			f.fault("serial %v: %s and %s", at, p.Number, other)
		}
		given[at] = p.Number
	}
}

func (f *proof) beside() {
	n := 0
	each(f, "records", f.store.Records(context.Background()), func(r station.SealedRecord) {
		if n++; !f.commitments[r.Event] {
			f.fault("record of event %d: the event speaks of none", r.Event)
		}
	})
	want := 0
	for _, speaks := range f.commitments {
		want += one(speaks)
	}
	if n != want {
		f.fault("records: %d, events speak of %d", n, want)
	}
	firsts := map[int64]bool{}
	for _, p := range f.passes {
		firsts[p.FirstEvent] = true
	}
	each(f, "keys", f.store.Keys(context.Background()), func(k station.BlindKey) {
		if !firsts[k.Row] {
			f.fault("key %s: it leads to %d, which is no pass", k.Kind, k.Row)
		}
	})
	each(f, "refs", f.store.Refs(context.Background()), func(r station.RefVerdict) {
		if r.Event < 1 || r.Event > f.head.Event {
			f.fault("ref: it leads to event %d", r.Event)
		}
	})
}
