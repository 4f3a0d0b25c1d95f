package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"passdesk/registry"
)

// returning drafts the return of a page.
type returning struct {
	s      *Station
	line   lostLine
	d      *draft
	body   registry.BranchBody
	passes map[string]registry.PassState // as they are after what was drafted
	cases  registry.Cases                // likewise
	tasks  map[string]registry.TaskState // likewise
	names  map[int64]registry.CaseNo     // of the cases that the page began, by their numbers there
	keys   map[string]*movedKeys         // by pass
	held   map[string]map[string]int     // hard keys that the page brought: by key, its passes and their twins
	book   *registry.NumberBook
	twice  []string    // passes that came back to somebody who has another
	unfit  []UnfitStep // steps that somebody may have to do again
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
	b := registry.ReturnedBody{Event: e.AppendTo(nil), Keeps: true, Case: r.line.of(caseNamed(e.Event))}
	to := draftEvent{kind: registry.EventReturned, pass: registry.PassOf(e.Event), record: e.record, salt: e.salt}
	other, err := r.another(ctx, e.Pass)
	if err != nil {
		return err
	}
	if other {
		to.pass = ""
	}
	switch id, of := int64(0), e.Event; {
	case other && (e.Kind.Step() || e.Kind == registry.AppealLodged):
		err = errUnfit
	case e.Kind.Step() && e.Pass != "":
		if err = r.step(ctx, e, &b); err == nil {
			to.kind = registry.StepReturned
		}
	case e.Returned(): // of another branch, which comes by itself
	default:
		if of, err = of.AsOf(r.next(), b); err != nil {
			err = errUnfit
		} else if id, err = of.OfCase(); err == nil && id != 0 {
			if id == of.No {
				r.names[e.No] = of.CaseNo()
			}
			err = r.inCase(ctx, id, of)
		} else if err == nil {
			b.Task, err = r.task(ctx, of, other)
		}
	}
	switch {
	case errors.Is(err, errUnfit), errors.Is(err, registry.ErrIllegal):
		b.Unfit, to.pass = true, ""
		r.body.Unfit++
		if u, is := unfitStep(e.Event); is && (!other || endsAtCopy[e.Kind]) {
			if u.CaseNo, err = r.nameOf(ctx, u.Case); err != nil {
				return err
			}
			r.unfit = append(r.unfit, u)
		}
	case err != nil:
		return err
	}
	r.line.put(e.No, r.next())
	to.body = registry.Body(b)
	r.d.events = append(r.d.events, to)
	return nil
}

// nameOf is the name of a case of the branch, where that is not simply its number there.
func (r *returning) nameOf(ctx context.Context, no int64) (string, error) {
	n, begun := r.names[no]
	here := r.line.of(no)
	if no == 0 || !begun && here == 0 {
		return "", nil
	}
	var err error
	if !begun {
		n, err = r.s.caseNo(ctx, here)
	}
	return n.Beside(no), err
}

// another: the number is here another person's than in the branch, where a copy of the
// register gave it. Nothing that was done there with its pass was done with the one here.
func (r *returning) another(ctx context.Context, number string) (bool, error) {
	if number == "" {
		return false, nil
	}
	p, err := r.pass(ctx, number)
	return err == nil && p.FirstEvent != 0 && !r.line.has(p.FirstEvent), err
}

// endsAtCopy are the steps with another's pass that somebody is told of: that it was
// given, and that its holder appealed. Nobody can do the others again, of no pass.
var endsAtCopy = map[registry.Kind]bool{registry.Issued: true, registry.AppealLodged: true}

// errUnfit is a step of the branch that has no place here.
var errUnfit = fmt.Errorf("%w: as the register stands now", registry.ErrIllegal)

// task folds what the branch tells of a task: that it came, what the station said of it, or
// that upstream needs it no more. Without that a task would be asked again of whoever did
// it. What is told of it here already is left out.
func (r *returning) task(ctx context.Context, e registry.Event, other bool) (counts bool, err error) {
	id := registry.TaskOf(e)
	if id == "" || other {
		return false, nil
	}
	if e.Pass != "" { // else it was of a case, or of another station's
		if p, err := r.pass(ctx, e.Pass); err != nil || p.FirstEvent == 0 {
			return false, err
		}
	}
	before, seen := r.tasks[id]
	if !seen {
		if before, err = r.s.ports.Store.Task(ctx, id); err != nil && !isNotFound(err) {
			return false, err
		}
		r.d.tasks[id] = before
	}
	next, bad := before.After(e)
	if bad == nil {
		r.tasks[id] = next
	}
	return bad == nil, nil
}

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
