package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Medium is where a store lives. It answers a new empty store, and how it is
// closed and opened again from there.
type Medium func(t *testing.T) (s station.Store, again func() station.Store)

var ctx = context.Background()

// Run is what every station.Store must do. After each test the store is opened
// again, tells the same as before, and is Sound.
func Run(t *testing.T, on Medium) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, s station.Store)
	}{
		{"an empty store knows nothing", emptyStore},
		{"events follow each other", eventsFollow},
		{"a change is written whole or not at all", allOrNothing},
		{"what was handed in may be wiped", ownBytes},
		{"the head goes with the log", headGoesOn},
		{"passes are found by number, serial and key", lookUps},
		{"hard keys have one place, soft ones many", keySlots},
		{"pages go both ways", pages},
		{"terms end", terms},
		{"the log is read with its records or without", wholeLog},
		{"the tally counts a span and what is open", tally},
		{"the accounting reads what the log says", days},
		{"cases wait, and are decided", cases},
		{"a ref is answered once", refs},
		{"residents are replaced or added to", residents},
		{"values and operators are replaced", values},
		{"a watch list says who stands on it", watchLists},
		{"the files that were loaded are kept once each", imports},
		{"an epoch begins its serials anew", epochs},
		{"signed heads stand beside the log", signedHeads},
		{"a paper stands in one row of the ledger", ledgers},
		{"receipts and tasks of upstream's stand beside the log", upstream},
		{"it goes on after it was opened again", reopened},
		{"it answers as the memory store answers", asMemory},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, again := on(t)
			c.test(t, s)
			Sound(t, s)
			before := Tell(t, s)
			s = again()
			defer s.Close()
			if after := Tell(t, s); !reflect.DeepEqual(before, after) {
				t.Errorf("opened again it tells\n%+v, before\n%+v", after, before)
			}
			Sound(t, s)
			must(t, s.Integrity(ctx))
		})
	}
}

// wants fails the test when the error is another kind.
func wants(t testing.TB, doing string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: %v, want %v", doing, err, kind)
	}
}

func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
}

func emptyStore(t *testing.T, s station.Store) {
	_, err := s.Head(ctx)
	wants(t, "head", err, station.ErrNotFound)
	_, err = s.EventHash(ctx, 1)
	wants(t, "event", err, station.ErrNotFound)
	_, err = s.Pass(ctx, number(t, 1, 1).String())
	wants(t, "pass", err, station.ErrNotFound)
	_, err = s.Pass(ctx, "no number")
	wants(t, "no number", err, station.ErrNotFound)
	_, err = s.PassBySerial(ctx, 1311, 1)
	wants(t, "serial", err, station.ErrNotFound)
	_, err = s.Case(ctx, 1)
	wants(t, "case", err, station.ErrNotFound)
	_, err = s.Record(ctx, 1)
	wants(t, "record", err, station.ErrNotFound)
	_, err = s.Verdict(ctx, []byte("ref"))
	wants(t, "verdict", err, station.ErrNotFound)
	_, err = s.Resident(ctx, 1)
	wants(t, "resident", err, station.ErrNotFound)
	_, err = s.Meta(ctx, "key")
	wants(t, "value", err, station.ErrNotFound)
	holders, err := s.Holders(ctx, nil)
	must(t, err)
	same(t, "holders", len(holders), 0)
}

// eventsFollow: an old number, a number left out, or another past is refused;
// what is written is never changed.
func eventsFollow(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(2)
	told := Tell(t, s)
	past := b.head
	for name, e := range map[string]registry.Event{
		"the last once more":  {No: past.Event, Prev: past.Hash},
		"the first":           {No: 1},
		"one left out":        {No: past.Event + 2, Prev: past.Hash},
		"another past":        {No: past.Event + 1, Prev: [32]byte{1}},
		"with no past at all": {No: past.Event + 1},
	} {
		e.At, e.Kind = b.at, registry.DayOpened
		err := s.Append(ctx, station.Change{Events: []registry.Event{e.Chained(e.No, e.Prev)}})
		wants(t, name, err, station.ErrStorage)
	}
	same(t, "after what was refused", Tell(t, s), told)
	sum, err := s.EventHash(ctx, past.Event)
	must(t, err)
	same(t, "hash", sum, past.Hash)
}

