package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// endsNumber are the tasks by which upstream ends a number: its person has another, or
// another person has it.
var endsNumber = []registry.TaskKind{registry.TaskDuplicate, registry.TaskReissue}

// givesPaper are the events that bring a pass, or a further paper of it, into use.
var givesPaper = []registry.Kind{registry.Reissued, registry.Reprinted, registry.Corrected, registry.Reinstated}

// numberEnds refuses a draft that would give paper under a number that upstream ends, also
// when its task is settled: every other desk and every guard takes it for ended. A task
// that was settled as one that cannot be done ends nothing.
func (s *Station) numberEnds(ctx context.Context, d *draft) error {
	var numbers []string
	for _, e := range d.events {
		if !slices.Contains(givesPaper, e.kind) && e.kind != registry.PrintIntended {
			continue
		}
		if n, err := registry.ParseNumber(e.pass); err == nil && s.keyEndedFor(n) {
			return &NotTaken{newNumberFor(n.String(), revokedNumber)}
		}
		if e.kind != registry.PrintIntended {
			numbers = append(numbers, e.pass)
		}
	}
	for _, number := range numbers {
		switch t, err := s.endsBy(ctx, number); {
		case err != nil:
			return err
		case t.ID != "":
			return s.endedBy(ctx, t)
		}
	}
	return nil
}

// endsBy is the task by which upstream ends the number; the zero task for none.
func (s *Station) endsBy(ctx context.Context, number string) (registry.TaskState, error) {
	for t, err := range s.ports.Store.Tasks(ctx, true) {
		if err != nil {
			return registry.TaskState{}, fmt.Errorf("look for a task: %w", err)
		}
		if !slices.Contains(endsNumber, t.Kind) || t.Number != number || t.Status == registry.TaskDropped {
			continue
		}
		if stands, err := s.taskStands(ctx, t); err != nil || stands {
			return t, err
		}
	}
	return registry.TaskState{}, nil
}

// taskStands: the task is open, or the station said of it that it was done.
func (s *Station) taskStands(ctx context.Context, t registry.TaskState) (bool, error) {
	if t.Status == registry.TaskOpen {
		return true, nil
	}
	for e, err := range s.ports.Store.EventsAfter(ctx, t.LastEvent-1) {
		if err == nil {
			e, err = e.Again()
		}
		if err != nil {
			return false, fmt.Errorf("look for a task: %w", err)
		}
		var b registry.TaskBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return false, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
		}
		return b.Outcome == registry.OutcomeDone, nil
	}
	return false, nil
}

// endedBy says that the task ends its number, and where the person gets a good paper.
func (s *Station) endedBy(ctx context.Context, state registry.TaskState) error {
	t, err := s.upstreamTask(ctx, state)
	if err != nil {
		return err
	}
	return &NotTaken{endedText(t)}
}

// endedText is what endedBy says, and how the task is contradicted.
func endedText(t UpstreamTask) scheme.Text {
	why := newNumberFor(t.Number, sharedNumber)
	if t.Kind == registry.TaskDuplicate {
		why = scheme.Text{ZH: fmt.Sprintf("上级查明此人先有 %s，以那个号为准，%s 不再出证：请用那个号的证；遗失或损坏的，到发那个号的发放点补打。", t.Other, t.Number),
			EN: fmt.Sprintf("upstream found that the person has the earlier number %s and keeps that one, so no paper is made of %s: use the paper of that number; where it is lost or damaged, its issuing point prints it again.", t.Other, t.Number)}
	}
	if t.Status == registry.TaskOpen {
		why = inARow(why, both("上级弄错了的，先把任务办结为 cannot 并写明原因（queue settle）。", "If upstream is wrong, settle its task as cannot first, and say why (queue settle)."))
	}
	return why
}
