package collector

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
	"passdesk/registry/watch"
)

// TestTheStricterHistoryCounts: a number that one history recalled is recalled.
func TestTheStricterHistoryCounts(t *testing.T) {
	of := func(good ...int) (all []licence.Recalled) {
		for _, g := range good {
			all = stricter(all, licence.Recalled{Number: "12131170000142", Good: g})
		}
		return stricter(all, licence.Recalled{Number: "12131170000239", Good: 7})
	}
	for _, c := range []struct {
		said []int
		want int
	}{{[]int{0}, 0}, {[]int{0, 2}, 0}, {[]int{2, 0}, 0}, {[]int{2, 3}, 3}, {[]int{3, 2}, 3}, {[]int{2, 0, 3}, 0}} {
		want := []licence.Recalled{{Number: "12131170000142", Good: c.want}, {Number: "12131170000239", Good: 7}}
		if got := of(c.said...); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", c.said, got, want)
		}
	}
}

// TestADrawnCodeIsGoodForWhatCame: the key of a station that stood alone signed what
// came under the code that it drew, in one line however many licences it has.
func TestADrawnCodeIsGoodForWhatCame(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	keys := func() licence.KeyList {
		t.Helper()
		a, err := c.Authority(t.Context(), "ningbo")
		c.must(err)
		text, err := c.Keys(t.Context(), "ningbo")
		c.must(err)
		l, err := licence.ParseKeyList([]byte(text), a.Root)
		c.must(err)
		return l
	}
	d.log, d.code = nil, 931
	d.add(registry.Opened, "", registry.OpenedBody{Scheme: "ningbo", Division: "330212", Station: 931, OwnRoot: true, Point: registry.Point{Kind: "community", Name: "样例社区"}, StartAt: 1, Epoch: 1}, nil)
	d.sendAll()
	if got := keys().Of("12", 931); len(got) != 0 {
		t.Errorf("nothing came under the code: %+v", got)
	}
	d.issue(person(0))
	d.epoch, d.serial = 3, 41
	d.issue(person(1))
	d.run++
	d.issue(person(2))
	d.run, d.serial = d.run-2, 11 // a higher run digit says nothing of the serial
	d.issue(person(3))
	d.code, d.epoch, d.serial = 131, 1, 0
	d.issue(person(4))
	if got := d.sendAll(); got.Refused != 0 || got.Passes != 5 {
		t.Fatalf("%+v", got)
	}
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 1))
	_, err := c.License(t.Context(), licence.Grant{Scheme: "ningbo", District: "12", Station: 132, Key: d.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)})
	c.must(err)
	l := keys()
	if len(l.Keys) != 3 || l.Codes() != 3 {
		t.Fatalf("%+v", l.Keys)
	}
	k := l.Of("12", 931)[0]
	for _, n := range []struct {
		epoch, serial int
		want          bool
	}{{1, 1, true}, {3, 43, true}, {3, 44, false}, {4, 1, false}} {
		if k.Gave(n.epoch, n.serial) != n.want {
			t.Errorf("%+v: %d-%d is good: %v", k, n.epoch, n.serial, !n.want)
		}
	}
	if k.FirstEpoch != 1 || k.LastEpoch != 3 || !k.Key.Equal(d.public()) {
		t.Errorf("%+v", k)
	}
}

// TestWhomTheCityCallsBackPassesNoGate: the list of the gates has the number as soon as the
// analysis named its holder, whatever the desk has heard, and until nothing asks for the pass
// any more. What only may be the person is on no list.
func TestWhomTheCityCallsBackPassesNoGate(t *testing.T) {
	for what, try := range map[string]struct {
		then func(c *city, d *desk, number, task string)
		good bool
	}{
		"nobody has heard of it": {func(*city, *desk, string, string) {}, false},
		"the desk cannot": {func(c *city, d *desk, number, task string) {
			d.add(registry.TaskDone, number, registry.TaskBody{ID: task, Task: registry.TaskRecall, Number: number, Outcome: registry.OutcomeCannot}, nil)
		}, false},
		"the desk recalled it": {func(c *city, d *desk, number, task string) {
			d.add(registry.RecallOrdered, number, registry.ReasonBody{Copy: 1, Reason: "close_contact"}, nil)
		}, false},
		"and took that back": {func(c *city, d *desk, number, task string) {
			d.add(registry.RecallOrdered, number, registry.ReasonBody{Copy: 1, Reason: "close_contact"}, nil)
			d.add(registry.Reinstated, number, registry.ReasonBody{Copy: 1}, nil)
		}, true},
		"the list lifted the person": {func(c *city, d *desk, number, task string) {
			_, err := c.Lift(c.Context(), "ningbo", []watch.Entry{listed(person(1), person(1).Name)}, civil.New(2020, 3, 1))
			c.must(err)
		}, true},
		"the city closed the task": {func(c *city, d *desk, number, task string) {
			c.must(c.Rule(c.Context(), "ningbo", task, RuledClosed, "弄错了人"))
		}, true},
	} {
		c := newCity(t)
		d := c.desk(131)
		d.issue(person(0))
		number := d.issue(person(1))
		d.sendAll()
		c.weigh()
		box, err := seal.NewMailbox(c.chance)
		c.must(err)
		_, _, err = c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
		c.must(err)
		if got := d.gatesHear(box); len(got) != 0 {
			t.Fatalf("before anybody was named: %v", got)
		}
		_, err = c.List(t.Context(), "ningbo", listed(person(1), person(1).Name), civil.New(2020, 3, 1))
		c.must(err)
		_, err = c.List(t.Context(), "ningbo", listed(person(0), "另一人"), civil.New(2020, 3, 1))
		c.must(err)
		tasks, err := c.Tasks(t.Context(), "ningbo", nil, false)
		c.must(err)
		if len(tasks) != 1 {
			t.Fatalf("%+v", tasks)
		}
		if got := d.gatesHear(box); len(got) != 0 {
			t.Errorf("%s: signed anew within minutes: %v", what, got)
		}
		try.then(c, d, number, tasks[0].Name())
		d.sendAll()
		var want []string
		if !try.good {
			want = []string{number + " 0"}
		}
		if got := c.atGate(); !slices.Equal(got, want) {
			t.Errorf("%s: the file for the gates has %v, want %v", what, got, want)
		}
		c.later(recallsAge)
		if got := d.gatesHear(box); !slices.Equal(got, want) {
			t.Errorf("%s: the stations' list has %v, want %v", what, got, want)
		}
		signedNow := func() int {
			return count(c, fmt.Sprint("lists WHERE kind='recalls' AND number=", c.Collector.ports.Now().Unix()))
		}
		signed := signedNow()
		c.must(c.NewToken(t.Context(), "ningbo", "12", 131, func(string) error { return nil }))
		_, err = c.Verify(t.Context())
		c.must(err)
		c.later(recallsAge)
		d.gatesHear(box)
		if signed != 1 || signedNow() != 0 {
			t.Errorf("%s: the list was signed anew though nothing at a gate changed", what)
		}
	}
}

