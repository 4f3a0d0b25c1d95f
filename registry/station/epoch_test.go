package station_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

// made is a new register on the bench's machine, in memory.
func (b *bench) made(change func(*station.Setup)) (*station.Station, *storetest.Memory) {
	b.t.Helper()
	store := storetest.New()
	u := b.setup()
	change(&u)
	st, _, err := station.Create(ctx, b.ports(store), u)
	b.must(err)
	return st, store
}

// Two registers of one code lie beside one another on a machine. The elder, whose
// serials end, leaves the younger's epoch alone.
func TestTheLastSerialLeavesAnotherRegistersEpochAlone(t *testing.T) {
	b := newBench(t)
	elder, store := b.made(func(u *station.Setup) { u.StartAt = registry.LastSerial })
	younger, _ := b.made(func(*station.Setup) {})
	b.issue(elder, father, "ISSUE")
	theirs := b.issue(younger, mother, "ISSUE").Number
	next := b.issue(elder, mother, "ISSUE").Number
	if theirs.Epoch() != 2 || next.Epoch() != 3 || next.Serial() != 1 {
		t.Errorf("the younger gave %s, the elder then %s", theirs.Grouped(), next.Grouped())
	}
	b.sound(elder)
	var taken registry.EpochBody
	for e, err := range store.Events(ctx) {
		if b.must(err); e.Kind == registry.EpochTaken {
			b.must(json.Unmarshal(e.Body, &taken))
		}
	}
	machine, err := store.Meta(ctx, "machine")
	if b.must(err); taken.Machine != string(machine) {
		t.Errorf("the epoch's event names machine %s, the register %s", taken.Machine, machine)
	}
}

// When the ninth epoch ends nothing is given any more, neither by the desk nor by
// the keeper, and what was given stays.
func TestTheLastEpochEnds(t *testing.T) {
	b := newBench(t)
	st, store := b.made(func(*station.Setup) {})
	for range registry.LastEpoch - 1 {
		_, err := st.TakeEpochAnyway(ctx, "试验", 0)
		b.must(err)
	}
	v := b.issue(st, father, "ISSUE")
	if v.Number.Epoch() != registry.LastEpoch {
		t.Errorf("in the last epoch %s", v.Number.Grouped())
	}
	before := st.Head()
	if _, err := st.TakeEpochAnyway(ctx, "试验", 0); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("one epoch more: %v", err)
	}
	if st.Head() != before || st.Info().ReadOnly != "" {
		t.Errorf("after the refusal: %+v, %+v", st.Head(), st.Info())
	}
	b.issue(st, mother, "ISSUE")
	b.sound(st)
	storetest.Sound(t, store)
	if _, _, err := station.Create(ctx, b.ports(storetest.New()), b.setup()); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("another register under the code whose epochs are used up: %v", err)
	}
}

// A register in which nothing is wrong takes no epoch by the way: it is told what one
// costs, and nothing changes.
func TestAnEpochThatNobodyNeeds(t *testing.T) {
	b := newBench(t)
	st, _ := b.made(func(*station.Setup) {})
	b.issue(st, father, "ISSUE")
	before := st.Head()
	var needless *station.Needless
	if _, err := st.TakeEpoch(ctx, "试验", 0); !errors.As(err, &needless) || st.Head() != before {
		t.Fatalf("a new epoch: %v", err)
	}
	if zh, en := needless.Sentences(); !strings.Contains(zh, "99998 个编号") || !strings.Contains(en, "99998 numbers") || !strings.Contains(zh, "只剩 7 期") {
		t.Errorf("what it costs: %s %s", zh, en)
	}
	last := newBench(t).create(func(u *station.Setup) { u.StartAt = 99999 })
	if _, err := last.TakeEpoch(ctx, "试验", 0); !errors.As(err, &needless) || !strings.Contains(needless.Error(), ": one number that") {
		t.Errorf("of one number left: %v", err)
	}
	begun, err := st.TakeEpochAnyway(ctx, "试验", 0)
	if b.must(err); begun.Epoch != 2 || begun.Skipped != 1 {
		t.Errorf("taken all the same: %+v", begun)
	}
	b.sound(st)
}
