package collector

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// Sign and Public make a desk sign as a station does.
func (d *desk) Sign(message []byte) []byte { return ed25519.Sign(d.key, message) }
func (d *desk) Public() ed25519.PublicKey  { return d.public() }

// parcel is the desk's events sealed for the collector.
func (d *desk) parcel(box *seal.Mailbox, from, to int) []byte {
	d.city.Helper()
	a, err := d.city.Authority(d.city.Context(), "ningbo")
	d.city.must(err)
	var before, whole registry.Tree
	for i, it := range d.log[:to] {
		if i+1 < from {
			before.Add(it.Event.Hash)
		}
		whole.Add(it.Event.Hash)
	}
	last := d.log[to-1].Event
	note, err := licence.SignHead(licence.Head{Scheme: "ningbo", District: "12", Station: d.code, Events: last.No, Root: whole.Root(), Chain: last.Hash}, d)
	d.city.must(err)
	m := bundle.Manifest{Way: bundle.Up, Scheme: "ningbo", District: "12", Station: d.code, Register: d.public(), Epoch: d.epoch, Recipient: a.Recipient,
		Made: d.now, From: int64(from), To: int64(to), Previous: bundle.Hash(d.log[from-1].Event.Prev), Head: bundle.Hash(last.Hash),
		Edge: before.Edge(), Note: string(note), AnswerTo: box.Recipient()}
	var out bytes.Buffer
	w, err := bundle.NewWriter(&out, m, d)
	d.city.must(err)
	for _, it := range d.log[from-1 : to] {
		d.city.must(w.Event(it.Event, bundle.Opened{Salt: it.Salt, Record: it.Record}))
	}
	_, err = w.Close()
	d.city.must(err)
	return out.Bytes()
}

// down is what the collector sends the desk, opened by it.
func (d *desk) down(box *seal.Mailbox) []registry.Sent {
	d.city.Helper()
	a, err := d.city.Authority(d.city.Context(), "ningbo")
	d.city.must(err)
	var out bytes.Buffer
	_, err = d.city.Down(d.city.Context(), Address{Scheme: "ningbo", Station: d.public()}, &out)
	d.city.must(err)
	p, err := bundle.Check(bytes.NewReader(out.Bytes()), box, func(bundle.Manifest) (ed25519.PublicKey, error) { return a.Root.Public(), nil }, bundle.DefaultLimits)
	d.city.must(err)
	var all []registry.Sent
	for it, err := range p.Items() {
		d.city.must(err)
		all = append(all, it.Sent)
	}
	return all
}

func sentOf[T any](t testing.TB, all []registry.Sent, kind registry.SentKind) (found []T) {
	t.Helper()
	for _, s := range all {
		if s.Kind == kind {
			var v T
			if err := json.Unmarshal(s.Body, &v); err != nil {
				t.Fatal(err)
			}
			found = append(found, v)
		}
	}
	return found
}

// TestAStationDropsWhatTheCityClosed: it is told until it has heard, in either way; who said
// that it cannot do a task has it open no more.
func TestAStationDropsWhatTheCityClosed(t *testing.T) {
	c := newCity(t)
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	first, later := c.desk(131), c.desk(132)
	for i := range 3 {
		first.issue(person(i))
	}
	for i := range 3 {
		later.issue(person(i))
	}
	up := func(d *desk) {
		t.Helper()
		_, _, err := c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
		c.must(err)
		c.weigh()
	}
	up(first)
	up(later)
	said := func(want ...bool) []registry.Task {
		t.Helper()
		tasks := sentOf[registry.Task](t, later.down(box), registry.SentTask)
		var got []bool
		for _, task := range tasks {
			got = append(got, task.Done)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("the tasks sent down are no more needed: %v, want %v", got, want)
		}
		return tasks
	}
	tasks := said(false, false, false)
	says := func(i int, body registry.TaskBody, kind registry.Kind) {
		body.ID, body.Task, body.Number = tasks[i].ID, tasks[i].Kind, tasks[i].Number
		later.add(kind, body.Number, body, nil)
	}
	says(2, registry.TaskBody{Outcome: registry.OutcomeCannot}, registry.TaskDone)
	up(later)
	for _, task := range tasks {
		c.must(c.Rule(t.Context(), "ningbo", task.ID, RuledClosed, "样例电话"))
	}
	said(true, true)
	said(true, true) // the parcel was lost
	says(0, registry.TaskBody{Dropped: true}, registry.TaskTaken)
	says(1, registry.TaskBody{Outcome: registry.OutcomeDone}, registry.TaskDone)
	up(later)
	said()
	for _, task := range tasks {
		if n := count(c, "tasks WHERE outcome='closed' AND NOT body ? 'unheard' AND 't-'||encode(id,'hex')='"+task.ID+"'"); n != 1 {
			t.Errorf("%s is not closed: %d", task.ID, n)
		}
	}
	c.sound()
}

