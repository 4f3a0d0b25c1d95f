//go:build unix

package sqlite_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/registry/sqlite"
)

const frozenFolder = "../../testdata/registers"

// frozen is the disk with a register of an earlier schema, and its passphrase.
func frozen(t *testing.T, schema string) (image, []byte) {
	t.Helper()
	on := image{}
	files, err := filepath.Glob(filepath.Join(frozenFolder, schema, "*", "*"))
	must(t, err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(t, err)
		on[filepath.Join(filepath.Base(filepath.Dir(f)), filepath.Base(f))] = b
	}
	word, err := os.ReadFile(filepath.Join(frozenFolder, schema, "passphrase"))
	must(t, err)
	return on, []byte(strings.TrimSpace(string(word)))
}

// climbing runs a test for every frozen register of an older schema.
func climbing(t *testing.T, do func(t *testing.T, on image, secret []byte)) {
	for schema := 1; schema < sqlite.Version; schema++ {
		t.Run(fmt.Sprint("from schema ", schema), func(t *testing.T) {
			t.Parallel()
			on, secret := frozen(t, fmt.Sprint(schema))
			do(t, on, secret)
		})
	}
}

// climbed demands that the register opens, whole and of the newest schema, and
// goes on.
func climbed(t *testing.T, where string, on image, secret []byte) {
	t.Helper()
	disk := newDisk(t, on)
	defer disk.away()
	k := newDesk(t, 1, disk)
	k.secret, k.people = secret, 3000
	if err := k.open(); err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	k.climbed(where)
}

func (k *desk) climbed(where string) {
	k.t.Helper()
	defer k.st.Close()
	if s, err := k.issues(""); err != nil || s.number == "" {
		k.t.Errorf("%s: the next pass: %q %v", where, s.number, err)
	}
	p, err := k.st.Verify(ctx)
	if err != nil || len(p.Faults)+len(p.Gaps) > 0 || k.st.Info().ReadOnly != "" {
		k.t.Errorf("%s: verify: %v %v %v, read-only %q", where, err, p.Faults, p.Gaps, k.st.Info().ReadOnly)
	}
}

// The power goes while a register climbs to this build's schema: it is the old
// one or the new one, whole, and climbs when it is opened again.
func TestPowerCutsWhileClimbing(t *testing.T) {
	long(t)
	climbing(t, func(t *testing.T, on image, secret []byte) {
		disk := newDisk(t, on)
		defer disk.away()
		k := newDesk(t, 1, disk)
		k.secret = secret
		must(t, k.open())
		must(t, k.st.Close())
		for moment := range disk.done() + 1 {
			for n := range uint64(times(t, 2, 500)) {
				rng := rand.New(rand.NewPCG(seeded(t, powerSeed)+n, uint64(moment)))
				climbed(t, fmt.Sprintf("cut %d of %d, seed %d", moment, disk.done(), n), disk.cut(moment, rng), secret)
			}
		}
		did(t, "%d power cuts at %d moments of a climb", (disk.done()+1)*times(t, 2, 500), disk.done()+1)
	})
}

// Every call of the file system fails while a register climbs: the error says of
// what kind it is, and the next start climbs.
func TestFailingDiskWhileClimbing(t *testing.T) {
	long(t)
	step := stride(t, 3)
	climbing(t, func(t *testing.T, on image, secret []byte) {
		tried := 0
		for i, f := range faults {
			for n := 1 + i%step; ; n += step {
				if !failsOnce(t, fmt.Sprintf("%s at call %d", f.name, n), on, secret, &trial{fault: f, at: n}) {
					break
				}
				tried++
			}
		}
		did(t, "%d failing calls of a climb", tried)
	})
}

// failsOnce opens on a disk that fails, and again when it works. It answers false
// when opening makes fewer calls.
func failsOnce(t *testing.T, where string, on image, secret []byte, f *trial) bool {
	t.Helper()
	disk := newDisk(t, on)
	defer disk.away()
	k := newDesk(t, 1, disk)
	k.secret, k.people = secret, 3000
	f.breakDisk(disk)
	err := k.open()
	disk.heal()
	switch {
	case err == nil:
		must(t, k.st.Close())
	case !diskError(err):
		t.Errorf("%s: the error is of no kind: %v", where, err)
	}
	if !f.fired {
		must(t, err)
		return false
	}
	if err := k.open(); err != nil {
		t.Errorf("%s: opened again: %v", where, err)
		return true
	}
	k.climbed(where)
	return true
}

// Every call of the file system fails while a station is made: it is made or it
// is not, and then it can be.
func TestFailingSetUp(t *testing.T) {
	long(t)
	step := stride(t, 4)
	tried := 0
	for i, f := range faults {
		for n := 1 + i%step; ; n += step {
			where, f := fmt.Sprintf("%s at call %d", f.name, n), &trial{fault: f, at: n}
			disk := newDisk(t, nil)
			k := newDesk(t, uint64(n), disk)
			f.breakDisk(disk)
			err := k.create()
			disk.heal()
			if err != nil {
				if !diskError(err) {
					t.Errorf("%s: the error is of no kind: %v", where, err)
				}
				sqlite.Remove(k.register()) // as the door does
				if err = k.create(); err != nil {
					t.Fatalf("%s: made again: %v", where, err)
				}
			}
			k.climbed(where)
			disk.away()
			if !f.fired {
				break
			}
			tried++
		}
	}
	did(t, "%d failing calls of a set-up", tried)
}
