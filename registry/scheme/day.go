package scheme

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
)

// What is known on a day. A verdict and a course ask the same rules about the same
// case; only the day differs, and with it which facts speak, how many days of
// isolation are done and how long ago somebody checked in.

// term is how a dated fact of a scheme ends by itself: when the setting's days have
// passed since its day. A setting of 0 ends nothing.
type term struct {
	setting string
	cured   bool // they count from the cure: while nobody speaks of one, nothing ends
}

// held are the numbers that a day works out of dates. They live in the case, so
// that a course of many days allocates nothing for them.
type held struct {
	isolation, answered                    Isolation
	done, checkin, lowRisk, card, isolated int
	institution, self                      int
	naat                                   []Test
}

// on puts the case on a day: what is dated speaks from its day on, what has a
// term ends with it, and a count that was stated grows by one a day.
func (c *Case) on(day civil.Date) error {
	c.Inputs, c.Day, c.Grounds, c.measured, c.weighed = c.stated, day, c.Grounds[:0], false, c.weighed[:0]
	if !day.IsZero() {
		c.grow(c.anchor.DaysUntil(day))
		c.begin()
		c.takenTests()
		c.keepLatestCode()
	}
	for i := range c.said {
		if f := &c.said[i]; c.speaks(f) {
			c.addFact(*f)
		}
	}
	for _, d := range c.Dated {
		if d.Fact == falseStatement && (day.IsZero() || !d.On.After(day)) {
			c.FalseStatement = Yes
		}
	}
	c.isolateFromFact()
	if err := c.imply(); err != nil {
		return err
	}
	c.countReports()
	c.countCheckin()
	return nil
}

// grow moves the counts that were stated on the anchor's day by n days.
func (c *Case) grow(n int) {
	if n == 0 {
		return
	}
	if i := c.Isolation; i != nil && i.DaysDone != nil {
		c.held.isolation = *i
		c.Isolation = &c.held.isolation
		if c.Isolation.DaysDone = moved(&c.held.done, i.DaysDone, n); c.Isolation.DaysDone == nil {
			c.Isolation = nil
		}
	}
	c.CheckinDays = moved(&c.held.checkin, c.CheckinDays, n)
	c.LowRiskDays = moved(&c.held.lowRisk, c.LowRiskDays, n)
	c.IsolatedDays = moved(&c.held.isolated, c.IsolatedDays, n)
	if c.CardDays != nil {
		if c.CardDays = moved(&c.held.card, c.CardDays, n); c.CardDays == nil {
			c.Card = ""
		}
	}
	if !c.Birth.IsZero() {
		c.Age = nil // the birth date gives the age of the day
	}
}

// moved is a count n days later; nil where it had not begun.
func moved(into *int, count *int, n int) *int {
	if count == nil || *count+n < 0 {
		return nil
	}
	*into = *count + n
	return into
}

// begin leaves out what begins after the day, and counts what is given by its
// first day.
func (c *Case) begin() {
	if i := c.Isolation; i != nil && i.DaysDone == nil && i.Start.After(c.Day) {
		c.Isolation = nil
	}
	if c.CardIssued.After(c.Day) {
		c.CardIssued, c.Card = civil.Date{}, ""
	}
	if c.LowRiskDays == nil && !c.LowRiskSince.IsZero() && !c.LowRiskSince.After(c.Day) {
		c.held.lowRisk = c.LowRiskSince.DaysUntil(c.Day)
		c.LowRiskDays = &c.held.lowRisk
	}
	if c.CuredOn.After(c.Day) {
		c.CuredOn = civil.Date{}
	}
	if c.Cured == Unsaid && !c.CuredOn.IsZero() {
		c.Cured = Yes
	}
}

// takenTests are those of the day and before: one that is dated later does not
// exist yet.
func (c *Case) takenTests() {
	taken := c.held.naat[:0]
	for _, t := range c.stated.NAAT {
		if !t.Day.After(c.Day) {
			taken = append(taken, t)
		}
	}
	c.held.naat, c.NAAT = taken, taken
}

