//go:build unix

package sqlite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// A station on a simulated disk, and somebody who works at it: what was
// acknowledged, and at which moment of the disk's log.

var secret = []byte("correct horse battery staple five")

// markFile is the high-water file of cmd/passdesk on the disk: made at its full
// size and synced with its folder, then one slot written and synced for a mark.
type markFile struct {
	disk     *disk
	sequence uint64
	unsynced bool // a weaker one, which must lose
}

func (m *markFile) path(register string) string {
	return m.disk.path(filepath.Join("config", register+".highwater"))
}

func (m *markFile) Read(register string) (station.Mark, error) {
	if m.disk.meets(call{"read", m.path(register)}) != 0 {
		return station.Mark{}, station.ErrStorage
	}
	b, err := os.ReadFile(m.path(register))
	if err != nil {
		return station.Mark{}, station.ErrNotFound
	}
	if err := m.sync(m.path(register)); err != nil {
		return station.Mark{}, err
	}
	mark, sequence, err := station.NewestMark(b)
	if err == nil {
		m.sequence = sequence
	}
	return mark, err
}

func (m *markFile) Highest(prefix, but string) (epoch int, err error) {
	files, err := filepath.Glob(m.path(prefix + "*"))
	for _, f := range files {
		register := strings.TrimSuffix(filepath.Base(f), ".highwater")
		mark, err := (&markFile{disk: m.disk}).Read(register)
		switch {
		case register == but:
		case err == nil:
			epoch = max(epoch, mark.Head.Epoch)
		case !errors.Is(err, station.ErrNotFound):
			epoch = registry.LastEpoch
		}
	}
	return epoch, err
}

func (m *markFile) Write(register string, mark station.Mark) error {
	path := m.path(register)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if m.disk.meets(call{"open", path}) != 0 {
			return station.ErrStorage
		}
		if err := m.put(path, 0, make([]byte, station.MarkFileSize), true); err != nil {
			return err
		}
		m.disk.syncsFolder(filepath.Dir(path))
	}
	slot, at := mark.Slot(m.sequence + 1)
	if err := m.put(path, at, slot, !m.unsynced); err != nil {
		return err
	}
	m.sequence++
	return nil
}

func (m *markFile) put(path string, at int64, b []byte, sync bool) error {
	if m.disk.meets(call{"write", path}) != 0 {
		return station.ErrStorage
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return station.ErrStorage
	}
	defer f.Close()
	m.disk.knows(path)
	if _, err := f.WriteAt(b, at); err != nil {
		return station.ErrStorage
	}
	m.disk.writes(path, at, b)
	if !sync {
		return nil
	}
	return m.sync(path)
}

func (m *markFile) sync(path string) error {
	if m.unsynced {
		return nil
	}
	if m.disk.meets(call{"sync", path}) != 0 {
		m.disk.failsToSync(path)
		return station.ErrStorage
	}
	m.disk.syncs(path)
	return nil
}

// desk works at a station on a disk.
type desk struct {
	t       *testing.T
	rng     *rand.Rand
	chance  *rand.ChaCha8
	disk    *disk
	marks   *markFile
	medium  sqlite.Medium
	wrap    func(station.Store, *markFile) station.Store // a weaker order of things
	now     time.Time
	st      *station.Station
	secret  []byte
	people  int
	asides  int // how often a register was set aside
	done    []step
	numbers map[string]string // acknowledged: pass by ref
}

// step is a command that was acknowledged.
type step struct {
	verb   string
	moment int                   // of the disk's log, when it was
	head   registry.Head         // of the register then
	asked  *registry.Application // of an issue
	number string                // that it was given
}

func newDesk(t *testing.T, seed uint64, d *disk) *desk {
	k := &desk{
		t: t, secret: secret, rng: rand.New(rand.NewPCG(seed, 1)), chance: rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), byte(seed >> 24)}),
		disk: d, marks: &markFile{disk: d}, now: time.Date(2020, 3, 10, 0, 30, 0, 0, time.UTC), numbers: map[string]string{},
		wrap: func(s station.Store, _ *markFile) station.Store { return s },
	}
	k.medium = sqlite.Medium{VFS: vfsName, SyncFolder: func(dir string) error {
		if d.meets(call{"sync", dir}) != 0 {
			return station.ErrStorage
		}
		d.syncsFolder(dir)
		return nil
	}}
	return k
}

func (k *desk) register() string { return k.disk.path("data/register.db") }

func (k *desk) ports(s station.Store) station.Ports {
	return station.Ports{
		Store: k.wrap(s, k.marks), HighWater: k.marks, Rand: k.chance, Zone: time.FixedZone("CST", 8*3600),
		Now: func() time.Time { return k.now }, Glyph: func(string) string { return "ok" },
	}
}

// create makes the station; it is acknowledged as the first step.
func (k *desk) create() error {
	db, err := sqlite.CreateOn(ctx, k.register(), k.medium)
	if err != nil {
		return err
	}
	st, _, err := station.Create(ctx, k.ports(db), station.Setup{
		Scheme: "ningbo", Division: "330212", Code: 931, Operator: "op", Passphrase: secret, Cost: seal.TestCost,
		Point: registry.Point{Kind: "community", Name: "样例社区"},
	})
	if err != nil {
		db.Close()
		return err
	}
	k.st = st
	k.acknowledge(step{verb: "init"})
	return nil
}

// open opens the register with everything that is shipped but the disk.
func (k *desk) open() error {
	db, err := sqlite.OpenOn(ctx, k.register(), k.medium)
	if err != nil {
		return err
	}
	k.marks.sequence = 0
	if k.st, err = station.Open(ctx, k.ports(db)); err != nil {
		db.Close()
		return err
	}
	if err := k.st.Unlock(ctx, "", k.secret); err != nil {
		k.st.Close()
		return err
	}
	return nil
}

