// Package sim plays thirty days at several stations, with everything that happens
// to laptops: programs that are killed between COMMIT and mark, backups put back,
// images of whole disks, clones, swapped disks, registers that were wiped and made
// again, clocks that go wrong. The real station does the work, on stores in memory.
// A run is decided by its seed alone, and can be played again with its diary.
//
//	r := sim.Run(42, sim.Killed, sim.Whole, sim.Usual)
//
// RunIn plays the stations of a city: each evening a laptop's program is handed to
// whoever carries its parcels (export/collector/city does).
//
// A run counts the numbers that stand on papers of two people (Twice), the serials
// that were given twice (Reused), the epochs that keepers took, and the days that
// laptops stood read-only. It also holds what must be true whatever happened: no
// acknowledged issue is lost within a history that survived, every register proves
// itself, and the collector's rule finds every serial that was given twice, and no
// other.
package sim

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Design is which parts of the guard against copies are on. Whole is the product;
// a part left out is a control, which must show what the part is for.
type Design struct{ Mark, RunDigit, Binding bool }

// Whole is the product.
var Whole = Design{Mark: true, RunDigit: true, Binding: true}

// Size is how much happens in a run.
type Size struct{ Stations, Days, PerDay int }

// Usual is the size of the runs in CI.
var Usual = Size{Stations: 3, Days: 30, PerDay: 6}

// Result is what a run came to.
type Result struct {
	Seed     uint64
	Fault    string
	Issued   int
	Papers   int
	Replaced int // passes of which the next copy was asked for
	Happened int // how often the fault happened
	Twice    int // numbers that stand, digit for digit, on papers of two people
	Again    int // copies of a number of which two papers came out
	Sheets   int // pages of the ledger that were printed
	Bound    int // page numbers under one station code that stand on two sheets
	Reused   int // serials of an epoch that were given twice; Twice are among them
	Epochs   int // taken by keepers
	ReadOnly int // laptop-days on which nothing could be issued
	Shut     int // laptops that ended with no epoch left
	Forks    int // serials that the collector's rule found
	Passes   []Pass
	Doubles  []registry.Number // Twice, each by its number
	Wrong    []string
	Diary    []string
}

// Pass is a number that was given, in any history there ever was.
type Pass struct {
	Person int
	Number registry.Number
	Event  [32]byte // hash of the event that gave it
}

// Upstream carries what a laptop sends and gets. It may enrol the station.
type Upstream interface {
	// Evening is called before the program ends for the night. The register may be
	// read-only after it.
	Evening(laptop string, day int, st *station.Station)
	// Settle is Evening in the days after the last one, when nothing goes wrong any
	// more; it is called for each laptop in several rounds.
	Settle(laptop string, round int, st *station.Station)
}

// nobody carries anything.
type nobody struct{}

func (nobody) Evening(string, int, *station.Station) {}
func (nobody) Settle(string, int, *station.Station)  {}

// Rounds is how often Settle ends a run with an upstream: to send, to take what was
// found since and send that, and three times more for what a copy holds up: it learns that
// it is one, and what it gave is asked of the laptop in use, which answers.
const Rounds = 5

// world is everything there is.
type world struct {
	seed    uint64
	up      Upstream
	fault   Fault
	design  Design
	size    Size
	chance  *rand.Rand
	losses  *rand.Rand // who loses a paper
	day     int
	laptops []*laptop
	people  int

	given  map[place][]giving
	papers map[registry.Number][]int // the people on whose papers the number stands
	copies map[registry.PaperCopy]int
	pages  map[page]int
	events map[[32]byte]sent // every event that was ever committed anywhere
	order  [][32]byte
	result Result
}

// place is what a number is without its run digit.
type place struct{ series, serial int }

// page is a page of the ledger as its head names it.
type page struct{ code, number int }

// giving is one serial given to somebody, at one visit.
type giving struct {
	visit, person int
	number        registry.Number
	told          bool // the desk saw it: it must never be lost
}

// sent is an event as the collector gets it.
type sent struct {
	from  registry.Origin
	event registry.Event
}

// Run plays one run of stations that stand alone.
func Run(seed uint64, f Fault, d Design, s Size) Result { return RunIn(nobody{}, seed, f, d, s) }

