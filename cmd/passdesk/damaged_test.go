package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry/station"
)

// Registers that are damaged, copied, rolled back, or in use.

// The register is cut, emptied, overwritten: it is left as it is, and nothing
// begins again at number 1.
func TestDamagedRegister(t *testing.T) {
	p, _ := issuedPlace(t)
	path := filepath.Join(p.file("data"), registerFile)
	whole, err := os.ReadFile(path)
	p.must(err)
	newer := func(b []byte) []byte { // PRAGMA user_version, SQLite file format 1.3
		return append(append(bytes.Clone(b[:60]), 0, 0, 0, 99), b[64:]...)
	}
	for _, c := range []struct {
		what    string
		content []byte
	}{
		{"0 bytes", nil},
		{"100 bytes", whole[:100]},
		{"511 bytes", whole[:511]},
		{"one page", whole[:4096]},
		{"half of it", whole[:len(whole)/2/4096*4096]},
		{"half a page less", whole[:len(whole)-2048]},
		{"one page less", whole[:len(whole)-4096]},
		{"garbage", bytes.Repeat([]byte("this is no register "), 4096)},
		{"zeros", make([]byte, len(whole))},
		{"another database", otherDatabase(t)},
		{"a text behind the right first bytes", append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte("text "), 4096)...)},
		{"a newer schema", newer(whole)},
	} {
		os.Remove(path + "-wal")
		p.must(os.WriteFile(path, c.content, 0o600))
		before, config := p.picture("data"), p.picture("config")
		for _, verb := range []string{"issue", "verify"} {
			s := p.run(lineMother, verb)
			if s.code != exitDamaged {
				t.Errorf("%s: %s: exit %d, want 5; %s", c.what, verb, s.code, s.out)
			}
			twoLanguages(t, s.err)
		}
		s := p.run("", "init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "x", "--operator", "op")
		if s.code != exitFailed {
			t.Errorf("%s: init: exit %d, want 1", c.what, s.code)
		}
		p.sameAs(before, "data")
		p.sameAs(config, "config")
		if t.Failed() {
			t.Fatalf("with %s", c.what)
		}
	}
	for lost, verb := range map[string]string{"DELETE FROM meta WHERE key='licence'": "issue", "DELETE FROM meta WHERE key='machine'": "issue",
		"DELETE FROM meta WHERE key='signing_key'": "issue", "DELETE FROM records": "verify", "DELETE FROM keys": "verify"} {
		p.must(os.WriteFile(path, whole, 0o600))
		p.change(lost)
		s := p.run(lineMother, verb)
		if s.code != exitDamaged {
			t.Errorf("%s: %s: exit %d, want 5; %s", lost, verb, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	p.must(os.WriteFile(path, whole, 0o600))
	if n := p.holding(); n != 1 {
		t.Errorf("put back whole: %v passes", n)
	}
}

// holding is how many passes the register has; it is whole.
func (p *place) holding() float64 {
	p.t.Helper()
	return p.expect(exitDone, "", "verify").lines(p.t)[0]["passes"].(float64)
}

func otherDatabase(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.Exec("CREATE TABLE events(no INTEGER PRIMARY KEY, at, kind, operator, pass, body, commitment, prev, hash)")
	}
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A register that was copied to another machine, or put back from an old copy,
// can be read and not written, until its keeper takes an epoch.
func TestCopiedAndRolledBackRegisters(t *testing.T) {
	for _, c := range []struct {
		what string
		make func(p *place)
	}{
		{"another machine", func(p *place) { p.must(os.Rename(p.file("config"), p.file("config of the first"))) }},
		{"an old copy put back", func(p *place) {
			old, err := os.ReadFile(filepath.Join(p.file("data"), registerFile))
			p.must(err)
			p.expect(exitDone, lineMother, "issue")
			p.must(os.WriteFile(filepath.Join(p.file("data"), registerFile), old, 0o600))
		}},
		{"another station's high-water mark", func(p *place) {
			other, _ := issuedPlace(p.t)
			mine, err := filepath.Glob(filepath.Join(p.file("config"), "*"))
			p.must(err)
			theirs, err := filepath.Glob(filepath.Join(other.file("config"), "*"))
			p.must(err)
			b, err := os.ReadFile(theirs[0])
			p.must(err)
			p.must(os.WriteFile(mine[0], b, 0o600))
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, number := issuedPlace(t)
			c.make(p)
			before := p.picture("data")
			p.agrees()
			for _, verb := range [][]string{{"show", number}, {"find", "ylf"}, {"export", "csv", "--out", p.file("kept.csv")}} {
				s := p.expect(exitDone, "", verb...)
				twoLanguages(t, s.err)
				if !strings.Contains(s.err, "epoch new") {
					t.Errorf("%v does not say what to do: %s", verb, s.err)
				}
			}
			for _, verb := range [][]string{{"issue"}, {"sign", number}, {"cancel", number, "--reason", "样例"}, {"recall", number, "--reason", "other", "--note", "样例备注"},
				{"close"}, {"print", "passes", number, "--out", p.file("x.pdf")}, {"print", "ledger", "--out", p.file("ledger.pdf")}} {
				s := p.run(lineMother, verb...)
				if s.code != exitDamaged {
					t.Errorf("%v: exit %d, want 5\n%s%s", verb, s.code, s.out, s.err)
				}
				twoLanguages(t, s.err)
			}
			p.sameAs(before, "data")
			if kept, err := os.ReadFile(p.file("kept.csv")); err != nil || !strings.Contains(string(kept), number) {
				t.Errorf("the export has not the pass: %v", err)
			}
			for _, f := range []string{"x.pdf", "ledger.pdf"} {
				if _, err := os.Stat(p.file(f)); err == nil {
					t.Errorf("%s was written from a register that may not be", f)
				}
			}
			p.expect(exitUsage, "", "epoch", "new")
			p.expect(exitDone, "", "epoch", "new", "--reason", "the laptop was exchanged")
			v := p.expect(exitDone, lineMother, "issue").lines(t)[0]
			if n := v["number"].(string); n[5] != '2' || n[7:12] != "00001" {
				t.Errorf("after the new epoch: %s, want epoch 2, serial 1", n)
			}
			p.expect(exitDone, "", "verify")
		})
	}
}

func TestDamagedHighWaterMark(t *testing.T) {
	p, number := issuedPlace(t)
	files, err := filepath.Glob(filepath.Join(p.file("config"), "*"))
	p.must(err)
	good, err := os.ReadFile(files[0])
	p.must(err)
	for _, c := range []struct {
		what    string
		content []byte
	}{{"0 bytes", nil}, {"garbage", bytes.Repeat([]byte("x"), 256)}, {"cut", good[:100]}} {
		p.must(os.WriteFile(files[0], c.content, 0o600))
		s := p.run(lineMother, "issue")
		if s.code != exitDamaged || s.out != "" {
			t.Errorf("%s: exit %d, want 5; %s", c.what, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	// One slot torn by a power cut: the other stands.
	torn := bytes.Clone(good)
	copy(torn[len(torn)-station.MarkFileSize/2:], make([]byte, 40))
	p.must(os.WriteFile(files[0], torn, 0o600))
	p.expect(exitDone, "", "show", number)
	p.expect(exitDone, lineMother, "issue")
}

// A folder's name may hold what a URL or a shell would read otherwise.
func TestAwkwardFolderNames(t *testing.T) {
	for _, folder := range []string{"登记 册", "a?mode=memory", "a#b", "100%41", "a;b", "'quoted'", "-dash"} {
		p := newPlace(t)
		flags := []string{"--dir", p.file(folder), "--config-dir", p.file("配 置 " + folder), "--passphrase-file", p.file("passphrase")}
		s := p.bare("", append([]string{"init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "p", "--operator", "op"}, flags...)...)
		if s.code != exitDone {
			t.Errorf("%s: init: %s", folder, s.err)
			continue
		}
		if s = p.bare(lineFather, append([]string{"issue"}, flags...)...); s.code != exitDone {
			t.Errorf("%s: issue: %s%s", folder, s.out, s.err)
		}
		if _, err := os.Stat(filepath.Join(p.file(folder), registerFile)); err != nil {
			t.Errorf("%s: the register stands elsewhere", folder)
		}
	}
}

// A second passdesk is told which process has the register.
func TestSecondPassdeskIsToldWhoHasIt(t *testing.T) {
	p, _ := issuedPlace(t)
	p.now = time.Now()
	b := p.start("issue")
	if _, err := b.stdin.WriteString(lineMother); err != nil {
		t.Fatal(err)
	}
	var v struct{ Outcome string }
	p.must(json.NewDecoder(b.stdout).Decode(&v))
	before := p.picture("config")
	for _, verb := range [][]string{{"issue"}, {"verify"}, {"init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "x", "--operator", "op"}} {
		s := p.run(lineSon, verb...)
		if s.code != exitFailed || s.out != "" || !strings.Contains(s.err, fmt.Sprint(b.cmd.Process.Pid)) {
			t.Errorf("%v: exit %d, want 1 and process %d named; %s%s", verb, s.code, b.cmd.Process.Pid, s.out, s.err)
		}
		twoLanguages(t, s.err)
	}
	p.sameAs(before, "config")
	p.must(b.stdin.Close())
	if code := b.exit(t); code != exitDone {
		t.Errorf("the first: exit %d\n%s", code, b.stderr)
	}
	if n := p.holding(); n != 2 {
		t.Errorf("%v passes, want 2", n)
	}
}
