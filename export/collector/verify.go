package collector

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Proof is what Verify found.
type Proof struct {
	Stations int      `json:"stations"`
	Events   int64    `json:"events"`
	Held     int64    `json:"held"`
	Passes   int      `json:"passes"` // numbers: one that two histories of a laptop have is one
	Faults   []string `json:"faults"` // empty: all is as it was written
}

func (p *Proof) fault(format string, args ...any) {
	p.Faults = append(p.Faults, fmt.Sprintf(format, args...))
}

// Verify proves the register: every chain, every record against its event's
// commitment, every pass and every key against the events, that nothing that should be
// weighed is missing from keys, what the authority signed, and of what no event proves that
// it is as it was written.
// Errors: ErrDatabase.
func (c *Collector) Verify(ctx context.Context) (Proof, error) {
	var p Proof
	if err := c.logProof(ctx); err != nil {
		return p, err
	}
	err := pgx.BeginTxFunc(ctx, c.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) (err error) {
		p, err = c.verifyIn(ctx, tx)
		return err
	})
	if !ours(err) {
		err = wrap("verify", err)
	}
	return p, err
}

// logProof leaves a line for every station before its records are opened.
func (c *Collector) logProof(ctx context.Context) error {
	return c.transact(ctx, "log what is read", func(tx *tallied) error {
		rows, err := tx.Query(ctx, `SELECT scheme, station, code FROM stations ORDER BY scheme, station`)
		if err != nil {
			return err
		}
		all, err := pgx.CollectRows(rows, scanAddress)
		if err != nil {
			return err
		}
		for _, a := range all {
			if err := tx.logWhole(ctx, a.Scheme, a.Station, "verify"); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Collector) verifyIn(ctx context.Context, tx pgx.Tx) (Proof, error) {
	p := Proof{Faults: []string{}}
	if err := tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM held), `+countPasses).Scan(&p.Held, &p.Passes); err != nil {
		return p, err
	}
	rows, err := tx.Query(ctx, `SELECT scheme, station, code FROM stations ORDER BY scheme, station`)
	if err != nil {
		return p, err
	}
	all, err := pgx.CollectRows(rows, scanAddress)
	if err != nil {
		return p, err
	}
	for _, a := range all {
		p.Stations++
		if err := (&audit{c: c, tx: tx, at: a, proof: &p}).run(ctx); err != nil {
			return p, err
		}
	}
	if err := p.proveSigned(ctx, c, tx); err != nil {
		return p, err
	}
	return p, p.compareSums(ctx, c, tx)
}

// audit proves one station.
type audit struct {
	c        *Collector
	tx       pgx.Tx
	at       Address
	proof    *Proof
	scheme   scheme.Scheme
	branches map[string]*branch
	refused  map[[32]byte]bool
	keys     map[string]bool // pass and blind key, as they should be
}

func (a *audit) fault(format string, args ...any) {
	a.proof.fault("%s %03d %x: %s", a.at.Scheme, a.at.Code, a.at.Station[:min(4, len(a.at.Station))], fmt.Sprintf(format, args...))
}

func (a *audit) run(ctx context.Context) error {
	var err error
	if a.scheme, err = scheme.ByCode(a.at.Scheme); err != nil {
		a.fault("no such scheme")
		return nil
	}
	in := &intake{c: a.c, tx: &tallied{Tx: a.tx, c: a.c}, scheme: a.at.Scheme, station: a.at.Station}
	if err := in.readBranches(ctx); err != nil {
		return err
	}
	a.branches, a.keys = in.branches, map[string]bool{}
	if err := a.readRefused(ctx); err != nil {
		return err
	}
	for _, b := range a.branches {
		if err := a.branch(ctx, b); err != nil {
			return err
		}
	}
	return a.compareKeys(ctx)
}

func (a *audit) readRefused(ctx context.Context) error {
	a.refused = map[[32]byte]bool{}
	rows, err := a.tx.Query(ctx, `SELECT hash FROM refused WHERE scheme=$1 AND station=$2`, a.at.Scheme, a.at.Station)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var h []byte
		if err := rows.Scan(&h); err != nil {
			return err
		}
		a.refused[[32]byte(h)] = true
	}
	return rows.Err()
}

// history is what a branch's events come to.
type history struct {
	passes  map[string]*passRow
	touched map[string]bool                  // by the branch's own events
	keys    map[[32]byte]map[string][32]byte // by pass: its blind keys, and who brought each
	last    registry.Event
}

// branch reads a history from its first event and holds it against what is kept.
func (a *audit) branch(ctx context.Context, b *branch) error {
	h := &history{passes: map[string]*passRow{}, touched: map[string]bool{}, keys: map[[32]byte]map[string][32]byte{}}
	for _, s := range lineage(a.branches, b) {
		rows, err := a.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no<$4 ORDER BY no`, a.at.Scheme, a.at.Station, []byte(s.branch), s.below)
		if err != nil {
			return err
		}
		for rows.Next() {
			e, sealed, err := scanEvent(rows)
			if err != nil {
				rows.Close()
				return err
			}
			a.hear(h, e, sealed, s.branch == b.name)
		}
		if rows.Err() != nil {
			return rows.Err()
		}
	}
	if h.last.No != b.head.Event || h.last.Hash != b.head.Hash {
		a.fault("its history ends with event %d, and %d is kept", h.last.No, b.head.Event)
	}
	return a.comparePasses(ctx, b, h)
}

