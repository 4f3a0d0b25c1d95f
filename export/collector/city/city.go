// Package city plays weeks of a whole city: stations on laptops to which everything
// happens that happens to laptops (registry/sim), and the collector on a real
// PostgreSQL, with what lies between them: sticks that are lost, copied and carried
// to another desk, connections that are cut in the middle of a parcel or before the
// answer, a collector whose connection to the database is killed in the middle of a
// statement, or at the COMMIT, and which is then started again.
//
//	r := city.Play(ctx, url, 42, city.Whole, city.Small)
//
// The stations are the real ones, on stores in memory; parcels are sealed, signed and
// opened; the database is the real one, and so are the kills: the server ends the
// session (pg_terminate_backend) at a statement that the seed draws. A run is decided
// by its seed alone, and can be played again with its diary.
//
// When all is over, and everybody who still could has exchanged parcels, must hold:
//
//   - every event for which a station has a receipt is upstream, exactly once;
//   - a number that was given twice is a listed fork, and nothing else is;
//   - whoever has two numbers has exactly one task for each but the first, and whoever
//     has another's number exactly one to be given a new one; nobody else has any;
//   - whatever a laptop had a receipt of it knows, however often it was restored;
//   - every receipt that a station believed is of an event that the database has
//     there, and every outbox is empty;
//   - the register proves itself.
//
// A Design that leaves a part of the collector out is a control: the run must then
// find something wrong.
package city

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/export/collector"
	"passdesk/registry/seal"
	"passdesk/registry/sim"
)

// Design is which parts of the collector are there. Whole is the product.
type Design struct {
	Idempotent  bool // what is known is not written again
	AfterCommit bool // a receipt is made of what is on the disk, and of nothing else
	Weighs      bool // passes are held against each other
	Forks       bool // what is in another's place is listed
}

// Whole is the product.
var Whole = Design{Idempotent: true, AfterCommit: true, Weighs: true, Forks: true}

// Small is the size of the runs in CI, and Short of two in three of them: what needs long
// to come about is played in the others, which cost half as much again.
var (
	Small = sim.Size{Stations: 4, Days: 10, PerDay: 8}
	Short = sim.Size{Stations: 4, Days: 6, PerDay: 8}
)

// Result is what a run came to.
type Result struct {
	Stations     sim.Result
	Parcels      int // that were handed to the collector
	Refused      int // of them: cut off
	Killed       int // ingests and weighings in which the collector died
	Unanswered   int // parcels that were taken in, and the answer was lost
	Lost, Copied int // sticks
	Swapped      int
	Enrolled     int
	Events       int // upstream
	Passes       int // numbers upstream
	Acknowledged int // events with a receipt
	Settled      int // laptops that ended with an empty outbox
	Forks        int // numbers that are listed
	Duplicates   int // tasks
	Reissues     int
	Returned     int // passes that came back to laptops after a restore
	Kept         int // passes of which a laptop had a receipt, and which it knows at the end
	Unseen       int // numbers on the papers of two people of which one's history never came up
	Wrong        []string
	Diary        []string
}

// world is the collector's side of a run, and what lies between.
type world struct {
	ctx    context.Context
	url    string
	design Design
	size   sim.Size
	chance *rand.Rand
	ports  collector.Ports
	db     *pgx.Conn // to look, and to kill
	up     []*collector.Collector
	day    int
	calm   bool           // nothing goes wrong any more
	code   int            // the last that was licensed
	codes  map[string]int // of the stations' keys
	trips  []trip
	acks   []ack
	names  []string // of the laptops, as they come
	// laptops that have a station's key
	holders map[string]map[string]bool
	quiet   map[string]bool // laptops that nothing made read-only in the settling before
	result  Result
}

// Play plays one run in an empty database.
func Play(ctx context.Context, url string, seed uint64, d Design, s sim.Size) Result {
	w := &world{ctx: ctx, url: url, design: d, size: s, quiet: map[string]bool{}, holders: map[string]map[string]bool{}, codes: map[string]int{}, chance: rand.New(rand.NewPCG(seed, 2))}
	if err := w.found(seed); err != nil {
		w.wrong("the register is not made: %v", err)
		return w.result
	}
	defer w.close()
	stations := sim.RunIn(w, seed, sim.Anything, sim.Whole, s)
	w.result.Stations = stations
	for _, wrong := range stations.Wrong {
		w.wrong("at the stations: %s", wrong)
	}
	w.check()
	return w.result
}

// found makes the register, with the traps in it.
func (w *world) found(seed uint64) error {
	source := rand.NewChaCha8([32]byte{1, byte(seed), byte(seed >> 8), byte(seed >> 16)})
	key, err := seal.NewDataKey(source)
	if err != nil {
		return err
	}
	w.ports = collector.Ports{Vault: seal.Open(key), Rand: source, Who: "city", Now: w.now}
	first, _, err := collector.Found(w.ctx, w.url, scheme, "health-bureau", w.ports)
	if err != nil {
		return err
	}
	w.up = append(w.up, first)
	second, err := collector.Open(w.ctx, w.url, w.ports)
	if err != nil {
		return err
	}
	w.up = append(w.up, second)
	if w.db, err = pgx.Connect(w.ctx, w.url); err != nil {
		return err
	}
	for _, text := range append(traps(), w.design.leaves()...) {
		if _, err := w.db.Exec(w.ctx, text); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) close() {
	for _, c := range w.up {
		c.Close()
	}
	_ = w.db.Close(w.ctx)
}

// now is the collector's clock, which goes right.
func (w *world) now() time.Time { return time.Date(2020, 2, 17+w.day, 12, 0, 0, 0, time.UTC) }

func (w *world) odds(n int) bool { return !w.calm && w.chance.IntN(n) == 0 }

func (w *world) note(format string, args ...any) {
	w.result.Diary = append(w.result.Diary, fmt.Sprintf("day %2d  ", w.day)+fmt.Sprintf(format, args...))
}

// wrong notes what must never be.
func (w *world) wrong(format string, args ...any) {
	w.note("WRONG: "+format, args...)
	w.result.Wrong = append(w.result.Wrong, fmt.Sprintf(format, args...))
}

// known notes a laptop's name: sticks go astray among them.
func (w *world) known(laptop string) {
	if !slices.Contains(w.names, laptop) {
		w.names = append(w.names, laptop)
	}
}
