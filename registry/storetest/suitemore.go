package storetest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

func tally(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(3)
	b.at = begin.AddDate(0, 0, 1) // the next day
	b.issued(2)
	b.write(b.step(2, registry.PrintedOut, registry.PaperBody{Copy: 1, Outcome: "out"}))
	for _, outcome := range []string{"REFUSE_DUPLICATE", "REFER_POLICE", "SAME_PERSON", "REFERXUP"} {
		b.write(b.begun(registry.Refused, outcome))
	}
	b.write(b.begun(registry.Parked, "ASK_SUPERVISOR"))
	b.at = begin.AddDate(0, 0, 2)
	b.write(b.decided(9, registry.AppealLodged, registry.CaseAppealed)) // 8 to 12 are the cases
	day := time.Date(2020, 2, 19, 0, 0, 0, 0, time.UTC)
	got, err := s.Tally(ctx, day, day.AddDate(0, 0, 1))
	must(t, err)
	same(t, "the second day", got, station.Tally{
		Kinds:  map[registry.Kind]int{registry.Issued: 2, registry.PrintedOut: 1, registry.Refused: 4, registry.Parked: 1},
		Passes: 5, Unprinted: 4, Unsigned: 5, Open: 1, Appealed: 1, Refused: 2, Referred: 1, SamePerson: 1, Hours: map[int]int{b.at.AddDate(0, 0, -1).Hour(): 2},
	})
	got, err = s.Tally(ctx, b.at, b.at)
	must(t, err)
	same(t, "an empty span", len(got.Kinds)+got.Refused+got.Referred+got.SamePerson, 0)
	got, err = s.Tally(ctx, b.at, b.at.Add(time.Millisecond)) // its end is not in it
	must(t, err)
	same(t, "a span of a millisecond", got.Kinds, map[registry.Kind]int{registry.AppealLodged: 1})
	b.write(b.step(2, registry.Cancelled, registry.ReasonBody{Copy: 1}))
	got, err = s.Tally(ctx, b.at, b.at)
	must(t, err)
	same(t, "one that is not in hand", got.Out, map[registry.Status]int{registry.StatusCancelled: 1})
}

// terms: what is in hand and ended before the day, the oldest first.
func terms(t *testing.T, s station.Store) {
	b := opened(t, s)
	for _, day := range []int{14, 15, 14, 13, 0, 14} {
		if b.ends = (civil.Date{}); day > 0 {
			b.ends = civil.New(2020, 3, day)
		}
		b.issued(1)
	}
	b.write(b.step(3, registry.Cancelled, registry.ReasonBody{Copy: 1}))
	for _, c := range []struct {
		day  civil.Date
		n    int
		want []int
	}{
		{civil.New(2020, 3, 13), 9, nil},
		{civil.New(2020, 3, 14), 9, []int{4}},
		{civil.New(2020, 3, 15), 9, []int{1, 4, 6}},
		{civil.New(2020, 3, 15), 2, []int{1, 4}},
		{civil.New(2021, 1, 1), 9, []int{1, 2, 4, 6}},
	} {
		over, err := s.Over(ctx, c.day, c.n)
		must(t, err)
		var got []int
		for _, p := range over {
			same(t, "a pass", p, b.passes[p.Number.Serial()])
			got = append(got, p.Number.Serial())
		}
		same(t, fmt.Sprintf("over on %s, %d", c.day, c.n), got, c.want)
	}
}

func wholeLog(t *testing.T, s station.Store) {
	b := opened(t, s)
	issued := b.write(b.issue())
	b.write(b.step(1, registry.Signed, registry.ReasonBody{Copy: 1}))
	for _, records := range []bool{true, false} {
		all := list(t, s.Log(ctx, 1, records))
		if len(all) != 2 || all[0].Hash != issued.Events[0].Hash || all[1].Hash != b.head.Hash {
			t.Fatalf("behind the first: %+v", all)
		}
		if got := string(all[0].Sealed); (got == string(issued.Records[0].Sealed)) != records || len(all[1].Sealed) > 0 {
			t.Errorf("records %v: %q, %q", records, got, all[1].Sealed)
		}
	}
	same(t, "behind the last", len(list(t, s.Log(ctx, b.head.Event, true))), 0)
	must(t, s.Secure(ctx))
}

