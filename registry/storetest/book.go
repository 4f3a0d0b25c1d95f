package storetest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

// book makes changes that follow each other, as a station would, and remembers
// what they come to. What it has not written it has not done.
type book struct {
	t      testing.TB
	store  station.Store
	head   registry.Head
	at     time.Time
	passes map[int]registry.PassState // by serial
	cases  registry.Cases
	ends   civil.Date // last good day of what is issued; zero: no term
}

var begin = time.Date(2020, 2, 18, 1, 0, 0, 0, time.UTC)

// opened is a book whose store holds the first event.
func opened(t testing.TB, s station.Store) *book {
	b := &book{t: t, store: s, at: begin, passes: map[int]registry.PassState{}, cases: registry.Cases{}}
	b.write(station.Change{Events: []registry.Event{b.event(registry.Opened, "", registry.OpenedBody{Scheme: "ningbo", Epoch: 1, StartAt: 1})}})
	return b
}

// event is the next one, a second later.
func (b *book) event(k registry.Kind, pass string, body any) registry.Event {
	b.at = b.at.Add(time.Second)
	return registry.Event{At: b.at, Kind: k, Operator: "op", Pass: pass, Body: registry.Body(body)}.Chained(b.head.Event+1, b.head.Hash)
}

// recorded is the event with a commitment, and the record that it speaks of.
func recorded(e registry.Event) (registry.Event, station.SealedRecord) {
	sealed := fmt.Appendf(nil, "the sealed record of event %d", e.No)
	e.Commitment = sha256.Sum256(sealed)
	return e.Chained(e.No, e.Prev), station.SealedRecord{Event: e.No, Sealed: sealed}
}

func number(t testing.TB, epoch, serial int) registry.Number {
	t.Helper()
	n, err := registry.NewNumber("12", 131, epoch, 7, serial)
	must(t, err)
	return n
}

// issue gives the next serial to somebody whose hard key is the serial's.
func (b *book) issue() station.Change {
	b.t.Helper()
	serial := b.head.Serial + 1
	n := number(b.t, b.head.Epoch, serial)
	e, r := recorded(b.event(registry.Issued, n.String(), registry.IssuedBody{Epoch: b.head.Epoch, Serial: serial, Copy: 1, Expires: b.ends}))
	p, err := registry.PassState{}.After(e)
	must(b.t, err)
	return station.Change{
		Events: []registry.Event{e}, Passes: []registry.PassState{p}, Records: []station.SealedRecord{r},
		Keys: []station.BlindKey{hard((b.head.Epoch-1)*registry.LastSerial+serial, e.No), soft("family", e.No)},
		Refs: []station.RefVerdict{{Blind: fmt.Appendf(nil, "ref %d", e.No), Event: e.No, Verdict: fmt.Appendf(nil, "verdict %d", e.No)}},
	}
}

func hard(serial int, row int64) station.BlindKey {
	return station.BlindKey{Kind: "K1", Hard: true, Blind: fmt.Appendf(nil, "person %d", serial), Row: row}
}

func soft(value string, row int64) station.BlindKey {
	return station.BlindKey{Kind: "number", Blind: []byte(value), Row: row}
}

// step is one event of a pass that is there.
func (b *book) step(serial int, k registry.Kind, body any) station.Change {
	b.t.Helper()
	p := b.passes[serial]
	e := b.event(k, p.Number.String(), body)
	next, err := p.After(e)
	must(b.t, err)
	return station.Change{Events: []registry.Event{e}, Passes: []registry.PassState{next}}
}

// begun is a case that begins.
func (b *book) begun(k registry.Kind, outcome string) station.Change {
	e, r := recorded(b.event(k, "", registry.DecidedBody{Outcome: outcome}))
	c := b.caseStep(registry.CaseState{}, e)
	c.Records = []station.SealedRecord{r}
	return c
}

// decided is a step of a case that is there.
func (b *book) decided(id int64, k registry.Kind, to registry.CaseStatus) station.Change {
	return b.caseStep(b.cases[id], b.event(k, "", registry.CaseBody{Case: id, State: to}))
}

func (b *book) caseStep(before registry.CaseState, e registry.Event) station.Change {
	b.t.Helper()
	next, err := before.After(e)
	must(b.t, err)
	return station.Change{Events: []registry.Event{e}, Cases: []registry.CaseState{next}}
}

// write appends the change and remembers it.
func (b *book) write(c station.Change) station.Change {
	b.t.Helper()
	must(b.t, b.store.Append(context.Background(), c))
	return b.remember(c)
}

func (b *book) remember(c station.Change) station.Change {
	b.t.Helper()
	for _, e := range c.Events {
		var err error
		b.head, err = b.head.Advance(e)
		must(b.t, err)
	}
	for _, p := range c.Passes {
		b.passes[p.Number.Serial()] = p
	}
	for _, s := range c.Cases {
		b.cases[s.ID] = s
	}
	return c
}

// issued writes n passes and answers their states.
func (b *book) issued(n int) []registry.PassState {
	b.t.Helper()
	var all []registry.PassState
	for range n {
		all = append(all, b.write(b.issue()).Passes[0])
	}
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
