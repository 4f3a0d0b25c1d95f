package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// The daily dynamic (每日大数据分析, 000 and 001): which passes in hand would not be
// issued today, because a list names the holder since, or because the days that went
// by have turned what was declared. It only tells; recalling is somebody's decision.

// Affected is a pass in hand whose holder is not as they were when it was issued.
type Affected struct {
	Bearer
	Why   scheme.Text
	Since civil.Date // when they were listed, or the rules turned
	Asks  bool       // a list may mean the holder: somebody has to look
	List  string     // whose list; "" where the rules alone say so
}

// affectedAtOnce is how many passes are read while the station is held.
const affectedAtOnce = 200

// Affected asks the lists and the rules of today about every pass in hand. It gives
// the station free between its pages, and tells how far it has come; told may be nil.
func (s *Station) Affected(ctx context.Context, told func(Progress)) ([]Affected, error) {
	var all []Affected
	today, err := s.Today(ctx)
	if err != nil {
		return nil, err
	}
	for from, done := int64(0), 0; ; {
		page, last, n, err := s.affectedBehind(ctx, from)
		if err != nil {
			return nil, fmt.Errorf("look for who is affected: %w", err)
		}
		all, done = append(all, page...), done+n
		if told != nil {
			told(Progress{scheme.Text{ZH: "每日动态", EN: "the daily dynamic"}, float64(done) / float64(max(today.Passes, 1))})
		}
		if last == 0 {
			break
		}
		from = last
	}
	slices.SortStableFunc(all, func(a, b Affected) int { return cmp.Compare(b.Since.Days(), a.Since.Days()) })
	return all, nil
}

func (s *Station) affectedBehind(ctx context.Context, from int64) (all []Affected, last int64, n int, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, 0, 0, err
	}
	page, err := s.ports.Store.Page(ctx, from, affectedAtOnce, true, Filter{})
	if err != nil {
		return nil, 0, 0, err
	}
	for _, p := range page {
		if !p.Status.InHand() {
			continue
		}
		a, hit, err := s.affected(ctx, p)
		if s.harmed(err, partPass, p.Number) {
			continue
		}
		if err != nil {
			return nil, 0, 0, err
		}
		if hit {
			all = append(all, a)
		}
	}
	if len(page) == affectedAtOnce {
		last = page[len(page)-1].FirstEvent
	}
	return all, last, len(page), nil
}

func (s *Station) affected(ctx context.Context, p registry.PassState) (Affected, bool, error) {
	holder, err := s.holder(ctx, p)
	if err != nil {
		return Affected{}, false, err
	}
	a := Affected{Bearer: s.bearer(p, holder)}
	person := s.personOf(holder, "active")
	listed, err := s.onLists(ctx, person, unique.Keys(person), s.ports.today())
	if err != nil {
		return a, false, err
	}
	for _, l := range listed {
		if !l.concerns() {
			continue
		}
		later, err := s.cameAfter(ctx, l, p)
		if err != nil {
			return a, false, err
		}
		if later {
			a.Why, a.Since, a.List, a.Asks = l.entry.Says(), l.entry.Listed, l.entry.Source, l.fit.Asks()
			return a, true, nil
		}
	}
	return s.turned(a, p, holder)
}

// turned holds what was declared at the issue against the rules of today. A pass that
// an officer's decision gave says nothing here: the rules did not permit it then.
func (s *Station) turned(a Affected, p registry.PassState, holder registry.Application) (Affected, bool, error) {
	today := s.ports.today()
	if p.Issued.IsZero() || !today.After(p.Issued) || p.Issued.DaysUntil(today) >= scheme.MostCourse {
		return a, false, nil
	}
	read, bad := s.parseOn(holder, p.Issued)
	if bad != nil { // the rules of today cannot read it: nothing turned by days
		return a, false, nil
	}
	in := read.inputs
	in.Today = civil.Date{}
	for _, word := range []string{s.scheme.DeskWord, s.scheme.Code} { // the pass, and the colour of the code that it stands for
		course, err := s.scheme.Course(word, in, p.Issued, today)
		if err != nil || !course[0].Verdict.Permits() {
			continue
		}
		if now := course[len(course)-1]; !now.Verdict.Permits() {
			a.Why, a.Since = now.Verdict.Reason, now.From
			return a, true, nil
		}
	}
	return a, false, nil
}
