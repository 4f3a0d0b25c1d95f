//go:build unix

package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// Every call of the file system fails while a backup takes the place of a register, once
// and for good. The error says of what kind it is; the register is there still, or lies
// aside with its log; asked again, the backup takes the place, whole, in an epoch of its own.
func TestFailingDiskUnderARestore(t *testing.T) {
	long(t)
	base, backup := backedUp(t, seeded(t, powerSeed))
	tried := 0
	for i, f := range append([]fault{
		{"a name that is not changed, once", sqlite3.SQLITE_IOERR_WRITE, 1, []string{"rename"}, ""},
		{"no name is changed, from then on", sqlite3.SQLITE_IOERR_WRITE, forGood, []string{"rename"}, ""},
	}, faults...) {
		step := stride(t, 5)
		if i < 2 { // between two names lies a register without its log
			step = 1
		}
		for n := 1 + i%step; ; n += step {
			trial := trial{t: t, verb: "restore", fault: f, at: n, seed: uint64(n)}
			if !trial.restored(base, backup) {
				break
			}
			tried++
		}
	}
	did(t, "%d failing calls of a restore", tried)
}

// backedUp is the disk of a station that went on behind its backup, as a kill leaves it,
// and the backup.
func backedUp(t *testing.T, seed uint64) (image, []byte) {
	t.Helper()
	disk := newDisk(t, nil)
	defer disk.away()
	k := newDesk(t, seed, disk)
	must(t, k.create())
	var backup bytes.Buffer
	for n := range 5 {
		_, err := k.issues("")
		must(t, err)
		if n == 2 {
			_, err = k.st.Backup(ctx, &backup)
			must(t, err)
			disk.forget(k.register() + ".copy")
		}
	}
	left := disk.everything(t)
	if len(left["data/register.db-wal"]) == 0 {
		t.Fatal("no log is left beside the register")
	}
	must(t, k.st.Close())
	return left, backup.Bytes()
}

// restores does what the verb does, in its order. The epoch that was tried before is
// noted beside the backup.
func (k *desk) restores(backup []byte, noted *int) error {
	release, err := sqlite.Hold(k.register())
	if err != nil {
		return err
	}
	defer release()
	defer sqlite.RemoveCopy(k.register())
	b, err := station.ReadBackup(bytes.NewReader(backup))
	must(k.t, err)
	content, err := b.WithPassphrase("op", secret)
	must(k.t, err)
	store, err := sqlite.OpenCopyOn(ctx, k.register(), content, k.medium)
	if err != nil {
		return err
	}
	k.marks.sequence = 0
	if k.st, err = station.Open(ctx, k.ports(store)); err != nil {
		store.Close()
		return err
	}
	if err := errors.Join(k.branches(store, b.BackupHead, noted), k.st.Close()); err != nil {
		return err
	}
	if sqlite.Remains(k.register()) {
		aside := k.disk.path(fmt.Sprint("data/aside-", k.disk.done(), "-", k.asides))
		k.asides++
		if err := sqlite.SetAsideOn(k.register(), aside, k.medium); err != nil {
			return err
		}
	}
	return sqlite.PlaceCopyOn(k.register(), k.medium)
}

func (k *desk) branches(store station.Store, head station.BackupHead, noted *int) error {
	if err := k.st.Unlock(ctx, "", secret); err != nil {
		return err
	}
	if _, err := station.CheckCopy(ctx, store, head); err != nil {
		return err
	}
	epoch, err := k.st.NextEpoch(*noted + 1)
	if err != nil {
		return err
	}
	*noted = epoch
	_, err = k.st.Restore(ctx, head, epoch)
	return err
}

// restored answers false when a restore makes fewer calls than that.
func (f *trial) restored(base image, backup []byte) bool {
	disk := newDisk(f.t, base)
	defer disk.away()
	k := newDesk(f.t, f.seed, disk)
	k.medium.Fails = func(doing, path string) error {
		switch code := disk.meets(call{doing, path}); {
		case code == 0:
			return nil
		case doing == "write" && f.fault.of != nil:
			return &os.PathError{Op: doing, Path: path, Err: syscall.ENOSPC}
		}
		return &os.PathError{Op: doing, Path: path, Err: syscall.EIO}
	}
	noted := 0
	f.breakDisk(disk)
	err := k.restores(backup, &noted)
	disk.heal()
	if !f.fired {
		must(f.t, err)
		return false
	}
	if err != nil && !diskError(err) {
		f.failf("the error is of no kind: %v", err)
	}
	f.nothingErased(k, base)
	if err != nil {
		if err := k.restores(backup, &noted); err != nil {
			f.failf("%v; asked again: %v", err, err)
			return true
		}
	}
	k.people = 1000
	if err := k.open(); err != nil {
		f.failf("what was restored does not open: %v", err)
		return true
	}
	defer func() { k.st.Close() }()
	s, err := k.issues("")
	p, failed := k.st.Verify(ctx)
	if err := errors.Join(err, failed); err != nil || len(p.Faults)+len(p.Gaps) > 0 || p.Passes != 4 || k.st.Head().Epoch < 2 || s.number == "" {
		f.failf("what was restored: %v, %d passes, epoch %d, %v %v", err, p.Passes, k.st.Head().Epoch, p.Faults, p.Gaps)
	}
	return true
}

// nothingErased: every file of the register that stood there is there as it was, in its
// place or aside.
func (f *trial) nothingErased(k *desk, base image) {
	for _, end := range []string{"", "-wal"} {
		want, found := base["data/register.db"+end], false
		aside, err := filepath.Glob(k.disk.path("data/aside-*/register.db" + end))
		must(f.t, err)
		for _, path := range append(aside, k.register()+end) {
			b, err := os.ReadFile(path)
			found = found || err == nil && bytes.Equal(b, want)
		}
		if !found {
			f.failf("register.db%s is nowhere as it was", end)
		}
	}
}
