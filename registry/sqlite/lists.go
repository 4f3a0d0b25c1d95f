package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"passdesk/registry/station"
)

// putImports keeps what the files of people came to.
func putImports(ctx context.Context, db *DB, c station.Change) error {
	for _, i := range c.Imports {
		err := db.exec(ctx, "keep an import", `INSERT INTO imports(event, list, file, rows, taken, recalled) VALUES(?,?,?,?,?,?)`,
			i.Event, i.List, append([]byte{}, i.File...), i.Rows, i.Taken, i.Recalled)
		if err != nil {
			return err
		}
	}
	return nil
}

// Imports are the files of people that were loaded, the newest first.
func (db *DB) Imports(ctx context.Context) ([]station.Imported, error) {
	return collect(query(ctx, db, func(rows *sql.Rows) (i station.Imported, err error) {
		err = rows.Scan(&i.Event, &i.List, &i.File, &i.Rows, &i.Taken, &i.Recalled)
		return i, err
	}, `SELECT event, list, file, rows, taken, recalled FROM imports ORDER BY event DESC`))
}

// Filed says of each key whether any pass stands under it. It asks in the order of
// the keys' tree, so that neighbours are on one page.
func (db *DB) Filed(ctx context.Context, keys []station.BlindKey) ([]bool, error) {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(keys[a].Kind, keys[b].Kind), bytes.Compare(keys[a].Blind, keys[b].Blind))
	})
	return db.exists(ctx, `SELECT 1 FROM keys WHERE kind=? AND blind=?`, order, func(i int) []any { return []any{keys[i].Kind, keys[i].Blind} })
}

// ListedAs says of each person of a source whether there is any entry.
func (db *DB) ListedAs(ctx context.Context, whose [][]byte) ([]bool, error) {
	order := make([]int, len(whose))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(whose[a], whose[b]) })
	return db.exists(ctx, `SELECT 1 FROM watch WHERE whose=?`, order, func(i int) []any { return []any{whose[i]} })
}

// askedAtOnce bounds how many questions are one statement.
const askedAtOnce = 64

// exists asks one question many times, many at once while there are so many.
func (db *DB) exists(ctx context.Context, text string, order []int, args func(i int) []any) ([]bool, error) {
	there := make([]bool, len(order))
	one := `SELECT ? WHERE EXISTS(` + text + `)`
	many := one + strings.Repeat(` UNION ALL `+one, askedAtOnce-1)
	var all []any
	for len(order) > 0 {
		n, question := 1, one
		if len(order) >= askedAtOnce {
			n, question = askedAtOnce, many
		}
		all = all[:0]
		for k, i := range order[:n] {
			all = append(append(all, k), args(i)...)
		}
		hits, err := collect(query(ctx, db, func(rows *sql.Rows) (k int, err error) {
			err = rows.Scan(&k)
			return k, err
		}, question, all...))
		if err != nil {
			return nil, err
		}
		for _, k := range hits {
			there[order[k]] = true
		}
		order = order[n:]
	}
	return there, nil
}
