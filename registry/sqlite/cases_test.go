package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// decided is the change that parks or refuses somebody after the event.
func decided(t *testing.T, last registry.Event, kind registry.Kind) station.Change {
	t.Helper()
	e := after(last, kind, registry.Number{}, registry.DecidedBody{Outcome: "outcome " + string(kind)})
	return caseStep(t, registry.CaseState{}, e)
}

// caseStep is the change of one event of a case.
func caseStep(t *testing.T, before registry.CaseState, e registry.Event) station.Change {
	t.Helper()
	c, err := before.After(e)
	must(t, err)
	return station.Change{
		Events: []registry.Event{e}, Cases: []registry.CaseState{c}, Records: []station.SealedRecord{{Event: e.No, Sealed: []byte("sealed")}},
	}
}

// oldRegister is one of schema 1, as its text made it, with the log given.
func oldRegister(t *testing.T, more string, log ...registry.Event) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "register.db")
	text, err := os.ReadFile("schema.sql")
	must(t, err)
	must(t, os.WriteFile(path, nil, 0o600))
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	_, err = raw.Exec(string(text) + fmt.Sprintf("PRAGMA user_version=1; PRAGMA application_id=%d;", 0x7064736b))
	must(t, err)
	for _, e := range log {
		_, err := raw.Exec(`INSERT INTO events(no, at, kind, operator, pass, body, commitment, prev, hash) VALUES(?,?,?,?,?,?,?,?,?)`,
			e.No, e.At.UnixMilli(), string(e.Kind), e.Operator, e.Pass, string(e.Body), e.Commitment[:], e.Prev[:], e.Hash[:])
		must(t, err)
	}
	_, err = raw.Exec(more)
	must(t, err)
	return path
}

func TestOldRegisterClimbs(t *testing.T) {
	first := opening()
	parked := decided(t, first, registry.Parked)
	refused := decided(t, parked.Events[0], registry.Refused)
	broken := after(refused.Events[0], registry.Refused, registry.Number{}, nil)
	broken.Body = []byte("no JSON") // somebody's hand: verify says so, and it still opens
	path := oldRegister(t, "", first, parked.Events[0], refused.Events[0], broken)
	for range 2 {
		db, err := sqlite.Open(ctx, path)
		must(t, err)
		must(t, db.Integrity(ctx))
		list, err := db.CasePage(ctx, 0, 9, true)
		must(t, err)
		if len(list) != 3 || list[2] != parked.Cases[0] || list[1] != refused.Cases[0] || list[0].Outcome != "" {
			t.Errorf("cases %+v", list)
		}
		must(t, db.Close())
	}
}

// A climb that cannot be finished leaves the old register as it was.
func TestClimbIsAllOrNothing(t *testing.T) {
	path := oldRegister(t, `CREATE INDEX events_case ON events(no)`, opening())
	version := func() (v int, cases int) {
		raw, err := sql.Open("sqlite", path)
		must(t, err)
		defer raw.Close()
		must(t, raw.QueryRow(`PRAGMA user_version`).Scan(&v))
		must(t, raw.QueryRow(`SELECT count(*) FROM sqlite_schema WHERE name LIKE 'cases%'`).Scan(&cases))
		return v, cases
	}
	if db, err := sqlite.Open(ctx, path); err == nil {
		db.Close()
		t.Fatal("a register with an index in the way climbed")
	}
	if v, cases := version(); v != 1 || cases != 0 {
		t.Errorf("left at schema %d with %d tables and indices of cases", v, cases)
	}
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = raw.Exec(`DROP INDEX events_case`)
	must(t, err)
	must(t, raw.Close())
	db, err := sqlite.Open(ctx, path)
	must(t, err)
	must(t, db.Close())
	if v, cases := version(); v != sqlite.Version || cases != 2 {
		t.Errorf("then at schema %d with %d", v, cases)
	}
}

// An issue touches no page of the cases: the speed of issue is as it was.
func TestIssueTouchesNoCase(t *testing.T) {
	db, path := create(t)
	last := opening()
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{last}}))
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	for kind, want := range map[string]int{"Issued": 0, "Reissued": 0, "PrintIntended": 0, "PrintedOut": 0, "Signed": 0, "EpochTaken": 0, "Overridden": 0, "Settled": 1} {
		_, err = raw.Exec(`SAVEPOINT s; INSERT INTO events(no, at, kind, operator, pass, body, commitment, prev, hash)
			SELECT 2, 0, '` + kind + `', '', '', '{"case":5}', zeroblob(32), hash, zeroblob(32) FROM events WHERE no=1`)
		must(t, err)
		var in int
		must(t, raw.QueryRow(`SELECT count(*) FROM events INDEXED BY events_case WHERE kind IN ('Settled','AppealLodged','AppealDecided','AppealReopened')`).Scan(&in))
		if in != want {
			t.Errorf("%s: %d rows in the index of cases, want %d", kind, in, want)
		}
		_, err = raw.Exec(`ROLLBACK TO s; RELEASE s`)
		must(t, err)
	}
}

func TestCasesAreFoundByTheirIndexes(t *testing.T) {
	db, path := create(t)
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	for q, index := range map[string]string{
		`SELECT 1 FROM cases c WHERE c.status IN ('open','appealed') AND c.event>5 ORDER BY c.event LIMIT 9`:                             "cases_waiting",
		`SELECT count(*) FROM cases c WHERE c.status='open' AND c.status IN ('open','appealed')`:                                         "cases_waiting",
		`SELECT 1 FROM events WHERE body->>'case'=7 AND kind IN ('Settled','AppealLodged','AppealDecided','AppealReopened') ORDER BY no`: "events_case",
	} {
		rows, err := raw.Query("EXPLAIN QUERY PLAN " + q)
		must(t, err)
		var plan []string
		for rows.Next() {
			var id, parent, x int
			var detail string
			must(t, rows.Scan(&id, &parent, &x, &detail))
			plan = append(plan, detail)
		}
		must(t, rows.Close())
		if got := strings.Join(plan, "; "); !strings.Contains(got, index) || strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("%s: %s", q, got)
		}
	}
}
