package station

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// takeTask puts a task into the queue, or takes it out again when upstream needs it
// no more.
func (s *Station) takeTask(ctx context.Context, sent registry.Sent) (Taken, error) {
	var t registry.Task
	if err := readSent(sent, &t); err != nil {
		return Taken{}, err
	}
	if !registry.TaskWellFormed(t.ID, t.Kind) {
		return Taken{}, badSent("任务的编号或种类不对。", "the task's ID or kind is none.")
	}
	known, err := s.ports.Store.Task(ctx, t.ID)
	if err != nil && !isNotFound(err) {
		return Taken{}, fmt.Errorf("take a task: %w", err)
	}
	about := t.Number // the pass of this register
	if t.Copied != nil || known.FirstEvent != 0 && known.Number == "" {
		about = ""
	}
	switch {
	case known.FirstEvent != 0 && (known.Kind != t.Kind || known.Number != "" && known.Number != t.Number):
		return Taken{}, badSent("上级有一件别的任务用过这个编号。", "upstream has used this ID for another task.")
	case known.FirstEvent != 0 && (!t.Done || known.Status != registry.TaskOpen), known.FirstEvent == 0 && t.Done:
		return Taken{Result: TakenKnown, Task: t.ID, Number: t.Number}, nil
	}
	switch own, err := s.mayTake(ctx, t, known); {
	case err != nil:
		return Taken{}, err
	case !own: // of a parcel that was made before the restore, or before the pass came back
		return Taken{Result: TakenTold, Task: t.ID, Number: t.Number, Note: both("任务说的证或案件，恢复的备份里没有：现在没有收下，补回来以后上级会再发这件任务。",
			"the task is about a pass or a case that the backup did not hold: it was not taken now, and upstream sends it again once that has come back.")}, nil
	}
	if known.FirstEvent != 0 {
		about = known.Number
	}
	body := registry.TaskBody{ID: t.ID, Task: t.Kind, Number: about, Dropped: t.Done}
	d := &draft{tasks: map[string]registry.TaskState{t.ID: known},
		events: []draftEvent{{kind: registry.TaskTaken, pass: about, body: registry.Body(body), record: registry.Body(t)}}}
	if err := s.append(ctx, d); err != nil {
		return Taken{}, fmt.Errorf("take a task: %w", err)
	}
	s.copied = nil
	return Taken{Result: TakenNow, Event: s.head.Event, Task: t.ID, Number: t.Number}, nil
}

// mayTake: the task is this station's to do; false where it may be about what a restore has
// lost.
func (s *Station) mayTake(ctx context.Context, t registry.Task, known registry.TaskState) (bool, error) {
	switch {
	case t.Copied != nil:
		return true, mayBeCopied(t)
	case t.Done && t.Kind == registry.TaskHear, t.Done && known.Number == "" && slices.Contains(aboutPasses, t.Kind):
		return true, nil
	case t.Kind == registry.TaskHear:
		return true, s.mayBeHeard(t)
	case t.Kind == registry.TaskDecision && t.Lodged != "":
		return s.ownAppeal(ctx, t)
	}
	return s.ownTask(ctx, t)
}

// ownTask: the task is about a pass of this register; false where it may be one that a
// restore has lost.
func (s *Station) ownTask(ctx context.Context, t registry.Task) (bool, error) {
	_, err := s.ports.Store.Pass(ctx, t.Number)
	switch {
	case isNotFound(err) && s.branch.At > 0:
		return false, nil
	case isNotFound(err):
		return false, badSent("任务说的证不在本站的登记册里。", "the task is about a pass that this register does not have.")
	case err != nil:
		return false, fmt.Errorf("take a task: %w", err)
	}
	return true, nil
}

// UpstreamTask is a task of upstream's, for people and programs.
type UpstreamTask struct {
	registry.Task
	At     time.Time // when it was taken in, in the zone of dates on paper
	Status registry.TaskStatus
	Now    registry.Status // of the pass; "" of a task that is about none of this station's
	Ask    scheme.Text     // what to do
}

// UpstreamTasks are those that are open, or all of them, the oldest first.
func (s *Station) UpstreamTasks(ctx context.Context, all bool) ([]UpstreamTask, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	states, err := collectRows(s.ports.Store.Tasks(ctx, all))
	if err != nil {
		return nil, fmt.Errorf("list the tasks: %w", err)
	}
	var list []UpstreamTask
	for _, state := range states {
		t, err := s.upstreamTask(ctx, state)
		if s.harmed(err, partTask, state.ID) {
			continue
		}
		if err != nil {
			return nil, err
		}
		t.Hearing, t.Copied = nil, nil // somebody's papers are opened one by one (ViewHearing)
		list = append(list, t)
	}
	return list, nil
}

