package sqlite

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile locks one byte far behind the text, so that the process number in
// front stays readable to whoever is kept out.
func lockFile(f *os.File) error {
	at := windows.Overlapped{OffsetHigh: 1}
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
}

func unlockFile(f *os.File) {
	at := windows.Overlapped{OffsetHigh: 1}
	windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, &at)
}

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err == nil {
		p.Release()
	}
	return err == nil
}
