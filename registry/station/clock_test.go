package station_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

// at is a moment in Ningbo.
func at(t *testing.T, moment string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04:05", moment, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// lastIssued is the body of the newest issue.
func lastIssued(t *testing.T, s station.Store) (b registry.IssuedBody) {
	t.Helper()
	for e, err := range s.Events(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind != registry.Issued {
			continue
		}
		if err := json.Unmarshal(e.Body, &b); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// inNingxia is somebody who meets the conditions of the card.
func inNingxia(i int) registry.Application {
	a := person(i)
	a.Facts = map[string]json.RawMessage{"low_risk_days": json.RawMessage("15"), "managed": json.RawMessage("true"), "need": json.RawMessage("true")}
	return a
}

// The clock of a station is whatever the laptop says. The number goes on by one
// whatever it says; the day on paper, the end of the term and the counts follow it.
func TestWhateverTheClockSays(t *testing.T) {
	b := newBench(t)
	st, store := b.made(func(u *station.Setup) { u.Scheme, u.Division = "ningxia", "640104" })
	for i, c := range []struct {
		now, day, expires string
		today             int // issued on that day
		close             bool
	}{
		{"2020-02-28 23:59:59", "2020-02-28", "2020-03-12", 1, false}, // the day after is a leap day
		{"2020-02-29 00:00:00", "2020-02-29", "2020-03-13", 1, true},
		{"2020-02-29 23:59:59", "2020-02-29", "2020-03-13", 2, true}, // behind the close, and closed again
		{"2020-03-01 00:00:01", "2020-03-01", "2020-03-14", 1, true},
		{"2020-02-29 12:00:00", "2020-02-29", "2020-03-13", 3, true}, // set back over two closes
		{"2020-03-01 07:00:00", "2020-03-01", "2020-03-14", 2, false},
		{"2020-12-31 23:59:59", "2020-12-31", "2021-01-13", 1, true},
		{"2021-01-01 00:00:00", "2021-01-01", "2021-01-14", 1, true}, // a new year
		{"2031-01-01 12:00:00", "2031-01-01", "2031-01-14", 1, true}, // a leap forward
		{"2020-03-02 09:00:00", "2020-03-02", "2020-03-15", 1, true}, // and back
		{"1970-01-02 00:00:00", "1970-01-02", "1970-01-15", 1, true}, // the first day that a pass can bear
	} {
		b.now = at(t, c.now)
		v, err := st.Issue(ctx, inNingxia(i), false)
		b.must(err)
		if v.Outcome != "ISSUE" || v.Number.Serial() != i+1 || v.Number.Epoch() != 1 {
			t.Fatalf("%s: %s %s %s", c.now, v.Outcome, v.Number.Grouped(), v.Reason.EN)
		}
		p, err := st.Papers(ctx, []registry.Number{v.Number})
		b.must(err)
		if body := lastIssued(t, store); body.Day.String() != c.day || body.Expires.String() != c.expires || p[0].Issued != body.Day || p[0].Expires != body.Expires {
			t.Errorf("%s: the event says %s to %s, the paper %s to %s; want %s to %s", c.now, body.Day, body.Expires, p[0].Issued, p[0].Expires, c.day, c.expires)
		}
		today, err := st.Today(ctx)
		b.must(err)
		if today.Issued != c.today || today.Day.String() != c.day {
			t.Errorf("%s: %d issued on %s, want %d", c.now, today.Issued, today.Day, c.today)
		}
		if c.close {
			closed, err := st.CloseDay(ctx)
			b.must(err)
			if closed.Issued != c.today || closed.Day.String() != c.day {
				t.Errorf("%s: the close counts %d of %s, want %d", c.now, closed.Issued, closed.Day, c.today)
			}
		}
		b.sound(st)
	}
	b.must(st.Close())
	storetest.Sound(t, storetest.FromImage(store.Image()))
}

// A day that no pass can bear is told before a number is spent.
func TestAClockWithoutABattery(t *testing.T) {
	b := newBench(t)
	st, _ := b.made(func(*station.Setup) {})
	for _, moment := range []string{"1970-01-01 08:00:00", "1969-12-31 23:59:59", "1950-01-01 00:00:00"} {
		b.now = at(t, moment)
		before := st.Head()
		v, err := st.Issue(ctx, person(1), true)
		var told interface{ Sentences() (zh, en string) }
		if !errors.As(err, &told) || !errors.Is(err, station.ErrInvalid) || st.Head() != before {
			t.Fatalf("%s: %s, %v", moment, v.Number.Grouped(), err)
		}
		if zh, en := told.Sentences(); !strings.Contains(zh, moment[:10]) || !strings.Contains(en, moment[:10]) {
			t.Errorf("%s: %s %s", moment, zh, en)
		}
	}
	b.now = at(t, "2020-03-10 09:00:00")
	if v, err := st.Issue(ctx, person(1), true); err != nil || v.Number.Serial() != 1 {
		t.Errorf("then %s, %v", v.Number.Grouped(), err)
	}
}