func (s *Station) upstreamTask(ctx context.Context, state registry.TaskState) (UpstreamTask, error) {
	t := UpstreamTask{Status: state.Status}
	sealed, err := s.ports.Store.Record(ctx, state.FirstEvent)
	if err != nil {
		return t, fmt.Errorf("read a task: %w", err)
	}
	record, _, err := s.openRecord(SealedRecord{state.FirstEvent, sealed})
	if err == nil {
		err = json.Unmarshal(record, &t.Task)
	}
	if err != nil {
		return t, fmt.Errorf("read a task: %w", ErrDamaged)
	}
	for e, err := range s.ports.Store.EventsAfter(ctx, state.FirstEvent-1) {
		if err != nil {
			return t, fmt.Errorf("read a task: %w", err)
		}
		t.At = e.At.In(s.ports.Zone)
		break
	}
	t.Ask = askedOf(t.Task)
	if t.Copied != nil {
		t.Ask, err = s.askedOfCopy(t.Task)
		return t, err
	}
	if state.Number == "" {
		return t, nil
	}
	pass, err := s.ports.Store.Pass(ctx, t.Number)
	if err != nil {
		return t, fmt.Errorf("read a task: %w", err)
	}
	t.Now = pass.Status
	if t.Task.Kind == registry.TaskDuplicate {
		var ended scheme.Text
		if ended, err = s.endedSince(ctx, t.Other); err == nil && !ended.IsZero() {
			t.Ask = inARow(t.Ask, ended)
		}
	}
	return t, err
}

// endedSince says of the number that stands that its paper is good no more, as far as this
// station knows: by its own register, or by the city's list. Zero where it knows of nothing.
func (s *Station) endedSince(ctx context.Context, number string) (scheme.Text, error) {
	p, err := s.ports.Store.Pass(ctx, number)
	switch {
	case err == nil && !p.Status.InHand():
		is := stands[p.Status]
		return scheme.Text{ZH: fmt.Sprintf("%s 也是本站的，%s：那张纸现在不能用。", number, is.ZH), EN: fmt.Sprintf("%s is this station's too: %s, so that paper is no good now.", number, is.EN)}, nil
	case err == nil || !isNotFound(err):
		return scheme.Text{}, err
	}
	city, err := s.cityLists(ctx)
	if err != nil {
		return scheme.Text{}, fmt.Errorf("read a task: %w", err)
	}
	if r, listed := city.Recalls.Find(number); !listed || r.Good != 0 {
		return scheme.Text{}, nil
	}
	return both("上级的失效编号名单上有 %s：那张纸现在也不能用。", "%s is on the authority's list of numbers that are good no more: its paper is no good now either.", number), nil
}

// askedOf is what a task asks, and how it is done.
func askedOf(t registry.Task) scheme.Text {
	n := t.Number
	switch t.Kind {
	case registry.TaskHear:
		return askedToHear(t)
	case registry.TaskRecall:
		return both("上级要求收回 %s：先办收回（recall），再把任务办结。", "fetch %s back: recall it, then settle the task.", n)
	case registry.TaskDuplicate:
		return scheme.Text{ZH: fmt.Sprintf("此人先有另一个号 %s，以那个号为准：把本站的 %s 收回来，再把任务办结。", t.Other, n),
			EN: fmt.Sprintf("the person has the earlier number %s, and keeps that one: fetch %s back, then settle the task.", t.Other, n)}
	case registry.TaskReissue:
		return both("%s 与另一人重号，那一张在先：请持证人带旧证来重新登记一次，旧证作废，得到新号，新证上印原编号；找不到人的先办收回（recall）。再把任务办结。", "%s was given to another person first: have the holder come with the paper and be entered once more; it is void then, and the new one has another number and names the former. Where nobody finds the holder, recall it. Then settle the task.", n)
	case registry.TaskAppeal:
		return both("对 %s 的申诉在别处提出，由发证的本站受理：把任务办结（已办），就受理为本站的申诉。", "an appeal about %s was brought elsewhere and is heard here: settle the task as done, and it is taken down as an appeal of this station's.", n)
	}
	if t.Lodged != "" {
		return askedToCarryOut(t)
	}
	return both("对 %s 的申诉，上级已有决定（%s）：用 appeal decide 登记，再把任务办结。", "the appeal about %s was decided upstream (%s): record it with appeal decide, then settle the task.", n, t.Reason)
}

// FinishTask says what came of a task, named by its ID or, where its pass has no other, by
// the pass: done, or cannot, and why. A paper that is to be fetched back is done when it is
// on the recall list or out of hand. An appeal from elsewhere is taken down with it, what the
// police decided is carried out, and the case answered; 0 none.
func (s *Station) FinishTask(ctx context.Context, typed string, outcome registry.TaskOutcome, reason string) (int64, error) {
	return s.finishTask(ctx, typed, outcome, reason, registry.TaskKinds)
}

