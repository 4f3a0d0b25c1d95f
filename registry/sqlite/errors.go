package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"passdesk/registry/station"
)

// wrap says what was being done and which kind of failure it was. SQLite's own
// text stays: it names tables and codes, never values.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, kindOf(err))
}

func kindOf(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return station.ErrNotFound
	}
	if errors.Is(err, station.ErrDamaged) {
		return err
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return fmt.Errorf("%w: %w", station.ErrStorage, err)
	}
	kind := station.ErrStorage
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		kind = station.ErrDiskFull
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		kind = station.ErrDamaged
	case sqlite3.SQLITE_CONSTRAINT:
		return &station.Contradiction{Code: se.Code()}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		kind = station.ErrBusy
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		kind = station.ErrReadOnlyFolder
	}
	return fmt.Errorf("%w (SQLite error %d)", kind, se.Code())
}

// folderError names what the system refused without the path's owner: a folder
// name can be a person's.
func folderError(err error) error {
	var pe *fs.PathError
	cause := err
	if errors.As(err, &pe) {
		cause = pe.Err
	}
	switch {
	case errors.Is(err, os.ErrPermission), errors.Is(cause, syscall.EROFS):
		return fmt.Errorf("%w: %v", station.ErrReadOnlyFolder, cause)
	case errors.Is(cause, syscall.ENOSPC):
		return fmt.Errorf("%w: %v", station.ErrDiskFull, cause)
	}
	return fmt.Errorf("%w: %v", station.ErrStorage, cause)
}