func TestAParcelGoesUpAndAReceiptComesDown(t *testing.T) {
	c := newCity(t)
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	first, later := c.desk(131), c.desk(132)
	first.issue(person(0))
	later.issue(person(1))
	later.issue(person(0))
	later.add(registry.Reinstated, later.log[1].Event.Pass, registry.ReasonBody{Copy: 1}, nil)
	for _, d := range []*desk{first, later} {
		m, taken, err := c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
		c.must(err)
		if m.Station != d.code || taken.Kept != len(d.log) {
			t.Fatalf("%+v of %+v", taken, m)
		}
	}
	c.weigh()
	a, err := c.Authority(t.Context(), "ningbo")
	c.must(err)
	sent := later.down(box)
	receipts := sentOf[registry.SignedText](t, sent, registry.SentReceipt)
	if len(receipts) != 1 {
		t.Fatalf("%d receipts", len(receipts))
	}
	r, err := licence.ParseReceipt([]byte(receipts[0].Text), a.Root)
	c.must(err)
	last := later.log[len(later.log)-1].Event
	if r.Through != last.No || r.Head != last.Hash || r.Epoch != 1 || !bytes.Equal(r.Register, later.public()) {
		t.Errorf("receipt %+v, want through %d", r, last.No)
	}
	tasks := sentOf[registry.Task](t, sent, registry.SentTask)
	if len(tasks) != 1 || tasks[0].Kind != registry.TaskDuplicate || tasks[0].Number != later.log[5].Event.Pass || tasks[0].Other != first.log[1].Event.Pass {
		t.Errorf("tasks %+v", tasks)
	}
	asides := sentOf[registry.Aside](t, sent, registry.SentAside)
	if len(asides) != 1 || asides[0].Event != last.No || asides[0].Why.ZH == "" || asides[0].Why.EN == "" {
		t.Errorf("asides %+v", asides)
	}
	for _, kind := range []registry.SentKind{registry.SentLicence, registry.SentUpstream} {
		if n := len(sentOf[registry.SignedText](t, sent, kind)); n != 1 {
			t.Errorf("%d of %s", n, kind)
		}
	}
	if tasks := sentOf[registry.Task](t, first.down(box), registry.SentTask); len(tasks) != 0 {
		t.Errorf("the first desk is asked for %+v", tasks)
	}
}

// TestADeadNumberIsPutAsideOnce: what a desk does with the paper of a number that a revoked
// key gave is no fault of the desk's.
func TestADeadNumberIsPutAsideOnce(t *testing.T) {
	c := newCity(t)
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	d := c.desk(131)
	good := d.issue(person(0))
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 1))
	was := len(d.log)
	d.issue(person(1))
	dead := d.log[was].Event
	d.add(registry.Voided, dead.Pass, registry.ReasonBody{Copy: 1}, nil)
	wrong := d.add(registry.Reinstated, good, registry.ReasonBody{Copy: 1}, nil)
	_, taken, err := c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
	c.must(err)
	if steps := len(d.log) - was; dead.Kind != registry.Issued || taken.Refused != steps || steps < 3 {
		t.Errorf("%+v of %d", taken, steps)
	}
	asides := sentOf[registry.Aside](t, d.down(box), registry.SentAside)
	if len(asides) != 2 || asides[0].Event != dead.No || asides[0].Cause != "number" || asides[1].Event != wrong.No || asides[1].Cause != WhyIllegal {
		t.Errorf("asides %+v", asides)
	}
}

