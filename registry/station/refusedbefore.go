package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// The words under which an officer is asked about somebody who was refused and now
// says otherwise: earlier that day, or on a day before.
const (
	refusedToday  = "refused_today"
	refusedBefore = "refused_before"
)

// mindRefusal: what was declared and refused does not go away with a new form. Where
// the rules would refuse again if it were said again, an officer is asked, who lets
// the person through with a reason. A refusal that was made up for, by a paper that
// was missing then, asks nothing of an officer.
func (s *Station) mindRefusal(ctx context.Context, c *checked, id int64) error {
	if c.standing.id != 0 || c.standing.correcting { // an officer is deciding, and was told
		return nil
	}
	f, err := s.openCase(ctx, id)
	if err != nil {
		return fmt.Errorf("look at an earlier refusal: %w", err)
	}
	on, day := s.dayOf(f.events[0]), s.ports.today()
	rule := refusedBefore
	if on == day {
		rule = refusedToday
	}
	told := f.question.Verdict.Reason
	asks := scheme.Text{
		ZH: fmt.Sprintf("此人 %s 曾被拒发（%s），这次没有这样申报；情况有变的，由负责人核实、写明理由后放行", on, told.ZH),
		EN: fmt.Sprintf("refused on %s (%s), and this form does not say so: if things are otherwise now, an officer looks at it and lets it through with a reason", on, told.EN)}
	switch stands := s.stillRefused(f, c); {
	case slices.Contains(c.standing.warnings, rule):
	case stands && s.letsThrough(c, rule):
	case stands:
		c.verdict.Warnings = appendNew(c.verdict.Warnings, rule)
		c.park(rule, asks)
	case rule == refusedToday:
		s.askOfficer(c, rule, "此人今天已被拒发，情况有变的由负责人核实", "refused today: if things are otherwise now, an officer looks at it")
	}
	return nil
}

// stillRefused asks the rules about what is said now together with what was said
// then. What cannot be read together contradicts.
func (s *Station) stillRefused(f *caseFile, c *checked) bool {
	then, bad := s.parse(f.asOfToday(nil))
	if bad != nil {
		return false
	}
	day := s.ports.today()
	in := s.scheme.SaidBefore(c.applicant.inputs, then.inputs, s.dayOf(f.events[0]), day)
	elig, err := s.scheme.EvaluateSettled(s.scheme.DeskWord, in, day, c.mayStandFor(c.standing.rules)...)
	return err != nil || !elig.Issues()
}

// letsThrough: an officer set the refusals of before aside, all of them, and said why.
func (s *Station) letsThrough(c *checked, rule string) bool {
	a := c.applicant.stored
	said := a.Override == refusedToday || a.Override == refusedBefore
	another := c.chosen != nil && c.chosen.Warning != a.Override // one word is set aside at a time
	if !said || another || !registry.SaysWhy(strings.TrimSpace(a.OverrideReason)) || !s.overrides(a, a.Override) {
		return false
	}
	c.verdict.Warnings = appendNew(c.verdict.Warnings, "overridden:"+rule)
	c.chosen = &registry.OverriddenBody{Warning: a.Override, Choice: letThrough}
	return true
}
