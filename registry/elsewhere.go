package registry

import (
	"encoding/json"
	"slices"
)

// A copy that was skipped at a Branch may have been printed in the other history. As
// long as no other came out in its place, its paper, if there is one, is the latest.

// MaybeOut are the copies that were skipped and that no other has taken the place of,
// the first first: each may be out, and good.
func (p PassState) MaybeOut() []int {
	may := p.skippedBelow()
	for c := p.Copy + 1; c <= len(p.Papers); c++ { // what came back stands before them
		if p.Papers.Of(c) == PaperSkipped {
			may = append(may, c)
		}
	}
	return may
}

// skippedBelow are those in whose place the latest copy is to be made.
func (p PassState) skippedBelow() []int {
	if p.Papers.Of(p.Copy) != PaperNone || p.Printed >= p.Copy {
		return nil
	}
	var may []int
	for c := p.Copy - 1; c > 0; c-- {
		switch p.Papers.Of(c) {
		case PaperSkipped:
			may = append(may, c)
		case PaperUnused:
		default:
			c = 0
		}
	}
	slices.Reverse(may)
	return may
}

// PrintedElsewhere is the copy that was skipped where no printer was asked for the one
// in its place: if there is a paper, it is that one. 0: there is none.
func (p PassState) PrintedElsewhere() int {
	may := p.skippedBelow()
	if len(may) == 0 || p.Intended >= p.Copy {
		return 0
	}
	return may[len(may)-1]
}

// Held is the copy that somebody has who has the latest paper: where none was printed
// in the place of one that was skipped, that one.
func (p PassState) Held() int {
	if copy := p.PrintedElsewhere(); copy > 0 {
		return copy
	}
	return p.Copy
}

// ofHeld are the steps that are about the latest paper itself. Of a paper that was
// skipped they tell that there is one.
var ofHeld = map[Kind]bool{Signed: true, Returned: true, ReturnRefused: true, NotFound: true, Lost: true, Voided: true}

// Finds reports that the step, said of the copy, is about the latest paper, which was
// printed elsewhere: the copy that was to take its place is not needed.
func (p PassState) Finds(k Kind, copy int) bool {
	_, may := life[p.Status][k]
	return may && ofHeld[k] && copy > 0 && copy == p.PrintedElsewhere()
}

// finds reports that the event says so. Builds that did not know of it let papers of a
// skipped copy come back as earlier ones, and their events mean that still; signed for
// was always the paper that somebody had.
func (p PassState) finds(e Event) bool {
	return p.Finds(e.Kind, copyOf(e)) && (e.Kind == Signed || saysElsewhere(e))
}

func saysElsewhere(e Event) bool {
	var b ReasonBody
	return json.Unmarshal(e.Body, &b) == nil && b.Elsewhere
}

// found is the pass with the paper that was printed elsewhere as its latest.
func (p PassState) found(copy int) PassState {
	p = p.backTo(copy, PaperOut, true)
	p.Printed = max(p.Printed, copy)
	return p
}
