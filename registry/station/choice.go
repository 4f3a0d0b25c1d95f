package station

import (
	"encoding/json"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// samePerson is the outcome when the operator has compared two records and says
// that they are one person: a refusal against the pass there is.
const samePerson = "SAME_PERSON"

// The choices that an Overridden event speaks of: another person; the child whose
// paper is exchanged for one under a card of its own; a number let through, the
// card in hand, that no table knows.
const (
	twoPeople  = "two_people"
	sameChild  = "same_child"
	letThrough = "let_through"
)

var choices = []string{twoPeople, sameChild, letThrough}

// relate names the passes to look at: the record to lay beside the application
// first, then the relatives.
func (c *checked) relate(d unique.Decision, states []registry.PassState) {
	c.verdict.Compare, c.verdict.Choice = d.Shown >= 0, d.Open
	if d.Shown >= 0 {
		c.verdict.Related = append(c.verdict.Related, states[d.Shown].Number.String())
	}
	for _, i := range d.Related {
		c.verdict.Related = appendNew(c.verdict.Related, states[i].Number.String())
	}
}

// choose takes what the operator said to the question that the verdict leaves
// open. Whoever stands at the desk may say "the same person" to every such
// question, and "two people" where the verdict would issue; what an officer must
// settle stays parked. Of an exchange "the same" is a yes, and "two people" has
// set the record apart. Without a choice nothing is invented.
func (s *Station) choose(c *checked, states []registry.PassState) {
	said := c.applicant.stored.Choice
	if said == nil {
		return
	}
	if c.chosen != nil { // it was an exchange that was answered
		c.verdict.Choice = ""
		return
	}
	i := slices.IndexFunc(states, func(p registry.PassState) bool { return p.Number.String() == c.compared(said) })
	switch {
	case said.Warning != c.verdict.Choice || said.Warning == "" || i < 0:
		ref := c.verdict.Ref
		c.verdict = verdictOf(ref, "INVALID", scheme.Text{ZH: "这里没有要选的：对照的记录或提示已经不同，请重新核对",
			EN: "there is no such choice here: the record or the warning is another by now, look again"})
		c.verdict.Field = "choice"
	case said.Same && c.verdict.Outcome == unique.Upgrade:
		c.chose(sameChild, said.Warning, states[i])
	case said.Same:
		c.sayOnePerson(said.Warning, states[i], s.scheme.OneNumber)
	case c.verdict.Issues():
		c.chose(twoPeople, said.Warning, states[i])
	}
}

// compared is the pass that the operator held against the application.
func (c *checked) compared(said *registry.Choice) string {
	if said.Number == "" && len(c.verdict.Related) > 0 {
		return c.verdict.Related[0]
	}
	n, err := registry.ParseNumber(said.Number)
	if err != nil || !slices.Contains(c.verdict.Related, n.String()) {
		return ""
	}
	return n.String()
}

// chose keeps what was said, for the event beside the issue.
func (c *checked) chose(choice, warning string, against registry.PassState) {
	c.chosen = &registry.OverriddenBody{Warning: warning, Against: []string{against.Number.String()}, Choice: choice}
	c.verdict.Choice = ""
}

// saidAnother reports that the operator answered an exchange with "two people":
// the record is another child's, and is left out of those that are compared.
func (c *checked) saidAnother(d unique.Decision, states []registry.PassState) bool {
	said := c.applicant.stored.Choice
	if said == nil || said.Same || d.Outcome != unique.Upgrade || said.Warning != d.Open || d.Open == "" {
		return false
	}
	n, err := registry.ParseNumber(said.Number)
	return said.Number == "" || err == nil && n == states[d.Shown].Number
}

// sayOnePerson turns the verdict into a refusal against the pass there is.
func (c *checked) sayOnePerson(warning string, p registry.PassState, cite scheme.Citation) {
	v := &c.verdict
	v.Rule, c.rule = warning, warning
	v.Outcome, v.Choice, v.Number, v.Copy, v.Settings, v.StationSet = samePerson, "", registry.Number{}, 0, nil, nil
	v.Related = []string{p.Number.String()}
	v.Reason = scheme.Text{ZH: "对照两份记录，确认为同一人，不另发证", EN: "both records were compared: one person, no second pass"}
	v.Cite, v.Source = cite.Sentence, cite.Source
	v.Advice = scheme.Text{ZH: "沿用原证；遗失、损坏的补打，登记有误的更正，编号不变。",
		EN: "The pass there is stands; a lost or damaged one is printed again, a mistake in it is corrected, under the same number."}
	c.against = p
}

// overriddenNote says in a history what was chosen, about which warning, and the
// passes that were compared.
func overriddenNote(e registry.Event) string {
	var b registry.OverriddenBody
	if json.Unmarshal(e.Body, &b) != nil {
		return ""
	}
	return join(b.Choice, join(b.Warning, strings.Join(b.Against, " "), ": "), ": ")
}

// verifyChoices: a choice stands right behind the issue that came of it, and
// names passes that there are.
func (a *audit) verifyChoices() {
	for _, e := range a.overridden {
		var b registry.OverriddenBody
		if json.Unmarshal(e.Body, &b) == nil && ofList(b) && b.Warning == warnWatch {
			a.verifyHeld(e)
			continue
		}
		if json.Unmarshal(e.Body, &b) != nil || !slices.Contains(choices, b.Choice) || b.Warning == "" {
			a.p.fault("event %d: it is no choice that there is", e.No)
			continue
		}
		if e.issued == "" || e.issued != e.Pass {
			a.p.fault("event %d: a choice without the issue that came of it", e.No)
		}
		for _, typed := range b.Against {
			n, err := registry.ParseNumber(typed)
			if _, ok := a.passes.state(n); err != nil || !ok {
				a.p.fault("event %d: it compares with a pass that there is not", e.No)
			}
		}
	}
}

// verifyHeld: what is said of a holder and a list stands under a pass, with its reason.
func (a *audit) verifyHeld(e chosen) {
	n, err := registry.ParseNumber(e.Pass)
	if _, ok := a.passes.state(n); err != nil || !ok || e.Commitment == ([32]byte{}) {
		a.p.fault("event %d: it answers about the holder of no pass", e.No)
	}
}
