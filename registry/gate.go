package registry

// What a guard must know of a pass who sees its number and its copy, and nothing
// else.

// GoodCopy is the lowest copy whose paper is good: the latest, where the pass is
// in hand; 0 where none is.
func (p PassState) GoodCopy() int {
	if p.Status.InHand() {
		return p.Copy
	}
	return 0
}

// ForGate reports that a guard must be told of the pass: the authority has it back
// or wants it back, or a paper of it may be shown that is good no longer. That a
// term is over stands on the paper itself.
func (p PassState) ForGate() bool {
	if p.Status.UnderRecall() {
		return true
	}
	for c := 1; c <= len(p.Papers); c++ {
		if c == p.Copy && (p.Status.InHand() || p.Status == StatusExpired) {
			continue
		}
		switch p.Papers.Of(c) {
		case PaperOut, PaperVoid, PaperLost, PaperMissing, PaperSkipped, PaperUnused:
			return true
		}
	}
	return false
}

// ToFetch are the copies that somebody who fetches a recalled pass asks for: the
// latest, and earlier ones that are still out.
func (p PassState) ToFetch() []int { return append(p.Outstanding(), p.Copy) }
