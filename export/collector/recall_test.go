package collector

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/watch"
)

// listed is an entry of the daily analysis about the person.
func listed(a registry.Application, name string) watch.Entry {
	return watch.Entry{Kind: "RIC18", Number: a.Document.Number, Name: name, Why: watch.CloseContact, Listed: civil.New(2020, 2, 28), Source: "样例疾控"}
}

func TestADailyListBecomesTasks(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	here, later, stranger := person(0), person(1), person(2)
	number := d.issue(here)
	d.sendAll()
	c.weigh()
	day := civil.New(2020, 3, 1)
	for _, try := range []struct {
		e    watch.Entry
		want string
	}{
		{listed(here, here.Name), "match"}, {listed(here, here.Name), "match"}, {listed(here, "王样例"), "conflict"},
		{listed(later, later.Name), "none"}, {listed(stranger, stranger.Name), "none"},
		{watch.Entry{Mask: "330212********9315", Name: "样例", Why: watch.Symptoms, Listed: day, Source: "样例疾控"}, "ask"},
	} {
		l, err := c.List(t.Context(), "ningbo", try.e, day)
		c.must(err)
		if l.Result != try.want || l.Reason.ZH == "" || l.Reason.EN == "" {
			t.Errorf("%s: %+v, want %s", try.e, l, try.want)
		}
	}
	tasks := func(want ...string) {
		t.Helper()
		all, err := c.Tasks(t.Context(), "ningbo", nil, false)
		c.must(err)
		var got []string
		for _, task := range all {
			got = append(got, task.Kind+" "+task.Number+" "+task.Body.Reason)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("open tasks %q, want %q", got, want)
		}
	}
	tasks("recall " + number + " close_contact")
	second := d.issue(later) // listed before the number was given
	d.sendAll()
	c.weigh()
	tasks("recall "+number+" close_contact", "recall "+second+" close_contact")
	d.add(registry.RecallOrdered, number, registry.ReasonBody{Copy: 1, Reason: "close_contact"}, nil)
	d.sendAll()
	c.weigh()
	tasks("recall " + second + " close_contact")
	if n := count(c, "reads"); n == 0 {
		t.Error("records were opened, and nothing says so")
	}
	all, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	cannot := registry.TaskBody{ID: all[0].Name(), Task: registry.TaskRecall, Outcome: registry.OutcomeCannot}
	d.add(registry.TaskDone, "", cannot, nil)
	d.sendAll()
	tasks("recall " + second + " close_contact") // it waits for the city's own people
	if err := c.Rule(t.Context(), "ningbo", all[0].Name(), RuledSame, "样例电话"); !errors.Is(err, ErrRefused) {
		t.Errorf("a recall is no pair: %v", err)
	}
	c.must(c.Rule(t.Context(), "ningbo", all[0].Name(), RuledClosed, "样例电话"))
	tasks()
	if err := c.Rule(t.Context(), "ningbo", all[0].Name(), RuledClosed, "样例电话"); !errors.Is(err, ErrRefused) {
		t.Errorf("twice: %v", err)
	}
	if n := count(c, "tasks WHERE ruling IS NOT NULL AND position('样例' IN encode(ruling,'escape'))=0"); n != 1 {
		t.Errorf("%d reasons are kept sealed", n)
	}
}

func TestStatsTellOfEveryStation(t *testing.T) {
	c := busy(t)
	s, err := c.Stats(t.Context())
	c.must(err)
	if len(s.Stations) != 2 || s.Events != 19 || s.Held != 1 || s.Unweighed != 0 || len(s.Forks) != 1 {
		t.Fatalf("%+v", s)
	}
	a, b := s.Stations[0], s.Stations[1]
	if a.Code != 131 || a.Histories != 2 || a.Refused != 1 || a.Through != 14 || a.LagHours == 0 || !strings.HasPrefix(a.Point, "样例社区") {
		t.Errorf("%+v", a)
	}
	if b.Held != 1 || !slices.Equal(b.Gaps, []Gap{{4, 4}}) {
		t.Errorf("%+v", b)
	}
}

func TestATokenIsOneStations(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	token, err := c.NewToken(t.Context(), "ningbo", "12", 131)
	c.must(err)
	a, err := c.Knock(t.Context(), token)
	c.must(err)
	if string(a.Station) != string(d.public()) {
		t.Error("another station's")
	}
	if text := c.state(); strings.Contains(text, token) || count(c, "tokens WHERE encode(hash,'hex')='"+token+"'") != 0 {
		t.Error("the token lies in the open")
	}
	_, err = c.NewToken(t.Context(), "ningbo", "12", 131)
	c.must(err)
	if _, err := c.Knock(t.Context(), token); err == nil {
		t.Error("the old token is good beside the new one")
	}
	if _, err := c.NewToken(t.Context(), "ningbo", "12", 132); err == nil {
		t.Error("a token for a code that nobody has")
	}
}

// TestWhatMayBeOnePersonIsAskedAndSettled: one number under two names, at two desks.
func TestWhatMayBeOnePersonIsAskedAndSettled(t *testing.T) {
	c := newCity(t)
	first, later := c.desk(131), c.desk(132)
	a := person(0)
	b := a
	b.Name = "王" + a.Name
	first.issue(a)
	number := later.issue(b)
	first.sendAll()
	later.sendAll()
	c.weigh()
	asked, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	if len(asked) != 1 || asked[0].Kind != Compare || asked[0].Number != number || asked[0].Body.Warning != "name_mismatch" {
		t.Fatalf("%+v", asked)
	}
	c.must(c.Rule(t.Context(), "ningbo", asked[0].Name(), RuledSame, "样例两证都看过"))
	now, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	if len(now) != 1 || now[0].Kind != Duplicate || now[0].Number != number || now[0].Body.First != first.log[1].Event.Pass {
		t.Errorf("%+v", now)
	}
}

// TestLiftedUnderAnotherName: the number is listed, and somebody else is named.
func TestLiftedUnderAnotherName(t *testing.T) {
	c := newCity(t)
	day := civil.New(2020, 3, 1)
	e := listed(person(0), person(0).Name)
	_, err := c.List(t.Context(), "ningbo", e, day)
	c.must(err)
	other := listed(person(0), "样例另人")
	for _, try := range []struct {
		e    watch.Entry
		want int
	}{{other, OtherName}, {listed(person(1), person(1).Name), 0}, {e, 1}, {other, 0}} {
		got, err := c.Lift(t.Context(), "ningbo", []watch.Entry{try.e}, day)
		c.must(err)
		if got[0] != try.want {
			t.Errorf("%d lifted, want %d", got[0], try.want)
		}
	}
}
