// Package storetest says what every station.Store must do, once for all of them:
// Run is the suite, Sound the invariant that holds after everything. It also has
// a store in memory, with faults, that is fast enough for simulations of months.
//
// An Image of the memory store is what a backup, a disk image or a clone of a
// laptop copies. It costs nothing to take: the store is the list of the changes
// that were committed, and an image a beginning of that list, which every store
// that came of it shares. What the changes add up to is worked out when a store
// from an image is first asked; one that lies there as an image costs nothing more.
//
//	disk := storetest.New()
//	st, _, err := station.Create(ctx, ports(disk), setup)
//	backup := disk.Image()
//	disk.Fail(1, true) // the next COMMIT reports an error and has happened
//	disk = storetest.FromImage(backup)
package storetest

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Memory is a store that lives as long as the value.
type Memory struct {
	mu sync.Mutex
	tables
	done   *Image
	laid   bool // the tables are not made of the changes yet
	broken bool // until Reopen
	closed bool
	fault  fault
}

var _ station.Store = (*Memory)(nil)

// Image is a copy of a whole store: its last change, and what was before; nil is an
// empty one.
type Image struct {
	before *Image
	change station.Change
	n      int
}

// Len is how many changes are in it.
func (i *Image) Len() int {
	if i == nil {
		return 0
	}
	return i.n
}

// Changes are those of the image, the first one first.
func (i *Image) Changes() iter.Seq[station.Change] {
	return func(yield func(station.Change) bool) {
		all := make([]*Image, i.Len())
		for at := i; at != nil; at = at.before {
			all[at.n-1] = at
		}
		for _, at := range all {
			if !yield(at.change) {
				return
			}
		}
	}
}

// Backward are the changes of the image, the last one first.
func (i *Image) Backward() iter.Seq[station.Change] {
	return func(yield func(station.Change) bool) {
		for at := i; at != nil && yield(at.change); at = at.before {
		}
	}
}

// New is an empty store.
func New() *Memory { return &Memory{tables: newTables()} }

// FromImage is a store as it was when the image was taken. The image stays as it
// is whatever becomes of either store.
func FromImage(i *Image) *Memory { return &Memory{done: i, laid: true} }

// lock takes the store for one question, with its tables made.
func (m *Memory) lock() {
	m.mu.Lock()
	if !m.laid {
		return
	}
	m.laid, m.tables = false, newTables()
	for c := range m.done.Changes() {
		m.put(c)
	}
}

// Image copies the store.
func (m *Memory) Image() *Image {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.done
}

// Append writes the change, all of it or nothing.
func (m *Memory) Append(_ context.Context, c station.Change) error {
	m.lock()
	defer m.mu.Unlock()
	if err := m.usable(); err != nil {
		return err
	}
	failed, happens := m.fault.strikes()
	if !failed || happens {
		if err := m.check(c); err != nil {
			return fmt.Errorf("append: %w: %w", station.ErrStorage, err)
		}
		c = cloned(c)
		m.put(c)
		m.done = &Image{m.done, c, m.done.Len() + 1}
	}
	if failed {
		m.broken = true
		return fmt.Errorf("append: %w: a fault that was asked for", station.ErrStorage)
	}
	return nil
}

// Reopen takes up a store again whose append failed.
func (m *Memory) Reopen(context.Context) error {
	m.lock()
	defer m.mu.Unlock()
	if m.closed || m.fault.shut {
		return fmt.Errorf("reopen: %w", station.ErrStorage)
	}
	m.broken = false
	return nil
}

// Secure has nothing to make durable.
func (m *Memory) Secure(context.Context) error {
	m.lock()
	defer m.mu.Unlock()
	return m.usable()
}

// Integrity answers nil: memory has no medium that could be damaged.
func (m *Memory) Integrity(context.Context) error {
	m.lock()
	defer m.mu.Unlock()
	return m.usable()
}

