package collector

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// Why an event has no effect. The words are for ever: receipts bear them.
const (
	WhyNumber  = "number_not_licensed" // the number is of a code that the station's key was not licensed for
	WhyRevoked = "key_revoked"         // given after the key was revoked
	WhyIllegal = "not_possible"        // the life of a pass does not allow it in the state the pass is in
	WhyRecord  = "record_unreadable"   // the holder's record cannot be read
	WhyBody    = "body_unreadable"     // the event's body cannot be read
)

// passRow is a pass in one history of its station.
type passRow struct {
	branch   string
	hash     [32]byte // of the event that gave it
	code     int
	issued   int64
	record   [32]byte // hash of the event whose record is the holder's
	state    registry.PassState
	was      registry.Status // when it was read
	new      bool
	carried  bool // new in this history, and stood in another
	moved    bool
	recalled bool // with this part, or by then
}

// folder holds the passes that an intake touches.
type folder struct {
	rows    map[string][]*passRow // by number
	keys    []keyChange
	weigh   map[[32]byte][][]byte // blind keys of passes that are to be weighed, by pass
	scheme  scheme.Scheme
	changed []*passRow
}

// keyChange is a record that brings keys to a pass; a correction takes away those
// of the record before.
type keyChange struct {
	pass, by [32]byte
	blinds   [][]byte
	instead  [32]byte // of this record; zero: beside all
	branch   string   // where: what another history brought stays
}

// fold takes what the kept events say into the station and its passes, and moves the
// histories on.
func (in *intake) fold(ctx context.Context) error {
	if err := in.judge(ctx); err != nil {
		return err
	}
	for _, a := range in.kept {
		b := in.branches[a.branch]
		b.head, b.at = advance(b.head, a.Event), a.Event.At.UnixMilli()
	}
	return nil
}

// judge takes what the kept events say into the station and its passes.
func (in *intake) judge(ctx context.Context) error {
	var err error
	if in.folder.scheme, err = scheme.ByCode(in.scheme); err != nil {
		return err
	}
	in.folder.weigh = map[[32]byte][][]byte{}
	if err := in.readPasses(ctx); err != nil {
		return err
	}
	if err := in.readReturned(ctx); err != nil {
		return err
	}
	for _, a := range in.kept {
		why, err := in.take(ctx, a)
		if err != nil {
			return err
		}
		if why != "" {
			in.refused = append(in.refused, refusal{a.Event, why})
			in.taken.Refused++
		}
	}
	return nil
}

// advance is the head after the event. What does not count on from the number before
// is a station's fault that its own verify tells; the head says what was given.
func advance(h registry.Head, e registry.Event) registry.Head {
	next, err := h.Advance(e)
	if errors.Is(err, registry.ErrSerial) {
		var b registry.IssuedBody
		_ = json.Unmarshal(e.Body, &b) // it was read a moment ago
		next.Epoch, next.Serial = b.Epoch, b.Serial
	}
	return next
}

// take is one event; it answers why it has no effect.
func (in *intake) take(ctx context.Context, a *arrived) (why string, err error) {
	e := a.Event
	switch {
	case e.Kind == registry.Opened:
		return in.opened(e), nil
	case e.Kind == registry.LicenceTaken:
		return in.relicensed(e), nil
	case e.Kind == registry.Issued:
		return in.issued(a), nil
	case e.Kind == registry.TaskDone:
		return in.finished(a), nil
	case e.Kind == registry.TaskTaken:
		in.heardOf(e)
		return "", nil
	case e.Kind == registry.StepReturned:
		return in.returnedStep(ctx, a)
	case e.Pass == "" || !e.Kind.ChangesPass():
		return "", nil
	}
	p, err := in.passOf(ctx, a)
	if p == nil || err != nil {
		return WhyIllegal, err
	}
	return in.step(p, a), nil
}

// opened: a register begins, and says what it is.
func (in *intake) opened(e registry.Event) string {
	var b registry.OpenedBody
	if json.Unmarshal(e.Body, &b) != nil {
		return WhyBody
	}
	district, err := in.folder.scheme.District(b.Division)
	if err != nil {
		return WhyBody
	}
	in.who.district, in.who.code, in.who.kind, in.who.point = district, b.Station, b.Point.Kind, b.Point.Name
	if b.OwnRoot {
		in.who.ownCode = b.Station
	}
	return ""
}