// RunIn plays one run of stations with an upstream.
func RunIn(up Upstream, seed uint64, f Fault, d Design, s Size) Result {
	w := &world{
		seed: seed, up: up, fault: f, design: d, size: s, chance: rand.New(rand.NewPCG(seed, 0)), losses: rand.New(rand.NewPCG(seed, 1)),
		given: map[place][]giving{}, papers: map[registry.Number][]int{}, copies: map[registry.PaperCopy]int{}, pages: map[page]int{}, events: map[[32]byte]sent{},
	}
	w.result = Result{Seed: seed, Fault: f.Name}
	for i := range s.Stations {
		w.laptops = append(w.laptops, w.laptop(fmt.Sprintf("laptop %d", i+1), 901+i))
	}
	for w.day = 1; w.day <= s.Days; w.day++ {
		for _, l := range slices.Clone(w.laptops) {
			l.work()
		}
		for _, l := range slices.Clone(w.laptops) {
			w.night(l)
		}
	}
	if up != (nobody{}) {
		w.settle()
	}
	for _, l := range w.laptops {
		l.prove()
		w.send(l.disk)
		w.result.Shut += l.shut
	}
	w.count()
	return w.result
}

// settle lets every laptop that still can exchange parcels, until there is nothing new.
func (w *world) settle() {
	w.fault = Nothing
	for round := range Rounds {
		for _, l := range w.laptops {
			l.now = w.morning().Add(time.Duration(round) * time.Hour)
			if l.disk.data != nil && l.opens() && l.healed() {
				w.up.Settle(l.name, round, l.station)
			}
			l.stop()
		}
	}
}

// morning is half past eight of the day in Ningbo; the first day is the notice's.
func (w *world) morning() time.Time {
	return time.Date(2020, 2, 17+w.day, 0, 30, 0, 0, time.UTC)
}

// odds is true once in n times.
func (w *world) odds(n int) bool { return w.chance.IntN(n) == 0 }

func (w *world) note(format string, args ...any) {
	w.result.Diary = append(w.result.Diary, fmt.Sprintf("day %2d  ", w.day)+fmt.Sprintf(format, args...))
}

// wrong notes what must never be.
func (w *world) wrong(format string, args ...any) {
	w.note("WRONG: "+format, args...)
	w.result.Wrong = append(w.result.Wrong, fmt.Sprintf(format, args...))
}

// give remembers that a number was given, whether or not anybody saw it.
func (w *world) give(g giving) {
	at := place{g.number.Series(), g.number.Serial()}
	for _, other := range w.given[at] {
		if other.visit == g.visit {
			return
		}
		w.note("%s is given where %s was", g.number.Grouped(), other.number.Grouped())
	}
	w.given[at] = append(w.given[at], g)
}

// print lets the paper come out.
func (w *world) print(n registry.Number, copy, person int) {
	w.result.Papers++
	paper := registry.PaperCopy{Number: n.String(), Copy: copy}
	if w.copies[paper]++; w.copies[paper] > 1 {
		w.note("%s: copy %d is printed again", n.Grouped(), copy)
		w.result.Again++
	}
	for _, other := range w.papers[n] {
		if other == person {
			return
		}
		w.note("%s is on the papers of two people", n.Grouped())
	}
	w.papers[n] = append(w.papers[n], person)
}

// bind lets a page of the ledger come out, which people sign.
func (w *world) bind(p page) {
	w.result.Sheets++
	if w.pages[p]++; w.pages[p] > 1 {
		w.note("station %d: page %d of the ledger is printed again, for others", p.code, p.number)
		w.result.Bound++
	}
}

// send hands every event of a disk to the collector; those of a disk that is about
// to be overwritten too, so that the rule is judged and not the post.
func (w *world) send(d *disk) {
	if d.data == nil {
		return
	}
	var from registry.Origin
	for c := range d.data.Image().Changes() {
		for _, e := range c.Events {
			if e.No == 1 {
				from = originOf(e)
			}
			if _, there := w.events[e.Hash]; !there {
				w.events[e.Hash] = sent{from, e}
				w.order = append(w.order, e.Hash)
			}
		}
	}
}

// count adds up what was given twice, and holds the collector's rule against it.
func (w *world) count() {
	var forks registry.Forks
	found := map[place]bool{}
	for _, hash := range w.order {
		for _, f := range forks.Add(w.events[hash].from, w.events[hash].event) {
			if !f.Number.IsZero() {
				found[place{f.Number.Series(), f.Number.Serial()}] = true
			}
		}
	}
	for number, people := range w.papers {
		if len(people) > 1 {
			w.result.Twice++
			w.result.Doubles = append(w.result.Doubles, number)
		}
	}
	for at, all := range w.given {
		switch reused := len(all) > 1; {
		case reused && !found[at]:
			w.wrong("serial %v was given twice, and no fork was found", at)
		case reused:
			w.result.Reused++
		case found[at]:
			w.wrong("serial %v was given once, and a fork was found", at)
		}
	}
	for at := range maps.Keys(found) {
		if len(w.given[at]) == 0 {
			w.wrong("a fork was found of serial %v, which nobody got", at)
		}
	}
	w.result.Forks = len(found)
	slices.Sort(w.result.Wrong)
}
