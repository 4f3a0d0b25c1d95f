package registry

import (
	"encoding/json"
	"slices"
)

// A restore skips what the backup knew no paper of, because the other history may have
// printed it (Branch). When that history comes back it tells, and what it tells counts
// for more than the caution: the skip is lifted, and the step is folded as it was then.
// What is unprinted at the end of the branch is skipped again (SkippedBehind).
//
// That is so where nothing but skips stands between. Where a printer was asked for the
// copy in the place, or the pass went on otherwise, a step that is about a paper is about
// that paper and no other: the latest one of here was never in that history.

// afterReturned folds a step that came back.
func (p PassState) afterReturned(e Event) (PassState, error) {
	if p = p.lifted(e); p.replaced(e) {
		return p.ofReplaced(e)
	}
	return p.afterOwn(e)
}

// lifted is the pass before the skip that stands between it and a step of a branch.
func (p PassState) lifted(e Event) PassState {
	if p.PrintedElsewhere() == 0 {
		return p
	}
	copy, to := copyOf(e), 0
	for _, skipped := range p.MaybeOut() {
		if skipped == copy || raises[e.Kind] && skipped < copy {
			to = skipped
		}
	}
	if to > 0 {
		p.Copy, p.Papers = to, p.Papers[:to].mark(to, PaperNone)
	}
	return p
}

// Lifted are the copies that the pass had before an event and has no more: those that
// stood in the place of what came back. A row of the ledger may speak of them.
func (p PassState) Lifted(before PassState) []int {
	var copies []int
	for c := 1; c <= before.Copy; c++ {
		if before.Papers.Of(c) != PaperUnused && !p.HasCopy(c) {
			copies = append(copies, c)
		}
	}
	return copies
}

// HasCopy reports a copy that the pass has, or had.
func (p PassState) HasCopy(copy int) bool {
	return copy >= 1 && copy <= p.Copy && p.Papers.Of(copy) != PaperUnused
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