func (in *intake) relicensed(e registry.Event) string {
	var b registry.LicenceBody
	if json.Unmarshal(e.Body, &b) != nil {
		return WhyBody
	}
	in.who.code = b.Station
	return ""
}

// finished: the station says what came of a task.
func (in *intake) finished(a *arrived) string {
	var b registry.TaskBody
	if json.Unmarshal(a.Event.Body, &b) != nil || b.ID == "" {
		return WhyBody
	}
	if b.Task == registry.TaskHear && b.Outcome == registry.OutcomeDone {
		h, ok := readHeard(a, b)
		if !ok {
			return WhyBody
		}
		in.heard = append(in.heard, h)
	}
	in.done = append(in.done, b)
	return ""
}

// heardOf: the station has a task, or has heard that it is withdrawn.
func (in *intake) heardOf(e registry.Event) {
	var b registry.TaskBody
	if json.Unmarshal(e.Body, &b) == nil && b.Dropped {
		in.done = append(in.done, b)
	}
}

// issued: somebody got a number.
func (in *intake) issued(a *arrived) string {
	n, err := registry.ParseNumber(a.Event.Pass)
	if err != nil {
		return WhyBody
	}
	if why := in.who.mayGive(n); why != "" {
		return why
	}
	p := &passRow{branch: a.branch, hash: a.Event.Hash, code: n.Station(), issued: a.Event.At.UnixMilli(), new: true}
	if why := in.step(p, a); why != "" {
		return why
	}
	in.folder.rows[a.Event.Pass] = append(in.folder.rows[a.Event.Pass], p)
	in.taken.Passes++
	in.folder.bring(p.hash, [32]byte{}, [][]byte{in.c.placeKey(in.scheme, n)})
	return ""
}

// placeKey: two passes under one number meet under its place, whatever the run digit
// says. No record brings it, and no correction takes it away.
func (c *Collector) placeKey(schemeCode string, n registry.Number) []byte {
	return c.blind(schemeCode, "place", fmt.Sprintf("%s/%d/%d", n.District(), n.Series(), n.Serial()))
}

// step folds the event into the pass, and the holder's keys with it.
func (in *intake) step(p *passRow, a *arrived) string {
	after, err := p.state.After(a.Event)
	if err != nil {
		return WhyIllegal
	}
	names := after.Record == a.Event.No && after.Record != p.state.Record // the event brought the holder's record
	if !names {
		in.folder.move(p, after)
		return ""
	}
	holder, err := registry.ReadHolder(a.Record)
	if err != nil || holder.Name == "" {
		return WhyRecord
	}
	before := p.record
	p.record = a.Event.Hash
	in.folder.move(p, after)
	change := keyChange{pass: p.hash, by: p.record, blinds: in.c.blindKeys(in.scheme, holder.Holder(in.folder.scheme.Unit == scheme.Household))}
	if a.Event.Kind == registry.Corrected {
		change.instead, change.branch = before, a.branch
	}
	in.folder.keys = append(in.folder.keys, change)
	in.folder.weigh[p.hash] = append(in.folder.weigh[p.hash], change.blinds...)
	return ""
}

func (f *folder) bring(pass, by [32]byte, blinds [][]byte) {
	f.keys = append(f.keys, keyChange{pass: pass, by: by, blinds: blinds})
	f.weigh[pass] = append(f.weigh[pass], blinds...)
}

func (f *folder) move(p *passRow, to registry.PassState) {
	p.state, p.recalled = to, p.recalled || to.Status.UnderRecall()
	if !p.moved {
		p.moved = true
		f.changed = append(f.changed, p)
	}
}

// passOf is the pass in the history; nil for none. One that was given before the
// history left is taken along as it stood there.
func (in *intake) passOf(ctx context.Context, a *arrived) (*passRow, error) {
	number := a.Event.Pass
	rows := in.folder.rows[number]
	if i := slices.IndexFunc(rows, func(p *passRow) bool { return p.branch == a.branch }); i >= 0 || a.branch == "" {
		if i < 0 {
			return nil, nil
		}
		return rows[i], nil
	}
	p, err := in.before(ctx, in.branches[a.branch], number)
	if p != nil {
		p.branch, p.new, p.carried = a.branch, true, true
		in.folder.rows[number] = append(rows, p)
	}
	return p, err
}

