package collector

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
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
	d.add(registry.TaskDone, "", cannot, []byte(`{"note":"样例人已搬走"}`))
	d.sendAll()
	tasks("recall " + second + " close_contact") // it waits for the city's own people
	if err := c.Rule(t.Context(), "ningbo", all[0].Name(), RuledSame, "样例电话"); !errors.Is(err, ErrRefused) {
		t.Errorf("a recall is no pair: %v", err)
	}
	c.must(c.Rule(t.Context(), "ningbo", all[0].Name(), RuledClosed, "样例电话"))
	tasks()
	if s, err := c.ShowTask(t.Context(), "ningbo", all[0].Name()); err != nil || s.Desk != "样例人已搬走" || s.City != "样例电话" || s.Number != second {
		t.Errorf("the task shows %+v, %v", s, err)
	}
	if n := count(c, "reads WHERE why='task'"); n != 1 {
		t.Errorf("a task was shown, and %d lines say so", n)
	}
	if _, err := c.ShowTask(t.Context(), "ningbo", "t-00"); !errors.Is(err, ErrNoTask) {
		t.Errorf("no such task: %v", err)
	}
	if err := c.Rule(t.Context(), "ningbo", all[0].Name(), RuledClosed, "样例电话"); !errors.Is(err, ErrRefused) {
		t.Errorf("twice: %v", err)
	}
	if n := count(c, "tasks WHERE ruling IS NOT NULL AND position('样例' IN encode(ruling,'escape'))=0"); n != 1 {
		t.Errorf("%d reasons are kept sealed", n)
	}
}

func TestStatsTellOfEveryStation(t *testing.T) {
	c := busy(t)
	c.desk(140) // licensed, and never heard of
	c.must(c.Revoke(t.Context(), "ningbo", "12", 132, 1, 1))
	s, err := c.Stats(t.Context())
	c.must(err)
	if len(s.Stations) != 3 || s.Events != 19 || s.Held != 1 || s.Unweighed != 0 || len(s.Forks) != 1 {
		t.Fatalf("%+v", s)
	}
	a, b := s.Stations[0], s.Stations[1]
	if a.Code != 131 || a.Histories != 2 || a.Refused != 1 || a.Through != 14 || a.LagHours == 0 || !strings.HasPrefix(a.Point, "样例社区") {
		t.Errorf("%+v", a)
	}
	if b.Held != 1 || !slices.Equal(b.Gaps, []Gap{{4, 4}}) || !b.Revoked || a.Revoked {
		t.Errorf("%+v", b)
	}
	if silent := s.Stations[2]; silent.Code != 140 || !silent.Heard.IsZero() || silent.Revoked || a.Heard.IsZero() {
		t.Errorf("%+v", silent)
	}
}

func TestATokenIsOneStations(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	token := ""
	keep := func(drawn string) error { token = drawn; return nil }
	c.must(c.NewToken(t.Context(), "ningbo", "12", 131, keep))
	a, err := c.Knock(t.Context(), token)
	c.must(err)
	if string(a.Station) != string(d.public()) {
		t.Error("another station's")
	}
	if text := c.state(); strings.Contains(text, token) || count(c, "tokens WHERE encode(hash,'hex')='"+token+"'") != 0 {
		t.Error("the token lies in the open")
	}
	full := errors.New("the disk is full")
	if err := c.NewToken(t.Context(), "ningbo", "12", 131, func(string) error { return full }); !errors.Is(err, full) {
		t.Errorf("a token that nobody has: %v", err)
	}
	_, err = c.Knock(t.Context(), token)
	c.must(err) // it stays good
	before := token
	c.must(c.NewToken(t.Context(), "ningbo", "12", 131, keep))
	if _, err := c.Knock(t.Context(), before); err == nil {
		t.Error("the old token is good beside the new one")
	}
	if err := c.NewToken(t.Context(), "ningbo", "12", 132, keep); err == nil {
		t.Error("a token for a code that nobody has")
	}
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 0))
	if _, err := c.Knock(t.Context(), token); !errors.Is(err, ErrNotFound) {
		t.Errorf("the token of a revoked key: %v", err)
	}
	_, err = c.License(t.Context(), licence.Grant{Scheme: "ningbo", District: "12", Station: 141, Key: d.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)})
	c.must(err)
	_, err = c.Knock(t.Context(), token)
	c.must(err) // it changed its code, and lost nothing
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

