package station

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

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
	if lost, err = s.unknown(ctx, lost, back); err != nil || len(lost) == 0 {
		return Taken{Result: TakenKnown}, err
	}
	line, err := s.lineTo(ctx, lost[0], back)
	if err != nil {
		return Taken{}, err
	}
	r := &returning{s: s, line: line, passes: map[string]registry.PassState{}, keys: map[string]*movedKeys{}, held: map[string]map[string]int{},
		d: &draft{cases: registry.Cases{}}, cases: registry.Cases{},
		body: registry.BranchBody{From: lost[0].No, To: lost[len(lost)-1].No, Receipt: page.Receipt}}
	if err := r.draft(ctx, lost, page.Last); err != nil {
		return Taken{}, fmt.Errorf("take events back: %w", err)
	}
	if err := s.append(ctx, r.d); err != nil {
		return Taken{}, fmt.Errorf("take events back: %w", err)
	}
	s.back.add(r.body)
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
	prev     [32]byte
}

// returnedSoFar are the events that returned before, by their hashes.
func (s *Station) returnedSoFar(ctx context.Context) (map[[32]byte]cameBack, error) {
	back := map[[32]byte]cameBack{}
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ReturnedKinds...) {
		if err != nil {
			return nil, err
		}
		if !e.Returned() {
			continue
		}
		was, _, err := e.Original()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		back[was.Hash] = cameBack{was.No, e.No, was.Prev}
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
}

// of is an event's number in this log; 0: it is not here.
func (l lostLine) of(no int64) int64 {
	if no <= l.left {
		return no
	}
	return l.here[no]
}

