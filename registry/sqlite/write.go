package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"passdesk/registry/station"
)

// The statements that write. Every statement is prepared once for a connection:
// parsing them was half the cost of an issue.
const (
	insertEvent = `INSERT INTO events(no, at, kind, operator, pass, body, commitment, prev, hash) VALUES(?,?,?,?,?,?,?,?,?)`

	insertRecord = `INSERT INTO records(event, sealed) VALUES(?,?)`

	putPass = `INSERT INTO passes(first_event, number, series, serial, copy, status, issued, expires, intended, printed, signed, record, last_event, twin, papers)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT(first_event) DO UPDATE SET copy=excluded.copy, status=excluded.status, issued=excluded.issued, expires=excluded.expires,
			intended=excluded.intended, printed=excluded.printed, signed=excluded.signed, record=excluded.record,
			last_event=excluded.last_event, twin=excluded.twin, papers=excluded.papers`

	dropKey = `DELETE FROM keys WHERE kind=? AND blind=? AND slot=? AND pass=?`

	putCase = `INSERT INTO cases(event, kind, outcome, status, pass, last_event) VALUES(?,?,?,?,?,?)
		ON CONFLICT(event) DO UPDATE SET status=excluded.status, pass=excluded.pass, last_event=excluded.last_event`

	insertRef = `INSERT INTO refs(blind, event, verdict) VALUES(?,?,?)`

	clearResidents = `DELETE FROM residents`

	insertResident = `INSERT INTO residents(id, sealed) VALUES(?,?)`

	putValue = `INSERT INTO meta(key, value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value`

	putOperator = `INSERT INTO operators(name, roles, wrap, disabled) VALUES(?,?,?,?)
		ON CONFLICT(name) DO UPDATE SET roles=excluded.roles, wrap=excluded.wrap, disabled=excluded.disabled`
)

// insertKeysText puts n keys at once: a person has five or more, and each
// statement costs as much as the row it writes.
func insertKeysText(n int) string {
	return `INSERT INTO keys(kind, blind, slot, pass) VALUES(?,?,?,?)` + strings.Repeat(`,(?,?,?,?)`, n-1) + `
		ON CONFLICT(kind, blind, slot) DO UPDATE SET pass=CASE WHEN pass=excluded.pass THEN pass END`
}

// keysAtOnce bounds how many texts there are to prepare.
const keysAtOnce = 12

// stmt is the prepared statement of a text. There are only as many as this
// package has texts, so they are kept as long as the connection.
func (db *DB) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if stmt, ok := db.ready[text]; ok {
		return stmt, nil
	}
	if db.conn == nil { // it could not be opened again after a failed COMMIT
		return nil, fmt.Errorf("%w: the register is not open", station.ErrStorage)
	}
	stmt, err := db.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, wrap("prepare", err)
	}
	db.ready[text] = stmt
	return stmt, nil
}

// transact is one transaction on the one connection. It does without
// database/sql's own: that starts a goroutine for each, which costs an issue a
// fifth of its time on a laptop of two cores.
func (db *DB) transact(ctx context.Context, write func() error) error {
	if err := db.exec(ctx, "begin", "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := write()
	if err == nil {
		err = db.exec(ctx, "commit", "COMMIT")
	}
	if err != nil && db.conn != nil {
		// After some errors SQLite has rolled back by itself; then this says so.
		_, _ = db.conn.ExecContext(ctx, "ROLLBACK")
	}
	return err
}

func (db *DB) exec(ctx context.Context, doing, text string, args ...any) error {
	stmt, err := db.stmt(ctx, text)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(ctx, args...)
	return wrap(doing, err)
}
