package city_test

import (
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/export/collector/city"
	"passdesk/export/collector/pgtest"
	"passdesk/registry/sim"
	"passdesk/registry/storetest"
)

// PASSDESK_SEED=n plays one seed again and prints its diary.

// The stations lie in memory: collecting garbage half as often is a third of the time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(13 << 30) // the largest city is collected more often
	pgtest.Main(m)
}

// sizeOf is how long a seed's city is played: every third to its end, for a release all.
func sizeOf(seed uint64) sim.Size {
	if os.Getenv("PASSDESK_RELEASE") != "" || seed%3 == 0 {
		return city.Small
	}
	return city.Short
}

// mostAtOnce is how many cities a server has connections for.
const mostAtOnce = 16

// many plays the seeds on all cores, each in a database of its own on one server, and
// hands each result to see, one at a time. It answers how many it played: a machine that is
// slow, or busy with other things, plays what the time allows that go test gives (-timeout,
// ten minutes where nobody says), and leaves a quarter of it to the tests behind; where CI
// demands all of them (PASSDESK_TOOLS=required), it plays all.
func many(t *testing.T, seeds int, d city.Design, size func(seed uint64) sim.Size, see func(seed uint64, r city.Result)) (played int) {
	t.Helper()
	began := time.Now()
	until, ends := t.Deadline()
	enough := func() bool {
		return ends && os.Getenv("PASSDESK_TOOLS") != "required" && time.Since(began) > 3*time.Until(until)
	}
	todo := make(chan uint64)
	var workers sync.WaitGroup
	var mu sync.Mutex
	for range min(runtime.GOMAXPROCS(0), mostAtOnce) {
		workers.Go(func() {
			for seed := range todo {
				r := city.Play(t.Context(), pgtest.Database(t), seed, d, size(seed))
				mu.Lock()
				played++
				see(seed, r)
				mu.Unlock()
			}
		})
	}
	for seed := range uint64(seeds) {
		if enough() {
			t.Logf("the time is over: %d of %d seeds are played (all of them with a longer -timeout)", seed, seeds)
			break
		}
		todo <- seed
	}
	close(todo)
	workers.Wait()
	return played
}

// sum is what many runs came to.
type sum struct{ city.Result }

func (s *sum) add(r city.Result) {
	for _, n := range []struct {
		to *int
		is int
	}{
		{&s.Parcels, r.Parcels}, {&s.Refused, r.Refused}, {&s.Killed, r.Killed}, {&s.Unanswered, r.Unanswered}, {&s.Lost, r.Lost}, {&s.Copied, r.Copied}, {&s.Swapped, r.Swapped},
		{&s.Enrolled, r.Enrolled}, {&s.Events, r.Events}, {&s.Settled, r.Settled}, {&s.Passes, r.Passes}, {&s.Acknowledged, r.Acknowledged}, {&s.Forks, r.Forks}, {&s.Duplicates, r.Duplicates}, {&s.Reissues, r.Reissues}, {&s.Unseen, r.Unseen}, {&s.Returned, r.Returned}, {&s.Kept, r.Kept},
		{&s.Stations.Issued, r.Stations.Issued}, {&s.Stations.Happened, r.Stations.Happened}, {&s.Stations.Twice, r.Stations.Twice},
	} {
		*n.to += n.is
	}
}

func (s *sum) tell(t testing.TB) {
	t.Logf("issued %d (%d upstream), at laptops something happened %d times; %d parcels: %d cut off, %d times the collector was killed, %d answers lost; sticks: %d lost, %d copied, %d swapped; enrolled %d",
		s.Stations.Issued, s.Passes, s.Stations.Happened, s.Parcels, s.Refused, s.Killed, s.Unanswered, s.Lost, s.Copied, s.Swapped, s.Enrolled)
	t.Logf("upstream %d events, %d of them with a receipt; %d laptops with an empty outbox; %d numbers listed as forks, %d duplicates, %d to be reissued; %d numbers printed for two people, %d of them unknown upstream",
		s.Events, s.Acknowledged, s.Settled, s.Forks, s.Duplicates, s.Reissues, s.Stations.Twice, s.Unseen)
	t.Logf("%d passes came back to laptops that were put back; at the end laptops know all %d of which they had a receipt", s.Returned, s.Kept)
}

func TestTheCityAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many cities on a real PostgreSQL")
	}
	if s := os.Getenv("PASSDESK_SEED"); s != "" {
		replay(t, s)
		return
	}
	seeds := storetest.Seeds(t, 200, 10_000)
	var all sum
	seeds = many(t, seeds, city.Whole, sizeOf, func(seed uint64, r city.Result) {
		held(t, seed, r)
		all.add(r)
	})
	all.tell(t)
	storetest.Counted(t, "%d seeds of cities: %d parcels, %d kills of the collector", seeds, all.Parcels, all.Killed)
	if seeds < 50 {
		return // too few for everything to have come about
	}
	for what, n := range map[string]int{"parcels that were cut off": all.Refused, "kills of the collector": all.Killed, "lost answers": all.Unanswered, "lost sticks": all.Lost, "copied sticks": all.Copied,
		"sticks carried elsewhere": all.Swapped, "forks": all.Forks, "duplicates": all.Duplicates, "numbers to be reissued": all.Reissues, "passes that came back": all.Returned, "passes that laptops know at the end": all.Kept / 20, "events with a receipt": all.Acknowledged / 500, "empty outboxes": all.Settled / 3} {
		if n < seeds/2 {
			t.Errorf("only %d %s in %d runs", n, what, seeds)
		}
	}
}

// held fails the test when something was wrong in a run.
func held(t *testing.T, seed uint64, r city.Result) {
	t.Helper()
	if len(r.Wrong) > 0 {
		t.Errorf("PASSDESK_SEED=%d: %d wrong, first: %s", seed, len(r.Wrong), r.Wrong[0])
	}
}

func replay(t *testing.T, s string) {
	seed, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("PASSDESK_SEED: %v", err)
	}
	r := city.Play(t.Context(), pgtest.Database(t), seed, city.Whole, sizeOf(seed))
	for _, line := range slices.Concat(r.Stations.Diary, r.Diary) {
		t.Log(line)
	}
	held(t, seed, r)
	(&sum{r}).tell(t)
}

// The same seed is the same run, whatever else the machine does.
func TestARunIsPlayedAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("plays cities on a real PostgreSQL")
	}
	a, b := city.Play(t.Context(), pgtest.Database(t), 7, city.Whole, city.Short), city.Play(t.Context(), pgtest.Database(t), 7, city.Whole, city.Short)
	if !slices.Equal(a.Diary, b.Diary) || a.Events != b.Events || a.Duplicates != b.Duplicates || a.Acknowledged != b.Acknowledged || len(a.Diary) < 10 {
		t.Errorf("%d and %d events, %d and %d lines", a.Events, b.Events, len(a.Diary), len(b.Diary))
	}
}

// Each part of the collector, left out, must be missed: else the simulation would not
// see what it is for.
func TestWhatIsLeftOutIsMissed(t *testing.T) {
	if testing.Short() {
		t.Skip("plays cities on a real PostgreSQL")
	}
	without := func(change func(*city.Design)) city.Design {
		d := city.Whole
		change(&d)
		return d
	}
	for name, c := range map[string]struct {
		design city.Design
		says   string
	}{
		"idempotence":             {without(func(d *city.Design) { d.Idempotent = false }), "is upstream 2 times"},
		"commit before a receipt": {without(func(d *city.Design) { d.AfterCommit = false }), "is not upstream"},
		"weighing":                {without(func(d *city.Design) { d.Weighs = false }), "has 0 tasks of a duplicate"},
		"the forks":               {without(func(d *city.Design) { d.Forks = false }), "is no listed fork"},
	} {
		missed := 0
		many(t, 2, c.design, sizeOf, func(_ uint64, r city.Result) {
			if slices.ContainsFunc(r.Wrong, func(s string) bool { return strings.Contains(s, c.says) }) {
				missed++
			}
		})
		if missed == 0 {
			t.Errorf("without %s nobody says %q in 2 runs", name, c.says)
		}
		t.Logf("without %s: missed in %d of 2 runs", name, missed)
	}
}

// benched is how many passes the benchmark's city issues, about.
func benched() int {
	if n, err := strconv.Atoi(os.Getenv("PASSDESK_BENCH_PASSES")); err == nil {
		return n
	}
	return 12_000
}

// BenchmarkCity is a month of 200 stations, on a PostgreSQL that keeps what it
// acknowledges. With PASSDESK_BENCH_PASSES=2150000 a million come up.
func BenchmarkCity(b *testing.B) {
	const stations, days = 200, 30
	server := pgtest.Durable(b)
	for n := range b.N {
		from := time.Now()
		r := city.Play(b.Context(), server.Database(b, "city"+strconv.Itoa(n)), uint64(n), city.Whole, sim.Size{Stations: stations, Days: days, PerDay: max(1, benched()/(stations*days))})
		for _, wrong := range r.Wrong {
			b.Error(wrong)
		}
		(&sum{r}).tell(b)
		b.ReportMetric(float64(r.Passes)/time.Since(from).Seconds(), "passes/s")
	}
}
