package station

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// What a backup did not hold comes back from upstream (registry.BranchReturned), page
// by page, each in one command that is proven and taken in by itself: a page that does
// not fit leaves those before it where they are, and the next sync goes on from there.

// lostEvent is an event of the branch with its record.
type lostEvent struct {
	registry.Event
	salt, record []byte
}

// takeReturned takes a page of the branch in: whole, or nothing of it.
func (s *Station) takeReturned(ctx context.Context, sent registry.Sent) (Taken, error) {
	var page registry.SentBranch
	if err := readSent(sent, &page); err != nil {
		return Taken{}, err
	}
	lost, err := s.provenPage(page)
	if err != nil {
		return Taken{}, err
	}
	back, err := s.returnedSoFar(ctx)
	if err != nil {
		return Taken{}, fmt.Errorf("take events back: %w", err)
	}
	first := lost[0].No
	if lost, err = s.unknown(ctx, lost, back); err != nil || len(lost) == 0 {
		return Taken{Result: TakenKnown}, err
	}
	behind := page.Behind
	if lost[0].No != first { // some of the page is here
		behind = nil
	}
	line, err := s.lineTo(ctx, lost[0], behind, back)
	if err != nil {
		return Taken{}, err
	}
	r := &returning{s: s, line: line, passes: map[string]registry.PassState{}, keys: map[string]*movedKeys{}, held: map[string]map[string]int{},
		d: &draft{cases: registry.Cases{}, tasks: map[string]registry.TaskState{}}, cases: registry.Cases{}, tasks: map[string]registry.TaskState{}, names: map[int64]registry.CaseNo{},
		body: registry.BranchBody{From: lost[0].No, To: lost[len(lost)-1].No, Receipt: page.Receipt, Behind: behind}}
	if err := r.draft(ctx, lost, page.Last); err != nil {
		return Taken{}, fmt.Errorf("take events back: %w", err)
	}
	if err := s.append(ctx, r.d); err != nil {
		return Taken{}, fmt.Errorf("take events back: %w", err)
	}
	s.backCount = nil
	if err := s.readBack(ctx); err != nil {
		return Taken{}, err
	}
	x, err := s.startIndex(ctx)
	if err != nil {
		return Taken{}, err
	}
	s.index = x
	return r.told(s.head.Event), nil
}

// provenPage: the events follow each other, each is as its hash says and its record as
// it commits to, and upstream has receipted the last of them as this register's.
func (s *Station) provenPage(page registry.SentBranch) ([]lostEvent, error) {
	r, err := licence.ParseReceipt([]byte(page.Receipt), s.licence.Root())
	if err != nil {
		return nil, badSent("补回的事件没有上级签发的回执。", "the events have no receipt that the authority signed.")
	}
	if r.Scheme != s.opened.Scheme || !bytes.Equal(r.Register, s.publicKey()) {
		return nil, badSent("补回的事件是另一个站点的。", "the events are another station's.")
	}
	lost := make([]lostEvent, len(page.Events))
	for i, sent := range page.Events {
		e, err := registry.ParseEvent(sent.Event)
		lost[i].Event = e
		switch {
		case err != nil, i > 0 && (e.No != lost[i-1].No+1 || e.Prev != lost[i-1].Hash):
			return nil, badSent("补回的事件前后接不上，或被改过，一件也没有收下。", "the events do not follow one another, or were changed: none was taken.")
		case e.Commitment == [32]byte{} && len(sent.Record) == 0:
			continue
		case len(sent.Record) < seal.SaltSize:
			return nil, badRecord(e)
		}
		lost[i].salt, lost[i].record = sent.Record[:seal.SaltSize], sent.Record[seal.SaltSize:]
		if seal.Commitment([seal.SaltSize]byte(lost[i].salt), lost[i].record) != e.Commitment {
			return nil, badRecord(e)
		}
	}
	if n := len(lost); n == 0 || lost[n-1].No != r.Through || lost[n-1].Hash != r.Head {
		return nil, badSent("补回的事件不到回执所说的那一件，一件也没有收下。", "the events do not end with the one that the receipt names: none was taken.")
	}
	return lost, nil
}

func badRecord(e registry.Event) error {
	return badSent("补回的第 %d 号事件，资料与它承诺的不符，一件也没有收下。", "the record of event %d is not the one that it commits to: none was taken.", e.No)
}

// cameBack is an event that returned: which one it was, and where it stands here.
type cameBack struct {
	no, here int64
	prev     [32]byte            // the event before it that came from the same history
	branch   registry.BranchBody // of a BranchReturned: what had come back behind it there
}

// end is the last event that the BranchReturned had brought there.
func (c cameBack) end() int64 { return c.no + c.branch.Events() }

// returnedSoFar are the events that returned before, by their hashes.
func (s *Station) returnedSoFar(ctx context.Context) (map[[32]byte]cameBack, error) {
	back := map[[32]byte]cameBack{}
	var part registry.BranchBody
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ReturnedKinds...) {
		if err != nil {
			return nil, err
		}
		if !e.Returned() {
			part = registry.BranchBody{}
			if json.Unmarshal(e.Body, &part) != nil {
				return nil, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
			}
			continue
		}
		was, _, err := e.Original()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		c := cameBack{no: was.No, here: e.No, prev: was.Prev}
		if len(part.Behind) == len(c.prev) && was.No == part.From {
			c.prev = [32]byte(part.Behind)
		}
		if was.Kind == registry.BranchReturned && json.Unmarshal(was.Body, &c.branch) != nil {
			return nil, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
		}
		back[was.Hash] = c
	}
	return back, nil
}