// Close ends the use of the value; an image of it can still be taken.
func (m *Memory) Close() error {
	m.lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

func (m *Memory) usable() error {
	if m.closed || m.broken {
		return fmt.Errorf("%w: closed, or broken and not opened again", station.ErrStorage)
	}
	return nil
}

// cloned is the change with bytes of its own: whoever handed it in may wipe his.
func cloned(c station.Change) station.Change {
	c.Events, c.Passes, c.Cases = slices.Clone(c.Events), slices.Clone(c.Passes), slices.Clone(c.Cases)
	for i := range c.Events {
		c.Events[i].Body = bytes.Clone(c.Events[i].Body)
	}
	c.Records = slices.Clone(c.Records)
	for i := range c.Records {
		c.Records[i].Sealed = bytes.Clone(c.Records[i].Sealed)
	}
	c.Keys = slices.Clone(c.Keys)
	for i := range c.Keys {
		c.Keys[i].Blind = bytes.Clone(c.Keys[i].Blind)
	}
	c.DroppedKeys = slices.Clone(c.DroppedKeys)
	for i := range c.DroppedKeys {
		c.DroppedKeys[i].Blind = bytes.Clone(c.DroppedKeys[i].Blind)
	}
	c.Refs = slices.Clone(c.Refs)
	for i := range c.Refs {
		c.Refs[i].Blind, c.Refs[i].Verdict = bytes.Clone(c.Refs[i].Blind), bytes.Clone(c.Refs[i].Verdict)
	}
	c.Residents = slices.Clone(c.Residents)
	for i := range c.Residents {
		c.Residents[i].Sealed = bytes.Clone(c.Residents[i].Sealed)
	}
	c.Meta = maps.Clone(c.Meta)
	for k, v := range c.Meta {
		c.Meta[k] = bytes.Clone(v)
	}
	c.Watch = clonedWatch(c.Watch)
	c.Imports = clonedImports(c.Imports)
	c.Operators = slices.Clone(c.Operators)
	for i, o := range c.Operators {
		c.Operators[i].Roles, c.Operators[i].Wrap = slices.Clone(o.Roles), bytes.Clone(o.Wrap)
	}
	c.Ledger.Pages, c.Ledger.Places = slices.Clone(c.Ledger.Pages), slices.Clone(c.Ledger.Places)
	c.Upstream = clonedUpstream(c.Upstream)
	c.Heads = slices.Clone(c.Heads)
	for i, h := range c.Heads {
		c.Heads[i].Edge, c.Heads[i].Note = bytes.Clone(h.Edge), bytes.Clone(h.Note)
	}
	return c
}

// tables are what the changes add up to.
type tables struct {
	events    []registry.Event
	ofPass    map[string][]int64 // events by the pass they name
	ofCase    map[int64][]int64  // events by the case they belong to, issues apart
	epochs    int64              // the last event that began an epoch
	records   map[int64][]byte
	passes    map[int64]registry.PassState // by FirstEvent
	passOrder []int64
	serials   map[serial]int64
	cases     map[int64]registry.CaseState
	caseOrder []int64
	keys      map[blindValue][]slot
	refs      map[string]station.RefVerdict
	residents map[int64][]byte
	meta      map[string][]byte
	operators map[string]station.Operator
	heads     []station.SignedHead // in order
	watch     watchTables
	imports   []station.Imported
	ledger    ledgerTables
	upstream  upstreamTables
}

type serial struct{ series, no int }

func serialOf(n registry.Number) serial { return serial{n.Series(), n.Serial()} }

// blindValue is a key without its slot; its slots are kept in order.
type blindValue struct{ kind, blind string }

func valueOf(k station.BlindKey) blindValue { return blindValue{k.Kind, string(k.Blind)} }

type slot struct{ no, pass int64 }

func newTables() tables {
	return tables{
		ofPass: map[string][]int64{}, ofCase: map[int64][]int64{}, records: map[int64][]byte{},
		passes: map[int64]registry.PassState{}, serials: map[serial]int64{}, cases: map[int64]registry.CaseState{},
		keys: map[blindValue][]slot{}, refs: map[string]station.RefVerdict{}, residents: map[int64][]byte{},
		meta: map[string][]byte{}, operators: map[string]station.Operator{}, watch: newWatchTables(), ledger: newLedgerTables(),
	}
}
