package unique

import (
	"cmp"
	"strings"
)

// weightiest asks about every record and takes the decision that weighs most, so
// that the order in which a store hands them over is nothing.
func (c *decision) weightiest(judge func(i int, r record) (Decision, bool)) (best Decision, found bool) {
	for i, r := range c.old {
		if d, speaks := judge(i, r); speaks && (!found || c.compare(d, best) > 0) {
			best, found = d, true
		}
	}
	return best, found
}

// compare weighs two decisions, each made against a record: the record that is
// more like the application decides; of two alike the stricter answer, and of two
// such the stricter state: a pass that was handed back does not hide an active
// one. Then the pass that was issued first.
func (c *decision) compare(d, e Decision) int {
	r, s, n := c.old[d.Against], c.old[e.Against], c.new
	return cmp.Or(
		cmp.Compare(alike(n, r), alike(n, s)),
		cmp.Compare(birthNearness(n, r), birthNearness(n, s)),
		yesBeforeNo(sexFits(n, r), sexFits(n, s)),
		cmp.Compare(outcomeWeights[d.Outcome], outcomeWeights[e.Outcome]),
		cmp.Compare(strictness[r.state()], strictness[s.state()]),
		-strings.Compare(strings.Join(d.Warnings, " "), strings.Join(e.Warnings, " ")),
		strings.Compare(d.Key, e.Key),
		-strings.Compare(r.Issued, s.Issued),
		-strings.Compare(r.serial(), s.serial()),
	)
}

// birthNearness is 2 for one day, 1 for two that one slip makes out of each other.
func birthNearness(a, b record) int {
	switch {
	case sameBirth(a, b):
		return 2
	case nearDay(a.birth, b.birth):
		return 1
	}
	return 0
}

func yesBeforeNo(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// outcomeWeights: the stricter answer weighs more. A pass of the own station
// blocks before a conflict with another station's is looked at.
var outcomeWeights = map[string]int{Issue: 0, Reissue: 1, Upgrade: 2, Supervisor: 3, Conflict: 4, Block: 5}

var strictness = map[state]int{free: 0, lost: 1, recalled: 2, inHand: 3}
