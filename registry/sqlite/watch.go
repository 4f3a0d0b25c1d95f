package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"

	"passdesk/registry/station"
)

// putWatch writes what a command does to the watch list. A list has as many rows
// as a town has people: they go in many at once, the keys in their own order.
func putWatch(ctx context.Context, db *DB, c station.Change) error {
	w := c.Watch
	for _, e := range w.Ended {
		if err := db.exec(ctx, "end an entry", `UPDATE watch SET ended=? WHERE id=? AND ended=0`, e.Event, e.ID); err != nil {
			return err
		}
		for _, blind := range e.Keys {
			if err := db.exec(ctx, "end an entry", `DELETE FROM watch_keys WHERE blind=? AND entry=?`, blind, e.ID); err != nil {
				return err
			}
		}
	}
	if err := db.insertWatch(ctx, w.Entries); err != nil {
		return err
	}
	for _, a := range w.Answers {
		err := db.exec(ctx, "keep an answer", `INSERT INTO watch_answers(entry, person, same, event) VALUES(?,?,?,?)
			ON CONFLICT(entry, person) DO UPDATE SET same=excluded.same, event=excluded.event`, a.Entry, a.Person, a.Same, a.Event)
		if err != nil {
			return err
		}
	}
	for _, f := range w.Files {
		if err := db.exec(ctx, "keep a list's mark", `INSERT INTO watch_files(file, event) VALUES(?,?)`, f.Blind, f.Event); err != nil {
			return err
		}
	}
	return nil
}

// entriesAtOnce bounds how many texts there are to prepare: a whole chunk, and one
// by one what is left.
const entriesAtOnce = 32

