package station_test

import (
	"errors"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// A mark that could not be written is owed: the next command writes it before it
// does anything, so that a register is never ahead by more than one.
func TestOwedMarkIsWrittenBeforeTheNextCommand(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.mark.fail = station.ErrDiskFull
	for range 3 {
		if _, err := st.Issue(ctx, b.app(father), false); !errors.Is(err, station.ErrDiskFull) {
			t.Fatalf("with a second place that fails: %v", err)
		}
	}
	if e := st.Head().Event; e != 4 {
		t.Errorf("%d events, want 4: only the first try came, and opened the day to the register", e)
	}
	b.must(st.Close())
	b.mark.fail = nil
	b.now = b.now.Add(time.Minute)
	st = b.open()
	if why := st.Info().ReadOnly; why != "" {
		t.Errorf("ahead by one command it is %q", why)
	}
	b.sound(st)
}

func TestSecondPlacePutBackIsFound(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	old := b.mark.copy()
	for _, who := range []string{father, mother} {
		b.issue(st, who, "ISSUE")
		b.now = b.now.Add(time.Second)
	}
	b.must(st.Close())
	b.mark.marks = old
	b.expectReadOnly("old mark")
}

// The epoch is spent only when it was taken.
func TestEpochThatCouldNotBeTakenIsNotSpent(t *testing.T) {
	b := newBench(t)
	d := &doubtful{}
	b.wrap = func(s station.Store) station.Store { d.Store = s; return d }
	st := b.create(nil)
	b.must(st.Close())
	b.mark.marks = map[string]station.Mark{}
	st = b.open()
	for range 12 {
		d.armed = true
		if _, err := st.TakeEpoch(ctx, "样例", 0); !errors.Is(err, station.ErrStorage) {
			t.Fatalf("with a store that fails: %v", err)
		}
		if _, err := st.Issue(ctx, b.app(mother), false); !errors.Is(err, station.ErrReadOnly) {
			t.Fatalf("an issue after that: %v", err)
		}
	}
	h, err := st.TakeEpoch(ctx, "样例", 0)
	if err != nil || h.Epoch != 2 {
		t.Errorf("epoch %d, %v", h.Epoch, err)
	}
	b.issue(st, mother, "ISSUE")
	b.sound(st)
}

// The lights go out while an epoch is taken: before the COMMIT the register stays
// read-only, behind it the epoch is there.
func TestEpochIsTakenWholeOrNot(t *testing.T) {
	for _, after := range []int{0, 1} { // marks that reach the disk
		b := newBench(t)
		st := b.create(nil)
		b.must(st.Close())
		b.mark.marks = map[string]station.Mark{}
		st = b.open()
		left := after
		b.mark.left = &left
		if _, err := st.TakeEpoch(ctx, "样例", 0); !errors.Is(err, station.ErrDiskFull) {
			t.Fatalf("%d marks: %v", after, err)
		}
		b.must(st.Close())
		b.mark.left = nil
		b.now = b.now.Add(time.Minute)
		st = b.open()
		if why := st.Info().ReadOnly; (why == "") != (after == 1) {
			t.Errorf("%d marks written: read-only %q", after, why)
		}
	}
}

func TestEpochGoesBehindEveryOneKnownHere(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.Close())
	var own string
	for own = range b.mark.marks {
	}
	other := own[:len("ningbo-12-931-")] + "0123456789abcdef"
	b.mark.marks[other] = station.Mark{Head: registry.Head{Epoch: 4}}
	st = b.open()
	if h, err := st.TakeEpochAnyway(ctx, "样例", 0); err != nil || h.Epoch != 5 {
		t.Errorf("epoch %d, %v; another register of the code stands at 4", h.Epoch, err)
	}
}
