package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

type rulesColourCmd struct{}

// Help stands under --help.
func (c *rulesColourCmd) Help() string {
	return `每行一个案例：{"id","scheme","inputs":{…},"from","to"} 或 "day" → {"id","days":[{"from","to","outcome","colour","reason","why","cite"}],"next":{"day","outcome","colour","reason"}}。days 是判断相同的各段日子，why 是为什么变了；next 是最后一天之后，仅因时间会在哪天变、为什么。理由中的天数是这一段第一天的。
事实可以带日期：["been_to_key_area","2020-02-10"]，从这天起才算；另有 last_checkin、checkin_days、self_report_days、institution_report_days、cured_on、low_risk_since、card_issued、isolation.start。同时写了天数的，以天数为准；天数是 inputs.today（没有写就是 from）那天的，以后每天加一。

One case a line, as above: days are runs of days with one verdict, why is what changed it; next is when time alone changes it after the last of them. The numbers in a reason are those of its first day. A fact may carry its day and speaks from then on. Where a count is given as well, it wins; it is of inputs.today, else of from, and grows by one a day.`
}

type colourCase struct {
	eligibilityCase
	Day  string `json:"day"`
	From string `json:"from"`
	To   string `json:"to"`
}

type colourAnswer struct {
	ID      json.RawMessage `json:"id"`
	Outcome string          `json:"outcome,omitempty"` // INVALID
	Reason  scheme.Text     `json:"reason,omitzero"`
	Days    []colourDays    `json:"days"`
	Next    scheme.Change   `json:"next,omitzero"`
}

type colourDays struct {
	From    civil.Date  `json:"from"`
	To      civil.Date  `json:"to"`
	Outcome string      `json:"outcome"`
	Colour  string      `json:"colour"`
	Reason  scheme.Text `json:"reason"`
	Why     scheme.Text `json:"why,omitzero"`
	Cite    string      `json:"cite"`
}

// Run tells each case's colour over its days; a line that cannot be judged is
// INVALID and says why.
func (c *rulesColourCmd) Run(a *app) error {
	t := tally{}
	err := a.eachJSON(func(_ int, line []byte) error {
		answer := decideColour(line)
		t.countOutcome(answer.Outcome)
		return a.printJSON(answer)
	})
	if err != nil {
		return err
	}
	return t.result()
}

func decideColour(line []byte) colourAnswer {
	var c colourCase
	if err := json.Unmarshal(line, &c); err != nil {
		return colourAnswer{Outcome: "INVALID", Reason: notACase("id, scheme, inputs, from, to"), Days: []colourDays{}}
	}
	answer := colourAnswer{ID: c.ID, Days: []colourDays{}}
	in, reason := readCase(line, c.Inputs)
	if reason.IsZero() {
		reason = answer.fill(c, in)
	}
	if !reason.IsZero() {
		answer.Outcome, answer.Reason, answer.Days, answer.Next = "INVALID", reason, []colourDays{}, scheme.Change{}
	}
	return answer
}

// fill asks the rules; the text says what is wrong.
func (a *colourAnswer) fill(c colourCase, in scheme.Inputs) scheme.Text {
	from, to, reason := c.days(in)
	if !reason.IsZero() {
		return reason
	}
	if in.Today.IsZero() {
		in.Today = from // the day on which a count was stated
	}
	spans, err := scheme.Course(c.Scheme, in, from, to)
	if err == nil {
		a.Next, err = scheme.Next(c.Scheme, in, to)
	}
	if err != nil {
		return undecided(err)
	}
	for _, s := range spans {
		v := s.Verdict
		a.Days = append(a.Days, colourDays{s.From, s.To, v.Outcome, v.Colour, v.Reason, s.Why, v.Cite})
	}
	return scheme.Text{}
}

// days are those that a case asks about: from and to, or one day, or the inputs'
// own today.
func (c colourCase) days(in scheme.Inputs) (from, to civil.Date, bad scheme.Text) {
	var given [3]civil.Date
	for i, text := range []string{c.Day, c.From, c.To} {
		d, err := civil.Parse(text)
		if err != nil {
			return from, to, scheme.Text{ZH: "日期写成 2020-02-29 这样，并且日历上要有", EN: "a day is written as 2020-02-29, and stands in the calendar"}
		}
		given[i] = d
	}
	day, from, to := given[0], given[1], given[2]
	switch {
	case from.IsZero() && to.IsZero():
		if day.IsZero() {
			day = dayOf(in)
		}
		return day, day, bad
	case !day.IsZero() || from.IsZero() || to.IsZero():
		bad = scheme.Text{ZH: "请写 from 和 to 两个日期，或只写 day", EN: "give from and to, or day alone"}
	case to.Before(from) || from.DaysUntil(to) >= scheme.MostCourse:
		bad = scheme.Text{
			ZH: fmt.Sprintf("to 应在 from 当天或之后，最多 %d 天", scheme.MostCourse),
			EN: fmt.Sprintf("to is the day of from or a later one, %d days at most", scheme.MostCourse),
		}
	}
	return from, to, bad
}

// dayOf is the day on which a case is judged.
func dayOf(in scheme.Inputs) civil.Date {
	if in.Today.IsZero() {
		return rulesDay
	}
	return in.Today
}

// readCase reads a case's inputs; the text says what is wrong with them.
func readCase(line []byte, raw json.RawMessage) (scheme.Inputs, scheme.Text) {
	if reason := saidTwice(line); !reason.IsZero() {
		return scheme.Inputs{}, reason
	}
	in, err := scheme.ParseInputs(raw)
	if err != nil {
		return in, unjudged(err)
	}
	return in, scheme.Text{}
}

// saidTwice says which name stands twice in one object of a line: JSON's readers
// would take the last one in silence.
func saidTwice(line []byte) (reason scheme.Text) {
	if name, twice := registry.NamedTwice(line); twice {
		reason = scheme.Text{ZH: "字段 " + name + " 写了两次，只能写一次", EN: "field " + name + " is given twice: say it once"}
	}
	return reason
}

// unjudged says what is wrong with a case's inputs, or with its scheme.
func unjudged(err error) scheme.Text {
	told := scheme.Told(err)
	return scheme.Text{ZH: "这个案例无法判断：" + told.ZH, EN: "this case cannot be judged: " + told.EN}
}

// undecided says why the rules could not be asked.
func undecided(err error) scheme.Text {
	if errors.Is(err, scheme.ErrAhead) {
		_, field, _ := strings.Cut(err.Error(), scheme.ErrAhead.Error()+": ")
		return scheme.Text{ZH: "日期在所判断的那天之后，请核对：" + field, EN: "a date lies after the day that is judged, look again: " + field}
	}
	return unjudged(err)
}
