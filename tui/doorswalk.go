package tui

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// doorAct is a key of the walk; sure: it was pressed just before.
type doorAct struct {
	key  widget.Binding
	name widget.T
	do   func(s *doorsScreen, d *desk, sure bool) tea.Cmd
}

var doorActs = []doorAct{
	{keyPrint, tDoorIssue, (*doorsScreen).issueAll},
	{keySign, tDoorHanded, (*doorsScreen).handFlat},
	{keyNext, tDoorAbsent, (*doorsScreen).markAbsent},
	{keyRecall, tDoorRefused, (*doorsScreen).refusedAtDoor},
	{keyOverride, tDoorWrong, (*doorsScreen).wrongAtDoor},
	{keyFacts, tDoorRest, (*doorsScreen).handRest},
	{keyCancel, tDoorVoid, (*doorsScreen).askVoid},
}

// arm asks for the same key once more.
func (s *doorsScreen) arm(key widget.Binding, t widget.T) tea.Cmd {
	s.armed = key.Names[0]
	s.tell(widget.RoleWarn, t)
	return nil
}

// batchMsg is what came of issuing and printing.
type batchMsg struct {
	issued, passed int // who got a pass, and whom the rules gave none after all
	pages          int
	print          printedMsg
	err            error
}

// issueAll issues to everybody who is ready, and prints what has no paper.
func (s *doorsScreen) issueAll(d *desk, sure bool) tea.Cmd {
	ready, waiting := s.count(door.ready), s.count(door.toPrint)
	switch {
	case d.readOnly() != "":
		return nil
	case ready+waiting == 0:
		s.tell(widget.RoleHint, tNobodyReady)
		return nil
	case d.p.Press == nil || d.p.Press.Place() == "":
		s.tell(widget.RoleWarn, tPlaceFirst)
		return nil
	case !sure:
		return s.arm(keyPrint, count(tDoorIssueSure, ready, ready+waiting))
	}
	var ids []int64
	for _, p := range s.all {
		if p.ready() {
			ids = append(ids, p.ID)
		}
	}
	desk, press, building := d.p.Desk, d.p.Press, s.building
	s.note = widget.Note{}
	return s.long.write(d, s, func(ctx context.Context, told func(station.Progress)) tea.Msg {
		d.pressing.Lock()
		defer d.pressing.Unlock()
		return issueDoors(ctx, desk, press, building, ids, told)
	})
}

// issueDoors issues one by one, then lays out the ledger and prints the passes, both
// in the order of the flats. Given up, it has issued whole people; the papers wait.
func issueDoors(ctx context.Context, desk Desk, press Press, building string, ids []int64, told func(station.Progress)) (m batchMsg) {
	verdicts, err := desk.IssueResidents(ctx, ids, told)
	for _, v := range verdicts {
		if v.Issues() {
			m.issued++
		} else {
			m.passed++
		}
	}
	if m.err = err; err != nil {
		return m
	}
	people, err := desk.Occupants(ctx, building, told)
	if m.err = err; err != nil {
		return m
	}
	var waiting []registry.Number
	unplaced := map[registry.Number]bool{}
	for _, p := range people {
		if _, there := unplaced[p.Number]; p.Status == registry.StatusIssued && !there {
			waiting, unplaced[p.Number] = append(waiting, p.Number), p.Page == 0
		}
	}
	m.print = leavingListed(context.WithoutCancel(ctx), desk, waiting, func(free []registry.Number) (string, error) {
		var wish station.LedgerWish
		for _, n := range free {
			if unplaced[n] {
				wish.Numbers = append(wish.Numbers, n)
			}
		}
		if len(wish.Numbers) > 0 {
			if _, m.pages, err = press.PrintLedger(ctx, wish, told); err != nil {
				return "", err
			}
		}
		return printBySigning(context.WithoutCancel(ctx), desk, press, free)
	})
	return m
}

func (s *doorsScreen) batchCame(d *desk, msg batchMsg) tea.Cmd {
	s.long.end()
	err := errors.Join(msg.err, msg.print.err)
	switch {
	case errors.Is(err, context.Canceled):
		s.tell(widget.RoleWarn, count(tDoorStopped, msg.issued))
	case err != nil:
		d.drop()
		s.tell(widget.RoleBad, toldText(err))
	case len(msg.print.listed) > 0:
		s.tell(widget.RoleBad, listedText(msg.print))
	default:
		s.tell(widget.RoleGood, count(tDoorPrinted, msg.issued, len(msg.print.numbers), msg.pages, shortPath(msg.print.where, d.w-50)))
	}
	s.read = false // with papers to hand over, that view opens
	return tea.Batch(s.load(d), s.h.askToday(d))
}

