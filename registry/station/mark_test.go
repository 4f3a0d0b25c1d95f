package station_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

func (b *bench) copyRegister() []byte {
	b.t.Helper()
	raw, err := os.ReadFile(b.path)
	b.must(err)
	return raw
}

// expectReadOnly opens the register and demands that it refuses to issue.
func (b *bench) expectReadOnly(why string) *station.Station {
	b.t.Helper()
	st := b.open()
	if got := st.Info().ReadOnly; got != why {
		b.t.Fatalf("read-only %q, want %q", got, why)
	}
	if _, err := st.Issue(ctx, b.app(mother), false); !errors.Is(err, station.ErrReadOnly) {
		b.t.Fatalf("issue on a %s register: %v, want ErrReadOnly", why, err)
	}
	return st
}

func TestOldBackupOpensReadOnlyAndNoNumberComesTwice(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	b.must(st.Close())
	backup := b.copyRegister()
	st = b.open()
	lost := b.issue(st, son, "ISSUE").Number
	b.must(st.Close())
	b.must(os.WriteFile(b.path, backup, 0o600))
	st = b.expectReadOnly("rolled back")
	for _, reason := range []string{"", " ", "x", "------", "啊啊啊"} {
		if _, err := st.TakeEpoch(ctx, reason, 0); !errors.Is(err, station.ErrInvalid) {
			t.Errorf("reason %q: %v", reason, err)
		}
	}
	if _, err := st.TakeEpoch(ctx, "restored from a backup", 0); err != nil {
		t.Fatal(err)
	}
	n := b.issue(st, mother, "ISSUE").Number
	if n.Epoch() != 2 || n.Serial() != 1 || n.SameBut(lost) {
		t.Errorf("after the backup %s, lost %s", n.Grouped(), lost.Grouped())
	}
	b.must(st.Close())
	if st := b.open(); st.Info().ReadOnly != "" {
		t.Errorf("after the new epoch it is %q", st.Info().ReadOnly)
	}
}

func TestRegisterOnAnotherMachineOpensReadOnly(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	b.must(st.Close())
	b.mark.marks = map[string]station.Mark{} // the second place of another machine
	st = b.expectReadOnly("other machine")
	if _, err := st.TakeEpoch(ctx, "the laptop was replaced", 0); err != nil {
		t.Fatal(err)
	}
	b.issue(st, mother, "ISSUE")
	b.sound(st)
}

func TestTwoCopiesThatWentOnAreFound(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.Close())
	fork := b.copyRegister()
	st = b.open()
	b.issue(st, father, "ISSUE")
	b.must(st.Close())
	mark := b.mark.marks
	b.mark = &secondPlace{marks: map[string]station.Mark{}}
	for k, m := range mark {
		b.mark.marks[k] = m
	}
	// the copy goes on elsewhere with a mark of its own, then comes back
	b.must(os.WriteFile(b.path, fork, 0o600))
	other := map[string]station.Mark{}
	for k, m := range mark {
		m.Head = registry.Head{}
		other[k] = m
	}
	b.mark.marks = other
	st = b.open()
	b.issue(st, mother, "ISSUE")
	b.must(st.Close())
	b.mark.marks = mark
	b.expectReadOnly("forked")
}

func TestCrashBetweenCommitAndMarkHeals(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	line := strings.Replace(mother, `{`, `{"ref":"r-9",`, 1)
	b.mark.fail = station.ErrDiskFull
	if _, err := st.Issue(ctx, b.app(line), false); !errors.Is(err, station.ErrDiskFull) {
		t.Fatalf("with a second place that fails: %v", err)
	}
	b.mark.fail = nil
	again := b.issue(st, line, "ISSUE") // the ref knows; the mark catches up
	if again.Number.Serial() != 2 {
		t.Errorf("answered %s", again.Number.Grouped())
	}
	b.sound(st)
	b.mark.fail = station.ErrDiskFull
	_, err := st.Issue(ctx, b.app(son), false)
	if err == nil {
		t.Fatal("no error")
	}
	b.must(st.Close())
	b.mark.fail = nil
	st = b.open()
	if st.Info().ReadOnly != "" || st.Info().Epoch != 1 {
		t.Errorf("after the crash: %+v", st.Info())
	}
	b.sound(st)
}

