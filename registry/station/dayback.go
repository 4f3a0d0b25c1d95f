package station

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// The figures of a day are what happened on it. What a restore had lost and upstream gave
// back (registry.BranchReturned) counts on the day on which it happened and not on the one
// on which it came; a close that was written by then stays as it was.

// dayCount is what happened in one day.
type dayCount struct {
	kinds  map[registry.Kind]int
	sheets registry.DaySheets
	papers registry.PapersOfDay
	cases  []int64     // that began on it
	issued []time.Time // of what came back
	events int         // likewise
	back   *dayCount   // of it, what came back since; nil: nothing
}

func newDayCount() *dayCount { return &dayCount{kinds: map[registry.Kind]int{}} }

// count takes an event of the day, without its sheet.
func (d *dayCount) count(e registry.Event) {
	d.kinds[e.Kind]++
	d.papers.Count(e)
	switch e.Kind {
	case registry.Parked, registry.Refused, registry.SpecialRecorded:
		d.cases = append(d.cases, e.No)
	}
}

// cameBack takes an event as it was then.
func (d *dayCount) cameBack(was registry.Event) error {
	if d.back == nil {
		d.back = newDayCount()
	}
	d.back.count(was)
	d.back.events++
	if was.Kind == registry.Issued || was.Kind == registry.Reissued {
		d.back.issued = append(d.back.issued, was.At)
	}
	return d.back.sheets.Add(was)
}

// whole is the day with what came back of it.
func (d *dayCount) whole() *dayCount {
	if d.back == nil {
		return d
	}
	all := &dayCount{
		kinds: maps.Clone(d.kinds), sheets: d.sheets.With(d.back.sheets), cases: slices.Concat(d.cases, d.back.cases),
		papers: d.papers.With(d.back.papers),
	}
	for k, n := range d.back.kinds {
		all.kinds[k] += n
	}
	return all
}

// wasThen is what an event that came back tells; false where it has no effect here.
func wasThen(e registry.Event) (registry.Event, bool) {
	was, err := e.Again()
	return was, err == nil && !was.Returned()
}

// denied counts a case that came to no pass, in the words of a close.
func denied(c registry.CaseState, b *registry.ClosedBody) {
	switch {
	case c.Status != registry.CaseRefused && c.Status != registry.CaseAppealed && c.Status != registry.CaseUpheld:
	case strings.HasPrefix(c.Outcome, "REFER_"):
		b.Referred++
	case c.Outcome == samePerson:
		b.SamePerson++
	default:
		b.Refused++
	}
}

// backOn is what came back of the day. It is read once, until more comes back.
func (s *Station) backOn(ctx context.Context, day civil.Date) (*dayCount, error) {
	if s.backDay == day && s.backCount != nil {
		return s.backCount, nil
	}
	d := newDayCount()
	d.back = newDayCount()
	if s.branch.At > 0 {
		for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.StepReturned, registry.EventReturned) {
			if err != nil {
				return nil, fmt.Errorf("count what came back: %w", err)
			}
			if was, counts := wasThen(e); !counts || s.dayOf(was) != day {
				continue
			} else if err := d.cameBack(was); err != nil {
				return nil, fmt.Errorf("count what came back: %w", err)
			}
		}
	}
	s.backDay, s.backCount = day, d.back
	return d.back, nil
}

// addBack adds to the count of a day what came back of it.
func (s *Station) addBack(ctx context.Context, t *Today) error {
	b, err := s.backOn(ctx, t.Day)
	if err != nil {
		return err
	}
	var cases registry.ClosedBody
	for _, id := range b.cases {
		c, err := s.ports.Store.Case(ctx, id)
		if err != nil {
			return fmt.Errorf("count what came back: %w", err)
		}
		denied(c, &cases)
	}
	for _, at := range b.issued {
		if h := int(at.Sub(s.beginning(t.Day)) / time.Hour); h >= 0 && h < len(t.Hours) {
			t.Hours[h]++
		}
	}
	t.Issued += b.kinds[registry.Issued] + b.kinds[registry.Reissued]
	t.Refused, t.Referred, t.SamePerson = t.Refused+cases.Refused, t.Referred+cases.Referred, t.SamePerson+cases.SamePerson
	t.Parked += b.kinds[registry.Parked]
	t.Special += b.kinds[registry.SpecialRecorded]
	t.Signed += b.kinds[registry.Signed]
	t.Cancelled += b.kinds[registry.Cancelled]
	t.Recalled += b.kinds[registry.RecallOrdered]
	t.Settled += b.kinds[registry.Settled]
	t.Appeals += b.kinds[registry.AppealLodged] + b.kinds[registry.AppealReopened]
	t.Decided += b.kinds[registry.AppealDecided]
	t.Back = b.events
	return nil
}
