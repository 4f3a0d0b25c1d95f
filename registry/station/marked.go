package station

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
)

// What becomes of a paper that was handed over: it comes back, is lost, or is made
// void; and the recall that fetches it, and its end. Each is about one copy: a
// paper that another has replaced is marked as well, and the pass stays as it is.

// Outcomes of looking for a paper (收回: 交回、拒不交回、未找到).
const (
	OutcomeReturned = "returned"
	OutcomeRefused  = "refused"
	OutcomeNotFound = "not_found"
)

var returnKinds = map[string]registry.Kind{
	OutcomeReturned: registry.Returned, OutcomeRefused: registry.ReturnRefused, OutcomeNotFound: registry.NotFound,
}

// Return registers what came of looking for a paper: it came back, or, after a
// recall, was refused or not found. Copy 0 is the one that is meant by itself; the
// note is in the operator's own words and may be empty.
func (s *Station) Return(ctx context.Context, n registry.Number, copy int, outcome, note string) error {
	k, ok := returnKinds[outcome]
	if !ok {
		return fmt.Errorf("return: %w: the outcome is returned, refused or not_found", ErrInvalid)
	}
	return s.markPaper(ctx, k, n, copy, strings.TrimSpace(note))
}

// Void makes a paper void, never a number: the next paper is the next copy.
func (s *Station) Void(ctx context.Context, n registry.Number, copy int, reason string) error {
	return s.markWithReason(ctx, registry.Voided, n, copy, reason)
}

// ReportLost records that a paper was lost: it is good no longer, and its holder may
// have the next copy.
func (s *Station) ReportLost(ctx context.Context, n registry.Number, copy int, reason string) error {
	return s.markWithReason(ctx, registry.Lost, n, copy, reason)
}

// Reinstate takes a recall back: a paper that is still out is good again, and where
// none is the person may have the next copy.
func (s *Station) Reinstate(ctx context.Context, n registry.Number, reason string) error {
	return s.markWithReason(ctx, registry.Reinstated, n, 0, reason)
}

func (s *Station) markWithReason(ctx context.Context, k registry.Kind, n registry.Number, copy int, reason string) error {
	reason, err := because(reason)
	if err != nil {
		return fmt.Errorf("%s: %w", registry.Doing(k), err)
	}
	return s.markPaper(ctx, k, n, copy, reason)
}

// markPaper lets the event happen to one copy of a pass.
func (s *Station) markPaper(ctx context.Context, k registry.Kind, n registry.Number, copy int, note string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := registry.Doing(k)
	if err := s.writable(c); err != nil {
		return err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	if err := s.mayHavePaper(ctx, k, p); err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	if copy == 0 {
		if copy, err = p.Meant(k); err != nil {
			return whichCopy(p)
		}
	}
	d := &draft{passes: map[string]registry.PassState{p.Number.String(): p}}
	if copy == p.Copy {
		s.expireIn(d, p)
	}
	d.step(k, p, registry.ReasonBody{Copy: copy, Elsewhere: p.Finds(k, copy), Earlier: p.Earlier(k, copy)}, note)
	return s.carry(ctx, c, d)
}

// step drafts one event of a pass. What people write in their own words can name
// somebody: a note is sealed, and never stands in the event.
func (d *draft) step(k registry.Kind, p registry.PassState, body any, note string) {
	e := draftEvent{kind: k, pass: p.Number.String(), body: registry.Body(body)}
	if note != "" {
		e.record = registry.Body(noteRecord{note})
	}
	d.events = append(d.events, e)
}

// carry writes a draft; a step that the life of a pass does not know is the
// caller's to hear about.
func (s *Station) carry(ctx context.Context, c registry.Command, d *draft) error {
	err := s.append(ctx, d)
	if errors.Is(err, registry.ErrIllegal) {
		return fmt.Errorf("%s: %w: %w", c, ErrInvalid, err)
	}
	return err
}

// whichCopy asks which of two papers is meant.
func whichCopy(p registry.PassState) error {
	out, held := p.Outstanding()[0], p.Held()
	return notSo("copy", fmt.Sprintf("第 %d 份旧证还在外，现用的是第 %d 份：请写明是哪一份（--copy %d 或 --copy %d）", out, held, out, held),
		fmt.Sprintf("copy %d is still out and copy %d is the one in use: say which is meant (--copy %d or --copy %d)", out, held, out, held))
}

// ReprintOf is Reprint with what became of the copy before: returned, void or lost;
// "" it is still out, and is to be marked when it is known.
func (s *Station) ReprintOf(ctx context.Context, n registry.Number, reason, old string) error {
	reason, err := because(reason)
	if err != nil {
		return fmt.Errorf("reprint: %w", err)
	}
	if err := s.mayEnd(old); err != nil {
		return err
	}
	if err := EndGoesWith(reason, old); err != nil {
		return fmt.Errorf("reprint: %w", err)
	}
	return s.act(ctx, registry.DoReprint, registry.Reprinted, n, reason, func(p registry.PassState) any {
		return registry.ReasonBody{Copy: s.branch.Next(p), Old: old}
	})
}

// EndGoesWith answers nil unless the reason for the next paper and what is said of the old
// one contradict each other.
func EndGoesWith(reason, old string) error {
	switch {
	case registry.EndFits(reason, old):
		return nil
	case old == "lost":
		return notSo("old", "原因说旧证损坏或印不清楚，旧证的下落却是遗失：纸在的登记交回或作废，真丢了的改原因",
			"the reason says that the old paper is damaged or faint, and it is said to be lost: where it is there it is returned or void; where it is lost, say so in the reason")
	}
	return notSo("old", "原因说旧证遗失，旧证的下落却是交回或作废：没有找到的，旧证还在外或挂失；纸在的，改原因",
		"the reason says that the old paper is lost, and it is said to be returned or void: one that is not found is still out or lost; where it is there, give another reason")
}

// mayEnd answers nil when the operator may say so of the old paper.
func (s *Station) mayEnd(old string) error {
	kinds := map[string]registry.Kind{"returned": registry.Returned, "void": registry.Voided, "lost": registry.Lost}
	switch {
	case old == "":
		return nil
	case !slices.Contains(registry.Ends, old):
		return notSo("old", "旧证的下落为 returned（已交回）、void（作废）或 lost（遗失）", "the old paper is returned, void or lost")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.allowed(registry.Doing(kinds[old]))
}
