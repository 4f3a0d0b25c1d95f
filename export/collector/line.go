package collector

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// branch is how far one history of a station has come.
type branch struct {
	name   string
	parent string // the history that it left
	from   int64  // its first event
	head   registry.Head
	at     int64 // of its last event
}

// fork is two events in one place.
type fork struct {
	what, place   string
	first, second []byte
	kind          string
}

// refusal is an event that was kept and has no effect.
type refusal struct {
	event registry.Event
	why   string
}

func (in *intake) readBranches(ctx context.Context) error {
	rows, err := in.tx.Query(ctx, `SELECT branch, parent, from_no, through, head, epoch, serial, last_at FROM branches WHERE scheme=$1 AND station=$2 ORDER BY branch`, in.scheme, in.station)
	if err != nil {
		return err
	}
	defer rows.Close()
	in.branches = map[string]*branch{}
	for rows.Next() {
		var name, parent, hash []byte
		b := &branch{}
		if err := rows.Scan(&name, &parent, &b.from, &b.head.Event, &hash, &b.head.Epoch, &b.head.Serial, &b.at); err != nil {
			return err
		}
		b.name, b.parent, b.head.Hash = string(name), string(parent), [32]byte(hash)
		in.branches[b.name] = b
	}
	return rows.Err()
}

const eventColumns = `no, hash, prev, at, kind, operator, pass, body, commitment, record`

// columnsFor are eventColumns of a table that is joined.
func columnsFor(table string) string {
	return table + "." + strings.ReplaceAll(eventColumns, ", ", ", "+table+".")
}

// scanEvent reads eventColumns.
func scanEvent(rows pgx.Rows) (e registry.Event, sealed []byte, err error) {
	var hash, prev, commitment, body []byte
	var at int64
	var kind string
	if err = rows.Scan(&e.No, &hash, &prev, &at, &kind, &e.Operator, &e.Pass, &body, &commitment, &sealed); err != nil {
		return e, nil, err
	}
	e.Kind, e.At, e.Body = registry.Kind(kind), time.UnixMilli(at).UTC(), json.RawMessage(body)
	e.Hash, e.Prev, e.Commitment = [32]byte(hash), [32]byte(prev), [32]byte(commitment)
	return e, sealed, nil
}

// readHeld puts what waits beside what came.
func (in *intake) readHeld(ctx context.Context) error {
	came := map[[32]byte]bool{}
	for _, a := range in.pool {
		came[a.Event.Hash] = true
	}
	rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM held WHERE scheme=$1 AND station=$2 ORDER BY no, hash`, in.scheme, in.station)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, sealed, err := scanEvent(rows)
		if err != nil {
			return err
		}
		a := &arrived{Item: Item{Event: e}, sealed: sealed, wasHeld: true}
		if came[e.Hash] { // the one that came has its record in the open
			i := slices.IndexFunc(in.pool, func(p *arrived) bool { return p.Event.Hash == e.Hash })
			in.pool[i].wasHeld = true
			continue
		}
		if sealed != nil {
			if err := in.c.openRecord(in.scheme, in.station, &a.Item, sealed); err != nil {
				return err
			}
		}
		in.pool = append(in.pool, a)
	}
	return rows.Err()
}

// place is an event by its number and hash.
type place struct {
	no   int64
	hash [32]byte
}

// sort finds the history that each event continues, in the order of their numbers:
// so whatever an event follows was looked at before it.
func (in *intake) sort(ctx context.Context) error {
	defer in.gaps()
	if len(in.pool) == 0 {
		return nil
	}
	slices.SortStableFunc(in.pool, func(a, b *arrived) int {
		return cmp.Or(cmp.Compare(a.Event.No, b.Event.No), bytes.Compare(a.Event.Hash[:], b.Event.Hash[:]))
	})
	known, taken, err := in.readKnown(ctx, in.pool[0].Event.No-1, in.pool[len(in.pool)-1].Event.No)
	if err != nil {
		return err
	}
	for _, a := range in.pool {
		e := a.Event
		if _, here := known[place{e.No, e.Hash}]; here {
			in.taken.Known++
			if a.wasHeld {
				in.joined = append(in.joined, a)
			}
			continue
		}
		after, follows := known[place{e.No - 1, e.Prev}]
		if !follows && !(e.No == 1 && e.Prev == [32]byte{}) {
			if !a.unwrapped { // the station has not what one of those follows, and cannot send it
				in.hold(a)
			}
			continue
		}
		a.branch = in.join(e, after, taken)
		known[place{e.No, e.Hash}] = a.branch
		taken[at{a.branch, e.No}] = e.Hash
		in.kept = append(in.kept, a)
		if a.wasHeld {
			in.joined = append(in.joined, a)
		}
	}
	return nil
}

func (in *intake) hold(a *arrived) {
	for _, w := range in.waiting {
		if w.Event.Hash == a.Event.Hash {
			return // twice in one bundle
		}
	}
	in.waiting = append(in.waiting, a)
	in.taken.Held++
}

// at is an event's place in one history.
type at struct {
	branch string
	no     int64
}

// join is the history that an event after one of the history continues: the same
// one where its place is free, else a new one, which is a fork.
func (in *intake) join(e registry.Event, after string, taken map[at][32]byte) string {
	name := after
	if first, there := taken[at{after, e.No}]; there {
		name = string(e.Hash[:])
		in.forks = append(in.forks, fork{"event", strconv.FormatInt(e.No, 10), first[:], e.Hash[:], string(e.Kind)})
	}
	b := in.branches[name]
	if b == nil {
		b = &branch{name: name, parent: after, from: e.No}
		if from := in.branches[after]; from != nil && name != after {
			b.head = from.head // its serials count on; the next EpochTaken puts them right
		}
		in.branches[name] = b
	}
	if name != "" {
		in.taken.Forked++
	}
	in.taken.Kept++
	return name
}

// readKnown reads which events of the numbers are here, and which place each has.
func (in *intake) readKnown(ctx context.Context, from, to int64) (map[place]string, map[at][32]byte, error) {
	rows, err := in.tx.Query(ctx, `SELECT branch, no, hash FROM events WHERE scheme=$1 AND station=$2 AND no BETWEEN $3 AND $4 ORDER BY branch, no`, in.scheme, in.station, from, to)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	known, taken := map[place]string{}, map[at][32]byte{}
	for rows.Next() {
		var name, hash []byte
		var no int64
		if err := rows.Scan(&name, &no, &hash); err != nil {
			return nil, nil, err
		}
		known[place{no, [32]byte(hash)}] = string(name)
		taken[at{string(name), no}] = [32]byte(hash)
	}
	return known, taken, rows.Err()
}

// gaps says what is missing before what waits: what is neither here nor waiting.
func (in *intake) gaps() {
	through := int64(0)
	for _, b := range in.branches {
		through = max(through, b.head.Event)
	}
	for _, a := range in.kept {
		through = max(through, a.Event.No)
	}
	in.taken.Through = through
	in.taken.Gaps = gapsBefore(through, in.waiting)
}

// gapsBefore is what is missing before events that wait, which are in the order of
// their numbers. One whose number is among ours and that follows none of ours is of
// a history that left earlier: the event before it is missing.
func gapsBefore(through int64, waiting []*arrived) []Gap {
	here := map[[32]byte]bool{}
	for _, w := range waiting {
		here[w.Event.Hash] = true
	}
	var gaps []Gap
	last := through
	for _, w := range waiting {
		if no := w.Event.No; !here[w.Event.Prev] {
			gaps = append(gaps, Gap{min(last+1, no-1), no - 1})
		}
		last = max(last, w.Event.No)
	}
	return gaps
}
