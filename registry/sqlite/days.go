package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// What the day's accounting reads.

// EventsOf reads the events of the kinds behind the one given, in order. The
// kinds stand in the text and not beside it: a partial index is taken for the
// words that it was made with.
func (db *DB) EventsOf(ctx context.Context, after int64, kinds ...registry.Kind) iter.Seq2[registry.Event, error] {
	return db.ifAll(query(ctx, db, scanEvent, eventColumns+`WHERE no>? AND kind IN `+quoted(kinds)+` ORDER BY no`, after))
}

// Given are the serials that passes hold, in runs, by series. Counting is quick;
// only a series with a gap is read one by one.
func (db *DB) Given(ctx context.Context) ([]registry.Serials, error) {
	type span struct {
		registry.Serials
		count int
	}
	spans, err := collect(query(ctx, db, func(rows *sql.Rows) (s span, err error) {
		err = rows.Scan(&s.Series, &s.From, &s.To, &s.count)
		return s, err
	}, `SELECT series, min(serial), max(serial), count(*) FROM passes GROUP BY series ORDER BY series`))
	if err != nil {
		return nil, err
	}
	var given []registry.Serials
	for _, s := range spans {
		if s.count == s.To-s.From+1 {
			given = append(given, s.Serials)
			continue
		}
		runs, err := db.runs(ctx, s.Series)
		if err != nil {
			return nil, err
		}
		given = append(given, runs...)
	}
	return given, nil
}

func (db *DB) runs(ctx context.Context, series int) ([]registry.Serials, error) {
	return collect(query(ctx, db, func(rows *sql.Rows) (s registry.Serials, err error) {
		err = rows.Scan(&s.Series, &s.From, &s.To)
		return s, err
	}, `SELECT series, min(serial), max(serial) FROM (SELECT series, serial, serial - row_number() OVER (ORDER BY serial) AS run FROM passes WHERE series=?)
		GROUP BY run ORDER BY 2`, series))
}

// EventsBetween reads the events of the kinds from (inclusive) to (exclusive), in
// order.
func (db *DB) EventsBetween(ctx context.Context, from, to time.Time, kinds ...registry.Kind) iter.Seq2[registry.Event, error] {
	return db.ifAll(query(ctx, db, scanEvent, eventColumns+`WHERE at>=? AND at<? AND kind IN `+quoted(kinds)+` ORDER BY no`, from.UnixMilli(), to.UnixMilli()))
}

// ifAll ends in an error where some of the log is lost: what the events of a kind add up
// to is not to be had from a part of them.
func (db *DB) ifAll(events iter.Seq2[registry.Event, error]) iter.Seq2[registry.Event, error] {
	if !db.gaps {
		return events
	}
	return func(yield func(registry.Event, error) bool) {
		for e, err := range events {
			if !yield(e, err) || err != nil {
				return
			}
		}
		yield(registry.Event{}, fmt.Errorf("read the log: %w: pages of it are lost", station.ErrDamaged))
	}
}

func quoted(kinds []registry.Kind) string {
	var in []string
	for _, k := range kinds {
		in = append(in, "'"+strings.ReplaceAll(string(k), "'", "''")+"'")
	}
	return "(" + strings.Join(in, ",") + ")"
}
