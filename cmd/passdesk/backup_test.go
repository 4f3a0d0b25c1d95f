package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry/station"
)

// backedUp is a station with one pass, a backup of it, and a second pass that the
// backup does not have.
func backedUp(t *testing.T) (p *place, lost string) {
	t.Helper()
	p = newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	p.expect(exitDone, lineFather, "issue")
	made := p.expect(exitDone, "", "backup", p.file("one.backup")).lines(t)[0]
	if made["passes"] != 1.0 || made["recorded"] != true || made["epoch"] != 1.0 {
		t.Errorf("backup says %v", made)
	}
	p.now = p.now.Add(time.Hour)
	return p, p.issued(lineMother)
}

// bare is another machine with nothing but the backup and the passphrase.
func (p *place) bareMachine() *place {
	p.t.Helper()
	q := newPlace(p.t)
	q.now = p.now
	for _, f := range []string{"one.backup", "passphrase"} {
		b, err := os.ReadFile(p.file(f))
		p.must(err)
		p.must(os.WriteFile(q.file(f), b, 0o600))
	}
	return q
}

func TestBackupIsRestoredOnABareMachine(t *testing.T) {
	p, lost := backedUp(t)
	q := p.bareMachine()
	s := q.expect(exitDone, "", "restore", q.file("one.backup"))
	if r := s.lines(t)[0]; r["epoch"] != 2.0 {
		t.Errorf("restore says %v", r)
	}
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, "2020-03-10 09:00") || !strings.Contains(s.err, "knows nothing") {
		t.Errorf("it does not say what it does not know: %s", s.err)
	}
	if got := q.holding(); got != 1 {
		t.Errorf("%v passes, want 1", got)
	}
	if again := q.issued(lineFather); again[5] != '1' {
		t.Errorf("who was issued before: %s", again)
	}
	n := q.issued(lineMother)
	if n[5] != '2' || n[7:12] != "00001" || n == lost {
		t.Errorf("the next number is %s, lost was %s", n, lost)
	}
	q.expect(exitDone, "", "verify")
	q.onlyRegister()
	if s := q.expect(exitFailed, "", "restore", q.file("one.backup")); !strings.Contains(s.err, "--replace") {
		t.Errorf("over a register: %s", s.err)
	}
}

// onlyRegister: nothing that a backup or a restore needed is left behind.
func (p *place) onlyRegister() {
	p.t.Helper()
	files, err := os.ReadDir(p.file("data"))
	if !errors.Is(err, os.ErrNotExist) { // a refused restore makes no folder
		p.must(err)
	}
	for _, f := range files {
		if n := f.Name(); strings.Contains(n, ".copy") || strings.HasSuffix(n, ".part") {
			p.t.Errorf("%s was left behind", n)
		}
	}
}

func TestRestoreOverADamagedRegisterMovesItAside(t *testing.T) {
	p, lost := backedUp(t)
	path := p.file("data/" + registerFile)
	whole, err := os.ReadFile(path)
	p.must(err)
	p.must(os.WriteFile(path, whole[:len(whole)-4096], 0o600))
	p.expect(exitDamaged, "", "verify")
	r := p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace").lines(t)[0]
	aside, err := os.ReadFile(filepath.Join(p.file("data"), r["aside"].(string), registerFile))
	if err != nil || !bytes.Equal(aside, whole[:len(whole)-4096]) {
		t.Errorf("the damaged one was not kept: %v", err)
	}
	n := p.issued(lineMother)
	if n[5] != '2' || n == lost {
		t.Errorf("the next number is %s, lost was %s", n, lost)
	}
	p.expect(exitDone, "", "verify")
	r = p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace", "--epoch-at-least", "7").lines(t)[0]
	if r["epoch"] != 7.0 {
		t.Errorf("a second restore, with an epoch that the keeper knows of: %v", r)
	}
	r = p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace").lines(t)[0]
	if r["epoch"] != 8.0 {
		t.Errorf("a third: epoch %v, want 8", r["epoch"])
	}
}

func TestRestoreWithTheRecoverySheet(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	p.expect(exitDone, lineFather, "issue")
	p.expect(exitDone, "", "backup", p.file("one.backup"))
	q := p.bareMachine()
	q.must(os.WriteFile(q.file("words"), []byte(strings.Join(wordsOf(t, p.file("sheet.pdf")), " ")), 0o600))
	s := q.bare("", "restore", q.file("one.backup"), "--recovery", q.file("words"), "--dir", q.file("data"), "--config-dir", q.file("config"))
	if s.code != exitDone {
		t.Fatalf("exit %d: %s", s.code, s.err)
	}
	if got := q.holding(); got != 1 {
		t.Errorf("%v passes", got)
	}
}

func TestRestoreIsTheKeepersAndNeedsThePassphrase(t *testing.T) {
	p, _ := backedUp(t)
	q := p.bareMachine()
	q.must(os.WriteFile(q.file("passphrase"), []byte("not the passphrase at all\n"), 0o600))
	q.expect(exitDenied, "", "restore", q.file("one.backup"))
	q.must(os.WriteFile(q.file("passphrase"), []byte(testPassphrase+"\n"), 0o600))
	q.expect(exitDenied, "", "restore", q.file("one.backup"), "--operator", "nobody")
	q.expect(exitUsage, "", "restore", q.file("no such file"))
	if _, err := os.Stat(q.file("data/" + registerFile)); err == nil {
		t.Error("a register stands there")
	}
	p.expect(exitUsage, "", "backup", p.file("one.backup")) // nothing is written over
}