// unknown are the events that are neither this log's nor came back before.
func (s *Station) unknown(ctx context.Context, lost []lostEvent, back map[[32]byte]cameBack) ([]lostEvent, error) {
	for i, e := range lost {
		if _, here := back[e.Hash]; here {
			continue
		}
		own, err := s.ports.Store.EventHash(ctx, e.No)
		if err != nil && !isNotFound(err) {
			return nil, fmt.Errorf("take events back: %w", err)
		}
		if err != nil || own != e.Hash {
			return lost[i:], nil
		}
	}
	return nil, nil
}

// lostLine is the branch before an event of it: what came back of it, each by its
// number then, behind the last event that it shares with this log.
type lostLine struct {
	left int64
	here map[int64]int64
	came map[int64]bool // the numbers in here
}

func newLine(left int64) lostLine {
	return lostLine{left: left, here: map[int64]int64{}, came: map[int64]bool{}}
}

func (l lostLine) put(no, here int64) { l.here[no], l.came[here] = here, true }

// has: the event of this log is one of the branch's, too.
func (l lostLine) has(here int64) bool { return here <= l.left || l.came[here] }

// of is an event's number in this log; 0: it is not here.
func (l lostLine) of(no int64) int64 {
	if no <= l.left {
		return no
	}
	return l.here[no]
}

// lineTo finds what the event follows: an event that came back, perhaps behind others
// that came back from elsewhere, or one of this log behind which the register went on in
// another epoch. Events of a register that never left there are not what it lost.
func (s *Station) lineTo(ctx context.Context, first lostEvent, behind []byte, back map[[32]byte]cameBack) (lostLine, error) {
	line := newLine(first.No - 1)
	prev := first.Prev
	if len(behind) == len(prev) {
		prev = [32]byte(behind)
		if c, there := back[prev]; !there || c.end()+1 != first.No {
			return line, badSent("补回的事件接不上以前补回的，一件也没有收下。", "the events do not follow those that came back before: none was taken.")
		}
	}
	for {
		c, there := back[prev]
		if !there {
			break
		}
		line.put(c.no, c.here)
		if err := s.backThere(ctx, line, c, back); err != nil {
			return line, err
		}
		line.left, prev = c.no-1, c.prev
	}
	own, err := s.ports.Store.EventHash(ctx, line.left)
	switch {
	case err != nil && !isNotFound(err):
		return line, fmt.Errorf("take events back: %w", err)
	case err != nil || own != prev:
		return line, badSent("补回的事件接不上本站登记册里的任何一件，一件也没有收下。", "the events follow none that this register has: none was taken.")
	}
	left, err := s.leftBehind(ctx, line.left)
	if err == nil && !left {
		err = badSent("登记册没有从那里恢复过备份，补回的事件没有收下。", "the register was not put back to that event: the events were not taken.")
	}
	return line, err
}

// backThere finds what had come back behind the BranchReturned in its history, under the
// numbers that it had there: it came here from where it was done, or never left this log.
func (s *Station) backThere(ctx context.Context, line lostLine, c cameBack, back map[[32]byte]cameBack) error {
	r, err := licence.ParseReceipt([]byte(c.branch.Receipt), s.licence.Root())
	if err != nil { // no BranchReturned, or another authority's of before
		return nil
	}
	at := r.Head
	for no, was := c.end(), c.branch.To; no > c.no; no, was = no-1, was-1 {
		if o, there := back[at]; there {
			line.put(no, o.here)
			at = o.prev
			continue
		}
		own, err := s.ports.Store.EventHash(ctx, was)
		if err != nil && !isNotFound(err) {
			return fmt.Errorf("take events back: %w", err)
		}
		for ; own == at && no > c.no; no, was = no-1, was-1 {
			line.put(no, was)
		}
		return nil
	}
	return nil
}

// leftBehind: behind the event the log goes on in another epoch. An image of a disk works
// on for a while before somebody finds it out.
func (s *Station) leftBehind(ctx context.Context, no int64) (bool, error) {
	for e, err := range s.ports.Store.EventsOf(ctx, no, epochKinds...) {
		if err != nil {
			return false, fmt.Errorf("take events back: %w", err)
		}
		return e.Kind == registry.EpochTaken, nil
	}
	return false, nil
}

// told is what came of the page.
func (r *returning) told(event int64) Taken {
	t := Taken{Result: TakenNow, Event: event, Count: r.body.Passes, Numbers: r.twice, Unfit: r.unfit}
	t.Note = both("上级补回了恢复备份以前或拷贝上办的第 %d 至 %d 号事件，其中 %d 张证。", "upstream gave back what was done before a restore, or on a copy: events %d to %d; passes among them: %d.", r.body.From, r.body.To, r.body.Passes)
	if len(r.unfit) > 0 {
		t.Note = inARow(t.Note, unfitText(r.unfit))
	}
	if lost := r.s.back.LostText(); !lost.IsZero() {
		t.Note = inARow(t.Note, lost)
	}
	if len(r.twice) > 0 {
		t.Note = inARow(t.Note, both("本册另外又给同一个人发了证，一人两号：见 numbers，请收回后发的那张。", "somebody was issued another pass here and has two numbers: see numbers, and fetch the later paper back."))
	}
	return t
}

func inARow(a, b scheme.Text) scheme.Text {
	return scheme.Text{ZH: a.ZH + b.ZH, EN: a.EN + " " + b.EN}
}
