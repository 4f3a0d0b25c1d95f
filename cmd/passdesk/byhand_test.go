package main

import (
	"database/sql"
	"os"
	"strings"
	"testing"
)

// The register's file in the hands of somebody with a database tool and no key.

// The triggers that a change may have to drop, and puts back.
const (
	eventsTrigger1  = "CREATE TRIGGER events_forever_1 BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT,'events are never changed'); END"
	headTrigger1    = "CREATE TRIGGER heads_forever_1 BEFORE UPDATE ON heads BEGIN SELECT RAISE(ABORT,'signed heads are never changed'); END"
	headTrigger2    = "CREATE TRIGGER heads_forever_2 BEFORE DELETE ON heads BEGIN SELECT RAISE(ABORT,'signed heads are never removed'); END"
	receiptTrigger1 = "CREATE TRIGGER receipts_forever_1 BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT,'receipts are never changed'); END"
	receiptTrigger2 = "CREATE TRIGGER receipts_forever_2 BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT,'receipts are never removed'); END"
)

// eventChanged changes columns of events.
func eventChanged(set, where string) string {
	return "DROP TRIGGER events_forever_1; UPDATE events SET " + set + " WHERE " + where + "; " + eventsTrigger1
}

// headRemoved takes a signed head away.
func headRemoved(event string) string {
	return "DROP TRIGGER heads_forever_2; DELETE FROM heads WHERE event=" + event + "; " + headTrigger2
}

// change does it to the register.
func (p *place) change(statement string, args ...any) {
	p.t.Helper()
	p.changeAt(p.file("data/"+registerFile), statement, args...)
}

func (p *place) changeAt(path, statement string, args ...any) {
	p.t.Helper()
	db, err := sql.Open("sqlite", path)
	p.must(err)
	done, err := db.Exec(statement, args...)
	p.must(err)
	verb, _, _ := strings.Cut(statement, " ")
	if n, _ := done.RowsAffected(); n == 0 && (verb == "UPDATE" || verb == "DELETE") {
		p.t.Errorf("nothing was changed by %s", statement)
	}
	p.must(db.Close())
}

// lookUp reads one value of it.
func (p *place) lookUp(into any, query string, args ...any) {
	p.t.Helper()
	db, err := sql.Open("sqlite", p.file("data/"+registerFile))
	p.must(err)
	defer db.Close()
	p.must(db.QueryRow(query, args...).Scan(into))
}

// eachIsFound does each of the changes, by what they are, to the register as it is now:
// verify finds every one, and nothing once the register stands as it was. Of a long list
// the short tests try one in five.
func (p *place) eachIsFound(changes map[string]string) {
	p.t.Helper()
	path := p.file("data/" + registerFile)
	whole, err := os.ReadFile(path)
	p.must(err)
	for what, change := range changes {
		if testing.Short() && len(changes) > 20 && len(what)%5 != 0 {
			continue
		}
		p.change(change)
		if s := p.run("", "verify", "--operator", "op"); s.code != exitDamaged {
			p.t.Errorf("%s: exit %d, want %d\n%s%s", what, s.code, exitDamaged, s.out, s.err)
		}
		p.must(os.WriteFile(path, whole, 0o600))
		os.Remove(path + "-wal")
	}
	p.expect(exitDone, "", "verify", "--operator", "op")
}
