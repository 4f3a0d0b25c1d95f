package scheme_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// The course against the rules asked one day at a time, over random cases of all
// schemes: what a desk would have been told on a day, had the person stood there
// with what was known on it.

var courseWords = []string{"ningbo", "ningbo_gate", "ningbo_recall", "ningxia", "ningxia_gate", "ningxia_card", "lishui", "lishui_gate", "lishui_pass"}

// dice makes random cases.
type dice struct {
	*rand.Rand
	anchor civil.Date
}

func (d dice) one(of ...string) string { return of[d.IntN(len(of))] }

// day is a day near the anchor, mostly before it.
func (d dice) day() civil.Date { return d.anchor.AddDays(d.IntN(60) - 45) }

func (d dice) count(most int) *int {
	n := d.IntN(most)
	return &n
}

func (d dice) answer() scheme.Answer {
	return []scheme.Answer{scheme.Unsaid, scheme.Yes, scheme.No}[d.IntN(3)]
}

func (d dice) fact() string {
	return d.one("confirmed", "suspected", "fever_case", "close_contact", "in_isolation_home_red", "in_isolation_yellow", "isolation_not_contact",
		"been_to_key_area", "from_specific_area", "fever", "respiratory", "same_stairwell", "cross_province", "higher_risk_county", "case_not_14d",
		"contact_lt14", "from_highrisk_lt14", "contact_with_highrisk_lt14", "not_low_risk_14d", "asymptomatic", "false_statement")
}

// row is days in a row from a day on, now and then with a gap.
func (d dice) row() []civil.Date {
	var days []civil.Date
	for at, n := d.day(), d.IntN(40); n > 0; n-- {
		if d.IntN(25) > 0 {
			days = append(days, at)
		}
		at = at.AddDays(1)
	}
	return days
}

func (d dice) inputs() scheme.Inputs {
	var in scheme.Inputs
	some := func(n int) bool { return d.IntN(n) == 0 }
	for range d.IntN(2) {
		in.Facts = append(in.Facts, d.fact())
	}
	for range d.IntN(3) {
		in.Dated = append(in.Dated, scheme.DatedFact{Fact: d.fact(), On: d.day()})
	}
	for range d.IntN(3) {
		if some(2) {
			in.Dated = append(in.Dated, scheme.DatedFact{Fact: d.one("code_red", "code_yellow", "code_grey", "code_green"), On: d.day()})
		}
	}
	if some(4) {
		in.Colour = scheme.Word(d.one("red", "yellow", "grey", "green"))
	}
	for range d.IntN(4) {
		in.NAAT = append(in.NAAT, scheme.Test{Day: d.day(), Result: scheme.Result(d.one("neg", "neg", "neg", "pos", "unknown"))})
	}
	if some(2) {
		in.Isolation = &scheme.Isolation{ReleasePaper: d.answer(), Rechecked: d.answer()}
		if some(3) {
			in.Isolation.Symptoms = d.answer()
		}
		if !some(5) {
			in.Isolation.Start = d.day()
		}
		if some(3) {
			in.Isolation.DaysDone = d.count(16)
		}
	}
	if some(3) {
		in.HealthOK = d.answer()
	}
	d.code(&in)
	if some(4) {
		in.Birth = civil.New(d.anchor.Year()-16, d.anchor.Month(), 1).AddDays(d.IntN(60))
		in.Doc, in.ParentID, in.ParentRelation = scheme.NoDocument(), scheme.Shown("RIC18"), "mother"
	}
	for range d.IntN(2) {
		in.Been = append(in.Been, scheme.Stay{Division: d.one("420100", "330300", "110000"), Day: d.day(), From: some(2)})
	}
	return in
}

// code adds what Ningxia's code and card and the gates ask for.
func (d dice) code(in *scheme.Inputs) {
	some := func(n int) bool { return d.IntN(n) == 0 }
	if some(2) {
		in.Checkins = d.row()
	}
	if some(3) {
		in.LastCheckin = d.day()
	}
	if some(4) {
		in.CheckinDays = d.count(6)
	}
	if some(2) {
		in.CuredOn, in.InstReportDays, in.SelfReportDays = d.day(), d.row(), d.row()
	}
	if some(5) {
		in.Cured = d.answer()
	}
	if some(6) {
		in.SelfReports, in.Institution = d.count(16), d.count(16)
	}
	if some(3) {
		in.LowRiskSince = d.day()
	}
	if some(3) {
		in.LowRiskDays = d.count(16)
	}
	in.Managed, in.Need, in.Declared = scheme.Yes, scheme.Yes, d.answer()
	if some(2) {
		in.Card, in.CardIssued = "valid", d.day()
	}
	if some(5) {
		in.CardDays = d.count(16)
	}
	if some(5) {
		in.IsolatedDays = d.count(20)
	}
	if temp := 36.5; some(2) {
		in.Temp, in.Pass, in.IDShown, in.Paper, in.IDChecked = &temp, "active", scheme.Yes, "estate_pass", scheme.Yes
	}
}

