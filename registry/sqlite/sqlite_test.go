package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

var ctx = context.Background()

func create(t *testing.T) (*sqlite.DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "登记 册", "register.db")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, path
}

// opening is the first event of a register.
func opening() registry.Event {
	body := registry.Body(registry.OpenedBody{Scheme: "ningbo", Epoch: 1, StartAt: 1})
	return registry.Event{At: time.Date(2020, 2, 18, 1, 0, 0, 0, time.UTC), Kind: registry.Opened, Body: body}.Chained(1, [32]byte{})
}

func after(e registry.Event, kind registry.Kind, pass registry.Number, body any) registry.Event {
	return registry.Event{At: e.At.Add(time.Second), Kind: kind, Pass: pass.String(), Body: registry.Body(body)}.Chained(e.No+1, e.Hash)
}

func number(t *testing.T, serial int) registry.Number {
	t.Helper()
	n, err := registry.NewNumber("12", 131, 1, 7, serial)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// issue is the change that issues one pass after the event.
func issue(t *testing.T, last registry.Event, serial int) station.Change {
	t.Helper()
	n := number(t, serial)
	e := after(last, registry.Issued, n, registry.IssuedBody{Epoch: 1, Serial: serial, Copy: 1})
	p, err := registry.PassState{}.After(e)
	if err != nil {
		t.Fatal(err)
	}
	return station.Change{
		Events: []registry.Event{e}, Passes: []registry.PassState{p},
		Records: []station.SealedRecord{{Event: e.No, Sealed: []byte("sealed")}},
		Keys:    []station.BlindKey{{Kind: "K1", Hard: true, Blind: []byte{1, byte(serial)}, Row: e.No}},
		Refs:    []station.RefVerdict{{Blind: []byte{2, byte(serial)}, Event: e.No, Verdict: []byte(`{}`)}},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpenTellsMissingEmptyAndCutOffRegistersApart(t *testing.T) {
	db, path := create(t)
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{opening()}}))
	must(t, db.Close())
	whole, err := os.ReadFile(path)
	must(t, err)
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"missing":         {nil, station.ErrNoRegister},
		"empty":           {[]byte{}, station.ErrDamaged},
		"100 bytes of it": {whole[:100], station.ErrDamaged},
		"one page of it":  {whole[:4096], station.ErrDamaged},
		"but for 1 byte":  {whole[:len(whole)-1], station.ErrDamaged},
		"but for 4095":    {whole[:len(whole)-4095], station.ErrDamaged},
		"another table":   {append(append([]byte{}, whole[:68]...), append([]byte{0, 0, 0, 1}, whole[72:]...)...), station.ErrDamaged},
		"another program": {bytes.Repeat([]byte("text "), 400), station.ErrDamaged},
	} {
		os.Remove(path)
		if c.content != nil {
			must(t, os.WriteFile(path, c.content, 0o600))
		}
		db, err := sqlite.Open(ctx, path)
		if err == nil {
			err = db.Integrity(ctx)
			db.Close()
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if got, _ := os.ReadFile(path); c.content != nil && !bytes.Equal(got, c.content) {
			t.Errorf("%s: opening changed the file", name)
		}
	}
}

func TestCreateNeverTouchesWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	must(t, os.WriteFile(path, nil, 0o600))
	if _, err := sqlite.Create(ctx, path); !errors.Is(err, station.ErrRegisterExists) {
		t.Errorf("over an empty file: %v, want ErrRegisterExists", err)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	db, path := create(t)
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{opening()}}))
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = raw.Exec("PRAGMA user_version=99")
	must(t, err)
	must(t, raw.Close())
	if _, err := sqlite.Open(ctx, path); !errors.Is(err, station.ErrNewerSchema) {
		t.Errorf("schema 99: %v, want ErrNewerSchema", err)
	}
}

func TestSecondOpenIsToldWhoHasIt(t *testing.T) {
	_, path := create(t)
	_, err := sqlite.Open(ctx, path)
	if !errors.Is(err, station.ErrBusy) || !bytes.Contains([]byte(err.Error()), []byte("process ")) {
		t.Errorf("second open: %v, want ErrBusy with the process", err)
	}
}

func TestStaleLockFileIsNoObstacle(t *testing.T) {
	db, path := create(t)
	must(t, db.Close())
	must(t, os.WriteFile(path+".lock", []byte("424242\n"), 0o600))
	db, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatalf("with a lock file left behind: %v", err)
	}
	must(t, db.Close())
}

