package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
)

// An extract of the ledger: the papers of one building, and where each is signed for.
// A page of the ledger is printed again only whole, with whoever else stands on it.

// ExtractLine is a paper of an extract, as it stands now.
type ExtractLine struct {
	LedgerLine
	Page     int    // 0: it has no row yet
	Guardian string // who signs for a child, by name, where that is known
	Proxy    string // who collects it for somebody who cannot come
}

// LedgerExtract are the papers of those who live in the building, by page and row;
// those without a row come last, in order of issue.
func (s *Station) LedgerExtract(ctx context.Context, building string) ([]ExtractLine, error) {
	if err := s.mayExtract(); err != nil {
		return nil, err
	}
	var all []ExtractLine
	for p, err := range s.papersWished(ctx, LedgerWish{Building: building}) {
		if err != nil {
			return nil, fmt.Errorf("extract from the ledger: %w", err)
		}
		l, err := s.extractLine(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("extract from the ledger: %w", err)
		}
		if l.Page > 0 || p.copy < p.pass.Copy || !p.pass.Unmade() {
			all = append(all, l)
		}
	}
	last := int(^uint(0) >> 1)
	slices.SortStableFunc(all, func(a, b ExtractLine) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Page, last), cmp.Or(b.Page, last)), cmp.Compare(a.Row, b.Row))
	})
	return all, nil
}

func (s *Station) mayExtract() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.allowed(registry.DoPrint)
}

func (s *Station) extractLine(ctx context.Context, p onePaper) (l ExtractLine, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := placedNowhere(p)
	place, err := s.placeOf(ctx, p.pass.Number, p.copy)
	if err != nil {
		return l, err
	}
	if place.Page > 0 {
		at.LedgerPlace = place
	}
	if l.LedgerLine, err = s.ledgerLine(ctx, at); err != nil {
		return l, err
	}
	a, err := s.holder(ctx, p.pass)
	if err != nil {
		return l, err
	}
	l.Page, l.Proxy = at.Page, ProxyName(a.Proxy)
	if l.Child && a.Guardian != nil {
		l.Guardian = a.Guardian.Name
	}
	return l, nil
}
