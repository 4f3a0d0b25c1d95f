package station

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"passdesk/registry"
)

// Somebody who says the same again and is told the same is led to the case that they
// have: the reason stands there once, and is appealed once. Who states something else
// is heard anew, and what a script hands in is entered line by line, each under its ref.

// findTold names in the verdict of a dry run the case in which the person was told just
// this: today, or in one that waits for a decision.
func (s *Station) findTold(ctx context.Context, c *checked) error {
	v := &c.verdict
	if v.Issues() || v.Outcome == "INVALID" || v.Choice != "" || decidedKind(v.Outcome) == registry.SpecialRecorded || c.anew.ID != 0 {
		return nil
	}
	said := c.applicant.stored
	f, err := s.caseWhere(ctx, personKey(indexedOf(said)), func(f *caseFile) bool {
		fresh := f.Status.Waits() || s.dayOf(f.events[len(f.events)-1]) == s.ports.today()
		return fresh && f.sameReason(*v) && maps.EqualFunc(f.application.Facts, said.Facts, sameFact)
	})
	if err != nil || f == nil {
		return err
	}
	v.Case, v.CaseNo = f.ID, f.no.Beside(f.ID)
	return nil
}

// caseWhere is the newest case of the person that came to no pass and fits; nil for none.
func (s *Station) caseWhere(ctx context.Context, person string, fits func(*caseFile) bool) (*caseFile, error) {
	for _, d := range slices.Backward(s.index.denied[person]) {
		f, err := s.openCase(ctx, d.id)
		if err != nil {
			return nil, fmt.Errorf("look for a case: %w", err)
		}
		if f.Status.Denied() && fits(f) {
			return f, nil
		}
	}
	return nil, nil
}

// sameReason: the case hangs on what the verdict says.
func (f *caseFile) sameReason(v Verdict) bool {
	return f.question.Verdict.Outcome == v.Outcome && f.question.Verdict.Rule == v.Rule
}

func sameFact(a, b json.RawMessage) bool { return bytes.Equal(a, b) }

// oneAppeal: a person appeals once about one reason at a time, whichever of their cases
// it is taken down under.
func (s *Station) oneAppeal(ctx context.Context, f *caseFile) error {
	if f.OfPass() {
		return nil
	}
	other, err := s.caseWhere(ctx, personKey(indexedOf(f.application)), func(o *caseFile) bool {
		return o.ID != f.ID && o.Status == registry.CaseAppealed && o.sameReason(f.question.Verdict)
	})
	if err != nil || other == nil {
		return err
	}
	return notSo("appeal", fmt.Sprintf("此人同一理由的申诉（案件 %s）还没有决定：在那一案里办", other.no),
		fmt.Sprintf("an appeal of this person for the same reason waits to be decided already: case %s, go on with that", other.no))
}

// caseOf is the case by which somebody without a pass is found: one that waits for a
// decision, else the newest; 0 for none.
func (s *Station) caseOf(ctx context.Context, person string) (registry.CaseState, error) {
	var newest registry.CaseState
	for _, d := range slices.Backward(s.index.denied[person]) {
		c, err := s.ports.Store.Case(ctx, d.id)
		if err != nil || c.Status.Waits() {
			return c, err
		}
		if newest.ID == 0 {
			newest = c
		}
	}
	return newest, nil
}
