package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// The work list of the recalls: which papers are still to be fetched, at which door,
// why and since when. Somebody walks with it; the door slips are its paper.

// OpenRecall is a recalled pass of which a paper is still out.
type OpenRecall struct {
	Bearer
	Status   registry.Status // recalled; refused or not_found where somebody asked for it
	Building string
	Copies   []int     // to be fetched
	Missing  []int     // of them the earlier ones that were looked for and not found
	Since    time.Time // of the order, in the zone of dates on paper
	By       string    // who ordered it
	Ground   string    // one of RecallReasons
	Reason   scheme.Text
	Tried    time.Time    // when it was last refused or not found; zero: nobody has asked
	Children []DoorPerson // in hand under the holder's number: not recalled by that
	Old      bool         // nobody recalled the pass: Copies are papers that others replaced (OldPapers)
	Ended    bool         // Old, and none replaced it: its number is good no more, and the holder needs another
	door     Door
}

// openRecalls find every pass of which a recall asks for a paper.
var openRecalls = []Filter{
	{Status: registry.StatusRecalled}, {Status: registry.StatusRefused}, {Status: registry.StatusNotFound},
	{Status: registry.StatusHandedIn, Outstanding: true}, {Status: registry.StatusHandedIn, Missing: true},
}

// recallsAtOnce is how many passes are read while the station is held.
const recallsAtOnce = 100

// OpenRecalls reads the work list in the order in which somebody walks. It gives the
// station free between its pages, and tells how far it has come; told may be nil.
func (s *Station) OpenRecalls(ctx context.Context, told func(Progress)) ([]OpenRecall, error) {
	var all []OpenRecall
	for i, f := range openRecalls {
		for from := int64(0); ; {
			if told != nil {
				told(Progress{scheme.Text{ZH: "读取要收回的", EN: "reading the recalls"}, float64(i) / float64(len(openRecalls))})
			}
			page, last, err := s.recallsBehind(ctx, from, f)
			if err != nil {
				return nil, fmt.Errorf("list the recalls: %w", err)
			}
			if all = append(all, page...); last == 0 {
				break
			}
			from = last
		}
	}
	slices.SortFunc(all, func(a, b OpenRecall) int {
		return cmp.Or(walk(a.door, b.door), strings.Compare(a.Number.String(), b.Number.String()))
	})
	return slices.CompactFunc(all, func(a, b OpenRecall) bool { return a.Number == b.Number }), nil
}

// recallsBehind reads one page; last is 0 behind the last one.
func (s *Station) recallsBehind(ctx context.Context, from int64, f Filter) (all []OpenRecall, last int64, err error) {
	return s.pageOf(ctx, from, f, func(p registry.PassState) (OpenRecall, bool, error) {
		if len(toFetch(p)) == 0 { // it came back without a recall, and no recall asks for an earlier copy
			return OpenRecall{}, false, nil
		}
		r, err := s.openRecall(ctx, p)
		return r, true, err
	})
}

// pageOf reads a page of passes; one of them gives its line, or none.
func (s *Station) pageOf(ctx context.Context, from int64, f Filter, read func(registry.PassState) (OpenRecall, bool, error)) (all []OpenRecall, last int64, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, 0, err
	}
	page, err := s.ports.Store.Page(ctx, from, recallsAtOnce, true, f)
	if err != nil {
		return nil, 0, err
	}
	for _, p := range page {
		r, there, err := read(p)
		if s.harmed(err, partPass, p.Number) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		if there {
			all = append(all, r)
		}
	}
	if len(page) == recallsAtOnce {
		last = page[len(page)-1].FirstEvent
	}
	return all, last, nil
}

// toFetch are the copies of a recalled pass that are asked for.
func toFetch(p registry.PassState) []int {
	switch {
	case p.Status.Chased():
		return p.ToFetch()
	case p.Status.UnderRecall(): // the latest came back
		return p.Asked()
	}
	return nil
}

func (s *Station) openRecall(ctx context.Context, p registry.PassState) (OpenRecall, error) {
	a, err := s.holder(ctx, p)
	if err != nil {
		return OpenRecall{}, err
	}
	door, err := s.doorFor(ctx, a)
	if err != nil {
		return OpenRecall{}, err
	}
	r := OpenRecall{Bearer: s.bearer(p, a), Status: p.Stands(), Copies: toFetch(p), Missing: p.Missing(), door: door}
	r.Building = cmp.Or(r.door.Building, r.door.Address)
	r.door.People = []DoorPerson{{Bearer: r.Bearer}}
	events, err := s.lifeOf(ctx, p.Number.String())
	if err != nil {
		return r, fmt.Errorf("read a recall: %w", err)
	}
	for _, e := range events {
		switch e.Kind {
		case registry.RecallOrdered:
			r.Since, r.By, r.Ground, r.Tried = e.At.In(s.ports.Zone), e.Operator, registry.NoteOf(e).Text, time.Time{}
			r.Status = p.Stands()
		case registry.ReturnRefused, registry.NotFound:
			r.Tried = e.At.In(s.ports.Zone)
			if e.Kind == registry.ReturnRefused && p.Stands() == registry.StatusRecalled && p.Stands() != p.Status { // of the copy that is still out
				r.Status = registry.StatusRefused
			}
		}
	}
	r.Reason = recallTexts[r.Ground]
	if r.Ground == recallOther { // the sealed note has it, on the pass's own screen
		r.Reason = scheme.Text{ZH: "其他", EN: "other"}
	}
	r.Children, err = s.childrenOf(ctx, a)
	return r, err
}