// TestAClockThatWasAheadSilencesNoRecall: what was signed while the collector's clock was a
// year ahead is followed by newer lists as soon as the clock is right, under higher numbers.
func TestAClockThatWasAheadSilencesNoRecall(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	number := d.issue(person(0))
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	c.later(365 * 24 * time.Hour)
	_, _, err = c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
	c.must(err)
	d.gatesHear(box)
	var ahead, now int64
	newest := func(into *int64) {
		t.Helper()
		c.must(c.pool.QueryRow(t.Context(), `SELECT number FROM lists WHERE kind='recalls'`).Scan(into))
	}
	newest(&ahead)
	c.later(-365 * 24 * time.Hour)
	_, err = c.List(t.Context(), "ningbo", listed(person(0), person(0).Name), civil.New(2020, 3, 1))
	c.must(err)
	if got := d.gatesHear(box); !slices.Equal(got, []string{number + " 0"}) {
		t.Errorf("the stations' list has %v, want %s", got, number)
	}
	if newest(&now); now <= ahead {
		t.Errorf("the list is number %d, and the stations have %d", now, ahead)
	}
	d.gatesHear(box) // nothing has changed
	if newest(&ahead); ahead != now {
		t.Errorf("number %d, and then %d: it is signed with every parcel", now, ahead)
	}
}

// TestAClockThatWasAheadClosesNoGate: a gate that has the list of then takes the next one, and
// the stations' list after that; neither goes back behind the other.
func TestAClockThatWasAheadClosesNoGate(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	d.issue(person(0))
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	_, _, err = c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
	c.must(err)
	var last int64
	newer := func(what string, file []byte) {
		t.Helper()
		l, _, err := licence.ParseRecallsFile(file)
		c.must(err)
		if l.Number <= last {
			t.Errorf("%s is number %d, and a gate has %d", what, l.Number, last)
		}
		last = l.Number
	}
	gate := func(what string) {
		t.Helper()
		f, err := c.GateFiles(t.Context(), "ningbo", time.Time{})
		c.must(err)
		newer(what, f.Recalls)
	}
	c.later(365 * 24 * time.Hour)
	gate("a year ahead")
	c.later(-365 * 24 * time.Hour)
	gate("on time again")
	gate("in the same second")
	for _, sent := range sentOf[registry.SignedText](t, d.down(box), registry.SentRecalls) {
		newer("the stations' list", []byte(sent.Text))
	}
	gate("after that")
	for _, sent := range d.down(box) {
		if sent.Kind == listGate {
			t.Error("a gate's list goes to a station")
		}
	}
	if proof, err := c.Verify(t.Context()); err != nil || len(proof.Faults) != 0 {
		t.Errorf("%+v %v", proof, err)
	}
	c.must(exec(c, `UPDATE lists SET number=1 WHERE kind='gate'`))
	if proof, err := c.Verify(t.Context()); err != nil || len(proof.Faults) == 0 {
		t.Errorf("the number was put back, and verify says nothing: %v", err)
	}
}

// later puts the collector's clock on.
func (c *city) later(by time.Duration) {
	now := c.Collector.ports.Now().Add(by)
	c.Collector.ports.Now = func() time.Time { return now }
}

// gatesHear are the numbers of the recall list that comes down to the station.
func (d *desk) gatesHear(box *seal.Mailbox) (numbers []string) {
	d.city.Helper()
	for _, sent := range d.down(box) {
		if sent.Kind != registry.SentRecalls {
			continue
		}
		var signed registry.SignedText
		d.city.must(json.Unmarshal(sent.Body, &signed))
		list, _, err := licence.ParseRecallsFile([]byte(signed.Text))
		d.city.must(err)
		for _, r := range list.Entries {
			numbers = append(numbers, fmt.Sprint(r.Number, " ", r.Good))
		}
	}
	return numbers
}
