package scheme

import (
	"slices"
	"strconv"
	"strings"

	"passdesk/registry/civil"
)

// Why a verdict changed on a day is found by asking again: had this term been a day
// longer, had that test been a day later, would the day have shown the same? What
// makes a difference is a cause, and is said. So the sentences follow the rules,
// and need no list of what may lead to what.

// paper is something that a person may bring or do, which time alone does not.
type paper struct {
	with Text
	// add puts it into the case; false where it is there already or cannot be.
	add func(c *Case) bool
}

// papers in the order in which a person is told of them: the first that would
// bring a permit.
var papers = []paper{
	{Text{"凭解除证明", "with the release paper: "}, inIsolationWith(func(i *Isolation) *Answer { return &i.ReleasePaper }, Yes)},
	{Text{"复核症状后", "after a re-check of symptoms: "}, inIsolationWith(func(i *Isolation) *Answer { return &i.Rechecked }, Yes)},
	{Text{"无症状的，", "without symptoms: "}, inIsolationWith(func(i *Isolation) *Answer { return &i.Symptoms }, No)},
	{Text{"如实填报后", "after filling in the form truthfully: "}, func(c *Case) bool {
		changed := c.Reported != Yes
		c.Reported = Yes
		return changed
	}},
	{Text{"经卫健部门书面确认，", "with the health department's word in writing: "}, func(c *Case) bool {
		changed := c.HealthOK != Yes
		c.HealthOK = Yes
		return changed
	}},
}

// inIsolationWith answers a question about an isolation.
func inIsolationWith(field func(*Isolation) *Answer, want Answer) func(c *Case) bool {
	return func(c *Case) bool {
		if c.Isolation == nil || *field(c.Isolation) == want {
			return false
		}
		c.held.answered = *c.Isolation
		*field(&c.held.answered) = want
		c.Isolation = &c.held.answered
		return true
	}
}

// helpful is the first paper with which the day's verdict would be a permit, -1
// for none. The case is left as it was.
func (c *course) helpful() int {
	inputs := c.Inputs
	for i, p := range papers {
		if p.add(c.Case) {
			d := c.decide(c.p)
			c.Inputs = inputs
			if d.rule.permits() {
				return i
			}
		}
	}
	return -1
}

// why says what changed the verdict on the day, and what it comes to.
func (c *course) why(day civil.Date, before, now sight) Text {
	var said Text
	for _, t := range c.causes(day, before, now) {
		if !strings.Contains(said.ZH, t.ZH) { // one thing may be dated in two places
			said = said.And(t)
		}
	}
	return said.And(c.outcome(before, now))
}

// causes are the terms that end on the day, and the dated things that begin on it,
// without which the day would look otherwise.
func (c *course) causes(day civil.Date, before, now sight) []Text {
	var found []Text
	if now.told() != before.told() {
		found = c.ending(day, now)
	}
	for _, d := range c.dates() {
		if *d.day != day || d.report && len(found) > 0 {
			continue
		}
		*d.day = day.AddDays(1)
		if c.look(day) != now {
			found = append(found, Text{day.String() + " " + d.is.ZH, day.String() + ": " + d.is.EN})
		}
		*d.day = day
	}
	found = append(found, c.yesterdays(day, now)...)
	if b := c.stated.Birth; !b.IsZero() && b.AgeOn(day) > b.AgeOn(day.AddDays(-1)) {
		c.stated.Birth = b.AddDays(1)
		if c.look(day) != now {
			found = append(found, birthday.filled("{n}", strconv.Itoa(b.AgeOn(day)), "{day}", day.String()))
		}
		c.stated.Birth = b
	}
	c.look(day)
	return found
}

// yesterdays are the symptoms that were those of the day itself until yesterday.
func (c *course) yesterdays(day civil.Date, now sight) []Text {
	var found []Text
	for i := range c.said {
		f := &c.said[i]
		if on := f.on; f.Symptom && on == day.AddDays(-1) {
			if f.on = day; c.look(day) != now {
				found = append(found, Text{day.String() + " 起不再是" + f.Is.ZH + "的当天", day.String() + ": no longer the day of: " + f.Is.EN})
			}
			f.on = on
		}
	}
	return found
}

// ending are the terms that are over with the day: a day longer, and today would
// look otherwise; a day shorter, and yesterday would have looked as today.
func (c *course) ending(day civil.Date, now sight) []Text {
	var found []Text
	own := c.scheme.Settings
	c.scheme.Settings = slices.Clone(own)
	for i := range own {
		t := &c.scheme.Settings[i]
		if !t.term() || t.Value == 0 {
			continue
		}
		if t.Value++; c.look(day) != now {
			if t.Value -= 2; t.Value == 0 || c.look(day.AddDays(-1)) == now {
				found = append(found, own[i].over(day))
			}
		}
		t.Value = own[i].Value
	}
	c.scheme.Settings = own
	return found
}

