package scheme

import "passdesk/registry/civil"

// Daily reports and check-ins as Ningxia's code counts them (004, 赋码转换): 连续
// means in a row, so that one missing day begins the count anew.

// run is what days of reports amount to on a day.
type run struct {
	days   int        // in a row, up to today or yesterday; 0 after a gap
	served civil.Date // the day on which the wanted number was first reached
	broken bool       // a day is missing between two reports, or since the last
}

// inARow counts the reports from a day on, up to and including today. Today's may
// still come, so that a row which ends yesterday goes on.
func inARow(days []civil.Date, from, today civil.Date, want int) run {
	var r run
	var last civil.Date
	for _, d := range days {
		if d.Before(from) || d == last {
			continue
		}
		if d.After(today) {
			break
		}
		switch {
		case last.IsZero() || last.DaysUntil(d) == 1:
			r.days++
		default:
			r.days, r.broken = 1, true
		}
		if last = d; r.days >= want && r.served.IsZero() {
			r.served = d
		}
	}
	switch {
	case !r.served.IsZero():
		r.days, r.broken = max(r.days, want), false
	case !last.IsZero() && last.DaysUntil(today) > 1:
		r.days, r.broken = 0, true
	}
	return r
}

// countReports turns the dated reports into the counts that the rules ask for. The
// institution's count after the cure, and a new red fact begins everything anew;
// the person's own count from the day after the code turned yellow, so that red
// and yellow take 14 and 14 days (NX-20).
func (c *Case) countReports() {
	if c.Day.IsZero() {
		return
	}
	red := c.lastOf("red")
	if c.stated.Cured == Unsaid && c.CuredOn.Before(red) {
		c.Cured = Unsaid // cured of something earlier
	}
	own := red
	if c.Institution == nil && c.begun(c.InstReportDays) {
		c.turned("red_report_days")
		want, from := int(c.scheme.Number("red_report_days")), red
		if c.CuredOn.After(from) {
			from = c.CuredOn
		}
		r := inARow(c.InstReportDays, from, c.Day, want)
		c.held.institution, c.Institution = r.days, &c.held.institution
		if own = r.served.AddDays(1); r.served.IsZero() {
			own = c.Day.AddDays(1) // not yellow yet: no report of one's own counts
		}
	}
	if seen := c.lastCode("code_yellow"); seen.After(own) {
		own = seen
	}
	if c.SelfReports == nil && c.begun(c.SelfReportDays) {
		c.turned("yellow_report_days")
		r := inARow(c.SelfReportDays, own, c.Day, int(c.scheme.Number("yellow_report_days")))
		c.held.self, c.SelfReports = r.days, &c.held.self
		if r.broken && c.SelfGap == Unsaid {
			c.SelfGap = Yes
		}
	}
}

// begun reports that the first of the days has come.
func (c *Case) begun(days []civil.Date) bool { return len(days) > 0 && !days[0].After(c.Day) }

// lastOf is the latest day of the grounds that have the colour here.
func (c *Case) lastOf(colour string) (last civil.Date) {
	for _, f := range c.Grounds {
		if c.scheme.colours[f.Code] == colour && f.on.After(last) {
			last = f.on
		}
	}
	return last
}

// lastCode is the day on which the code was seen with the colour.
func (c *Case) lastCode(code string) (last civil.Date) {
	for _, f := range c.Grounds {
		if f.Code == code {
			last = f.on
		}
	}
	return last
}

// countCheckin tells how long ago the person checked in. A daily report is a
// check-in too. Who checks in holds a code: a green one, unless a worse colour is
// said or follows from the facts.
func (c *Case) countCheckin() {
	if c.Day.IsZero() {
		return
	}
	last := lastUpTo(c.Checkins, c.Day)
	if own := lastUpTo(c.SelfReportDays, c.Day); own.After(last) {
		last = own
	}
	if last.IsZero() {
		return
	}
	if c.holdsCode {
		c.add("code_green")
	}
	if c.CheckinDays == nil || last.After(c.anchor) { // the count wins over the days up to the one it was stated on
		c.held.checkin = last.DaysUntil(c.Day)
		c.CheckinDays = &c.held.checkin
	}
}

// lastUpTo is the last of the days, sorted, that is not after today.
func lastUpTo(days []civil.Date, today civil.Date) (last civil.Date) {
	for _, d := range days {
		if d.After(today) {
			break
		}
		last = d
	}
	return last
}