func (a *audit) hear(h *history, e registry.Event, sealed []byte, own bool) {
	if e.No != h.last.No+1 || !e.Intact(h.last.Hash) {
		a.fault("event %d does not follow the one before it, or was changed", e.No)
	}
	h.last = e
	it := Item{Event: e}
	if own {
		a.proof.Events++
		if sealed != nil {
			if err := a.c.openRecord(a.at.Scheme, a.at.Station, &it, sealed); err != nil {
				a.fault("the record of event %d does not open", e.No)
				return
			}
		}
		if err := it.check(); err != nil {
			a.fault("the record of event %d is not the one it commits to", e.No)
			return
		}
	}
	if e.Pass == "" || !e.Kind.ChangesPass() || a.refused[e.Hash] {
		return
	}
	before := [32]byte{}
	if p := h.passes[e.Pass]; p != nil {
		before = p.record
	}
	p := h.passes[e.Pass].after(e)
	if p == nil {
		a.fault("event %d is about a pass that nobody gave", e.No)
		return
	}
	h.passes[e.Pass] = p
	if own {
		h.touched[e.Pass] = true
		if p.record == e.Hash {
			a.hearHolder(h, p, e, it.Record, before)
		}
	}
}

// hearHolder notes which keys a record brings, and which a correction takes away.
func (a *audit) hearHolder(h *history, p *passRow, e registry.Event, record []byte, before [32]byte) {
	holder, err := registry.ReadHolder(record)
	if err != nil {
		a.fault("the record of event %d cannot be read", e.No)
		return
	}
	keys := h.keys[p.hash]
	if keys == nil {
		keys = map[string][32]byte{}
		h.keys[p.hash] = keys
	}
	for k, by := range keys {
		if e.Kind == registry.Corrected && by == before {
			delete(keys, k)
		}
	}
	for _, b := range a.c.blindKeys(a.at.Scheme, holder.Holder(a.scheme.Unit == scheme.Household)) {
		keys[string(b)] = p.record
	}
	if e.Kind == registry.Issued {
		keys[string(a.c.placeKey(a.at.Scheme, p.state.Number))] = [32]byte{}
	}
}

// comparePasses: every pass that the history's own events are about stands as they
// add up, and no other does.
func (a *audit) comparePasses(ctx context.Context, b *branch, h *history) error {
	rows, err := a.tx.Query(ctx, `SELECT status, branch, pass, number, code, issued, record, state FROM passes WHERE scheme=$1 AND station=$2 AND branch=$3 ORDER BY number`, a.at.Scheme, a.at.Station, []byte(b.name))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var status string
		got, number, err := scanPass(ahead{rows, []any{&status}})
		switch {
		case errors.Is(err, ErrDamaged):
			a.fault("a pass: %v", err)
			continue
		case err != nil: // its words may hold a row's values
			return err
		}
		want := h.passes[number]
		switch {
		case want == nil || !h.touched[number]:
			a.fault("pass %s stands for no event", number)
		case got.hash != want.hash || got.record != want.record || got.state != want.state || got.issued != want.issued || got.code != want.code || status != string(want.state.Status):
			a.fault("pass %s is not what its events add up to", number)
		}
		delete(h.touched, number)
	}
	for number := range h.touched {
		a.fault("pass %s is missing", number)
	}
	for pass, keys := range h.keys {
		for k := range keys {
			a.keys[string(pass[:])+k] = true
		}
	}
	return rows.Err()
}

// compareKeys: a key that is missing would let two numbers for one person pass.
func (a *audit) compareKeys(ctx context.Context) error {
	rows, err := a.tx.Query(ctx, `SELECT pass, blind FROM keys WHERE scheme=$1 AND station=$2 ORDER BY pass, blind`, a.at.Scheme, a.at.Station)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var pass, blind []byte
		if err := rows.Scan(&pass, &blind); err != nil {
			return err
		}
		k := string(slices.Concat(pass, blind))
		if !a.keys[k] {
			a.fault("a key of pass %x is nobody's", bytes.Clone(pass[:4]))
		}
		delete(a.keys, k)
	}
	for k := range a.keys {
		a.fault("a key of pass %x is missing", k[:4])
	}
	return rows.Err()
}
