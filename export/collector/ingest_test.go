package collector

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/seal"
)

func TestTheSameBundleAgainChangesNothing(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	for n := range 5 {
		d.issue(person(n))
	}
	if got := d.sendAll(); got.Kept != 21 || got.Passes != 5 || got.Through != 21 || got.Held+got.Known+got.Forked+got.Refused != 0 {
		t.Fatalf("the first time: %+v", got)
	}
	c.weigh()
	before := c.state()
	if !strings.Contains(before, "signed") {
		t.Fatalf("no pass is signed for:\n%s", before)
	}
	for range 3 {
		if got := d.sendAll(); got.Kept != 0 || got.Known != 21 {
			t.Fatalf("again: %+v", got)
		}
	}
	c.weigh()
	if after := c.state(); after != before {
		t.Errorf("the register changed:\n%s\n%s", before, after)
	}
}

// TestOneStateWhateverTheOrder: bundles ten times, shuffled and overlapping, by
// two collectors at once, come to what they come to in order.
func TestOneStateWhateverTheOrder(t *testing.T) {
	play := func(c *city) []Arrival {
		var all []Arrival
		for s := range 4 {
			d := c.desk(131 + s)
			for n := range 12 {
				d.issue(person(10*s + n)) // the last two are the next station's first
			}
			for from := 1; from <= len(d.log); from += 7 {
				all = append(all, d.arrival(from, min(from+11, len(d.log))))
			}
		}
		return all
	}
	straight := newCity(t)
	for _, a := range play(straight) {
		_, err := straight.Ingest(t.Context(), a)
		straight.must(err)
	}
	straight.weigh()
	want := straight.state()
	if n := strings.Count(strings.Join(straight.told(), "\n"), Duplicate); n != 6 {
		t.Fatalf("%d duplicates, want 6: %v", n, straight.told())
	}

	shuffled := newCity(t)
	all := play(shuffled)
	var ten []Arrival
	for range 10 {
		ten = append(ten, all...)
	}
	chance := rand.New(rand.NewPCG(7, 7))
	chance.Shuffle(len(ten), func(i, j int) { ten[i], ten[j] = ten[j], ten[i] })
	second, err := Open(t.Context(), shuffled.url, portsOf(1, rand.NewChaCha8([32]byte{2})))
	shuffled.must(err)
	defer second.Close()
	var both sync.WaitGroup
	for i, process := range []*Collector{shuffled.Collector, second} {
		both.Go(func() {
			for n := i; n < len(ten); n += 2 {
				_, err := process.Ingest(t.Context(), ten[n])
				if err != nil {
					t.Error(err)
				}
				if n%5 == 0 {
					if _, err := process.Weigh(t.Context()); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	both.Wait()
	shuffled.weigh()
	if got := shuffled.state(); got != want {
		t.Errorf("shuffled:\n%s\nin order:\n%s", diff(got, want), diff(want, got))
	}
}

// diff are the lines of a that b has not.
func diff(a, b string) string {
	have := map[string]bool{}
	for l := range strings.Lines(b) {
		have[l] = true
	}
	text := ""
	for l := range strings.Lines(a) {
		if !have[l] {
			text += l
		}
	}
	return text
}

func TestGapsAreHeldAndShown(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	for n := range 4 {
		d.issue(person(n)) // 17 events
	}
	if got := d.send(10, 12); got.Kept != 0 || got.Held != 3 || !slices.Equal(got.Gaps, []Gap{{1, 9}}) {
		t.Fatalf("10 to 12 first: %+v", got)
	}
	if got := d.send(15, 17); got.Held != 6 && got.Kept != 0 || !slices.Equal(got.Gaps, []Gap{{1, 9}, {13, 14}}) {
		t.Fatalf("15 to 17: %+v", got)
	}
	if got := d.send(10, 12); got.Kept != 0 || !slices.Equal(got.Gaps, []Gap{{1, 9}, {13, 14}}) {
		t.Fatalf("10 to 12 again: %+v", got)
	}
	if got := d.send(1, 5); got.Kept != 5 || got.Through != 5 || !slices.Equal(got.Gaps, []Gap{{6, 9}, {13, 14}}) {
		t.Fatalf("1 to 5: %+v", got)
	}
	if got := d.send(5, 14); got.Kept != 12 || got.Known != 1 || got.Through != 17 || len(got.Gaps) != 0 {
		t.Fatalf("5 to 14: %+v", got)
	}
	other := newCity(t)
	e := other.desk(131)
	for n := range 4 {
		e.issue(person(n))
	}
	e.sendAll()
	c.weigh()
	other.weigh()
	if a, b := c.state(), other.state(); a != b {
		t.Errorf("what was held differs from what came in order:\n%s\n%s", diff(a, b), diff(b, a))
	}
}

func TestACloneIsAForkAndKeepsBothHistories(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	d.issue(person(0))
	d.sendAll()
	clone := d.copy()
	clone.now = clone.now.Add(time.Second)
	d.issue(person(1))
	d.issue(person(2))
	clone.issue(person(3)) // the same serial as person 1
	clone.issue(person(2)) // a person whom both served
	d.sendAll()
	got := clone.sendAll()
	if got.Kept != 8 || got.Forked != 8 || got.Known != 5 || got.Passes != 2 {
		t.Fatalf("the clone's bundle: %+v", got)
	}
	c.weigh()
	want := []string{"reissue 131 0002→12131110000222 serial_reuse"}
	if told := c.told(); !slices.Equal(told, want) {
		t.Errorf("tasks %q, want %q", told, want)
	}
	for _, fork := range []string{"event 6 ", "number 12131110000222 ", "number 12131110000319 "} {
		if strings.Count(c.state(), fork) != 1 {
			t.Errorf("not one fork %s", fork)
		}
	}
	before := c.state()
	clone.sendAll()
	d.sendAll()
	c.weigh()
	if after := c.state(); after != before {
		t.Errorf("again it is something else:\n%s\n%s", diff(before, after), diff(after, before))
	}
	shared := d.log[1].Event.Pass // given before they parted: each goes its own way with it
	d.add(registry.Voided, shared, registry.ReasonBody{Copy: 1}, nil)
	clone.add(registry.Lost, shared, registry.ReasonBody{Copy: 1}, nil)
	if a, b := d.sendAll(), clone.sendAll(); a.Kept != 1 || b.Kept != 1 || a.Refused+b.Refused != 0 {
		t.Errorf("each marks the shared pass: %+v %+v", a, b)
	}
	if text := c.state(); strings.Count(text, shared+" ") < 2 || !strings.Contains(text, " voided ") || !strings.Contains(text, " lost ") {
		t.Errorf("the shared pass does not stand twice:\n%s", text)
	}
	if s, err := c.Stats(t.Context()); err != nil || s.Passes != 5 || count(c, "passes") != 6 {
		t.Errorf("%d numbers are counted: %v", s.Passes, err)
	}
	d.add(registry.DayOpened, "", registry.DayBody{}, nil)
	clone.add(registry.DayOpened, "", registry.DayBody{}, nil)
	if got := d.sendAll(); got.Kept != 1 || got.Forked != 0 {
		t.Errorf("the first goes on: %+v", got)
	}
	if got := clone.sendAll(); got.Kept != 1 || got.Forked != 1 {
		t.Errorf("the clone goes on: %+v", got)
	}
}

// TestTwoNumbersOnTwoClones: each gave the person a number under another serial.
func TestTwoNumbersOnTwoClones(t *testing.T) {
	for _, late := range []bool{false, true} {
		c := newCity(t)
		d := c.desk(131)
		d.issue(person(0))
		clone := d.copy()
		clone.now = clone.now.Add(time.Second)
		d.issue(person(1))
		clone.issue(person(2))
		clone.issue(person(1))
		one, other := d, clone
		if late {
			one, other = clone, d
		}
		one.sendAll()
		c.weigh()
		other.sendAll()
		c.weigh()
		told := c.told()
		if n := strings.Count(strings.Join(told, "\n"), Duplicate); n != 1 {
			t.Errorf("the clone first: %v: %d duplicates: %q", late, n, told)
		}
	}
}

func TestWhatIsNotAStationsIsRefusedWhole(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	d.issue(person(0))
	stranger := c.desk(132)
	c.must(exec(c, `DELETE FROM licences WHERE code=132`))
	for name, change := range map[string]func(*Arrival, []Item){
		"a changed event":        func(_ *Arrival, i []Item) { i[1].Event.Operator = "another" },
		"another's record":       func(_ *Arrival, i []Item) { i[1].Record = []byte(`{"name":"样例"}`) },
		"no record":              func(_ *Arrival, i []Item) { i[1].Record = nil },
		"another salt":           func(_ *Arrival, i []Item) { i[1].Salt = [seal.SaltSize]byte{} },
		"a record of nothing":    func(_ *Arrival, i []Item) { i[0].Record = []byte("{}") },
		"a key without licence":  func(a *Arrival, _ []Item) { a.Station = stranger.public() },
		"no key":                 func(a *Arrival, _ []Item) { a.Station = nil },
		"another city's station": func(a *Arrival, _ []Item) { a.Scheme = "lishui" },
	} {
		a, items := d.arrival(1, len(d.log)), slices.Clone(d.log)
		change(&a, items)
		a.Items = each(items)
		_, err := c.Ingest(t.Context(), a)
		var told *Refused
		if !errors.As(err, &told) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if zh, en := told.Sentences(); zh == "" || en == "" || strings.Contains(zh+en, "样例") {
			t.Errorf("%s is told as %q %q", name, zh, en)
		}
	}
	if n := count(c, "events") + count(c, "held"); n != 0 {
		t.Errorf("%d events were taken all the same", n)
	}
}

// TestOneBadEventBlocksNothing: it is kept, has no effect, and says why.
func TestOneBadEventBlocksNothing(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	d.issue(person(0))
	d.code = 132 // another station's numbers
	d.issue(person(1))
	d.code = 131
	d.add(registry.Reinstated, d.log[1].Event.Pass, registry.ReasonBody{Copy: 1}, nil)
	d.serial = 1
	last := d.issue(person(2))
	got := d.sendAll()
	if got.Kept != len(d.log) || got.Refused != 5 || got.Passes != 2 {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(c.state(), WhyNumber) || !strings.Contains(c.state(), WhyIllegal) || !strings.Contains(c.state(), last) {
		t.Errorf("%s", c.state())
	}
}

func TestRecordsLieSealed(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	p := person(7)
	number, err := registry.ParseNumber(d.issue(p))
	c.must(err)
	d.sendAll()
	c.weigh()
	_, err = c.List(t.Context(), "ningbo", listed(p, p.Name), civil.New(2020, 3, 1))
	c.must(err)
	_, err = c.ForwardAppeal(t.Context(), "ningbo", number, 0, "样例热线：申诉人说弄错了")
	c.must(err)
	if count(c, "tasks WHERE sealed IS NOT NULL") != 2 {
		t.Fatal("a recall and an appeal were not asked for")
	}
	for _, table := range tables(c) {
		var text string
		c.must(c.pool.QueryRow(t.Context(), fmt.Sprintf(`SELECT coalesce(string_agg(t::text,' '),'') FROM %s t`, table)).Scan(&text))
		for _, word := range []string{p.Name, p.Document.Number, "close_contact", "样例热线", "申诉人说"} {
			if strings.Contains(text, word) || strings.Contains(text, fmt.Sprintf("%x", word)) {
				t.Errorf("table %s holds a person's data in the open", table)
			}
		}
	}
}

func TestOneKeyOneSchema(t *testing.T) {
	c := newCity(t)
	if _, err := Open(t.Context(), c.url, portsOf(2, c.chance)); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another key: %v", err)
	}
	c.must(exec(c, `UPDATE passcollector SET version=99`))
	if _, err := Open(t.Context(), c.url, c.ports); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("a newer schema: %v", err)
	}
	empty := newCity(t)
	c.must(exec(empty, `DROP SCHEMA public CASCADE; CREATE SCHEMA public`))
	if _, err := Open(t.Context(), empty.url, c.ports); !errors.Is(err, ErrNoRegister) {
		t.Errorf("no register: %v", err)
	}
	if _, err := Open(t.Context(), "postgres://nobody:secret@127.0.0.1:1/x", c.ports); !errors.Is(err, ErrDatabase) || strings.Contains(err.Error(), "secret") {
		t.Errorf("no server: %v", err)
	}
}

func exec(c *city, text string) error {
	_, err := c.pool.Exec(c.Context(), text)
	return err
}

func count(c *city, table string) (n int) {
	c.Helper()
	c.must(c.pool.QueryRow(c.Context(), `SELECT count(*) FROM `+table).Scan(&n))
	return n
}

func tables(c *city) (all []string) {
	rows, err := c.pool.Query(c.Context(), `SELECT tablename FROM pg_tables WHERE schemaname='public' ORDER BY 1`)
	c.must(err)
	defer rows.Close()
	for rows.Next() {
		var name string
		c.must(rows.Scan(&name))
		all = append(all, name)
	}
	return all
}
