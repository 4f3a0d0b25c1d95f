package sqlite

import (
	"context"
	"database/sql"
	"iter"

	"passdesk/registry"
	"passdesk/registry/station"
)

// putUpstream writes what upstream said.
func putUpstream(ctx context.Context, db *DB, c station.Change) error {
	for _, r := range c.Upstream.Receipts {
		if err := db.exec(ctx, "keep a receipt", `INSERT INTO receipts(event, through, note) VALUES(?,?,?)`, r.Event, r.Through, string(r.Note)); err != nil {
			return err
		}
	}
	for _, t := range c.Upstream.Tasks {
		err := db.exec(ctx, "keep a task", `INSERT INTO tasks(id, kind, number, status, first_event, last_event) VALUES(?,?,?,?,?,?)
			ON CONFLICT(id) DO UPDATE SET status=excluded.status, last_event=excluded.last_event`,
			t.ID, string(t.Kind), t.Number, string(t.Status), t.FirstEvent, t.LastEvent)
		if err != nil {
			return err
		}
	}
	return nil
}

const receiptColumns = `SELECT event, through, CAST(note AS BLOB) FROM receipts `

func scanReceipt(row interface{ Scan(...any) error }) (r station.KeptReceipt, err error) {
	err = row.Scan(&r.Event, &r.Through, &r.Note)
	return r, err
}

// LastReceipt is the one that reaches farthest.
func (db *DB) LastReceipt(ctx context.Context) (kept station.KeptReceipt, err error) {
	err = db.one(ctx, "read the last receipt", func(r *sql.Row) (err error) { kept, err = scanReceipt(r); return err }, receiptColumns+`ORDER BY through DESC LIMIT 1`)
	return kept, err
}

// Receipts reads them in order.
func (db *DB) Receipts(ctx context.Context) iter.Seq2[station.KeptReceipt, error] {
	return query(ctx, db, func(rows *sql.Rows) (station.KeptReceipt, error) { return scanReceipt(rows) }, receiptColumns+`ORDER BY event`)
}

const taskColumns = `SELECT id, kind, number, status, first_event, last_event FROM tasks `

func scanTask(row interface{ Scan(...any) error }) (t registry.TaskState, err error) {
	err = row.Scan(&t.ID, &t.Kind, &t.Number, &t.Status, &t.FirstEvent, &t.LastEvent)
	return t, err
}

// Task is one of upstream's.
func (db *DB) Task(ctx context.Context, id string) (t registry.TaskState, err error) {
	err = db.one(ctx, "read a task", func(r *sql.Row) (err error) { t, err = scanTask(r); return err }, taskColumns+`WHERE id=?`, id)
	return t, err
}

// Tasks reads those that are open, or all of them, in order.
func (db *DB) Tasks(ctx context.Context, all bool) iter.Seq2[registry.TaskState, error] {
	where := `WHERE status='open' `
	if all {
		where = ``
	}
	return query(ctx, db, func(rows *sql.Rows) (registry.TaskState, error) { return scanTask(rows) }, taskColumns+where+`ORDER BY first_event`)
}
