//go:build unix

package sqlite_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Every call of the file system that a command makes fails, once and for good.
// The operator gets an error that says what it is about; what was acknowledged is
// there, also when the power goes afterwards; the same ref asked again is the
// same pass; and the station goes on, at the latest when it is opened again.
func TestFailingDisk(t *testing.T) {
	long(t)
	seed := seeded(t, powerSeed)
	base := dayBegun(t, seed)
	for verb, do := range map[string]func(k *desk) (step, error){
		"issue": func(k *desk) (step, error) { return k.issues("") },
		"print": (*desk).prints,
		"sign": func(k *desk) (step, error) {
			n := firstNumber(k)
			return step{verb: "sign"}, k.st.Sign(ctx, n, "holder")
		},
		"close":     func(k *desk) (step, error) { return k.act(36) },
		"residents": func(k *desk) (step, error) { return k.act(37) },
		"settle":    (*desk).decides,
		"epoch": func(k *desk) (step, error) {
			_, err := k.st.TakeEpochAnyway(ctx, "样例", 0)
			return step{verb: "epoch"}, err
		},
		"export": func(k *desk) (step, error) {
			x, err := k.st.BeginExport(ctx, station.Selection{})
			if err != nil {
				return step{}, err
			}
			for _, err := range k.st.ExportRows(ctx, x) {
				if err != nil {
					return step{}, err
				}
			}
			return step{verb: "export"}, k.st.Exported(ctx, x, "csv", 5, "00")
		},
		"backup": func(k *desk) (step, error) {
			head, err := k.st.Backup(ctx, io.Discard)
			if err != nil {
				return step{}, err
			}
			return step{verb: "backup"}, k.st.RecordBackup(ctx, head, "00")
		},
		"open": (*desk).reopens,
	} {
		t.Run(verb, func(t *testing.T) {
			t.Parallel()
			step, ends := 1, map[string]int{}
			if verb != "issue" { // every call of a release, every fifth of a change
				step = stride(t, 5)
			}
			for i, f := range faults {
				for n := 1 + i%step; ; n += step {
					trial := trial{t: t, verb: verb, do: do, fault: f, at: n, seed: seed}
					if !trial.run(base) {
						break
					}
					ends[trial.end]++
				}
			}
			for _, end := range []string{settled, undone, doubtful} {
				if ends[end] == 0 && verb == "issue" {
					t.Errorf("no failing call after which %s", end)
				}
			}
			did(t, "failing calls, and how they ended: %v", ends)
		})
	}
}

// fault is how the disk fails.
type fault struct {
	name  string
	code  int32
	calls int      // so many
	of    []string // of these kinds; nil for all
	in    string   // and in this folder; "" for both
}

const forGood = 1 << 30

var faults = []fault{
	{"an error, once", sqlite3.SQLITE_IOERR_WRITE, 1, nil, ""},
	{"an error, from then on", sqlite3.SQLITE_IOERR_WRITE, forGood, nil, ""},
	{"a failed sync, from then on", sqlite3.SQLITE_IOERR_FSYNC, forGood, []string{"sync"}, ""},
	{"a failed sync of the register, once", sqlite3.SQLITE_IOERR_FSYNC, 1, []string{"sync"}, "data"},
	{"a failed sync of the register, twice", sqlite3.SQLITE_IOERR_FSYNC, 2, []string{"sync"}, "data"},
	{"a failed sync of the register, from then on", sqlite3.SQLITE_IOERR_FSYNC, forGood, []string{"sync"}, "data"},
	{"an error of the register, from then on", sqlite3.SQLITE_IOERR_WRITE, forGood, []string{"sync", "write", "truncate", "delete"}, "data"},
	{"an error of the mark, once", sqlite3.SQLITE_IOERR_WRITE, 1, nil, "config"},
	{"full, once", sqlite3.SQLITE_FULL, 1, []string{"write"}, ""},
	{"full, from then on", sqlite3.SQLITE_FULL, forGood, []string{"write"}, ""},
}

// dayBegun is the disk of a station that has worked, as a kill leaves it: with a
// log to be read.
func dayBegun(t *testing.T, seed uint64) image {
	t.Helper()
	disk := newDisk(t, nil)
	defer disk.away()
	k := newDesk(t, seed, disk)
	must(t, k.create())
	for _, what := range []int{0, 0, 14, 0, 18, 0, 16, 0} { // some printed, some not, one case that waits
		s, err := k.act(what)
		must(t, err)
		k.acknowledge(s)
	}
	left := disk.everything(t)
	must(t, k.st.Close())
	return left
}

// How a trial ends.
const (
	untouched = "it is done, and no COMMIT failed"
	settled   = "the COMMIT had happened, and it is done"
	undone    = "nothing was done"
	doubtful  = "it was done, and the operator was told to ask again"
)

// counting counts how often a register was opened again.
type counting struct {
	station.Store
	n *int
}

