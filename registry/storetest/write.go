package storetest

import (
	"cmp"
	"errors"
	"slices"

	"passdesk/registry"
	"passdesk/registry/station"
)

// What a change must not do. A store of another kind refuses the same with
// constraints and triggers.
var (
	errOrder  = errors.New("events follow each other")
	errNobody = errors.New("it belongs to nothing that is there")
	errTwice  = errors.New("it is there already")
)

// check answers nil when the whole change can be written.
func (m *Memory) check(c station.Change) error {
	for _, part := range []func(station.Change) error{m.checkEvents, m.checkRecords, m.checkPasses, m.checkKeys, m.checkBeside, m.checkHeads, m.checkWatch, m.checkImports, m.checkLedger, m.checkUpstream} {
		if err := part(c); err != nil {
			return err
		}
	}
	return nil
}

func (m *Memory) checkEvents(c station.Change) error {
	no, hash := int64(len(m.events)), [32]byte{}
	if no > 0 {
		hash = m.events[no-1].Hash
	}
	for _, e := range c.Events {
		if no++; e.No != no || e.Prev != hash {
			return errOrder
		}
		hash = e.Hash
	}
	return nil
}

// isEvent: the event is in the log, or comes with the change.
func (m *Memory) isEvent(no int64, c station.Change) bool {
	return no >= 1 && no <= int64(len(m.events)+len(c.Events))
}

func (m *Memory) checkRecords(c station.Change) error {
	seen := map[int64]bool{}
	for _, r := range c.Records {
		if _, there := m.records[r.Event]; there || seen[r.Event] {
			return errTwice
		}
		if seen[r.Event] = true; !m.isEvent(r.Event, c) {
			return errNobody
		}
	}
	return nil
}

func (m *Memory) checkPasses(c station.Change) error {
	given := map[serial]int64{}
	for _, p := range c.Passes {
		if _, there := m.records[p.Record]; !there && !slices.ContainsFunc(c.Records, func(r station.SealedRecord) bool { return r.Event == p.Record }) {
			return errNobody
		}
		if _, there := m.passes[p.FirstEvent]; there {
			continue // what a number is made of never changes
		}
		at := serialOf(p.Number)
		if _, there := m.serials[at]; there {
			return errTwice
		}
		if first, there := given[at]; there && first != p.FirstEvent {
			return errTwice
		}
		if given[at] = p.FirstEvent; !m.isEvent(p.FirstEvent, c) {
			return errNobody
		}
	}
	return nil
}

// checkKeys: a hard key belongs to one pass, or to one for each twin.
func (m *Memory) checkKeys(c station.Change) error {
	type place struct {
		of blindValue
		no int64
	}
	put := map[place]int64{}
	for _, k := range c.Keys {
		if _, there := m.passes[k.Row]; !there && !slices.ContainsFunc(c.Passes, func(p registry.PassState) bool { return p.FirstEvent == k.Row }) {
			return errNobody
		}
		at := place{valueOf(k), k.Slot()}
		for _, s := range m.keys[at.of] {
			if s.no == at.no && s.pass != k.Row {
				return errTwice
			}
		}
		if pass, there := put[at]; there && pass != k.Row {
			return errTwice
		}
		put[at] = k.Row
	}
	return nil
}

func (m *Memory) checkBeside(c station.Change) error {
	for _, s := range c.Cases {
		if !m.isEvent(s.ID, c) {
			return errNobody
		}
	}
	refs := map[string]bool{}
	for _, r := range c.Refs {
		if _, there := m.refs[string(r.Blind)]; there || refs[string(r.Blind)] {
			return errTwice
		}
		if refs[string(r.Blind)] = true; !m.isEvent(r.Event, c) {
			return errNobody
		}
	}
	residents := map[int64]bool{}
	for _, r := range c.Residents {
		if _, there := m.residents[r.ID]; there && !c.NewResidents || residents[r.ID] {
			return errTwice
		}
		residents[r.ID] = true
	}
	return nil
}

// put writes a change that was checked.
func (m *Memory) put(c station.Change) {
	for _, e := range c.Events {
		m.putEvent(e)
	}
	m.watch.put(c.Watch)
	m.imports = append(m.imports, c.Imports...)
	for _, r := range c.Records {
		m.records[r.Event] = r.Sealed
	}
	for _, p := range c.Passes {
		m.putPass(p)
	}
	for _, s := range c.Cases {
		m.putCase(s)
	}
	for _, k := range c.DroppedKeys {
		m.dropKey(k)
	}
	for _, k := range c.Keys {
		m.putKey(k)
	}
	for _, r := range c.Refs {
		m.refs[string(r.Blind)] = r
	}
	if c.NewResidents {
		clear(m.residents)
	}
	for _, r := range c.Residents {
		m.residents[r.ID] = r.Sealed
	}
	for k, v := range c.Meta {
		m.meta[k] = v
	}
	for _, o := range c.Operators {
		m.operators[o.Name] = o
	}
	m.heads = append(m.heads, c.Heads...)
	m.ledger.put(c.Ledger)
	m.upstream.put(c.Upstream)
}

func (m *Memory) putEvent(e registry.Event) {
	m.events = append(m.events, e)
	if e.Pass != "" {
		m.ofPass[e.Pass] = append(m.ofPass[e.Pass], e.No)
	}
	switch e.Kind {
	case registry.Opened, registry.EpochTaken:
		m.epochs = e.No
	case registry.Issued, registry.Reissued, registry.StepReturned: // the pass's history tells them
	default:
		if id, err := e.OfCase(); err == nil && id != 0 {
			m.ofCase[id] = append(m.ofCase[id], e.No)
		}
	}
}

func (m *Memory) putPass(p registry.PassState) {
	old, there := m.passes[p.FirstEvent]
	if there {
		p.Number = old.Number
	} else {
		m.passOrder = inOrder(m.passOrder, p.FirstEvent)
		m.serials[serialOf(p.Number)] = p.FirstEvent
	}
	m.passes[p.FirstEvent] = p
}

func (m *Memory) putCase(s registry.CaseState) {
	old, there := m.cases[s.ID]
	if there {
		s.Kind, s.Outcome = old.Kind, old.Outcome
	} else {
		m.caseOrder = inOrder(m.caseOrder, s.ID)
	}
	m.cases[s.ID] = s
}

func (m *Memory) putKey(k station.BlindKey) {
	of := valueOf(k)
	at, there := slices.BinarySearchFunc(m.keys[of], k.Slot(), func(s slot, no int64) int { return cmp.Compare(s.no, no) })
	if !there {
		m.keys[of] = slices.Insert(m.keys[of], at, slot{k.Slot(), k.Row})
	}
}

func (m *Memory) dropKey(k station.BlindKey) {
	of := valueOf(k)
	if m.keys[of] = slices.DeleteFunc(m.keys[of], func(s slot) bool { return s == slot{k.Slot(), k.Row} }); len(m.keys[of]) == 0 {
		delete(m.keys, of)
	}
}

// inOrder puts the number into an ascending list; it is nearly always the last.
func inOrder(list []int64, n int64) []int64 {
	at, _ := slices.BinarySearch(list, n)
	return slices.Insert(list, at, n)
}
