package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"slices"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// EventsOf reads the events of the kinds behind the one given, in order.
func (m *Memory) EventsOf(_ context.Context, after int64, kinds ...registry.Kind) iter.Seq2[registry.Event, error] {
	return rows(m, func() []registry.Event {
		var all []registry.Event
		for _, e := range m.events[min(max(after, 0), int64(len(m.events))):] {
			if slices.Contains(kinds, e.Kind) {
				all = append(all, e)
			}
		}
		return all
	})
}

// Given are the serials that passes hold, in runs, by series.
func (m *Memory) Given(context.Context) ([]registry.Serials, error) {
	m.lock()
	defer m.mu.Unlock()
	held := make([]serial, 0, len(m.serials))
	for s := range m.serials {
		held = append(held, s)
	}
	slices.SortFunc(held, func(a, b serial) int { return cmp.Or(a.series-b.series, a.no-b.no) })
	var given []registry.Serials
	for _, s := range held {
		if n := len(given); n > 0 && given[n-1].Series == s.series && given[n-1].To == s.no-1 {
			given[n-1].To = s.no
			continue
		}
		given = append(given, registry.Serials{Series: s.series, From: s.no, To: s.no})
	}
	return found(m, given, true)
}

// EventsBetween reads the events of the kinds in the span, in order.
func (m *Memory) EventsBetween(_ context.Context, from, to time.Time, kinds ...registry.Kind) iter.Seq2[registry.Event, error] {
	return rows(m, func() []registry.Event {
		var all []registry.Event
		for _, e := range m.events {
			if slices.Contains(kinds, e.Kind) && !e.At.Before(from) && e.At.Before(to) {
				all = append(all, e)
			}
		}
		return all
	})
}

// days: what the accounting reads is what the log says.
func days(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(3)
	for _, outcome := range []string{"spoiled", "out"} {
		b.write(b.step(2, registry.PrintIntended, registry.PaperBody{Copy: 1}))
		b.write(b.step(2, registry.PrintedOut, registry.PaperBody{Copy: 1, Outcome: outcome}))
	}
	b.write(station.Change{Events: []registry.Event{b.event(registry.Closed, "", registry.ClosedBody{})}})
	b.write(b.step(1, registry.PrintIntended, registry.PaperBody{Copy: 1}))
	b.write(station.Change{Events: []registry.Event{b.event(registry.EpochTaken, "", registry.EpochBody{Epoch: 3})}})
	b.issued(1)
	kinds := []registry.Kind{registry.Issued, registry.PrintIntended, registry.PrintedOut}
	for after, want := range map[int64]int{0: 9, 4: 6, 9: 2, 11: 1, 99: 0} {
		n := 0
		for e, err := range s.EventsOf(ctx, after, kinds...) {
			must(t, err)
			n++
			if e.No <= after || !slices.Contains(kinds, e.Kind) || !json.Valid(e.Body) {
				t.Errorf("behind event %d it reads event %d, %s", after, e.No, e.Kind)
			}
		}
		same(t, "how many behind an event", n, want)
	}
	given, err := s.Given(ctx)
	must(t, err)
	same(t, "what was given", given, []registry.Serials{{Series: 1311, From: 1, To: 3}, {Series: 1313, From: 1, To: 1}})
	for ahead, want := range map[int]int{0: 5, 1: 0, -1: 0} {
		n := 0
		for e, err := range s.EventsBetween(ctx, begin.AddDate(0, 0, ahead), begin.AddDate(0, 0, ahead+1), kinds[1:]...) {
			must(t, err)
			n++
			if !slices.Contains(kinds[1:], e.Kind) {
				t.Errorf("among the day's papers it reads event %d, %s", e.No, e.Kind)
			}
		}
		same(t, "how many in a day", n, want)
	}
}
