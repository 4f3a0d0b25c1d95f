package station_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

var theirs = []byte("a passphrase of somebody else's")

// colleague is how somebody with the roles is added.
func colleague(name string, roles ...registry.Role) station.NewOperator {
	return station.NewOperator{Name: name, Roles: roles, Passphrase: theirs, Cost: seal.TestCost}
}

// as opens the station for somebody with the roles, whom the keeper adds first.
func (b *bench) as(roles ...registry.Role) *station.Station {
	b.t.Helper()
	st := b.open()
	name := "样例" + string(roles[0])
	b.must(st.AddOperator(ctx, passphrase, colleague(name, roles...)))
	b.must(st.Close())
	return b.openFor(name)
}

// openFor opens the station for somebody who was added.
func (b *bench) openFor(name string) *station.Station {
	b.t.Helper()
	st := b.openShut()
	b.must(st.Unlock(ctx, name, theirs))
	return st
}

// openShut opens the station and leaves it locked.
func (b *bench) openShut() *station.Station {
	b.t.Helper()
	db, err := sqlite.Open(ctx, b.path)
	b.must(err)
	st, err := station.Open(ctx, b.ports(db))
	b.must(err)
	b.t.Cleanup(func() { st.Close() })
	return st
}

// sealedBytes are all records as they lie on the disk.
func sealedBytes(t *testing.T, store station.Store) []byte {
	t.Helper()
	var all []byte
	for r, err := range store.Records(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r.Sealed...)
	}
	return all
}

// Operators come, change their passphrases, forget them, go, and come back: the key
// is wrapped anew each time, and not one byte of a record is sealed again.
func TestOperatorsComeAndGoAndNothingIsSealedAgain(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	before := sealedBytes(t, store)
	fresh := []byte("yet another passphrase of mine")
	b.must(st.AddOperator(ctx, passphrase, colleague("样例甲", registry.Volunteer)))
	b.must(st.AddOperator(ctx, passphrase, colleague("样例乙", registry.Officer, registry.Officer)))
	b.must(st.ChangePassphrase(ctx, passphrase, fresh, seal.TestCost))
	b.must(st.ResetPassphrase(ctx, fresh, "样例甲", []byte("what the keeper thought of now"), seal.TestCost))
	b.must(st.DisableOperator(ctx, "样例乙"))
	if got := st.Info().Operators; !slices.Equal(got, []string{"op", "样例甲"}) {
		t.Errorf("the lock screen offers %v", got)
	}
	b.must(st.Close())
	for _, c := range []struct {
		name       string
		passphrase []byte
		opens      bool
	}{{"op", passphrase, false}, {"样例甲", theirs, false}, {"样例乙", theirs, false}, {"", fresh, false},
		{"样例甲", []byte("what the keeper thought of now"), true}, {"op", fresh, true}} {
		st = b.openShut()
		if err := st.Unlock(ctx, c.name, c.passphrase); (err == nil) != c.opens || err != nil && !errors.Is(err, station.ErrWrongPassphrase) {
			t.Errorf("%q: %v, want opened %v", c.name, err, c.opens)
		}
		b.must(st.Close())
	}
	st = b.openShut()
	b.must(st.Unlock(ctx, "op", fresh))
	b.must(st.AddOperator(ctx, fresh, colleague("样例乙", registry.Volunteer)))
	if !bytes.Equal(before, sealedBytes(t, store)) {
		t.Error("a record was sealed again")
	}
	all, err := st.Operators(ctx)
	b.must(err)
	if len(all) != 3 || all[2].Disabled || !slices.Equal(all[2].Roles, []registry.Role{registry.Volunteer}) || all[0].Wrap != nil {
		t.Errorf("the operators are %+v", all)
	}
	b.sound(st)
	b.must(st.Close())
	b.sound(b.openFor("样例乙"))
}

// What a disabled operator did stays under the name; the wrap is gone from the table.
func TestADisabledOperatorStaysNamed(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.Close())
	st = b.as(registry.Volunteer)
	n := b.issue(st, father, "ISSUE").Number
	b.must(st.Close())
	st = b.openKeeper()
	b.must(st.DisableOperator(ctx, "样例volunteer"))
	d, err := st.Pass(ctx, n.String())
	b.must(err)
	if d.History[0].Operator != "样例volunteer" {
		t.Errorf("issued by %q", d.History[0].Operator)
	}
	all, err := store.Operators(ctx)
	b.must(err)
	for _, o := range all {
		if o.Disabled && len(o.Wrap) != 0 {
			t.Error("the wrap of a disabled operator lies in the table")
		}
	}
	b.sound(st)
}

// openKeeper opens for the first operator of several.
func (b *bench) openKeeper() *station.Station {
	b.t.Helper()
	st := b.openShut()
	b.must(st.Unlock(ctx, "op", passphrase))
	return st
}

// Every answer that cannot stand is refused with both languages, and nothing is written.
func TestOperatorsThatAreRefused(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.AddOperator(ctx, passphrase, colleague("样例甲", registry.Volunteer)))
	head := st.Head()
	strong := seal.Floor
	for what, err := range map[string]error{
		"no name":           st.AddOperator(ctx, passphrase, colleague(" ", registry.Volunteer)),
		"a control":         st.AddOperator(ctx, passphrase, colleague("a\x1bb", registry.Volunteer)),
		"too long":          st.AddOperator(ctx, passphrase, colleague(strings.Repeat("长", 51), registry.Volunteer)),
		"the same name":     st.AddOperator(ctx, passphrase, colleague("样例甲", registry.Officer)),
		"the same, in case": st.AddOperator(ctx, passphrase, colleague("OP", registry.Officer)),
		"no roles":          st.AddOperator(ctx, passphrase, colleague("乙")),
		"another role":      st.AddOperator(ctx, passphrase, colleague("乙", "king")),
		"police elsewhere":  st.AddOperator(ctx, passphrase, colleague("乙", registry.Police)),
		"weak passphrase":   st.AddOperator(ctx, passphrase, station.NewOperator{Name: "乙", Roles: []registry.Role{registry.Officer}, Passphrase: []byte("short"), Cost: strong}),
		"the last keeper":   st.DisableOperator(ctx, "op"),
		"nobody":            st.DisableOperator(ctx, "nobody"),
		"reset nobody":      st.ResetPassphrase(ctx, passphrase, "nobody", theirs, seal.TestCost),
	} {
		var f *station.Fault
		if !errors.As(err, &f) || f.Reason.ZH == "" || f.Reason.EN == "" {
			t.Errorf("%s: %v, want a Fault", what, err)
		}
	}
	for what, err := range map[string]error{
		"add": st.AddOperator(ctx, theirs, colleague("乙", registry.Volunteer)), "change": st.ChangePassphrase(ctx, theirs, theirs, seal.TestCost),
		"reset": st.ResetPassphrase(ctx, theirs, "样例甲", theirs, seal.TestCost),
	} {
		if !errors.Is(err, station.ErrWrongPassphrase) {
			t.Errorf("%s with another's passphrase: %v", what, err)
		}
	}
	if st.Head() != head {
		t.Error("something was written")
	}
	b.must(st.AddOperator(ctx, passphrase, colleague("样例丙", registry.Keeper)))
	b.must(st.DisableOperator(ctx, "op")) // another keeper is there
}

func TestPoliceAreOperatorsOfAPolicePoint(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.Point.Kind = "police" })
	b.must(st.AddOperator(ctx, passphrase, colleague("样例警", registry.Police)))
	b.sound(st)
}