// allOrNothing: each part of a change in turn is one that cannot be written; then
// nothing of the change is there, and the next one is taken.
func allOrNothing(t *testing.T, s station.Store) {
	b := opened(t, s)
	first := b.issued(1)[0]
	b.write(station.Change{Residents: []station.SealedResident{{ID: 1, Sealed: []byte("r")}}})
	told := Tell(t, s)
	for name, spoil := range map[string]func(c *station.Change){
		"a second event out of order": func(c *station.Change) { c.Events = append(c.Events, c.Events[0]) },
		"a record that is there":      func(c *station.Change) { c.Records[0].Event = first.Record },
		"a record of no event":        func(c *station.Change) { c.Records[0].Event = 99 },
		"a serial that was given":     func(c *station.Change) { c.Passes[0].Number = first.Number },
		"a pass with no record":       func(c *station.Change) { c.Passes[0].Record = 99 },
		"a pass of no event":          func(c *station.Change) { c.Passes[0].FirstEvent = 99 },
		"a hard key of another":       func(c *station.Change) { c.Keys = append(c.Keys, hard(1, c.Passes[0].FirstEvent)) },
		"a key of no pass":            func(c *station.Change) { c.Keys[1].Row = 1 },
		"a ref that was answered":     func(c *station.Change) { c.Refs[0].Blind = fmt.Appendf(nil, "ref %d", first.FirstEvent) },
		"a ref of no event":           func(c *station.Change) { c.Refs[0].Event = 99 },
		"a case of no event":          func(c *station.Change) { c.Cases = []registry.CaseState{{ID: 99}} },
		"a resident who is there":     func(c *station.Change) { c.Residents = []station.SealedResident{{ID: 1, Sealed: []byte("s")}} },
	} {
		c := b.issue()
		c.Meta, c.Operators = map[string][]byte{"key": []byte("v")}, []station.Operator{{Name: "op", Wrap: []byte("w")}}
		spoil(&c)
		if err := s.Append(ctx, c); err == nil {
			t.Fatalf("%s was written", name)
		}
		same(t, "after "+name, Tell(t, s), told)
	}
	b.issued(1)
}

// ownBytes: the store keeps what was there when it was called, and what it
// answers is the caller's.
func ownBytes(t *testing.T, s station.Store) {
	b := opened(t, s)
	c := b.issue()
	c.Residents = []station.SealedResident{{ID: 1, Sealed: []byte("resident")}}
	c.Meta = map[string][]byte{"key": []byte("value")}
	b.write(c)
	told := Tell(t, s)
	for _, bytes := range [][]byte{c.Records[0].Sealed, c.Keys[0].Blind, c.Keys[1].Blind, c.Refs[0].Blind, c.Refs[0].Verdict, c.Residents[0].Sealed, c.Meta["key"]} {
		clear(bytes)
	}
	for _, read := range []func() ([]byte, error){
		func() ([]byte, error) { return s.Record(ctx, c.Events[0].No) },
		func() ([]byte, error) { return s.Resident(ctx, 1) },
		func() ([]byte, error) { return s.Meta(ctx, "key") },
	} {
		got, err := read()
		must(t, err)
		clear(got)
	}
	same(t, "after the wiping", Tell(t, s), told)
}

func headGoesOn(t *testing.T, s station.Store) {
	b := opened(t, s)
	for range 3 {
		head, err := s.Head(ctx)
		must(t, err)
		same(t, "head", head, b.head)
		b.issued(1)
		b.write(b.begun(registry.Refused, "REFUSE"))
	}
}

