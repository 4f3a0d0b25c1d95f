package collector

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// city is a register in a database of its own, and the tests' chance and clock.
type city struct {
	testing.TB
	*Collector
	url    string
	ports  Ports
	chance *rand.ChaCha8
}

func newCity(t testing.TB) *city {
	t.Helper()
	return cityAt(t, pgtest.Database(t))
}

func cityAt(t testing.TB, url string) *city {
	t.Helper()
	c := &city{TB: t, url: url, chance: rand.NewChaCha8([32]byte{1})}
	c.ports = portsOf(1, c.chance)
	var err error
	c.Collector, _, err = Found(t.Context(), c.url, "ningbo", "health-bureau", c.ports)
	c.must(err)
	t.Cleanup(c.Close)
	return c
}

// portsOf are those of a register whose key is all of one byte.
func portsOf(b byte, chance *rand.ChaCha8) Ports {
	key, err := seal.NewDataKey(repeat(b))
	if err != nil {
		panic(err)
	}
	return Ports{Vault: seal.Open(key), Rand: chance, Who: "test", Now: func() time.Time { return time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC) }}
}

type repeat byte

func (r repeat) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r)
	}
	return len(b), nil
}

func (c *city) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// desk is a station as the collector sees it: a key and a log.
type desk struct {
	city   *city
	key    ed25519.PrivateKey
	code   int
	run    int
	epoch  int
	serial int
	now    time.Time
	log    []Item
}

// desk makes a station and licenses it.
func (c *city) desk(code int) *desk {
	c.Helper()
	seed := sha256.Sum256([]byte(fmt.Sprint("desk ", code)))
	d := &desk{city: c, key: ed25519.NewKeyFromSeed(seed[:]), code: code, run: code % 10, epoch: 1, now: time.Date(2020, 2, 20, 0, 0, code, 0, time.UTC)}
	_, err := c.License(c.Context(), licence.Grant{Scheme: "ningbo", District: "12", Station: code, Key: d.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)})
	c.must(err)
	d.add(registry.Opened, "", registry.OpenedBody{Scheme: "ningbo", Division: "330212", Station: code, Point: registry.Point{Kind: "community", Name: fmt.Sprint("样例社区", code)}, StartAt: 1, Epoch: 1}, nil)
	return d
}

func (d *desk) public() ed25519.PublicKey { return d.key.Public().(ed25519.PublicKey) }

// copy is the laptop's clone: the same key, the same log, another program start.
func (d *desk) copy() *desk {
	c := *d
	c.log, c.run = slices.Clone(d.log), d.run+1
	return &c
}

func (d *desk) add(k registry.Kind, pass string, body any, record []byte) registry.Event {
	e := registry.Event{At: d.now, Kind: k, Operator: "op", Pass: pass, Body: registry.Body(body)}
	d.now = d.now.Add(time.Minute)
	it := Item{Record: record}
	if record != nil {
		d.city.chance.Read(it.Salt[:])
		e.Commitment = seal.Commitment(it.Salt, record)
	}
	var prev [32]byte
	if n := len(d.log); n > 0 {
		prev = d.log[n-1].Event.Hash
	}
	it.Event = e.Chained(int64(len(d.log)+1), prev)
	d.log = append(d.log, it)
	return it.Event
}

// issue gives the person a number, prints the paper and has it signed for: four
// events.
func (d *desk) issue(a registry.Application) string {
	d.serial++
	n, err := registry.NewNumber("12", d.code, d.epoch, d.run, d.serial)
	d.city.must(err)
	record, err := json.Marshal(a)
	d.city.must(err)
	pass := n.String()
	d.add(registry.Issued, pass, registry.IssuedBody{Epoch: d.epoch, Serial: d.serial, Copy: 1, Day: civil.On(d.now, time.UTC), Declared: true}, record)
	d.add(registry.PrintIntended, pass, registry.PaperBody{Copy: 1, Layout: "walkin"}, nil)
	d.add(registry.PrintedOut, pass, registry.PaperBody{Copy: 1, Outcome: "out"}, nil)
	d.add(registry.Signed, pass, registry.ReasonBody{Copy: 1, By: "holder"}, nil)
	return pass
}

