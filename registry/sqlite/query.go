package sqlite

import (
	"context"
	"database/sql"
	"iter"
)

// query runs a statement and yields its rows as values; the first error is the
// last thing yielded.
func query[T any](ctx context.Context, db *DB, scan func(*sql.Rows) (T, error), text string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := db.sql.QueryContext(ctx, text, args...)
		if err != nil {
			yield(none, wrap("read the register", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				yield(none, wrap("read the register", err))
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
