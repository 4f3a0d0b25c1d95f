package storetest

import (
	"bytes"
	"context"
	"iter"
	"slices"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Case is one case by the event that began it.
func (m *Memory) Case(_ context.Context, id int64) (registry.CaseState, error) {
	m.lock()
	defer m.mu.Unlock()
	c, there := m.cases[id]
	return found(m, c, there)
}

// CasePage reads those that wait, the oldest first, or all, the newest first.
func (m *Memory) CasePage(_ context.Context, from int64, n int, all bool) ([]registry.CaseState, error) {
	m.lock()
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
	m.lock()
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
