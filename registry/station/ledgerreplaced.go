package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// A paper that people had, and that another copy has replaced before the ledger was
// printed, has its row all the same: its signature is the one that was given.

// onePaper is one copy of a pass.
type onePaper struct {
	pass registry.PassState
	copy int
}

// papersOf are the papers of a pass that have a row each: those that people had, and the
// latest.
func papersOf(p registry.PassState) []onePaper {
	papers := make([]onePaper, 0, 1)
	for _, c := range p.Replaced() {
		papers = append(papers, onePaper{p, c})
	}
	return append(papers, onePaper{p, p.Copy})
}

// replacedRow is the row of an earlier copy: who it named on which day, and how the paper
// ended.
func (s *Station) replacedRow(ctx context.Context, p onePaper) (registry.LedgerRow, error) {
	then, err := s.passWhen(ctx, placedNowhere(p))
	if err != nil {
		return registry.LedgerRow{}, err
	}
	r := ledgerRowOf(then)
	r.Copy, r.Status = p.copy, endedAs[p.pass.Papers.Of(p.copy)]
	return r, nil
}

func placedNowhere(p onePaper) SignedPlace {
	return SignedPlace{LedgerPlace: registry.LedgerPlace{Pass: p.pass.Number, Copy: p.copy}, Now: p.pass}
}

// sayReplaced notes on a new page which copy took the place of a row's paper.
func (s *Station) sayReplaced(ctx context.Context, rows []LedgerRow) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, r := range rows {
		p, err := s.passState(ctx, r.Number.String())
		if err != nil {
			return fmt.Errorf("look up what replaced a paper: %w", err)
		}
		if r.Copy >= p.Copy {
			continue
		}
		now, err := s.paperNow(ctx, placedNowhere(onePaper{p, r.Copy}))
		if err != nil {
			return err
		}
		rows[i].since(now)
	}
	return nil
}

// endedAs is the word for how an earlier paper ended; none for one that is still out.
var endedAs = map[registry.Paper]registry.Status{
	registry.PaperCancelled: registry.StatusCancelled,
	registry.PaperVoid:      registry.StatusVoided,
	registry.PaperLost:      registry.StatusLost,
	registry.PaperMissing:   registry.StatusNotFound,
	registry.PaperReturned:  registry.StatusReturned,
}
