package sqlite

import (
	"context"
	"database/sql"

	"passdesk/registry/station"
)

// putImports keeps what the files of people came to.
func putImports(ctx context.Context, db *DB, c station.Change) error {
	for _, i := range c.Imports {
		err := db.exec(ctx, "keep an import", `INSERT INTO imports(event, list, file, rows, taken, recalled) VALUES(?,?,?,?,?,?)`,
			i.Event, i.List, append([]byte{}, i.File...), i.Rows, i.Taken, i.Recalled)
		if err != nil {
			return err
		}
	}
	return nil
}

// Imports are the files of people that were loaded, the newest first.
func (db *DB) Imports(ctx context.Context) ([]station.Imported, error) {
	return collect(query(ctx, db, func(rows *sql.Rows) (i station.Imported, err error) {
		err = rows.Scan(&i.Event, &i.List, &i.File, &i.Rows, &i.Taken, &i.Recalled)
		return i, err
	}, `SELECT event, list, file, rows, taken, recalled FROM imports ORDER BY event DESC`))
}