// before folds the pass's events up to where the history left. They are written
// already, also when they came with this parcel.
func (in *intake) before(ctx context.Context, b *branch, number string) (*passRow, error) {
	var p *passRow
	spans := lineage(in.branches, b)
	for _, s := range spans[:len(spans)-1] {
		rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND pass=$3 AND branch=$4 AND no<$5
			AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.scheme=events.scheme AND r.station=events.station AND r.hash=events.hash) ORDER BY no`,
			in.scheme, in.station, number, []byte(s.branch), s.below)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			e, _, err := scanEvent(rows)
			if err != nil {
				rows.Close()
				return nil, err
			}
			p = p.after(e)
		}
		if rows.Err() != nil {
			return nil, rows.Err()
		}
	}
	return p, nil
}

// after is the pass after an event that was folded before; what had no effect then
// has none now.
func (p *passRow) after(e registry.Event) *passRow {
	was, _, err := e.Original() // a pass that came back is the one that it was
	if err != nil {
		return p
	}
	if p == nil {
		if was.Kind != registry.Issued {
			return nil
		}
		p = &passRow{hash: was.Hash, issued: was.At.UnixMilli()}
	}
	state, err := p.state.After(e)
	if err != nil {
		return p
	}
	if state.Record == e.No && state.Record != p.state.Record {
		p.record = was.Hash
	}
	p.state, p.code = state, state.Number.Station()
	return p
}

// span is the part of a history that another one shares.
type span struct {
	branch string
	below  int64
}

// lineage is the history, and those that it left, each up to where it was left: in
// the order of their numbers, so that the history itself is last.
func lineage(all map[string]*branch, b *branch) []span {
	list := []span{{b.name, math.MaxInt64}}
	for b != nil && b.name != "" {
		list = append(list, span{b.parent, b.from})
		b = all[b.parent]
	}
	slices.Reverse(list)
	return list
}

// readPasses reads the passes that the kept events are about, and were here.
func (in *intake) readPasses(ctx context.Context) error {
	in.folder.rows = map[string][]*passRow{}
	wanted := map[string]bool{}
	for _, a := range in.kept {
		if a.Event.Pass != "" && a.Event.Kind.ChangesPass() && a.Event.Kind != registry.Issued {
			wanted[a.Event.Pass] = true
		}
	}
	numbers := make([]string, 0, len(wanted))
	for n := range wanted {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	rows, err := in.tx.Query(ctx, `SELECT branch, pass, number, code, issued, record, state FROM passes WHERE scheme=$1 AND station=$2 AND number=ANY($3) ORDER BY number, branch`, in.scheme, in.station, numbers)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p, number, err := scanPass(rows)
		if err != nil {
			return err
		}
		in.folder.rows[number] = append(in.folder.rows[number], p)
	}
	return rows.Err()
}

func scanPass(rows pgx.Rows) (p *passRow, number string, err error) {
	var branch, hash, record, state []byte
	p = &passRow{}
	if err := rows.Scan(&branch, &hash, &number, &p.code, &p.issued, &record, &state); err != nil {
		return nil, "", err
	}
	p.branch, p.hash, p.record = string(branch), [32]byte(hash), [32]byte(record)
	if err := json.Unmarshal(state, &p.state); err != nil {
		return nil, "", fmt.Errorf("%w: the state of pass %s", ErrDamaged, number)
	}
	p.was = p.state.Status
	return p, number, nil
}

// blind is an index of the scheme's under the collector's key.
func (c *Collector) blind(schemeCode, kind, value string) []byte {
	b := c.ports.Vault.Blind16(schemeCode+" "+kind, value)
	return b[:]
}

// blindKeys are the keys under which the passes of one person meet. A folded name is
// none of them, nor the words of a Latin one: who is only alike is asked at the desk.
func (c *Collector) blindKeys(schemeCode string, p unique.Person) [][]byte {
	var list [][]byte
	for _, k := range unique.Keys(p).All() {
		if k.Kind == "K0" || k.Kind == "fold" || k.Kind == "words" {
			continue
		}
		b := c.blind(schemeCode, k.Kind, k.Value)
		if !slices.ContainsFunc(list, func(o []byte) bool { return bytes.Equal(o, b) }) {
			list = append(list, b)
		}
	}
	return list
}