// lineTo finds what the event follows: an event that came back, or one of this log
// behind which the register went on in another epoch. Events of a register that never
// left there are not what it lost.
func (s *Station) lineTo(ctx context.Context, first lostEvent, back map[[32]byte]cameBack) (lostLine, error) {
	line := lostLine{left: first.No - 1, here: map[int64]int64{}}
	prev := first.Prev
	for {
		c, there := back[prev]
		if !there {
			break
		}
		line.here[c.no] = c.here
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
	t := Taken{Result: TakenNow, Event: event, Count: r.body.Passes, Numbers: r.twice}
	t.Note = both("恢复备份以后，上级补回了第 %d 至 %d 号事件，其中 %d 张证。", "given back after the restore: events %d to %d, with %d passes.", r.body.From, r.body.To, r.body.Passes)
	if n := r.body.Unfit; n > 0 {
		t.Note = inARow(t.Note, both("有 %d 步与恢复以后办的不合，留存备查，没有生效。", "%d steps do not fit what was done since; they are kept and have no effect.", n))
	}
	if len(r.twice) > 0 {
		t.Note = inARow(t.Note, both("恢复以后又给同一个人发了证，一人两号：见 numbers，请收回后发的那张。", "somebody was issued another pass since the restore and has two numbers: see numbers, and fetch the later paper back."))
	}
	return t
}

func inARow(a, b scheme.Text) scheme.Text {
	return scheme.Text{ZH: a.ZH + b.ZH, EN: a.EN + " " + b.EN}
}

// returning drafts the return of a page.
type returning struct {
	s      *Station
	line   lostLine
	d      *draft
	body   registry.BranchBody
	passes map[string]registry.PassState // as they are after what was drafted
	cases  registry.Cases                // likewise
	keys   map[string]*movedKeys         // by pass
	held   map[string]map[string]int     // hard keys that the page brought: by key, its passes and their twins
	book   *registry.NumberBook
	twice  []string // passes that came back to somebody who has another
}

// draft drafts the events of the page, behind the one that says that they come.
func (r *returning) draft(ctx context.Context, lost []lostEvent, last bool) error {
	var err error
	if r.book, err = r.s.numberBook(ctx); err != nil {
		return err
	}
	r.d.events = make([]draftEvent, 1, len(lost)+1)
	for _, e := range lost {
		if err := r.event(ctx, e); err != nil {
			return err
		}
	}
	r.d.events[0] = draftEvent{kind: registry.BranchReturned, body: registry.Body(r.body)}
	for _, pass := range slices.Sorted(maps.Keys(r.keys)) {
		r.keys[pass].into(&r.d.change, r.passes[pass].FirstEvent)
	}
	if last {
		return r.skip(ctx)
	}
	return nil
}

// next is the number under which the next event will stand.
func (r *returning) next() int64 { return r.s.head.Event + 1 + int64(len(r.d.events)) }

func (r *returning) event(ctx context.Context, e lostEvent) error {
	b := registry.ReturnedBody{Event: e.AppendTo(nil), Case: r.line.of(caseNamed(e.Event))}
	to := draftEvent{kind: registry.EventReturned, pass: registry.PassOf(e.Event), record: e.record, salt: e.salt}
	var err error
	switch id, of := int64(0), e.Event; {
	case e.Kind.Step() && e.Pass != "":
		if err = r.step(ctx, e, &b); err == nil {
			to.kind = registry.StepReturned
		}
	case e.Returned(): // of another branch, which comes by itself
	default:
		if of, err = of.AsOf(r.next(), b); err != nil {
			err = errUnfit
		} else if id, err = of.OfCase(); err == nil && id != 0 {
			err = r.inCase(ctx, id, of)
		}
	}
	switch {
	case errors.Is(err, errUnfit), errors.Is(err, registry.ErrIllegal):
		b.Unfit, to.pass = true, ""
		r.body.Unfit++
	case err != nil:
		return err
	}
	r.line.here[e.No] = r.next()
	to.body = registry.Body(b)
	r.d.events = append(r.d.events, to)
	return nil
}

// errUnfit is a step of the branch that has no place here.
var errUnfit = fmt.Errorf("%w: as the register stands now", registry.ErrIllegal)

// inCase folds an event of the branch into its case.
func (r *returning) inCase(ctx context.Context, id int64, e registry.Event) error {
	state, seen := r.cases[id]
	if !seen && id != e.No {
		var err error
		if state, err = r.s.ports.Store.Case(ctx, id); isNotFound(err) {
			return errUnfit
		} else if err != nil {
			return err
		}
		r.d.cases[id] = state
	}
	next, err := state.After(e)
	if err == nil {
		r.cases[id] = next
	}
	return err
}

// pass is a pass as it stands behind what was drafted; the zero state for none.
func (r *returning) pass(ctx context.Context, number string) (registry.PassState, error) {
	if p, seen := r.passes[number]; seen {
		return p, nil
	}
	p, err := r.s.ports.Store.Pass(ctx, number)
	if isNotFound(err) {
		return registry.PassState{}, nil
	}
	if err == nil {
		r.d.before(p)
	}
	return p, err
}

// step folds an event of the branch into its pass, with the keys of its holder.
func (r *returning) step(ctx context.Context, e lostEvent, b *registry.ReturnedBody) error {
	state, err := r.pass(ctx, e.Pass)
	if err != nil {
		return err
	}
	if e.Kind == registry.Issued {
		if err := r.free(ctx, e.Pass); err != nil {
			return err
		}
	}
	var keys []BlindKey
	if bringsKeys(e.Kind) {
		if keys, err = r.keysFor(ctx, state, e, b); err != nil {
			return err
		}
	}
	again, err := e.AsOf(r.next(), *b)
	if err != nil {
		return errUnfit
	}
	next, err := state.After(again)
	if err != nil || next.Record == again.No && e.record == nil {
		return errUnfit
	}
	if id, err := again.OfCase(); err != nil || id != 0 {
		if err := r.inCase(ctx, id, again); errors.Is(err, registry.ErrIllegal) {
			b.Case = 0 // the pass came back all the same
		} else if err != nil {
			return err
		}
	}
	if e.Kind == registry.Issued {
		r.body.Passes++
	}
	if keys != nil {
		err = r.file(ctx, e.Kind, e.Pass, keys)
	}
	r.passes[e.Pass] = next
	return err
}

// free: nobody here has the serial. The run digit does not count.
func (r *returning) free(ctx context.Context, pass string) error {
	n, err := registry.ParseNumber(pass)
	if err != nil {
		return errUnfit
	}
	if !r.book.Past(n.Series()) {
		return badSent("补回的证是第 %d 期的，本站还没有到那一期：先取新的期号（epoch new），再同步。", "the passes are of epoch %d, which this register has not reached: take a new epoch (epoch new) and sync again.", n.Epoch())
	}
	_, err = r.s.ports.Store.PassBySerial(ctx, n.Series(), n.Serial())
	if isNotFound(err) {
		return nil
	}
	if err == nil {
		err = errUnfit
	}
	return err
}

// skip: the branch went on perhaps behind the last event that was receipted. What was
// not printed up to there is made as another copy, as at a restore.
func (r *returning) skip(ctx context.Context) error {
	var stale []registry.PassState
	for p, err := range r.s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return err
		}
		if _, came := r.passes[p.Number.String()]; !came && r.s.branch.Stale(p) {
			stale = append(stale, p)
			r.d.before(p)
		}
	}
	for _, p := range r.passes {
		if r.s.branch.Stale(p) {
			stale = append(stale, p)
		}
	}
	slices.SortFunc(stale, func(a, b registry.PassState) int { return int(a.FirstEvent - b.FirstEvent) })
	for _, p := range stale {
		r.d.events = append(r.d.events, skip(r.s.branch, p, registry.SkippedBehind))
	}
	return nil
}

// caseNamed is the case that the body of an event names, by the number it had; 0: none.
func caseNamed(e registry.Event) int64 {
	var b struct {
		Case int64 `json:"case"`
	}
	_ = json.Unmarshal(e.Body, &b) // what is no number names no case
	return b.Case
}
