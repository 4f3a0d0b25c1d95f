package watch

import (
	"cmp"

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
