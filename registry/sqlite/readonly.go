package sqlite

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"passdesk/registry/station"
)

// unwritable is a medium that nobody writes: SQLite opens a register in WAL mode
// there only when it is told that the file does not change.
var unwritable = medium{still: true, syncFolder: syncFolder, settings: []setting{
	{"trusted_schema", "0", "0"},
	{"cell_size_check", "1", "1"},
	{"temp_store", "MEMORY", "2"},
	{"query_only", "1", "1"},
}}

// OpenReadOnly opens a register in a folder that cannot be written, to be read. A
// log file beside it would have to be written back first, and an older schema
// would have to climb: both answer ErrReadOnlyFolder.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) {
	if err := present(path); err != nil {
		return nil, err
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil, fmt.Errorf("%w: %s-wal is not written back", station.ErrReadOnlyFolder, filepath.Base(path))
	}
	db := &DB{path: path, on: unwritable}
	err := db.connect(ctx)
	if err == nil {
		err = db.checkVersion(ctx)
	}
	if err != nil {
		db.disconnect()
		return nil, err
	}
	return db, nil
}

// stillDSN opens the file as one that does not change.
func stillDSN(path string) string {
	q := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_defensive": {"1"}, "_dqs": {"0"}}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}
