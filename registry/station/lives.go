package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// lifeOf is what happened to a pass, in order: what came back of a branch among it, as
// what it was then, under its number here.
func (s *Station) lifeOf(ctx context.Context, number string) ([]registry.Event, error) {
	events, err := s.ports.Store.PassEvents(ctx, number)
	return again(events, err)
}

// caseEvents are what happened in a case, likewise.
func (s *Station) caseEvents(ctx context.Context, id int64) ([]registry.Event, error) {
	events, err := s.ports.Store.CaseEvents(ctx, id)
	return again(events, err)
}

func again(events []registry.Event, err error) ([]registry.Event, error) {
	for i, e := range events {
		said, bad := e.Again()
		if bad != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, bad)
		}
		events[i] = said
	}
	return events, err
}