// TestWhomALineMeans: whoever has two passes gives back both; a child under a parent's
// number is told by the name, or by the birth date; what nothing tells is asked.
func TestWhomALineMeans(t *testing.T) {
	c := newCity(t)
	first, later := c.desk(131), c.desk(132)
	parent := person(0)
	child := func(name, birth string) registry.Application {
		return registry.Application{Name: name, Birth: birth, Sex: "F", Declared: true,
			Guardian: &registry.Guardian{Relation: "father", Name: parent.Name, Document: parent.Document}}
	}
	elder, younger := child("样例长女", "2014-04-01"), child("样例次女", "2017-09-09")
	one, two := first.issue(parent), later.issue(parent)
	three, four, five := first.issue(elder), first.issue(younger), later.issue(younger)
	first.sendAll()
	later.sendAll()
	c.weigh()
	day := civil.New(2020, 3, 1)
	under := func(name, born string) watch.Entry {
		e := listed(parent, name)
		e.Birth, _ = civil.Parse(born)
		return e
	}
	own := civil.New(1935, 1, 1).String()
	for _, try := range []struct {
		name string
		e    watch.Entry
		want string
		of   []string
	}{
		{"the parent", under(parent.Name, own), "match", []string{one, two}},
		{"a child by its name", under(elder.Name, own), "match", []string{three}},
		{"a child by its name and birth date", under(younger.Name, younger.Birth), "match", []string{four, five}},
		{"a child by its birth date", under("", younger.Birth), "match", []string{four, five}},
		{"a name and another's birth date", under(elder.Name, younger.Birth), "conflict", nil},
		{"the parent's name and nobody's birth date", under(parent.Name, "1935-01-02"), "match", []string{one, two}},
		{"a number alone", under("", own), "ambiguous", nil},
		{"another's name", under("王样例", own), "conflict", nil},
	} {
		l, err := c.List(t.Context(), "ningbo", try.e, day)
		c.must(err)
		slices.Sort(l.Numbers)
		slices.Sort(try.of)
		if l.Result != try.want || !slices.Equal(l.Numbers, try.of) {
			t.Errorf("%s: %s %v (%s), want %s %v", try.name, l.Result, l.Numbers, l.Reason.EN, try.want, try.of)
		}
	}
	tasks, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	asked := map[string]int{}
	for _, task := range tasks {
		if task.Kind == string(registry.TaskRecall) {
			asked[task.Number]++
		}
	}
	for _, n := range []string{one, two, three, four, five} {
		if asked[n] != 1 {
			t.Errorf("%s is asked for %d times", n, asked[n])
		}
	}
	later.add(registry.RecallOrdered, two, registry.ReasonBody{Copy: 1, Reason: "close_contact"}, nil)
	later.sendAll()
	l, err := c.List(t.Context(), "ningbo", under(parent.Name, own), day)
	c.must(err)
	if l.Result != "match" || !slices.Equal(l.Numbers, []string{one}) {
		t.Errorf("one of the two is recalled already: %+v", l)
	}
}

// TestOneAppealOfAPassAtATime: another that comes while the first is on its way, or waits to
// be decided at the desk, is refused and named the first; the same words are the same task.
func TestOneAppealOfAPassAtATime(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	number := d.issue(person(0))
	d.sendAll()
	n, err := registry.ParseNumber(number)
	c.must(err)
	forward := func(text string) (Forwarded, error) { return c.ForwardAppeal(t.Context(), "ningbo", n, 0, text) }
	first, err := forward("样例：弄错了人")
	c.must(err)
	refused := func(when, names string) {
		t.Helper()
		var r *Refused
		if _, err := forward("样例：又有人来说"); !errors.As(err, &r) || !strings.Contains(r.Why.ZH, names) || !strings.Contains(r.Why.EN, names) || strings.Contains(r.Why.ZH+r.Why.EN, "%!") {
			t.Errorf("%s: %v, want it to name %s", when, err, names)
		}
		if again, err := forward("样例：弄错了人"); err != nil || again != first {
			t.Errorf("%s, the same again: %+v %v", when, again, err)
		}
		if n := count(c, "tasks WHERE kind='appeal'"); n != 1 {
			t.Errorf("%s: %d tasks", when, n)
		}
	}
	refused("on its way", first.Task)
	d.add(registry.TaskDone, number, registry.TaskBody{ID: first.Task, Task: registry.TaskAppeal, Number: number, Outcome: registry.OutcomeDone}, nil)
	lodged := d.add(registry.AppealLodged, number, registry.CaseBody{State: registry.CaseAppealed}, nil)
	d.sendAll()
	refused("taken down", fmt.Sprint(lodged.No))
	d.add(registry.AppealDecided, number, registry.CaseBody{Case: lodged.No, State: registry.CaseUpheld, Decision: "uphold"}, nil)
	d.sendAll()
	if second, err := forward("样例：又有人来说"); err != nil || second.Task == first.Task {
		t.Errorf("after the decision: %+v %v", second, err)
	}
}

// TestATaskShowsWhatCameBackOfIt: the event with which the desk settled it came back to the
// station from this register, which has lost it since.
func TestATaskShowsWhatCameBackOfIt(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	d.issue(person(1))
	d.sendAll()
	c.weigh()
	_, err := c.List(t.Context(), "ningbo", listed(person(1), person(1).Name), civil.New(2020, 3, 1))
	c.must(err)
	all, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	other := d.copy()
	other.add(registry.TaskDone, "", registry.TaskBody{ID: all[0].Name(), Task: registry.TaskRecall, Outcome: registry.OutcomeCannot}, []byte(`{"note":"样例人已搬走"}`))
	was := other.log[len(other.log)-1]
	d.add(registry.EventReturned, "", registry.ReturnedBody{Event: was.Event.AppendTo(nil), Task: true}, nil)
	back := &d.log[len(d.log)-1]
	back.Salt, back.Record, back.Event.Commitment = was.Salt, was.Record, was.Event.Commitment
	back.Event = back.Event.Chained(back.Event.No, back.Event.Prev)
	d.sendAll()
	if s, err := c.ShowTask(t.Context(), "ningbo", all[0].Name()); err != nil || s.Desk != "样例人已搬走" {
		t.Errorf("the task shows %+v, %v", s, err)
	}
}
