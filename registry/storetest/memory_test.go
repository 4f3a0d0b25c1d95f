package storetest_test

import (
	"context"
	"encoding/binary"
	"errors"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

var ctx = context.Background()

func TestMemoryIsAStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) (station.Store, func() station.Store) {
		m := storetest.New()
		return m, func() station.Store {
			m.Close()
			return storetest.FromImage(m.Image())
		}
	})
}

// day is a change of one event that follows the head.
func day(t *testing.T, m *storetest.Memory) station.Change {
	t.Helper()
	head, err := m.Head(ctx)
	if err != nil && !errors.Is(err, station.ErrNotFound) {
		t.Fatal(err)
	}
	e := registry.Event{Kind: registry.DayOpened}
	if head.Event == 0 {
		e.Kind, e.Body = registry.Opened, registry.Body(registry.OpenedBody{Epoch: 1, StartAt: 1})
	}
	return station.Change{Events: []registry.Event{e.Chained(head.Event+1, head.Hash)}}
}

func TestFaultsOfMemory(t *testing.T) {
	for _, happens := range []bool{true, false} {
		m := storetest.New()
		m.Fail(3, happens)
		for range 2 {
			if err := m.Append(ctx, day(t, m)); err != nil {
				t.Fatal(err)
			}
		}
		if err := m.Append(ctx, day(t, m)); !errors.Is(err, station.ErrStorage) {
			t.Errorf("the third: %v", err)
		}
		if _, err := m.Head(ctx); !errors.Is(err, station.ErrStorage) {
			t.Errorf("asked before it was opened again: %v", err)
		}
		m.Shut(true)
		if err := m.Reopen(ctx); !errors.Is(err, station.ErrStorage) {
			t.Errorf("shut: %v", err)
		}
		m.Shut(false)
		if err := m.Reopen(ctx); err != nil {
			t.Fatal(err)
		}
		head, err := m.Head(ctx)
		if want := map[bool]int64{true: 3, false: 2}[happens]; err != nil || head.Event != want {
			t.Errorf("happens %v: it ends at %d, %v", happens, head.Event, err)
		}
		if err := m.Append(ctx, day(t, m)); err != nil {
			t.Errorf("afterwards: %v", err)
		}
		storetest.Sound(t, m)
	}
}

// Two stores from one image go their own ways, and the image stays as it was.
func TestImagesAreCopies(t *testing.T) {
	m := storetest.New()
	if err := m.Append(ctx, day(t, m)); err != nil {
		t.Fatal(err)
	}
	image := m.Image()
	a, b := storetest.FromImage(image), storetest.FromImage(image)
	for i, s := range []*storetest.Memory{m, a, b} {
		for range i + 1 {
			c := day(t, s)
			c.Meta = map[string][]byte{"who": binary.BigEndian.AppendUint32(nil, uint32(i))}
			if err := s.Append(ctx, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, s := range []*storetest.Memory{m, a, b} {
		head, err := s.Head(ctx)
		who, _ := s.Meta(ctx, "who")
		if err != nil || head.Event != int64(i+2) || who[3] != byte(i) {
			t.Errorf("copy %d: %+v, %v, %v", i, head, who, err)
		}
		storetest.Sound(t, storetest.FromImage(s.Image()))
	}
	if first := storetest.FromImage(image); image.Len() != 1 {
		t.Errorf("the image has %d changes", image.Len())
	} else if head, _ := first.Head(ctx); head.Event != 1 {
		t.Errorf("the image ends at %d", head.Event)
	}
}

// What is not sound is told.
func TestSoundCanRefuse(t *testing.T) {
	for name, spoil := range map[string]func(c *station.Change){
		"an event's hash": func(c *station.Change) { c.Events[0].Body = []byte(`{"a":1}`) },
		"a pass too many": func(c *station.Change) { c.Passes = []registry.PassState{{FirstEvent: 2, Record: 2}} },
		"a case too many": func(c *station.Change) { c.Cases = []registry.CaseState{{ID: 2}} },
		"a stray record":  func(c *station.Change) { c.Records = []station.SealedRecord{{Event: 1}} },
	} {
		m := storetest.New()
		if err := m.Append(ctx, day(t, m)); err != nil {
			t.Fatal(err)
		}
		c := day(t, m)
		if name == "a pass too many" {
			c.Records = []station.SealedRecord{{Event: 2}}
		}
		spoil(&c)
		if err := m.Append(ctx, c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(storetest.Faults(m)) == 0 {
			t.Errorf("%s: it is called sound", name)
		}
	}
}
