package storetest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
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
		m.mu.Lock()
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
	m.mu.Lock()
	defer m.mu.Unlock()
	if h, err = found(m, h, len(m.events) > 0); err != nil {
		return h, err
	}
	last := m.events[len(m.events)-1]
	h.Event, h.Hash = last.No, last.Hash
	at := m.epochs
	if n := len(m.passOrder); n > 0 {
		at = max(at, m.passOrder[n-1])
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
	m.mu.Lock()
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
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m, m.numbered(m.ofPass[number]), true)
}

// Pass is one pass by its number.
func (m *Memory) Pass(_ context.Context, number string) (registry.PassState, error) {
	m.mu.Lock()
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
	m.mu.Lock()
	defer m.mu.Unlock()
	first, there := m.serials[serial{series, no}]
	return found(m, m.passes[first], there)
}

// Holders are the passes under any of the keys, each once, in order of issue.
func (m *Memory) Holders(_ context.Context, keys []station.BlindKey) ([]registry.PassState, error) {
	m.mu.Lock()
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

func (m *Memory) states(firsts []int64) []registry.PassState {
	var all []registry.PassState
	for _, first := range firsts {
		all = append(all, m.passes[first])
	}
	return all
}

// Page reads n passes behind (down) or before (up) the row from.
func (m *Memory) Page(_ context.Context, from int64, n int, down bool, f station.Filter) ([]registry.PassState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	order := slices.Clone(m.passOrder)
	if !down {
		slices.Reverse(order)
	}
	var page []registry.PassState
	for _, first := range order {
		p := m.passes[first]
		if len(page) < n && (down && first > from || !down && (from == 0 || first < from)) && shows(f, p) {
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
		(!f.Outstanding || len(p.Outstanding()) > 0)
}

// Over reads passes in hand whose term ended before the day.
func (m *Memory) Over(_ context.Context, day civil.Date, n int) ([]registry.PassState, error) {
	m.mu.Lock()
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
	m.mu.Lock()
	defer m.mu.Unlock()
	t := station.Tally{Kinds: map[registry.Kind]int{}, Passes: len(m.passes)}
	within := func(e registry.Event) bool { return !e.At.Before(from) && e.At.Before(to) }
	for _, e := range m.events {
		if within(e) {
			t.Kinds[e.Kind]++
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
	}
	for _, c := range m.cases {
		t.Open += one(c.Status == registry.CaseOpen)
		t.Appealed += one(c.Status == registry.CaseAppealed)
		if within(m.events[c.ID-1]) && !c.OfPass() {
			countDenied(&t, c)
		}
	}
	return found(m, t, true)
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

// Case is one case by the event that began it.
func (m *Memory) Case(_ context.Context, id int64) (registry.CaseState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, there := m.cases[id]
	return found(m, c, there)
}

// CasePage reads those that wait, the oldest first, or all, the newest first.
func (m *Memory) CasePage(_ context.Context, from int64, n int, all bool) ([]registry.CaseState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	order := slices.Clone(m.caseOrder)
	if all {
		slices.Reverse(order)
	}
	var page []registry.CaseState
	for _, id := range order {
		c := m.cases[id]
		if len(page) < n && (all && (from == 0 || id < from) || !all && id > from && c.Status.Waits()) {
			page = append(page, c)
		}
	}
	return found(m, page, true)
}

// AllCases reads every case in order.
func (m *Memory) AllCases(context.Context) iter.Seq2[registry.CaseState, error] {
	return rows(m, func() []registry.CaseState {
		var all []registry.CaseState
		for _, id := range m.caseOrder {
			all = append(all, m.cases[id])
		}
		return all
	})
}

// CaseEvents reads what happened to a case, from its beginning.
func (m *Memory) CaseEvents(_ context.Context, id int64) ([]registry.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m, m.numbered(m.ofCase[id]), true)
}

// DeniedCases reads every case of somebody who has no pass of it.
func (m *Memory) DeniedCases(context.Context) iter.Seq2[station.CaseRecord, error] {
	return rows(m, func() []station.CaseRecord {
		var all []station.CaseRecord
		for _, id := range m.caseOrder {
			c := m.cases[id]
			sealed, there := m.records[id]
			if there && !c.OfPass() && (c.Status.Denied() || c.Status == registry.CaseSpecial) {
				record := station.SealedRecord{Event: id, Sealed: bytes.Clone(sealed)}
				all = append(all, station.CaseRecord{CaseState: c, At: m.events[id-1].At, SealedRecord: record})
			}
		}
		return all
	})
}

// Record is the sealed record of one event.
func (m *Memory) Record(_ context.Context, event int64) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, there := m.records[event]
	return found(m, bytes.Clone(b), there)
}

// Records reads every sealed record in order.
func (m *Memory) Records(context.Context) iter.Seq2[station.SealedRecord, error] {
	return rows(m, func() []station.SealedRecord {
		var all []station.SealedRecord
		for _, event := range slices.Sorted(maps.Keys(m.records)) {
			all = append(all, station.SealedRecord{Event: event, Sealed: bytes.Clone(m.records[event])})
		}
		return all
	})
}

// CurrentRecords reads n passes behind the row, each with its holder's record.
func (m *Memory) CurrentRecords(_ context.Context, after int64, n int) iter.Seq2[station.CurrentRecord, error] {
	return rows(m, func() []station.CurrentRecord {
		var all []station.CurrentRecord
		for _, first := range m.passOrder {
			if first <= after || len(all) == n {
				continue
			}
			p := m.passes[first]
			record := station.SealedRecord{Event: p.Record, Sealed: bytes.Clone(m.records[p.Record])}
			all = append(all, station.CurrentRecord{Row: first, Number: p.Number, SealedRecord: record})
		}
		return all
	})
}

// Keys reads every blind key.
func (m *Memory) Keys(context.Context) iter.Seq2[station.BlindKey, error] {
	return rows(m, func() []station.BlindKey {
		values := slices.SortedFunc(maps.Keys(m.keys), func(a, b blindValue) int {
			return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.blind, b.blind))
		})
		var all []station.BlindKey
		for _, v := range values {
			for _, s := range m.keys[v] {
				k := station.BlindKey{Kind: v.kind, Blind: []byte(v.blind), Row: s.pass, Hard: s.no != s.pass}
				if k.Hard {
					k.Twin = int(s.no)
				}
				all = append(all, k)
			}
		}
		return all
	})
}

// Refs reads every kept answer, in the order of what it is found by.
func (m *Memory) Refs(context.Context) iter.Seq2[station.RefVerdict, error] {
	return rows(m, func() []station.RefVerdict {
		return slices.SortedFunc(maps.Values(m.refs), func(a, b station.RefVerdict) int {
			return bytes.Compare(a.Blind, b.Blind)
		})
	})
}

// Verdict is the answer that was given to a ref.
func (m *Memory) Verdict(_ context.Context, ref []byte) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, there := m.refs[string(ref)]
	return found(m, bytes.Clone(r.Verdict), there)
}

// Resident is one sealed row of the residents' list.
func (m *Memory) Resident(_ context.Context, id int64) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, there := m.residents[id]
	return found(m, bytes.Clone(b), there)
}

// Residents reads the whole residents' list.
func (m *Memory) Residents(context.Context) iter.Seq2[station.SealedResident, error] {
	return rows(m, func() []station.SealedResident {
		var all []station.SealedResident
		for _, id := range slices.Sorted(maps.Keys(m.residents)) {
			all = append(all, station.SealedResident{ID: id, Sealed: bytes.Clone(m.residents[id])})
		}
		return all
	})
}

// Meta is one of the station's own values.
func (m *Memory) Meta(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, there := m.meta[key]
	return found(m, bytes.Clone(b), there)
}

// Operators are the people who may unlock the station, by name.
func (m *Memory) Operators(context.Context) ([]station.Operator, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []station.Operator
	for _, name := range slices.Sorted(maps.Keys(m.operators)) {
		o := m.operators[name]
		o.Roles, o.Wrap = slices.Clone(o.Roles), bytes.Clone(o.Wrap)
		all = append(all, o)
	}
	return found(m, all, true)
}
