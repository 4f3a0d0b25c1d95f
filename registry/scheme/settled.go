package scheme

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
)

// Asked is one question or refusal as it was put to a person: which rule, and
// about which fact. What an officer decides settles this one and no other: a
// word of the health department on one fact says nothing about the next.
type Asked struct {
	Rule   string `json:"rule"`
	Ground string `json:"ground,omitempty"` // the fact's code; "" for a rule of the desk
}

// Asked is what an officer would have to decide to get past this verdict.
func (v Verdict) Asked() Asked { return Asked{v.Rule, v.Ground} }

// EvaluateSettled is Evaluate after officers have decided some of what the rules
// asked. A fact whose rule is settled counts as cleared; a settled rule of the
// desk is passed over. Every other fact and rule speaks as before.
func (s Scheme) EvaluateSettled(schemeWord string, in Inputs, today civil.Date, settled ...Asked) (Verdict, error) {
	return s.evaluate(schemeWord, in, today, settled)
}

// AsksAlso is the warning with which "one person, one number" asks what the desk's
// rule asks, or "".
func (s Scheme) AsksAlso(rule string) string { return s.deskRule(rule).Same }

// Final reports a rule of the desk that no officer's decision replaces.
func (s Scheme) Final(rule string) bool { return s.deskRule(rule).Final }

// ForHealth: no pass, and the health department has to act, as the outcome says or the
// desk's rule: isolation, a hospital, the fever clinic.
func (s Scheme) ForHealth(outcome, rule string) bool {
	return strings.Contains(outcome, "+ISOLATE") || strings.Contains(outcome, "+HOSPITAL") || s.deskRule(rule).Health
}

func (s Scheme) deskRule(id string) Rule {
	p := s.rules[s.DeskWord]
	for _, rules := range [][]Rule{p.Grounds, p.Desk} {
		if i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id }); i >= 0 {
			return rules[i]
		}
	}
	return Rule{}
}

func (c *Case) isSettled(r *Rule) bool {
	return len(c.settled) > 0 && slices.Contains(c.settled, Asked{r.ID, c.Ground.Code})
}