// arrival is what a bundle of the events from (the first is 1) to would bring.
func (d *desk) arrival(from, to int) Arrival {
	a := Arrival{Scheme: "ningbo", Station: d.public(), From: int64(from), To: int64(to), Items: each(d.log[from-1 : to])}
	a.Digest = sha256.Sum256(fmt.Append(nil, d.code, d.run, from, to, len(d.log)))
	return a
}

func each(items []Item) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for _, it := range items {
			if !yield(it, nil) {
				return
			}
		}
	}
}

func (d *desk) send(from, to int) Taken {
	d.city.Helper()
	t, err := d.city.Ingest(d.city.Context(), d.arrival(from, to))
	d.city.must(err)
	return t
}

func (d *desk) sendAll() Taken { d.city.Helper(); return d.send(1, len(d.log)) }

func (c *city) weigh() {
	c.Helper()
	_, err := c.Weigh(c.Context())
	c.must(err)
}

// person is one who does not exist.
func person(n int) registry.Application {
	birth := civil.New(1935, 1, 1).AddDays(n * 7 % 24000)
	body := fmt.Sprintf("330212%s%03d", birth.Compact(), 900+n/24000)
	given := []rune("样例安澜知远书瑶明沐辰若溪景行思齐念慈清越望舒")
	name := "样" + string(given[n%len(given)]) + string(given[n/len(given)%len(given)])
	return registry.Application{Name: name, Document: &registry.Document{Type: "RIC18", Number: body + string(iso7064.Mod11_2(body))}, Birth: birth.String(), Declared: true}
}

// told is a task in words: whose it is, what, which number, and which stands.
func (c *city) told() []string {
	c.Helper()
	tasks, err := c.Tasks(c.Context(), "ningbo", nil, true)
	c.must(err)
	var all []string
	for _, t := range tasks {
		all = append(all, fmt.Sprintf("%s %s %s→%s %s", t.Kind, t.Number[2:5], t.Number[8:12], t.Body.First, t.Body.Warning))
	}
	slices.Sort(all)
	return all
}

// state is every row that says something, but for who heard what and when.
func (c *city) state() string {
	c.Helper()
	text := ""
	for _, q := range []string{
		`SELECT encode(station,'hex'), encode(branch,'hex'), no, encode(hash,'hex'), kind, pass, record IS NULL FROM events ORDER BY 1,2,3`,
		`SELECT encode(station,'hex'), encode(branch,'hex'), through, encode(head,'hex'), epoch, serial FROM branches ORDER BY 1,2`,
		`SELECT encode(station,'hex'), encode(branch,'hex'), encode(pass,'hex'), number, encode(record,'hex'), status, state::text FROM passes ORDER BY 1,2,3`,
		`SELECT encode(blind,'hex'), encode(pass,'hex'), encode(by,'hex') FROM keys ORDER BY 1,2`,
		`SELECT encode(station,'hex'), no, encode(hash,'hex') FROM held ORDER BY 1,2,3`,
		`SELECT encode(station,'hex'), what, place, encode(first,'hex'), encode(second,'hex') FROM forks ORDER BY 1,2,3,4,5`,
		`SELECT encode(pass,'hex'), kind, encode(first_pass,'hex'), rule, warning FROM clashes ORDER BY 1,2,3`,
		`SELECT encode(station,'hex'), encode(id,'hex'), kind, number, body::text FROM tasks ORDER BY 1,2`,
		`SELECT encode(hash,'hex'), why FROM refused ORDER BY 1`,
		`SELECT count(*) FROM unweighed`,
	} {
		rows, err := c.pool.Query(c.Context(), q)
		c.must(err)
		for rows.Next() {
			v, err := rows.Values()
			c.must(err)
			text += fmt.Sprintln(v...)
		}
		c.must(rows.Err())
	}
	return text
}
