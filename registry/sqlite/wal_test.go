package sqlite

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
)

// withLog is a database whose newest commits stand in its log, and how it reads then.
func withLog(t testing.TB) (raw, log, want []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "some.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, text := range []string{
		"PRAGMA page_size=512", "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "CREATE TABLE words(no INTEGER PRIMARY KEY, word TEXT)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO words SELECT i, 'word '||i FROM n",
		"PRAGMA wal_checkpoint(TRUNCATE)", "UPDATE words SET word='another '||no WHERE no%7=0", "DELETE FROM words WHERE no=5",
	} {
		db.SetMaxOpenConns(1)
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	read := func(end string) []byte {
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	raw, log = read(""), read("-wal")
	if err := db.Close(); err != nil { // the log is folded in
		t.Fatal(err)
	}
	return raw, log, read("")
}

// read is the whole register as the log leaves it.
func (o *overlay) read(t *testing.T) []byte {
	t.Helper()
	all := make([]byte, o.length)
	if n, err := o.ReadAt(all, 0); err != nil || int64(n) != o.length {
		t.Fatalf("%d bytes of %d: %v", n, o.length, err)
	}
	return all
}

func TestALogIsReadAsSQLiteFoldsItIn(t *testing.T) {
	raw, log, want := withLog(t)
	o := overlaid(bytes.NewReader(raw), bytes.NewReader(log))
	if o.cut || bytes.Equal(raw, want) || !bytes.Equal(o.read(t), want) {
		t.Errorf("cut %v, the log says something %v: it does not read as SQLite reads it", o.cut, !bytes.Equal(raw, want))
	}
}

// FuzzLog gives what a broken disk may in the place of the log: no page is read behind its
// end, and reading ends.
func FuzzLog(f *testing.F) {
	raw, log, _ := withLog(f)
	f.Add(log)
	f.Add(log[:len(log)-200])
	f.Add(log[:walHead])
	f.Add(append(bytes.Clone(log), log[walHead:]...))
	f.Fuzz(func(t *testing.T, log []byte) {
		o := overlaid(bytes.NewReader(raw), bytes.NewReader(log))
		for no, at := range o.at {
			if at < walHead+walFrame || at+o.size > int64(len(log)) {
				t.Fatalf("page %d is read at %d of a log of %d bytes", no, at, len(log))
			}
		}
		page := make([]byte, 300) // over the borders of pages
		for off := int64(0); off < min(o.length, 1<<20); off += int64(len(page)) {
			if n, err := o.ReadAt(page, off); n < len(page) && err == nil {
				t.Fatalf("%d bytes at %d, and no error", n, off)
			}
		}
	})
}
