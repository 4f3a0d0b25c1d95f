package station_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// listed is a list of two buildings, out of order: a family in 3幢, and n others.
func (b *bench) listed(st *station.Station, n int) {
	b.t.Helper()
	at := func(line, building, home string) registry.Application {
		a := b.app(line)
		a.Building, a.Household, a.Declared = building, home, false
		return a
	}
	list := []registry.Application{at(father, "3幢", "3幢-1201"), at(mother, "３ 幢", "3幢-1201"), at(son, "3幢", "3幢-1201")}
	for i, a := range people(0, n) {
		a.Building, a.Household, a.Declared = "3幢", fmt.Sprintf("3幢-%d01", 11-i%11), false
		list = append(list, a)
	}
	other := people(500, 1)[0]
	other.Building, other.Household = "12幢", "12幢-101"
	list = append(list, other)
	if left, err := st.LoadResidents(ctx, list); err != nil || len(left) > 0 {
		b.t.Fatal(left, err)
	}
}

// ids are the rows of those whom keep keeps, in the order of the walk.
func ids(all []station.Occupant, keep func(station.Occupant) bool) (out []int64) {
	for _, o := range all {
		if keep(o) {
			out = append(out, o.ID)
		}
	}
	return out
}

// A building is one however it is written, buildings and flats stand as people count,
// and the figures follow what becomes of the papers.
func TestBuildingsAndFlats(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.listed(st, 22)
	all, err := st.Buildings(ctx, nil)
	b.must(err)
	if want := []station.Building{{Name: "3幢", Homes: 12, People: 25}, {Name: "12幢", Homes: 1, People: 1}}; !slices.Equal(all, want) {
		t.Fatalf("buildings %+v", all)
	}
	folk, err := st.Occupants(ctx, "３幢 ", nil)
	b.must(err)
	if len(folk) != 25 || folk[0].Flat != "3幢-101" || folk[24].Flat != "3幢-1201" || folk[22].Name != "样例父" || !folk[24].Child || folk[24].Signer != "guardian" {
		t.Errorf("%d people, from %+v to %+v", len(folk), folk[0], folk[len(folk)-1])
	}
	told, err := st.IssueResidents(ctx, ids(folk, func(o station.Occupant) bool { return o.Flat == "3幢-1201" }), nil)
	b.must(err)
	for i, v := range told {
		if v.Number.Serial() != i+1 || v.Copy != 1 {
			t.Errorf("issued %s copy %d", v.Number, v.Copy)
		}
		b.must(st.Intend(ctx, []registry.Number{v.Number}, registry.Laying{Layout: "walkin"}))
		b.must(st.PrintedOut(ctx, []registry.Number{v.Number}, "out"))
	}
	b.must(st.Sign(ctx, told[0].Number, "holder"))
	b.must(st.Cancel(ctx, told[1].Number, "样例不在家"))
	folk, err = st.Occupants(ctx, "3幢", nil)
	b.must(err)
	if folk[22].Status != registry.StatusSigned || folk[23].Status != registry.StatusCancelled || folk[24].Status != registry.StatusPrinted || folk[24].Number != told[2].Number {
		t.Errorf("the family stands as %+v", folk[22:])
	}
	all, err = st.Buildings(ctx, nil)
	b.must(err)
	if all[0].Hold != 2 || all[0].ToHand != 1 {
		t.Errorf("figures %+v", all[0])
	}
	b.sound(st)
	p, err := st.PreviewRecalls(ctx, rowsOf(list("", folk[24].Name, "密接")))
	b.must(err)
	b.confirmed(st, p)
	all, err = st.Buildings(ctx, nil)
	b.must(err)
	if all[0].Hold != 2 || all[0].ToHand != 0 || all[0].Kept != 1 { // a list names the holder since it was printed
		t.Errorf("with one on a list: %+v", all[0])
	}
	for _, v := range []station.Verdict{told[0], told[2]} { // what was recalled is fetched or kept back, and handed to nobody
		b.must(st.Recall(ctx, v.Number, "close_contact", ""))
	}
	all, err = st.Buildings(ctx, nil)
	b.must(err)
	if all[0].Hold != 2 || all[0].ToHand != 0 || all[0].Kept != 1 {
		t.Errorf("with two recalled: %+v", all[0])
	}
}

// A pass that says no building has its door from the residents' list; what the pass says
// itself stands.
func TestTheDoorOfAHolderOnTheList(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.listed(st, 0)
	for _, c := range []struct{ line, building, want string }{{mother, "", "３ 幢"}, {father, "9幢", "9幢"}} {
		a := b.app(c.line)
		a.Building, a.Household, a.Address = c.building, "", ""
		v, err := st.Issue(ctx, a, false)
		b.must(err)
		b.must(st.Intend(ctx, []registry.Number{v.Number}, registry.Laying{Layout: "walkin"}))
		b.must(st.PrintedOut(ctx, []registry.Number{v.Number}, "out"))
		b.must(st.Sign(ctx, v.Number, "holder"))
		b.must(st.Recall(ctx, v.Number, "close_contact", ""))
		all, err := st.OpenRecalls(ctx, nil)
		b.must(err)
		i := slices.IndexFunc(all, func(r station.OpenRecall) bool { return r.Number == v.Number })
		if i < 0 || all[i].Building != c.want {
			t.Errorf("%q: the work list has %+v", c.building, all)
		}
	}
}

