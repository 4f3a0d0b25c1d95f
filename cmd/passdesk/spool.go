package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Paper is personal data too. What lies on the disk on its way to a printer or to a
// file lies in two places only: in the spool inside the station's folder, and, until
// it gets its name, as a part beside the file that the operator named. Both are
// erased when the thing is done, at lock, and at the next start of a program that
// died over it.

const spoolFolder = "spool"

// eraseSpool erases what lies in the spool, overwritten first. A disk that spreads
// its wear keeps old sectors out of reach: the disk's own encryption is for those.
func eraseSpool(dir string) error {
	spool := filepath.Join(dir, spoolFolder)
	files, err := os.ReadDir(spool)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return storage(err)
	}
	for _, f := range files {
		if err := erase(filepath.Join(spool, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

// erase overwrites a file and removes it.
func erase(path string) error {
	if st, err := os.Lstat(path); err == nil && st.Mode().IsRegular() {
		if err := overwrite(path, st.Size()); err != nil {
			return storage(err)
		}
	}
	if err := os.RemoveAll(path); err != nil {
		return storage(err)
	}
	return nil
}

func overwrite(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	nothing := make([]byte, 64<<10)
	for at := int64(0); at < size; at += int64(len(nothing)) {
		if _, err := f.WriteAt(nothing[:min(size-at, int64(len(nothing)))], at); err != nil {
			return err
		}
	}
	return f.Sync()
}

// A part bears the process that writes it, so that one which died over it is told
// from one at work.
const partBegin, partEnd = ".passdesk-", ".part"

// newPart makes a part in the folder, after those of dead processes are gone.
func newPart(folder string) (*os.File, error) {
	sweepParts(folder)
	f, err := os.CreateTemp(folder, fmt.Sprintf("%s%d-*%s", partBegin, os.Getpid(), partEnd))
	if err != nil {
		return nil, storage(err)
	}
	return f, nil
}

// sweepParts erases what a program that was killed left in a folder. One that cannot
// be erased stays; the file that is wanted is made all the same.
func sweepParts(folder string) {
	left, err := filepath.Glob(filepath.Join(escaped(folder), partBegin+"*"+partEnd))
	if err != nil {
		return
	}
	for _, path := range left {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), partBegin), "-")
		if n, err := strconv.Atoi(pid); err == nil && n != os.Getpid() && !alive(n) {
			_ = erase(path)
		}
	}
}

// escaped is a folder's name with nothing in it that a pattern would read.
func escaped(folder string) string {
	return strings.NewReplacer(`[`, `\[`, `*`, `\*`, `?`, `\?`).Replace(folder)
}

// alive reports whether a process of the number runs; in doubt it does.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
