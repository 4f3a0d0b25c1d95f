package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"modernc.org/sqlite"

	"passdesk/registry/station"
)

// query runs a statement and yields its rows as values; the first error is the
// last thing yielded.
func query[T any](ctx context.Context, db *DB, scan func(*sql.Rows) (T, error), text string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		stmt, err := db.stmt(ctx, text)
		if err != nil {
			yield(none, err)
			return
		}
		rows, err := stmt.QueryContext(ctx, args...)
		if err != nil {
			yield(none, wrap("read the register", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				yield(none, wrap("read the register", unreadable(err)))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, wrap("read the register", err))
		}
	}
}

func collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// unreadable is a row whose values are none of ours: a number that is no number,
// a day that is no day. A reading that nobody wants any more says nothing of the row.
func unreadable(err error) error {
	var se *sqlite.Error
	if errors.Is(err, sql.ErrNoRows) || errors.As(err, &se) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%w: a row cannot be read", station.ErrDamaged)
}

// one runs a statement for one row and scans it; ErrNotFound when there is none.
func (db *DB) one(ctx context.Context, doing string, scan func(*sql.Row) error, text string, args ...any) error {
	stmt, err := db.stmt(ctx, text)
	if err != nil {
		return err
	}
	if err := scan(stmt.QueryRowContext(ctx, args...)); err != nil {
		return wrap(doing, unreadable(err))
	}
	return nil
}
