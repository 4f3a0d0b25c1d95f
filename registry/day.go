package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"passdesk/registry/civil"
)

// DayState is what the events of the days add up to: which day is open, and
// whether a paper was shown that this register does not know of.
type DayState struct {
	Open    civil.Date // zero: none is open
	Last    civil.Date // the newest that was opened
	Before  civil.Date // the one opened before that
	Closed  int64      // the last close; 0: none
	Asked   civil.Date // when the opening question was last answered
	Foreign Comparison // a paper that another copy of the register gave; "" when none was shown, or a new epoch was taken since
	Shown   int64      // the event at which it was shown
	Paper   Number     // the one that was shown
}

// ErrDay is an event of a day that cannot follow the one before.
var ErrDay = errors.New("registry: the day is not opened or closed so")

// After folds one event; what is of no day changes nothing.
func (d DayState) After(e Event) (DayState, error) {
	next, err := d.after(e)
	if err != nil {
		return d, fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	return next, nil
}

func (d DayState) after(e Event) (DayState, error) {
	switch e.Kind {
	case DayOpened:
		var b DayBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return d, err
		}
		if b.Day.IsZero() || b.Day == d.Open || b.Left != d.Open {
			return d, ErrDay
		}
		if d.Open = b.Day; b.Day != d.Last {
			d.Last, d.Before = b.Day, d.Last
		}
	case Closed:
		d.Open, d.Closed = civil.Date{}, e.No
	case PaperCompared:
		var b ComparedBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return d, err
		}
		return d.compared(e.No, b)
	case EpochTaken:
		return d.WithNewEpoch(), nil
	}
	return d, nil
}

// longestPause is how many days a desk may stand still, and its clock is believed.
const longestPause = 10

// Jump tells a clock that is hardly right: from the last day at work to the day that
// it shows it went back, or on by more than a pause. A clock that nobody corrects is
// believed on the day after.
type Jump struct{ From, To civil.Date }

// IsZero reports a clock that went on as clocks do.
func (j Jump) IsZero() bool { return j == Jump{} }

// JumpTo holds the clock's day against the days that were opened.
func (d DayState) JumpTo(today civil.Date) Jump {
	last := d.Last
	if last == today {
		last = d.Before
	}
	if days := last.DaysUntil(today); last.IsZero() || days >= 0 && days <= longestPause {
		return Jump{}
	}
	return Jump{last, today}
}

// WithNewEpoch is the state once the keeper has taken a new epoch: what another
// copy printed is of the one before.
func (d DayState) WithNewEpoch() DayState {
	d.Foreign, d.Paper, d.Shown = "", Number{}, 0
	return d
}

func (d DayState) compared(no int64, b ComparedBody) (DayState, error) {
	n, err := ParseNumber(b.Number)
	if given := b.Outcome != NotAtHand; given != (err == nil) || !slices.Contains(Comparisons, b.Outcome) {
		return d, ErrDay
	}
	d.Asked = b.Day
	if b.Outcome.Foreign() {
		d.Foreign, d.Paper, d.Shown = b.Outcome, n, no
	}
	return d, nil
}

// Comparison is the answer to the opening question: what the number on the last
// paper printed says of this register.
type Comparison string

const (
	PaperFits   Comparison = "fits"        // it is ours, or of an epoch that was left
	PaperAhead  Comparison = "ahead"       // higher than our last: the register went back to an older state
	PaperOfCopy Comparison = "copy"        // our serial with another run digit: a copy of the register printed it
	NotAtHand   Comparison = "not_at_hand" // there is no paper to look at
)

// Comparisons are the words of a PaperCompared.
var Comparisons = []Comparison{PaperFits, PaperAhead, PaperOfCopy, NotAtHand}

// Foreign reports a paper that this register cannot have printed as it is.
func (c Comparison) Foreign() bool { return c == PaperAhead || c == PaperOfCopy }

// Compare holds the number on a paper against the serials that were given; ours is
// the number that the register gave under that serial, or none. It answers false
// for a number of no code of this station.
func (b *NumberBook) Compare(paper, ours Number) (Comparison, bool) {
	if len(b.series) == 0 {
		return "", false
	}
	last := b.series[len(b.series)-1]
	known := slices.ContainsFunc(b.series, func(s *series) bool { return s.id/10 == paper.Station() })
	switch {
	case !known:
		return "", false
	case !ours.IsZero() && ours != paper:
		return PaperOfCopy, true
	case paper.Series() > last.id && paper.Station() == last.id/10:
		return PaperAhead, true
	case paper.Series() == last.id && paper.Serial() > last.last():
		return PaperAhead, true
	}
	return PaperFits, true
}

// last is the highest serial given, or the one before our first.
func (x *series) last() int {
	if n := len(x.given); n > 0 {
		return x.given[n-1].To
	}
	return x.start - 1
}

// DayWork reports whether an event of the kind is a day's work.
func (k Kind) DayWork() bool { return slices.Contains(DayWork, k) }

// DayWork are the events that are a day's work at the desk: the first of them
// opens the day. Administration, exports and reading are not.
var DayWork = []Kind{
	Issued, Reissued, Reprinted, Refused, Parked, SpecialRecorded, Settled, AppealLodged, AppealDecided, AppealReopened,
	PrintIntended, PrintedOut, Signed, Cancelled, RecallOrdered, Returned, ReturnRefused, NotFound, Lost, Corrected, Amended, Reinstated, Voided,
}
