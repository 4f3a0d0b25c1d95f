package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"passdesk/registry/station"
)

// The schema is a stair: each text was once the newest and is never changed. A
// new register walks all of it, an old one the steps that it lacks, so that both
// end word for word alike.
//
//go:embed schema.sql
var firstSchema string

//go:embed cases.sql
var casesSchema string

// Version 3 is numbers of several licences, the whole life of a pass, the watch list, and the signed heads of
// the log, each in a text of its own.
//
//go:embed series.sql
var seriesSchema string

//go:embed life.sql
var lifeSchema string

//go:embed watch.sql
var watchSchema string

//go:embed heads.sql
var headsSchema string

// Version 4 is what happens to paper: the signature ledger.
//
//go:embed paper.sql
var paperSchema string

// Version 5 is what comes from outside and goes there: people's lists, and what
// upstream has receipted and asked for.
//
//go:embed lists.sql
var listsSchema string

//go:embed upstream.sql
var upstreamSchema string

// Version 6 is what came back after a restore.
//
//go:embed returned.sql
var returnedSchema string

var steps = []string{firstSchema, casesSchema, seriesSchema + lifeSchema + watchSchema + headsSchema, paperSchema, listsSchema + upstreamSchema, returnedSchema}

// Version is the schema this build writes. An older register climbs to it, a
// newer one is refused.
const Version = 6

// climb brings a register from its version (0: it is empty) to this build's, in
// one transaction: it is the old one or the new one, whenever the lights go out.
func (db *DB) climb(ctx context.Context, version int) error {
	return db.climbTo(ctx, version, Version)
}

func (db *DB) climbTo(ctx context.Context, version, to int) error {
	text := strings.Join(steps[version:to], "\n") + fmt.Sprintf("PRAGMA user_version=%d; PRAGMA application_id=%d;", to, applicationID)
	return db.transact(ctx, func() error {
		_, err := db.conn.ExecContext(ctx, text)
		if unfit(err) && version > 0 {
			return fmt.Errorf("bring the register to the newest schema: %w: it does not hold what schema %d does", station.ErrDamaged, version)
		}
		return wrap("bring the register to the newest schema", err)
	})
}

// unfit reports a step that failed for what stands in the file, and not for the disk:
// a table that is there already or is missing, a value that a rule refuses.
func unfit(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_ERROR || e.Code()&0xff == sqlite3.SQLITE_CONSTRAINT)
}

// CheckSchema holds every table, index and trigger against the ones that this
// build makes: a trigger that was dropped no longer keeps the events.
func (db *DB) CheckSchema(ctx context.Context) error {
	want, err := ownSchema()
	if err != nil {
		return wrap("check the schema", err)
	}
	var got string
	if err := db.one(ctx, "check the schema", func(r *sql.Row) error { return r.Scan(&got) }, schemaText); err != nil {
		return err
	}
	if want != got {
		return fmt.Errorf("%w: the schema was changed", station.ErrDamaged)
	}
	return nil
}

// schemaText writes out the schema that a database has.
const schemaText = `SELECT coalesce(group_concat(type||' '||name||' '||coalesce(sql,''), char(10)),'') FROM (SELECT * FROM sqlite_schema ORDER BY type, name)`

// ownSchema is the one that this build makes, written out. It is made once: that costs as
// much as opening a register.
var ownSchema = sync.OnceValues(func() (text string, err error) {
	fresh, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return "", err
	}
	defer fresh.Close()
	fresh.SetMaxOpenConns(1)
	if _, err := fresh.Exec(strings.Join(steps, "\n")); err != nil {
		return "", err
	}
	err = fresh.QueryRow(schemaText).Scan(&text)
	return text, err
})
