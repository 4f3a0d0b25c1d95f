package storetest

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// checkHeads: a signed head is of an event that there is, and behind the one
// before it.
func (m *Memory) checkHeads(c station.Change) error {
	last := int64(0)
	if n := len(m.heads); n > 0 {
		last = m.heads[n-1].Events
	}
	for _, h := range c.Heads {
		switch {
		case h.Events <= last:
			return errTwice
		case !m.isEvent(h.Events, c):
			return errNobody
		}
		last = h.Events
	}
	return nil
}

// LastHead is the newest signed head.
func (m *Memory) LastHead(context.Context) (station.SignedHead, error) {
	m.lock()
	defer m.mu.Unlock()
	if len(m.heads) == 0 {
		return found(m, station.SignedHead{}, false)
	}
	return found(m, ownHead(m.heads[len(m.heads)-1]), true)
}

// Heads reads every signed head in order.
func (m *Memory) Heads(context.Context) iter.Seq2[station.SignedHead, error] {
	return rows(m, func() []station.SignedHead {
		all := slices.Clone(m.heads)
		for i, h := range all {
			all[i] = ownHead(h)
		}
		return all
	})
}

func ownHead(h station.SignedHead) station.SignedHead {
	h.Edge, h.Note = bytes.Clone(h.Edge), bytes.Clone(h.Note)
	return h
}

// Links reads the hashes of the events behind one.
func (m *Memory) Links(_ context.Context, after int64) iter.Seq2[registry.Event, error] {
	return rows(m, func() []registry.Event {
		var all []registry.Event
		for _, e := range m.events[min(int64(len(m.events)), after):] {
			all = append(all, registry.Event{No: e.No, Prev: e.Prev, Hash: e.Hash})
		}
		return all
	})
}

// signedHeads: a head is kept once, behind the log that it was signed of, and
// never again under the same number.
func signedHeads(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(2)
	_, err := s.LastHead(ctx)
	wants(t, "no head yet", err, station.ErrNotFound)
	first := station.SignedHead{Events: b.head.Event, Edge: []byte("edge"), Note: []byte("note")}
	must(t, s.Append(ctx, station.Change{Heads: []station.SignedHead{first}}))
	wants(t, "the same again", s.Append(ctx, station.Change{Heads: []station.SignedHead{first}}), station.ErrStorage)
	beyond := station.SignedHead{Events: b.head.Event + 1, Edge: []byte("edge"), Note: []byte("note")}
	wants(t, "beyond the log", s.Append(ctx, station.Change{Heads: []station.SignedHead{beyond}}), station.ErrStorage)
	b.issued(1)
	second := station.SignedHead{Events: b.head.Event, Edge: []byte("later edge"), Note: []byte("later note")}
	must(t, s.Append(ctx, station.Change{Heads: []station.SignedHead{second}}))
	last, err := s.LastHead(ctx)
	must(t, err)
	same(t, "the last", last, second)
	same(t, "all of them", list(t, s.Heads(ctx)), []station.SignedHead{first, second})
	links := list(t, s.Links(ctx, first.Events))
	same(t, "the events behind the first", int64(len(links)), second.Events-first.Events)
	same(t, "the last of them", links[len(links)-1].Hash, b.head.Hash)
}
