package scheme

import (
	"slices"
	"strings"
)

// Verdict is what the rules say about one person.
type Verdict struct {
	Outcome string `json:"outcome"` // ISSUE, REFUSE+ISOLATE14, ASK_HEALTH, REFER_POLICE, NO_PASS …
	Colour  string `json:"colour"`  // red, yellow, grey, green, or "" where no colour is at stake
	Reason  Text   `json:"reason"`
	Cite    string `json:"cite"`
	Source  string `json:"-"`
	Advice  Text   `json:"-"` // what the person can do, and where
	Rule    string `json:"-"` // the rule value that decided, for the log and the supervisor
	Ground  string `json:"-"` // the code of the fact that it judged, "" for a rule of the desk

	// Settings are the scheme's numbers that entered, as they stood: 14 days, 37.3 °C.
	Settings map[string]float64 `json:"-"`
}

func (r *Rule) permits() bool { return Verdict{Outcome: r.Outcome}.Permits() }

// Permits reports a verdict that lets the person have what was asked for.
func (v Verdict) Permits() bool {
	return slices.Contains([]string{"ISSUE", "REISSUE", "SPECIAL_PASS", "PASS", "ALLOW", "GREEN"}, v.Outcome)
}

// Issues reports a verdict that gives out the scheme's own paper. A special
// pass (特别通行证) is another authority's paper: it is recorded, not printed.
func (v Verdict) Issues() bool { return v.Outcome == "ISSUE" || v.Outcome == "REISSUE" }

// Parks reports a verdict that somebody else must settle first. HOLD does not:
// there is nothing to settle, the person declares or signs and comes again.
func (v Verdict) Parks() bool { return strings.HasPrefix(v.Outcome, "ASK_") }

// Rule is one sentence of the papers as a value: when it applies and what it
// says. {fact} and {who} in a text are those of the ground that is judged,
// {days} its finished days, and {name} is the value of a setting.
type Rule struct {
	ID      string
	When    Cond
	Outcome string
	Colour  string
	Reason  Text
	Cite    Citation
	Advice  Text
	Health  bool   // whom it refuses is for the health department: a hospital, isolation, the fever clinic
	Final   bool   // no officer's decision replaces it; facts that were found to be otherwise do
	Same    string // the warning with which "one person, one number" asks the same: an officer answers both at once
}

// Procedure is what one rule word runs. Grounds are asked once for each ground
// of the person, first match wins; a nil Grounds list means that facts are
// judged by Desk alone. Desk is asked once; its last rule always applies.
type Procedure struct {
	Grounds []Rule
	Desk    []Rule
	Code    bool // the colour of a code that its holder keeps up by checking in
}

// Cond is a condition of a rule.
type Cond func(c *Case) bool

func always(*Case) bool { return true }

func all(conds ...Cond) Cond {
	return func(c *Case) bool {
		for _, cond := range conds {
			if !cond(c) {
				return false
			}
		}
		return true
	}
}

func anyOf(conds ...Cond) Cond {
	return func(c *Case) bool {
		return slices.ContainsFunc(conds, func(cond Cond) bool { return cond(c) })
	}
}

func not(cond Cond) Cond { return func(c *Case) bool { return !cond(c) } }

// unless is the list of rules with one more condition: not this.
func unless(cond Cond, rules []Rule) []Rule {
	list := slices.Clone(rules)
	for i := range list {
		list[i].When = all(not(cond), list[i].When)
	}
	return list
}

// ask is a condition on one answer: ask(Yes, field) or ask(No, field).
func ask(want Answer, field func(*Inputs) Answer) Cond {
	return func(c *Case) bool { return field(&c.Inputs) == want }
}

// word is a condition on one word of the inputs.
func word(field func(*Inputs) Word, want ...Word) Cond {
	return func(c *Case) bool { return slices.Contains(want, field(&c.Inputs)) }
}

// ground is true while the fact under judgement is one of these.
func ground(codes ...string) Cond {
	return func(c *Case) bool { return slices.Contains(codes, c.Ground.Code) }
}

// groundColour is true while the fact under judgement has the colour here.
func groundColour(colour string) Cond {
	return func(c *Case) bool { return !c.Ground.IsZero() && c.scheme.colours[c.Ground.Code] == colour }
}

// anyGround is true when the person has one of these facts, or any fact when
// none is named.
func anyGround(codes ...string) Cond {
	return func(c *Case) bool {
		return slices.ContainsFunc(c.Grounds, func(f Fact) bool { return len(codes) == 0 || slices.Contains(codes, f.Code) })
	}
}

// anyColour is true when one of the person's facts has the colour here.
func anyColour(colour string) Cond {
	return func(c *Case) bool {
		return slices.ContainsFunc(c.Grounds, func(f Fact) bool { return c.scheme.colours[f.Code] == colour })
	}
}
