package storetest

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The files of people that were loaded, in the store in memory, and what every
// store must do with them.

func (m *Memory) checkImports(c station.Change) error {
	for _, i := range c.Imports {
		if !m.isEvent(i.Event, c) {
			return errNobody
		}
		if slices.ContainsFunc(m.imports, func(o station.Imported) bool { return o.Event == i.Event }) {
			return errTwice
		}
	}
	return nil
}

func clonedImports(list []station.Imported) []station.Imported {
	list = slices.Clone(list)
	for i := range list {
		list[i].File = bytes.Clone(list[i].File)
	}
	return list
}

// Imports are the files that were loaded, the newest first.
func (m *Memory) Imports(context.Context) ([]station.Imported, error) {
	m.lock()
	defer m.mu.Unlock()
	all := clonedImports(m.imports)
	slices.SortFunc(all, func(a, b station.Imported) int { return int(b.Event - a.Event) })
	return all, m.usable()
}

// Filed says of each key whether any pass stands under it.
func (m *Memory) Filed(ctx context.Context, keys []station.BlindKey) ([]bool, error) {
	there := make([]bool, len(keys))
	for i, k := range keys {
		under, err := m.Under(ctx, []station.BlindKey{k})
		if err != nil {
			return nil, err
		}
		there[i] = len(under) > 0
	}
	return there, m.usable()
}

// ListedAs says of each person of a source whether there is any entry.
func (m *Memory) ListedAs(ctx context.Context, whose [][]byte) ([]bool, error) {
	there := make([]bool, len(whose))
	for i, w := range whose {
		found, err := m.WatchedAs(ctx, w)
		if err != nil {
			return nil, err
		}
		there[i] = len(found) > 0
	}
	return there, nil
}

// imports: one for each event, and nothing without an event.
func imports(t *testing.T, s station.Store) {
	b := opened(t, s)
	none, err := s.Imports(ctx)
	must(t, err)
	same(t, "none", len(none), 0)
	var want []station.Imported
	for n := range 2 {
		b.write(station.Change{Events: []registry.Event{b.event(registry.ListImported, "", registry.ListBody{List: "watch", Count: n})}})
		i := station.Imported{Event: b.head.Event, List: "recall", File: []byte{byte(n), 7}, Rows: 9, Taken: n, Recalled: 1}
		must(t, s.Append(ctx, station.Change{Imports: []station.Imported{i}}))
		want = append([]station.Imported{i}, want...)
	}
	got, err := s.Imports(ctx)
	must(t, err)
	same(t, "imports", got, want)
	wants(t, "an event twice", s.Append(ctx, station.Change{Imports: want[:1]}), station.ErrStorage)
	wants(t, "of no event", s.Append(ctx, station.Change{Imports: []station.Imported{{Event: 99, List: "watch", File: []byte{1}}}}), station.ErrStorage)
}