// The rules decide for everybody: who is refused, listed, asked about or has a pass gets
// none, nothing is entered of them, and the others go on.
func TestResidentsAreJudged(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.listed(st, 11)
	held := b.issue(st, mother, "ISSUE")
	b.imported(st, rowsOf(list("330212198505059315", "样例父", "密接")), "none:listed")
	folk, err := st.Occupants(ctx, "3幢", nil)
	b.must(err)
	every := ids(folk, func(station.Occupant) bool { return true })
	before := st.Head()
	told, err := st.CheckResidents(ctx, every, nil)
	b.must(err)
	b.unmoved(st, before, "a check")
	issues := 0
	for _, v := range told {
		if v.Issues() {
			issues++
		}
	}
	if issues != 12 || told[11].Issues() || told[12].Outcome != "BLOCK" || told[12].Related[0] != held.Number.String() {
		t.Errorf("%d would be issued; the father %s, the mother %s", issues, told[11].Outcome, told[12].Outcome)
	}
	given, err := st.IssueResidents(ctx, every, nil)
	b.must(err)
	if head := st.Head(); head.Serial != 13 || head.Event != before.Event+12 {
		t.Errorf("serial %d after %d events", head.Serial, head.Event-before.Event)
	}
	again, err := st.IssueResidents(ctx, every, nil)
	b.must(err)
	for i := range again {
		if again[i].Issues() {
			t.Errorf("number %d is issued twice: %s, %s", i, given[i].Number, again[i].Number)
		}
	}
	b.sound(st)
}

// Given up between two people, the work has done whole people and says how many.
func TestResidentsAreIssuedOneByOne(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.listed(st, 9)
	folk, err := st.Occupants(ctx, "3幢", nil)
	b.must(err)
	stopping, stop := context.WithCancel(ctx)
	n := 0
	told, err := st.IssueResidents(stopping, ids(folk, func(station.Occupant) bool { return true }), func(station.Progress) {
		if n++; n == 4 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || len(told) != 4 || st.Head().Serial != 4 {
		t.Errorf("%d answers, serial %d, %v", len(told), st.Head().Serial, err)
	}
	b.sound(st)
}

// A number that a list gives to two people is one pass: the second is asked about, and
// does not stand there as if it were theirs.
func TestTwoResidentsUnderOneNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	one, two := b.app(father), b.app(strings.Replace(father, "样例父", "样例别", 1))
	one.Building, two.Building = "3幢", "3幢"
	if left, err := st.LoadResidents(ctx, []registry.Application{one, two}); err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	told, err := st.IssueResidents(ctx, []int64{1, 2}, nil)
	b.must(err)
	if !told[0].Issues() || told[1].Issues() {
		t.Fatalf("answers %s, %s", told[0].Outcome, told[1].Outcome)
	}
	folk, err := st.Occupants(ctx, "3幢", nil)
	b.must(err)
	if folk[0].Number != told[0].Number || !folk[1].Number.IsZero() {
		t.Errorf("they stand as %+v", folk)
	}
}

// Who may not issue is told so, at the first.
func TestResidentsOfALockedStation(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.listed(st, 1)
	st.Lock()
	if _, err := st.Buildings(ctx, nil); !errors.Is(err, station.ErrLocked) {
		t.Errorf("buildings: %v", err)
	}
	if _, err := st.IssueResidents(ctx, []int64{1}, nil); !errors.Is(err, station.ErrLocked) {
		t.Errorf("issue: %v", err)
	}
}

// The flat is what the address ends with; a household's number stands in for it.
func TestTheFlatOfTheAddress(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	var list []registry.Application
	want := []string{"2-101", "3单元502室", "5-101", "12室", "601", "H-7", "样例路9号"}
	for i, a := range people(0, len(want)) {
		a.Building, a.Declared, a.Household = "5幢", false, fmt.Sprintf("H-%d", i+2)
		a.Address = []string{"样例小区 5幢 2-101", "样例路1号3单元502室", "样例小区5-101", "样例小区5幢12室", "样例路1号 601", "样例路9号", "样例路9号"}[i]
		if i == 6 {
			a.Household = ""
		}
		list = append(list, a)
	}
	left, err := st.LoadResidents(ctx, list)
	b.must(err)
	folk, err := st.Occupants(ctx, "5幢", nil)
	b.must(err)
	var got []string
	for _, o := range folk {
		got = append(got, o.Flat)
	}
	for _, flat := range want {
		if !slices.Contains(got, flat) {
			t.Errorf("no flat %q among %q (%v)", flat, got, left)
		}
	}
}
