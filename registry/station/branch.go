package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// readBranch is where the register may have left another history of itself.
func (s *Station) readBranch(ctx context.Context) (b registry.Branch, err error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, epochKinds...) {
		if err != nil {
			return b, fmt.Errorf("read the epochs: %w", err)
		}
		next, err := b.After(e)
		if err != nil { // no such event is ever written: somebody changed it
			return b, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
		}
		b = next
	}
	return b, nil
}

// skipCopies drafts, for an epoch that leaves another history, that papers which were
// still to be made are made as another copy: there they may have been printed.
func (s *Station) skipCopies(ctx context.Context, taken registry.EpochBody) ([]draftEvent, map[string]registry.PassState, error) {
	if taken.Copies == 0 {
		return nil, nil, nil
	}
	branch, err := s.branch.After(registry.Event{No: s.head.Event + 1, Kind: registry.EpochTaken, Body: registry.Body(taken)})
	if err != nil {
		return nil, nil, err
	}
	var skipped []draftEvent
	passes := map[string]registry.PassState{}
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return nil, nil, fmt.Errorf("look for papers that may be printed elsewhere: %w", err)
		}
		if branch.Stale(p) {
			skipped = append(skipped, skip(branch, p, ""))
			passes[p.Number.String()] = p
		}
	}
	return skipped, passes, nil
}

func skip(b registry.Branch, p registry.PassState, reason string) draftEvent {
	return draftEvent{kind: registry.CopySkipped, pass: p.Number.String(), body: registry.Body(registry.ReasonBody{Copy: b.Next(p), Reason: reason})}
}