// walkedMsg is what was entered about papers at the doors.
type walkedMsg struct {
	done   map[registry.Number]registry.Status // how they stand now
	said   widget.T                            // with the count
	listed []station.ListedHolder
	err    error
}

// handFlat: all papers of the flat were handed over and signed for, but those marked.
func (s *doorsScreen) handFlat(d *desk, _ bool) tea.Cmd {
	p, ok := s.chosen()
	if !ok {
		return nil
	}
	var hand []door
	for _, q := range s.all {
		if q.toHand() && !q.absent && (q.Flat == p.Flat && p.Flat != "" || q.ID == p.ID) {
			hand = append(hand, q)
		}
	}
	if p.toHand() && p.absent { // they came to the door after all
		hand = []door{*p}
	}
	switch {
	case len(hand) == 0 && p.kept():
		s.tell(widget.RoleBad, p.keptWhy())
		return nil
	case len(hand) == 0:
		s.tell(widget.RoleHint, tNothingToHand)
		return nil
	}
	return s.hand(d, hand)
}

// handRest: everybody whose paper is out has signed, but those marked.
func (s *doorsScreen) handRest(d *desk, sure bool) tea.Cmd {
	var hand []door
	for _, q := range s.all {
		if q.toHand() && !q.absent {
			hand = append(hand, q)
		}
	}
	switch {
	case len(hand) == 0:
		s.tell(widget.RoleHint, tNothingToHand)
		return nil
	case !sure:
		return s.arm(keyFacts, count(tDoorRestSure, len(hand), s.count(func(p door) bool { return p.absent })))
	}
	return s.hand(d, hand)
}

var (
	signingDoors   = scheme.Text{ZH: "逐人登记签字", EN: "entering signatures"}
	cancelingDoors = scheme.Text{ZH: "逐张取消", EN: "cancelling papers"}
)

func (s *doorsScreen) hand(d *desk, hand []door) tea.Cmd {
	desk := d.p.Desk
	return s.walk(d, hand, signingDoors, walkedMsg{said: tDoorSigned}, func(ctx context.Context, p door) (registry.Status, error) {
		return registry.StatusSigned, desk.Sign(ctx, p.Number, p.Signer)
	})
}

// walk enters the same about each of them, one command a paper, and notes how each
// stands then.
func (s *doorsScreen) walk(d *desk, of []door, step scheme.Text, msg walkedMsg, do func(context.Context, door) (registry.Status, error)) tea.Cmd {
	desk := d.p.Desk
	s.note, msg.done = widget.Note{}, map[registry.Number]registry.Status{}
	return s.long.write(d, s, func(ctx context.Context, told func(station.Progress)) tea.Msg {
		var signed []registry.Number
		for i, p := range of {
			if msg.err = ctx.Err(); msg.err != nil {
				return msg
			}
			told(station.Progress{Step: step, Share: float64(i) / float64(len(of))})
			var now registry.Status
			if now, msg.err = do(context.WithoutCancel(ctx), p); msg.err != nil {
				return msg
			}
			if msg.done[p.Number] = now; now == registry.StatusSigned {
				signed = append(signed, p.Number)
			}
		}
		_, msg.listed, msg.err = desk.ListedHolders(ctx, signed)
		return msg
	})
}

// walked takes over what was entered; the list need not be read again.
func (s *doorsScreen) walked(d *desk, msg walkedMsg) tea.Cmd {
	s.long.end()
	from := s.place()
	for i := range s.all {
		p := &s.all[i]
		if now, done := msg.done[p.Number]; done && !p.Number.IsZero() {
			p.Status, p.absent, p.KeptBack, p.listed = now, false, false, widget.T{}
			delete(d.absent, p.Number)
		}
	}
	switch {
	case errors.Is(msg.err, context.Canceled):
		s.tell(widget.RoleWarn, count(tWalkStopped, len(msg.done)))
	case msg.err != nil:
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
	case len(msg.listed) > 0:
		s.tell(widget.RoleBad, plain(msg.listed[0].Warning()))
	default:
		s.tell(widget.RoleGood, count(msg.said, len(msg.done)))
	}
	return tea.Batch(s.goOn(d, from), s.h.askToday(d))
}