// One backup, two machines: the one that comes second takes a later epoch, where
// both read it from one stick; two copies of the file end in logs that differ.
func TestOneBackupOnTwoMachines(t *testing.T) {
	p, _ := backedUp(t)
	stick := p.file("one.backup")
	first, second, third := p.bareMachine(), p.bareMachine(), p.bareMachine()
	if r := first.expect(exitDone, "", "restore", stick).lines(t)[0]; r["epoch"] != 2.0 {
		t.Errorf("the first: %v", r)
	}
	if r := second.expect(exitDone, "", "restore", stick).lines(t)[0]; r["epoch"] != 3.0 {
		t.Errorf("the second, from the same stick: %v", r)
	}
	alone := third.expect(exitDone, "", "restore", third.file("one.backup")).lines(t)[0]
	heads := first.expect(exitDone, "", "verify").lines(t)[0]["head"]
	if alone["epoch"] != 2.0 || alone["head"] == heads {
		t.Errorf("from a copy of the file: %v, the first stands at %v: a fork cannot be seen", alone, heads)
	}
}

// Every bit that is changed, and every byte that is missing, is a refusal; for a
// release all of them are tried.
func TestBackupThatIsNotWholeIsRefused(t *testing.T) {
	p, _ := backedUp(t)
	whole, err := os.ReadFile(p.file("one.backup"))
	p.must(err)
	opens := func(b []byte) error {
		sealed, err := station.ReadBackup(bytes.NewReader(b))
		if err != nil {
			return err
		}
		content, err := sealed.WithPassphrase("op", []byte(testPassphrase))
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, content)
		return err
	}
	p.must(opens(whole))
	front := bytes.Index(whole, []byte("age-encryption.org/v1")) + 600 // the head, and all of age's
	each, least := 1, 1000                                             // of the head
	if testing.Short() {
		each, least = 13, 90
	}
	step := func(at int) int {
		if at < front || at > len(whole)-100 {
			return each
		}
		return stride(t, 997)
	}
	tried := 0
	for at := 0; at < len(whole); at += step(at) {
		for bit := range times(t, 1, 8) {
			flipped := bytes.Clone(whole)
			flipped[at] ^= 1 << ((at + bit) % 8)
			if err := opens(flipped); !errors.Is(err, station.ErrBackup) && !errors.Is(err, station.ErrWrongPassphrase) {
				t.Fatalf("byte %d changed: %v", at, err)
			}
		}
		if err := opens(whole[:at]); !errors.Is(err, station.ErrBackup) {
			t.Fatalf("cut off at byte %d: %v", at, err)
		}
		tried++
	}
	if err := opens(append(bytes.Clone(whole), 0)); !errors.Is(err, station.ErrBackup) {
		t.Errorf("one byte more: %v", err)
	}
	did(t, "%d of %d bytes of a backup changed, and cut off there", tried, len(whole))
	if tried < least {
		t.Errorf("only %d bytes were tried", tried)
	}
	// At the verb: nothing is restored, and it is said.
	q := p.bareMachine()
	for _, bad := range [][]byte{whole[:len(whole)-1], append(bytes.Clone(whole[:len(whole)/2]), whole[len(whole)/2+1:]...), nil, []byte("passdesk backup 2\n{}\n")} {
		p.must(os.WriteFile(q.file("bad.backup"), bad, 0o600))
		s := q.expect(exitFailed, "", "restore", q.file("bad.backup"))
		twoLanguages(t, s.err)
		q.onlyRegister()
		if _, err := os.Stat(q.file("data/" + registerFile)); err == nil {
			t.Fatal("a register stands there")
		}
	}
}

// A register that may not be written is backed up before its keeper does
// something about it; it keeps no record of it.
func TestReadOnlyRegisterIsBackedUp(t *testing.T) {
	p, _ := backedUp(t)
	p.must(os.Remove(p.mark()))
	before := p.picture("data")
	r := p.expect(exitDone, "", "backup", p.file("two.backup")).lines(t)[0]
	if r["passes"] != 2.0 || r["recorded"] != false {
		t.Errorf("backup says %v", r)
	}
	p.sameAs(before, "data")
}

// What a backup that was killed left behind is erased at the next start.
func TestDeadCopiesAreErased(t *testing.T) {
	p, _ := backedUp(t)
	for _, end := range []string{".copy", ".copy-wal", ".copy.lock"} {
		p.must(os.WriteFile(p.file("data/"+registerFile+end), []byte("left behind"), 0o600))
	}
	p.expect(exitDone, "", "verify")
	p.onlyRegister()
}

// A restore that is killed leaves nothing, or all.
func TestKilledRestoreLeavesNothingOrAll(t *testing.T) {
	doneElsewhere(t)
	p, _ := backedUp(t)
	whole, none := 0, 0
	for i := range 16 {
		q := p.bareMachine()
		cmd := q.child("restore", q.file("one.backup"))
		p.must(cmd.Start())
		time.Sleep(time.Duration(i*i) * 2 * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		switch _, err := os.Stat(q.file("data/" + registerFile)); {
		case err == nil:
			whole++
		default:
			none++
			q.expect(exitDone, "", "restore", q.file("one.backup"))
		}
		if s := q.expect(exitDone, "", "verify"); s.err != "" {
			t.Errorf("after %d: %s", i, s.err)
		}
		if n := q.issued(lineMother); n[5] < '2' {
			t.Errorf("after %d the next number is %s", i, n)
		}
		q.onlyRegister()
	}
	t.Logf("killed before it stood there: %d, behind that: %d", none, whole)
}
