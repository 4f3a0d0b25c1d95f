package station_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// cityPerson is one of those whom the city lists.
func cityPerson(n int) watch.Entry {
	body := fmt.Sprintf("330203%s%03d", civil.New(1930, 1, 1).AddDays(n%24000).Compact(), n/24000+100)
	e, bad := watch.Parse(watch.Row{Number: body + string(iso7064.Mod11_2(body)), Name: "样例" + string(rune('一'+n%2000)), Why: watch.CloseContact, Source: "样例疾控", Listed: "2020-03-09"}, civil.New(2020, 3, 10))
	if bad != nil {
		panic(bad.Why.EN)
	}
	return e
}

// cityList is what the city says of people, as its collector counts it.
type cityList struct {
	last   int64
	people map[int]registry.SentPerson
}

func (c *cityList) say(n int, lifted bool) {
	c.last++
	c.people[n] = registry.SentPerson{No: c.last, Entry: registry.Body(cityPerson(n)), Lifted: lifted}
}

// from is what was said behind a number, in parts.
func (c *cityList) from(here int64, each int) (parts []registry.Sent) {
	var all []registry.SentPerson
	for _, p := range c.people {
		if p.No > here {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b registry.SentPerson) int { return int(a.No - b.No) })
	for some := range slices.Chunk(all, each) {
		to := some[len(some)-1].No
		parts = append(parts, peoplePart(here+1, to, some...))
		here = to
	}
	return parts
}

func peoplePart(from, to int64, people ...registry.SentPerson) registry.Sent {
	return registry.Sent{Kind: registry.SentWatch, Body: registry.Body(registry.SentPeople{From: from, To: to, People: people})}
}

func (b *bench) standing(st *station.Station) (numbers []string) {
	b.t.Helper()
	lines, err := st.Watch(ctx, station.WatchFilter{Limit: 1000})
	b.must(err)
	for _, l := range lines {
		numbers = append(numbers, l.Name+l.Number)
	}
	slices.Sort(numbers)
	return numbers
}

// TestTheCitysListInAnyOrder: parcels that are lost, come twice or out of order leave
// the list that the city has, once it has sent what is missing; seeded.
func TestTheCitysListInAnyOrder(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			b, chance := newBench(t), rand.New(rand.NewPCG(seed, 7))
			st := b.create(nil)
			city := &cityList{people: map[int]registry.SentPerson{}}
			var under []registry.Sent // way
			for range 12 {
				for range 1 + chance.IntN(4) {
					n := chance.IntN(9)
					city.say(n, city.people[n].No != 0 && !city.people[n].Lifted)
				}
				under = append(under, city.from(b.cityThrough(st), 1+chance.IntN(3))...)
				chance.Shuffle(len(under), func(i, j int) { under[i], under[j] = under[j], under[i] })
				for _, s := range under[:len(under)/2] {
					_, err := st.TakeSent(ctx, s)
					b.must(err)
				}
			}
			for b.cityThrough(st) < city.last { // the city sends what the station says it lacks
				for _, s := range city.from(b.cityThrough(st), 3) {
					_, err := st.TakeSent(ctx, s)
					b.must(err)
				}
			}
			var want []string
			for n, p := range city.people {
				if !p.Lifted {
					want = append(want, cityPerson(n).MaskedName()+cityPerson(n).Masked())
				}
			}
			slices.Sort(want)
			if got := b.standing(st); !slices.Equal(got, want) {
				t.Errorf("the station lists %v\nthe city %v", got, want)
			}
			before := st.Head()
			for _, s := range append(city.from(0, 100), under...) { // all of it once more
				_, err := st.TakeSent(ctx, s)
				b.must(err)
			}
			b.unmoved(st, before, "what was there already")
			b.sound(st)
		})
	}
}

// cityThrough is up to where the station has all that the city said of people.
func (b *bench) cityThrough(st *station.Station) int64 {
	b.t.Helper()
	here, err := st.PeopleThrough(ctx)
	b.must(err)
	return here
}

// What an officer of the station lifts stays lifted, whatever the city sends again; and
// what the city takes back it may list anew.
func TestWhatTheStationLiftsStaysSo(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	one := registry.SentPerson{No: 1, Entry: registry.Body(cityPerson(1))}
	take := func(from, to int64, people ...registry.SentPerson) station.Taken {
		t.Helper()
		taken, err := st.TakeSent(ctx, peoplePart(from, to, people...))
		b.must(err)
		return taken
	}
	if got := take(1, 1, one); got.Result != station.TakenNow || got.Count != 1 {
		t.Errorf("%+v", got)
	}
	_, err := st.LiftWatch(ctx, 1, "样例：查过，不是本人")
	b.must(err)
	again := one
	again.No = 2
	if got := take(2, 2, again); got.Count != 0 {
		t.Errorf("listed again over the officer's head: %+v", got)
	}
	two := registry.SentPerson{No: 3, Entry: registry.Body(cityPerson(2))}
	take(3, 3, two)
	two.No, two.Lifted = 4, true
	if got := take(4, 4, two); got.Lifted != 1 {
		t.Errorf("lifted: %+v", got)
	}
	two.No, two.Lifted = 5, false
	if got := take(5, 5, two); got.Count != 1 {
		t.Errorf("the city's own: %+v", got)
	}
	if got := b.standing(st); len(got) != 1 {
		t.Errorf("%v", got)
	}
	b.sound(st)
}

