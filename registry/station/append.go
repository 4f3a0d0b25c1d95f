package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// draft is a command on its way into the log: events without numbers, and what
// belongs to them.
type draft struct {
	events []draftEvent
	passes map[string]registry.PassState // states before the command, by number
	cases  registry.Cases                // likewise, by ID
	pages  map[int]registry.LedgerPage   // likewise, of the signature ledger
	tasks  map[string]registry.TaskState // likewise, of upstream's tasks, by ID
	change Change                        // what needs no event number
	epoch  int                           // of the last number that it gives; 0: it has given none
	serial int                           // likewise
	taken  map[int]int                   // rows that it gives, by page of the signature ledger
	signed bool                          // the station signs the head behind it
	dayed  bool                          // the day's opening stands in it, where one is needed
}

// before keeps the state of a pass that the command changes.
func (d *draft) before(p registry.PassState) {
	if d.passes == nil {
		d.passes = map[string]registry.PassState{}
	}
	d.passes[p.Number.String()] = p
}

// row is the pass's place in the order of issue, once the draft is written.
func (d *draft) row(n registry.Number) int64 { return d.passes[n.String()].FirstEvent }

// draftEvent is an event to be, with the record and answer that it brings.
type draftEvent struct {
	kind   registry.Kind
	pass   string
	body   []byte
	of     int64  // the case that it changes; 0 none
	record []byte // plain; sealed under the event's number
	salt   []byte // of a record that was committed to before; nil: it gets one now
	keys   []BlindKey
	ref    []byte // blind; nil for none
	answer []byte // JSON of the verdict
}

// answered is what the event says of the ref and its kept answer.
func (e draftEvent) answered() registry.Answered {
	if e.ref == nil {
		return registry.Answered{}
	}
	return registry.Answered{Ref: hex.EncodeToString(e.ref), Answer: digest(e.answer)}
}

