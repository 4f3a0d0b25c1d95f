package station

import (
	"context"
	"encoding/json"
	"time"

	"passdesk/registry"
)

// Every gate turns a paper away whose number lies behind the last good one of a revoked key.
// The list of keys that says so comes once, and its holders come when they come: until each
// has another number, or nobody has the paper, the pass stays on the work list.

// endedPapers are the passes in use whose number ended so, in no order.
func (s *Station) endedPapers(ctx context.Context) (all []OpenRecall, err error) {
	since, by, err := s.keysEndedSince(ctx)
	if err != nil || since.IsZero() {
		return nil, err
	}
	read := func(p registry.PassState) (OpenRecall, bool, error) {
		if !s.keyEndedFor(p.Number) {
			return OpenRecall{}, false, nil
		}
		r, err := s.paperOut(ctx, p, p.Held())
		r.Ended, r.Since, r.By, r.Reason = true, since, by, both("编号失效，换新号", "number ended")
		return r, true, err
	}
	for _, status := range []registry.Status{registry.StatusSigned, registry.StatusPrinted, registry.StatusIssued} {
		for from := int64(0); ; {
			page, last, err := s.pageOf(ctx, from, Filter{Status: status}, read)
			if err != nil {
				return nil, err
			}
			if all = append(all, page...); last == 0 {
				break
			}
			from = last
		}
	}
	return all, nil
}

// keysEndedSince is when the list of keys came that ended one of this station's, and who took
// it in; the zero time where none did.
func (s *Station) keysEndedSince(ctx context.Context) (since time.Time, by string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.ended) == 0 {
		return since, "", nil
	}
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ListImported) {
		if err != nil {
			return since, "", err
		}
		var b registry.ListBody
		if json.Unmarshal(e.Body, &b) == nil && b.List == listKeys && len(b.Ended) > 0 {
			return e.At.In(s.ports.Zone), e.Operator, nil
		}
	}
	return since, "", nil
}