// finishTask is FinishTask for the kinds.
func (s *Station) finishTask(ctx context.Context, typed string, outcome registry.TaskOutcome, reason string, kinds []registry.TaskKind) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSettle); err != nil {
		return 0, err
	}
	reason, err := because(reason)
	if err != nil {
		return 0, fmt.Errorf("settle a task: %w", err)
	}
	state, err := s.openTask(ctx, typed)
	switch {
	case err != nil:
		return 0, err
	case !slices.Contains(kinds, state.Kind):
		return 0, badSent("这件任务不是转来的申诉：用 queue settle 办结。", "this task brought no appeal: settle it with queue settle.")
	case outcome == registry.OutcomeDone && state.Kind == registry.TaskHear:
		return 0, badSent("转来审理的申诉要决定维持还是变更：appeal decide %s --decision uphold 或 change（桌面：审理转来的申诉）；审理不了的，用 cannot 写明原因。",
			"an appeal that came to be heard is decided: appeal decide %s --decision uphold or change (at the desk: hear an appeal of another point); if it cannot be heard, say cannot and why.", state.ID)
	}
	if outcome == registry.OutcomeDone && state.Kind == registry.TaskDecision {
		id, _, err := s.carryOutDecision(ctx, state, Ruling{Reason: reason})
		return id, err
	}
	pass := registry.PassState{}
	if state.Number != "" {
		if pass, err = s.ports.Store.Pass(ctx, state.Number); err != nil {
			return 0, fmt.Errorf("settle a task: %w", err)
		}
	}
	fetch := state.Kind == registry.TaskRecall || state.Kind == registry.TaskDuplicate || state.Kind == registry.TaskReissue
	switch {
	case outcome == registry.OutcomeDone && fetch && pass.Status == registry.StatusIssued && pass.Papers.Of(pass.Copy) == registry.PaperNone && pass.Intended < pass.Copy && len(pass.Outstanding()) == 0:
		return 0, badSent("%s 还没有打印，没有纸可收：先取消（cancel），再办结。", "%s was not printed yet, there is no paper to fetch: cancel it first, then settle the task.", state.Number)
	case outcome == registry.OutcomeDone && fetch && pass.Status.InHand():
		return 0, badSent("%s 还在持证人手里：先办收回（recall）或作废，再办结；办不到的，用 cannot 写明原因。", "%s is still in its holder's hand: recall it or make it void first; if that cannot be done, say cannot and why.", state.Number)
	case outcome == registry.OutcomeDone && state.Kind == registry.TaskAppeal:
		return s.lodgeForwarded(ctx, pass, state, reason)
	}
	return 0, s.endTask(ctx, state, outcome, reason)
}

// endTask settles a task, and nothing else.
func (s *Station) endTask(ctx context.Context, t registry.TaskState, outcome registry.TaskOutcome, reason string) error {
	body := bodyOf(t, outcome)
	if body.EndsCopied() {
		if err := s.endsCopied(ctx, t, &body); err != nil {
			return err
		}
	}
	d := &draft{tasks: map[string]registry.TaskState{}}
	d.end(t, body, reason)
	if err := s.append(ctx, d); err != nil {
		return fmt.Errorf("settle a task: %w", err)
	}
	return nil
}

// finish drafts that a task is settled.
func (d *draft) finish(t registry.TaskState, outcome registry.TaskOutcome, reason string) {
	d.end(t, bodyOf(t, outcome), reason)
}

func bodyOf(t registry.TaskState, outcome registry.TaskOutcome) registry.TaskBody {
	return registry.TaskBody{ID: t.ID, Task: t.Kind, Number: t.Number, Outcome: outcome}
}

// end is the event that settles a task.
func (d *draft) end(t registry.TaskState, body registry.TaskBody, reason string) {
	d.tasks[t.ID] = t
	d.events = append(d.events, draftEvent{kind: registry.TaskDone, pass: t.Number, body: registry.Body(body), record: registry.Body(noteRecord{reason})})
}

// openTask is the task that waits under the ID, or the only one about the pass or, of an
// appeal that travels, about the case.
func (s *Station) openTask(ctx context.Context, typed string) (registry.TaskState, error) {
	typed = strings.TrimSpace(typed)
	if n, err := registry.ParseNumber(typed); err == nil {
		return s.openTaskOf(ctx, n)
	}
	if n, ok := registry.ParseCaseNo(typed); ok {
		return s.openTaskOfCase(ctx, n)
	}
	state, err := s.ports.Store.Task(ctx, typed)
	switch {
	case isNotFound(err):
		return state, badSent("没有这件任务，见 queue list。", "there is no such task: see queue list.")
	case err != nil:
		return state, fmt.Errorf("look a task up: %w", err)
	case state.Status != registry.TaskOpen:
		return state, badSent("这件任务已经办结。", "this task is settled already.")
	}
	return state, nil
}

func (s *Station) openTaskOf(ctx context.Context, n registry.Number) (registry.TaskState, error) {
	open, err := collectRows(s.ports.Store.Tasks(ctx, false))
	if err != nil {
		return registry.TaskState{}, fmt.Errorf("look a task up: %w", err)
	}
	open = slices.DeleteFunc(open, func(t registry.TaskState) bool { return t.Number != n.String() })
	switch len(open) {
	case 0:
		return registry.TaskState{}, badSent("上级没有关于 %s 的任务，见 queue list。", "upstream asks nothing about %s: see queue list.", n.String())
	case 1:
		return open[0], nil
	}
	return registry.TaskState{}, badSent("关于 %s 的任务有 %d 件，请写任务编号，见 queue list。", "there are %[2]d tasks about %[1]s: give the ID of one, see queue list.", n.String(), len(open))
}

// collectRows are all rows of a reading.
func collectRows[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}
