package main

import (
	"testing"
)

// TestVerifyFindsTheHandInUpstream: somebody with a database tool changes what
// upstream said.
func TestVerifyFindsTheHandInUpstream(t *testing.T) {
	p, _ := issuedPlace(t)
	p.toldByUpstream()
	p.eachIsFound(map[string]string{
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
	})
}
