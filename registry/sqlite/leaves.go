package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// salvage reads what the pages of a broken register still hold into an empty database of
// this program's own schema, page by page: a page by which others are found takes none
// of them along, and neither does the list of the tables.
//
// What a table's tree still holds together is taken as it stands; verify judges it. A
// row of a page that no tree leads to any more can be an old one: it is taken only where
// the table has lost pages, and where it proves itself. An event does by its hash, a
// sealed row by its seal (Settle), the others by their shape and by what they refer to.
// Passes and cases are the log's to tell; only where it has lost pages, too, is a row of
// them asked, and the log has the last word on it as far as it goes.
type salvage struct {
	db     *DB
	pages  *pages
	broken *Broken
	tables []table
	trees  map[string]tree // by name: tables and indexes, as the file lists them
	seen   []bool          // the page belongs to a tree
}

// table is one of this program's, and tree where a file has it.
type table struct {
	name    string
	rowid   bool // a number is its key, and stands beside the record
	columns []column
}

type column struct{ name, kind string }

type tree struct {
	root  int64
	table string
}

const schemaTable = "sqlite_schema"

// first are the tables that the others refer to.
var first = []string{"events", "passes"}

// salvaged fills the empty database. Where it stays empty, the file was no register.
func (db *DB) salvaged(ctx context.Context, p *pages, b *Broken, version int) error {
	s := &salvage{db: db, pages: p, broken: b, trees: map[string]tree{}, seen: make([]bool, p.count+1)}
	var err error
	if s.tables, err = db.ownTables(ctx); err != nil {
		return err
	}
	triggers, err := db.withoutTriggers(ctx)
	if err != nil {
		return err
	}
	err = db.transact(ctx, func() error {
		s.schema()
		if err := s.standing(ctx); err != nil {
			return err
		}
		for _, name := range first {
			if err := s.adopt(ctx, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if version < Version { // what it holds is brought to the newest schema as a whole register is
		if triggers, err = db.climbWith(ctx, triggers, version); err != nil {
			return err
		}
	}
	if err := db.transact(ctx, func() error { return s.foldPasses(ctx) }); err != nil {
		return err
	}
	return s.adoptRest(ctx, triggers)
}

// climbWith brings the rows of an older schema to the newest, and answers its triggers.
func (db *DB) climbWith(ctx context.Context, triggers string, version int) (string, error) {
	if _, err := db.conn.ExecContext(ctx, triggers); err != nil {
		return "", wrap("read the pages", err)
	}
	if err := db.climb(ctx, version); err != nil {
		return "", err
	}
	return db.withoutTriggers(ctx)
}

// adoptRest takes the rows that must refer to what is there.
func (s *salvage) adoptRest(ctx context.Context, triggers string) error {
	if _, err := s.db.conn.ExecContext(ctx, "PRAGMA foreign_keys=1; CREATE TABLE doubtful(row INTEGER, sealed BLOB)"); err != nil {
		return wrap("read the pages", err)
	}
	s.db.doubtful = true
	err := s.db.transact(ctx, func() error {
		for _, t := range s.tables {
			if slices.Contains(first, t.name) {
				continue
			}
			if err := s.adopt(ctx, t.name); err != nil {
				return err
			}
		}
		if err := s.foldCases(ctx); err != nil {
			return err
		}
		_, err := s.db.conn.ExecContext(ctx, triggers)
		return wrap("read the pages", err)
	})
	if err != nil {
		return err
	}
	_, err = s.db.conn.ExecContext(ctx, "PRAGMA foreign_keys=0")
	return wrap("read the pages", err)
}

// ownTables are the tables of the schema, with the order in which their records have
// the columns.
func (db *DB) ownTables(ctx context.Context) ([]table, error) {
	type field struct {
		table string
		key   bool
		column
	}
	var all []table
	for f, err := range query(ctx, db, func(rows *sql.Rows) (f field, err error) {
		err = rows.Scan(&f.table, &f.key, &f.name, &f.kind)
		return f, err
	}, `SELECT l.name, NOT l.wr AND c.pk=1 AND c.type='INTEGER', c.name, c.type FROM pragma_table_list l JOIN sqlite_schema s ON s.name=l.name JOIN pragma_table_info(l.name) c
		WHERE l.schema='main' AND l.type='table' AND l.name<>'sqlite_schema' ORDER BY s.rowid, c.cid`) {
		if err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != f.table {
			all = append(all, table{name: f.table})
		}
		t := &all[len(all)-1]
		t.rowid = t.rowid || f.key
		t.columns = append(t.columns, f.column)
	}
	return all, nil
}

// withoutTriggers takes the triggers away and answers their text: they would refuse a log
// that has gaps.
func (db *DB) withoutTriggers(ctx context.Context) (text string, err error) {
	type trigger struct{ name, sql string }
	all, err := collect(query(ctx, db, func(rows *sql.Rows) (t trigger, err error) {
		err = rows.Scan(&t.name, &t.sql)
		return t, err
	}, `SELECT name, sql FROM sqlite_schema WHERE type='trigger' ORDER BY rowid`))
	for _, t := range all {
		if _, err := db.conn.ExecContext(ctx, `DROP TRIGGER "`+t.name+`"`); err != nil {
			return "", wrap("read the pages", err)
		}
		text += t.sql + ";\n"
	}
	return text, err
}

// schema reads where each tree begins; if its own tree is broken, from whatever pages look
// like leaves of it.
func (s *salvage) schema() {
	s.walk(1, schemaTable, true, s.listed)
	if !s.broken.lost(schemaTable) {
		return
	}
	for no := int64(1); no <= s.pages.count; no++ {
		t, ok := s.pages.tree(no)
		if s.seen[no] || !ok || t.kind != tableLeaf {
			continue
		}
		for _, c := range t.cells {
			if row, ok := values(c.payload); ok && s.listed(row) {
				s.seen[no] = true
			}
		}
	}
}

// listed takes a row of the list of the tables, if it is one.
func (s *salvage) listed(row []any) bool {
	if len(row) != 5 {
		return false
	}
	kind, ok1 := row[0].(string)
	name, ok2 := row[1].(string)
	of, ok3 := row[2].(string)
	root, ok4 := row[3].(int64)
	if !ok1 || !ok2 || !ok3 || !ok4 || !slices.Contains([]string{"table", "index", "trigger", "view"}, kind) {
		return false
	}
	if _, there := s.trees[name]; !there && root > 0 {
		s.trees[name] = tree{root, of}
	}
	return true
}

// standing takes the rows that are found by the trees.
func (s *salvage) standing(ctx context.Context) (err error) {
	for _, t := range s.tables {
		at, known := s.trees[t.name]
		if !known {
			s.broken.lose(0, t.name)
			continue
		}
		s.walk(at.root, t.name, t.rowid, func(row []any) bool {
			fits := len(row) <= len(t.columns) && t.fits(row)
			if fits && err == nil {
				err = s.insert(ctx, t, row)
			}
			return fits
		})
	}
	for name, at := range s.trees {
		if name != at.table {
			s.walk(at.root, at.table, false, func([]any) bool { return true })
		}
	}
	return err
}

// walk hears the rows of a tree in their order, and notes the pages that it lost. The
// key of a row that stands beside its record takes the place of the NULL in it.
func (s *salvage) walk(no int64, name string, rowid bool, take func([]any) bool) {
	t, ok := s.pages.tree(no)
	inner, leaf := byte(indexInner), byte(indexLeaf)
	if rowid {
		inner, leaf = tableInner, tableLeaf
	}
	if ok = ok && no < int64(len(s.seen)) && !s.seen[no] && (t.kind == inner || t.kind == leaf); ok {
		s.seen[no] = true
	}
	bad := t.bad
	for _, c := range t.cells {
		if !ok {
			break
		}
		if t.inner() {
			s.walk(c.child, name, rowid, take)
		}
		if t.kind == tableInner {
			continue
		}
		if row, ok := rowOf(c, rowid && name != schemaTable); !ok || !take(row) {
			bad++
		}
	}
	if ok && t.inner() {
		s.walk(t.right, name, rowid, take)
	}
	if !ok || bad > 0 {
		s.broken.lose(no, name)
	}
}

func rowOf(c cell, rowid bool) ([]any, bool) {
	row, ok := values(c.payload)
	if rowid && len(row) > 0 {
		ok = ok && row[0] == nil
		row[0] = c.row
	}
	return row, ok && len(row) > 0
}

// fits: the values are of the columns' kinds.
func (t table) fits(row []any) bool {
	for i, v := range row {
		_, number := v.(int64)
		_, text := v.(string)
		_, blob := v.([]byte)
		if kind := t.columns[i].kind; number != (kind == "INTEGER") || text != (kind == "TEXT") || blob != (kind == "BLOB") {
			return false
		}
	}
	return true
}

// insert puts a row in, unless one of its key is there, or a rule of the schema refuses
// it.
func (s *salvage) insert(ctx context.Context, t table, row []any) error {
	return s.put(ctx, "INSERT OR IGNORE INTO "+t.name+t.into(len(row)), row)
}

func (s *salvage) put(ctx context.Context, text string, row []any) error {
	stmt, err := s.db.stmt(ctx, text)
	if err != nil {
		return err
	}
	if _, err = stmt.ExecContext(ctx, row...); unfit(err) {
		return nil
	}
	return wrap("read the pages", err)
}

// into are the first columns of a table, and a value for each.
func (t table) into(n int) string {
	var names []string
	for _, c := range t.columns[:n] {
		names = append(names, c.name)
	}
	return "(" + strings.Join(names, ",") + ") VALUES(?" + strings.Repeat(",?", n-1) + ")"
}

// rows is how many a table has.
func (db *DB) rows(ctx context.Context, table string) (n int64, err error) {
	err = db.one(ctx, "count the rows", func(r *sql.Row) error { return r.Scan(&n) }, fmt.Sprintf("SELECT count(*) FROM %s", table))
	return n, err
}