func (c counting) Copy(ctx context.Context) (io.ReadCloser, error) {
	return c.Store.(station.Copying).Copy(ctx)
}

func (c counting) Reopen(ctx context.Context) error { *c.n++; return c.Store.Reopen(ctx) }

// trial is one command on a disk that fails at one call.
type trial struct {
	t     *testing.T
	verb  string
	do    func(*desk) (step, error)
	fault fault
	at    int
	seed  uint64
	fired bool
	end   string
}

func (f *trial) failf(format string, args ...any) {
	f.t.Helper()
	f.t.Errorf("%s at call %d: "+format, append([]any{f.fault.name, f.at}, args...)...)
}

// run answers false when the command makes fewer calls than that.
func (f *trial) run(base image) bool {
	disk := newDisk(f.t, base)
	defer disk.away()
	k := newDesk(f.t, f.seed+uint64(f.at), disk)
	k.people = 1000
	reopened := 0
	k.wrap = func(s station.Store, _ *markFile) station.Store { return counting{s, &reopened} }
	must(f.t, k.open())
	k.acknowledge(step{verb: "open"})
	f.breakDisk(disk)
	before := k.st.Head()
	s, err := f.do(k)
	disk.heal()
	if !f.fired {
		must(f.t, err)
		k.st.Close()
		return false
	}
	switch f.end = untouched; {
	case err == nil:
		if reopened > 0 {
			f.end = settled
		}
		k.acknowledge(s)
		f.afterPowerCut(k)
	case !diskError(err):
		f.failf("%s: the error is of no kind: %v", f.verb, err)
	}
	f.goesOn(k, s, err, before)
	return true
}

// breakDisk lets the disk fail at a call from now.
func (f *trial) breakDisk(d *disk) {
	d.mu.Lock()
	defer d.mu.Unlock()
	counted := 0
	d.fault = func(_ int, c call) int32 {
		if !strings.HasPrefix(c.path, f.fault.in) || f.fault.of != nil && !slices.Contains(f.fault.of, c.doing) {
			return 0
		}
		counted++
		if counted >= f.at && counted < f.at+f.fault.calls {
			f.fired = true
			return f.fault.code
		}
		return 0
	}
}

// goesOn: the disk works again. The same ref is answered alike, the next pass has
// a number of its own, and the register proves itself.
func (f *trial) goesOn(k *desk, s step, failed error, before registry.Head) {
	if k.st == nil || k.st.Locked() || k.st.Info().ReadOnly != "" {
		if k.st != nil {
			k.st.Close() // twice is once
		}
		if err := k.open(); err != nil {
			f.failf("%s: %v; and the station does not open again: %v", f.verb, failed, err)
			return
		}
	}
	defer func() { k.st.Close() }()
	if why := k.st.Info().ReadOnly; why != "" {
		f.failf("%s: %v; and the register is read-only: %s", f.verb, failed, why)
		return
	}
	switch {
	case failed == nil:
	case k.st.Head().Event > before.Event:
		f.end = doubtful
	default:
		f.end = undone
	}
	if s.asked != nil {
		again, err := k.issue(*s.asked)
		if err != nil || failed == nil && again.number != s.number {
			f.failf("%s: %v; asked again: %q %v, before %q", f.verb, failed, again.number, err, s.number)
		}
	}
	if head := k.st.Head(); head.Serial > before.Serial+1 {
		f.failf("%s: %d serials were spent", f.verb, head.Serial-before.Serial)
	}
	next, err := k.issue(person(f.t, 1500, ""))
	if err != nil || next.number == "" || s.asked != nil && next.number == s.number {
		f.failf("%s: %v; the next one: %q %v", f.verb, failed, next.number, err)
	}
	p, err := k.st.Verify(ctx)
	if err != nil || len(p.Faults)+len(p.Gaps) > 0 {
		f.failf("%s: %v; verify: %v %v %v", f.verb, failed, err, p.Faults, p.Gaps)
	}
	if k.marks.event(f.t) != k.st.Head().Event {
		f.failf("%s: %v; the mark stays behind", f.verb, failed)
	}
}

// afterPowerCut: what was acknowledged on a failing disk is there when the power
// goes right afterwards.
func (f *trial) afterPowerCut(k *desk) {
	var l losses
	for n := range uint64(3) {
		c := cutter{desk: k, l: &l, where: fmt.Sprint("cut ", n), rng: rand.New(rand.NewPCG(f.seed, n))}
		c.cut(k.disk.done())
	}
	for what, n := range l.n {
		f.failf("%s was acknowledged, and after %d of 3 power cuts: %s %v", f.verb, n, what, l.of[what])
	}
}

func firstNumber(k *desk) registry.Number {
	rows, err := k.st.Page(ctx, 0, 1, true, station.Filter{})
	must(k.t, err)
	return rows[0].Number
}