// A part that cannot be so is refused whole; one person who cannot be read stops none
// of the others, and it is told.
func TestAPartThatCannotBeReadIsTold(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	one := registry.SentPerson{No: 1, Entry: registry.Body(cityPerson(1))}
	for name, s := range map[string]registry.Sent{
		"no JSON":      {Kind: registry.SentWatch, Body: json.RawMessage(`[`)},
		"from nothing": peoplePart(0, 1, one),
		"backwards":    peoplePart(2, 1),
		"outside":      peoplePart(2, 3, one),
		"twice":        peoplePart(1, 2, one, one),
	} {
		if _, err := st.TakeSent(ctx, s); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	bad := registry.SentPerson{No: 2, Entry: json.RawMessage(`{"why":"close_contact","listed":"x"}`)}
	nobody := registry.SentPerson{No: 3, Entry: json.RawMessage(`{"why":"close_contact","source":"样例","listed":"2020-03-09"}`)}
	taken, err := st.TakeSent(ctx, peoplePart(1, 3, one, bad, nobody))
	b.must(err)
	if taken.Count != 1 || !strings.Contains(taken.Note.ZH, "2 条读不出来") || !strings.Contains(taken.Note.EN, "2 cannot be read") {
		t.Errorf("%+v", taken)
	}
	b.sound(st)
}

// frozenPeople is a part as the first collector sent it: every later station reads it.
const frozenPeople = `{"from":1,"to":5,"people":[
	{"no":1,"entry":{"kind":"RIC18","number":"330212198505059315","name":"样例父","birth":"1985-05-05","why":"close_contact","on":"2020-03-01","listed":"2020-03-02","until":"2020-03-16","source":"样例疾控","note":"样例"}},
	{"no":2,"entry":{"mask":"330203********9345","name":"样例母","why":"symptoms","listed":"2020-03-02","source":"样例疾控"}},
	{"no":3,"entry":{"kind":"RIC18","number":"330212198505059315","birth":"1985-05-05","why":"red","listed":"2020-03-03","source":"样例大数据"}},
	{"no":5,"entry":{"mask":"330203********9345","name":"样例母","why":"symptoms","listed":"2020-03-02","source":"样例疾控"},"lifted":true}]}`

func TestAFrozenPartIsTaken(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	taken, err := st.TakeSent(ctx, registry.Sent{Kind: "watch", Body: json.RawMessage(frozenPeople)})
	b.must(err)
	if taken.Count != 3 || b.cityThrough(st) != 5 {
		t.Errorf("%+v, through %d", taken, b.cityThrough(st))
	}
	b.sound(st)
}

// FuzzSentPeople: whatever stands in a parcel, the register stays whole, and a number
// that was refused is not said to be here.
func FuzzSentPeople(f *testing.F) {
	f.Add([]byte(peoplePart(1, 2, registry.SentPerson{No: 1, Entry: registry.Body(cityPerson(1))}, registry.SentPerson{No: 2, Entry: registry.Body(cityPerson(2)), Lifted: true}).Body))
	f.Add([]byte(`{"from":1,"to":9,"people":[{"no":3,"entry":{"why":"red","mask":"330212********9315","name":"样*","source":"x","listed":"2020-03-09"}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		b := newBench(t)
		st := b.create(nil)
		_, err := st.TakeSent(ctx, registry.Sent{Kind: registry.SentWatch, Body: body})
		if err != nil && b.cityThrough(st) != 0 {
			t.Error("refused, and said to be here")
		}
		b.sound(st)
		st.Close()
	})
}

// BenchmarkCitysList takes 100,000 people in, as the collector parts them.
func BenchmarkCitysList(b *testing.B) {
	city := &cityList{people: map[int]registry.SentPerson{}}
	for n := range 100_000 {
		city.say(n, false)
	}
	parts := city.from(0, 10_000)
	for b.Loop() {
		w := newBench(b)
		st := w.create(nil)
		var longest time.Duration
		for _, s := range parts {
			from := time.Now()
			_, err := st.TakeSent(ctx, s)
			w.must(err)
			longest = max(longest, time.Since(from))
		}
		b.ReportMetric(float64(longest.Milliseconds()), "ms-longest-part")
		st.Close()
	}
}

// TestMaskedRowsOfTheCitysListAreNamed: whoever syncs is told which passes of this station
// they may mean, and that somebody has to look.
func TestMaskedRowsOfTheCitysListAreNamed(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father).String()
	row := func(number, name string) registry.SentPerson {
		e, bad := watch.Parse(watch.Row{Number: number, Name: name, Birth: "", Why: watch.CloseContact, Source: "样例疾控", Listed: "2020-03-09"}, civil.New(2020, 3, 10))
		if bad != nil {
			t.Fatal(bad.Why.EN)
		}
		return registry.SentPerson{Entry: registry.Body(e)}
	}
	for n, try := range []struct {
		number string
		named  bool
	}{{"330212********9315", true}, {"330203********0000", false}} {
		p := row(try.number, "样例父")
		p.No = int64(n + 1)
		got, err := st.TakeSent(ctx, peoplePart(p.No, p.No, p))
		b.must(err)
		if named := slices.Contains(got.Numbers, pass); named != try.named || strings.Contains(got.Note.ZH, pass) != try.named || strings.Contains(got.Note.ZH, "遮盖") != try.named {
			t.Errorf("%s: %+v", try.number, got)
		}
	}
}