func (db *DB) insertWatch(ctx context.Context, entries []station.SealedEntry) error {
	type filed struct {
		blind []byte
		entry int64
	}
	keys := make([]filed, 0, 3*len(entries))
	for _, e := range entries {
		for _, blind := range e.Keys {
			keys = append(keys, filed{blind, e.ID})
		}
	}
	err := db.insertAll(ctx, `INSERT INTO watch(id, event, ended, whose, sealed) VALUES`, len(entries), func(i int) []any {
		e := &entries[i]
		return []any{e.ID, e.Event, e.Ended, e.Whose, e.Sealed}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(keys, func(a, b filed) int { return cmp.Or(bytes.Compare(a.blind, b.blind), cmp.Compare(a.entry, b.entry)) })
	return db.insertAll(ctx, `INSERT INTO watch_keys(blind, entry) VALUES`, len(keys), func(i int) []any { return []any{keys[i].blind, keys[i].entry} })
}

// insertAll inserts n rows, many at once while there are so many.
func (db *DB) insertAll(ctx context.Context, text string, n int, row func(i int) []any) error {
	args := make([]any, 0, 5*entriesAtOnce)
	for done := 0; done < n; {
		rows := 1
		if n-done >= entriesAtOnce {
			rows = entriesAtOnce
		}
		args = args[:0]
		for i := range rows {
			args = append(args, row(done+i)...)
		}
		one := "(?" + strings.Repeat(",?", len(args)/rows-1) + ")"
		if err := db.exec(ctx, "keep a list", text+one+strings.Repeat(","+one, rows-1), args...); err != nil {
			return err
		}
		done += rows
	}
	return nil
}

const watchColumns = `SELECT w.id, w.event, w.ended, w.whose, w.sealed FROM watch w `

func scanWatch(rows *sql.Rows) (e station.SealedEntry, err error) {
	err = rows.Scan(&e.ID, &e.Event, &e.Ended, &e.Whose, &e.Sealed)
	return e, err
}

// Watched are the entries that stand under any of the blind keys, each once.
func (db *DB) Watched(ctx context.Context, keys [][]byte) ([]station.SealedEntry, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	args := make([]any, len(keys))
	for i, k := range keys {
		args[i] = k
	}
	found, err := collect(query(ctx, db, scanWatch, watchedText(len(keys)), args...))
	if err == nil && slices.ContainsFunc(found, func(e station.SealedEntry) bool { return e.ID == 0 }) {
		err = fmt.Errorf("ask the list: %w: an entry is missing", station.ErrDamaged)
	}
	if err != nil || len(found) < 2 {
		return found, err
	}
	slices.SortFunc(found, func(a, b station.SealedEntry) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(found, func(a, b station.SealedEntry) bool { return a.ID == b.ID }), err
}

// The keys lead, which a LEFT JOIN sees to; and a key whose entry is gone is seen.
func watchedText(n int) string {
	return `SELECT coalesce(w.id,0), coalesce(w.event,0), coalesce(w.ended,0), w.whose, w.sealed FROM watch_keys k LEFT JOIN watch w ON w.id=k.entry
		WHERE k.blind IN (?` + strings.Repeat(",?", n-1) + `)`
}

// WatchedAs are all entries of one source about one person, the oldest first.
func (db *DB) WatchedAs(ctx context.Context, whose []byte) ([]station.SealedEntry, error) {
	return collect(query(ctx, db, scanWatch, watchColumns+`WHERE w.whose=? ORDER BY w.id`, whose))
}

// WatchPage reads n entries behind the one given, in order: those that stand, or
// all of them.
func (db *DB) WatchPage(ctx context.Context, from int64, n int, all bool) ([]station.SealedEntry, error) {
	where := `WHERE w.id>? AND w.ended=0`
	if all {
		where = `WHERE w.id>?`
	}
	return collect(query(ctx, db, scanWatch, watchColumns+where+` ORDER BY w.id LIMIT ?`, from, n))
}

// LastWatch is the number of the newest entry, 0 for none.
func (db *DB) LastWatch(ctx context.Context) (id int64, err error) {
	err = db.one(ctx, "count the list", func(r *sql.Row) error { return r.Scan(&id) }, `SELECT coalesce(max(id),0) FROM watch`)
	return id, err
}

// WatchSize counts the list: in the table itself, where an entry can be lost that its
// index still has, and the entries that a check can meet.
func (db *DB) WatchSize(ctx context.Context) (z station.WatchSize, err error) {
	err = db.one(ctx, "count the list", func(r *sql.Row) error { return r.Scan(&z.Entries, &z.Last, &z.Standing, &z.Met) },
		`SELECT count(*), coalesce(max(id),0), coalesce(sum(ended=0),0), (SELECT count(DISTINCT entry) FROM watch_keys) FROM watch NOT INDEXED`)
	return z, err
}

// WatchKeys reads every blind key of the list.
func (db *DB) WatchKeys(ctx context.Context) iter.Seq2[station.WatchKey, error] {
	return query(ctx, db, func(rows *sql.Rows) (k station.WatchKey, err error) {
		err = rows.Scan(&k.Blind, &k.Entry)
		return k, err
	}, `SELECT blind, entry FROM watch_keys ORDER BY blind, entry`)
}

// WatchAnswers reads what was said of the entry, about anybody; of all entries for 0.
func (db *DB) WatchAnswers(ctx context.Context, entry int64) ([]station.WatchAnswer, error) {
	where := `WHERE entry=?`
	if entry == 0 {
		where = `WHERE ?=0`
	}
	return collect(query(ctx, db, func(rows *sql.Rows) (a station.WatchAnswer, err error) {
		err = rows.Scan(&a.Entry, &a.Person, &a.Same, &a.Event)
		return a, err
	}, `SELECT entry, person, same, event FROM watch_answers `+where+` ORDER BY entry, person`, entry))
}

// WatchFiles reads the marks of the lists that were loaded: of the one file, or of
// all for nil.
func (db *DB) WatchFiles(ctx context.Context, file []byte) ([]station.WatchFile, error) {
	where, args := `WHERE file=?`, []any{file}
	if file == nil {
		where, args = ``, nil
	}
	return collect(query(ctx, db, func(rows *sql.Rows) (f station.WatchFile, err error) {
		err = rows.Scan(&f.Blind, &f.Event)
		return f, err
	}, `SELECT file, event FROM watch_files `+where+` ORDER BY event`, args...))
}