// speaks reports whether a fact is true of the person on the day.
func (c *Case) speaks(f *Fact) bool {
	switch {
	case strings.HasPrefix(f.Code, "code_") && c.superseded(f):
		return false
	case f.on.IsZero() || c.Day.IsZero():
		return true
	}
	return !f.on.After(c.Day) && !c.ended(f)
}

// ended is a fact whose term is over on the day.
func (c *Case) ended(f *Fact) bool {
	t, ok := c.scheme.terms[f.Code]
	if !ok {
		return false
	}
	from := f.on
	switch {
	case t.cured && c.Cured != Yes:
		return false
	case t.cured && c.CuredOn.After(f.on):
		from = c.CuredOn
	}
	days := int(c.scheme.Number(t.setting))
	if days == 0 || from.DaysUntil(c.Day) < days {
		return false
	}
	c.turned(t.setting)
	return true
}

// keepLatestCode finds the last day on which somebody saw the colour of the
// code. A colour said without a day is of the day on which it was said.
func (c *Case) keepLatestCode() {
	c.codeSeen = civil.Date{}
	for _, f := range c.said {
		if strings.HasPrefix(f.Code, "code_") && !f.on.After(c.Day) && f.on.After(c.codeSeen) {
			c.codeSeen = f.on
		}
	}
	if c.codeSeen.After(c.anchor) || c.filledIn(civil.Date{}) {
		c.Colour, c.CodeColour = withoutColour(c.Colour, c.codeSeen.After(c.anchor)), withoutColour(c.CodeColour, c.codeSeen.After(c.anchor))
	}
}

// withoutColour takes back a colour that no longer holds: any when another was
// seen later, grey when the form was filled in.
func withoutColour(w Word, later bool) Word {
	if w == "blue" || !later && w != "grey" && w != "gray" {
		return w
	}
	return ""
}

// superseded is a colour of the code that no longer holds: another was seen later,
// or a grey code was filled in on a day before this one.
func (c *Case) superseded(f *Fact) bool {
	if c.codeSeen.After(f.on) && (!f.on.IsZero() || c.codeSeen.After(c.anchor)) {
		return true
	}
	return f.Code == "code_grey" && c.filledIn(f.on)
}

// filledIn reports a check-in since the code was seen grey and before this day.
// On the day itself the rules decide.
func (c *Case) filledIn(grey civil.Date) bool {
	if grey.IsZero() {
		grey = c.anchor
	}
	for _, list := range [][]civil.Date{c.Checkins, c.SelfReportDays} {
		if slices.ContainsFunc(list, func(d civil.Date) bool { return !d.Before(grey) && d.Before(c.Day) }) {
			return true
		}
	}
	return false
}

// isolateFromFact: a dated fact of being in isolation says when it began.
func (c *Case) isolateFromFact() {
	if i := c.Isolation; i != nil && (i.DaysDone != nil || !i.Start.IsZero()) {
		return
	}
	var start civil.Date
	for _, f := range c.Grounds {
		if f.isolation() && f.on.After(start) {
			start = f.on
		}
	}
	if start.IsZero() {
		return
	}
	c.held.isolation = Isolation{}
	if c.Isolation != nil {
		c.held.isolation = *c.Isolation
	}
	c.held.isolation.Start = start
	c.Isolation = &c.held.isolation
}

// isolationDone counts the finished days of isolation for the ground under
// judgement, from the ground's own day at the earliest: an isolation that began
// before an exposure or a symptom says nothing of what came of it.
func (c *Case) isolationDone() (n int, ok bool) {
	n, ok = c.Isolation.days(c.Day)
	if since := c.Ground.since(); ok && !since.IsZero() && !c.Day.IsZero() {
		n = min(n, since.DaysUntil(c.Day))
	}
	return n, ok
}
