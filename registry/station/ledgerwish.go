package station

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// Which passes a print of the ledger is about: all, some, of some days, or of a building.

// papersWished are the papers of a wish that names some, in order of issue, or in
// the order of the numbers that were given.
func (s *Station) papersWished(ctx context.Context, w LedgerWish) iter.Seq2[onePaper, error] {
	return func(yield func(onePaper, error) bool) {
		fits, err := s.livesIn(ctx, w.Building)
		if err != nil {
			yield(onePaper{}, err)
			return
		}
		papers := allPapers(s.passesOf(ctx, Filter{Unplaced: w.New}))
		switch {
		case len(w.Numbers) > 0:
			papers = allPapers(s.passesNamed(ctx, w.Numbers))
		case !w.From.IsZero():
			papers = s.papersBetween(ctx, w.From, w.To)
		}
		for p, err := range papers {
			fit := false
			if err == nil {
				fit, err = fits(p.pass)
			}
			if (fit || err != nil) && !yield(p, err) || err != nil {
				return
			}
		}
	}
}

func allPapers(passes iter.Seq2[registry.PassState, error]) iter.Seq2[onePaper, error] {
	return func(yield func(onePaper, error) bool) {
		for p, err := range passes {
			if err != nil {
				yield(onePaper{}, err)
				return
			}
			for _, one := range papersOf(p) {
				if !yield(one, nil) {
					return
				}
			}
		}
	}
}

// passesOf reads the passes a page of the register at a time.
func (s *Station) passesOf(ctx context.Context, f Filter) iter.Seq2[registry.PassState, error] {
	page := func(from int64) ([]registry.PassState, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.vault == nil {
			return nil, ErrLocked
		}
		return s.ports.Store.Page(ctx, from, pageRows, true, f)
	}
	return func(yield func(registry.PassState, error) bool) {
		for from := int64(0); ; {
			states, err := page(from)
			if err != nil {
				yield(registry.PassState{}, err)
				return
			}
			for _, p := range states {
				if from = p.FirstEvent; !yield(p, nil) {
					return
				}
			}
			if len(states) < pageRows {
				return
			}
		}
	}
}

func (s *Station) passesNamed(ctx context.Context, numbers []registry.Number) iter.Seq2[registry.PassState, error] {
	find := func(n registry.Number) (registry.PassState, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.passState(ctx, n.String())
	}
	return func(yield func(registry.PassState, error) bool) {
		for _, n := range numbers {
			if p, err := find(n); !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// makesPaper are the events after which there is a paper to be signed for.
var makesPaper = []registry.Kind{registry.Issued, registry.Reissued, registry.Reprinted, registry.Corrected}

// papersBetween are the papers that came to be on the days, of each pass in order.
func (s *Station) papersBetween(ctx context.Context, from, to civil.Date) iter.Seq2[onePaper, error] {
	return func(yield func(onePaper, error) bool) {
		numbers, copies, err := s.papersMade(ctx, from, to)
		if err != nil {
			yield(onePaper{}, err)
			return
		}
		for p, err := range allPapers(s.passesNamed(ctx, numbers)) {
			if err == nil && !copies[p.pass.Number][p.copy] {
				continue // it is of another day, or never was
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

func (s *Station) papersMade(ctx context.Context, from, to civil.Date) (numbers []registry.Number, copies map[registry.Number]map[int]bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	copies = map[registry.Number]map[int]bool{}
	for e, err := range s.ports.Store.EventsBetween(ctx, s.beginning(from), s.beginning(to.AddDays(1)), makesPaper...) {
		if err != nil {
			return nil, nil, fmt.Errorf("look for the papers of the days: %w", err)
		}
		n, err := registry.ParseNumber(e.Pass)
		if err != nil {
			continue // verify tells it
		}
		if copies[n] == nil {
			numbers, copies[n] = append(numbers, n), map[int]bool{}
		}
		copies[n][registry.NoteOf(e).Copy] = true
	}
	return numbers, copies, nil
}

// livesIn answers whether a holder lives in the building: as the application says,
// or, where that says nothing, the residents' list. "" fits everybody.
func (s *Station) livesIn(ctx context.Context, building string) (func(registry.PassState) (bool, error), error) {
	if building = foldBuilding(building); building == "" {
		return func(registry.PassState) (bool, error) { return true, nil }, nil
	}
	listed, err := s.listedIn(ctx, building)
	return func(p registry.PassState) (bool, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		a, err := s.holder(ctx, p)
		if err != nil {
			return false, err
		}
		if own := foldBuilding(a.Building); own != "" {
			return own == building, nil
		}
		return listed[personKey(indexedOf(a))], nil
	}, err
}

// listedIn are the people of the residents' list who live in the building.
func (s *Station) listedIn(ctx context.Context, building string) (map[string]bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return nil, ErrLocked
	}
	in := map[string]bool{}
	for r, err := range s.ports.Store.Residents(ctx) {
		if err != nil {
			return nil, fmt.Errorf("read the residents: %w", err)
		}
		a, err := openResident(s.vault, r)
		if err != nil {
			return nil, err
		}
		if foldBuilding(a.Building) == building {
			in[personKey(indexedOf(a))] = true
		}
	}
	return in, nil
}

// foldBuilding makes 3幢, ３幢 and " 3 幢" one.
func foldBuilding(b string) string { return strings.ToUpper(strings.Map(dropBlank, b)) }
