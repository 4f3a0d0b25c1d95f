package sqlite_test

import (
	"path/filepath"
	"testing"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

// What every store must do, asked of a file.
func TestSQLiteIsAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) (station.Store, func() station.Store) {
		path := filepath.Join(t.TempDir(), "register.db")
		db, err := sqlite.Create(ctx, path)
		must(t, err)
		return db, func() station.Store {
			must(t, db.Close())
			again, err := sqlite.Open(ctx, path)
			must(t, err)
			return again
		}
	})
}
