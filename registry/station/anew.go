package station

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// An application that takes the place of a parked one: somebody whose case waits applies
// again, with what is so today. The earlier case is closed with it and waits for nobody,
// where whoever hands the new one in may settle cases. For anybody else the new one waits
// beside it, and closes it where an officer issues on it.

// readReplaced looks up the case that the application names. One that was settled
// meanwhile waits for nobody, and nothing is left to close.
func (s *Station) readReplaced(ctx context.Context, c *checked, a registry.Application) error {
	if a.Anew == 0 {
		return nil
	}
	old, err := s.ports.Store.Case(ctx, a.Anew)
	switch {
	case isNotFound(err):
		c.verdict = verdictOf(a.Ref, "INVALID", scheme.Text{
			ZH: "没有 anew 写的案件：queue list 列出待核定的案件",
			EN: "there is no case as anew says: queue list shows those that wait"})
		c.verdict.Field = "anew"
	case err != nil:
		return fmt.Errorf("look up the case that is applied for anew: %w", err)
	case old.Status == registry.CaseOpen:
		c.anew = old
	}
	return nil
}

// replacing is the case that this application closes; 0 for none.
func (s *Station) replacing(c *checked) int64 {
	if registry.May(s.operator.Roles, registry.DoSettle) != nil {
		return 0
	}
	return c.anew.ID
}

// mindReplaced: another name or number does not get past the question that an officer is
// to settle.
func (s *Station) mindReplaced(c *checked) {
	if c.anew.ID != 0 && c.verdict.Issues() && s.replacing(c) == 0 {
		c.verdict.Warnings = appendNew(c.verdict.Warnings, openCase)
		s.askBoth(c)
	}
}

// closeReplaced closes the case with the pass that came of the new application, or with the
// number of the case that it became.
func (s *Station) closeReplaced(c *checked, d *draft) {
	id := s.replacing(c)
	if id == 0 {
		return
	}
	body := registry.CaseBody{Case: id, Decision: registry.AppliedAnew, State: registry.CaseClosed}
	e := draftEvent{kind: registry.Settled, of: id}
	var note noteRecord
	if c.verdict.Issues() {
		body.Against = c.verdict.Number.String()
		e.pass = body.Against
	} else {
		note.Note = cmp.Or(c.verdict.CaseNo, strconv.FormatInt(c.verdict.Case, 10))
	}
	e.body, e.record = registry.Body(body), registry.Body(rulingRecord{noteRecord: note})
	if d.cases == nil {
		d.cases = registry.Cases{}
	}
	d.cases[id] = c.anew
	d.events = append(d.events, e)
}

// forgetReplaced: nobody waits for it any more.
func (s *Station) forgetReplaced(c *checked) {
	if id := s.replacing(c); id != 0 {
		s.index.undeny(s.index.cases[id], id)
	}
}

// Replaced reports whether the case was closed because the person applied anew.
func (c Case) Replaced() bool {
	return c.State == registry.CaseClosed && c.LastDecision() == registry.AppliedAnew
}
