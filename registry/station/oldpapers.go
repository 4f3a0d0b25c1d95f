package station

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Papers that another copy has replaced, and that are still with the holder although nobody
// recalled the pass: after a reprint, a correction, a reissue. Somebody takes them back, or
// says that they are lost or void.

// copyMakers make the next copy of a pass.
var copyMakers = []registry.Kind{registry.Reprinted, registry.Corrected, registry.Reissued}

// OldPapers reads them in the order in which somebody walks, and behind them those whose
// number ended with a revoked key; told may be nil.
func (s *Station) OldPapers(ctx context.Context, told func(Progress)) ([]OpenRecall, error) {
	var all []OpenRecall
	for from := int64(0); ; {
		if told != nil {
			told(Progress{scheme.Text{ZH: "读取旧证", EN: "reading the old papers"}, 0})
		}
		page, last, err := s.oldBehind(ctx, from)
		if err != nil {
			return nil, fmt.Errorf("list the old papers: %w", err)
		}
		if all = append(all, page...); last == 0 {
			break
		}
		from = last
	}
	ended, err := s.endedPapers(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the papers of numbers that ended: %w", err)
	}
	for _, papers := range [][]OpenRecall{all, ended} {
		slices.SortFunc(papers, func(a, b OpenRecall) int {
			return cmp.Or(walk(a.door, b.door), strings.Compare(a.Number.String(), b.Number.String()))
		})
	}
	return append(all, ended...), nil
}

// oldBehind reads one page; last is 0 behind the last one.
func (s *Station) oldBehind(ctx context.Context, from int64) (all []OpenRecall, last int64, err error) {
	return s.pageOf(ctx, from, Filter{Outstanding: true}, func(p registry.PassState) (OpenRecall, bool, error) {
		if len(toFetch(p)) > 0 || len(p.Outstanding()) == 0 { // the recall asks for them
			return OpenRecall{}, false, nil
		}
		r, err := s.oldPaper(ctx, p)
		return r, true, err
	})
}

// paperOut is a line about copies of a pass that nobody recalled.
func (s *Station) paperOut(ctx context.Context, p registry.PassState, copies ...int) (OpenRecall, error) {
	a, err := s.holder(ctx, p)
	if err != nil {
		return OpenRecall{}, err
	}
	door, err := s.doorFor(ctx, a)
	if err != nil {
		return OpenRecall{}, err
	}
	r := OpenRecall{Bearer: s.bearer(p, a), Status: p.Stands(), Copies: copies, Old: true, door: door}
	r.Building = cmp.Or(r.door.Building, r.door.Address)
	r.door.People = []DoorPerson{{Bearer: r.Bearer}}
	return r, nil
}

func (s *Station) oldPaper(ctx context.Context, p registry.PassState) (OpenRecall, error) {
	r, err := s.paperOut(ctx, p, p.Outstanding()...)
	if err != nil {
		return r, err
	}
	r.Reason = both("换成第 %d 份", "replaced by copy %d", p.Copy)
	events, err := s.lifeOf(ctx, p.Number.String())
	if err != nil {
		return r, fmt.Errorf("read an old paper: %w", err)
	}
	for _, e := range events {
		var body struct{ Copy int }
		if slices.Contains(copyMakers, e.Kind) && json.Unmarshal(e.Body, &body) == nil {
			r.Since, r.By = e.At.In(s.ports.Zone), e.Operator
			if body.Copy > r.Copies[0] { // since when the oldest is
				break
			}
		}
	}
	return r, nil
}
