package collector

import (
	"slices"
	"strings"
	"testing"
)

// sharded is by which column a distributed PostgreSQL would place each table; "" is a
// small one that is the same everywhere. The package comment says so.
var sharded = map[string]string{
	"stations": "station", "branches": "station", "events": "station", "held": "station", "forks": "station", "refused": "station", "bundles": "station",
	"passes": "station", "unweighed": "station", "clashes": "station", "tasks": "station", "reads": "station",
	"keys": "blind", "recall_keys": "blind",
	"authorities": "", "licences": "", "tokens": "", "recalls": "", "lists": "", "tallies": "", "passcollector": "",
}

// TestEveryConstraintIsLocal: a unique index of a distributed table must hold the
// column by which it is placed, and every key but the version's begins with the scheme.
func TestEveryConstraintIsLocal(t *testing.T) {
	c := newCity(t)
	rows, err := c.pool.Query(t.Context(), `SELECT t.relname, i.relname, array_agg(a.attname ORDER BY k.n)::text[] FROM pg_index x
		JOIN pg_class t ON t.oid=x.indrelid JOIN pg_class i ON i.oid=x.indexrelid JOIN pg_namespace s ON s.oid=t.relnamespace AND s.nspname='public'
		CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid=t.oid AND a.attnum=k.attnum
		WHERE x.indisunique GROUP BY 1,2 ORDER BY 1,2`)
	c.must(err)
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var table, index string
		var columns []string
		c.must(rows.Scan(&table, &index, &columns))
		by, known := sharded[table]
		if !known {
			t.Errorf("table %s is in no plan", table)
		}
		if by != "" && !slices.Contains(columns, by) {
			t.Errorf("%s (%s) does not hold %s, by which %s is placed", index, strings.Join(columns, ", "), by, table)
		}
		if table != "passcollector" && columns[0] != "scheme" {
			t.Errorf("%s does not begin with the scheme", index)
		}
		seen++
	}
	c.must(rows.Err())
	if seen < 15 {
		t.Errorf("only %d indexes were looked at", seen)
	}
	for _, table := range tables(c) {
		if _, known := sharded[table]; !known {
			t.Errorf("table %s is in no plan", table)
		}
	}
	var foreign int
	c.must(c.pool.QueryRow(t.Context(), `SELECT count(*) FROM pg_constraint WHERE contype='f'`).Scan(&foreign))
	if foreign != 0 {
		t.Errorf("%d foreign keys, which may cross shards", foreign)
	}
}
