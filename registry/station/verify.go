package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/unique"
)

// Proof is what verify found: every count that must agree, and what does not.
type Proof struct {
	Events   int64         `json:"events"`
	Passes   int           `json:"passes"`
	Records  int           `json:"records"`
	Numbers  int           `json:"numbers"`     // assigned
	Before   int           `json:"before_book"` // serials of the paper book before ours
	Gaps     []int         `json:"gaps"`
	Head     string        `json:"head"`
	Faults   []string      `json:"faults"`
	ReadOnly string        `json:"read_only,omitempty"`
	head     registry.Head `json:"-"`
}

// Verify is the register's fsck: the medium, the chain, the projections against
// the log, the sealed records against their commitments, the blind keys against
// the records, and the accounting of numbers. A fault is an answer; an error
// means that it could not be looked at.
func (s *Station) Verify(ctx context.Context) (Proof, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return Proof{}, ErrLocked
	}
	p := Proof{Gaps: []int{}, Faults: []string{}, ReadOnly: s.readOnly}
	if err := s.ports.Store.Integrity(ctx); err != nil {
		p.fault("medium: %v", err)
	}
	folded, commitments := s.foldLog(ctx, &p)
	s.verifyPasses(ctx, &p, folded)
	s.verifyRecords(ctx, &p, commitments)
	s.verifyKeys(ctx, &p, folded)
	s.verifyNumbers(&p, folded)
	return p, nil
}

func (p *Proof) fault(format string, args ...any) {
	p.Faults = append(p.Faults, fmt.Sprintf(format, args...))
}

func (s *Station) foldLog(ctx context.Context, p *Proof) (map[string]registry.PassState, map[int64][32]byte) {
	commitments := map[int64][32]byte{}
	passes, head, err := registry.Fold(func(yield func(registry.Event) bool) {
		for e, err := range s.ports.Store.Events(ctx) {
			if err != nil {
				p.fault("log: %v", err)
				return
			}
			if e.Commitment != ([32]byte{}) {
				commitments[e.No] = e.Commitment
			}
			if !yield(e) {
				return
			}
		}
	})
	if err != nil {
		p.fault("log: %v", err)
	}
	if len(p.Faults) == 0 && head != s.head {
		p.fault("log: it ends at event %d, the station stands at %d", head.Event, s.head.Event)
	}
	if s.mark.Head != s.head && s.readOnly == "" {
		p.fault("high-water mark: it stands at event %d, the log at %d", s.mark.Head.Event, s.head.Event)
	}
	p.Events, p.Head, p.head = head.Event, head.Short(), head
	return passes, commitments
}

func (s *Station) verifyPasses(ctx context.Context, p *Proof, folded map[string]registry.PassState) {
	for state, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			p.fault("passes: %v", err)
			return
		}
		p.Passes++
		if want, ok := folded[state.Number.String()]; !ok || want != state {
			p.fault("pass %s: the projection differs from the log", state.Number)
		}
	}
	if p.Passes != len(folded) {
		p.fault("passes: %d in the projection, %d in the log", p.Passes, len(folded))
	}
}

func (s *Station) verifyRecords(ctx context.Context, p *Proof, commitments map[int64][32]byte) {
	for r, err := range s.ports.Store.Records(ctx) {
		if err != nil {
			p.fault("records: %v", err)
			return
		}
		p.Records++
		record, sum, err := s.openRecord(r)
		if err != nil {
			p.fault("record of event %d: it does not open", r.Event)
			continue
		}
		if sum != commitments[r.Event] {
			p.fault("record of event %d: it is not the one the event speaks of", r.Event)
		}
		if !json.Valid(record) {
			p.fault("record of event %d: unreadable", r.Event)
		}
	}
	if p.Records != len(commitments) {
		p.fault("records: %d kept, %d events speak of one", p.Records, len(commitments))
	}
}

// verifyKeys computes the blind keys of every holder again: a key that is
// missing would let a second pass be issued to the same person.
func (s *Station) verifyKeys(ctx context.Context, p *Proof, folded map[string]registry.PassState) {
	type key struct {
		kind, blind string
		row         int64
	}
	rows := map[int64]bool{}
	for _, state := range folded {
		rows[state.FirstEvent] = true
	}
	kept := map[key]bool{}
	for k, err := range s.ports.Store.Keys(ctx) {
		if err != nil {
			p.fault("keys: %v", err)
			return
		}
		kept[key{k.Kind, string(k.Blind), k.Row}] = true
		if !rows[k.Row] {
			p.fault("keys: one leads to no pass")
		}
	}
	for number, state := range folded {
		a, err := s.holder(ctx, state)
		if err != nil {
			p.fault("pass %s: its holder does not open", number)
			continue
		}
		for _, k := range s.blindKeys(unique.Keys(s.personOf(a, "active")), state.Twin) {
			if !kept[key{k.Kind, string(k.Blind), state.FirstEvent}] {
				p.fault("pass %s: the key %s is missing", number, k.Kind)
			}
		}
	}
	slices.Sort(p.Faults)
}

// verifyNumbers proves the sum: every serial of every epoch is assigned, or lies
// before our book; what is neither is a gap.
func (s *Station) verifyNumbers(p *Proof, folded map[string]registry.PassState) {
	given := map[[2]int]int{}
	last := map[int]int{}
	for _, state := range folded {
		n := state.Number
		given[[2]int{n.Epoch(), n.Serial()}]++
		last[n.Epoch()] = max(last[n.Epoch()], n.Serial())
	}
	p.Numbers, p.Before = len(folded), s.opened.StartAt-1
	for epoch, end := range last {
		first := 1
		if epoch == 1 {
			first = s.opened.StartAt
		}
		for serial := first; serial <= end; serial++ {
			switch given[[2]int{epoch, serial}] {
			case 0:
				p.Gaps = append(p.Gaps, serial)
			case 1:
			default:
				p.fault("number: serial %d-%d was given twice", epoch, serial)
			}
		}
	}
	slices.Sort(p.Gaps)
}
