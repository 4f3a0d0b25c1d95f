package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// worked counts what reading a broken register costs: pages that are read, statements
// that are run, and the most that the program holds meanwhile (SQLite's own cache, which
// has a size of its own, is not the program's).
type worked struct {
	context.Context
	from              io.ReaderAt
	reads, statements int
	held              uint64
}

func (w *worked) ReadAt(b []byte, at int64) (int, error) {
	w.look(&w.reads)
	return w.from.ReadAt(b, at)
}

// Done is asked once by every statement.
func (w *worked) Done() <-chan struct{} {
	w.look(&w.statements)
	return nil
}

func (w *worked) look(n *int) {
	if *n++; *n%2000 != 0 {
		return
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	w.held = max(w.held, m.HeapAlloc)
}

// digest is kept in place of passes, which would count as held.
func digest(passes []registry.PassState) [32]byte { return sha256.Sum256(fmt.Append(nil, passes)) }

// manyPasses writes a register of n passes in one go: every fourth was printed, and recalled.
func manyPasses(t *testing.T, n int) (path string, passes [32]byte) {
	t.Helper()
	ctx := context.Background()
	path = filepath.Join(t.TempDir(), "register.db")
	db, err := Create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var c station.Change
	var head registry.Head
	var last registry.PassState
	add := func(k registry.Kind, pass string, body any) int64 {
		e := registry.Event{At: time.UnixMilli(1582000000000).UTC(), Kind: k, Operator: "op", Pass: pass, Body: registry.Body(body)}
		sealed := fmt.Appendf(nil, "the sealed record of event %d", head.Event+1)
		e.Commitment = sha256.Sum256(sealed)
		e = e.Chained(head.Event+1, head.Hash)
		head.Event, head.Hash = e.No, e.Hash
		c.Events = append(c.Events, e)
		if k == registry.Issued {
			c.Records = append(c.Records, station.SealedRecord{Event: e.No, Sealed: sealed})
		}
		if pass == "" {
			return e.No
		}
		if last, err = last.After(e); err != nil {
			t.Fatal(err)
		}
		return e.No
	}
	add(registry.Opened, "", registry.OpenedBody{Scheme: "ningbo", Epoch: 1, StartAt: 1})
	for i := 1; i <= n; i++ {
		number, err := registry.NewNumber("12", 131, 1, 7, i)
		if err != nil {
			t.Fatal(err)
		}
		last = registry.PassState{}
		row := add(registry.Issued, number.String(), registry.IssuedBody{Epoch: 1, Serial: i, Copy: 1})
		if i%4 == 0 {
			add(registry.PrintIntended, number.String(), registry.ReasonBody{Copy: 1})
			add(registry.RecallOrdered, number.String(), registry.ReasonBody{Copy: 1, Reason: "other"})
		}
		c.Passes = append(c.Passes, last)
		whose := sha256.Sum256(fmt.Append(nil, i))
		c.Keys = append(c.Keys, station.BlindKey{Kind: "K1", Hard: true, Blind: whose[:16], Row: row})
	}
	if err := db.Append(ctx, c); err != nil {
		t.Fatal(err)
	}
	return path, digest(c.Passes)
}

// harmed overwrites a page of a table: the one by which the others are found, or a leaf.
func harmed(t *testing.T, path, query, table string) {
	t.Helper()
	db, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	var page int64
	err = db.conn.QueryRowContext(context.Background(), query, table).Scan(&page)
	db.Close()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xA5}, 4096), (page-1)*4096); err != nil {
		t.Fatal(err)
	}
}

// readAround reads the register page by page, and answers what it cost and what stands.
func readAround(t *testing.T, path string) (*worked, int64, [32]byte) {
	t.Helper()
	f, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := &worked{Context: context.Background(), from: f.pages.from}
	f.pages.from = w
	l, err := acquire(path + ".lock")
	if err != nil {
		t.Fatal(err)
	}
	db := &DB{path: path, lock: l, on: aside}
	defer db.Close()
	if err := db.connect(w); err != nil {
		t.Fatal(err)
	}
	if err := db.climbTo(w, 0, Version); err != nil {
		t.Fatal(err)
	}
	if err := db.salvaged(w, f.pages, &Broken{}, Version); err != nil {
		t.Fatal(err)
	}
	if err := db.Settle(w, func(table string, _ int64, _ []byte) bool { return table == "records" }); err != nil {
		t.Fatal(err)
	}
	passes, err := collect(db.AllPasses(context.Background()))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := db.rows(context.Background(), "records"); err != nil || int(n) < len(passes)*99/100 {
		t.Errorf("%d records of %d passes, %v", n, len(passes), err)
	}
	return w, f.pages.count, digest(passes)
}

// TestReadingAroundGrowsWithTheRegister: whichever page is lost, the work grows as the
// register does, and what is held does not grow at all.
func TestReadingAroundGrowsWithTheRegister(t *testing.T) {
	const root, leaf = `SELECT rootpage FROM sqlite_schema WHERE name=?`, `SELECT pageno FROM dbstat WHERE name=? AND pagetype='leaf' ORDER BY path LIMIT 1 OFFSET 3`
	const few, many = 1000, 6000
	for _, c := range []struct{ what, query, table string }{
		{"the first page", root, "passes"},
		{"a leaf", leaf, "passes"},
		{"the first page", root, "records"},
		{"the first page", root, "keys"},
		{"the first page", root, "events"},
	} {
		t.Run(c.what+" of "+c.table, func(t *testing.T) {
			var reads, statements []float64
			var held []uint64
			for _, n := range []int{few, many} {
				path, want := manyPasses(t, n)
				harmed(t, path, c.query, c.table)
				w, pages, got := readAround(t, path)
				if got != want {
					t.Errorf("the %d passes do not stand as they were written", n)
				}
				reads, statements, held = append(reads, float64(w.reads)/float64(pages)), append(statements, float64(w.statements)/float64(n)), append(held, w.held)
			}
			if reads[1] > 1.2*reads[0] || statements[1] > 1.2*statements[0] {
				t.Errorf("%d and %d passes: %.2f reads of each page, %.2f statements for each pass", few, many, reads, statements)
			}
			if held[1] > held[0]+200<<10 {
				t.Errorf("%d and %d passes: %d bytes are held", few, many, held)
			}
			t.Logf("%.2f reads of each page, %.2f statements for each pass, %d bytes held", reads, statements, held)
		})
	}
}
