package watch

import (
	"cmp"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// What is wrong beside the person is no reason to let somebody pass: the row is read
// again without it.

// WithoutDays is a row whose days cannot be, listed as of the day on which it is
// loaded, and what is to be said of that.
func (r Row) WithoutDays(f *Fault) (Row, scheme.Text) {
	r.On, r.Listed, r.Until = "", "", ""
	return r, scheme.Text{ZH: "日期没有用（" + f.Why.ZH + "），从今天起列入", EN: "the dates were not used (" + f.Why.EN + "): listed as of today"}
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