// A program that is being started has copies of all open files for a moment.
func TestLockIsFreeThoughAnotherProcessIsBeingStarted(t *testing.T) {
	for range 3 {
		db, path := create(t)
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range 5 {
				exec.Command(os.Args[0], "-test.run=^$").Run()
			}
		}()
		for running := true; running; {
			must(t, db.Close())
			var err error
			if db, err = sqlite.Open(ctx, path); err != nil {
				t.Fatalf("opened again: %v", err)
			}
			select {
			case <-done:
				running = false
			default:
			}
		}
		must(t, db.Close())
	}
}

func TestNoShmFileBesideTheRegister(t *testing.T) {
	db, path := create(t)
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{opening()}}))
	noShm := func(path string) {
		if _, err := os.Stat(path + "-shm"); err == nil {
			t.Error("a -shm file: locking_mode was not EXCLUSIVE before WAL")
		}
	}
	noShm(path)
	// After a crash there is a log to be read before anything else.
	copied := filepath.Join(t.TempDir(), "register.db")
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		must(t, err)
		must(t, os.WriteFile(copied+end, b, 0o600))
	}
	again, err := sqlite.Open(ctx, copied)
	must(t, err)
	noShm(copied)
	if h, err := again.Head(ctx); err != nil || h.Event != 1 {
		t.Errorf("out of the log came %+v, %v", h, err)
	}
	must(t, again.Close())
}

func TestEventsAreForEver(t *testing.T) {
	db, path := create(t)
	first := opening()
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{first}}))
	must(t, db.Append(ctx, issue(t, first, 1)))
	must(t, db.Close())
	raw, err := sql.Open("sqlite", "file:"+path+"?_pragma=recursive_triggers(1)")
	must(t, err)
	defer raw.Close()
	for _, s := range []string{
		"UPDATE events SET operator='x' WHERE no=1",
		"DELETE FROM events WHERE no=2",
		"DELETE FROM events",
		"INSERT OR REPLACE INTO events SELECT no, at, kind, 'x', pass, body, commitment, prev, hash FROM events WHERE no=2",
		"INSERT INTO events SELECT 7, at, kind, operator, pass, body, commitment, hash, hash FROM events WHERE no=2",
		"INSERT INTO events SELECT 3, at, kind, operator, pass, body, commitment, zeroblob(32), hash FROM events WHERE no=2",
	} {
		if _, err := raw.Exec(s); err == nil {
			t.Errorf("%s: went through", s)
		}
	}
}

// A missing index made the look-up 300 times slower once.
func TestLookUpsUseTheirIndexes(t *testing.T) {
	db, path := create(t)
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	for _, q := range []string{
		"SELECT 1 FROM passes p WHERE p.first_event IN (SELECT pass FROM keys WHERE kind='K1' AND blind=x'00' UNION ALL SELECT pass FROM keys WHERE kind='K3' AND blind=x'01') ORDER BY p.first_event",
		"SELECT 1 FROM passes WHERE series=1311 AND serial=2",
		"SELECT 1 FROM passes WHERE first_event>5 ORDER BY first_event LIMIT 20",
		"SELECT 1 FROM events WHERE pass='1' AND pass<>'' ORDER BY no", "SELECT 1 FROM refs WHERE blind=x'00'",
		"SELECT max(no) FROM events WHERE kind IN ('Opened','EpochTaken')",
		"SELECT no, body FROM events WHERE no>0 AND kind IN ('Opened','EpochTaken') ORDER BY no",
		"SELECT no, body FROM events WHERE no>0 AND kind IN ('DayOpened','Closed','PaperCompared') ORDER BY no",
		"SELECT no, body FROM events WHERE at>=1 AND at<2 AND kind IN ('PrintIntended','PrintedOut') ORDER BY no",
		"SELECT kind, count(*) FROM events WHERE at>=1 AND at<2 GROUP BY kind",
		"SELECT count(*) FROM passes p WHERE p.printed<p.copy AND (p.printed<p.copy OR p.signed<p.copy) AND p.status IN ('issued','printed','signed')",
		"SELECT 1 FROM passes p WHERE p.first_event>5 AND p.status='recalled' AND p.status NOT IN ('issued','printed','signed') ORDER BY p.first_event LIMIT 20",
	} {
		rows, err := raw.Query("EXPLAIN QUERY PLAN " + q)
		must(t, err)
		for rows.Next() {
			var id, parent, x int
			var detail string
			must(t, rows.Scan(&id, &parent, &x, &detail))
			if strings.HasPrefix(detail, "SCAN") && !strings.Contains(detail, "USING") {
				t.Errorf("%s: %s", q, detail)
			}
		}
		must(t, rows.Err())
		rows.Close()
	}
}