// doubtful is a store whose next COMMIT reports an error: after it happened, or
// instead of it.
type doubtful struct {
	station.Store
	happens bool
	armed   bool
}

func (d *doubtful) Append(ctx context.Context, c station.Change) error {
	if !d.armed {
		return d.Store.Append(ctx, c)
	}
	d.armed = false
	if d.happens {
		if err := d.Store.Append(ctx, c); err != nil {
			return err
		}
	}
	return station.ErrStorage
}

func TestCommitInDoubtIsSettled(t *testing.T) {
	for _, happens := range []bool{true, false} {
		b := newBench(t)
		d := &doubtful{happens: happens}
		b.wrap = func(s station.Store) station.Store { d.Store = s; return d }
		st := b.create(nil)
		d.armed = true
		v, err := st.Issue(ctx, b.app(father), false)
		if happens && (err != nil || v.Number.Serial() != 1) {
			t.Errorf("it had happened: %v %v", v.Number, err)
		}
		if !happens && !errors.Is(err, station.ErrStorage) {
			t.Errorf("it had not: %v", err)
		}
		if n := b.issue(st, mother, "ISSUE").Number; (n.Serial() == 2) != happens {
			t.Errorf("happened %v: the next number is %s", happens, n.Grouped())
		}
		b.sound(st)
		b.must(st.Close())
	}
}

func TestClockSetBackChangesNoNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, father, "ISSUE").Number
	b.now = b.now.Add(-40 * 24 * time.Hour)
	second := b.issue(st, mother, "ISSUE").Number
	if second.Serial() != first.Serial()+1 {
		t.Errorf("%s then %s", first.Grouped(), second.Grouped())
	}
	b.sound(st)
}

func TestVerifyFindsWhatWasChanged(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	b.issue(st, son, "ISSUE")
	b.must(st.Close())
	whole := b.copyRegister()
	found, opened, step := 0, 0, 97
	if testing.Short() {
		step = 997
	}
	for at := 4096; at < len(whole); at += step {
		raw := append([]byte{}, whole...)
		raw[at] ^= 0x10
		b.must(os.WriteFile(b.path, raw, 0o600))
		fault, ok := b.tryVerify()
		if ok {
			opened++
		}
		if fault {
			found++
		}
	}
	b.must(os.WriteFile(b.path, whole, 0o600))
	if fault, _ := b.tryVerify(); fault {
		t.Error("the whole register has faults")
	}
	if found == 0 || opened == 0 {
		t.Errorf("of the flips %d were found, %d opened", found, opened)
	}
}

// tryVerify opens and verifies: fault when anything was wrong, ok when it opened.
func (b *bench) tryVerify() (fault, ok bool) {
	db, err := sqlite.Open(ctx, b.path)
	if err != nil {
		return true, false
	}
	st, err := station.Open(ctx, b.ports(db))
	if err != nil {
		db.Close()
		return true, false
	}
	defer st.Close()
	if err := st.Unlock(ctx, "op", passphrase); err != nil {
		return true, false
	}
	p, err := st.Verify(ctx)
	return err != nil || len(p.Faults) > 0, true
}

// A register that was brought from elsewhere and wiped, before its epoch was taken,
// is remembered: the one that is made here under its code begins behind it.
func TestAForeignRegisterIsRemembered(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	_, err := st.TakeEpochAnyway(ctx, "样例", 3)
	b.must(err)
	theirs := b.issue(st, father, "ISSUE").Number
	b.must(st.Close())
	b.mark.marks = map[string]station.Mark{} // another machine's second place
	for range 2 {
		b.must(b.expectReadOnly("other machine").Close())
	}
	mine, _ := b.made(func(*station.Setup) {})
	if n := b.issue(mine, mother, "ISSUE").Number; theirs.Epoch() != 3 || n.Epoch() != 4 {
		t.Errorf("there %s was given, here %s", theirs.Grouped(), n.Grouped())
	}
}
