package station

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
)

// passHistory is what happened to a pass, with the case that it came of and with
// what was decided elsewhere against it: that an applicant is its holder; and beside
// that, who has read it.
func (s *Station) passHistory(ctx context.Context, number string) ([]Happened, []View, error) {
	events, err := s.lifeOf(ctx, number)
	if err != nil {
		return nil, nil, fmt.Errorf("read the history of a pass: %w", err)
	}
	var all []Happened
	for _, id := range casesOf(events) {
		f, err := s.openCase(ctx, id)
		if err != nil {
			return nil, nil, fmt.Errorf("read the history of a pass: %w", err)
		}
		all = append(all, s.caseHistory(f)...)
	}
	for _, e := range events {
		if !e.Kind.ChangesPass() && e.Kind != registry.Overridden {
			continue // its case told it
		}
		h, err := s.happened(ctx, e)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b Happened) int { return cmp.Compare(a.Event, b.Event) })
	return all, s.viewsOf(events), nil
}

// casesOf are the cases that the events of a pass came of or belong to.
func casesOf(events []registry.Event) []int64 {
	var ids []int64
	for _, e := range events {
		if id, err := e.OfCase(); err == nil && id != 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// caseHistory is what happened in a case, with the reasons.
func (s *Station) caseHistory(f *caseFile) []Happened {
	out := make([]Happened, 0, len(f.events))
	for _, e := range f.events {
		h := Happened{Event: e.No, At: e.At.In(s.ports.Zone), Kind: e.Kind, Operator: e.Operator, Case: f.ID, CaseNo: f.no,
			Note: join(registry.NoteOf(e).Text, f.notes[e.No], ": "), Reason: f.notes[e.No], Evidence: f.evidence[e.No], Found: f.found[e.No]}
		var b registry.CaseBody // also of the first event, whose rule has the same name
		if json.Unmarshal(e.Body, &b) == nil {
			h.Rule, h.By, h.Fixed = b.Rule, b.By, b.Corrected
		}
		out = append(out, h)
	}
	return out
}
