package sim

import (
	"errors"
	"slices"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

// serve is one person at the desk, who waits while the program is started again.
func (l *laptop) serve() {
	w := l.world
	w.people++
	visit, person := w.people, w.people
	if w.odds(12) && w.people > 10 { // somebody who has a pass, here or elsewhere
		person = 1 + w.chance.IntN(w.people-1)
	}
	for try := range 5 {
		v, dies, err := l.issue(visit, person, try == 4)
		if err == nil && !dies {
			l.answer(v, visit, person)
			return
		}
		w.note("%s: visit %d: killed %v, %v", l.name, visit, dies, err)
		if dies && !l.again() {
			return
		}
		if w.odds(4) {
			return // went away; what was committed is printed from the list of the unprinted
		}
	}
	w.wrong("%s: visit %d was never answered", l.name, visit)
}

// issue asks for a pass, perhaps with a fault under way, unless it is calm; the
// program then dies or goes on. What was committed is given, whether or not somebody saw it.
func (l *laptop) issue(visit, person int, calm bool) (v station.Verdict, dies bool, err error) {
	w := l.world
	if w.fault.during != nil && !calm && w.odds(w.size.PerDay) {
		w.fault.during(l)
		w.result.Happened++
		dies = w.odds(2)
	}
	before := l.station.Head().Event
	v, err = l.station.Issue(ctx, applicant(person, visit), true)
	l.markFails = false
	l.disk.data.Fail(0, false)
	for _, p := range issuedBehind(l.disk.data.Image(), before) {
		p.Person = person
		w.result.Passes = append(w.result.Passes, p)
		l.give(giving{visit, person, p.Number, false})
	}
	return v, dies, err
}

// issuedBehind are the numbers that the store gave behind an event.
func issuedBehind(i *storetest.Image, event int64) (passes []Pass) {
	for c := range i.Backward() {
		for _, e := range c.Events {
			if e.No <= event {
				return passes
			}
			if n, err := registry.ParseNumber(e.Pass); e.Kind == registry.Issued && err == nil {
				passes = append(passes, Pass{Number: n, Event: e.Hash})
			}
		}
	}
	return passes
}

// give puts the number into this history and the world's, once for a visit.
func (l *laptop) give(g giving) {
	l.world.give(g)
	for i := range slices.Backward(l.disk.kept) {
		if l.disk.kept[i].visit == g.visit {
			l.disk.kept[i].told = l.disk.kept[i].told || g.told
			return
		}
	}
	l.disk.kept = append(l.disk.kept, g)
}

// again starts the program after a crash. A crash takes no epoch and heals.
func (l *laptop) again() bool {
	epoch := l.station.Head().Epoch
	l.kill()
	if !l.opens() {
		return false
	}
	if info := l.station.Info(); info.ReadOnly != "" || info.Epoch != epoch {
		l.world.wrong("%s: after a crash it is in epoch %d, read-only %q", l.name, info.Epoch, info.ReadOnly)
	}
	l.printLeft()
	return true
}

// answer hands the paper over.
func (l *laptop) answer(v station.Verdict, visit, person int) {
	w := l.world
	if v.Outcome != "ISSUE" {
		return
	}
	w.result.Issued++
	l.give(giving{visit, person, v.Number, true})
	if w.odds(20) {
		return // it is printed tomorrow
	}
	l.print(v.Number, person)
	if !w.odds(10) {
		l.must("sign", l.station.Sign(ctx, v.Number, "holder"))
	}
	if w.odds(30) {
		l.must("recall", l.station.Recall(ctx, v.Number, "close_contact", ""))
	}
}

// print makes the paper, or, where one was sent to the printer before the program died,
// says first what came out of it.
func (l *laptop) print(n registry.Number, person int) {
	numbers := []registry.Number{n}
	paper, err := l.station.Papers(ctx, numbers)
	if l.must("draw the paper", err); err != nil {
		return
	}
	copy := registry.PaperCopy{Number: n.String(), Copy: paper[0].Copy}
	sent, err := l.station.SheetsLeft(ctx, n)
	l.must("look for sheets that were sent", err)
	switch {
	case sent > 0 && l.world.copies[copy] > 0: // it lies in the tray
		l.must("say what came out", l.station.PrintedOut(ctx, numbers, "out"))
		return
	case sent > 0:
	case l.station.MayPrintCopy(ctx, n, true) != nil:
		return // when the program was started again
	default:
		l.must("send it to the printer", l.station.PrintIntended(ctx, numbers, "walkin"))
	}
	l.world.print(n, copy.Copy, person)
	l.paper = n
	l.must("say what came out", l.station.PrintedOut(ctx, numbers, "out"))
}

// replaced is somebody who lost a paper, or whose paper got wet, and gets another.
func (l *laptop) replaced() {
	if len(l.disk.kept) == 0 {
		return
	}
	g := l.disk.kept[l.world.losses.IntN(len(l.disk.kept))]
	err := l.station.Reprint(ctx, g.number, "样例")
	if errors.Is(err, station.ErrInvalid) || errors.Is(err, station.ErrNotFound) {
		return // not printed yet, or recalled
	}
	l.must("reprint", err)
	l.world.result.Replaced++
	if l.world.losses.IntN(5) > 0 { // else it is printed tomorrow
		l.print(g.number, g.person)
	}
}

// printLeft prints what was issued and has not come out, each for the person to
// whom this history gave it.
func (l *laptop) printLeft() {
	left, err := l.station.Unprinted(ctx)
	l.must("list the unprinted", err)
	for _, n := range left {
		for _, g := range l.disk.kept {
			if g.number == n {
				l.print(n, g.person)
			}
		}
	}
}
