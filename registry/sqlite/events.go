package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Append writes one command: events, records and projections, in one
// transaction. It is the only writer of events.
func (db *DB) Append(ctx context.Context, c station.Change) error {
	return db.transact(ctx, func() error {
		for _, write := range []func(context.Context, *DB, station.Change) error{
			insertEvents, insertRecords, putPasses, putCases, dropKeys, insertKeys, insertRefs, putResidents, putMeta, putOperators, insertHeads, putWatch, putImports, putLedger, putUpstream,
		} {
			if err := write(ctx, db, c); err != nil {
				return err
			}
		}
		return nil
	})
}

func insertEvents(ctx context.Context, db *DB, c station.Change) error {
	for _, e := range c.Events {
		err := db.exec(ctx, "append an event", insertEvent,
			e.No, e.At.UnixMilli(), string(e.Kind), e.Operator, e.Pass, string(e.Body), e.Commitment[:], e.Prev[:], e.Hash[:])
		if err != nil {
			return err
		}
	}
	return nil
}

// Head reads the log's end and the last serial given. The serial comes from the
// log, never from live rows of passes: a number that was given stays given. A pass that
// came back has a number of another epoch.
func (db *DB) Head(ctx context.Context) (registry.Head, error) {
	var h registry.Head
	var hash []byte
	err := db.one(ctx, "read the head", func(r *sql.Row) error { return r.Scan(&h.Event, &hash) }, `SELECT no, hash FROM events ORDER BY no DESC LIMIT 1`)
	if err != nil {
		return h, err
	}
	copy(h.Hash[:], hash)
	var at, last int64
	err = db.one(ctx, "read the last serial", func(r *sql.Row) error { return r.Scan(&at, &h.Epoch, &h.Serial) }, `
		SELECT no, body->>'epoch', CASE kind WHEN 'Issued' THEN body->>'serial' WHEN 'Opened' THEN (body->>'start_at')-1 ELSE 0 END
		FROM events WHERE no = max((SELECT max(no) FROM events WHERE kind IN ('Opened','EpochTaken')), coalesce((
			SELECT p.first_event FROM passes p LEFT JOIN events e ON e.no=p.first_event WHERE e.kind IS NOT 'StepReturned' ORDER BY p.first_event DESC LIMIT 1), 0))`)
	if errors.Is(err, station.ErrNotFound) { // a pass whose event is gone
		return h, fmt.Errorf("read the last serial: %w", station.ErrDamaged)
	}
	if err != nil {
		return h, err
	}
	// The log has the last word on which number was given last: a pass that the table has
	// lost would have its number given to somebody else.
	err = db.one(ctx, "read the last number", func(r *sql.Row) error { return r.Scan(&last) },
		`SELECT coalesce((SELECT no FROM events WHERE kind='Issued' AND no>? ORDER BY no DESC LIMIT 1), 0)`, at)
	if err == nil && last > 0 {
		err = fmt.Errorf("read the last number: %w: the pass of event %d is missing", station.ErrDamaged, last)
	}
	return h, err
}

// EventHash is the hash of one event.
func (db *DB) EventHash(ctx context.Context, no int64) (sum [32]byte, err error) {
	var b []byte
	err = db.one(ctx, "read an event", func(r *sql.Row) error { return r.Scan(&b) }, `SELECT hash FROM events WHERE no=?`, no)
	if err != nil {
		return sum, err
	}
	copy(sum[:], b)
	return sum, nil
}

const eventColumns = `SELECT no, at, kind, operator, pass, body, commitment, prev, hash FROM events `

// Events reads the whole log in order.
func (db *DB) Events(ctx context.Context) iter.Seq2[registry.Event, error] {
	return query(ctx, db, scanEvent, eventColumns+`ORDER BY no`)
}

// Log reads the events behind one with their records: both lie in the order of
// the log, so it is one walk through each.
func (db *DB) Log(ctx context.Context, after int64, records bool) iter.Seq2[station.LogRow, error] {
	text := `SELECT no, at, kind, operator, pass, body, commitment, prev, hash, NULL FROM events WHERE no>? ORDER BY no`
	if records {
		text = `SELECT e.no, e.at, e.kind, e.operator, e.pass, e.body, e.commitment, e.prev, e.hash, r.sealed
			FROM events e LEFT JOIN records r ON r.event=e.no WHERE e.no>? ORDER BY e.no`
	}
	return query(ctx, db, func(rows *sql.Rows) (r station.LogRow, err error) {
		r.Event, err = scanEventAnd(rows, &r.Sealed)
		return r, err
	}, text, after)
}

// EventsAfter reads the end of the log, in order.
func (db *DB) EventsAfter(ctx context.Context, no int64) iter.Seq2[registry.Event, error] {
	return query(ctx, db, scanEvent, eventColumns+`WHERE no>? ORDER BY no`, no)
}

// PassEvents reads what happened to one pass, in order.
func (db *DB) PassEvents(ctx context.Context, number string) ([]registry.Event, error) {
	return collect(query(ctx, db, scanEvent, eventColumns+`WHERE pass=? AND pass<>'' ORDER BY no`, number))
}

func scanEvent(rows *sql.Rows) (registry.Event, error) { return scanEventAnd(rows) }

// scanEventAnd reads the columns of an event, and those behind them.
func scanEventAnd(rows *sql.Rows, more ...any) (e registry.Event, err error) {
	var at int64
	var kind, body string
	var commitment, prev, hash []byte
	if err = rows.Scan(append([]any{&e.No, &at, &kind, &e.Operator, &e.Pass, &body, &commitment, &prev, &hash}, more...)...); err != nil {
		return e, err
	}
	e.At, e.Kind, e.Body = time.UnixMilli(at).UTC(), registry.Kind(kind), json.RawMessage(body)
	copy(e.Commitment[:], commitment)
	copy(e.Prev[:], prev)
	copy(e.Hash[:], hash)
	return e, nil
}

// eventOf is the event of a row as a page has it.
func eventOf(row []any) registry.Event {
	e := registry.Event{
		No: row[0].(int64), At: time.UnixMilli(row[1].(int64)).UTC(), Kind: registry.Kind(row[2].(string)),
		Operator: row[3].(string), Pass: row[4].(string), Body: json.RawMessage(row[5].(string)),
	}
	copy(e.Commitment[:], row[6].([]byte))
	copy(e.Prev[:], row[7].([]byte))
	copy(e.Hash[:], row[8].([]byte))
	return e
}
