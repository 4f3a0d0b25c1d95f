package collector

import (
	"context"
	"crypto/subtle"
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

//go:embed sealed.sql
var third string

//go:embed counted.sql
var fourth string

// step is a text, and what a text cannot do behind it.
type step struct {
	text string
	then func(*Collector, context.Context, *tallied) error
}

var steps = []step{{text: first}, {text: second}, {third, (*Collector).sealTasks}, {fourth, (*Collector).countMore}}

// Version is the schema that this build writes.
var Version = len(steps)

// climbing is the lock under which one process brings the schema up to date.
// Any number will do that nobody else takes.
const climbing = 0x70617373

// climb brings a register to this build's schema; made says that there may be none.
func (c *Collector) climb(ctx context.Context, made bool) error {
	return c.transact(ctx, "bring the register to the newest schema", func(tx *tallied) error {
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
		if err := c.mayClimb(ctx, tx, version); err != nil {
			return err
		}
		for _, s := range steps[version:] {
			if _, err := tx.Exec(ctx, s.text); err != nil {
				return err
			}
			if s.then == nil {
				continue
			}
			if err := s.then(c, ctx, tx); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `INSERT INTO passcollector (one, version) VALUES (true, $1) ON CONFLICT (one) DO UPDATE SET version=excluded.version`, len(steps))
		return err
	})
}

// mayClimb refuses a key that is not the register's: what a step seals, it seals for good.
func (c *Collector) mayClimb(ctx context.Context, tx *tallied, version int) error {
	if version == 0 {
		return nil
	}
	var mark []byte
	if err := tx.QueryRow(ctx, `SELECT mark FROM passcollector`).Scan(&mark); err != nil {
		return err
	}
	if mine := c.ports.Vault.Blind("collector", "mark"); mark != nil && subtle.ConstantTimeCompare(mark, mine[:]) != 1 {
		return ErrWrongKey
	}
	return nil
}

// version is the schema's, 0 for a database without one.
func version(ctx context.Context, tx *tallied) (v int, err error) {
	if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS passcollector (one bool PRIMARY KEY CHECK (one), version int NOT NULL, mark bytea)`); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `SELECT version FROM passcollector`).Scan(&v)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return v, err
}
