package storetest

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The watch list of the store in memory, and what every store must do with one.

type watchTables struct {
	entries map[int64]station.SealedEntry // without keys
	filed   map[string][]int64            // what stands, by blind key
	answers map[answerPlace]station.WatchAnswer
	files   map[string]int64
}

type answerPlace struct {
	entry  int64
	person string
}

func newWatchTables() watchTables {
	return watchTables{entries: map[int64]station.SealedEntry{}, filed: map[string][]int64{}, answers: map[answerPlace]station.WatchAnswer{}, files: map[string]int64{}}
}

func (m *Memory) checkWatch(c station.Change) error {
	for _, e := range c.Watch.Entries {
		if _, there := m.watch.entries[e.ID]; there {
			return errTwice
		}
		if !m.isEvent(e.Event, c) {
			return errNobody
		}
	}
	for _, a := range c.Watch.Answers {
		if _, there := m.watch.entries[a.Entry]; !there || !m.isEvent(a.Event, c) {
			return errNobody
		}
	}
	for _, f := range c.Watch.Files {
		if _, there := m.watch.files[string(f.Blind)]; there {
			return errTwice
		}
	}
	return nil
}

func (w *watchTables) put(c station.WatchChange) {
	for _, e := range c.Ended {
		old, there := w.entries[e.ID]
		if !there || old.Ended != 0 {
			continue
		}
		old.Ended = e.Event
		w.entries[e.ID] = old
		for _, blind := range e.Keys {
			w.filed[string(blind)] = slices.DeleteFunc(w.filed[string(blind)], func(id int64) bool { return id == e.ID })
		}
	}
	for _, e := range c.Entries {
		for _, blind := range e.Keys {
			w.filed[string(blind)] = append(w.filed[string(blind)], e.ID)
		}
		e.Keys = nil
		w.entries[e.ID] = e
	}
	for _, a := range c.Answers {
		w.answers[answerPlace{a.Entry, string(a.Person)}] = a
	}
	for _, f := range c.Files {
		w.files[string(f.Blind)] = f.Event
	}
}

// clonedWatch is the change with bytes of its own.
func clonedWatch(c station.WatchChange) station.WatchChange {
	own := func(entries []station.SealedEntry) []station.SealedEntry {
		entries = slices.Clone(entries)
		for i, e := range entries {
			entries[i].Whose, entries[i].Sealed, entries[i].Keys = bytes.Clone(e.Whose), bytes.Clone(e.Sealed), slices.Clone(e.Keys)
			for k := range entries[i].Keys {
				entries[i].Keys[k] = bytes.Clone(e.Keys[k])
			}
		}
		return entries
	}
	c.Entries, c.Ended, c.Answers, c.Files = own(c.Entries), own(c.Ended), slices.Clone(c.Answers), slices.Clone(c.Files)
	for i := range c.Answers {
		c.Answers[i].Person = bytes.Clone(c.Answers[i].Person)
	}
	for i := range c.Files {
		c.Files[i].Blind = bytes.Clone(c.Files[i].Blind)
	}
	return c
}

// entriesWhere are the entries that fit, in order.
func (m *Memory) entriesWhere(fits func(station.SealedEntry) bool) ([]station.SealedEntry, error) {
	m.lock()
	defer m.mu.Unlock()
	if err := m.usable(); err != nil {
		return nil, err
	}
	var found []station.SealedEntry
	for _, id := range slices.Sorted(maps.Keys(m.watch.entries)) {
		if e := m.watch.entries[id]; fits(e) {
			found = append(found, e)
		}
	}
	return found, nil
}

// Watched are the entries that stand under any of the keys.
func (m *Memory) Watched(_ context.Context, keys [][]byte) ([]station.SealedEntry, error) {
	return m.entriesWhere(func(e station.SealedEntry) bool {
		return slices.ContainsFunc(keys, func(k []byte) bool { return slices.Contains(m.watch.filed[string(k)], e.ID) })
	})
}

// WatchedAs are all entries of one source about one person.
func (m *Memory) WatchedAs(_ context.Context, whose []byte) ([]station.SealedEntry, error) {
	return m.entriesWhere(func(e station.SealedEntry) bool { return bytes.Equal(e.Whose, whose) })
}

// WatchPage reads n entries behind the one given.
func (m *Memory) WatchPage(_ context.Context, from int64, n int, all bool) ([]station.SealedEntry, error) {
	found, err := m.entriesWhere(func(e station.SealedEntry) bool { return e.ID > from && (all || e.Ended == 0) })
	return found[:min(n, len(found))], err
}

// LastWatch is the number of the newest entry.
func (m *Memory) LastWatch(context.Context) (last int64, err error) {
	all, err := m.entriesWhere(func(station.SealedEntry) bool { return true })
	if len(all) > 0 {
		last = all[len(all)-1].ID
	}
	return last, err
}

// WatchSize counts the list.
func (m *Memory) WatchSize(ctx context.Context) (z station.WatchSize, err error) {
	all, err := m.entriesWhere(func(station.SealedEntry) bool { return true })
	met := map[int64]bool{}
	for k := range m.WatchKeys(ctx) {
		met[k.Entry] = true
	}
	for _, e := range all {
		if z.Last = e.ID; e.Ended == 0 {
			z.Standing++
		}
	}
	z.Entries, z.Met = int64(len(all)), int64(len(met))
	return z, err
}

