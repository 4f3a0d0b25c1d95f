package sim_test

import (
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"passdesk/registry/sim"
	"passdesk/registry/storetest"
)

// PASSDESK_SEED=n plays one seed again and prints its diary.

// faultOf is the fault that a seed is played with.
func faultOf(seed uint64) sim.Fault { return sim.Faults[seed%uint64(len(sim.Faults))] }

// total is what many runs of one fault came to.
type total struct {
	runs int
	sim.Result
}

// add adds a run up.
func (s *total) add(r sim.Result) {
	s.runs++
	for _, n := range []struct {
		to *int
		is int
	}{
		{&s.Issued, r.Issued}, {&s.Papers, r.Papers}, {&s.Happened, r.Happened}, {&s.Twice, r.Twice}, {&s.Again, r.Again}, {&s.Replaced, r.Replaced}, {&s.Reused, r.Reused},
		{&s.Sheets, r.Sheets}, {&s.Bound, r.Bound},
		{&s.Epochs, r.Epochs}, {&s.ReadOnly, r.ReadOnly}, {&s.Shut, r.Shut}, {&s.Forks, r.Forks},
	} {
		*n.to += n.is
	}
}

func (s *total) mean(n int) float64 { return float64(n) / float64(max(s.runs, 1)) }

// play runs the seeds on all cores and hands each result to see, one at a time.
func play(seeds int, run func(seed uint64) sim.Result, see func(sim.Result)) {
	todo := make(chan uint64)
	var workers sync.WaitGroup
	var mu sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for seed := range todo {
				r := run(seed)
				mu.Lock()
				see(r)
				mu.Unlock()
			}
		})
	}
	for seed := range uint64(seeds) {
		todo <- seed
	}
	close(todo)
	workers.Wait()
}

// held fails the test when something was wrong in a run.
func held(t *testing.T, r sim.Result) {
	t.Helper()
	if len(r.Wrong) > 0 {
		t.Errorf("%s, PASSDESK_SEED=%d: %d wrong, first: %s", r.Fault, r.Seed, len(r.Wrong), r.Wrong[0])
	}
}

func TestNoNumberIsPrintedTwice(t *testing.T) {
	if s := os.Getenv("PASSDESK_SEED"); s != "" {
		replay(t, s)
		return
	}
	seeds := storetest.Seeds(t, 200, 100_000)
	if testing.Short() {
		seeds = len(sim.Faults)
	}
	totals := map[string]*total{}
	for _, f := range sim.Faults {
		totals[f.Name] = &total{}
	}
	done, issued := 0, 0
	play(seeds, func(seed uint64) sim.Result { return sim.Run(seed, faultOf(seed), sim.Whole, sim.Usual) }, func(r sim.Result) {
		held(t, r)
		totals[r.Fault].add(r)
		issued += r.Issued
		if done++; done%max(1, seeds/10) == 0 { // a run that is stopped has counted, too
			storetest.Counted(t, "%d of %d seeds of stations, %d passes", done, seeds, issued)
		}
		if f := faultOf(r.Seed); !f.Copies && r.Twice+r.Reused+r.Again+r.Bound > 0 {
			t.Errorf("%s, PASSDESK_SEED=%d: %d serials were given twice, %d numbers printed twice, %d copies printed again, %d pages of the ledger", f.Name, r.Seed, r.Reused, r.Twice, r.Again, r.Bound)
		}
	})
	for _, f := range sim.Faults {
		promised(t, f, totals[f.Name])
	}
}

// promised holds the runs of one fault against the design's rates.
func promised(t *testing.T, f sim.Fault, s *total) {
	t.Helper()
	t.Logf("%-70s %3d runs: %5d issued, happened %4d, %4d replaced, copies again %3d, twice %3d, reused %4d, pages %4d, again %3d, epochs %3d, read-only %3d, shut %d",
		f.Name, s.runs, s.Issued, s.Happened, s.Replaced, s.Again, s.Twice, s.Reused, s.Sheets, s.Bound, s.Epochs, s.ReadOnly, s.Shut)
	if s.Issued < 100*s.runs || 10*s.Papers < 9*s.Issued || 50*s.Replaced < s.Issued {
		t.Errorf("%s: only %d passes and %d papers in %d runs", f.Name, s.Issued, s.Papers, s.runs)
	}
	if s.Sheets < 20*s.runs {
		t.Errorf("%s: only %d pages of the ledger in %d runs", f.Name, s.Sheets, s.runs)
	}
	if f.Name == sim.CloneSame.Name && s.runs >= 10 && s.Bound == 0 {
		t.Errorf("%s: no page of the ledger came twice: the count sees nothing", f.Name)
	}
	if f.Name != sim.Nothing.Name && 2*s.Happened < s.runs {
		t.Errorf("%s: it happened %d times in %d runs", f.Name, s.Happened, s.runs)
	}
	if harmless := []string{sim.Nothing.Name, sim.Killed.Name, sim.Clock.Name}; slices.Contains(harmless, f.Name) && s.Epochs+s.ReadOnly > 0 {
		t.Errorf("%s: %d epochs were taken, %d days read-only", f.Name, s.Epochs, s.ReadOnly)
	}
	if rate := float64(s.Twice) / float64(max(s.Reused, 1)); s.runs >= 10 && rate > 0.4 {
		t.Errorf("%s: of %d serials that were given twice %d have the same run digit", f.Name, s.Reused, s.Twice)
	}
	if f.Copies && s.runs >= 10 && (s.Reused == 0 && !f.Papers || s.Reused > f.Most*s.runs) {
		t.Errorf("%s: %d serials were given twice in %d runs, the design has up to %d in each", f.Name, s.Reused, s.runs, f.Most)
	}
}

