//go:build unix

package sqlite_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// disk stands under a folder. The files are there for everybody to read; beside
// them it keeps a log of all that was written, from which it builds what a power
// cut at any moment would have left:
//
//   - what was synced is there;
//   - of the rest each write is there, is not, or is torn at sectors of 512 bytes,
//     later ones without earlier ones;
//   - a new or removed name is durable when its folder was synced; before that it
//     is there or not, whatever was synced in the file;
//   - a sync that failed has perhaps lost what it should have kept, although it
//     can still be read: the system forgets that it was never written.
type disk struct {
	folder string
	mu     sync.Mutex
	base   image          // what is durable at the beginning
	first  map[string]int // the files of the base
	log    []entry
	known  map[string]int // names and their files
	files  int

	// Weaker disks, which must lose.
	keepsNoNames bool // a folder is never synced

	calls int                       // how often SQLite or the mark's file asked for something
	fault func(n int, c call) int32 // what the n-th call is answered; 0 goes through
}

// call is one thing that is asked of the disk.
type call struct{ doing, path string }

// image is the content of a disk by path.
type image map[string][]byte

type act int

const (
	created act = iota
	removed
	wrote
	truncated
	synced
	syncFailed
	folderSynced
)

type entry struct {
	act  act
	path string // of created, removed and folderSynced
	file int
	at   int64 // of wrote; the size of truncated
	data []byte
}

// newDisk lays the image into a new folder with two folders in it, one for the
// register and one for the mark.
func newDisk(t *testing.T, base image) *disk {
	registerVFS()
	d := &disk{folder: t.TempDir(), base: base, known: map[string]int{}}
	for _, f := range []string{"data", "config"} {
		must(t, os.Mkdir(filepath.Join(d.folder, f), 0o700))
		disks.Store(filepath.Join(d.folder, f), d)
	}
	for path, content := range base {
		must(t, os.WriteFile(filepath.Join(d.folder, path), content, 0o600))
		d.known[path] = d.files
		d.files++
	}
	d.first = maps.Clone(d.known)
	return d
}

// away takes the folder off: a test of a million disks would keep them all.
func (d *disk) away() {
	disks.Delete(filepath.Join(d.folder, "data"))
	disks.Delete(filepath.Join(d.folder, "config"))
	os.RemoveAll(d.folder)
}

func (d *disk) path(name string) string { return filepath.Join(d.folder, name) }

// of is a path as image and log know it.
func (d *disk) of(path string) string {
	rel, _ := filepath.Rel(d.folder, path)
	return rel
}

// meets counts a call and answers its fault.
func (d *disk) meets(c call) int32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls++
	if d.fault == nil {
		return 0
	}
	return d.fault(d.calls, call{c.doing, d.of(c.path)})
}

// knows notes a name that was made outside SQLite or just now.
func (d *disk) knows(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	name := d.of(path)
	if _, ok := d.known[name]; !ok {
		d.known[name] = d.files
		d.log = append(d.log, entry{act: created, path: name, file: d.files})
		d.files++
	}
}

func (d *disk) removes(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.known, d.of(path))
	d.log = append(d.log, entry{act: removed, path: d.of(path)})
}

func (d *disk) notes(path string, e entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e.file = d.known[d.of(path)]
	d.log = append(d.log, e)
}

func (d *disk) writes(path string, at int64, b []byte) {
	d.notes(path, entry{act: wrote, at: at, data: slices.Clone(b)})
}

func (d *disk) truncates(path string, size int64) { d.notes(path, entry{act: truncated, at: size}) }
func (d *disk) syncs(path string)                 { d.notes(path, entry{act: synced}) }
func (d *disk) failsToSync(path string)           { d.notes(path, entry{act: syncFailed}) }

func (d *disk) syncsFolder(path string) {
	if d.keepsNoNames {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.log = append(d.log, entry{act: folderSynced, path: d.of(path)})
}

// done is how many entries the log has: a moment to cut at.
func (d *disk) done() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.log)
}

// forget takes a register's files out of the log: somebody has removed them.
func (d *disk) forget(register string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, end := range []string{"", "-wal", "-journal"} {
		name := d.of(register + end)
		if _, ok := d.known[name]; ok {
			delete(d.known, name)
			d.log = append(d.log, entry{act: removed, path: name})
		}
	}
}

// heal makes the disk work again.
func (d *disk) heal() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = nil
}

// everything is what can be read on the disk now: what a kill leaves.
func (d *disk) everything(t *testing.T) image {
	t.Helper()
	left := image{}
	for name := range d.known {
		b, err := os.ReadFile(d.path(name))
		must(t, err)
		left[name] = b
	}
	return left
}
