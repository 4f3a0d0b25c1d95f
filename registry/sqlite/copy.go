package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

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
	return openCopyOn(ctx, register, content, shipped)
}

func openCopyOn(ctx context.Context, register string, content io.Reader, on medium) (*DB, error) {
	RemoveCopy(register)
	err := on.writeCopy(register+copyEnd, content)
	if err == nil {
		var db *DB
		if db, err = openOn(ctx, register+copyEnd, on); err == nil {
			return db, nil
		}
	}
	RemoveCopy(register)
	return nil, err
}

func (m medium) writeCopy(path string, content io.Reader) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the copy: %w", folderError(err))
	}
	defer f.Close()
	err = m.does("write", path, func() error {
		_, err := io.Copy(f, content)
		return err
	})
	if err != nil {
		return fmt.Errorf("write the copy: %w", copyError(err))
	}
	if err := m.does("sync", path, f.Sync); err != nil {
		return fmt.Errorf("write the copy: %w", folderError(err))
	}
	return nil
}

// does does something to a file that stands beside the register's own.
func (m medium) does(doing, path string, do func() error) error {
	if m.fails != nil {
		if err := m.fails(doing, path); err != nil {
			return err
		}
	}
	return do()
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
func PlaceCopy(register string) error { return placeCopyOn(register, shipped) }

func placeCopyOn(register string, on medium) error {
	f, err := os.OpenFile(register+copyEnd, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("place the copy: %w", folderError(err))
	}
	err = on.does("sync", register+copyEnd, f.Sync)
	f.Close()
	if err != nil {
		return fmt.Errorf("place the copy: %w", folderError(err))
	}
	if log, err := os.Stat(register + copyEnd + "-wal"); err == nil && log.Size() > 0 {
		return fmt.Errorf("place the copy: %w: its log was not folded in", station.ErrStorage)
	}
	err = on.does("rename", register+copyEnd, func() error { return os.Rename(register+copyEnd, register) })
	if err != nil {
		return fmt.Errorf("place the copy: %w", folderError(err))
	}
	RemoveCopy(register)
	return on.syncFolder(filepath.Dir(register))
}

// Remains reports whether a register, or a part of one, lies at its place: a log whose
// register is gone would be read into the next one that is put there.
func Remains(register string) bool {
	return slices.ContainsFunc(parts, func(end string) bool {
		_, err := os.Lstat(register + end)
		return err == nil
	})
}

// parts are how the names of a register's files end.
var parts = []string{"", "-wal", "-shm", "-journal"}

// SetAside moves a register with all that belongs to it into a folder of its own
// beside it. Nothing is erased.
func SetAside(register, folder string) error { return setAsideOn(register, folder, shipped) }

func setAsideOn(register, folder string, on medium) error {
	if err := on.does("mkdir", folder, func() error { return os.Mkdir(folder, 0o700) }); err != nil {
		return fmt.Errorf("set the register aside: %w", folderError(err))
	}
	for _, end := range parts {
		err := on.does("rename", register+end, func() error { return os.Rename(register+end, filepath.Join(folder, filepath.Base(register)+end)) })
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("set the register aside: %w", folderError(err))
		}
	}
	if err := on.syncFolder(folder); err != nil {
		return err
	}
	return on.syncFolder(filepath.Dir(folder))
}
