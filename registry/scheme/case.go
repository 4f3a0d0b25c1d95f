package scheme

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
)

// Case is one person before the rules: the inputs, the day, and what follows
// from both.
type Case struct {
	Inputs
	Day     civil.Date
	Grounds []Fact // the person's facts, in the order they were said
	Ground  Fact   // the one under judgement; zero outside the ground rules

	scheme    Scheme
	stated    Inputs     // as they were said; Inputs are those of the day
	anchor    civil.Date // the day on which they were said
	said      []Fact     // their facts, with their days
	codeSeen  civil.Date // the last day on which the code's colour was seen
	holdsCode bool       // the rules colour the code itself: who checks in holds one
	held      held

	asked    []string // settings that the rule in hand has read
	weighed  []string // settings that made a difference before any rule was asked
	measured bool     // the fever is measured now, not remembered
	plain    bool     // judge the ground as if nothing cleared it
	settled  []Asked  // what officers have decided already
	judged   []decision
}

const falseStatement = "false_statement"

// newCase reads what was said on the anchor's day; on puts the case on a day.
func (s Scheme) newCase(in Inputs, p Procedure, anchor civil.Date) (*Case, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	if err := s.checkEvidence(in.Evidence); err != nil {
		return nil, err
	}
	c := &Case{scheme: s, stated: in, anchor: anchor, holdsCode: p.Code}
	c.stated.Today = civil.Date{}
	if c.stated.Isolation != nil && *c.stated.Isolation == (Isolation{}) {
		c.stated.Isolation = nil // nothing is said of one
	}
	c.orderDays()
	return c, c.readFacts()
}

// orderDays puts what is dated in order, in lists of the case's own.
func (c *Case) orderDays() {
	in := &c.stated
	in.NAAT = slices.Clone(in.NAAT)
	slices.SortStableFunc(in.NAAT, func(a, b Test) int { return a.Day.Days() - b.Day.Days() })
	checkins := in.Checkins
	if !in.LastCheckin.IsZero() {
		checkins = append(slices.Clone(checkins), in.LastCheckin)
	}
	in.Checkins, in.SelfReportDays, in.InstReportDays = sorted(checkins), sorted(in.SelfReportDays), sorted(in.InstReportDays)
}

// readFacts turns the words into facts.
func (c *Case) readFacts() error {
	for _, w := range c.stated.Facts {
		switch f, err := c.factBy(w); {
		case saysNone(w):
		case plainWord(w) == falseStatement:
			c.stated.FalseStatement = Yes
		case err != nil:
			return err
		default:
			c.said = append(c.said, f)
		}
	}
	for _, w := range c.stated.Now {
		f, err := c.factBy(w)
		if err != nil {
			return err
		}
		f.now = true
		c.said = append(c.said, f)
	}
	for _, d := range c.stated.Dated {
		if d.Fact == falseStatement {
			continue // see on
		}
		f, err := c.factBy(d.Fact)
		if err != nil {
			return err
		}
		f.on = d.On
		c.said = append(c.said, f)
	}
	return nil
}

// factBy reads a fact word; one that only another scheme has is not known here.
func (c *Case) factBy(word string) (Fact, error) {
	f, err := FactByWord(word)
	if err == nil && f.of != "" && f.of != c.scheme.Code {
		return Fact{}, unknownWord("事实", "fact", word)
	}
	return f, err
}

// imply adds the grounds that other inputs state: a measured fever, symptoms
// noted in isolation, a positive test, the places of a journey, a colour, and an isolation with no ground of its own.
func (c *Case) imply() error {
	if c.Temp != nil && *c.Temp >= c.setting("fever_celsius") {
		c.measured = true
		c.add("fever")
	}
	if c.Isolation != nil && c.Isolation.Symptoms == Yes {
		c.add("symptoms")
	}
	c.implyPositive()
	c.implyStays()
	if err := c.implyEvent(); err != nil {
		return err
	}
	if err := c.implyColour(); err != nil {
		return err
	}
	c.groundIsolation()
	c.implyIsolation()
	return nil
}

// implyIsolation: days of isolation are those of the grounds that are said. Where
// there is none, or none of the colour that was recorded, the isolation is a
// ground of its own.
func (c *Case) implyIsolation() {
	bare := !slices.ContainsFunc(c.Grounds, func(f Fact) bool { return f.Code != "code_green" })
	switch {
	case c.Isolation == nil:
	case c.Isolation.Ground == "red" && c.scheme.colours["in_isolation"] == "red" && !anyColour("red")(c):
		c.add("in_isolation")
	case !bare:
	case c.Isolation.Ground == "yellow":
		c.add("in_isolation_yellow")
	default:
		c.add("in_isolation")
	}
}

// groundIsolation gives an isolation the yellow ground when that was recorded and
// nothing red stands beside it: NB-A2, yellow is not turned into red. One whose
// ground nobody recorded stays red, whatever else is true: 001 lists people in
// isolation there.
func (c *Case) groundIsolation() {
	yellow := c.Isolation != nil && c.Isolation.Ground == "yellow"
	for _, f := range c.Grounds {
		switch {
		case f.groundUnsaid():
		case c.scheme.colours[f.Code] == "red":
			return
		case f.Code == "in_isolation_yellow":
			yellow = true
		}
	}
	for i, f := range c.Grounds {
		if yellow && f.groundUnsaid() {
			c.Grounds[i] = factByWord["in_isolation_yellow"]
			c.Grounds[i].on = f.on
		}
	}
}

// implyPositive: a positive test is a ground of its own from its day on, in every
// city and at every gate.
func (c *Case) implyPositive() {
	f := factByWord["positive_test"]
	found := c.Employer != nil && c.Employer.NAAT == Positive
	for _, t := range c.NAAT {
		if t.Result == Positive {
			f.on, found = t.Day, true
		}
	}
	if found {
		c.addFact(f)
	}
}

// implyEvent reads what the day's analysis found about a holder.
func (c *Case) implyEvent() error {
	switch c.Event {
	case "", "none":
		return nil
	case "false_statement", "fraud":
		c.FalseStatement = Yes
		return nil
	}
	f, err := c.factBy(string(c.Event))
	if err != nil {
		return unknownWord("事由", "event", string(c.Event))
	}
	c.add(f.Code)
	return nil
}

func (c *Case) implyColour() error {
	for _, w := range []Word{c.Colour, c.CodeColour} {
		switch w {
		case "", "none":
		case "red", "yellow", "grey", "gray", "green":
			c.add("code_" + strings.Replace(string(w), "gray", "grey", 1))
		case "blue": // the headline's 红黄蓝 is a slip for 红黄绿: no rule knows blue
		default:
			return unknownWord("颜色", "colour", string(w))
		}
	}
	return nil
}

func (c *Case) add(code string) { c.addFact(factByWord[code]) }

// addFact adds a ground once. Said of several days, it is that of the last.
func (c *Case) addFact(f Fact) {
	i := slices.IndexFunc(c.Grounds, func(g Fact) bool { return g.Code == f.Code })
	switch {
	case f.IsZero():
		return
	case i < 0:
		c.Grounds = append(c.Grounds, f)
		return
	case f.on.After(c.Grounds[i].on):
		c.Grounds[i].on = f.on
	}
	c.Grounds[i].now = c.Grounds[i].now || f.now
}
