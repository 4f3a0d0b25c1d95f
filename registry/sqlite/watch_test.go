package sqlite

import (
	"context"
	"encoding/binary"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// TestAPersonIsLookedUpByKeyAlone: every check asks the list, so that no question
// of it may read more than it answers.
func TestAPersonIsLookedUpByKeyAlone(t *testing.T) {
	ctx := context.Background()
	db, err := Create(ctx, filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for text, want := range map[string][]string{
		watchedText(4): {"SEARCH k USING PRIMARY KEY (blind=?)", "SEARCH w USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN"},
		watchColumns + `WHERE w.whose=? ORDER BY w.id`:                     {"SEARCH w USING INDEX watch_whose (whose=?)"},
		watchColumns + `WHERE w.id>? AND w.ended=0 ORDER BY w.id LIMIT ?`:  {"SEARCH w USING INTEGER PRIMARY KEY (rowid>?)"},
		`SELECT 1 FROM watch_answers WHERE entry=? ORDER BY entry, person`: {"SEARCH watch_answers USING PRIMARY KEY (entry=?)"},
		`SELECT 1 FROM watch_files WHERE file=?`:                           {"SEARCH watch_files USING PRIMARY KEY (file=?)"},
	} {
		plan, err := planOf(ctx, db, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(plan, "; "); got != strings.Join(want, "; ") {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func planOf(ctx context.Context, db *DB, text string) (plan []string, err error) {
	rows, err := db.conn.QueryContext(ctx, "EXPLAIN QUERY PLAN "+text, make([]any, strings.Count(text, "?"))...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, x int
		var detail string
		if err := rows.Scan(&id, &parent, &x, &detail); err != nil {
			return nil, err
		}
		plan = append(plan, detail)
	}
	return plan, rows.Err()
}

// BenchmarkWatched asks a list of 100,000 people for one who is not on it, by the
// three keys that an adult has.
func BenchmarkWatched(b *testing.B) {
	ctx := context.Background()
	db, err := Create(ctx, filepath.Join(b.TempDir(), "register.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	e := registry.Event{At: time.Unix(0, 0), Kind: registry.Opened}.Chained(1, [32]byte{})
	c := station.Change{Events: []registry.Event{e}}
	key := func(n int) []byte {
		return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(n)*0x9E3779B97F4A7C15), uint64(n))
	}
	for id := range 100_000 {
		c.Watch.Entries = append(c.Watch.Entries, station.SealedEntry{ID: int64(id + 1), Event: 1, Whose: key(id), Keys: [][]byte{key(2 * id), key(2*id + 1)}, Sealed: make([]byte, 220)})
	}
	begin := time.Now()
	if err := db.Append(ctx, c); err != nil {
		b.Fatal(err)
	}
	written := time.Since(begin)
	b.ResetTimer()
	for n := range b.N {
		found, err := db.Watched(ctx, [][]byte{key(-3*n - 1), key(-3*n - 2), key(-3*n - 3)})
		if err != nil || len(found) > 0 {
			b.Fatal(len(found), err)
		}
	}
	b.ReportMetric(float64(written.Milliseconds()), "ms-to-write-100k")
}
