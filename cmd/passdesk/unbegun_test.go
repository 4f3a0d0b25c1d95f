package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"passdesk/registry/sqlite"
)

// A set-up that died before the first event is begun again by the same call. What
// holds an event, may have held one, or cannot be read is never taken away.
func TestASetUpThatDiedIsBegunAgain(t *testing.T) {
	for what, leave := range map[string]func(p *place, path string){
		"a name":                  func(p *place, path string) { p.write("data/"+registerFile, "") },
		"room and no byte":        func(p *place, path string) { p.write("data/"+registerFile, strings.Repeat("\x00", 4096)) },
		"a database without rows": func(p *place, path string) { p.database(path, "PRAGMA user_version=0") },
		"the schema":              func(p *place, path string) { p.must(p.schemaOnly(path).Close()) },
		"the schema in the log": func(p *place, path string) {
			db := p.schemaOnly(path)
			files := p.register()
			if len(files["-wal"]) == 0 {
				t.Error("no log beside the schema")
			}
			p.must(db.Close())
			p.putRegister(files)
		},
	} {
		p := newPlace(t)
		p.folder("data")
		leave(p, p.file("data/"+registerFile))
		p.init()
		if n := p.issued(lineFather); n[7:12] != "00001" || n[5] != '1' {
			t.Errorf("%s: the first number is %s", what, n)
		}
		p.onlyRegister()
	}
	for what, leave := range map[string]func(p *place, path string){
		"another program's":         func(p *place, path string) { p.database(path, "CREATE TABLE x(y)") },
		"no database":               func(p *place, path string) { p.write("data/"+registerFile, "what somebody wrote") },
		"a register":                func(p *place, path string) { p.init() },
		"a register without a mark": func(p *place, path string) { p.init(); p.must(os.RemoveAll(p.file("config"))) },
		"cut off beside its mark":   func(p *place, path string) { p.init(); p.must(os.Truncate(path, 0)) },
		"a log that is damaged where the first event stands behind it": func(p *place, path string) {
			p.inLog(path)
			p.must(os.RemoveAll(p.file("config")))
		},
	} {
		p := newPlace(t)
		p.folder("data")
		leave(p, p.file("data/"+registerFile))
		before := p.register()
		s := p.run("", "init", "--scheme", "ningbo", "--division", "330212", "--station", "931", "--kind", "community", "--point", "样例社区", "--operator", "op")
		if s.code != exitFailed || !strings.Contains(s.err, "已有登记册") {
			t.Errorf("%s: exit %d %s", what, s.code, s.err)
		}
		for end, b := range p.register() {
			if !bytes.Equal(before[end], b) {
				t.Errorf("%s: %q was touched", what, end)
			}
			delete(before, end)
		}
		if len(before) > 0 {
			t.Errorf("%s: %d files are gone", what, len(before))
		}
	}
}

// A set-up that is killed at any moment is begun again by the same call, or has left a
// register that is whole: then the call says so, and how to come by its recovery
// sheet. Nothing has to be taken away by hand.
func TestAKilledSetUpIsBegunAgainOrWhole(t *testing.T) {
	begun, whole := 0, 0
	var lasts time.Duration // of one that nobody kills
	for i := range times(t, 10, 200) {
		p := newPlace(t)
		p.now = time.Now()
		again := []string{"init", "--scheme", "ningbo", "--division", "330212", "--station", "931", "--kind", "community", "--point", "样例社区", "--operator", "op", "--recovery", p.file("sheet.pdf")}
		cmd, from := p.child(again...), time.Now()
		p.must(cmd.Start())
		if i > 0 {
			time.Sleep(lasts * time.Duration(i%10) / 8)
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		lasts = max(lasts, time.Since(from))
		switch s := p.run("", again...); {
		case s.code == exitDone:
			begun++
		case s.code == exitFailed && strings.Contains(s.err, "operator recovery"):
			whole++
			twoLanguages(t, s.err)
			p.expect(exitDone, "", "operator", "recovery", "--out", p.file("another.pdf"))
		default:
			t.Fatalf("killed after %d: exit %d %s", i, s.code, s.err)
		}
		if n := p.issued(lineFather); n[5] != '1' || n[7:12] != "00001" {
			t.Errorf("killed after %d: the first number is %s", i, n)
		}
		p.expect(exitDone, "", "verify")
		p.onlyRegister()
	}
	did(t, "%d set-ups that were killed: %d begun again, %d whole", begun+whole, begun, whole)
}

// register is what stands at the register's place, by the ends of the names.
func (p *place) register() map[string][]byte {
	p.t.Helper()
	files := map[string][]byte{}
	for _, end := range []string{"", "-wal", "-journal"} {
		if b, err := os.ReadFile(p.file("data/" + registerFile + end)); err == nil {
			files[end] = b
		}
	}
	return files
}

func (p *place) putRegister(files map[string][]byte) {
	p.t.Helper()
	for end, b := range files {
		p.must(os.WriteFile(p.file("data/"+registerFile+end), b, 0o600))
	}
}

func (p *place) schemaOnly(path string) *sqlite.DB {
	p.t.Helper()
	db, err := sqlite.Create(context.Background(), path)
	p.must(err)
	return db
}

func (p *place) database(path, statement string) {
	p.t.Helper()
	p.changeAt(path, "PRAGMA journal_mode=WAL; "+statement)
}

// inLog leaves a register whose whole content stands in its log, with one bit of the
// log's first page turned: SQLite reads it as a database in which nothing is.
func (p *place) inLog(path string) {
	p.t.Helper()
	p.init()
	whole := p.register()[""]
	p.must(os.Remove(path))
	p.database(path, "PRAGMA user_version=0")
	head := p.register()[""]
	page := 4096
	log := make([]byte, 32, 32+len(whole)+24*len(whole)/page)
	for at := 0; at < len(whole); at += page {
		log = append(append(log, make([]byte, 24)...), whole[at:at+page]...) // no sum is right
	}
	p.putRegister(map[string][]byte{"": head, "-wal": log})
}
