package sqlite

import (
	"context"
	"database/sql"
)

// The statements that write. They are prepared once for a connection: parsing
// them was a quarter of the cost of an issue.
const (
	insertEvent = `INSERT INTO events(no, at, kind, operator, pass, body, commitment, prev, hash) VALUES(?,?,?,?,?,?,?,?,?)`

	insertRecord = `INSERT INTO records(event, sealed) VALUES(?,?)`

	putPass = `INSERT INTO passes(first_event, number, epoch, serial, copy, status, issued, expires, intended, printed, signed, record, last_event, twin)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT(number) DO UPDATE SET copy=excluded.copy, status=excluded.status, issued=excluded.issued, expires=excluded.expires,
			intended=excluded.intended, printed=excluded.printed, signed=excluded.signed, record=excluded.record,
			last_event=excluded.last_event, twin=excluded.twin`

	insertKey = `INSERT INTO keys(kind, blind, pass, hard, twin) VALUES(?,?,?,?,?) ON CONFLICT(kind, blind, pass) DO NOTHING`

	insertRef = `INSERT INTO refs(blind, event, verdict) VALUES(?,?,?)`

	clearResidents = `DELETE FROM residents`

	insertResident = `INSERT INTO residents(id, sealed) VALUES(?,?)`

	putValue = `INSERT INTO meta(key, value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value`

	putOperator = `INSERT INTO operators(name, roles, wrap, disabled) VALUES(?,?,?,?)
		ON CONFLICT(name) DO UPDATE SET roles=excluded.roles, wrap=excluded.wrap, disabled=excluded.disabled`
)

var writes = []string{insertEvent, insertRecord, putPass, insertKey, insertRef, clearResidents, insertResident, putValue, putOperator}

// prepare readies the statements before the first transaction: inside one, the
// only connection is taken.
func (db *DB) prepare(ctx context.Context) error {
	if db.ready != nil {
		return nil
	}
	ready := make(map[string]*sql.Stmt, len(writes))
	for _, text := range writes {
		stmt, err := db.sql.PrepareContext(ctx, text)
		if err != nil {
			return wrap("prepare", err)
		}
		ready[text] = stmt
	}
	db.ready = ready
	return nil
}

// writing is one transaction with the statements that are ready for it.
type writing struct {
	tx    *sql.Tx
	ready map[string]*sql.Stmt
}

func (w writing) exec(ctx context.Context, doing, text string, args ...any) error {
	_, err := w.tx.StmtContext(ctx, w.ready[text]).ExecContext(ctx, args...)
	return wrap(doing, err)
}
