package station

import (
	"context"
	"slices"

	"passdesk/registry"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// Somebody who has a pass may come as the lists do not know him: the child that was
// entered under its father's number now has a card of its own. So what the pass
// stands under is asked about as well, before the next copy goes out.

// askListsOfPass asks the lists about the holder of the pass that the applicant is
// given again. What they say of the holder counts as if they said it of the
// applicant.
func (s *Station) askListsOfPass(ctx context.Context, c *checked) error {
	if !c.verdict.Issues() || c.against.Number.IsZero() {
		return nil
	}
	more, err := s.listingsOfPass(ctx, c)
	if err != nil || len(more) == 0 {
		return err
	}
	c.listed = append(c.listed, more...)
	day, in := s.ports.today(), &c.applicant.inputs
	if !in.Today.IsZero() {
		day = in.Today
	}
	for _, l := range more {
		if l.fit.Counts() {
			*in = l.entry.States(*in, day)
		} else {
			c.verdict.Warnings = appendNew(c.verdict.Warnings, warnWatch)
		}
	}
	rules := c.mayStandFor(c.standing.rules)
	elig, err := s.scheme.EvaluateSettled(s.scheme.DeskWord, *in, s.ports.today(), rules...)
	if err != nil {
		return err
	}
	if elig.Issues() {
		for _, l := range more {
			c.verdict.Watch = append(c.verdict.Watch, l.told())
		}
		return nil
	}
	warnings := c.verdict.Warnings
	c.verdict = s.verdictOfRules(c.verdict.Ref, elig, c.applicant)
	c.verdict.Warnings = warnings
	c.rule, c.asked, c.against, c.chosen = elig.Rule, elig.Asked(), registry.PassState{}, nil
	c.nameLists(elig.Ground)
	c.verdict.Next = s.next(*in, elig, s.ports.today(), rules)
	return nil
}

// listingsOfPass are the entries that mean, or may mean, the holder, and are not
// known of the applicant.
func (s *Station) listingsOfPass(ctx context.Context, c *checked) ([]listing, error) {
	holder, err := s.holder(ctx, c.against)
	if err != nil {
		return nil, err
	}
	day := s.ports.today()
	if at := c.applicant.inputs.Today; !at.IsZero() {
		day = at
	}
	person := s.personOf(holder, "active")
	listed, err := s.onLists(ctx, person, unique.Keys(person), day)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(listed, func(l listing) bool {
		known := slices.ContainsFunc(c.listed, func(o listing) bool { return o.id == l.id })
		return known || l.fit == watch.Guardian || l.fit != watch.Exact && slices.Contains(c.standing.looked, l.id)
	}), nil
}
