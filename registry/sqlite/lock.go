package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"passdesk/registry/station"
)

// lock is the system's lock on a file beside the register. The system drops it
// when the process ends, however it ends, so a file left behind is never in the
// way.
type lock struct{ file *os.File }

func acquire(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the register: %w", folderError(err))
	}
	if err := lockFile(f); err != nil {
		holder := holderOf(f)
		f.Close()
		return nil, fmt.Errorf("%w%s", station.ErrBusy, holder)
	}
	// Whoever finds the register locked is told which process has it.
	if err := f.Truncate(0); err == nil {
		f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return &lock{f}, nil
}

// holderOf names the process that has the lock. One that has just got it has not
// written its number yet: what stands there is of a process that is gone. A slow disk
// keeps it at that for a second or two.
func holderOf(f *os.File) string {
	for range 600 {
		b := make([]byte, 32)
		n, _ := f.ReadAt(b, 0)
		if pid, err := strconv.Atoi(strings.TrimSpace(string(b[:n]))); err == nil && alive(pid) {
			return fmt.Sprintf(": process %d", pid)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return ""
}

// release unlocks before it closes: a process that is just being started holds
// a copy of the file until it runs, and closing ours would not give the lock back.
func (l *lock) release() {
	if l != nil && l.file != nil {
		unlockFile(l.file)
		l.file.Close()
		l.file = nil
	}
}

// syncFolder makes a new file's name durable. Windows has no such call and
// needs none.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return fmt.Errorf("sync the folder: %w", folderError(err))
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync the folder: %w", folderError(err))
	}
	return nil
}
