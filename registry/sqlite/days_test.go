package sqlite_test

import (
	"database/sql"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// A pass that somebody removed parts two runs of serials.
func TestAMissingPassPartsTheRuns(t *testing.T) {
	db, path := create(t)
	last := opening()
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{last}}))
	for serial := range 5 {
		c := issue(t, last, serial+1)
		must(t, db.Append(ctx, c))
		last = c.Events[0]
	}
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = raw.Exec("DELETE FROM passes WHERE serial=3")
	must(t, err)
	must(t, raw.Close())
	db, err = sqlite.Open(ctx, path)
	must(t, err)
	defer db.Close()
	given, err := db.Given(ctx)
	must(t, err)
	want := []registry.Serials{{Series: 1311, From: 1, To: 2}, {Series: 1311, From: 4, To: 5}}
	if !slices.Equal(given, want) {
		t.Errorf("%v, want %v", given, want)
	}
}
