package collector

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// placing is how the package comment lays the tables out.
type placing struct {
	by     string // a column; "" is a reference table
	unique []string
}

// laidOut reads the table in the package comment.
func laidOut(t *testing.T) map[string]placing {
	t.Helper()
	text, err := os.ReadFile("collector.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rows, found := strings.Cut(string(text), "//\ttable          placed by   unique\n")
	rows, _, ends := strings.Cut(rows, "//\n")
	if !found || !ends {
		t.Fatal("the package comment has no table of the tables")
	}
	plan := map[string]placing{}
	columns := regexp.MustCompile(`\([^)]*\)`)
	for line := range strings.Lines(rows) {
		words := strings.Fields(strings.TrimPrefix(line, "//"))
		if len(words) < 3 {
			t.Fatalf("a line of the table: %q", line)
		}
		p := placing{by: words[1], unique: columns.FindAllString(line, -1)}
		if p.by == "everywhere" {
			p.by = ""
		}
		if (len(p.unique) == 0) != (words[2] == "none") {
			t.Fatalf("a line of the table: %q", line)
		}
		slices.Sort(p.unique)
		plan[words[0]] = p
	}
	return plan
}

// TestEveryConstraintIsLocal: the live schema has the tables and the unique indexes that the
// package comment names, and no other. A unique index of a distributed table must hold the
// column by which it is placed, and every key but the version's begins with the scheme.
func TestEveryConstraintIsLocal(t *testing.T) {
	c, plan := newCity(t), laidOut(t)
	rows, err := c.pool.Query(t.Context(), `SELECT t.relname, i.relname, array_agg(coalesce(a.attname,'?') ORDER BY k.n)::text[], x.indpred IS NOT NULL FROM pg_index x
		JOIN pg_class t ON t.oid=x.indrelid JOIN pg_class i ON i.oid=x.indexrelid JOIN pg_namespace s ON s.oid=t.relnamespace AND s.nspname='public'
		CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY k(attnum, n) LEFT JOIN pg_attribute a ON a.attrelid=t.oid AND a.attnum=k.attnum AND k.attnum>0
		WHERE x.indisunique GROUP BY 1,2,4 ORDER BY 1,2`)
	c.must(err)
	defer rows.Close()
	there := map[string][]string{}
	for rows.Next() {
		var table, index string
		var columns []string
		var partial bool
		c.must(rows.Scan(&table, &index, &columns, &partial))
		if by := plan[table].by; by != "" && !slices.Contains(columns, by) {
			t.Errorf("%s (%s) does not hold %s, by which %s is placed", index, strings.Join(columns, ", "), by, table)
		}
		if table != "passcollector" && columns[0] != "scheme" {
			t.Errorf("%s does not begin with the scheme", index)
		}
		if partial {
			t.Errorf("%s holds for some rows, which the table in the comment has no word for", index)
		}
		there[table] = append(there[table], "("+strings.Join(columns, ", ")+")")
	}
	c.must(rows.Err())
	live := tables(c)
	for _, table := range live {
		p, known := plan[table]
		if !known {
			t.Errorf("table %s is not in the package comment", table)
		}
		if slices.Sort(there[table]); !slices.Equal(there[table], p.unique) {
			t.Errorf("%s has the unique indexes %v, and the package comment says %v", table, there[table], p.unique)
		}
	}
	for _, table := range slices.Sorted(maps.Keys(plan)) {
		if !slices.Contains(live, table) {
			t.Errorf("the package comment has a table %s, the schema has none", table)
		}
		if by := plan[table].by; by != "" && count(c, "information_schema.columns WHERE table_schema='public' AND is_nullable='NO' AND table_name='"+table+"' AND column_name='"+by+"'") != 1 {
			t.Errorf("%s is placed by %s, which is no column of it that every row has", table, by)
		}
	}
	if n := count(c, "pg_constraint WHERE contype IN ('f','x')"); n != 0 {
		t.Errorf("%d foreign keys or exclusions, which may cross shards", n)
	}
}
