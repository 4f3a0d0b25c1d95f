package station

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// denial is a case of somebody who went away without a pass.
type denial struct {
	id int64
	at time.Time
}

// deny remembers a case and its applicant, who can be found by it. Somebody who
// travels on a special pass was not turned away; somebody who was compared with
// the pass they have is found as its holder.
func (x *index) deny(id int64, outcome string, at time.Time, p indexed) {
	switch outcome {
	case samePerson:
		return
	case specialPass:
		at = time.Time{}
	}
	s := x.prepare(whoIs(aCase, id), p)
	x.denied[s.person] = append(x.denied[s.person], denial{id, at})
	x.cases[id] = s.person
	x.add(s, (*column).add)
}

// undeny forgets a case that came to a pass.
func (x *index) undeny(person string, id int64) {
	x.denied[person] = slices.DeleteFunc(x.denied[person], func(d denial) bool { return d.id == id })
}

// deniedSince reports whether the person went away without a pass since then, in
// another case than these.
func (x *index) deniedSince(person string, from time.Time, but ...int64) bool {
	return slices.ContainsFunc(x.denied[person], func(d denial) bool { return !slices.Contains(but, d.id) && !d.at.Before(from) })
}

// remember warns of what else was said to a person who would be issued a pass now:
// refused (mindRefusal), or a case that still waits for a decision. Over the second
// whoever may settle a case may go on; for anybody else it is parked.
func (s *Station) remember(ctx context.Context, c *checked) error {
	person := personKey(indexedOf(c.applicant.stored))
	if !c.verdict.Issues() || len(s.index.denied[person]) == 0 {
		return nil
	}
	if s.index.deniedSince(person, s.startOfDay(), c.standing.id, s.replacing(c)) {
		c.verdict.Warnings = appendNew(c.verdict.Warnings, refusedToday)
	}
	for _, d := range s.index.denied[person] {
		other, err := s.ports.Store.Case(ctx, d.id)
		if err != nil {
			return fmt.Errorf("look for open cases: %w", err)
		}
		if d.id == c.standing.id || d.id == s.replacing(c) {
			continue
		}
		if other.Status.Waits() {
			c.verdict.Warnings = appendNew(c.verdict.Warnings, openCase)
			s.askBoth(c)
		} else if other.Status.Denied() && strings.HasPrefix(other.Outcome, "REFUSE") {
			if err := s.mindRefusal(ctx, c, d.id); err != nil {
				return err
			}
		}
		if !c.verdict.Issues() {
			return nil
		}
	}
	return nil
}

const openCase = "open_case"

func (s *Station) askBoth(c *checked) {
	s.askOfficer(c, openCase, "此人有案件待核定，由负责人一并办理", "a case of this person is still to be settled: an officer decides both")
}

// askOfficer parks what would be issued, where the one at the desk may not settle
// cases.
func (s *Station) askOfficer(c *checked, rule, zh, en string) {
	if registry.May(s.operator.Roles, registry.DoSettle) == nil || !c.verdict.Issues() {
		return
	}
	c.park(rule, scheme.Text{ZH: zh, EN: en})
}

// startIndex is an index that knows the cases, which decide; whoever looks for
// names makes the rest of it.
func (s *Station) startIndex(ctx context.Context) (*index, error) {
	x := newIndex(s.vault)
	if err := s.indexCases(ctx, x); err != nil && !s.harmed(err, partCases) {
		return nil, err
	}
	x.settle()
	t, err := s.ports.Store.Tally(ctx, s.startOfDay(), s.startOfDay())
	x.part.of.Store(int64(t.Passes))
	if s.harmed(err, partPasses) {
		err = nil
	}
	return x, err
}

// indexCases opens the record of every case that came to no pass: its applicant
// is found again, and one who was refused today is known by it.
func (s *Station) indexCases(ctx context.Context, x *index) error {
	for c, err := range s.ports.Store.DeniedCases(ctx) {
		if err != nil {
			return err
		}
		record, _, err := s.openRecord(c.SealedRecord)
		var r caseRecord
		if err == nil {
			r, err = readCaseRecord(c.ID, record)
		}
		if s.harmed(err, partRecord, c.ID) {
			continue
		}
		if err != nil {
			return err
		}
		x.deny(c.ID, c.Outcome, c.At, indexedOf(r.Application))
	}
	return nil
}