var birthday = Text{"{day} 满{n}周岁", "{day}: {n} years old"}

func (t Text) filled(pairs ...string) Text {
	r := strings.NewReplacer(pairs...)
	return Text{r.Replace(t.ZH), r.Replace(t.EN)}
}

// outcome is what the change comes to, in a few words: a permit, a permit with a
// paper, or what the person is then.
func (c *course) outcome(before, now sight) Text {
	reason := c.verdict(c.decision(now)).Reason
	switch {
	case now.told() == before.told():
		return reason // only the ground or the rule is another
	case now.helps < 0:
		return comesTo(now.rule, reason)
	}
	inputs := c.Inputs
	papers[now.helps].add(c.Case)
	d := c.decide(c.p)
	c.Inputs = inputs
	with, end := papers[now.helps].with, comesTo(d.rule, reason)
	return Text{with.ZH + end.ZH, with.EN + end.EN}
}

// comesTo is a rule's outcome in a few words, or else the reason.
func comesTo(r *Rule, reason Text) Text {
	t, ok := outcomeWords[r.Outcome]
	switch {
	case !ok:
		return reason
	case r.Outcome == "ISSUE" && r.Colour == "green":
		return Text{"转绿，" + t.ZH, "green, " + t.EN}
	}
	return t
}

var outcomeWords = map[string]Text{
	"ISSUE": {"可以发证", "a pass may be issued"}, "REISSUE": {"可以重新发证", "a pass may be issued again"},
	"GREEN": {"转绿码", "the code turns green"}, "YELLOW": {"转黄码", "the code turns yellow"},
	"RED": {"转红码", "the code turns red"}, "GREY": {"转灰码", "the code turns grey"},
	"PASS": {"可以通行", "let through"}, "NO_PASS": {"不予通行", "not let through"},
	"SPECIAL_PASS": {"凭特别通行证往来", "travel on the special pass"},
	"REFUSE":       {"不予发证", "no pass"}, "EXPIRED": {"须重新申请", "apply again"},
	"REFUSE+HOSPITAL": {"送定点医院", "to the designated hospital"}, "REFUSE+TURN_BACK": {"劝返劝迟", "advised not to come"},
	"REFUSE+ISOLATE14": {"按红码隔离", "isolation as red"}, "REFUSE+ISOLATE7": {"按黄码居家隔离", "at home as yellow"},
	"ASK_HEALTH": {"须卫健部门确认", "the health department must confirm"}, "ASK_SUPERVISOR": {"须上级核定", "a supervisor must settle it"},
}

// moment is one dated thing of a case, for people.
type moment struct {
	day    *civil.Date
	is     Text
	report bool // one of many: said only when nothing else is
}

// ownDates makes the dates of the case its own, so that asking "had it been a day
// later" changes nothing of the caller's.
func (c *course) ownDates() {
	in := &c.stated
	in.Been, in.Dated = slices.Clone(in.Been), slices.Clone(in.Dated)
	if in.Isolation != nil {
		i := *in.Isolation
		in.Isolation = &i
	}
}

// dates are the dated things of the case.
func (c *course) dates() []moment {
	in := &c.stated
	list := []moment{
		{day: &in.CuredOn, is: Text{"治愈", "cured"}},
		{day: &in.LowRiskSince, is: Text{"入住低风险地区", "moved to a low-risk area"}},
		{day: &in.CardIssued, is: Text{"签发健康通行卡", "card issued"}},
	}
	if in.Isolation != nil {
		list = append(list, moment{day: &in.Isolation.Start, is: Text{"开始隔离", "isolation begins"}})
	}
	for i := range c.said {
		list = append(list, moment{day: &c.said[i].on, is: Text{c.said[i].Is.ZH, c.said[i].Is.EN}})
	}
	for i := range in.Dated {
		if in.Dated[i].Fact == falseStatement {
			list = append(list, moment{day: &in.Dated[i].On, is: Text{"弄虚作假", "false statement"}})
		}
	}
	for i := range in.Been {
		list = append(list, moment{day: &in.Been[i].Day, is: in.Been[i].left()})
	}
	for i := range in.NAAT {
		list = append(list, moment{day: &in.NAAT[i].Day, is: testIs[in.NAAT[i].Result]})
	}
	for _, days := range [][]civil.Date{in.Checkins, in.SelfReportDays, in.InstReportDays} {
		for i := range days {
			list = append(list, moment{day: &days[i], is: Text{"已填报", "filled in"}, report: true})
		}
	}
	return list
}

var testIs = map[Result]Text{
	Negative: {"核酸检测阴性", "negative test"}, Positive: {"核酸检测阳性", "positive test"}, Pending: {"核酸检测", "test"},
}
