package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"passdesk/registry/station"
)

// mostUnbegun bounds what a set-up can have written before its first event, with
// the log: two schemas and some to spare.
const mostUnbegun = 1 << 20

// firstEvent is what every log begins with, and stands in the open where a byte of
// it was ever written.
var firstEvent = []byte(`"own_root":`)

// RemoveUnbegun takes away a register that a set-up left which was killed, or whose
// lights went out, before the first event: no number, no key, nobody's data were in
// it. Anything else stays as it is, and the answer is ErrRegisterExists: what holds
// an event, or the bytes of one, what is another program's, what cannot be read.
func RemoveUnbegun(ctx context.Context, path string) error {
	l, err := acquire(path + ".lock")
	if err != nil {
		return err
	}
	defer l.release()
	begun, err := holdsAnything(ctx, path)
	if err != nil || begun {
		return fmt.Errorf("%w: %s", station.ErrRegisterExists, filepath.Base(path))
	}
	Remove(path)
	return syncFolder(filepath.Dir(path))
}

// holdsAnything looks at a copy: SQLite changes what it opens.
func holdsAnything(ctx context.Context, path string) (bool, error) {
	RemoveCopy(path)
	defer RemoveCopy(path)
	left, nothing := int64(mostUnbegun), true
	for _, end := range []string{"", "-wal", "-journal"} {
		b, err := os.ReadFile(path + end)
		if errors.Is(err, os.ErrNotExist) && end != "" {
			continue
		}
		if err != nil {
			return true, err
		}
		if left -= int64(len(b)); left < 0 || bytes.Contains(b, firstEvent) {
			return true, nil
		}
		nothing = nothing && len(bytes.Trim(b, "\x00")) == 0
		if err := os.WriteFile(path+copyEnd+end, b, 0o600); err != nil {
			return true, err
		}
	}
	if nothing { // a name, or room on the disk, and not yet a byte
		return false, nil
	}
	c, err := sql.Open("sqlite", medium{}.dsn(path+copyEnd))
	if err != nil {
		return true, err
	}
	defer c.Close()
	c.SetMaxOpenConns(1)
	return hasRows(ctx, c)
}

// hasRows reports whether any table has a row, or is none of a register.
func hasRows(ctx context.Context, c *sql.DB) (bool, error) {
	tables, err := tablesOf(ctx, c)
	if err != nil || len(tables) == 0 {
		return err != nil, err
	}
	var id int
	if err := c.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil || id != applicationID {
		return true, err
	}
	for _, table := range tables {
		var any bool
		if err := c.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM "`+table+`")`).Scan(&any); err != nil || any {
			return true, err
		}
	}
	return false, nil
}

func tablesOf(ctx context.Context, c *sql.DB) (names []string, err error) {
	rows, err := c.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
