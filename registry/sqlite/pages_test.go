package sqlite

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// written makes a database of rows of all lengths, with both kinds of tables, and answers
// it with them, and where their trees begin.
func written(t testing.TB, size, rows int) (raw []byte, want map[string][][]any, roots map[string]int64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "some.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(text string, args ...any) {
		if _, err := db.Exec(text, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(fmt.Sprintf(`PRAGMA page_size=%d; CREATE TABLE numbered(no INTEGER PRIMARY KEY, word TEXT, bytes BLOB, share REAL); CREATE TABLE keyed(word TEXT PRIMARY KEY, no INTEGER, bytes BLOB) WITHOUT ROWID`, size))
	want, roots = map[string][][]any{}, map[string]int64{}
	do("BEGIN")
	for i := range rows {
		no := []int64{0, 1, -1, 127, -129, 1 << 20, -1 << 40, 1<<63 - 1}[i%8]
		word, blob := fmt.Sprintf("字%06d", i), bytes.Repeat([]byte{byte(i)}, i*i%(3*size)+1)
		numbered, keyed := []any{int64(i*3 - 7), word, blob, float64(i) + 0.5}, []any{word, no, blob}
		want["numbered"], want["keyed"] = append(want["numbered"], numbered), append(want["keyed"], keyed)
		do("INSERT INTO numbered VALUES(?,?,?,?)", numbered...)
		do("INSERT INTO keyed VALUES(?,?,?)", keyed...)
	}
	do("COMMIT")
	for name := range want {
		var root int64
		if err := db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name=?", name).Scan(&root); err != nil {
			t.Fatal(err)
		}
		roots[name] = root
	}
	db.Close()
	if raw, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return raw, want, roots
}

// TestPagesAgainstSQLite: what the pages hold is what SQLite wrote, at every size of
// page; and with the head of the file gone, the size is found again.
func TestPagesAgainstSQLite(t *testing.T) {
	for size := 512; size <= 65536; size *= 2 {
		raw, want, roots := written(t, size, 400)
		headless := append(make([]byte, headSize), raw[headSize:]...)
		for what, raw := range map[string][]byte{"whole": raw, "without its head": headless} {
			p, ok := openPages(bytes.NewReader(raw), int64(len(raw)))
			if !ok || p.size != int64(size) {
				t.Errorf("pages of %d, %s: read as %+v, %v", size, what, p, ok)
				continue
			}
			s := &salvage{pages: p, broken: &Broken{}, trees: map[string]tree{}, seen: make([]bool, p.count+1)}
			s.schema()
			for name, rows := range want {
				var got [][]any
				s.walk(roots[name], name, name == "numbered", func(row []any) bool { got = append(got, row); return true })
				if !reflect.DeepEqual(got, rows) || s.trees[name].root != roots[name] || len(s.broken.Lost) > 0 {
					t.Errorf("pages of %d, %s: %s has %d rows, want %d as they were written; %+v lost", size, what, name, len(got), len(rows), s.broken.Lost)
				}
			}
		}
	}
}

// FuzzPages gives what a broken disk may: whatever stands there, reading ends, and takes
// no more than the file has.
func FuzzPages(f *testing.F) {
	raw, _, _ := written(f, 512, 12)
	f.Add(raw)
	f.Add(append(make([]byte, headSize), raw[headSize:]...))
	f.Add(raw[:len(raw)-700])
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, ok := openPages(bytes.NewReader(raw), int64(len(raw)))
		if !ok {
			return
		}
		s := &salvage{pages: p, broken: &Broken{}, trees: map[string]tree{}, seen: make([]bool, p.count+1)}
		s.schema()
		for name, at := range s.trees {
			s.walk(at.root, name, true, func([]any) bool { return true })
			s.reaches(at.root, p.height(at.root))
		}
		for no := range p.count {
			tree, ok := p.tree(no + 1)
			for _, c := range tree.cells {
				if !ok || len(c.payload) > len(raw) {
					t.Fatalf("page %d: a payload of %d bytes in a file of %d", no+1, len(c.payload), len(raw))
				}
				_, _ = values(c.payload)
			}
		}
	})
}
