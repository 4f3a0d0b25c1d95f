package sim

import (
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Fault is what happens to laptops, again and again in a run.
type Fault struct {
	Name   string
	during func(l *laptop)      // just before a command
	night  func(l *laptop) bool // answers whether it could happen
	// Copies: two histories of one register go on unseen, or nothing on the laptop
	// remembers the one before. What lives on the laptop cannot find it out: what is
	// promised is a rate, and that the collector finds it.
	Copies bool
	Most   int  // serials that may be given twice in a run, on average
	Papers bool // whoever is asked has the last paper at hand
}

// What happens to laptops.
var (
	Nothing = Fault{Name: "nothing"}
	Killed  = Fault{Name: "killed at a command", during: kill}
	Clock   = Fault{Name: "clock set back or forward", night: setClock}

	Restored      = Fault{Name: "backup restored by the verb", night: restore}
	Replaced      = Fault{Name: "laptop gone, its last backup restored on another", night: replace}
	UsedUp        = Fault{Name: "laptop gone in the last epoch of its code, restored on another", night: replaceUsedUp}
	Returned      = Fault{Name: "the same, and the laptop comes back", night: comeBack}
	RestoredData  = Fault{Name: "data folder of a backup put back", night: restoreData}
	Wiped         = Fault{Name: "data folder wiped, made again under the same code", night: wipe}
	Swapped       = Fault{Name: "data folders swapped between two laptops", night: swapData}
	SwappedDisks  = Fault{Name: "disks swapped between two laptops", night: swapDisks}
	RestoredFiles = Fault{Name: "both folders of a backup put back, file by file", night: restoreFilesOnce}
	Mixed         = Fault{Name: "all of these mixed, but for the config folder; the papers are at hand", during: kill, night: mixed, Papers: true}

	// Anything may happen: what upstream must bear.
	Anything = Fault{Name: "all there is, mixed", during: kill, night: anything, Copies: true, Most: 200}

	FilesAgain  = Fault{Name: "both folders of a backup put back, again and again", night: restoreFiles, Copies: true, Most: 30}
	FilesPapers = Fault{Name: "the same, and the keeper has the last paper", night: restoreFiles, Papers: true, Copies: true, Most: 5}
	Image       = Fault{Name: "image of the whole disk put back", night: putImage, Copies: true, Most: 50}
	ImagePapers = Fault{Name: "the same, and the last paper is at hand", night: putImage, Papers: true, Copies: true, Most: 20}
	Clone       = Fault{Name: "laptop cloned onto another model", night: cloneOther, Copies: true, Most: 100}
	CloneSame   = Fault{Name: "laptop cloned onto the same model", night: cloneSame, Copies: true, Most: 200}
	WipedTwice  = Fault{Name: "data and config wiped, made again under the same code", night: wipeBoth, Copies: true, Most: 150}
)

// Faults are all of them.
var Faults = []Fault{Nothing, Killed, Clock, Restored, Replaced, UsedUp, Returned, RestoredData, Wiped, Swapped, SwappedDisks, RestoredFiles, Mixed, FilesAgain, FilesPapers, Image, ImagePapers, Clone, CloneSame, WipedTwice}

// night lets the fault happen to a laptop about twice a run.
func (w *world) night(l *laptop) {
	if w.fault.night != nil && w.odds(w.size.Days/2) && w.fault.night(l) {
		w.result.Happened++
	}
}

// kill arms one of the ways in which a command ends badly; whether the program
// then dies or goes on is drawn too.
func kill(l *laptop) {
	switch l.world.chance.IntN(4) {
	case 0:
		l.markFails = true // COMMIT, and no mark
	case 1:
		l.disk.data.Fail(1, true) // COMMIT, an error, and no answer
	case 2:
		l.disk.data.Fail(1, false)
	case 3: // dies behind the mark, before the number is seen; or nothing at all
	}
}

// backup is one that is not of tonight; nil when there is none yet.
func (l *laptop) backup() *image {
	old := l.disk.backups
	if len(old) < 2 {
		return nil
	}
	return &old[l.world.chance.IntN(len(old)-1)]
}

func restore(l *laptop) bool {
	b := l.backup()
	return b != nil && l.restore(*b)
}

// restore is the verb: the copy becomes the machine's in a new epoch, then it is
// put in the place of the register. Sometimes the program dies between the two.
func (l *laptop) restore(from image) bool {
	w, was := l.world, l.disk
	w.send(was)
	l.disk = &disk{config: was.config, system: was.system, backups: was.backups}
	l.disk.putData(from)
	if !l.opens() {
		return false
	}
	at := l.station.Head()
	var failed error
	least := *from.claim + 1
	head := station.BackupHead{Event: at.Event, Hash: hex.EncodeToString(at.Hash[:])}
	switch epoch, err := l.station.NextEpoch(least); {
	case err == nil:
		*from.claim = epoch
		_, failed = l.station.Restore(ctx, head, epoch)
	case errors.Is(err, station.ErrEpochsUsed): // it stands, to be read; nobody asks again what was used
		_, failed = l.station.RestoreToRead(ctx, head, least)
	default:
		failed = err
	}
	w.note("%s: restored to day %d, epoch %d, %v", l.name, from.day, l.station.Head().Epoch, failed)
	l.stop()
	if failed != nil || was.data != nil && w.odds(6) {
		w.send(l.disk)
		l.disk = was
	}
	return failed == nil
}

// replace: the laptop falls into the water, and the last evening's backup is
// restored on another.
func replace(l *laptop) bool {
	b := l.disk.backups
	if len(b) == 0 {
		return false
	}
	w := l.world
	w.note("%s is gone", l.name)
	w.send(l.disk)
	l.model, l.disk = w.chance.Uint64(), &disk{config: newConfig(), system: w.chance.Uint64(), backups: b}
	return l.restore(b[len(b)-1])
}

// replaceUsedUp: the laptop that falls into the water had come to the last epoch of its
// code, which only a paper tells.
func replaceUsedUp(l *laptop) bool {
	b := l.disk.backups
	if len(b) == 0 {
		return false
	}
	*b[len(b)-1].claim = registry.LastEpoch
	return replace(l)
}

// comeBack: the old laptop is found and goes on, in the epoch that it had.
func comeBack(l *laptop) bool {
	w := l.world
	if len(w.laptops) > w.size.Stations+w.size.Stations/manyClones {
		return false // once is enough
	}
	old := &laptop{world: w, name: "old " + l.name, model: l.model, disk: l.disk.image(w.day).disk(nil), now: l.now}
	if !replace(l) {
		return false
	}
	w.laptops = append(w.laptops, old)
	return true
}

func restoreData(l *laptop) bool {
	b := l.backup()
	if b == nil {
		return false
	}
	l.world.note("%s: the data folder of day %d is put back", l.name, b.day)
	l.world.send(l.disk)
	l.disk.putData(*b)
	return true
}

// restoreFilesOnce: the copy is found out, and the epoch that follows is free. Of
// an epoch taken between the backup and today neither folder knows any more, which
// restoreFiles shows.
func restoreFilesOnce(l *laptop) bool {
	if l.putBack || !restoreFiles(l) {
		return false
	}
	l.putBack = true
	return true
}

func restoreFiles(l *laptop) bool {
	b := l.backup()
	if b == nil {
		return false
	}
	l.world.note("%s: both folders of day %d are put back", l.name, b.day)
	l.world.send(l.disk)
	l.disk.putData(*b)
	l.disk.config = b.config.moved(l.world.chance.Uint64())
	return true
}

func putImage(l *laptop) bool {
	b := l.backup()
	if b == nil {
		return false
	}
	l.world.note("%s: the disk of day %d is put back", l.name, b.day)
	l.world.send(l.disk)
	l.disk = b.disk(l.disk.backups)
	return true
}

// wipe: the config folder goes on behind the epochs that were used here. Under a
// code that was never used on this laptop it knows of none, as in wipeBoth.
func wipe(l *laptop) bool {
	if used, _ := (secondPlace{l}).Highest(fmt.Sprintf("ningbo-12-%03d-", l.disk.code), ""); used == 0 && l.world.design.Mark {
		return false
	}
	return remake(l)
}

func remake(l *laptop) bool {
	l.world.note("%s: the data folder is wiped", l.name)
	l.world.send(l.disk)
	l.create()
	return true
}

func wipeBoth(l *laptop) bool {
	l.disk.config = newConfig()
	return remake(l)
}

// another laptop than this one; nil when there is none.
func (l *laptop) another() *laptop {
	all := l.world.laptops
	o := all[l.world.chance.IntN(len(all))]
	if o == l {
		return nil
	}
	return o
}

func swapDisks(l *laptop) bool {
	o := l.another()
	if o == nil {
		return false
	}
	l.world.note("%s and %s: the disks are swapped", l.name, o.name)
	l.disk, o.disk = o.disk, l.disk
	l.paper, o.paper = o.paper, l.paper // the drawer goes where its register goes
	return true
}

func swapData(l *laptop) bool {
	o := l.another()
	if o == nil {
		return false
	}
	l.world.note("%s and %s: the data folders are swapped", l.name, o.name)
	l.disk, o.disk = o.disk, l.disk
	l.paper, o.paper = o.paper, l.paper // the drawer goes where its register goes
	l.disk.config, o.disk.config = o.disk.config, l.disk.config
	l.disk.system, o.disk.system = o.disk.system, l.disk.system
	return true
}

// manyClones: of so many stations one more is cloned, or comes back.
const manyClones = 20

// cloneOther and cloneSame: both laptops go on. Sometimes both keepers are told to
// take an epoch, and take the same one.
func cloneOther(l *laptop) bool { return clone(l, l.world.chance.Uint64()) }
func cloneSame(l *laptop) bool  { return clone(l, l.model) }

func clone(l *laptop, model uint64) bool {
	w := l.world
	if len(w.laptops) > w.size.Stations+w.size.Stations/manyClones {
		return false // one is enough
	}
	c := w.bare("clone of "+l.name, model)
	c.disk = l.disk.image(w.day).disk(nil)
	c.takes = w.odds(3)
	l.takes = c.takes
	w.laptops = append(w.laptops, c)
	w.note("%s is cloned; both take an epoch: %v", l.name, c.takes)
	return true
}

// setClock lets the clock go wrong, or right again; or lets the desk work late.
func setClock(l *laptop) bool {
	day := 24 * time.Hour
	l.wrong = []time.Duration{0, -time.Hour, -9 * day, -400 * day, 3 * day, 400 * day, 15 * time.Hour}[l.world.chance.IntN(7)]
	l.world.note("%s: the clock is wrong by %v", l.name, l.wrong)
	return true
}

// What is left to chance: a laptop that was wiped with its config folder, or a data
// folder that was brought over and wiped before it was ever opened there, begins at
// epoch 1 again; only papers and the collector know.

// mixed is any of those that must never give a number twice.
func mixed(l *laptop) bool {
	return []func(*laptop) bool{setClock, restore, restoreData, wipe, swapData, swapDisks}[l.world.chance.IntN(6)](l)
}

// anything is any of all there is, copies nobody can find out among them.
func anything(l *laptop) bool {
	return []func(*laptop) bool{setClock, restore, replace, comeBack, restoreData, wipe, swapData, swapDisks, restoreFiles, putImage, cloneOther, cloneSame, wipeBoth}[l.world.chance.IntN(13)](l)
}