func replay(t *testing.T, s string) {
	seed, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("PASSDESK_SEED: %v", err)
	}
	r := sim.Run(seed, faultOf(seed), sim.Whole, sim.Usual)
	for _, line := range r.Diary {
		t.Log(line)
	}
	held(t, r)
	t.Logf("%s: twice %d, reused %d, epochs %d, read-only %d", r.Fault, r.Twice, r.Reused, r.Epochs, r.ReadOnly)
}

// The same seed is the same run, whatever else the machine does.
func TestARunIsPlayedAgain(t *testing.T) {
	for _, f := range []sim.Fault{sim.Mixed, sim.CloneSame} {
		a, b := sim.Run(7, f, sim.Whole, sim.Usual), sim.Run(7, f, sim.Whole, sim.Usual)
		if !slices.Equal(a.Diary, b.Diary) || a.Twice != b.Twice || a.Issued != b.Issued {
			t.Errorf("%s: %d and %d issued, %d and %d lines", f.Name, a.Issued, b.Issued, len(a.Diary), len(b.Diary))
		}
	}
}

// Each part of the design, left out, must be missed: else the simulation would
// not see what it is for.
func TestWhatIsLeftOutIsMissed(t *testing.T) {
	runs := 4
	if testing.Short() {
		runs = 1
	}
	for _, c := range []struct {
		without string
		design  sim.Design
		faults  []sim.Fault
		same    bool // every serial that is given twice has the same run digit
	}{
		{"the mark", sim.Design{RunDigit: true, Binding: true}, []sim.Fault{sim.RestoredData, sim.Wiped}, false},
		{"the run digit", sim.Design{Mark: true, Binding: true}, []sim.Fault{sim.Image, sim.CloneSame}, true},
		{"the machine binding", sim.Design{Mark: true, RunDigit: true}, []sim.Fault{sim.RestoredFiles, sim.Clone}, false},
	} {
		for _, f := range c.faults {
			var s total
			play(runs, func(seed uint64) sim.Result { return sim.Run(seed, f, c.design, sim.Usual) }, func(r sim.Result) {
				held(t, r)
				s.add(r)
			})
			if s.Reused == 0 || c.same && s.Twice == 0 {
				t.Errorf("without %s, %s: %d serials were given twice, %d printed twice", c.without, f.Name, s.Reused, s.Twice)
			}
		}
	}
}

// BenchmarkTable says what the parts of the design are worth, as the means of b.N
// runs: numbers printed twice (and given twice) in the whole design, without the
// mark, without the run digit, without the machine binding, with none of them; then
// the epochs taken and the laptop-days read-only. BENCHMARKS.md has the table.
func BenchmarkTable(b *testing.B) {
	designs := []sim.Design{sim.Whole, {RunDigit: true, Binding: true}, {Mark: true, Binding: true}, {Mark: true, RunDigit: true}, {}}
	for _, f := range sim.Faults {
		b.Run(f.Name, func(b *testing.B) {
			if b.N == 1 {
				return // the framework's own first try
			}
			line := ""
			for i, d := range designs {
				var sum total
				play(b.N, func(seed uint64) sim.Result { return sim.Run(seed, f, d, sim.Usual) }, sum.add)
				if line += sum.words(); i == 0 {
					b.ReportMetric(sum.mean(sum.Epochs), "epochs")
					b.ReportMetric(sum.mean(sum.ReadOnly), "days-read-only")
				}
			}
			b.Log(line)
		})
	}
}

func (s *total) words() string {
	return " | " + strconv.FormatFloat(s.mean(s.Twice), 'f', 1, 64) + " (" + strconv.FormatFloat(s.mean(s.Reused), 'f', 1, 64) + ")"
}

// BenchmarkRun is one run: three stations, thirty days.
func BenchmarkRun(b *testing.B) {
	issued := 0
	for seed := uint64(0); b.Loop(); seed++ {
		issued += sim.Run(seed, sim.RestoredData, sim.Whole, sim.Usual).Issued
	}
	b.ReportMetric(float64(issued)/float64(b.N), "issues/op")
}