// WatchKeys reads every blind key.
func (m *Memory) WatchKeys(context.Context) iter.Seq2[station.WatchKey, error] {
	return rows(m, func() []station.WatchKey {
		var all []station.WatchKey
		for _, blind := range slices.Sorted(maps.Keys(m.watch.filed)) {
			for _, id := range slices.Sorted(slices.Values(m.watch.filed[blind])) {
				all = append(all, station.WatchKey{Blind: []byte(blind), Entry: id})
			}
		}
		return all
	})
}

// WatchAnswers reads what was said of the entry; of all for 0.
func (m *Memory) WatchAnswers(_ context.Context, entry int64) ([]station.WatchAnswer, error) {
	m.lock()
	defer m.mu.Unlock()
	var all []station.WatchAnswer
	for _, a := range m.watch.answers {
		if entry == 0 || a.Entry == entry {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b station.WatchAnswer) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), bytes.Compare(a.Person, b.Person))
	})
	return all, m.usable()
}

// WatchFiles reads the marks of lists that were loaded.
func (m *Memory) WatchFiles(_ context.Context, file []byte) ([]station.WatchFile, error) {
	m.lock()
	defer m.mu.Unlock()
	var all []station.WatchFile
	for blind, event := range m.watch.files {
		if file == nil || blind == string(file) {
			all = append(all, station.WatchFile{Blind: []byte(blind), Event: event})
		}
	}
	slices.SortFunc(all, func(a, b station.WatchFile) int { return cmp.Compare(a.Event, b.Event) })
	return all, m.usable()
}

// watchLists: entries are found by their keys while they stand, and by whose they
// are for ever; answers are replaced, a file has one mark.
func watchLists(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.write(station.Change{Events: []registry.Event{b.event(registry.ListImported, "", registry.ListBody{List: "watch", Count: 2})}})
	event := b.head.Event
	k := func(n byte) []byte { return []byte{n, n, n} }
	entries := []station.SealedEntry{
		{ID: 1, Event: event, Whose: k(9), Keys: [][]byte{k(1), k(2)}, Sealed: []byte("one")},
		{ID: 2, Event: event, Whose: k(8), Keys: [][]byte{k(2)}, Sealed: []byte("two")},
	}
	must(t, s.Append(ctx, station.Change{Watch: station.WatchChange{Entries: entries, Files: []station.WatchFile{{Blind: k(7), Event: event}}}}))
	ids := func(what string, found []station.SealedEntry, err error, want ...int64) {
		t.Helper()
		must(t, err)
		var got []int64
		for _, e := range found {
			got = append(got, e.ID)
		}
		same(t, what, got, want)
	}
	found, err := s.Watched(ctx, [][]byte{k(1), k(2), k(3)})
	ids("both, once", found, err, 1, 2)
	found, err = s.Watched(ctx, nil)
	ids("no key", found, err)
	must(t, s.Append(ctx, station.Change{Watch: station.WatchChange{
		Ended:   []station.SealedEntry{{ID: 1, Event: event, Keys: entries[0].Keys}},
		Entries: []station.SealedEntry{{ID: 3, Event: event, Whose: k(9), Keys: [][]byte{k(1)}, Sealed: []byte("three")}},
		Answers: []station.WatchAnswer{{Entry: 2, Person: k(5), Event: event}},
	}}))
	found, err = s.Watched(ctx, [][]byte{k(1), k(2)})
	ids("what stands", found, err, 2, 3)
	found, err = s.WatchedAs(ctx, k(9))
	ids("whose", found, err, 1, 3)
	same(t, "ended", found[0].Ended, event)
	as, err := s.ListedAs(ctx, [][]byte{k(9), k(1), k(8)})
	must(t, err)
	same(t, "listed as", as, []bool{true, false, true})
	found, err = s.WatchPage(ctx, 0, 1, false)
	ids("a page", found, err, 2)
	found, err = s.WatchPage(ctx, 1, 9, true)
	ids("behind the first", found, err, 2, 3)
	last, err := s.LastWatch(ctx)
	must(t, err)
	same(t, "the newest", last, int64(3))
	same(t, "keys", list(t, s.WatchKeys(ctx)), []station.WatchKey{{Blind: k(1), Entry: 3}, {Blind: k(2), Entry: 2}})
	must(t, s.Append(ctx, station.Change{Watch: station.WatchChange{Answers: []station.WatchAnswer{{Entry: 2, Person: k(5), Same: true, Event: event}}}}))
	answers, err := s.WatchAnswers(ctx, 0)
	must(t, err)
	same(t, "answers", answers, []station.WatchAnswer{{Entry: 2, Person: k(5), Same: true, Event: event}})
	answers, err = s.WatchAnswers(ctx, 3)
	must(t, err)
	same(t, "of another entry", len(answers), 0)
	wants(t, "the same file", s.Append(ctx, station.Change{Watch: station.WatchChange{Files: []station.WatchFile{{Blind: k(7), Event: event}}}}), station.ErrStorage)
	files, err := s.WatchFiles(ctx, k(7))
	must(t, err)
	same(t, "file", files, []station.WatchFile{{Blind: k(7), Event: event}})
}