func cases(t *testing.T, s station.Store) {
	b := opened(t, s)
	for i := range 6 { // 2 P, 3 R, 4 P, 5 R, 6 P, 7 R
		b.write(b.begun([]registry.Kind{registry.Parked, registry.Refused}[i%2], fmt.Sprint("outcome ", i)))
	}
	b.write(b.decided(4, registry.Settled, registry.CaseRefused))
	b.write(b.decided(5, registry.AppealLodged, registry.CaseAppealed))
	got, err := s.Case(ctx, 4)
	must(t, err)
	same(t, "a settled case", got, b.cases[4])
	_, err = s.Case(ctx, 1)
	wants(t, "an event that is no case", err, station.ErrNotFound)
	for _, c := range []struct {
		from int64
		n    int
		all  bool
		want []int64
	}{
		{0, 9, false, []int64{2, 5, 6}}, {2, 9, false, []int64{5, 6}}, {0, 2, false, []int64{2, 5}},
		{0, 9, true, []int64{7, 6, 5, 4, 3, 2}}, {5, 2, true, []int64{4, 3}},
	} {
		page, err := s.CasePage(ctx, c.from, c.n, c.all)
		must(t, err)
		var got []int64
		for _, p := range page {
			got = append(got, p.ID)
		}
		same(t, fmt.Sprintf("%d from %d, all %v", c.n, c.from, c.all), got, c.want)
	}
	events, err := s.CaseEvents(ctx, 4)
	must(t, err)
	if len(events) != 2 || events[0].No != 4 || events[1].Kind != registry.Settled {
		t.Errorf("events of case 4: %v", events)
	}
	var denied []int64
	for r, err := range s.DeniedCases(ctx) {
		must(t, err)
		if denied = append(denied, r.ID); len(r.Sealed) == 0 || r.At.IsZero() || r.Event != r.ID {
			t.Errorf("record %+v", r)
		}
	}
	same(t, "denied", denied, []int64{2, 3, 4, 5, 6, 7})
}

func refs(t *testing.T, s station.Store) {
	b := opened(t, s)
	c := b.write(b.issue())
	got, err := s.Verdict(ctx, c.Refs[0].Blind)
	must(t, err)
	same(t, "the answer", got, c.Refs[0].Verdict)
	twice := b.issue()
	twice.Refs[0].Blind = c.Refs[0].Blind
	wants(t, "the same ref again", s.Append(ctx, twice), station.ErrStorage)
}

func residents(t *testing.T, s station.Store) {
	b := opened(t, s)
	list := func(n int, from int64, replace bool) station.Change {
		c := station.Change{Events: []registry.Event{b.event(registry.ListImported, "", registry.ListBody{List: "residents", Count: n})}, NewResidents: replace}
		for i := range n {
			c.Residents = append(c.Residents, station.SealedResident{ID: from + int64(i), Sealed: fmt.Appendf(nil, "resident %d of event %d", i, b.head.Event)})
		}
		return c
	}
	b.write(list(3, 1, false))
	b.write(list(2, 4, false))
	second := b.write(list(2, 1, true))
	var got []station.SealedResident
	for r, err := range s.Residents(ctx) {
		must(t, err)
		got = append(got, r)
	}
	same(t, "the new list", got, second.Residents)
	one, err := s.Resident(ctx, 2)
	must(t, err)
	same(t, "one of it", one, second.Residents[1].Sealed)
	_, err = s.Resident(ctx, 5)
	wants(t, "one of the old list", err, station.ErrNotFound)
}

func values(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.write(station.Change{
		Meta:      map[string][]byte{"a": []byte("1"), "b": []byte("2")},
		Operators: []station.Operator{{Name: "二", Roles: []registry.Role{registry.Keeper}, Wrap: []byte("w")}, {Name: "一", Wrap: []byte("v")}},
	})
	b.write(station.Change{
		Meta:      map[string][]byte{"a": []byte("3")},
		Operators: []station.Operator{{Name: "一", Roles: []registry.Role{registry.Officer, registry.Police}, Wrap: []byte("x"), Disabled: true}},
	})
	for key, want := range map[string]string{"a": "3", "b": "2"} {
		got, err := s.Meta(ctx, key)
		must(t, err)
		same(t, key, string(got), want)
	}
	keys, err := s.MetaKeys(ctx)
	must(t, err)
	same(t, "their names", keys, []string{"a", "b"})
	got, err := s.Operators(ctx)
	must(t, err)
	same(t, "operators", got, []station.Operator{
		{Name: "一", Roles: []registry.Role{registry.Officer, registry.Police}, Wrap: []byte("x"), Disabled: true},
		{Name: "二", Roles: []registry.Role{registry.Keeper}, Wrap: []byte("w")},
	})
}

