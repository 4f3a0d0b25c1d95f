package main

import (
	"database/sql"
	"os"
	"testing"
)

// receiptTrigger1 and 2 put the triggers back that a change had to drop.
const (
	receiptTrigger1 = "CREATE TRIGGER receipts_forever_1 BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT,'receipts are never changed'); END"
	receiptTrigger2 = "CREATE TRIGGER receipts_forever_2 BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT,'receipts are never removed'); END"
)

// TestVerifyFindsTheHandInUpstream: somebody with a database tool changes what
// upstream said.
func TestVerifyFindsTheHandInUpstream(t *testing.T) {
	p, _ := issuedPlace(t)
	p.toldByUpstream()
	p.expect(exitDone, "", "verify")
	whole, err := os.ReadFile(p.file("data/" + registerFile))
	p.must(err)
	for name, change := range map[string]string{
		"a receipt removed":         "DROP TRIGGER receipts_forever_2; DELETE FROM receipts WHERE event=(SELECT max(event) FROM receipts); " + receiptTrigger2,
		"a receipt that says more":  "DROP TRIGGER receipts_forever_1; UPDATE receipts SET through=through+1 WHERE event=(SELECT max(event) FROM receipts); " + receiptTrigger1,
		"a receipt's words":         "DROP TRIGGER receipts_forever_1; UPDATE receipts SET note=note||' '; " + receiptTrigger1,
		"a receipt put in":          "INSERT INTO receipts SELECT event+1, through+1, note FROM receipts ORDER BY event DESC LIMIT 1",
		"a task removed":            "DELETE FROM tasks WHERE id='a0'",
		"a task settled by hand":    "UPDATE tasks SET status='done' WHERE id='a0'",
		"a task opened again":       "UPDATE tasks SET status='open' WHERE id='c0'",
		"a task about another pass": "UPDATE tasks SET number='12131170004228' WHERE id='a0'",
		"a task put in":             "INSERT INTO tasks SELECT 'z', kind, number, status, 1, last_event FROM tasks WHERE id='a0'",
		"where parcels go":          "UPDATE meta SET value=CAST(replace(value,'age1','age2') AS BLOB) WHERE key='upstream'",
		"where parcels go, removed": "DELETE FROM meta WHERE key='upstream'",
		"a trigger dropped":         "DROP TRIGGER receipts_forward",
	} {
		p.must(os.WriteFile(p.file("data/"+registerFile), whole, 0o600))
		os.Remove(p.file("data/" + registerFile + "-wal"))
		db, err := sql.Open("sqlite", p.file("data/"+registerFile))
		p.must(err)
		_, err = db.Exec(change)
		p.must(err)
		p.must(db.Close())
		if s := p.run("", "verify"); s.code != exitDamaged {
			t.Errorf("%s: exit %d, want %d\n%s%s", name, s.code, exitDamaged, s.out, s.err)
		}
	}
}
