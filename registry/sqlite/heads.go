package sqlite

import (
	"context"
	"database/sql"
	"iter"

	"passdesk/registry"
	"passdesk/registry/station"
)

const insertHead = `INSERT INTO heads(event, edge, note) VALUES(?,?,?)`

func insertHeads(ctx context.Context, db *DB, c station.Change) error {
	for _, h := range c.Heads {
		if err := db.exec(ctx, "keep a signed head", insertHead, h.Events, h.Edge, string(h.Note)); err != nil {
			return err
		}
	}
	return nil
}

const headColumns = `SELECT event, edge, CAST(note AS BLOB) FROM heads `

func scanHead(row interface{ Scan(...any) error }) (h station.SignedHead, err error) {
	err = row.Scan(&h.Events, &h.Edge, &h.Note)
	return h, err
}

// LastHead is the newest signed head.
func (db *DB) LastHead(ctx context.Context) (h station.SignedHead, err error) {
	err = db.one(ctx, "read the last signed head", func(r *sql.Row) (err error) { h, err = scanHead(r); return err }, headColumns+`ORDER BY event DESC LIMIT 1`)
	return h, err
}

// Heads reads every signed head in order.
func (db *DB) Heads(ctx context.Context) iter.Seq2[station.SignedHead, error] {
	return query(ctx, db, func(rows *sql.Rows) (station.SignedHead, error) { return scanHead(rows) }, headColumns+`ORDER BY event`)
}

// Links reads the hashes of the events behind one, in order.
func (db *DB) Links(ctx context.Context, after int64) iter.Seq2[registry.Event, error] {
	return query(ctx, db, func(rows *sql.Rows) (e registry.Event, err error) {
		var prev, hash []byte
		err = rows.Scan(&e.No, &prev, &hash)
		copy(e.Prev[:], prev)
		copy(e.Hash[:], hash)
		return e, err
	}, `SELECT no, prev, hash FROM events WHERE no>? ORDER BY no`, after)
}