func (k *desk) acknowledge(s step) {
	s.moment, s.head = k.disk.done(), k.st.Head()
	k.done = append(k.done, s)
	if s.asked != nil && s.number != "" {
		k.numbers[s.asked.Ref] = s.number
	}
}

// person is the application of a synthetic person.
func person(t *testing.T, n int, more string) registry.Application {
	t.Helper()
	digits := []rune("甲乙丙丁戊己庚辛壬癸")
	body := fmt.Sprintf("330212%s%03d", civil.New(1935, 1, 1).AddDays(n*7%24000).Compact(), 900+n/24000)
	line := fmt.Sprintf(`{"ref":"ref-%d","name":"样%c%c%c例","document":{"number":"%s%c"},"declared":true%s}`,
		n, digits[n/100%10], digits[n/10%10], digits[n%10], body, iso7064.Mod11_2(body), more)
	var a registry.Application
	must(t, json.Unmarshal([]byte(line), &a))
	return a
}

// works does n things that a desk does, drawn by the seed. What the rules refuse
// is done by nobody; what the disk refuses ends the work and is answered.
func (k *desk) works(n int) error {
	for range n {
		k.now = k.now.Add(3 * time.Minute)
		s, err := k.act(k.rng.IntN(40))
		switch {
		case err == nil:
			k.acknowledge(s)
		case diskError(err):
			return err
		}
	}
	return nil
}

// diskError is one that the rules do not give.
func diskError(err error) bool {
	for _, kind := range []error{station.ErrStorage, station.ErrDiskFull, station.ErrReadOnlyFolder, station.ErrDamaged, station.ErrBusy, station.ErrReadOnly} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

func (k *desk) act(what int) (step, error) {
	switch {
	case what < 14:
		return k.issues("")
	case what < 16:
		return k.issues(`,"facts":["no_need"]`) // waits for a decision
	case what < 18:
		return k.issues(`,"facts":["cross_province"]`) // refused
	case what < 26:
		return k.prints()
	case what < 34:
		return k.changes(what)
	case what < 36:
		return k.decides()
	case what < 37:
		_, err := k.st.CloseDay(ctx)
		return step{verb: "close"}, err
	case what < 38 && k.rng.IntN(3) == 0:
		_, err := k.st.TakeEpochAnyway(ctx, "样例", 0)
		return step{verb: "epoch"}, err
	case what < 38:
		_, err := k.st.LoadResidents(ctx, []registry.Application{person(k.t, 5000, ""), person(k.t, 5001, "")})
		return step{verb: "residents"}, err
	}
	return k.reopens()
}

func (k *desk) issues(more string) (step, error) {
	a := person(k.t, k.people, more)
	k.people++
	return k.issue(a)
}

func (k *desk) issue(a registry.Application) (step, error) {
	v, err := k.st.Issue(ctx, a, k.rng.IntN(2) == 0)
	s := step{verb: "issue", asked: &a}
	if !v.Number.IsZero() {
		s.number = v.Number.String()
	}
	return s, err
}

// prints answers for what an issue sent to the printer, and sends what was not sent.
func (k *desk) prints() (step, error) {
	numbers, err := k.st.Unprinted(ctx)
	if err != nil || len(numbers) == 0 {
		return step{verb: "look"}, err
	}
	var fresh []registry.Number
	for _, n := range numbers {
		if left, err := k.st.SheetsLeft(ctx, n); err != nil {
			return step{}, err
		} else if left == 0 {
			fresh = append(fresh, n)
		}
	}
	if len(fresh) > 0 {
		if err := k.st.PrintIntended(ctx, fresh, "walkin"); err != nil {
			return step{}, err
		}
		k.acknowledge(step{verb: "intend"})
	}
	return step{verb: "print"}, k.st.PrintedOut(ctx, numbers, []string{"out", "out", "unknown", "spoiled"}[k.rng.IntN(4)])
}

// changes does something to a pass that the seed draws.
func (k *desk) changes(what int) (step, error) {
	rows, err := k.st.Page(ctx, 0, 1+k.rng.IntN(20), true, station.Filter{})
	if err != nil || len(rows) == 0 {
		return step{verb: "look"}, err
	}
	n := rows[len(rows)-1].Number
	switch {
	case what < 30:
		return step{verb: "sign"}, k.st.Sign(ctx, n, "holder")
	case what < 32:
		return step{verb: "reprint"}, k.st.Reprint(ctx, n, "样例")
	case what < 33:
		return step{verb: "cancel"}, k.st.Cancel(ctx, n, "样例")
	}
	return step{verb: "recall"}, k.st.Recall(ctx, n, "other", "样例")
}

func (k *desk) decides() (step, error) {
	cases, err := k.st.Cases(ctx, station.CaseFilter{})
	if err != nil || len(cases) == 0 {
		return step{verb: "look"}, err
	}
	_, err = k.st.Settle(ctx, cases[0].ID, []string{"issue", "refuse"}[k.rng.IntN(2)], "样例", false)
	return step{verb: "settle"}, err
}

func (k *desk) reopens() (step, error) {
	must(k.t, k.st.Close())
	return step{verb: "reopen"}, k.open()
}

// event is how far the mark has come; 0 when there is none.
func (m *markFile) event(t *testing.T) int64 {
	files, err := filepath.Glob(m.path("*"))
	must(t, err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(t, err)
		if mark, _, err := station.NewestMark(b); err == nil {
			return mark.Head.Event
		}
	}
	return 0
}
