package main

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
)

// Somebody who knows this program forges a log whose chain is right, and the mark in
// the second place with it. They have no key: what the station signed and sealed, and
// what the close counts, gives them away. What they change behind the last signed
// head and what agrees with everything else is upstream's and the slip's to find.
func TestAForgedLogIsFound(t *testing.T) {
	p := newPlace(t)
	p.init()
	first := p.issued(lineFather)
	p.expect(exitDone, "", "close")
	p.nextDay()
	p.issued(lineMother)
	p.expect(exitDone, "", "close")
	p.now = p.now.Add(time.Minute)
	p.expect(exitDone, "", "show", first) // an event of its own behind the last head
	p.expect(exitDone, "", "verify")
	saved := t.TempDir()
	p.must(os.CopyFS(saved, os.DirFS(p.home)))
	last := func(f *forger) int64 { return f.lastOf(registry.Closed) }
	otherCount := func(f *forger) { f.rewrite(last(f), func(b *registry.ClosedBody) { b.Issued++ }) }
	otherRows := func(f *forger) { f.rewrite(last(f), func(b *registry.ClosedBody) { b.Unlisted++ }) }
	noAccount := func(f *forger) { f.rewrite(last(f), func(b *registry.ClosedBody) { b.Account = nil }) }
	for _, c := range []struct {
		what  string
		forge []func(*forger)
		says  string
	}{
		{"a close that counts one more", []func(*forger){otherCount}, "forked"},
		{"with its mark", []func(*forger){otherCount, (*forger).mark}, "signed head"},
		{"with its mark, and no head from there on", []func(*forger){otherCount, (*forger).mark, func(f *forger) { f.noHeads(last(f)) }}, "counts another day"},
		{"a close that counts a row of a list that does not wait", []func(*forger){otherRows, (*forger).mark, func(f *forger) { f.noHeads(last(f)) }}, "counts another day"},
		{"a close that accounts for nothing, and has no head", []func(*forger){noAccount, (*forger).mark, func(f *forger) { f.noHeads(last(f)) }}, "accounts for nothing"},
		{"the last event gone", []func(*forger){(*forger).takeOff}, "rolled back"},
		{"all events behind the close and the close itself gone", []func(*forger){(*forger).takeOff, (*forger).takeOff, (*forger).mark}, "the log ends before it"},
	} {
		p.putBack(saved)
		f := &forger{place: p}
		f.open()
		for _, step := range c.forge {
			step(f)
		}
		f.done()
		s := p.run("", "verify")
		if s.code != exitDamaged || !strings.Contains(s.out+s.err, c.says) {
			t.Errorf("%s: exit %d, it does not say %s\n%s%s", c.what, s.code, c.says, s.out, s.err)
		}
	}
}

// forger rewrites a register as a program would that has every right but the keys.
type forger struct {
	*place
	db       *sql.DB
	events   []registry.Event
	triggers [][2]string
}

func (f *forger) open() {
	f.t.Helper()
	h := &hand{place: f.place}
	var err error
	f.db, err = sql.Open("sqlite", f.file("data/"+registerFile))
	f.must(err)
	f.db.SetMaxOpenConns(1)
	f.exec("PRAGMA foreign_keys=0")
	f.triggers = h.texts(f.db, "SELECT name, sql FROM sqlite_schema WHERE type='trigger' ORDER BY name")
	for _, t := range f.triggers {
		f.exec("DROP TRIGGER " + t[0])
	}
	f.read()
}

func (f *forger) exec(text string, args ...any) {
	f.t.Helper()
	_, err := f.db.Exec(text, args...)
	f.must(err)
}

func (f *forger) read() {
	f.t.Helper()
	rows, err := f.db.Query("SELECT no, at, kind, operator, pass, body, commitment, hash FROM events ORDER BY no")
	f.must(err)
	defer rows.Close()
	f.events = nil
	for rows.Next() {
		var e registry.Event
		var at int64
		var body string
		var commitment, hash []byte
		f.must(rows.Scan(&e.No, &at, &e.Kind, &e.Operator, &e.Pass, &body, &commitment, &hash))
		e.At, e.Body = time.UnixMilli(at), json.RawMessage(body)
		copy(e.Commitment[:], commitment)
		copy(e.Hash[:], hash)
		f.events = append(f.events, e)
	}
	f.must(rows.Err())
}

// done leaves the schema as it was.
func (f *forger) done() {
	f.t.Helper()
	for _, t := range f.triggers {
		f.exec(t[1])
	}
	f.must(f.db.Close())
}

func (f *forger) lastOf(k registry.Kind) (no int64) {
	for _, e := range f.events {
		if e.Kind == k {
			no = e.No
		}
	}
	return no
}

// rewrite changes a close, and chains everything from there on anew.
func (f *forger) rewrite(no int64, change func(*registry.ClosedBody)) {
	f.t.Helper()
	var body registry.ClosedBody
	f.must(json.Unmarshal(f.events[no-1].Body, &body))
	change(&body)
	f.events[no-1].Body = registry.Body(body)
	f.rechain(no)
}

// rechain makes the chain right from the event on.
func (f *forger) rechain(no int64) {
	f.t.Helper()
	prev := f.events[no-2].Hash
	for i := no - 1; i < int64(len(f.events)); i++ {
		e := f.events[i].Chained(i+1, prev)
		f.exec("UPDATE events SET body=?, prev=?, hash=? WHERE no=?", string(e.Body), e.Prev[:], e.Hash[:], e.No)
		f.events[i], prev = e, e.Hash
	}
}

// takeOff removes the last event, and what only it brought.
func (f *forger) takeOff() {
	last := len(f.events)
	f.exec("DELETE FROM records WHERE event=?", last)
	f.exec("DELETE FROM events WHERE no=?", last)
	f.events = f.events[:last-1]
}

func (f *forger) noHeads(from int64) { f.exec("DELETE FROM heads WHERE event>=?", from) }

// mark writes the mark that the forged log would have.
func (f *forger) mark() {
	f.t.Helper()
	w := &highWater{dir: f.file("config"), place: f.place.place}
	defer w.close()
	register := strings.TrimSuffix(filepath.Base(f.place.mark()), highWaterEnd)
	m, err := w.Read(register)
	f.must(err)
	end := f.events[len(f.events)-1]
	m.Head.Event, m.Head.Hash = end.No, end.Hash
	f.must(w.Write(register, m))
}

// forgedIsFound changes the body of the newest event of the kind, chains the log anew, and
// expects verify to say what does not fit.
func forgedIsFound[B any](p *place, kind registry.Kind, change func(*B), says string) {
	p.t.Helper()
	f := &forger{place: p}
	f.open()
	no := f.lastOf(kind)
	var body B
	p.must(json.Unmarshal(f.events[no-1].Body, &body))
	change(&body)
	f.events[no-1].Body = registry.Body(body)
	f.rechain(no)
	f.mark()
	f.done()
	s := p.run("", "verify")
	if s.code != exitDamaged || !strings.Contains(s.out+s.err, says) {
		p.t.Errorf("exit %d\n%s%s", s.code, s.out, s.err)
	}
}