func epochs(t *testing.T, s station.Store) {
	b := opened(t, s)
	first := b.issued(2)[1]
	b.write(station.Change{Events: []registry.Event{b.event(registry.EpochTaken, "", registry.EpochBody{Epoch: 2})}})
	head, err := s.Head(ctx)
	must(t, err)
	if head.Epoch != 2 || head.Serial != 0 {
		t.Errorf("a new epoch: %+v", head)
	}
	second := b.issued(2)[1]
	for series, want := range map[int]registry.PassState{first.Number.Series(): first, second.Number.Series(): second} {
		got, err := s.PassBySerial(ctx, series, 2)
		must(t, err)
		same(t, "serial 2", got, want)
	}
}

func reopened(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(2)
	told := Tell(t, s)
	must(t, s.Reopen(ctx))
	same(t, "after Reopen", Tell(t, s), told)
	must(t, s.Secure(ctx))
	same(t, "after Secure", Tell(t, s), told)
	b.issued(1)
	head, err := s.Head(ctx)
	must(t, err)
	same(t, "head", head, b.head)
}

// asMemory lets chance write two hundred changes, some of which cannot be
// written, here and into memory: both refuse the same and come to the same.
func asMemory(t *testing.T, s station.Store) {
	m := New()
	b := opened(t, s)
	opened(t, m)
	chance := rand.New(rand.NewPCG(20, 20))
	for range 200 {
		c := b.any(chance)
		here, there := s.Append(ctx, c), m.Append(ctx, c)
		if (here == nil) != (there == nil) {
			t.Fatalf("here %v, in memory %v", here, there)
		}
		if here == nil {
			b.remember(c)
		}
	}
	if len(b.passes) < 20 || len(b.cases) < 10 {
		t.Fatalf("only %d passes, %d cases", len(b.passes), len(b.cases))
	}
	same(t, "what it tells", Tell(t, s), Tell(t, m))
	for range 60 {
		from, n, down := int64(chance.IntN(int(b.head.Event))), 1+chance.IntN(9), chance.IntN(2) == 0
		f := station.Filter{
			Status:    []registry.Status{"", "", registry.StatusPrinted, registry.StatusRecalled}[chance.IntN(4)],
			Unprinted: chance.IntN(3) == 0, Unsigned: chance.IntN(3) == 0, Unplaced: chance.IntN(3) == 0, Missing: chance.IntN(9) == 0,
		}
		here, err := s.Page(ctx, from, n, down, f)
		must(t, err)
		there, err := m.Page(ctx, from, n, down, f)
		must(t, err)
		if len(here)+len(there) > 0 && !reflect.DeepEqual(here, there) {
			t.Errorf("%d from %d, down %v, %+v: %v, in memory %v", n, from, down, f, here, there)
		}
	}
}

// any is some change that a station might make, or must not.
func (b *book) any(chance *rand.Rand) station.Change {
	serial := 1 + chance.IntN(max(b.head.Serial, 1))
	p, there := b.passes[serial]
	id := int64(1 + chance.IntN(int(b.head.Event)))
	switch n := chance.IntN(8); {
	case n == 0:
		return b.begun([]registry.Kind{registry.Parked, registry.Refused}[chance.IntN(2)], "REFER_POLICE")
	case n == 1 && b.cases[id].Status == registry.CaseOpen:
		return b.decided(id, registry.Settled, registry.CaseRefused)
	case n == 1 && b.cases[id].Status == registry.CaseRefused:
		return b.decided(id, registry.AppealLodged, registry.CaseAppealed)
	case n == 2 && there && p.Status.InHand():
		return b.step(serial, registry.PrintedOut, registry.PaperBody{Copy: p.Copy, Outcome: "out"})
	case n == 3 && there && p.Status.InHand():
		return b.step(serial, registry.RecallOrdered, registry.ReasonBody{Copy: p.Copy})
	case n == 4:
		c := b.issue() // somebody who may have the key already
		c.Keys[0] = hard(serial, c.Events[0].No)
		c.Keys[0].Twin = chance.IntN(2)
		return c
	case n == 5 && there:
		c := b.issue() // a number that was given
		c.Passes[0].Number = p.Number
		return c
	}
	return b.issue()
}
