package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

var (
	ctx        = context.Background()
	passphrase = []byte("a passphrase of the simulation")
	ningbo     = time.FixedZone("CST", 8*3600)
)

// laptop is one at a desk, with whoever keeps it.
type laptop struct {
	world *world
	name  string
	model uint64 // of the hardware
	disk  *disk
	now   time.Time
	wrong time.Duration // by how much its clock is wrong

	station   *station.Station // the program, while it runs
	starts    int
	markFails bool
	waits     bool            // the keeper was out when the register opened read-only
	takes     bool            // the keeper was told to take an epoch, though nothing is read-only
	shut      int             // 1: no epoch is left
	putBack   bool            // both its folders were put back once
	paper     registry.Number // the last one that came out of its printer
}

// laptop comes out of its box and gets a register.
func (w *world) laptop(name string, code int) *laptop {
	l := w.bare(name, uint64(len(name)+code))
	l.disk.code = code
	l.create()
	return l
}

// bare is a laptop with a new system and no register.
func (w *world) bare(name string, model uint64) *laptop {
	return &laptop{world: w, name: name, model: model, disk: &disk{config: newConfig(), system: w.chance.Uint64()}, now: w.morning()}
}

func (l *laptop) ports() station.Ports {
	l.starts++
	p := station.Ports{
		Store: l.disk.data, HighWater: secondPlace{l}, Zone: ningbo, Now: l.clock, Rand: l.chance(),
		Glyph: func(string) string { return "ok" },
	}
	if l.world.design.Binding {
		p.Here = l.here
	}
	return p
}

// clock goes on a little whenever somebody looks.
func (l *laptop) clock() time.Time {
	l.now = l.now.Add(7 * time.Millisecond)
	return l.now.Add(l.wrong)
}

// chance is the start's own; without the run digit in the design its first byte,
// from which the station draws it, is always the same.
func (l *laptop) chance() io.Reader {
	var seed [32]byte
	copy(seed[:], fmt.Sprintf("%d %s %d", l.world.seed, l.name, l.starts))
	source := rand.NewChaCha8(seed)
	if l.world.design.RunDigit {
		return source
	}
	return io.MultiReader(bytes.NewReader([]byte{0}), source)
}

// create makes a register under the disk's station code.
func (l *laptop) create() {
	l.disk.data, l.disk.kept = storetest.New(), nil
	st, _, err := station.Create(ctx, l.ports(), station.Setup{
		Scheme: "ningbo", Division: "330212", Code: l.disk.code, Operator: "op", Passphrase: passphrase, Cost: seal.TestCost,
		Point: registry.Point{Kind: "community", Name: "样例社区"},
	})
	if errors.Is(err, station.ErrInvalid) { // every epoch of the code was used here
		l.disk.data = nil
		l.world.note("%s: %v", l.name, err)
		return
	}
	l.must("create", err)
	l.world.note("%s: a register for station %d, epoch %d", l.name, l.disk.code, st.Head().Epoch)
	l.must("close", st.Close())
	l.disk.data = storetest.FromImage(l.disk.data.Image())
}

// opens runs the program and unlocks it.
func (l *laptop) opens() bool {
	st, err := station.Open(ctx, l.ports())
	if err == nil {
		err = st.Unlock(ctx, "", passphrase)
	}
	if err != nil {
		l.world.wrong("%s: it does not open: %v", l.name, err)
		return false
	}
	l.station = st
	return true
}

// start opens the register and lets the keeper heal it; false when nothing can be
// issued today.
func (l *laptop) start() bool {
	if !l.opens() {
		return false
	}
	why := l.station.Info().ReadOnly
	if why == "" && l.takes {
		why = "told to"
	}
	return why == "" || l.heal(why)
}

// heal is the keeper who reads the sentence: now, or after a day.
func (l *laptop) heal(why string) bool {
	w := l.world
	if l.waits = !l.waits && w.odds(3); l.waits {
		w.note("%s: %s; the keeper is out", l.name, why)
		return false
	}
	if w.fault.during != nil && w.odds(3) {
		return l.healBadly(why)
	}
	head, err := l.station.TakeEpochAnyway(ctx, "提示: "+why, l.behindPaper())
	if errors.Is(err, station.ErrInvalid) {
		w.note("%s: %s; %v", l.name, why, err)
		l.shut = 1
		return false
	}
	l.must("take an epoch", err)
	w.result.Epochs++
	l.takes = false
	w.note("%s: %s; epoch %d", l.name, why, head.Epoch)
	return err == nil
}

// behindPaper is the epoch behind the newest paper in the drawer, which the keeper
// looks for when papers may be ahead; 0 when it is not at hand.
func (l *laptop) behindPaper() int {
	if !l.station.PapersAhead() || l.paper.Station() != l.station.Info().Code || l.missing() {
		return 0
	}
	epoch, err := l.station.EpochOfPaper(ctx, l.paper.String())
	l.must("look at the last paper", err)
	return epoch + 1
}