// digest is SHA-256 over the parts, hex.
func digest(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// append chains, seals, writes and marks. It is the only way into the log. When
// it answers nil the command is durable in both places.
func (s *Station) append(ctx context.Context, d *draft) error {
	if s.mark.Head.Event != s.head.Event { // the last command's is owed
		if err := s.writeMark(); err != nil {
			return err
		}
	}
	if err := s.numberEnds(ctx, d); err != nil {
		return err
	}
	before := s.head
	s.openDay(d)
	c, head, err := s.compose(d)
	if err != nil {
		return err
	}
	days, branch := s.days, s.branch
	for _, e := range c.Events {
		if days, err = days.After(e); err != nil {
			return err
		}
		if branch, err = branch.After(e); err != nil {
			return err
		}
	}
	// A command that began is finished even when the person who asked for it
	// has gone: a half-written answer is worse than a late one.
	ctx = context.WithoutCancel(ctx)
	if d.signed {
		h, err := s.signHead(ctx, head, c.Events)
		if err != nil {
			return err
		}
		c.Heads = append(c.Heads, h)
	}
	if err := s.ports.Store.Append(ctx, c); err != nil {
		if err := s.settle(ctx, err, head); err != nil {
			s.head = before
			return err
		}
	}
	s.head = head
	s.days, s.branch = days, branch
	if len(c.Ledger.Pages) > 0 {
		s.ledgerMoves++
	}
	for _, p := range c.Passes {
		if d.passes == nil {
			d.passes = map[string]registry.PassState{}
		}
		d.passes[p.Number.String()] = p
	}
	if len(s.back.Lists) > 0 && slices.ContainsFunc(c.Events, loads) {
		if err := s.readBack(ctx); err != nil { // the list is loaded all the same
			s.harmed(err, partReturned)
		}
	}
	return s.writeMark()
}

// settle answers nil when a COMMIT that reported an error has happened after
// all: 12 of 241 failed COMMITs had. A command's last event tells: nothing else
// can have its hash.
func (s *Station) settle(ctx context.Context, cause error, head registry.Head) error {
	if reopen := s.ports.Store.Reopen(ctx); reopen != nil {
		s.readOnly = unsettled
		return fmt.Errorf("%w (and the register did not open again: %w)", cause, reopen)
	}
	sum, err := s.ports.Store.EventHash(ctx, head.Event)
	switch {
	case err == nil && sum == head.Hash:
		if err := s.ports.Store.Secure(ctx); err != nil {
			s.readOnly = "unsettled write"
			return fmt.Errorf("%w (and it could not be made durable: %w)", cause, err)
		}
		return nil
	case err != nil && !errors.Is(err, ErrNotFound):
		s.readOnly = unsettled
		return fmt.Errorf("%w (and it could not be looked up: %w)", cause, err)
	}
	return cause
}

// compose turns a draft into a change: numbers, hashes, sealed records, states.
func (s *Station) compose(d *draft) (Change, registry.Head, error) {
	c, head, branch := d.change, s.head, s.branch
	at := s.ports.Now() // one command, one instant: by it the mark is compared
	states := map[string]registry.PassState{}
	cases := stepped{before: d.cases}
	var order []string
	for i := 0; i < len(d.events); i++ { // a step may bring another with it
		de := d.events[i]
		e := registry.Event{At: at, Kind: de.kind, Operator: s.operator.Name, Pass: de.pass, Body: de.body}
		no := head.Event + 1
		if de.record != nil {
			sealed, sum, err := s.sealRecord(no, de.record, de.salt)
			if err != nil {
				return c, head, err
			}
			e.Commitment = sum
			c.Records = append(c.Records, SealedRecord{Event: no, Sealed: sealed})
		}
		e = e.Chained(no, head.Hash)
		var err error
		if head, err = head.Advance(e); err != nil {
			return c, head, err
		}
		if branch, err = branch.After(e); err != nil {
			return c, head, err
		}
		c.Events = append(c.Events, e)
		if de.ref != nil {
			kept, err := s.sealAnswer(de.ref, de.answer)
			if err != nil {
				return c, head, err
			}
			c.Refs = append(c.Refs, RefVerdict{Blind: de.ref, Event: no, Verdict: kept})
		}
		if err := cases.step(de, e); err != nil {
			return c, head, err
		}
		if err := c.Ledger.step(d, e); err != nil {
			return c, head, err
		}
		if err := c.Upstream.step(d, e); err != nil {
			return c, head, err
		}
		if de.pass == "" || !de.kind.ChangesPass() {
			continue
		}
		state, seen := states[de.pass]
		if !seen {
			state = d.passes[de.pass]
			order = append(order, de.pass)
		}
		if err := branch.Check(state, e); err != nil {
			return c, head, refused(state, e, err)
		}
		if states[de.pass], err = state.After(e); err != nil {
			return c, head, refused(state, e, err)
		}
		if branch.Stale(states[de.pass]) && !branch.Stale(state) && !e.Returned() { // a sheet of before the branch was none
			d.events = slices.Insert(d.events, i+1, skip(branch, states[de.pass], registry.SkippedAfter))
		}
		for _, k := range de.keys {
			k.Row = states[de.pass].FirstEvent
			c.Keys = append(c.Keys, k)
		}
	}
	for _, n := range order {
		c.Passes = append(c.Passes, states[n])
	}
	c.Cases = cases.after
	return c, head, nil
}

// stepped are the states of a command's cases.
type stepped struct {
	before registry.Cases
	after  []registry.CaseState
}

func (s *stepped) step(de draftEvent, e registry.Event) error {
	id := de.of
	switch {
	case e.Returned():
		var err error
		if id, err = e.OfCase(); id == 0 || err != nil {
			return err
		}
	case e.Kind == registry.Refused, e.Kind == registry.Parked, e.Kind == registry.SpecialRecorded:
	case e.Kind == registry.AppealLodged && de.of == 0: // of a pass: it begins a case
	case de.of == 0:
		return nil
	}
	i := slices.IndexFunc(s.after, func(c registry.CaseState) bool { return c.ID == id })
	if i < 0 {
		i, s.after = len(s.after), append(s.after, s.before[id])
	}
	var err error
	s.after[i], err = s.after[i].After(e)
	return err
}

// recordVersion says how a record is packed: salt, then the application as JSON.
const recordVersion = 1

func recordAddress(event int64) seal.AAD {
	return seal.AAD{Table: "records", Version: recordVersion, Row: event}
}

// sealRecord seals salt ‖ record for the row of its event and answers the
// commitment that the event carries: SHA-256(salt ‖ record).
func (s *Station) sealRecord(event int64, record, committed []byte) (sealed []byte, sum [32]byte, err error) {
	salt, err := seal.NewSalt(s.ports.Rand)
	if err != nil {
		return nil, sum, fmt.Errorf("seal a record: %w", err)
	}
	copy(salt[:], committed)
	sealed, err = s.vault.Seal(recordAddress(event), append(salt[:], record...), s.ports.Rand)
	if err != nil {
		return nil, sum, fmt.Errorf("seal a record: %w", err)
	}
	return sealed, seal.Commitment(salt, record), nil
}

// openRecord answers the record and its commitment, or ErrDamaged.
func (s *Station) openRecord(r SealedRecord) (record []byte, sum [32]byte, err error) {
	return openRecord(s.vault, r)
}

// openRecord needs no station, so that several can open side by side.
func openRecord(v *seal.Vault, r SealedRecord) (record []byte, sum [32]byte, err error) {
	plain, err := v.Open(recordAddress(r.Event), r.Sealed)
	if err != nil || len(plain) < seal.SaltSize {
		return nil, sum, fmt.Errorf("%w: the record of event %d does not open", ErrDamaged, r.Event)
	}
	record = plain[seal.SaltSize:]
	return record, seal.Commitment([seal.SaltSize]byte(plain[:seal.SaltSize]), record), nil
}