func TestParcelsThatAreNotAStationsAreRefused(t *testing.T) {
	c := newCity(t)
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	d := c.desk(131)
	d.issue(person(0))
	whole := d.parcel(box, 1, len(d.log))
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-30] ^= 1
	elsewhere := newCity(t)
	c.must(exec(elsewhere, `DELETE FROM authorities; DELETE FROM tallies`)) // its keys are drawn anew, and others
	_, err = elsewhere.found(t.Context(), "ningbo", "another-bureau")
	c.must(err)
	for name, try := range map[string]struct {
		c    *city
		file []byte
		why  bundle.Why
	}{
		"a flipped bit":  {c, flipped, bundle.Changed},
		"cut off":        {c, whole[:len(whole)-20], bundle.CutOff},
		"another's":      {elsewhere, whole, bundle.NotOurs},
		"something else": {c, []byte("hello"), bundle.NotAParcel},
	} {
		_, _, err := try.c.TakeParcel(t.Context(), bytes.NewReader(try.file))
		var r *bundle.Refused
		if !errors.As(err, &r) {
			t.Errorf("%s: %v", name, err)
		} else if r.Why != try.why && name != "cut off" {
			t.Errorf("%s: %s, want %s", name, r.Why, try.why)
		}
	}
	c.must(exec(c, `DELETE FROM licences`))
	if _, _, err := c.TakeParcel(t.Context(), bytes.NewReader(whole)); !errors.Is(err, &bundle.Refused{Why: bundle.Stranger}) {
		t.Errorf("a station that nobody licensed: %v", err)
	}
	if n := count(c, "events"); n != 0 {
		t.Errorf("%d events were taken", n)
	}
}

func TestOneCodeOneKey(t *testing.T) {
	c := newCity(t)
	d, other := c.desk(131), c.desk(132)
	grant := licence.Grant{Scheme: "ningbo", District: "12", Station: 131, Key: other.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)}
	if _, err := c.License(t.Context(), grant); !errors.Is(err, ErrRefused) {
		t.Errorf("another key for the code: %v", err)
	}
	grant.Key, grant.Station = d.public(), 140
	if _, err := c.License(t.Context(), grant); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "12-131") {
		t.Errorf("a second code for the key: %v", err)
	}
	grant.Station, grant.Until = 131, civil.New(2021, 1, 1)
	if _, err := c.License(t.Context(), grant); err != nil {
		t.Errorf("a longer term for the same key: %v", err)
	}
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 1))
	if _, err := c.License(t.Context(), grant); !errors.Is(err, ErrRefused) {
		t.Errorf("a key that was revoked: %v", err)
	}
	grant.Station = 134
	if _, err := c.License(t.Context(), grant); err != nil {
		t.Errorf("another code behind one that was revoked: %v", err)
	}
	if err := c.Revoke(t.Context(), "ningbo", "12", 133, 1, 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("revoking nobody's: %v", err)
	}
	d.issue(person(0))
	d.issue(person(1))
	if got := d.sendAll(); got.Refused != 4 || got.Passes != 1 {
		t.Errorf("behind the last good number: %+v", got)
	}
	all, err := c.Licences(t.Context(), "ningbo")
	c.must(err)
	if len(all) != 3 || !all[0].Revoked || all[1].Revoked || all[2].Revoked {
		t.Errorf("%+v", all)
	}
}

// TestRevokedAgain: of two last good numbers the earlier is in force.
func TestRevokedAgain(t *testing.T) {
	c := newCity(t)
	c.desk(131)
	stands := func(epoch, serial int) {
		t.Helper()
		all, err := c.Licences(t.Context(), "ningbo")
		c.must(err)
		if l := all[0]; !l.Revoked || l.LastEpoch != epoch || l.LastSerial != serial {
			t.Errorf("%+v, want %d-%d", l, epoch, serial)
		}
	}
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 2, 0))
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 2, 0))
	stands(2, 0)
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 7))
	stands(1, 7)
	for _, later := range [][2]int{{2, 0}, {1, 8}} {
		err := c.Revoke(t.Context(), "ningbo", "12", 131, later[0], later[1])
		if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "1-00007") {
			t.Errorf("later, %v: %v", later, err)
		}
	}
	stands(1, 7)
}

// TestAsidesComeInTheirOrder: by the numbers of the events, and not as texts are sorted.
func TestAsidesComeInTheirOrder(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	number := d.issue(person(0))
	var want []int64
	for range 100 {
		want = append(want, d.add(registry.Reinstated, number, registry.ReasonBody{Copy: 1}, nil).No)
	}
	d.sendAll()
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	_, _, err = c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
	c.must(err)
	var got []int64
	for _, a := range sentOf[registry.Aside](t, d.down(box), registry.SentAside) {
		got = append(got, a.Event)
	}
	if !slices.Equal(got, want) || want[0] > 9 {
		t.Errorf("asides of %v, want %v", got, want)
	}
}
