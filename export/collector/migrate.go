package collector

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// The schema is a stair: each text was once the newest and is never changed. A new
// register walks all of it, an old one the steps that it lacks.
//
//go:embed register.sql
var first string

//go:embed lists.sql
var second string

var steps = []string{first, second}

// Version is the schema that this build writes.
var Version = len(steps)

// climbing is the lock under which one process brings the schema up to date.
// Any number will do that nobody else takes.
const climbing = 0x70617373

// climb brings a register to this build's schema; made says that there may be none.
func (c *Collector) climb(ctx context.Context, made bool) error {
	return c.transact(ctx, "bring the register to the newest schema", func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, climbing); err != nil {
			return err
		}
		version, err := version(ctx, tx)
		if err != nil {
			return err
		}
		switch {
		case version > len(steps):
			return fmt.Errorf("%w: version %d, this program knows %d", ErrNewerSchema, version, len(steps))
		case version == 0 && !made:
			return ErrNoRegister
		case version == len(steps):
			return nil
		}
		for _, text := range steps[version:] {
			if _, err := tx.Exec(ctx, text); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `INSERT INTO passcollector (one, version) VALUES (true, $1) ON CONFLICT (one) DO UPDATE SET version=excluded.version`, len(steps))
		return err
	})
}

// version is the schema's, 0 for a database without one.
func version(ctx context.Context, tx pgx.Tx) (v int, err error) {
	if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS passcollector (one bool PRIMARY KEY CHECK (one), version int NOT NULL, mark bytea)`); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `SELECT version FROM passcollector`).Scan(&v)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return v, err
}
