package watch

import (
	"cmp"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// What is wrong beside the person is no reason to let somebody pass: the row is read
// again without it.

// WithoutDays is a row without those of its days that cannot be, and what is to be said of
// that; with no day of its own it is listed as of the day on which it is loaded.
func (r Row) WithoutDays(day civil.Date) (Row, scheme.Text) {
	var said scheme.Text
	for _, d := range []struct {
		typed  *string
		zh, en string
	}{{&r.On, "接触日期", "the day of contact"}, {&r.Listed, "列入日期", "the day of listing"}, {&r.Until, "截止日期", "the last day"}} {
		alone := Row{}
		switch d.typed {
		case &r.On:
			alone.On = r.On
		case &r.Listed:
			alone.Listed = r.Listed
		default:
			alone.Until, alone.Listed = r.Until, r.Listed // it ends behind its beginning
		}
		var e Entry
		f := readDays(&e, alone, day)
		if f == nil {
			continue
		}
		*d.typed = ""
		zh, en := d.zh+"没有用（"+f.Why.ZH+"）", d.en+" was not used ("+f.Why.EN+")"
		if d.typed == &r.Listed {
			zh, en = zh+"，从今天起列入", en+": listed as of today"
		}
		if !said.IsZero() {
			zh, en = said.ZH+"；"+zh, said.EN+"; "+en
		}
		said = scheme.Text{ZH: zh, EN: en}
	}
	return r, said
}

// WithoutOldDays is a row without a day of listing or of contact that lies more than a year
// back, as one does that was mistyped (1926 for 2026), and what is to be said of that.
func (r Row) WithoutOldDays(day civil.Date) (Row, scheme.Text) {
	var said scheme.Text
	for _, d := range []struct {
		typed  *string
		zh, en string
	}{{&r.On, "接触日期", "the day of contact"}, {&r.Listed, "列入日期", "the day of listing"}} {
		if one, ok := dayIn(*d.typed, day, false); !ok || one.IsZero() || one.DaysUntil(day) < yearOfDays {
			continue
		}
		*d.typed = ""
		zh, en := d.zh+"早于一年以前，没有用，请核对", d.en+" lies more than a year back and was not used: look again"
		if d.typed == &r.Listed {
			zh, en = zh+"；从今天起列入", en+"; listed as of today"
		}
		if !said.IsZero() {
			zh, en = said.ZH+"；"+zh, said.EN+"; "+en
		}
		said = scheme.Text{ZH: zh, EN: en}
	}
	return r, said
}

// AsOther is a row whose reason no rule knows, listed as other; the note keeps the
// words that it gave.
func (r Row) AsOther() Row {
	r.Note = cmp.Or(r.Colour, r.Why)
	r.Why, r.Colour = Other, ""
	return r
}

// KnownTo reports whether the scheme's rules can be asked about what an entry says: a
// word that only another scheme has would stop every check of that person.
func (e Entry) KnownTo(s scheme.Scheme) bool {
	_, err := s.Evaluate(s.DeskWord, e.States(scheme.Inputs{}, e.Listed), e.Listed)
	return err == nil
}

// Released is why a row is only asked about: in its own words the person is not
// meant, or not any more.
func (r Row) Released(day civil.Date) *Fault {
	if Denies(r.Why) || Denies(r.Colour) {
		return &Fault{Alone: true, Why: scheme.Text{ZH: "原因一格写的是解除、排除或“不是”，没有列入，也没有收回，请人看过再办", EN: "the reason says released, excluded or not: nobody was listed or recalled by this row; look at it"}}
	}
	until, err := civil.Parse(Day(r.Until))
	listed, bad := civil.Parse(Day(r.Listed))
	if err == nil && !until.IsZero() && until.Before(day) && (bad != nil || listed.IsZero() || listed.After(until)) {
		return &Fault{Alone: true, Why: scheme.Text{ZH: "截止或解除日期已过，没有列入，也没有收回，请人看过再办", EN: "its last day has gone by: nobody was listed or recalled by this row; look at it"}}
	}
	return nil
}
