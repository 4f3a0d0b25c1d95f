package scheme

import (
	"slices"
)

// series is what a list of tests amounts to.
type series int

const (
	noTests  series = iota
	tooFew          // negative, but fewer than the rule wants
	tooFar          // enough negatives, but not within the window
	notYet          // a result is outstanding
	sameDay         // enough negatives, but two of them on one day
	stale           // enough, but longer ago than the look-back
	passed          // enough negatives in a row within the window
	atLimit         // passed, with the last day of the window used
	positive        // any positive result
)

// tests weighs the series for n negatives in a row (连续) within the window.
// A test before the exposure that is judged says nothing of it.
func (c *Case) tests(n int) series {
	best, begin := noTests, 0 // the run of negatives is NAAT[begin:i+1]
	for i, t := range c.NAAT {
		switch {
		case t.Result == Positive:
			return positive
		case t.Day.Before(c.Ground.since()):
			begin = i + 1
		case t.Result == Pending:
			best, begin = notYet, i+1 // what follows an unknown result is not "in a row"
		default:
			best = max(best, c.weigh(c.NAAT[begin:i+1], n))
		}
	}
	if i := len(c.NAAT) - 1; i >= 0 && begin > i && best != noTests {
		return notYet
	}
	return best
}

// weigh looks at the last n tests of an unbroken run of negatives.
func (c *Case) weigh(run []Test, n int) series {
	if len(run) < n {
		return tooFew
	}
	run = run[len(run)-n:]
	first, last := run[0].Day, run[n-1].Day
	window, span := int(c.setting("naat_window_days")), first.DaysUntil(last)
	lookBack := int(c.setting("naat_fresh_days"))
	switch {
	case span > window:
		return tooFar
	case n > 1 && slices.ContainsFunc(run[1:], func(t Test) bool { return t.Day == first }):
		return sameDay
	case n > 1 && lookBack > 0 && !c.Day.IsZero() && last.DaysUntil(c.Day) > lookBack:
		return stale
	case n > 1 && span == window:
		return atLimit
	}
	return passed
}

// redTests is true when the series for a red ground is one of these.
func redTests(want ...series) Cond {
	return func(c *Case) bool {
		return !c.plain && slices.Contains(want, c.tests(int(c.setting("naat_count_red"))))
	}
}

// yellowTests is true when the series for a yellow ground is one of these.
func yellowTests(want ...series) Cond {
	return func(c *Case) bool {
		return !c.plain && slices.Contains(want, c.tests(int(c.setting("naat_count_yellow"))))
	}
}

func positiveTest(c *Case) bool {
	return c.tests(1) == positive || c.Employer != nil && c.Employer.NAAT == Positive
}

// betweenNegatives is a positive with a negative on either side of it.
func betweenNegatives(c *Case) bool {
	before, after := false, false
	for _, p := range c.NAAT {
		if p.Result != Positive {
			continue
		}
		for _, t := range c.NAAT {
			before = before || t.Result == Negative && t.Day.Before(p.Day)
			after = after || t.Result == Negative && t.Day.After(p.Day)
		}
	}
	return before && after
}

func tested(c *Case) bool { return !c.plain && len(c.NAAT) > 0 }

// isolated is true when at least the setting's number of days are done.
func isolated(setting string) Cond {
	return func(c *Case) bool {
		n, ok := c.isolationDone()
		return ok && !c.plain && n >= int(c.setting(setting))
	}
}

// isolatedInDoubt is a stated count of days that would do, but began before the
// ground under judgement: either the days or the date cannot be right.
func isolatedInDoubt(setting string) Cond {
	return func(c *Case) bool {
		n, ok := c.isolationDone()
		wanted := int(c.setting(setting))
		return ok && !c.plain && c.Isolation.DaysDone != nil && n < wanted && *c.Isolation.DaysDone >= wanted
	}
}

// groundOpen is an isolation of which nobody recorded whether it is a red or a
// yellow one, beside a yellow ground (NB-A2): it may be either.
func groundOpen(c *Case) bool {
	return !c.plain && (c.Isolation == nil || c.Isolation.Ground != "red") && anyColour("yellow")(c)
}

func inIsolation(c *Case) bool { return c.Isolation != nil && !c.plain }

// daysUnsaid is an isolation of which nobody says how long it has lasted.
func daysUnsaid(c *Case) bool {
	_, ok := c.isolationDone()
	return !ok
}

func released(c *Case) bool { return c.Isolation != nil && c.Isolation.ReleasePaper == Yes }

// isolationSaid is a condition on an answer inside the isolation.
func isolationSaid(want Answer, field func(*Isolation) Answer) Cond {
	return func(c *Case) bool { return c.Isolation != nil && field(c.Isolation) == want }
}

func healthConfirmed(c *Case) bool { return c.HealthOK == Yes && !c.plain }

// employerTest is a returning worker's negative test by the employer.
func employerTest(c *Case) bool { return !c.plain && c.Employer != nil && c.Employer.NAAT == Negative }

func underDoc38(c *Case) bool { return c.Employer != nil && c.Employer.Doc38 == Yes }

func notArrived(c *Case) bool { return c.Arrived == No }

func measuredFever(c *Case) bool { return c.measured }

func hasSymptom(c *Case) bool {
	return slices.ContainsFunc(c.Grounds, func(f Fact) bool { return f.Symptom })
}

func symptomGround(c *Case) bool { return c.Ground.Symptom }

// symptomNow is a symptom of the day itself: dated so, or answered beside the facts
// ({"fever":true}), as the desk asks whoever stands there. What is in the list of
// facts alone may be over.
func symptomNow(c *Case) bool {
	return c.Ground.Symptom && (c.Ground.now || !c.Day.IsZero() && c.Ground.on == c.Day)
}

// unlisted is a fact that the papers of this scheme do not speak of.
func unlisted(c *Case) bool {
	_, known := c.scheme.colours[c.Ground.Code]
	return !c.Ground.IsZero() && !known
}

func noBlue(c *Case) bool { return c.Colour != "blue" && c.CodeColour != "blue" }

// youngerThan is true when the age is known and below the setting.
func youngerThan(setting string) Cond {
	return func(c *Case) bool {
		n, ok := c.age(c.Day)
		if !ok {
			return setting == "minor_age" && c.Minor == Yes
		}
		return n < int(c.setting(setting))
	}
}

// atLeast is true when the age is known and has reached the setting.
func atLeast(setting string) Cond {
	return func(c *Case) bool {
		n, ok := c.age(c.Day)
		return ok && n >= int(c.setting(setting))
	}
}

// count is true when the number is said and has reached the setting.
func count(field func(*Inputs) *int, setting string) Cond {
	return func(c *Case) bool {
		n := field(&c.Inputs)
		return n != nil && *n >= int(c.setting(setting))
	}
}

// said is true when the number is said at all.
func said(field func(*Inputs) *int) Cond {
	return func(c *Case) bool { return field(&c.Inputs) != nil }
}

// temperatureTaken is true when a temperature was measured.
func temperatureTaken(c *Case) bool { return c.Temp != nil }