// missing: not everybody has the last paper at hand.
func (l *laptop) missing() bool { return !l.world.fault.Papers && l.world.odds(4) }

// healBadly: the program dies while it takes the epoch. Tomorrow it is taken, or
// the register is as read-only as before.
func (l *laptop) healBadly(why string) bool {
	kill(l)
	_, err := l.station.TakeEpochAnyway(ctx, "提示: "+why, l.behindPaper())
	l.world.note("%s: %s; killed while the epoch is taken, %v", l.name, why, err)
	l.kill()
	return false
}

func (l *laptop) stop() {
	if l.station != nil {
		l.must("close", l.station.Close())
	}
	l.kill()
}

// kill ends the program where it stands; what it had in memory is gone, and the
// register lies on the disk.
func (l *laptop) kill() {
	l.station, l.markFails = nil, false
	if l.disk.data != nil {
		l.disk.data = storetest.FromImage(l.disk.data.Image())
	}
}

// usualDay is how many people come on a day whose hours an hour's half between two fill.
const usualDay = 6

// work is one day at the desk.
func (l *laptop) work() {
	w := l.world
	l.now = w.morning()
	if l.disk.data == nil {
		return
	}
	if !l.start() {
		w.result.ReadOnly++
		l.stop()
		return
	}
	if !l.openDay() {
		w.result.ReadOnly++
		l.stop()
		return
	}
	l.printLeft()
	for range w.chance.IntN(2 * w.size.PerDay) {
		l.now = l.now.Add(time.Duration(w.chance.IntN(60)) * time.Minute * usualDay / time.Duration(max(w.size.PerDay, usualDay)))
		l.serve()
		if w.losses.IntN(8) == 0 {
			l.replaced()
		}
		if w.odds(4 * w.size.PerDay) { // the program is started again, with another run digit
			l.stop()
			if !l.start() {
				w.wrong("%s: read-only after it was started again", l.name)
				l.stop()
				return
			}
		}
	}
	l.ledger()
	if !w.odds(5) { // now and then somebody forgets
		_, err := l.station.CloseDay(ctx)
		l.must("close the day", err)
	}
	w.up.Evening(l.name, w.day, l.station)
	l.stop()
	l.disk.backups = append(l.disk.backups, l.disk.image(w.day))
}

// ledger prints the pages on which those of today sign.
func (l *laptop) ledger() {
	r, err := l.station.PlanLedger(ctx, station.LedgerWish{New: true})
	if l.must("plan the ledger", err); err != nil {
		return
	}
	for _, err := range l.station.LedgerSheets(ctx, r) {
		l.must("draw the ledger", err)
	}
	if err = l.station.LedgerPrinted(ctx, r); err == nil {
		for _, n := range r.Numbers() {
			l.world.bind(page{l.station.Info().Code, n})
		}
	}
	l.must("record the ledger", err)
}

// healed is a register that is not read-only, or that its keeper gave an epoch.
func (l *laptop) healed() bool {
	why := l.station.Info().ReadOnly
	if why == "" {
		return true
	}
	_, err := l.station.TakeEpochAnyway(ctx, "提示: "+why, 0)
	if err != nil && !errors.Is(err, station.ErrInvalid) {
		l.must("take an epoch", err)
	}
	return err == nil
}

// openDay opens the day and answers its question: which number stands on the last
// paper. Not everybody has it at hand.
func (l *laptop) openDay() bool {
	day, err := l.station.OpenDay(ctx, civil.On(l.clock(), ningbo))
	l.must("open the day", err)
	if !day.Asks || l.paper.Station() != l.station.Info().Code || l.missing() {
		return true
	}
	_, err = l.station.ComparePaper(ctx, l.paper.String())
	l.must("compare the last paper", err)
	why := l.station.Info().ReadOnly
	return why == "" || l.heal(why)
}

// prove ends the run: the register proves itself, and has every pass that the
// desk was told of in this history.
func (l *laptop) prove() {
	w := l.world
	if l.disk.data == nil || !l.opens() {
		return
	}
	p, err := l.station.Verify(ctx)
	l.must("verify", err)
	for _, f := range append(p.Faults, storetest.Faults(l.disk.data)...) {
		w.wrong("%s: verify: %s", l.name, f)
	}
	if len(p.Gaps) > 0 {
		w.wrong("%s: gaps %v", l.name, p.Gaps)
	}
	for _, g := range l.disk.kept {
		v, err := l.station.Check(ctx, applicant(g.person, g.visit))
		if l.must("look an issue up", err); g.told && v.Number != g.number {
			w.wrong("%s: the issue of %s is lost", l.name, g.number.Grouped())
		}
	}
	l.stop()
}

func (l *laptop) must(doing string, err error) {
	if err != nil {
		l.world.wrong("%s: %s: %v", l.name, doing, err)
	}
}
