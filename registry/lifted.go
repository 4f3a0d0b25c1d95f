package registry

import (
	"encoding/json"
	"slices"
	"strings"
)

// A restore skips what the backup knew no paper of, because the other history may have
// printed it (Branch). When that history comes back it tells, and what it tells counts
// for more than the caution: the skip is lifted, and the step is folded as it was then.
// What is unprinted at the end of the branch is skipped again (SkippedBehind).
//
// Only the skip of that one copy is lifted. Where the register was put back more than
// once, others were skipped behind it, and each may have been printed in a history of
// its own that nobody has heard of: they stay in Papers, behind the latest copy, as copies
// that may be out (MaybeOut), and are asked for when the pass is recalled.
//
// That is so where nothing but skips stands between. Where a printer was asked for the
// copy in the place, or the pass went on otherwise, a step that is about a paper is about
// that paper and no other: the latest one of here was never in that history.

// Where two histories come back and the earlier one is the first to, the other tells of a
// copy behind the latest: what it printed is the latest from there on, as it is where they
// come back in their order.

// afterReturned folds a step that came back.
func (p PassState) afterReturned(e Event) (PassState, error) {
	if p = p.lifted(e); p.replaced(e) {
		return p.ofReplaced(e)
	}
	if p.behind(e) {
		return p.ofBehind(e)
	}
	return p.afterOwn(e)
}

// behind: the step of a branch is about a printed copy behind the latest, of which nothing
// is known here. Of a pass that was never issued here there is no paper.
func (p PassState) behind(e Event) bool {
	copy := copyOf(e)
	known := !slices.Contains([]Paper{PaperSkipped, PaperUnused, PaperNone}, p.Papers.Of(copy))
	return e.keeps && p.FirstEvent != 0 && copy > p.Copy && !known && (e.Kind == PrintIntended || e.Kind == PrintedOut || e.Kind == Signed)
}

// ofBehind folds such a step. That a printer was asked says of no paper that there is one,
// nor does a sheet that was spoiled. One that came out ends what the pass was by the paper
// before it.
func (p PassState) ofBehind(e Event) (PassState, error) {
	copy := copyOf(e)
	if e.Kind != Signed && outcomeOf(e) != cameOut {
		p.LastEvent = e.No
		return p, nil
	}
	next := p
	if err := next.next(copy, ""); err != nil {
		return p, err
	}
	if slices.Contains([]Status{StatusPrinted, StatusSigned, StatusCancelled, StatusVoided, StatusLost, StatusReturned}, p.Status) {
		next.Status = StatusIssued
	}
	if e.Kind == PrintedOut {
		next.Intended = copy
	}
	after, err := next.afterOwn(e)
	if err != nil {
		return p, err
	}
	return after, nil
}

// lifted is the pass before the skip that stands between it and a step of a branch.
func (p PassState) lifted(e Event) PassState {
	if p.PrintedElsewhere() == 0 {
		return p
	}
	copy, to := copyOf(e), 0
	for _, skipped := range p.skippedBelow() {
		if skipped == copy || raises[e.Kind] && skipped < copy {
			to = skipped
		}
	}
	if to > 0 {
		return p.backTo(to, PaperNone, e.keeps)
	}
	return p
}

// backTo is the pass with another copy as its latest. What was skipped behind it may be
// out still, though builds that did not know of it left that out, and their events mean
// that; the copy in the place of all of them was never printed.
func (p PassState) backTo(copy int, as Paper, keeps bool) PassState {
	behind := Papers("")
	if keeps {
		behind = p.Papers[copy:].skippedAlone()
	}
	p.Copy, p.Papers = copy, p.Papers[:copy].mark(copy, as)+behind
	return p
}

// skippedAlone leaves of the papers what was skipped.
func (p Papers) skippedAlone() Papers {
	kept := strings.Map(func(r rune) rune {
		if Paper(r) == PaperSkipped {
			return r
		}
		return rune(PaperUnused)
	}, string(p))
	return Papers(strings.TrimRight(kept, string(PaperUnused)))
}

// Lifted are the copies that the pass had before an event and has no more: those that
// stood in the place of what came back. A row of the ledger may speak of them.
func (p PassState) Lifted(before PassState) []int {
	var copies []int
	for c := 1; c <= len(before.Papers); c++ {
		if before.Papers.Of(c) != PaperUnused && !p.HasCopy(c) {
			copies = append(copies, c)
		}
	}
	return copies
}

// HasCopy reports a copy that the pass has, or had.
func (p PassState) HasCopy(copy int) bool {
	return copy >= 1 && copy <= len(p.Papers) && p.Papers.Of(copy) != PaperUnused
}

// replaced: the step of a branch is about the paper of a copy that another has replaced
// here.
func (p PassState) replaced(e Event) bool {
	copy := copyOf(e)
	return copy >= 1 && copy < p.Copy && (e.Kind == PrintIntended || e.Kind == PrintedOut || marks[e.Kind] != 0)
}

// ofReplaced folds such a step. The paper is marked and the pass stays as it is; that a
// paper was not handed over ended the pass there, and ends none that has another here.
func (p PassState) ofReplaced(e Event) (PassState, error) {
	copy := copyOf(e)
	switch e.Kind {
	case PrintIntended:
		p.Intended = max(p.Intended, copy)
	case PrintedOut:
		p.printedThere(copy, e)
	case Signed:
		if !slices.Contains([]Paper{PaperNone, PaperSkipped, PaperOut, PaperUnused}, p.Papers.Of(copy)) {
			return p, illegalOf(e, p.Papers.Of(copy), copy)
		}
		p.Papers, p.Signed = p.Papers.mark(copy, PaperOut), max(p.Signed, copy)
	case Cancelled:
		return p, illegalOf(e, p.Papers.Of(copy), copy)
	default:
		return p.earlier(e, copy)
	}
	p.LastEvent = e.No
	return p, nil
}

// printedThere: a copy that came out there is out, though it was skipped here or lay
// between the hundreds; and one that was taken for that and was none may be, as every
// skipped one.
func (p *PassState) printedThere(copy int, e Event) {
	var b PaperBody
	_ = json.Unmarshal(e.Body, &b) // a body that is none says nothing
	switch paper := p.Papers.Of(copy); {
	case b.Outcome == cameOut && (paper == PaperSkipped || paper == PaperNone || paper == PaperUnused):
		p.Papers = p.Papers.mark(copy, PaperOut)
	case b.Outcome != cameOut && b.Was == SheetOut && b.Left == 0 && paper == PaperOut:
		p.Papers = p.Papers.mark(copy, PaperSkipped)
	}
}
