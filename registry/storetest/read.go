package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

// found is the value, or ErrNotFound.
func found[T any](m *Memory, v T, there bool) (T, error) {
	var none T
	if err := m.usable(); err != nil {
		return none, err
	}
	if !there {
		return none, fmt.Errorf("read: %w", station.ErrNotFound)
	}
	return v, nil
}

// rows yields what stood there when the reading began.
func rows[T any](m *Memory, read func() []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		m.lock()
		err := m.usable()
		var all []T
		if err == nil {
			all = read()
		}
		m.mu.Unlock()
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// Head is the log's end and the last serial given.
func (m *Memory) Head(context.Context) (h registry.Head, err error) {
	m.lock()
	defer m.mu.Unlock()
	if h, err = found(m, h, len(m.events) > 0); err != nil {
		return h, err
	}
	last := m.events[len(m.events)-1]
	h.Event, h.Hash = last.No, last.Hash
	at := m.epochs
	for _, row := range slices.Backward(m.passOrder) {
		if m.events[row-1].Kind != registry.StepReturned { // whose number is of another epoch
			at = max(at, row)
			break
		}
	}
	if at == 0 {
		return h, fmt.Errorf("read the last serial: %w", station.ErrDamaged)
	}
	var b struct {
		Epoch, Serial int
		StartAt       int `json:"start_at"`
	}
	if err := json.Unmarshal(m.events[at-1].Body, &b); err != nil {
		return h, fmt.Errorf("read the last serial: %w", station.ErrDamaged)
	}
	h.Epoch = b.Epoch
	switch m.events[at-1].Kind {
	case registry.Issued:
		h.Serial = b.Serial
	case registry.Opened:
		h.Serial = b.StartAt - 1
	}
	return h, nil
}

// EventHash is the hash of one event.
func (m *Memory) EventHash(_ context.Context, no int64) ([32]byte, error) {
	m.lock()
	defer m.mu.Unlock()
	if no < 1 || no > int64(len(m.events)) {
		return found(m, [32]byte{}, false)
	}
	return found(m, m.events[no-1].Hash, true)
}

// Events reads the whole log in order.
func (m *Memory) Events(context.Context) iter.Seq2[registry.Event, error] {
	return rows(m, func() []registry.Event { return m.events })
}

// EventsAfter reads the end of the log, in order.
func (m *Memory) EventsAfter(_ context.Context, no int64) iter.Seq2[registry.Event, error] {
	return rows(m, func() []registry.Event { return m.events[min(max(no, 0), int64(len(m.events))):] })
}

// Log reads the events behind one with their records.
func (m *Memory) Log(_ context.Context, after int64, records bool) iter.Seq2[station.LogRow, error] {
	return rows(m, func() []station.LogRow {
		var all []station.LogRow
		for _, e := range m.events[min(int64(len(m.events)), after):] {
			r := station.LogRow{Event: e}
			if records {
				r.Sealed = bytes.Clone(m.records[e.No])
			}
			all = append(all, r)
		}
		return all
	})
}

func (m *Memory) numbered(list []int64) []registry.Event {
	var all []registry.Event
	for _, no := range list {
		all = append(all, m.events[no-1])
	}
	return all
}

// PassEvents reads what happened to one pass, in order.
func (m *Memory) PassEvents(_ context.Context, number string) ([]registry.Event, error) {
	m.lock()
	defer m.mu.Unlock()
	return found(m, m.numbered(m.ofPass[number]), true)
}

// Pass is one pass by its number.
func (m *Memory) Pass(_ context.Context, number string) (registry.PassState, error) {
	m.lock()
	defer m.mu.Unlock()
	n, err := registry.ParseNumber(number)
	if err != nil {
		return found(m, registry.PassState{}, false)
	}
	first, there := m.serials[serialOf(n)]
	return found(m, m.passes[first], there && m.passes[first].Number.String() == number)
}

// PassBySerial is one pass by what counts in its number.
func (m *Memory) PassBySerial(_ context.Context, series, no int) (registry.PassState, error) {
	m.lock()
	defer m.mu.Unlock()
	first, there := m.serials[serial{series, no}]
	return found(m, m.passes[first], there)
}

// Holders are the passes under any of the keys, each once, in order of issue.
func (m *Memory) Holders(_ context.Context, keys []station.BlindKey) ([]registry.PassState, error) {
	m.lock()
	defer m.mu.Unlock()
	var firsts []int64
	for _, k := range keys {
		for _, s := range m.keys[valueOf(k)] {
			firsts = append(firsts, s.pass)
		}
	}
	slices.Sort(firsts)
	return found(m, m.states(slices.Compact(firsts)), true)
}

// Under reads which passes stand under which of the keys.
func (m *Memory) Under(_ context.Context, keys []station.BlindKey) ([]station.KeyedPass, error) {
	m.lock()
	defer m.mu.Unlock()
	var all []station.KeyedPass
	for _, k := range keys {
		for _, s := range m.keys[valueOf(k)] {
			all = append(all, station.KeyedPass{Kind: k.Kind, Row: s.pass})
		}
	}
	return found(m, all, true)
}

// Holder is the pass of a row with the sealed record of its holder.
func (m *Memory) Holder(_ context.Context, row int64) (registry.PassState, []byte, error) {
	m.lock()
	defer m.mu.Unlock()
	p, there := m.passes[row]
	p, err := found(m, p, there)
	return p, bytes.Clone(m.records[p.Record]), err
}

func (m *Memory) states(firsts []int64) []registry.PassState {
	var all []registry.PassState
	for _, first := range firsts {
		all = append(all, m.passes[first])
	}
	return all
}

// Page reads n passes behind (down) or before (up) the row from.
func (m *Memory) Page(_ context.Context, from int64, n int, down bool, f station.Filter) ([]registry.PassState, error) {
	m.lock()
	defer m.mu.Unlock()
	order := slices.Clone(m.passOrder)
	if !down {
		slices.Reverse(order)
	}
	var page []registry.PassState
	for _, first := range order {
		p := m.passes[first]
		if len(page) < n && (down && first > from || !down && (from == 0 || first < from)) && shows(f, p) && (!f.Unplaced || m.ledger.lacks(p)) {
			page = append(page, p)
		}
	}
	if !down {
		slices.Reverse(page)
	}
	return found(m, page, true)
}

func shows(f station.Filter, p registry.PassState) bool {
	return (f.Status == "" || f.Status == p.Status) && (!f.Unprinted || p.Unprinted()) && (!f.Unsigned || p.Unsigned()) &&
		(!f.Outstanding || len(p.Outstanding()) > 0) && (!f.Missing || len(p.Missing()) > 0)
}

// Over reads passes in hand whose term ended before the day.
func (m *Memory) Over(_ context.Context, day civil.Date, n int) ([]registry.PassState, error) {
	m.lock()
	defer m.mu.Unlock()
	var over []registry.PassState
	for _, p := range m.states(m.passOrder) {
		if p.Over(day) && len(over) < n {
			over = append(over, p)
		}
	}
	return found(m, over, true)
}

// AllPasses reads every pass in order of issue.
func (m *Memory) AllPasses(context.Context) iter.Seq2[registry.PassState, error] {
	return rows(m, func() []registry.PassState { return m.states(m.passOrder) })
}

// Tally counts the events and denials of a span, and the open ends of the whole
// register.
func (m *Memory) Tally(_ context.Context, from, to time.Time) (station.Tally, error) {
	m.lock()
	defer m.mu.Unlock()
	t := station.Tally{Kinds: map[registry.Kind]int{}, Passes: len(m.passes)}
	within := func(e registry.Event) bool { return !e.At.Before(from) && e.At.Before(to) }
	for _, e := range m.events {
		if within(e) {
			t.Kinds[e.Kind]++
			countHour(&t, e, from)
		}
	}
	for _, p := range m.passes {
		if p.Unprinted() {
			t.Unprinted++
		}
		if p.Unsigned() {
			t.Unsigned++
		}
		t.Outstanding += one(len(p.Outstanding()) > 0)
		if !p.Status.InHand() {
			if t.Out == nil {
				t.Out = map[registry.Status]int{}
			}
			t.Out[p.Status]++
		}
	}
	for _, c := range m.cases {
		t.Open += one(c.Status == registry.CaseOpen)
		t.Appealed += one(c.Status == registry.CaseAppealed)
		if e := m.events[c.ID-1]; within(e) && e.Kind == c.Kind && !c.OfPass() {
			countDenied(&t, c)
		}
	}
	return found(m, t, true)
}

func countHour(t *station.Tally, e registry.Event, from time.Time) {
	if e.Kind != registry.Issued && e.Kind != registry.Reissued {
		return
	}
	if t.Hours == nil {
		t.Hours = map[int]int{}
	}
	t.Hours[int(e.At.Sub(from)/time.Hour)]++
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func countDenied(t *station.Tally, c registry.CaseState) {
	switch {
	case c.Status != registry.CaseRefused && c.Status != registry.CaseAppealed && c.Status != registry.CaseUpheld:
	case strings.HasPrefix(c.Outcome, "REFER_"):
		t.Referred++
	case c.Outcome == "SAME_PERSON":
		t.SamePerson++
	default:
		t.Refused++
	}
}
