package station_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

// anyLife is somebody who tries everything, in whatever order, with three people and
// their passes.
type anyLife struct {
	b     *bench
	st    *station.Station
	r     *rand.Rand
	cases []int64
}

func one[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// step tries one thing; most are refused at most times.
func (l *anyLife) step() error {
	st, r := l.st, l.r
	passes, err := st.Page(ctx, 0, 9, true, station.Filter{})
	l.b.must(err)
	if len(passes) == 0 || r.IntN(8) == 0 {
		_, err := st.Issue(ctx, l.b.app(one(r, father, mother, son)), r.IntN(2) == 0)
		return err
	}
	p := passes[r.IntN(len(passes))]
	n, which, old := p.Number, one(r, 0, 0, p.Copy, p.Copy-1, p.Copy+1), one(r, append([]string{""}, registry.Ends...)...)
	return one(r,
		func() error { return st.PrintIntended(ctx, []registry.Number{n}, "walkin") },
		func() error {
			return st.PrintedOut(ctx, []registry.Number{n}, one(r, "out", "out", "spoiled", "unknown"))
		},
		func() error { return st.Sign(ctx, n, "holder") },
		func() error { return st.Cancel(ctx, n, "样例") },
		func() error { return st.ReprintOf(ctx, n, "样例", old) },
		func() error { return st.Void(ctx, n, which, "样例") },
		func() error { return st.ReportLost(ctx, n, which, "样例") },
		func() error {
			return st.Return(ctx, n, which, one(r, "returned", "returned", "refused", "not_found"), "样例")
		},
		func() error { return st.Recall(ctx, n, one(r, station.RecallReasons...), "样例") },
		func() error { return st.Reinstate(ctx, n, "样例") },
		func() error { _, err := st.Correct(ctx, n, l.correction(old)); return err },
		func() error {
			id, err := st.LodgePassAppeal(ctx, n.String(), "样例")
			if err == nil {
				l.cases = append(l.cases, id)
			}
			return err
		},
		l.decide, l.reopen,
		l.branch,
		func() error { l.b.now = l.b.now.Add(time.Duration(r.IntN(40)) * time.Hour); return nil },
	)()
}

func (l *anyLife) correction(old string) station.Correction {
	value := one(l.r, `"样例改"`, `"样例再改"`, `"样例路1号"`, "null")
	return station.Correction{Changed: map[string]json.RawMessage{one(l.r, "name", "address", "phone"): json.RawMessage(value)}, Reason: "样例", Old: old, Print: l.r.IntN(2) == 0}
}

// branch leaves another history of the register behind, which may have printed what
// this one has not.
func (l *anyLife) branch() error {
	if l.r.IntN(3) > 0 || l.st.Head().Epoch == registry.LastEpoch {
		return nil
	}
	_, err := l.st.TakeEpochAnyway(ctx, "样例", 0)
	return err
}

func (l *anyLife) decide() error {
	if len(l.cases) == 0 {
		return nil
	}
	r := station.Ruling{Decision: one(l.r, "uphold", "change", "change"), Reason: "样例"}
	if l.r.IntN(2) == 0 {
		r.Facts = l.correction("").Changed
	}
	_, err := l.st.DecideAppealWith(ctx, one(l.r, l.cases...), r)
	return err
}

func (l *anyLife) reopen() error {
	if len(l.cases) == 0 {
		return nil
	}
	return l.st.ReopenAppeal(ctx, one(l.r, l.cases...), "样例")
}

// live tries so many steps: what is refused leaves nothing behind, and at the end
// the log folds to what the store says.
func (l *anyLife) live(steps int, store station.Store) map[registry.Kind]int {
	for i := range steps {
		before := l.st.Head()
		if err := l.step(); err != nil && l.st.Head() != before {
			l.b.t.Fatalf("step %d was refused (%v) and left event %d behind %d", i, err, l.st.Head().Event, before.Event)
		}
	}
	l.b.sound(l.st)
	storetest.Sound(l.b.t, store)
	kinds := map[registry.Kind]int{}
	for e, err := range store.Events(ctx) {
		l.b.must(err)
		kinds[e.Kind]++
	}
	return kinds
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 4)) }

// TestAnyLifeFoldsToItsProjection: a hundred lives in memory. Every step of a life
// that Ningbo knows happens in some of them; nothing expires there.
func TestAnyLifeFoldsToItsProjection(t *testing.T) {
	seen := map[registry.Kind]int{}
	for seed := range uint64(100) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			b := newBench(t)
			st, store := b.made(func(*station.Setup) {})
			l := &anyLife{b: b, st: st, r: seeded(seed)}
			for k, n := range l.live(80, store) {
				seen[k] += n
			}
			storetest.Sound(t, storetest.FromImage(store.Image()))
		})
	}
	for _, s := range registry.Statuses {
		for _, k := range append(registry.Allowed(s), registry.AppealLodged, registry.AppealDecided, registry.AppealReopened) {
			if k != registry.Expired && seen[k] == 0 {
				t.Errorf("%s happened in no life", k)
			}
		}
	}
}

// The same on disk, opened again before the store is asked.
func TestAnyLifeOnDisk(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			b := newBench(t)
			db, err := sqlite.Create(ctx, b.path)
			b.must(err)
			st, _, err := station.Create(ctx, b.ports(db), b.setup())
			b.must(err)
			l := &anyLife{b: b, st: st, r: seeded(1000 + seed)}
			l.live(60, db)
			b.must(st.Close())
			again, err := sqlite.Open(ctx, b.path)
			b.must(err)
			defer again.Close()
			storetest.Sound(t, again)
		})
	}
}
