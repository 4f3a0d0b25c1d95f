package station

import (
	"cmp"
	"context"
	"slices"

	"passdesk/registry"
)

// An appeal that somebody brought to another place comes as a task of upstream's, with what
// they said there (哪里申领哪里申诉, 001). It is taken down here in one command: the case
// begins, and the task is done. Whichever way the desk takes the appeal down, by the task or
// by the pass, upstream hears of it once.

// LodgeForwarded takes down the appeal that a task brought, and answers its case.
func (s *Station) LodgeForwarded(ctx context.Context, id, reason string) (int64, error) {
	return s.finishTask(ctx, id, registry.OutcomeDone, cmp.Or(reason, "受理转来的申诉"), []registry.TaskKind{registry.TaskAppeal})
}

// lodgeForwarded: what was said elsewhere is what the appeal says here, on the day on which
// it was said. Where one about the pass waits already, the task is done with that.
func (s *Station) lodgeForwarded(ctx context.Context, p registry.PassState, t registry.TaskState, reason string) (int64, error) {
	if err := s.allowed(registry.DoLodge); err != nil {
		return 0, err
	}
	task, err := s.upstreamTask(ctx, t)
	if err != nil {
		return 0, err
	}
	waits, _, err := s.appealWaits(ctx, p)
	if err != nil {
		return 0, err
	}
	if waits != 0 {
		return waits, s.endTask(ctx, t, registry.OutcomeDone, reason)
	}
	day := s.ports.today()
	if !task.Day.IsZero() && day.After(task.Day) {
		day = task.Day
	}
	if err := s.mayAppeal(ctx, p, day); err != nil {
		return 0, err
	}
	return s.lodge(ctx, p, Statement{Reason: cmp.Or(task.Text, reason)}, reason, []registry.TaskState{t})
}

// appealTasks are the open tasks with appeals about the pass.
func (s *Station) appealTasks(ctx context.Context, number string) ([]registry.TaskState, error) {
	open, err := collectRows(s.ports.Store.Tasks(ctx, false))
	return slices.DeleteFunc(open, func(t registry.TaskState) bool { return t.Kind != registry.TaskAppeal || t.Number != number }), err
}