func lookUps(t *testing.T, s station.Store) {
	b := opened(t, s)
	all := b.issued(15)
	got, err := s.Pass(ctx, all[1].Number.String())
	must(t, err)
	same(t, "by number", got, all[1])
	got, err = s.PassBySerial(ctx, all[2].Number.Series(), 3)
	must(t, err)
	same(t, "by serial", got, all[2])
	other, err := registry.NewNumber("12", 131, 1, 8, 1)
	must(t, err)
	_, err = s.Pass(ctx, other.String())
	wants(t, "another run digit", err, station.ErrNotFound)
	keys := []station.BlindKey{hard(99, 0), hard(3, 0), hard(1, 0), hard(3, 0)}
	filed, err := s.Filed(ctx, keys)
	must(t, err)
	same(t, "filed", filed, []bool{false, true, true, true})
	many, err := s.Filed(ctx, slices.Repeat(keys[1:2], 200))
	must(t, err)
	same(t, "many at once", slices.Contains(many, false), false)
	holders, err := s.Holders(ctx, keys)
	must(t, err)
	same(t, "holders", holders, []registry.PassState{all[0], all[2]})
	keys = nil
	for i := range 15 { // more than a statement takes at once
		keys = append(keys, hard(15-i, 0))
	}
	holders, err = s.Holders(ctx, append(keys, soft("family", 0)))
	must(t, err)
	same(t, "holders of many keys", holders, all)
	under, err := s.Under(ctx, append(keys, soft("family", 0)))
	must(t, err)
	holds := map[station.KeyedPass]int{}
	for _, u := range under {
		holds[u]++
	}
	same(t, "passes under keys", len(holds), 30)
	for _, p := range all {
		same(t, "its own key", holds[station.KeyedPass{Kind: hard(1, 0).Kind, Row: p.FirstEvent}], 1)
		same(t, "the shared key", holds[station.KeyedPass{Kind: soft("family", 0).Kind, Row: p.FirstEvent}], 1)
	}
	p, sealed, err := s.Holder(ctx, all[1].FirstEvent)
	must(t, err)
	same(t, "by row", p, all[1])
	record, err := s.Record(ctx, all[1].Record)
	must(t, err)
	same(t, "its record", sealed, record)
	_, _, err = s.Holder(ctx, 1)
	wants(t, "no pass of this row", err, station.ErrNotFound)
	events, err := s.PassEvents(ctx, all[1].Number.String())
	must(t, err)
	same(t, "its events", len(events), 1)
	log := list(t, s.Events(ctx))
	same(t, "the end of the log", list(t, s.EventsAfter(ctx, 3)), log[3:])
}

func keySlots(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(1)
	twin := b.issue()
	twin.Keys[0] = hard(1, twin.Events[0].No)
	if err := s.Append(ctx, twin); err == nil {
		t.Fatal("a hard key was written for two people")
	}
	twin.Keys[0].Twin = 1 // an officer let them have it both
	b.write(twin)
	holders, err := s.Holders(ctx, []station.BlindKey{hard(1, 0)})
	must(t, err)
	same(t, "under the hard key", len(holders), 2)
	again := b.step(1, registry.Signed, registry.ReasonBody{Copy: 1})
	again.Keys = []station.BlindKey{hard(1, b.passes[1].FirstEvent), soft("family", b.passes[1].FirstEvent)}
	b.write(again) // the same key of the same pass once more
	n := 0
	for _, err := range s.Keys(ctx) {
		must(t, err)
		n++
	}
	same(t, "keys", n, 4)
}

func pages(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(7)
	b.write(b.step(3, registry.PrintedOut, registry.PaperBody{Copy: 1, Outcome: "out"}))
	b.write(b.step(4, registry.Cancelled, registry.ReasonBody{Copy: 1}))
	b.write(b.step(5, registry.Signed, registry.ReasonBody{Copy: 1}))
	at := func(serial int) int64 { return b.passes[serial].FirstEvent }
	for _, c := range []struct {
		from int64
		n    int
		down bool
		f    station.Filter
		want []int
	}{
		{0, 3, true, station.Filter{}, []int{1, 2, 3}},
		{at(3), 2, true, station.Filter{}, []int{4, 5}},
		{at(6), 9, true, station.Filter{}, []int{7}},
		{at(7), 9, true, station.Filter{}, nil},
		{0, 2, false, station.Filter{}, []int{6, 7}},
		{at(4), 2, false, station.Filter{}, []int{2, 3}},
		{at(1), 2, false, station.Filter{}, nil},
		{0, 9, true, station.Filter{Status: registry.StatusCancelled}, []int{4}},
		{0, 9, true, station.Filter{Unprinted: true}, []int{1, 2, 5, 6, 7}},
		{0, 9, false, station.Filter{Unsigned: true}, []int{1, 2, 3, 6, 7}},
		{at(2), 2, true, station.Filter{Unsigned: true, Unprinted: true}, []int{6, 7}},
	} {
		page, err := s.Page(ctx, c.from, c.n, c.down, c.f)
		must(t, err)
		var got []int
		for _, p := range page {
			same(t, "a row", p, b.passes[p.Number.Serial()])
			got = append(got, p.Number.Serial())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d from %d, down %v, %+v: %v, want %v", c.n, c.from, c.down, c.f, got, c.want)
		}
	}
}
