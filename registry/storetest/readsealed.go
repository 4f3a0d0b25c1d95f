package storetest

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"passdesk/registry/station"
)

// Record is the sealed record of one event.
func (m *Memory) Record(_ context.Context, event int64) ([]byte, error) {
	m.lock()
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
	m.lock()
	defer m.mu.Unlock()
	r, there := m.refs[string(ref)]
	return found(m, bytes.Clone(r.Verdict), there)
}

// Resident is one sealed row of the residents' list.
func (m *Memory) Resident(_ context.Context, id int64) ([]byte, error) {
	m.lock()
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
	m.lock()
	defer m.mu.Unlock()
	b, there := m.meta[key]
	return found(m, bytes.Clone(b), there)
}

// MetaKeys are the names of the station's own values.
func (m *Memory) MetaKeys(context.Context) ([]string, error) {
	m.lock()
	defer m.mu.Unlock()
	return found(m, slices.Sorted(maps.Keys(m.meta)), true)
}

// Operators are the people who may unlock the station, by name.
func (m *Memory) Operators(context.Context) ([]station.Operator, error) {
	m.lock()
	defer m.mu.Unlock()
	var all []station.Operator
	for _, name := range slices.Sorted(maps.Keys(m.operators)) {
		o := m.operators[name]
		o.Roles, o.Wrap = slices.Clone(o.Roles), bytes.Clone(o.Wrap)
		all = append(all, o)
	}
	return found(m, all, true)
}
