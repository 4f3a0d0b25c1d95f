package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// The term of a pass ends by the calendar, and nobody does it: the register says so
// once, when the day is opened, or when somebody meets the pass first.

// expireAtOnce is how many passes expire in one transaction.
const expireAtOnce = 500

// Expire records every pass whose term ended before today, and answers how many.
func (s *Station) Expire(ctx context.Context) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoFind); err != nil {
		return 0, err
	}
	return s.expire(ctx)
}

func (s *Station) expire(ctx context.Context) (int, error) {
	done := 0
	for {
		over, err := s.ports.Store.Over(ctx, s.ports.today(), expireAtOnce)
		if err != nil {
			return done, fmt.Errorf("look for terms that are over: %w", err)
		}
		if len(over) == 0 {
			return done, nil
		}
		d := &draft{passes: map[string]registry.PassState{}}
		for _, p := range over {
			d.passes[p.Number.String()] = p
			s.expireIn(d, p)
		}
		if err := s.append(ctx, d); err != nil {
			return done, fmt.Errorf("record terms that are over: %w", err)
		}
		done += len(over)
	}
}

// expireIn says in a draft that the term of the pass is over, where it is and
// nothing says so yet. What happens to the pass then happens to an expired one.
func (s *Station) expireIn(d *draft, p registry.PassState) {
	if p.Over(s.ports.today()) {
		d.step(registry.Expired, p, registry.ReasonBody{Copy: p.Copy}, "")
	}
}

// standsAs is the pass's state in the words of uniqueness: a term that is over is
// over, whether or not the register says so yet.
func (s *Station) standsAs(p registry.PassState) string {
	if p.Over(s.ports.today()) {
		return registry.StatusExpired.Uniqueness()
	}
	return p.Stands().Uniqueness()
}
