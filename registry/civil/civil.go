// Package civil knows dates as they stand on paper: a year, a month and a day,
// with no clock and no time zone. Instants (when an event was recorded) are
// time.Time in UTC and are no business of this package.
//
// The zero Date is "none": a document that carries no birth date, a pass with
// no term.
//
//	birth, _ := civil.Parse("2014-04-01")
//	birth.AgeOn(civil.New(2020, 3, 10)) // 5
package civil

import (
	"errors"
	"fmt"
	"time"
)

// Date is one day of the Gregorian calendar. Comparable with ==.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// ErrNoDay reports digits that name no day of the calendar, such as 30 February.
var ErrNoDay = errors.New("civil: no such day")

// New returns the day, or the zero Date when the calendar has no such day.
func New(year, month, day int) Date {
	d, err := Of(year, month, day)
	if err != nil {
		return Date{}
	}
	return d
}

// Of returns the day, or ErrNoDay.
func Of(year, month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, ErrNoDay
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// Parse reads "2006-01-02". The empty string is the zero Date.
func Parse(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("%w: want YYYY-MM-DD", ErrNoDay)
	}
	return digits(s[0:4] + s[5:7] + s[8:10])
}

// ParseCompact reads "20060102", as identity documents write it.
func ParseCompact(s string) (Date, error) {
	if len(s) != 8 {
		return Date{}, fmt.Errorf("%w: want YYYYMMDD", ErrNoDay)
	}
	return digits(s)
}

func digits(s string) (Date, error) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Date{}, fmt.Errorf("%w: not a digit", ErrNoDay)
		}
		n = n*10 + int(s[i]-'0')
	}
	return Of(n/10000, n/100%100, n%100)
}

// On returns the day on which the instant falls in the zone.
func On(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return New(y, int(m), d)
}

func (d Date) Year() int    { return int(d.year) }
func (d Date) Month() int   { return int(d.month) }
func (d Date) Day() int     { return int(d.day) }
func (d Date) IsZero() bool { return d == Date{} }

// String is "2006-01-02", or "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Compact is "20060102", or "" for none.
func (d Date) Compact() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d%02d%02d", d.year, d.month, d.day)
}

// Days is the count of days since 1970-01-01; negative before it.
func (d Date) Days() int { return int(d.midnight().Unix() / 86400) }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date {
	t := d.midnight().AddDate(0, 0, n)
	return New(t.Year(), int(t.Month()), t.Day())
}

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.ordinal() < o.ordinal() }

// After reports whether d is a later day than o.
func (d Date) After(o Date) bool { return d.ordinal() > o.ordinal() }

// DaysUntil counts the days from d to o: 1 from today to tomorrow.
func (d Date) DaysUntil(o Date) int { return o.Days() - d.Days() }

// AgeOn is the age in completed years on the day; negative before the birth.
func (d Date) AgeOn(day Date) int {
	age := int(day.year) - int(d.year)
	if day.month < d.month || (day.month == d.month && day.day < d.day) {
		age--
	}
	return age
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty is none.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := Parse(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

func (d Date) ordinal() int { return int(d.year)*512 + int(d.month)*32 + int(d.day) }

func (d Date) midnight() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
