package storetest

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Told is everything that a store tells, to be compared.
type Told struct {
	Head      registry.Head
	Events    []registry.Event
	Passes    []registry.PassState
	Cases     []registry.CaseState
	Waiting   []registry.CaseState
	Denied    []station.CaseRecord
	Records   []station.SealedRecord
	Current   []station.CurrentRecord
	Keys      []station.BlindKey
	Refs      []station.RefVerdict
	Residents []station.SealedResident
	Values    map[string]string
	Operators []station.Operator
	Tally     station.Tally
	Heads     []station.SignedHead
	Watch     []station.SealedEntry
	WatchKeys []station.WatchKey
	Answers   []station.WatchAnswer
	Files     []station.WatchFile
	Imports   []station.Imported
	Log       []station.LogRow
	Pages     []registry.LedgerPage
	Places    []registry.LedgerPlace
	Receipts  []station.KeptReceipt
	Tasks     []registry.TaskState
}

// Tell reads everything there is.
func Tell(t testing.TB, s station.Store) Told {
	t.Helper()
	ctx := context.Background()
	var all Told
	var err error
	if all.Head, err = s.Head(ctx); !errors.Is(err, station.ErrNotFound) {
		must(t, err)
	}
	all.Events = list(t, s.Events(ctx))
	all.Passes = list(t, s.AllPasses(ctx))
	all.Cases = list(t, s.AllCases(ctx))
	all.Waiting, err = s.CasePage(ctx, 0, 1<<20, false)
	must(t, err)
	all.Denied = list(t, s.DeniedCases(ctx))
	all.Records = list(t, s.Records(ctx))
	all.Current = list(t, s.CurrentRecords(ctx, 0, 1<<20))
	if n := len(all.Current); n > 1 {
		all.Current = append(list(t, s.CurrentRecords(ctx, 0, 1)), list(t, s.CurrentRecords(ctx, all.Current[0].Row, n))...) // in two pages
	}
	all.Keys = list(t, s.Keys(ctx))
	all.Refs = list(t, s.Refs(ctx))
	all.Residents = list(t, s.Residents(ctx))
	keys, err := s.MetaKeys(ctx)
	must(t, err)
	all.Values = map[string]string{}
	for _, key := range keys {
		value, err := s.Meta(ctx, key)
		must(t, err)
		all.Values[key] = string(value)
	}
	all.Heads = list(t, s.Heads(ctx))
	all.Log = list(t, s.Log(ctx, 1, true))
	all.Operators, err = s.Operators(ctx)
	must(t, err)
	all.Tally, err = s.Tally(ctx, time.Unix(0, 0), begin.AddDate(10, 0, 0))
	must(t, err)
	all.Watch, err = s.WatchPage(ctx, 0, 1<<20, true)
	must(t, err)
	all.WatchKeys = list(t, s.WatchKeys(ctx))
	all.Answers, err = s.WatchAnswers(ctx, 0)
	must(t, err)
	all.Files, err = s.WatchFiles(ctx, nil)
	must(t, err)
	all.Imports, err = s.Imports(ctx)
	must(t, err)
	all.Receipts, all.Tasks = list(t, s.Receipts(ctx)), list(t, s.Tasks(ctx, true))
	all.Pages, all.Places = list(t, s.AllLedgerPages(ctx)), list(t, s.AllLedgerPlaces(ctx))
	return all
}

func list[T any](t testing.TB, rows iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for v, err := range rows {
		must(t, err)
		all = append(all, v)
	}
	return all
}
