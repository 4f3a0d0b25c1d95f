package scheme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"passdesk/registry/civil"
)

// Dated facts: what is true of a person from a day on. Among the facts an element
// may be a word, or a word with its day:
//
//	"facts": ["fever", ["been_to_key_area", "2020-02-10"], {"fact": "close_contact", "on": "2020-02-12"}]
//
// The day of an exposure is its last day (the last day there, the last contact);
// of a symptom or a case, the day it was found; of an isolation, its first day. The
// day of a fact that is named after 14 days (contact_not_14d, from_highrisk_lt14) is
// the one from which they count: the last contact, the arrival, the discharge (which
// takes "cured" beside it).
//
// What is otherwise a count may be given as days too: last_checkin, checkin_days,
// self_report_days, institution_report_days, cured_on, low_risk_since, card_issued,
// and the start of an isolation. Where a count is given as well, the count wins.

// ErrAhead is a day that lies after the one that is judged.
var ErrAhead = errors.New("scheme: the date lies after the day that is judged")

// DatedFact is a fact word and the day from which it is true.
type DatedFact struct {
	Fact string
	On   civil.Date
}

// UnmarshalJSON reads ["been_to_key_area","2020-02-10"], or an object with the
// names fact and on.
func (d *DatedFact) UnmarshalJSON(b []byte) error {
	var pair []*string
	if err := json.Unmarshal(b, &pair); err == nil && len(pair) == 2 && pair[0] != nil && pair[1] != nil {
		return d.read(*pair[0], *pair[1])
	}
	var named struct{ Fact, On string }
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&named); err != nil {
		return badInput("带日期的事实写成 [\"事实\",\"日期\"]", "a dated fact is [fact, day]")
	}
	return d.read(named.Fact, named.On)
}

func (d *DatedFact) read(word, day string) error {
	if plainWord(word) != falseStatement {
		if _, err := FactByWord(word); err != nil {
			return err
		}
	}
	on, err := civil.Parse(day)
	if err != nil || on.IsZero() {
		return badInput("事实的日期写成 YYYY-MM-DD，且确有此日", "the day of a fact is written YYYY-MM-DD, and is a real day")
	}
	*d = DatedFact{plainWord(word), on}
	return nil
}

// MarshalJSON writes ["been_to_key_area","2020-02-10"].
func (d DatedFact) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]string{d.Fact, d.On.String()})
}

// takeDated moves the dated facts out of a list of facts to the input of their
// own. A list without any stays as it was written.
func takeDated(own map[string]json.RawMessage, name string) ([]DatedFact, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(own[name], &list); err != nil {
		return nil, nil // not a list: whoever reads the field says so
	}
	var dated []DatedFact
	plain := list[:0]
	for _, e := range list {
		if e = bytes.TrimSpace(e); len(e) == 0 || e[0] != '[' && e[0] != '{' {
			plain = append(plain, e)
			continue
		}
		var d DatedFact
		if err := d.UnmarshalJSON(e); err != nil {
			return nil, err
		}
		dated = append(dated, d)
	}
	if len(dated) > 0 {
		own[name], _ = json.Marshal(plain) // raw messages always marshal
	}
	return dated, nil
}

// mostDays bounds the lists of days, ten years of daily reports; mostFacts what
// else is dated.
const (
	mostDays  = 3660
	mostFacts = 366
)

// sorted is the days in order, each once. The caller's list stays as it is.
func sorted(days []civil.Date) []civil.Date {
	list := slices.Clone(days)
	slices.SortFunc(list, func(a, b civil.Date) int { return a.Days() - b.Days() })
	return slices.Compact(list)
}

// ahead is ErrAhead when something is dated after the day.
func (in *Inputs) ahead(day civil.Date) error {
	if day.IsZero() {
		return nil
	}
	if name := in.aheadOf(day); name != "" {
		return fmt.Errorf("%w: %s", ErrAhead, name)
	}
	return nil
}

// aheadOf names an input that is dated after the day, "" for none.
func (in *Inputs) aheadOf(day civil.Date) string {
	counted := in.Isolation == nil || in.Isolation.DaysDone != nil
	if !counted && in.Isolation.Start.After(day) {
		return "isolation.start"
	}
	for _, d := range in.Dated {
		if d.On.After(day) {
			return d.Fact
		}
	}
	for _, t := range in.NAAT {
		if t.Day.After(day) {
			return "naat"
		}
	}
	for _, y := range in.Been {
		if y.Day.After(day) {
			return "been"
		}
	}
	for _, one := range []struct {
		name string
		day  civil.Date
	}{
		{"last_checkin", in.LastCheckin}, {"cured_on", in.CuredOn}, {"low_risk_since", in.LowRiskSince}, {"card_issued", in.CardIssued},
	} {
		if one.day.After(day) {
			return one.name
		}
	}
	for _, many := range []struct {
		name string
		days []civil.Date
	}{
		{"checkin_days", in.Checkins}, {"self_report_days", in.SelfReportDays}, {"institution_report_days", in.InstReportDays},
	} {
		if slices.ContainsFunc(many.days, func(d civil.Date) bool { return d.After(day) }) {
			return many.name
		}
	}
	return ""
}