// typed is what a desk would have typed on a day: what is dated later is not
// known, and a count that was stated on the anchor's day is one more each day.
func typed(in scheme.Inputs, anchor, day civil.Date) scheme.Inputs {
	out := copied(in)
	later := func(d civil.Date) bool { return d.After(day) }
	out.Dated = slices.DeleteFunc(out.Dated, func(f scheme.DatedFact) bool { return later(f.On) })
	out.NAAT = slices.DeleteFunc(out.NAAT, func(n scheme.Test) bool { return later(n.Day) })
	out.Been = slices.DeleteFunc(out.Been, func(s scheme.Stay) bool { return later(s.Day) })
	for _, list := range []*[]civil.Date{&out.Checkins, &out.SelfReportDays, &out.InstReportDays} {
		*list = slices.DeleteFunc(*list, later)
	}
	for _, d := range []*civil.Date{&out.LastCheckin, &out.CuredOn, &out.LowRiskSince} {
		if later(*d) {
			*d = civil.Date{}
		}
	}
	if later(out.CardIssued) {
		out.CardIssued, out.Card = civil.Date{}, ""
	}
	if i := out.Isolation; i != nil && i.DaysDone == nil && later(i.Start) {
		out.Isolation = nil
	}
	stateOn(&out, in, anchor, day)
	return out
}

// copied shares nothing with the case that the course was given.
func copied(in scheme.Inputs) scheme.Inputs {
	in.Dated, in.NAAT, in.Been = slices.Clone(in.Dated), slices.Clone(in.NAAT), slices.Clone(in.Been)
	in.Checkins, in.SelfReportDays, in.InstReportDays = slices.Clone(in.Checkins), slices.Clone(in.SelfReportDays), slices.Clone(in.InstReportDays)
	number := func(n *int) *int {
		if n == nil {
			return nil
		}
		m := *n
		return &m
	}
	if in.Isolation != nil {
		i := *in.Isolation
		i.DaysDone = number(i.DaysDone)
		in.Isolation = &i
	}
	in.CheckinDays, in.LowRiskDays, in.IsolatedDays, in.CardDays = number(in.CheckinDays), number(in.LowRiskDays), number(in.IsolatedDays), number(in.CardDays)
	return in
}

// stateOn moves what was stated on the anchor's day to another.
func stateOn(out *scheme.Inputs, in scheme.Inputs, anchor, day civil.Date) {
	n := anchor.DaysUntil(day)
	if i := out.Isolation; i != nil && i.DaysDone != nil {
		if *i.DaysDone += n; *i.DaysDone < 0 {
			out.Isolation = nil
		}
	}
	for _, count := range []**int{&out.CheckinDays, &out.LowRiskDays, &out.IsolatedDays, &out.CardDays} {
		if *count == nil {
			continue
		}
		if **count += n; **count < 0 {
			*count = nil
		}
	}
	if in.CardDays != nil && out.CardDays == nil {
		out.Card = ""
	}
	if out.LowRiskDays == nil && in.LowRiskDays != nil && !out.LowRiskSince.IsZero() {
		days := out.LowRiskSince.DaysUntil(day)
		out.LowRiskDays = &days
	}
	checkedIn := false // after the statement
	filled := false    // after the statement and before the day
	for _, d := range append(slices.Concat(out.Checkins, out.SelfReportDays), out.LastCheckin) {
		checkedIn = checkedIn || d.After(anchor)
		filled = filled || !d.IsZero() && !d.Before(anchor) && d.Before(day)
	}
	if checkedIn {
		out.CheckinDays = nil
	}
	seenLater := slices.ContainsFunc(out.Dated, func(f scheme.DatedFact) bool {
		return f.On.After(anchor) && slices.Contains([]string{"code_red", "code_yellow", "code_grey", "code_green"}, f.Fact)
	})
	if seenLater || filled && out.Colour == "grey" {
		out.Colour = ""
	}
}

