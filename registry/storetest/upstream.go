package storetest

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// What upstream has said, in the store in memory, and what every store must do with it.

type upstreamTables struct {
	receipts []station.KeptReceipt // in order
	tasks    map[string]registry.TaskState
}

func clonedUpstream(c station.UpstreamChange) station.UpstreamChange {
	c.Tasks, c.Receipts = slices.Clone(c.Tasks), slices.Clone(c.Receipts)
	for i, r := range c.Receipts {
		c.Receipts[i].Note = bytes.Clone(r.Note)
	}
	return c
}

// checkUpstream: a receipt is of an event that there is and goes forward; a task is
// changed by events that there are, and is never another's.
func (m *Memory) checkUpstream(c station.Change) error {
	var last station.KeptReceipt
	if n := len(m.upstream.receipts); n > 0 {
		last = m.upstream.receipts[n-1]
	}
	for _, r := range c.Upstream.Receipts {
		switch {
		case r.Event <= last.Event || r.Through <= last.Through:
			return errOrder
		case !m.isEvent(r.Event, c):
			return errNobody
		}
		last = r
	}
	for _, t := range c.Upstream.Tasks {
		if !m.isEvent(t.FirstEvent, c) || !m.isEvent(t.LastEvent, c) {
			return errNobody
		}
	}
	return nil
}

func (u *upstreamTables) put(c station.UpstreamChange) {
	u.receipts = append(u.receipts, c.Receipts...)
	for _, t := range c.Tasks {
		if u.tasks == nil {
			u.tasks = map[string]registry.TaskState{}
		}
		u.tasks[t.ID] = t
	}
}

// LastReceipt is the one that reaches farthest.
func (m *Memory) LastReceipt(context.Context) (station.KeptReceipt, error) {
	m.lock()
	defer m.mu.Unlock()
	if len(m.upstream.receipts) == 0 {
		return found(m, station.KeptReceipt{}, false)
	}
	r := m.upstream.receipts[len(m.upstream.receipts)-1]
	r.Note = bytes.Clone(r.Note)
	return found(m, r, true)
}

// Receipts reads them in order.
func (m *Memory) Receipts(context.Context) iter.Seq2[station.KeptReceipt, error] {
	return rows(m, func() []station.KeptReceipt {
		return clonedUpstream(station.UpstreamChange{Receipts: m.upstream.receipts}).Receipts
	})
}

// Task is one of upstream's.
func (m *Memory) Task(_ context.Context, id string) (registry.TaskState, error) {
	m.lock()
	defer m.mu.Unlock()
	t, there := m.upstream.tasks[id]
	return found(m, t, there)
}

// Tasks reads those that are open, or all, in order.
func (m *Memory) Tasks(_ context.Context, all bool) iter.Seq2[registry.TaskState, error] {
	return rows(m, func() (list []registry.TaskState) {
		for _, t := range slices.SortedFunc(maps.Values(m.upstream.tasks), func(a, b registry.TaskState) int { return cmp.Compare(a.FirstEvent, b.FirstEvent) }) {
			if all || t.Status == registry.TaskOpen {
				list = append(list, t)
			}
		}
		return list
	})
}

// upstream: receipts go forward and stay; a task stands under its ID.
func upstream(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(2)
	_, err := s.LastReceipt(ctx)
	wants(t, "no receipt", err, station.ErrNotFound)
	_, err = s.Task(ctx, "t-1")
	wants(t, "no task", err, station.ErrNotFound)
	first := station.KeptReceipt{Event: b.head.Event - 1, Through: 1, Note: []byte("signed")}
	second := station.KeptReceipt{Event: b.head.Event, Through: 2, Note: []byte("signed later")}
	keep := func(r ...station.KeptReceipt) error {
		return s.Append(ctx, station.Change{Upstream: station.UpstreamChange{Receipts: r}})
	}
	must(t, keep(first))
	wants(t, "the same again", keep(first), station.ErrStorage)
	wants(t, "of no event", keep(station.KeptReceipt{Event: b.head.Event + 9, Through: 9, Note: []byte("x")}), station.ErrStorage)
	must(t, keep(second))
	last, err := s.LastReceipt(ctx)
	must(t, err)
	same(t, "the last receipt", last, second)
	same(t, "all receipts", list(t, s.Receipts(ctx)), []station.KeptReceipt{first, second})

	task := registry.TaskState{ID: "t-1", Kind: registry.TaskRecall, Number: number(t, 1, 1).String(), Status: registry.TaskOpen, FirstEvent: 2, LastEvent: 2}
	later := registry.TaskState{ID: "a-2", Kind: registry.TaskAppeal, Number: number(t, 1, 2).String(), Status: registry.TaskOpen, FirstEvent: 3, LastEvent: 3}
	set := func(t ...registry.TaskState) error {
		return s.Append(ctx, station.Change{Upstream: station.UpstreamChange{Tasks: t}})
	}
	must(t, set(later, task))
	same(t, "open tasks", list(t, s.Tasks(ctx, false)), []registry.TaskState{task, later})
	task.Status, task.LastEvent = registry.TaskAtEnd, 3
	must(t, set(task))
	got, err := s.Task(ctx, "t-1")
	must(t, err)
	same(t, "a task that is settled", got, task)
	same(t, "open tasks", list(t, s.Tasks(ctx, false)), []registry.TaskState{later})
	same(t, "all tasks", list(t, s.Tasks(ctx, true)), []registry.TaskState{task, later})
	task.ID, task.LastEvent = "t-3", b.head.Event+9
	wants(t, "a task of no event", set(task), station.ErrStorage)
}
