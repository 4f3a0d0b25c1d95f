package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// unfolded is a place whose last passes stand in the log beside the register, as a power
// cut leaves them. Their numbers come along.
func unfolded(t *testing.T) (p *place, issued int) {
	t.Helper()
	p = newPlace(t)
	p.init()
	var before strings.Builder
	for n := range 40 {
		before.WriteString(person(n).line("a" + strconv.Itoa(n)))
	}
	p.expect(exitDone, before.String(), "issue")
	b := p.start("issue")
	answers := json.NewDecoder(b.stdout)
	for n := range 20 {
		if _, err := b.stdin.WriteString(person(100 + n).line("b" + strconv.Itoa(n))); err != nil {
			t.Fatal(err)
		}
		var v struct{ Outcome string }
		if p.must(answers.Decode(&v)); v.Outcome != "ISSUE" {
			t.Fatalf("issued as %q", v.Outcome)
		}
	}
	p.must(os.CopyFS(p.file("cut"), os.DirFS(p.file("data"))))
	p.must(b.stdin.Close())
	if code := b.exit(t); code != exitDone {
		t.Fatalf("exit %d\n%s", code, b.stderr)
	}
	p.must(os.RemoveAll(p.file("data")))
	p.must(os.Rename(p.file("cut"), p.file("data")))
	if st, err := os.Stat(p.file("data/register.db-wal")); err != nil || st.Size() == 0 {
		t.Fatal("nothing stands in the log")
	}
	return p, 60
}

// A register that broke while its newest content stood in the log beside it gives that,
// too: what SQLite would have folded in is read over the pages.
func TestABrokenRegisterGivesWhatItsLogHolds(t *testing.T) {
	whole, issued := unfolded(t)
	register := func(p *place) string { return filepath.Join(p.file("data"), registerFile) }
	for what, c := range map[string]struct {
		harm func(p *place) error
		cut  bool // the log, so that its last pass is lost
	}{
		"the head of the file": {func(p *place) error { return overwriteAt(register(p), 0, 4096) }, false},
		"its head and its end": {func(p *place) error {
			st, err := os.Stat(register(p))
			if err != nil {
				return err
			}
			return firstOf(os.Truncate(register(p), st.Size()-4*4096), overwriteAt(register(p), 0, 4096))
		}, false},
		"the head, and a frame of the log": {func(p *place) error {
			st, err := os.Stat(register(p) + "-wal")
			if err != nil {
				return err
			}
			return firstOf(overwriteAt(register(p), 0, 4096), overwriteAt(register(p)+"-wal", int(st.Size())*3/4, 64))
		}, true},
	} {
		t.Run(what, func(t *testing.T) {
			p := newPlace(t)
			p.must(os.RemoveAll(p.home))
			p.must(os.CopyFS(p.home, os.DirFS(whole.home)))
			p.must(c.harm(p))
			before := p.picture("data")
			s := p.run("", "verify")
			if s.code != exitDamaged || s.out == "" {
				t.Fatalf("verify: exit %d, %s%s", s.code, s.out, s.err)
			}
			twoLanguages(t, s.err)
			plainChinese(t, s.err)
			e := p.expect(exitPart, "", "export", "jsonl", "--out", p.file("rest.jsonl"))
			rows := int(e.lines(t)[0]["rows"].(float64))
			if v := s.lines(t)[0]; c.cut {
				if rows != issued || !strings.Contains(e.out, `"missing":"`) || !strings.Contains(s.out, "register.db-wal") {
					t.Errorf("%d of %d passes; verify %v", rows, issued, v["faults"])
				}
			} else if rows != issued {
				t.Errorf("%d of %d passes; verify %v", rows, issued, v["faults"])
			}
			p.sameAs(before, "data")
		})
	}
}

func overwriteAt(path string, at, n int) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteAt([]byte(strings.Repeat("\xA5", n)), int64(at))
	return err
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// A register of an older schema that is damaged is read as any other, page by page, and
// nobody is told of a folder that cannot be written.
func TestADamagedRegisterOfAnOlderSchemaIsRead(t *testing.T) {
	for schema, want := range frozen {
		for _, table := range []string{"passes", "keys", "refs"} {
			t.Run(schema+" "+table, func(t *testing.T) {
				p := newPlace(t)
				p.must(os.Remove(p.file("passphrase")))
				p.must(os.CopyFS(p.home, os.DirFS(filepath.Join(frozenFolder, schema))))
				p.harmRoot(table)
				before := p.picture("data")
				s := p.run("", "verify")
				twoLanguages(t, s.err)
				plainChinese(t, s.err)
				if s.code != exitDamaged || s.lines(t)[0]["passes"] != want.passes || strings.Contains(s.err, "folder") {
					t.Fatalf("verify: exit %d, %s%s", s.code, s.out, s.err)
				}
				if v := p.expect(exitPart, "", "export", "jsonl", "--out", p.file("rest.jsonl")).lines(t)[0]; v["rows"] != want.passes {
					t.Errorf("export: %v", v)
				}
				p.sameAs(before, "data")
			})
		}
	}
}
