package unique

import "passdesk/registry/scheme"

// household: KH. Where a pass is for a household it has one, whichever member
// applies: the first number stays the household's, and a later paper is the next
// copy. A member whose document stands on another household's pass is asked
// about: nobody is the head of two.
func (c *decision) household() (Decision, bool) {
	if c.new.home == "" {
		return Decision{}, false
	}
	ours, theirs := c.strictest(record.sameHome), c.strictest(record.otherHome)
	switch {
	case ours >= 0 && c.old[ours].state() == inHand:
		return c.byState(ours, "KH", "household_has_pass"), true
	case theirs >= 0 && c.old[theirs].state() != free:
		return answer(Supervisor, "K1", "head_of_another_household", theirs,
			"本人证件已登记在另一户的证上，须核实后办理", "The document stands on another household's pass: verify first"), true
	case ours >= 0:
		return c.byState(ours, "KH", ""), true
	}
	return Decision{}, false
}

// strictest is the record of those that are so whose state is the strictest; -1 for
// none.
func (c *decision) strictest(is func(r, n record) bool) int {
	best := -1
	for i, r := range c.old {
		if is(r, c.new) && (best < 0 || strictness[r.state()] > strictness[c.old[best].state()]) {
			best = i
		}
	}
	return best
}

// sameHome is one household.
func (r record) sameHome(n record) bool { return r.home != "" && r.home == n.home }

// otherHome is one person on another household's pass.
func (r record) otherHome(n record) bool {
	return r.home != "" && r.home != n.home && !r.own.isNone() && r.own.key == n.own.key
}

var householdHasPass = scheme.Text{ZH: "本户已有有效证，一户一证", EN: "The household holds an active pass: one for a household"}
