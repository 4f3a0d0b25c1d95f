package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// Remaining is how many numbers are left, and for how long at the pace of the
// last days.
type Remaining struct {
	Numbers int
	Days    int // 0: nothing was issued lately, or it is far off
	Near    bool
}

const (
	paceDays  = 14     // over which the pace is taken
	nearDays  = 14     // from here on the end is told
	farNumber = 50_000 // with more than so many left nobody counts
)

// remaining counts the numbers up to the end of the last epoch. Inside an epoch
// the next one follows by itself; its end is none.
func (s *Station) remaining(ctx context.Context) (Remaining, error) {
	left := s.numbersLeft()
	r := Remaining{Numbers: max(left, 0)}
	if left > farNumber {
		return r, nil
	}
	to := s.startOfDay().AddDate(0, 0, 1)
	t, err := s.ports.Store.Tally(ctx, to.AddDate(0, 0, -paceDays), to)
	if err != nil {
		return r, fmt.Errorf("count the pace: %w", err)
	}
	if issued := t.Kinds[registry.Issued]; issued > 0 {
		r.Days = left * paceDays / issued
		r.Near = r.Days < nearDays
	}
	r.Near = r.Near || left < 100
	return r, nil
}
