package scheme

import (
	"fmt"

	"passdesk/registry/civil"
)

// A course is the verdict over time: the same rules, asked day by day about what
// is known on that day. Nothing in it is a rule of its own.
//
//	in, _ := scheme.ParseInputs([]byte(`{"facts":["been_to_key_area"],"isolation":{"start":"2020-02-17"}}`))
//	c, _ := scheme.Next("ningbo", in, civil.New(2020, 2, 20))
//	// c.Day 2020-03-02, c.Reason.ZH "14天隔离到 2020-03-02 期满；凭解除证明转绿，可以发证"
//
// On a day speak the facts without a day, and those whose day has come and whose
// term is not over. A count (days_done, checkin_days_ago …) is of the day that the
// inputs give as today, else of the first day asked about, and grows by one a day;
// what was measured or answered without a day stays as it is.

// Span is a run of days with one verdict. The numbers in its reason are those of
// its first day.
type Span struct {
	From, To civil.Date
	Verdict  Verdict
	Why      Text // what changed the verdict on the first day; empty in the first span
}

// Change is the next verdict that time alone brings. The zero value is none.
type Change struct {
	Day     civil.Date `json:"day"`
	Outcome string     `json:"outcome"`
	Colour  string     `json:"colour"`
	Reason  Text       `json:"reason"` // which days end, and what the person can do then
}

// IsZero reports that time alone changes nothing.
func (c Change) IsZero() bool { return c == Change{} }

// MostCourse is how many days a course may have: three years.
const MostCourse = 1100

// Course is the verdict on each day from one to another, both included.
func Course(schemeWord string, in Inputs, from, to civil.Date) ([]Span, error) {
	s, err := ofRule(schemeWord)
	if err != nil {
		return nil, err
	}
	return s.Course(schemeWord, in, from, to)
}

// Course is the package's Course with this scheme's settings.
func (s Scheme) Course(schemeWord string, in Inputs, from, to civil.Date) ([]Span, error) {
	if days := from.DaysUntil(to); from.IsZero() || to.IsZero() || days < 0 || days >= MostCourse {
		return nil, badInput(fmt.Sprintf("止日应在起日当天或之后，最多 %d 天", MostCourse), fmt.Sprintf("a course runs from a day to the same or a later one, over %d days at most", MostCourse))
	}
	c, err := s.newCourse(schemeWord, in, from)
	if err != nil {
		return nil, err
	}
	var spans []Span
	var last sight
	for day := from; !day.After(to); day = day.AddDays(1) {
		now := c.look(day)
		if n := len(spans); n > 0 && now == last {
			spans[n-1].To = day
			continue
		}
		span := Span{From: day, To: day, Verdict: c.verdict(c.decision(now))}
		if err := c.known(span.Verdict); err != nil {
			return nil, err
		}
		if len(spans) > 0 {
			span.Why = c.why(day, last, now)
		}
		spans, last = append(spans, span), now
	}
	return spans, nil
}

// Next is the next day after the given one on which the outcome or the colour
// would change by time alone; the reason says why, and which paper helps then. It
// looks ahead as far as the scheme's longest term,
// and for a birthday that is near.
func Next(schemeWord string, in Inputs, day civil.Date) (Change, error) {
	s, err := ofRule(schemeWord)
	if err != nil {
		return Change{}, err
	}
	return s.Next(schemeWord, in, day)
}

// Next is the package's Next with this scheme's settings, after officers have
// settled some of what the rules ask.
func (s Scheme) Next(schemeWord string, in Inputs, day civil.Date, settled ...Asked) (Change, error) {
	if day.IsZero() {
		return Change{}, badInput("没有写日期", "the day is missing")
	}
	c, err := s.newCourse(schemeWord, in, day)
	if err != nil {
		return Change{}, err
	}
	c.settled = settled
	last := c.look(day)
	for n := c.horizon(day); n > 0; n-- {
		day = day.AddDays(1)
		now := c.look(day)
		if now.rule.Outcome == last.rule.Outcome && now.rule.Colour == last.rule.Colour {
			last = now
			continue
		}
		v := c.verdict(c.decision(now))
		if err := c.known(v); err != nil {
			return Change{}, err
		}
		return Change{Day: day, Outcome: v.Outcome, Colour: v.Colour, Reason: c.why(day, last, now)}, nil
	}
	return Change{}, nil
}

// course is a case on its way through the days.
type course struct {
	*Case
	p Procedure
}

func (s Scheme) newCourse(schemeWord string, in Inputs, day civil.Date) (*course, error) {
	p, ok := s.rules[schemeWord]
	if !ok {
		return nil, unknownRules(schemeWord)
	}
	if !in.Today.IsZero() {
		day = in.Today
	}
	inner, err := s.newCase(in, p, day)
	if err != nil {
		return nil, err
	}
	c := &course{inner, p}
	c.ownDates()
	return c, c.on(day)
}

// sight is what a day shows: the rule that decides, on which ground, and which
// paper would help.
type sight struct {
	rule   *Rule
	ground string
	plain  bool
	helps  int // place in papers, -1 for none
}

// told is the part of a sight that a person is told of.
type told struct {
	outcome, colour string
	helps           int
}

func (s sight) told() told { return told{s.rule.Outcome, s.rule.Colour, s.helps} }

// look asks the rules on a day.
func (c *course) look(day civil.Date) sight {
	d := c.at(day)
	s := sight{d.rule, d.ground.Code, d.plain, -1}
	if !d.rule.permits() {
		s.helps = c.helpful()
	}
	return s
}

func (c *course) at(day civil.Date) decision {
	_ = c.on(day) // the words were read once, see newCourse
	return c.decide(c.p)
}

// decision is the one that the sight was of; the case must stand on its day.
func (c *course) decision(s sight) decision {
	for _, f := range c.Grounds {
		if f.Code == s.ground {
			return decision{s.rule, f, s.plain}
		}
	}
	return decision{rule: s.rule, plain: s.plain}
}

// soon is how many days ahead a birthday is looked for that brings an age of the
// rules: a person is not told of a day years away.
const soon = 90

// horizon is how many days ahead anything can still change: the longest term
// after the last date.
func (c *course) horizon(day civil.Date) int {
	last := day
	if c.anchor.After(last) {
		last = c.anchor
	}
	for _, d := range c.dates() {
		if d.day.After(last) {
			last = *d.day
		}
	}
	longest := 0
	for _, t := range c.scheme.Settings {
		if t.term() {
			longest = max(longest, int(t.Value))
		}
	}
	ahead := day.DaysUntil(last) + longest + 2
	if birth := c.stated.Birth; !birth.IsZero() && birth.AgeOn(day.AddDays(soon)) > birth.AgeOn(day) {
		ahead = max(ahead, soon)
	}
	return min(ahead, MostCourse)
}
