package station

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// Today counts the day and the open ends of the whole register.
func (s *Station) Today(ctx context.Context) (Today, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return Today{}, ErrLocked
	}
	t, err := s.countOf(ctx, s.ports.today())
	if err != nil {
		return t, err
	}
	t.SheetDue, err = s.sheetDue(ctx)
	return t, err
}

func (s *Station) countOf(ctx context.Context, day civil.Date) (Today, error) {
	from := s.beginning(day)
	t, err := s.ports.Store.Tally(ctx, from, from.AddDate(0, 0, 1))
	if err != nil {
		return Today{}, fmt.Errorf("count the day: %w", err)
	}
	all := Today{
		Hours: hoursOf(t),
		Day:   day, Head: s.head, Passes: t.Passes, Unprinted: t.Unprinted, Unsigned: t.Unsigned, Outstanding: t.Outstanding, Out: t.Out,
		Issued:  t.Kinds[registry.Issued] + t.Kinds[registry.Reissued],
		Refused: t.Refused, Referred: t.Referred, SamePerson: t.SamePerson, Parked: t.Kinds[registry.Parked], Special: t.Kinds[registry.SpecialRecorded],
		Signed:    t.Kinds[registry.Signed],
		Cancelled: t.Kinds[registry.Cancelled], Recalled: t.Kinds[registry.RecallOrdered],
		Settled: t.Kinds[registry.Settled], Appeals: t.Kinds[registry.AppealLodged] + t.Kinds[registry.AppealReopened],
		Decided: t.Kinds[registry.AppealDecided], Open: t.Open, Appealed: t.Appealed, Unlisted: s.unlisted,
	}
	return all, s.addBack(ctx, &all)
}

// hoursOf are the hours of a day that a tally counted.
func hoursOf(t Tally) (hours [24]int) {
	for h, n := range t.Hours {
		if h >= 0 && h < len(hours) {
			hours[h] = n
		}
	}
	return hours
}

// startOfDay is the midnight that the day on paper began with.
func (s *Station) startOfDay() time.Time { return s.beginning(s.ports.today()) }

func (s *Station) beginning(day civil.Date) time.Time {
	return time.Date(day.Year(), time.Month(day.Month()), day.Day(), 0, 0, 0, 0, s.ports.Zone)
}

// Closing is what a close counted.
type Closing struct {
	Today
	Printed int // sheets that came out, not those that were spoiled
	Account Accounting
	Left    Remaining
	OwnRoot bool // no authority stands behind the station

	// Before is the close of the same day that went before; 0: none. Since counts the
	// events behind it: without one there is nothing to close again.
	Before, Since int64
}

// CloseDay counts the day into the log and answers the count; its head goes on
// the closing slip. It can be done again: the figures are the whole day's. Where
// the numbers or the sheets do not add up nothing is closed, and the error says
// so: the register is damaged.
func (s *Station) CloseDay(ctx context.Context) (Closing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoClose); err != nil {
		return Closing{}, err
	}
	c, err := s.closing(ctx)
	if err != nil {
		return c, err
	}
	t := c.Today
	body := registry.Body(registry.ClosedBody{
		Day: t.Day, Issued: t.Issued, Refused: t.Refused, Referred: t.Referred, SamePerson: t.SamePerson, Parked: t.Parked, Special: t.Special,
		Printed: c.Printed, Signed: t.Signed, Cancelled: t.Cancelled, Recalled: t.Recalled,
		Settled: t.Settled, Appeals: t.Appeals, Decided: t.Decided, Open: t.Open, Appealed: t.Appealed, Unlisted: t.Unlisted, Account: &c.Account.Account,
		Papers: &t.Papers, Back: t.Back,
	})
	if err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.Closed, body: body}}, signed: true}); err != nil {
		return c, fmt.Errorf("close the day: %w", err)
	}
	s.forgetPINs() // the next morning begins with the passphrase
	c.Head = s.head
	return c, nil
}

// Closing is what a close would count now; nothing is written.
func (s *Station) Closing(ctx context.Context) (Closing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoClose); err != nil {
		return Closing{}, err
	}
	c, err := s.closing(ctx)
	c.Head = s.head
	return c, err
}

// closing is what a close would count now.
func (s *Station) closing(ctx context.Context) (c Closing, err error) {
	c.OwnRoot = s.standsAlone()
	day := s.days.Open // past midnight, or the next morning, it is still the day that is open
	if day.IsZero() {
		day = s.ports.today()
	}
	if c.Account, err = s.accounting(ctx, day); err != nil {
		return c, err
	}
	if a := c.Account; !a.Numbers.Proven() || !a.Sheets.Proven() {
		return c, fmt.Errorf("close the day: %w: numbers %+v, sheets %+v", ErrDamaged, a.Numbers, a.Sheets)
	}
	if c.Left, err = s.remaining(ctx); err != nil {
		return c, err
	}
	closed, err := s.lastClose(ctx)
	if err != nil {
		return c, err
	}
	if closed.No > 0 && closedDay(closed) == day {
		c.Before, c.Since = closed.No, s.head.Event-closed.No
	}
	if c.Today, err = s.countOf(ctx, day); err != nil {
		return c, err
	}
	if c.Papers, err = s.countPapers(ctx, day); err != nil {
		return c, err
	}
	c.Printed = c.Account.Day.Out
	c.Account.Unprinted, c.Account.Unsigned, c.Account.Outstanding = c.Unprinted, c.Unsigned, c.Outstanding
	return c, err
}

// countPapers counts what became of papers on the day, and those that are to be taken back.
func (s *Station) countPapers(ctx context.Context, day civil.Date) (d registry.PapersOfDay, err error) {
	for e, err := range s.ports.Store.EventsBetween(ctx, s.beginning(day), s.beginning(day.AddDays(1)), registry.CountedPapers...) {
		if err != nil {
			return d, fmt.Errorf("count the papers of the day: %w", err)
		}
		d.Count(e)
	}
	back, err := s.backOn(ctx, day)
	if err != nil {
		return d, err
	}
	d = d.With(back.papers)
	d.ToFetch, err = s.countToFetch(ctx)
	return d, err
}

// countToFetch counts the recalled passes of which a paper is with somebody.
func (s *Station) countToFetch(ctx context.Context) (int, error) {
	found := map[int64]bool{}
	for _, f := range openRecalls {
		for from := int64(0); ; {
			page, err := s.ports.Store.Page(ctx, from, pageRows, true, f)
			if err != nil {
				return 0, fmt.Errorf("count the recalls: %w", err)
			}
			for _, p := range page {
				if from = p.FirstEvent; len(toFetch(p)) > 0 {
					found[p.FirstEvent] = true
				}
			}
			if len(page) < pageRows {
				break
			}
		}
	}
	return len(found), nil
}

// lastClose is the newest close; the zero event where no day was closed yet.
func (s *Station) lastClose(ctx context.Context) (registry.Event, error) {
	return s.firstOf(ctx, max(s.days.Closed-1, 0), registry.Closed)
}

func closedDay(e registry.Event) civil.Date {
	var b registry.ClosedBody
	if json.Unmarshal(e.Body, &b) != nil {
		return civil.Date{}
	}
	return b.Day
}

// MayPrint answers nil when paper that names people may leave the station: what is
// printed is recorded, so nothing is where nothing can be written.
func (s *Station) MayPrint() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writable(registry.DoPrint)
}