// markAbsent marks who was not at home; pressed again on them the mark goes. It is no event:
// somebody comes again, or the paper is cancelled at the end.
func (s *doorsScreen) markAbsent(d *desk, _ bool) tea.Cmd {
	p, ok := s.chosen()
	switch {
	case ok && p.kept():
		s.tell(widget.RoleBad, p.keptWhy())
		return nil
	case !ok || !p.open():
		s.tell(widget.RoleHint, tNothingToHand)
		return nil
	}
	if d.absent == nil {
		d.absent = map[registry.Number]bool{}
	}
	if p.absent = !p.absent; p.absent {
		d.absent[p.Number] = true
	} else {
		delete(d.absent, p.Number)
	}
	s.tell(widget.RoleHint, widget.T{})
	return s.goOn(d, s.place())
}

func (s *doorsScreen) refusedAtDoor(d *desk, sure bool) tea.Cmd {
	return s.cancelOne(d, sure, keyRecall, tDoorRefusedSure, tWhyDoorRefused)
}

func (s *doorsScreen) wrongAtDoor(d *desk, sure bool) tea.Cmd {
	return s.cancelOne(d, sure, keyOverride, tDoorWrongSure, tWhyDoorWrong)
}

// cancelOne cancels the chosen paper for what was met at the door.
func (s *doorsScreen) cancelOne(d *desk, sure bool, key widget.Binding, ask, why widget.T) tea.Cmd {
	p, ok := s.chosen()
	if !ok || !p.open() {
		s.tell(widget.RoleHint, tNothingToHand)
		return nil
	}
	if !sure {
		return s.arm(key, widget.T{ZH: fmt.Sprintf(ask.ZH, p.Name), EN: fmt.Sprintf(ask.EN, p.Name)})
	}
	return s.cancelDoors(d, []door{*p}, func(door) string { return d.say(why) })
}

// cancelDoors cancels papers that were not handed over. One that was recalled or ran out
// meanwhile is handed in instead: so its recall is done, too.
func (s *doorsScreen) cancelDoors(d *desk, of []door, why func(door) string) tea.Cmd {
	desk := d.p.Desk
	return s.walk(d, of, cancelingDoors, walkedMsg{said: tDoorCancelled}, func(ctx context.Context, p door) (registry.Status, error) {
		switch {
		case !p.KeptBack:
			return registry.StatusCancelled, desk.Cancel(ctx, p.Number, why(p))
		case p.Status == registry.StatusRecalled:
			return registry.StatusHandedIn, desk.Return(ctx, p.Number, p.Copy, station.OutcomeReturned, why(p))
		}
		return registry.StatusReturned, desk.Return(ctx, p.Number, p.Copy, station.OutcomeReturned, why(p))
	})
}

// askVoid asks why what was not handed over is cancelled: everything of the building
// for which nobody has signed. Who was marked as not at home has that reason.
func (s *doorsScreen) askVoid(d *desk, _ bool) tea.Cmd {
	n, absent := s.count(door.open), s.count(func(p door) bool { return p.absent })
	if n == 0 {
		s.tell(widget.RoleHint, tNothingToHand)
		return nil
	}
	lines := []widget.T{count(tDoorVoidWhat, n, absent)}
	if back := s.count(func(p door) bool { return p.KeptBack }); back > 0 {
		lines = append(lines, count(tDoorVoidKept, back))
	}
	s.note = widget.Note{}
	s.confirm = d.confirm(s.aboutVoid(), widget.ConfirmSpec{Title: tDoorVoid, Lines: lines,
		Reasons: []widget.T{tWhyDoorOver, tWhyDoorAbsent, tWhyDoorMoved}, Key: keyCancel, Says: registry.SaysWhy, Now: d.now})
	return nil
}

// aboutVoid is what the confirmation is about.
func (s *doorsScreen) aboutVoid() string { return tDoorVoid.ZH + s.building }

func (s *doorsScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		d.keepReason(s.aboutVoid(), s.confirm)
		s.confirm = nil
	case widget.ConfirmDone:
		reason, absent := s.confirm.Reason(), d.say(tWhyDoorAbsent)
		d.forgetReason(s.aboutVoid())
		s.confirm = nil
		var of []door
		for _, p := range s.all {
			if p.open() {
				of = append(of, p)
			}
		}
		return s.cancelDoors(d, of, func(p door) string {
			if p.absent {
				return absent
			}
			return reason
		})
	}
	return nil
}
