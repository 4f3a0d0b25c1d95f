//go:build unix

package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

const (
	powerSeed  = 20200310
	cutsOfADay = 50 // simulated days; each is cut at so many moments
)

// A power cut at any moment loses nothing that was acknowledged, gives no number
// twice, takes no epoch and leaves nothing that must be repaired.
func TestPowerCuts(t *testing.T) {
	first, days := seeded(t, powerSeed), times(t, 2_000, 1_000_000)/cutsOfADay
	if testing.Short() {
		days = 2
	}
	var found losses
	inTwo(t, days, func(t *testing.T, day int) {
		found.add(cutADay(t, first+uint64(day), cutsOfADay, nil))
	})
	for what, seeds := range found.of {
		t.Errorf("%s: %d cuts, for example seed %v", what, found.n[what], seeds)
	}
	for _, verb := range []string{"issue", "intend", "print", "sign", "reprint", "cancel", "recall", "settle", "close", "residents", "epoch", "reopen"} {
		if found.verbs[verb] == 0 && !testing.Short() {
			t.Errorf("nobody did %q: its power cuts are not tried", verb)
		}
	}
	did(t, "%d power cuts, %d of them in the middle of a command", found.cuts, found.between)
}

// Each of these is weaker in one thing. If none of its power cuts loses, the test
// above cannot see a loss.
func TestWeakerSettingsLose(t *testing.T) {
	long(t)
	with := func(settings ...string) func(*desk) {
		return func(k *desk) { k.medium.Settings = settings }
	}
	for what, weaken := range map[string]func(*desk){
		"synchronous NORMAL":     with("synchronous=NORMAL"),
		"SQLite's own settings":  with("locking_mode=NORMAL", "journal_mode=DELETE", "synchronous=FULL"),
		"folders never synced":   func(k *desk) { k.disk.keepsNoNames = true },
		"the mark before COMMIT": func(k *desk) { k.wrap = early },
		"the mark never synced":  func(k *desk) { k.marks.unsynced = true },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			var found losses
			for day := range uint64(times(t, 2, 40)) {
				found.add(cutADay(t, powerSeed+day, cutsOfADay, weaken))
			}
			n := 0
			for _, of := range found.n {
				n += of
			}
			if n == 0 {
				t.Errorf("nothing was lost in %d power cuts: the simulation is broken", found.cuts)
			}
			did(t, "%d of %d power cuts lost: %v", n, found.cuts, found.n)
		})
	}
}

// early writes the mark before the COMMIT.
func early(s station.Store, m *markFile) station.Store { return &earlyStore{s, m} }

type earlyStore struct {
	station.Store
	marks *markFile
}

func (s *earlyStore) Append(c context.Context, change station.Change) error {
	files, _ := filepath.Glob(s.marks.path("*"))
	if len(files) == 0 || len(change.Events) == 0 {
		return s.Store.Append(c, change)
	}
	name := strings.TrimSuffix(filepath.Base(files[0]), ".highwater")
	mark, err := s.marks.Read(name)
	if err != nil {
		return s.Store.Append(c, change)
	}
	for _, e := range change.Events {
		if mark.Head, err = mark.Head.Advance(e); err != nil {
			return err
		}
	}
	if err := s.marks.Write(name, mark); err != nil {
		return err
	}
	return s.Store.Append(c, change)
}

// losses are what power cuts have cost, by kind.
type losses struct {
	mu            sync.Mutex
	n             map[string]int
	verbs         map[string]int      // what the desks did
	of            map[string][]string // some places where it can be seen again
	cuts, between int
}

func (l *losses) note(what, where string) {
	if l.n == nil {
		l.n, l.of = map[string]int{}, map[string][]string{}
	}
	if l.n[what]++; len(l.of[what]) < 3 {
		l.of[what] = append(l.of[what], where)
	}
}

func (l *losses) add(o *losses) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for what, n := range o.n {
		for _, where := range o.of[what] {
			l.note(what, where)
		}
		l.n[what] += n - len(o.of[what])
	}
	for verb, n := range o.verbs {
		if l.verbs == nil {
			l.verbs = map[string]int{}
		}
		l.verbs[verb] += n
	}
	l.cuts, l.between = l.cuts+o.cuts, l.between+o.between
}

// inTwo runs n things side by side on two cores.
func inTwo(t *testing.T, n int, do func(t *testing.T, i int)) {
	t.Run("of", func(t *testing.T) {
		for half := range 2 {
			t.Run(fmt.Sprint(half), func(t *testing.T) {
				t.Parallel()
				for i := half; i < n; i += 2 {
					do(t, i)
				}
			})
		}
	})
}

// cutADay plays a day of a station and cuts the power at moments that the seed
// draws, each on a copy of the disk.
func cutADay(t *testing.T, seed uint64, cuts int, weaken func(*desk)) *losses {
	t.Helper()
	disk := newDisk(t, nil)
	defer disk.away()
	k := newDesk(t, seed, disk)
	if k.rng.IntN(2) == 0 { // a day in which the log is folded in all the time
		k.medium.Settings = []string{"wal_autocheckpoint=20"}
	}
	if weaken != nil {
		weaken(k)
	}
	must(t, k.create())
	must(t, k.works(40))
	must(t, k.st.Close())
	l := losses{verbs: map[string]int{}}
	for _, s := range k.done {
		l.verbs[s.verb]++
	}
	for n := range cuts {
		c := cutter{desk: k, l: &l, where: fmt.Sprintf("%d, cut %d", seed, n), rng: rand.New(rand.NewPCG(seed, uint64(2+n)))}
		c.cut(c.rng.IntN(disk.done() + 1))
	}
	return &l
}

