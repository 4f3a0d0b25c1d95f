package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"passdesk/registry/station"
)

// copyEnd ends the name of a second database beside the register, which is never
// there for long: what a backup is sealed from, or what is being restored.
// Whoever has the register's lock erases one that a crash left behind.
const copyEnd = ".copy"

var _ station.Copying = (*DB)(nil)

// Copy is the register as it is now, in one file without a log: VACUUM INTO.
// Copying the file itself would leave the log behind, and with it the newest
// issues, in silence. The file is erased when the reader is closed.
func (db *DB) Copy(ctx context.Context) (io.ReadCloser, error) {
	if db.on.still { // it has no log, and nobody writes it: it is that file
		f, err := os.Open(db.path)
		if err != nil {
			return nil, fmt.Errorf("copy the register: %w", folderError(err))
		}
		return f, nil
	}
	path, err := db.copyPath()
	if err != nil {
		return nil, err
	}
	if err := db.exec(ctx, "copy the register", "VACUUM INTO ?", path); err != nil {
		RemoveCopy(db.path)
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		RemoveCopy(db.path)
		return nil, fmt.Errorf("copy the register: %w", folderError(err))
	}
	return &copyReader{f, db.path}, nil
}

// copyPath makes an empty file that only its owner reads: SQLite would make one
// that others read, too.
func (db *DB) copyPath() (string, error) {
	path, err := filepath.Abs(db.path + copyEnd)
	if err != nil {
		return "", fmt.Errorf("copy the register: %w", folderError(err))
	}
	RemoveCopy(db.path)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fmt.Errorf("copy the register: %w", folderError(err))
	}
	return path, f.Close()
}

type copyReader struct {
	*os.File
	register string
}

func (c *copyReader) Close() error {
	err := c.File.Close()
	RemoveCopy(c.register)
	return err
}

// RemoveCopy erases the database beside the register, with all that belongs to it.
func RemoveCopy(register string) {
	Remove(register + copyEnd)
	os.Remove(register + copyEnd + ".lock")
}

// Hold keeps every other process away from the place of a register, whether
// there is one or not, until it is released; what a crash left there is erased.
func Hold(register string) (release func(), err error) {
	l, err := acquire(register + ".lock")
	if err != nil {
		return nil, err
	}
	RemoveCopy(register)
	return l.release, nil
}

// OpenCopy writes a database beside the place of a register and opens it. It is
// whole and on the disk, or erased.
func OpenCopy(ctx context.Context, register string, content io.Reader) (*DB, error) {
	RemoveCopy(register)
	db, err := openCopy(ctx, register+copyEnd, content)
	if err != nil {
		RemoveCopy(register)
	}
	return db, err
}

func openCopy(ctx context.Context, path string, content io.Reader) (*DB, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("write the copy: %w", folderError(err))
	}
	defer f.Close()
	if _, err := io.Copy(f, content); err != nil {
		return nil, fmt.Errorf("write the copy: %w", copyError(err))
	}
	if err := f.Sync(); err != nil {
		return nil, fmt.Errorf("write the copy: %w", folderError(err))
	}
	return Open(ctx, path)
}

// copyError leaves what the content's reader says as it is.
func copyError(err error) error {
	if pe := (*os.PathError)(nil); errors.As(err, &pe) {
		return folderError(err)
	}
	return err
}

// PlaceCopy makes the copy, closed by now, the register: it is there whole, or
// not at all.
func PlaceCopy(register string) error {
	f, err := os.OpenFile(register+copyEnd, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("place the copy: %w", folderError(err))
	}
	err = f.Sync()
	f.Close()
	if err != nil {
		return fmt.Errorf("place the copy: %w", folderError(err))
	}
	if log, err := os.Stat(register + copyEnd + "-wal"); err == nil && log.Size() > 0 {
		return fmt.Errorf("place the copy: %w: its log was not folded in", station.ErrStorage)
	}
	if err := os.Rename(register+copyEnd, register); err != nil {
		return fmt.Errorf("place the copy: %w", folderError(err))
	}
	RemoveCopy(register)
	return syncFolder(filepath.Dir(register))
}

// SetAside moves a register with all that belongs to it into a folder of its own
// beside it. Nothing is erased.
func SetAside(register, folder string) error {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return fmt.Errorf("set the register aside: %w", folderError(err))
	}
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		err := os.Rename(register+end, filepath.Join(folder, filepath.Base(register)+end))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("set the register aside: %w", folderError(err))
		}
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(folder))
}