// TestCourseIsTheRulesDayByDay: on each day the course says what Evaluate says,
// its spans cover every day once, and Next is the first change in them.
func TestCourseIsTheRulesDayByDay(t *testing.T) {
	cases, changes := 1500, 0
	if testing.Short() {
		cases = 300
	}
	for seed := range uint64(cases) {
		d := dice{rand.New(rand.NewPCG(seed, 3)), civil.New(2020, 3, 10)}
		if seed%3 == 0 {
			d.anchor = civil.New(2020, 1, 5)
		}
		word := courseWords[seed%uint64(len(courseWords))]
		in := d.inputs()
		in.Today = d.anchor
		s := schemeOf(t, word, d)
		from := d.anchor.AddDays(-20)
		to := d.anchor.AddDays(30)
		spans, err := s.Course(word, in, from, to)
		if err != nil {
			t.Fatalf("seed %d %s: %v", seed, word, err)
		}
		if !agrees(t, s, word, in, spans, from, to) {
			raw, _ := json.Marshal(in)
			t.Fatalf("seed %d: %s %s", seed, word, raw)
		}
		changes += len(spans) - 1
	}
	if changes < cases/2 {
		t.Errorf("only %d changes in %d cases: the cases are too tame", changes, cases)
	}
}

// schemeOf is the scheme of a rule word, now and then with other settings.
func schemeOf(t *testing.T, word string, d dice) scheme.Scheme {
	t.Helper()
	for _, s := range scheme.All() {
		if _, err := s.Evaluate(word, scheme.Inputs{}, d.anchor); err != nil {
			continue
		}
		for _, n := range s.Settings {
			if changed, err := s.With(n.Name, float64(d.IntN(20))); err == nil && !n.Ends.IsZero() && d.IntN(4) == 0 {
				s = changed
			}
		}
		return s.WithAreas([]scheme.Area{
			{Kind: scheme.AreaKinds[d.IntN(3)], Division: d.one("420000", "330300"), From: d.day(), Source: "样例名单"},
			{Kind: scheme.AreaKinds[d.IntN(3)], Division: "110000", From: d.anchor.AddDays(-30), Until: d.anchor.AddDays(d.IntN(30) - 25), Source: "样例名单"},
		}[:d.IntN(3)])
	}
	t.Fatalf("no scheme has the rules %s", word)
	return scheme.Scheme{}
}

func agrees(t *testing.T, s scheme.Scheme, word string, in scheme.Inputs, spans []scheme.Span, from, to civil.Date) bool {
	t.Helper()
	at := 0
	for day := from; !day.After(to); day = day.AddDays(1) {
		if day.After(spans[at].To) {
			at++
			if at == len(spans) || spans[at].From != day || spans[at].To.Before(day) || spans[at].Why.ZH == "" || spans[at].Why.EN == "" {
				t.Errorf("the spans leave out %s, or say not why", day)
				return false
			}
		}
		now := typed(in, in.Today, day)
		now.Today = civil.Date{}
		want, err := s.Evaluate(word, now, day)
		if err != nil {
			t.Errorf("%s: %v", day, err)
			return false
		}
		if got := spans[at].Verdict; got.Rule != want.Rule || got.Ground != want.Ground || got.Outcome != want.Outcome || got.Colour != want.Colour || got.Cite != want.Cite ||
			spans[at].From == day && got.Reason != want.Reason {
			t.Errorf("%s: the course says %s by %s (%s, %s), the rules %s by %s (%s, %s)", day, got.Outcome, got.Rule, got.Ground, got.Reason.ZH, want.Outcome, want.Rule, want.Ground, want.Reason.ZH)
			return false
		}
	}
	return at == len(spans)-1 && spans[0].From == from && spans[at].To == to && nextAgrees(t, s, word, in, spans)
}

// nextAgrees: from the first day on, Next is the first span with another outcome or
// colour, or one that says that a paper helps now.
func nextAgrees(t *testing.T, s scheme.Scheme, word string, in scheme.Inputs, spans []scheme.Span) bool {
	t.Helper()
	first := spans[0]
	next, err := s.Next(word, in, first.From)
	if err != nil {
		t.Error(err)
		return false
	}
	for _, span := range spans[1:] {
		other := span.Verdict.Outcome != first.Verdict.Outcome || span.Verdict.Colour != first.Verdict.Colour
		switch {
		case next.Day == span.From:
			same := next.Outcome == span.Verdict.Outcome && next.Colour == span.Verdict.Colour && next.Reason == span.Why
			if !same {
				t.Errorf("next on %s is %+v, the course says %s %s %+v", next.Day, next, span.Verdict.Outcome, span.Verdict.Colour, span.Why)
			}
			return same
		case other:
			t.Errorf("next is on %q, the course changes on %s", next.Day, span.From)
			return false
		}
	}
	last := spans[len(spans)-1].To
	if !next.IsZero() && !next.Day.After(last) {
		t.Errorf("next is on %s, where the course changes nothing", next.Day)
		return false
	}
	return true
}
