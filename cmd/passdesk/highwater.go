package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"passdesk/registry"
	"passdesk/registry/station"
)

// highWater keeps each register's high-water mark in one small file in the
// user's config folder: the second place, outside the data folder, so that a
// copied or restored register is found out.
type highWater struct {
	dir   string
	place func(path string) string // tells the file from a copy of it; nil: nothing does
	name  string                   // the register whose mark is open
	file  *os.File
	seq   uint64
}

var _ station.HighWater = (*highWater)(nil)

func (h *highWater) path(register string) string {
	return filepath.Join(h.dir, register+highWaterEnd)
}

// Highest reads every mark whose name begins so, but one. Of a mark that is not
// whole the epoch that can still be told counts; when there is none, the last:
// its numbers are not known to be free.
func (h *highWater) Highest(prefix, but string) (epoch int, err error) {
	files, err := os.ReadDir(h.dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, storage(err)
	}
	for _, f := range files {
		register, ok := strings.CutSuffix(f.Name(), highWaterEnd)
		if !ok || !strings.HasPrefix(register, prefix) || register == but {
			continue
		}
		m, err := (&highWater{dir: h.dir}).Read(register)
		switch {
		case err == nil, m.Head.Epoch > 0:
			epoch = max(epoch, m.Head.Epoch)
		case !errors.Is(err, station.ErrNotFound):
			epoch = registry.LastEpoch
		}
	}
	return epoch, nil
}

const highWaterEnd = ".highwater"

// Read answers the newest whole slot; ErrNotFound where this machine never had
// the register; ErrDamaged when no slot is whole, with the epoch that one names.
func (h *highWater) Read(register string) (station.Mark, error) {
	b, err := os.ReadFile(h.path(register))
	if errors.Is(err, os.ErrNotExist) {
		return station.Mark{}, station.ErrNotFound
	}
	if err == nil {
		err = h.secure(register)
	}
	if err != nil {
		return station.Mark{}, fmt.Errorf("%w: the high-water file: %v", station.ErrStorage, cause(err))
	}
	m, seq, err := station.NewestMark(b)
	if err == nil {
		h.seq = seq
	}
	return m, err
}

// secure makes durable what was read: a program that was killed in the middle of a
// mark may have left it in the system's memory alone, and the commands to come go
// on from it. A folder that cannot be written has nothing to be made durable.
func (h *highWater) secure(register string) error {
	f, err := os.OpenFile(h.path(register), os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	defer f.Close()
	return syncData(f)
}

// Write makes the mark durable before it returns.
func (h *highWater) Write(register string, m station.Mark) error {
	if h.file == nil || h.name != register {
		if err := h.turnTo(register); err != nil {
			return noMark(err)
		}
	}
	if m.Bound.Place == [8]byte{} { // the file was made just now
		m.Bound.Place = h.placeOf(register)
	}
	slot, at := m.Slot(h.seq + 1)
	if _, err := h.file.WriteAt(slot, at); err != nil {
		return noMark(err)
	}
	if err := syncData(h.file); err != nil {
		return noMark(err)
	}
	h.seq++
	return nil
}

// noMark: the register may have been written and its mark was not, so that the
// number must not be shown. The same ref later finds it and writes the mark.
func noMark(err error) error {
	return &toldError{"高水位文件写不进去（在用户的配置文件夹里），这一步还不算数，编号先不要交给申领人。检查那个文件夹后，把同一份申请再交一次，不会重发。",
		"The high-water file could not be written (in the user's config folder), so this step does not count yet: give no number out. Look at that folder, then hand the same application in again; nothing is issued twice.",
		storage(err)}
}

// turnTo opens the register's mark: a station that goes on under another code has
// another one.
func (h *highWater) turnTo(register string) error {
	h.close()
	h.name, h.seq = register, 0
	if _, err := h.Read(register); err != nil && !errors.Is(err, station.ErrNotFound) && !errors.Is(err, station.ErrDamaged) {
		return err
	}
	return h.open(register)
}

func (h *highWater) open(register string) error {
	if err := makeFolder(h.dir); err != nil {
		return err
	}
	path := h.path(register)
	_, err := os.Stat(path)
	isNew := errors.Is(err, os.ErrNotExist)
	if h.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	if !isNew {
		return nil
	}
	// At its full size from the start: a mark then changes bytes and no length,
	// and its sync is a sync of data alone.
	if _, err := h.file.WriteAt(make([]byte, station.MarkFileSize), 0); err != nil {
		return err
	}
	if err := h.file.Sync(); err != nil {
		return err
	}
	return syncFolder(h.dir)
}

func (h *highWater) close() {
	if h.file != nil {
		h.file.Close()
		h.file = nil
	}
}

// storage names a failed write by its kind, without the path: a folder's name
// can be a person's.
func storage(err error) error {
	kind := station.ErrStorage
	switch {
	case errors.Is(err, os.ErrNotExist):
		return &toldError{"没有这个文件夹。请先建立它，或换一个。", "There is no such folder. Make it first, or name another.", kind}
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		kind = station.ErrReadOnlyFolder
	case errors.Is(err, syscall.ENOSPC):
		kind = station.ErrDiskFull
	}
	return fmt.Errorf("%w: %v", kind, cause(err))
}

// refused is storage for what a drawing or an export wraps: a file's own error
// becomes its kind, without the path; anything else stays as it is.
func refused(doing string, err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", doing, storage(pe))
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func cause(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// makeFolder makes a folder and those above it that are missing, each durable in
// the one above: a power cut would otherwise take a new folder away with all that
// was synced in it.
func makeFolder(dir string) error {
	if st, err := os.Stat(dir); err == nil && st.IsDir() {
		return nil
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return syncFolder(above)
}

func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // there a new name is durable without it
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
