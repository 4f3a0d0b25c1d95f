package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// Remaining is how many numbers are left, and for how long at the pace of the
// last days. Every screen, script and close warns by it.
type Remaining struct {
	Numbers int
	Days    int // 0: nothing was issued lately, it is far off, or nobody has counted yet
	Near    bool
}

const (
	paceDays  = 14     // over which the pace is taken
	nearDays  = 14     // from here on the end is told
	usualPace = 500    // people a day, where the pace is not known
	fewest    = 100    // so few are told at any pace
	farNumber = 50_000 // with more than so many left nobody counts
)

// remainingAt is what is left where so many were issued in the last days.
func remainingAt(left, issued int) Remaining {
	r := Remaining{Numbers: max(left, 0)}
	days := left / usualPace
	if issued > 0 && left <= farNumber {
		days = left * paceDays / issued
		r.Days = days
	}
	r.Near = days < nearDays || left < fewest
	return r
}

// left is what is left at the pace that was counted last.
func (s *Station) left() Remaining { return remainingAt(s.numbersLeft(), s.pace) }

// remaining counts the pace first. The end is that of the last epoch: inside one
// the next follows by itself.
func (s *Station) remaining(ctx context.Context) (Remaining, error) {
	if s.numbersLeft() <= farNumber {
		to := s.startOfDay().AddDate(0, 0, 1)
		t, err := s.ports.Store.Tally(ctx, to.AddDate(0, 0, -paceDays), to)
		if err != nil {
			return s.left(), fmt.Errorf("count the pace: %w", err)
		}
		s.pace = t.Kinds[registry.Issued]
	}
	return s.left(), nil
}