// cutter is one power cut and what is found when the power is back.
type cutter struct {
	*desk
	l     *losses
	where string
	rng   *rand.Rand
}

// cut takes the power away at a moment; or the program is killed there and
// started again, and what it wrote can be read but may not be durable.
func (c *cutter) cut(moment int) {
	c.l.cuts++
	switch c.rng.IntN(8) {
	case 0:
		c.found(moment, c.disk.killed(c.t, moment), true)
	case 1:
		c.found(moment, newDisk(c.t, c.disk.cut(moment, c.rng)), true)
	default:
		c.found(moment, newDisk(c.t, c.disk.cut(moment, c.rng)), false)
	}
}

// found opens what is left. Again: the power goes once more while the station
// gets on its feet.
func (c *cutter) found(moment int, disk *disk, again bool) {
	defer disk.away()
	acknowledged := 0
	for acknowledged < len(c.desk.done) && c.desk.done[acknowledged].moment <= moment {
		acknowledged++
	}
	if acknowledged > 0 && moment > c.desk.done[acknowledged-1].moment {
		c.l.between++
	}
	began := disk.done()
	k := newDesk(c.t, c.rng.Uint64(), disk)
	k.people = 6000
	if acknowledged == 0 {
		c.unmade(k)
		return
	}
	if err := k.open(); err != nil {
		c.l.note("the register does not open", fmt.Sprintf("%s: %v", c.where, err))
		return
	}
	defer func() { k.st.Close() }()
	if c.stands(k, acknowledged) {
		c.goesOn(k, acknowledged)
	}
	if again {
		c.after(k, acknowledged, began)
	}
}

// after takes the power away once more, and holds what is left against what was
// acknowledged before and since.
func (c *cutter) after(k *desk, acknowledged, began int) {
	both := *c.desk
	both.disk, both.done = k.disk, nil
	for _, s := range c.desk.done[:acknowledged] {
		s.moment = min(s.moment, began)
		both.done = append(both.done, s)
	}
	both.done = append(both.done, k.done...)
	moment := began + c.rng.IntN(k.disk.done()-began+1)
	second := &cutter{desk: &both, l: c.l, where: c.where + ", cut again", rng: c.rng}
	c.l.cuts++
	second.found(moment, newDisk(c.t, k.disk.cut(moment, c.rng)), false)
}

// unmade: the power went before the station was made. It can be made now, or the
// register says that it is none.
func (c *cutter) unmade(k *desk) {
	if err := k.open(); err == nil {
		if k.st.Info().ReadOnly != "" {
			c.l.note("half a set-up opens read-only", c.where)
		}
		k.st.Close()
		return
	} else if !errors.Is(err, station.ErrNoRegister) && !errors.Is(err, station.ErrDamaged) {
		c.l.note("half a set-up", fmt.Sprintf("%s: %v", c.where, err))
		return
	}
	os.Remove(k.register() + ".lock")
	sqlite.Remove(k.register())
	k.disk.forget(k.register())
	if err := k.create(); err != nil {
		c.l.note("the set-up cannot be done again", fmt.Sprintf("%s: %v", c.where, err))
		return
	}
	k.st.Close()
}

// stands holds the register against what was acknowledged before the cut.
func (c *cutter) stands(k *desk, acknowledged int) bool {
	last := c.desk.done[acknowledged-1]
	head := k.st.Head()
	switch {
	case head.Event < last.head.Event:
		c.l.note("an acknowledged command is lost", c.where)
		return false
	case k.st.Info().ReadOnly != "":
		c.l.note("read-only: "+k.st.Info().ReadOnly, c.where)
		return false
	case k.marks.event(c.t) < head.Event:
		c.l.note("the mark did not heal", c.where)
	}
	return true
}

// goesOn asks what was under way once more, issues to others, and has the
// register prove itself.
func (c *cutter) goesOn(k *desk, acknowledged int) {
	given := map[string]string{}
	for _, s := range c.desk.done[:acknowledged] {
		if s.number != "" {
			given[s.number] = s.asked.Ref
		}
	}
	ask := []registry.Application{person(c.t, 6000, ""), person(c.t, 6001, "")}
	if acknowledged < len(c.desk.done) && c.desk.done[acknowledged].asked != nil {
		ask = append([]registry.Application{*c.desk.done[acknowledged].asked}, ask...)
	}
	for _, s := range c.desk.done[:acknowledged] {
		if s.asked != nil && c.rng.IntN(4) == 0 {
			ask = append(ask, *s.asked)
		}
	}
	for _, a := range ask {
		s, err := k.issue(a)
		if err != nil {
			c.l.note("it does not go on", fmt.Sprintf("%s: %v", c.where, err))
			return
		}
		k.acknowledge(s)
		if before, was := c.numberOf(a.Ref, acknowledged); was && before != s.number {
			c.l.note("an acknowledged number is another now", c.where)
		}
		if ref, taken := given[s.number]; s.number != "" && taken && ref != a.Ref {
			c.l.note("a number was given twice", c.where)
		}
		given[s.number] = a.Ref
	}
	p, err := k.st.Verify(ctx)
	if err != nil || len(p.Faults)+len(p.Gaps) > 0 {
		c.l.note("verify", fmt.Sprintf("%s: %v %v %v", c.where, err, p.Faults, p.Gaps))
	}
}

// numberOf is what was acknowledged to a ref before the cut.
func (c *cutter) numberOf(ref string, acknowledged int) (string, bool) {
	for _, s := range c.desk.done[:acknowledged] {
		if s.asked != nil && s.asked.Ref == ref {
			return s.number, true
		}
	}
	return "", false
}
