package registry

// What a guard must know of a pass who sees its number and its copy, and nothing
// else.

// GoodCopy is the lowest copy whose paper is good: the latest, where the pass is in
// hand, or the first that may be out in its place; 0 where none is.
func (p PassState) GoodCopy() int {
	if !p.Status.InHand() {
		return 0
	}
	if may := p.skippedBelow(); len(may) > 0 {
		return may[0]
	}
	return p.Copy
}

// ForGate reports that a guard must be told of the pass: the authority has it back
// or wants it back, or a paper of it may be shown that is good no longer: a code that
// was copied outlives the paper that came back. That a term is over stands on the paper itself. What another history may have printed is
// not good any more when a later copy came out, or the pass itself is not.
func (p PassState) ForGate() bool {
	if p.Status.UnderRecall() {
		return true
	}
	stands := p.Status.InHand() || p.Status == StatusExpired
	replaced := !stands || p.Papers.Of(p.Copy) != PaperNone
	for c := 1; c <= len(p.Papers); c++ {
		if c == p.Copy && stands {
			continue
		}
		switch p.Papers.Of(c) {
		case PaperOut, PaperVoid, PaperLost, PaperMissing, PaperReturned:
			return true
		case PaperCancelled:
			if p.Printed >= c || p.Intended >= c { // it came out, or nobody has said
				return true
			}
		case PaperSkipped, PaperUnused:
			if replaced {
				return true
			}
		}
	}
	return false
}

// ToFetch are the copies that somebody who fetches a recalled pass asks for: earlier
// ones that are out or were not found, those that may have been printed elsewhere, and the latest,
// unless no printer was asked for it.
func (p PassState) ToFetch() []int {
	fetch := append(p.Asked(), p.MaybeOut()...)
	if p.PrintedElsewhere() > 0 {
		return fetch
	}
	return append(fetch, p.Copy)
}
