package station

import (
	"context"
	"errors"
	"fmt"

	"passdesk/registry"
)

// A pass may be reinstated after its paper came back. It is good again, and nobody has
// a paper of it: the next copy is owed to its holder.

// owedReason is why that copy is made; it is sealed like every reason.
const owedReason = "收回已撤销，发下一份"

// GiveOwed gives every pass that is owed a paper its next copy, which from then on is
// unprinted and unsigned like any other, and answers how many it gave. A holder whom a
// list names meanwhile is left out: kept says why of the first.
func (s *Station) GiveOwed(ctx context.Context) (given int, kept, err error) {
	from := int64(0)
	for {
		rows, err := s.Page(ctx, from, pageRows, true, Filter{Status: registry.StatusReinstated})
		if err != nil {
			return given, kept, fmt.Errorf("give what is owed: %w", err)
		}
		for _, r := range rows {
			from = r.Key
			var listed *OnList
			switch err := s.GiveOwedOf(ctx, r.Number); {
			case errors.As(err, &listed):
				kept = errors.Join(kept, err)
			case err != nil:
				return given, kept, err
			default:
				given++
			}
		}
		if len(rows) < pageRows {
			return given, kept, nil
		}
	}
}

// GiveOwedOf gives the pass the copy that is owed to its holder; where none is owed any
// more, nothing happens.
func (s *Station) GiveOwedOf(ctx context.Context, n registry.Number) error {
	s.mu.Lock()
	p, err := s.passState(ctx, n.String())
	s.mu.Unlock()
	if err != nil || p.Status != registry.StatusReinstated {
		return err
	}
	return s.ReprintOf(ctx, n, owedReason, "")
}
