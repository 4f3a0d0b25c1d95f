package sqlite

import (
	"context"
	"database/sql"
)

// The statements that write. Every statement is prepared once for a connection:
// parsing them was half the cost of an issue.
const (
	insertEvent = `INSERT INTO events(no, at, kind, operator, pass, body, commitment, prev, hash) VALUES(?,?,?,?,?,?,?,?,?)`

	insertRecord = `INSERT INTO records(event, sealed) VALUES(?,?)`

	putPass = `INSERT INTO passes(first_event, number, epoch, serial, copy, status, issued, expires, intended, printed, signed, record, last_event, twin)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT(first_event) DO UPDATE SET copy=excluded.copy, status=excluded.status, issued=excluded.issued, expires=excluded.expires,
			intended=excluded.intended, printed=excluded.printed, signed=excluded.signed, record=excluded.record,
			last_event=excluded.last_event, twin=excluded.twin`

	insertKey = `INSERT INTO keys(kind, blind, slot, pass) VALUES(?,?,?,?)
		ON CONFLICT(kind, blind, slot) DO UPDATE SET pass=CASE WHEN pass=excluded.pass THEN pass END`

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
	for _, text := range writes {
		if _, err := db.stmt(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// stmt is the prepared statement of a text. There are only as many as this
// package has texts, so they are kept as long as the connection.
func (db *DB) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if stmt, ok := db.ready[text]; ok {
		return stmt, nil
	}
	stmt, err := db.sql.PrepareContext(ctx, text)
	if err != nil {
		return nil, wrap("prepare", err)
	}
	db.ready[text] = stmt
	return stmt, nil
}

// writing is one transaction with the statements that are ready for it.
type writing struct {
	db *DB
	tx *sql.Tx
}

func (w writing) exec(ctx context.Context, doing, text string, args ...any) error {
	stmt, err := w.db.stmt(ctx, text)
	if err != nil {
		return err
	}
	_, err = w.tx.StmtContext(ctx, stmt).ExecContext(ctx, args...)
	return wrap(doing, err)
}
