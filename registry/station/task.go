package station

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
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
	switch {
	case known.FirstEvent != 0 && (known.Kind != t.Kind || known.Number != t.Number):
		return Taken{}, badSent("上级有一件别的任务用过这个编号。", "upstream has used this ID for another task.")
	case known.FirstEvent != 0 && (!t.Done || known.Status != registry.TaskOpen), known.FirstEvent == 0 && t.Done:
		return Taken{Result: TakenKnown, Task: t.ID, Number: t.Number}, nil
	}
	if err := s.ownTask(ctx, t); err != nil {
		return Taken{}, err
	}
	body := registry.TaskBody{ID: t.ID, Task: t.Kind, Number: t.Number, Dropped: t.Done}
	d := &draft{tasks: map[string]registry.TaskState{t.ID: known},
		events: []draftEvent{{kind: registry.TaskTaken, pass: t.Number, body: registry.Body(body), record: registry.Body(t)}}}
	if err := s.append(ctx, d); err != nil {
		return Taken{}, fmt.Errorf("take a task: %w", err)
	}
	return Taken{Result: TakenNow, Event: s.head.Event, Task: t.ID, Number: t.Number}, nil
}

// ownTask: the task is about a pass of this register.
func (s *Station) ownTask(ctx context.Context, t registry.Task) error {
	_, err := s.ports.Store.Pass(ctx, t.Number)
	if isNotFound(err) {
		return badSent("任务说的证不在本站的登记册里。", "the task is about a pass that this register does not have.")
	}
	if err != nil {
		return fmt.Errorf("take a task: %w", err)
	}
	return nil
}

// UpstreamTask is a task of upstream's, for people and programs.
type UpstreamTask struct {
	registry.Task
	At     time.Time // when it was taken in, in the zone of dates on paper
	Status registry.TaskStatus
	Now    registry.Status // of the pass
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
		if s.harmed(err, "task %s", state.ID) {
			continue
		}
		if err != nil {
			return nil, err
		}
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
	pass, err := s.ports.Store.Pass(ctx, t.Number)
	if err != nil {
		return t, fmt.Errorf("read a task: %w", err)
	}
	t.Now, t.Ask = pass.Status, askedOf(t.Task)
	return t, nil
}

// askedOf is what a task asks, and how it is done.
func askedOf(t registry.Task) scheme.Text {
	n := t.Number
	switch t.Kind {
	case registry.TaskRecall:
		return both("上级要求收回 %s：先办收回（recall），再把任务办结。", "fetch %s back: recall it, then settle the task.", n)
	case registry.TaskDuplicate:
		return scheme.Text{ZH: fmt.Sprintf("此人先有另一个号 %s，那张有效：把本站的 %s 收回来，再把任务办结。", t.Other, n),
			EN: fmt.Sprintf("the person has the earlier number %s, which stands: fetch %s back, then settle the task.", t.Other, n)}
	case registry.TaskReissue:
		return both("%s 与另一人重号，那一张在先：把本站这张收回来，请本人到上级指定的地方换号，再把任务办结。", "%s was given to another person first: fetch this paper back, send the holder where upstream says for another number, then settle the task.", n)
	case registry.TaskAppeal:
		return both("对 %s 的申诉在别处提出，应由本站受理：用 appeal lodge 登记，再把任务办结。", "an appeal about %s was lodged elsewhere and is heard here: take it down with appeal lodge, then settle the task.", n)
	}
	return both("对 %s 的申诉，上级已有决定（%s）：用 appeal decide 登记，再把任务办结。", "the appeal about %s was decided upstream (%s): record it with appeal decide, then settle the task.", n, t.Reason)
}

// FinishTask says what came of a task: done, or cannot, and why. A paper that is to
// be fetched back is done when it is on the recall list or out of hand.
func (s *Station) FinishTask(ctx context.Context, id string, outcome registry.TaskOutcome, reason string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSettle); err != nil {
		return err
	}
	reason, err := because(reason)
	if err != nil {
		return fmt.Errorf("settle a task: %w", err)
	}
	state, err := s.ports.Store.Task(ctx, strings.TrimSpace(id))
	if isNotFound(err) {
		return badSent("没有这件任务，见 queue list。", "there is no such task: see queue list.")
	}
	if err != nil {
		return fmt.Errorf("settle a task: %w", err)
	}
	if state.Status != registry.TaskOpen {
		return badSent("这件任务已经办结。", "this task is settled already.")
	}
	pass, err := s.ports.Store.Pass(ctx, state.Number)
	if err != nil {
		return fmt.Errorf("settle a task: %w", err)
	}
	fetch := state.Kind == registry.TaskRecall || state.Kind == registry.TaskDuplicate || state.Kind == registry.TaskReissue
	if outcome == registry.OutcomeDone && fetch && pass.Status.InHand() {
		return badSent("%s 还在持证人手里：先办收回（recall）或作废，再办结；办不到的，用 cannot 写明原因。", "%s is still in its holder's hand: recall it or make it void first; if that cannot be done, say cannot and why.", state.Number)
	}
	body := registry.TaskBody{ID: state.ID, Task: state.Kind, Number: state.Number, Outcome: outcome}
	d := &draft{tasks: map[string]registry.TaskState{state.ID: state},
		events: []draftEvent{{kind: registry.TaskDone, pass: state.Number, body: registry.Body(body), record: registry.Body(noteRecord{reason})}}}
	if err := s.append(ctx, d); err != nil {
		return fmt.Errorf("settle a task: %w", err)
	}
	return nil
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
