package registry

import (
	"flag"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Every run draws the same; -rapid.seed=N draws others.
func init() { flag.Set("rapid.seed", "20200210") }

// TestAnyLifeKeepsItsNumber: whatever happens in whatever order, what is refused
// changes nothing, the number stays, copies only count up, and every copy is known.
func TestAnyLifeKeepsItsNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := PassState{}.After(stepOf(PassState{}, Issued))
		if err != nil {
			t.Fatal(err)
		}
		first := p
		for i := range rapid.IntRange(1, 40).Draw(t, "steps") {
			e := anyStep(t, p)
			e.No = int64(10 + i)
			after, err := p.After(e)
			if err != nil {
				if after != p {
					t.Fatalf("%s was refused and changed %+v to %+v", e.Kind, p, after)
				}
				continue
			}
			holds(t, p, after, e)
			if after.Number != first.Number || after.FirstEvent != first.FirstEvent {
				t.Fatalf("%s changed the number: %+v", e.Kind, after)
			}
			p = after
		}
	})
}

func anyStep(t *rapid.T, p PassState) Event {
	e := stepOf(p, rapid.SampledFrom(order[1:]).Draw(t, "kind"))
	copy := rapid.IntRange(0, p.Copy+1).Draw(t, "copy")
	old := rapid.SampledFrom(append([]string{""}, Ends...)).Draw(t, "old")
	switch e.Kind {
	case Reissued:
	case Reprinted, Corrected, CopySkipped:
		e.Body = Body(CorrectedBody{Copy: p.Copy + 1, Old: old})
	case PrintIntended, PrintedOut:
		e.Body = Body(PaperBody{Copy: p.Copy, Outcome: rapid.SampledFrom([]string{"out", "spoiled", "unknown"}).Draw(t, "outcome"), NoPaper: rapid.Bool().Draw(t, "no paper")})
	default:
		e.Body = Body(ReasonBody{Copy: copy})
	}
	return e
}

// holds is what is true of every pass after every step.
func holds(t *rapid.T, before, after PassState, e Event) {
	paper := after.Papers.Of(after.Copy)
	for what, broken := range map[string]bool{
		"the copy goes down":                      after.Copy < before.Copy && (e.Kind != Signed || after.Copy != before.PrintedElsewhere()),
		"a copy is left out":                      after.Copy > before.Copy+1,
		"a copy is not accounted for":             len(after.Papers) != after.Copy,
		"more was printed than there is":          after.Printed > after.Copy || after.Signed > after.Copy || after.Intended > after.Copy,
		"a pass in hand has no good paper":        (after.Status == StatusPrinted || after.Status == StatusSigned) && paper != PaperOut,
		"a paper that is lost is not":             after.Status == StatusLost && paper != PaperLost,
		"a paper that came back is not here":      after.Status == StatusReturned && paper != PaperReturned,
		"a recalled paper was handed in, and out": after.Status == StatusHandedIn && paper == PaperOut,
		"a recall ended by another step": before.Status.UnderRecall() && !after.Status.UnderRecall() &&
			e.Kind != Reinstated && e.Kind != Reissued,
		"signed for while recalled": before.Status.UnderRecall() && e.Kind == Signed && (before.Status != StatusRecalled || before.Signed == before.Copy),
	} {
		if broken {
			t.Fatalf("%s: %+v, %s, %+v", what, before, e.Kind, after)
		}
	}
	if s := fmt.Sprint(after.Outstanding()); after.Copy == 1 && s != "[]" {
		t.Fatalf("the only copy is an earlier one: %s", s)
	}
}
