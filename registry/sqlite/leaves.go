package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
)

// salvage reads what the pages of a broken register still hold into an empty database of
// this program's own schema, page by page: a page by which others are found takes none
// of them along, and neither does the list of the tables.
//
// What a table's tree still holds together is taken as it stands; verify judges it. A
// row of a page that no tree leads to any more can be an old one: it is taken only where
// the table has lost pages, and where it proves itself. An event does by its hash, a
// pass by its check digits and by the log, which has the last word on it, a sealed row by
// its seal (Settle), the others by their shape and by what they refer to.
type salvage struct {
	db      *DB
	pages   *pages
	broken  *Broken
	tables  []table
	trees   map[string]tree // by name: tables and indexes, as the file lists them
	seen    []bool          // the page belongs to a tree
	orphans map[string][][]any
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

// salvaged fills the empty database. Where it stays empty, the file was no register.
func (db *DB) salvaged(ctx context.Context, p *pages, b *Broken, version int) error {
	s := &salvage{db: db, pages: p, broken: b, trees: map[string]tree{}, seen: make([]bool, p.count+1), orphans: map[string][][]any{}}
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
		s.findOrphans()
		for _, name := range []string{"events", "passes"} {
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
	if _, err := s.db.conn.ExecContext(ctx, "PRAGMA foreign_keys=1"); err != nil {
		return wrap("read the pages", err)
	}
	err := s.db.transact(ctx, func() error {
		for _, t := range s.tables {
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
			s.broken.Lost = append(s.broken.Lost, LostPage{Table: t.name})
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
		s.broken.Lost = append(s.broken.Lost, LostPage{no, name})
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
	var names []string
	for _, c := range t.columns[:len(row)] {
		names = append(names, c.name)
	}
	stmt, err := s.db.stmt(ctx, "INSERT OR IGNORE INTO "+t.name+"("+strings.Join(names, ",")+") VALUES(?"+strings.Repeat(",?", len(row)-1)+")")
	if err != nil {
		return err
	}
	if _, err = stmt.ExecContext(ctx, row...); unfit(err) {
		return nil
	}
	return wrap("read the pages", err)
}

// findOrphans goes through the pages that no tree leads to.
func (s *salvage) findOrphans() {
	for no := int64(1); no <= s.pages.count; no++ {
		t, ok := s.pages.tree(no)
		if s.seen[no] || !ok || t.kind == tableInner {
			continue
		}
		for _, c := range t.cells {
			rowid := t.kind == tableLeaf
			if row, ok := rowOf(c, rowid); ok {
				s.orphan(row, rowid)
			}
		}
	}
}

// orphan puts a row aside for the one table that it can be of. Records and residents look
// alike: their seals tell (Settle).
func (s *salvage) orphan(row []any, rowid bool) {
	var of []string
	for _, t := range s.tables {
		if t.rowid == rowid && len(t.columns) == len(row) && t.fits(row) && s.broken.lost(t.name) && proves(t.name, row) {
			of = append(of, t.name)
		}
	}
	switch {
	case len(of) > 0 && slices.Contains(sealedAlone, of[0]):
		s.db.doubtful = append(s.db.doubtful, doubtful{row[0].(int64), row[1].([]byte)})
	case len(of) == 1:
		s.orphans[of[0]] = append(s.orphans[of[0]], row)
	}
}

// sealedAlone are the tables of which a row is a number and a seal.
var sealedAlone = []string{"records", "residents"}

// proves reports whether the row says itself that it is one of the table.
func proves(name string, row []any) bool {
	switch name {
	case "events":
		e := eventOf(row)
		return e.Intact(e.Prev)
	case "passes":
		n, err := registry.ParseNumber(row[1].(string))
		return err == nil && int64(n.Series()) == row[2] && int64(n.Serial()) == row[3]
	case "operators":
		var roles []string
		return json.Unmarshal([]byte(row[1].(string)), &roles) == nil
	}
	return true
}

// adopt puts the orphans of a table in, the newest of each first.
func (s *salvage) adopt(ctx context.Context, name string) error {
	i := slices.IndexFunc(s.tables, func(t table) bool { return t.name == name })
	t := s.tables[i]
	if by := slices.IndexFunc(t.columns, func(c column) bool { return c.name == "last_event" }); by >= 0 {
		slices.SortStableFunc(s.orphans[name], func(a, b []any) int { return int(b[by].(int64) - a[by].(int64)) })
	}
	for _, row := range s.orphans[name] {
		if err := s.insert(ctx, t, row); err != nil {
			return err
		}
	}
	delete(s.orphans, name)
	return nil
}

// foldPasses makes out of the log the passes that lost their row, or have an older one.
func (s *salvage) foldPasses(ctx context.Context) error {
	if !s.broken.lost("passes") {
		return nil
	}
	behind := map[string]int64{} // the last event of each pass
	for e, err := range s.db.Events(ctx) {
		if err != nil {
			return err
		}
		if e.Pass != "" && e.Kind.ChangesPass() {
			behind[e.Pass] = e.No
		}
	}
	for p, err := range s.db.AllPasses(ctx) {
		if err != nil {
			return err
		}
		if n := p.Number.String(); behind[n] <= p.LastEvent {
			delete(behind, n)
		}
	}
	for number := range behind {
		if err := s.foldPass(ctx, number); err != nil {
			return err
		}
	}
	return nil
}

func (s *salvage) foldPass(ctx context.Context, number string) error {
	events, err := s.db.PassEvents(ctx, number)
	if err != nil {
		return err
	}
	var p registry.PassState
	for _, e := range events {
		if !e.Kind.ChangesPass() {
			continue
		}
		if p, err = p.After(e); err != nil {
			break // an event between is lost: it stands where it last did
		}
	}
	if p.Number.IsZero() {
		return nil
	}
	return putPasses(ctx, s.db, station.Change{Passes: []registry.PassState{p}})
}

// foldCases likewise makes the cases out of the log.
func (s *salvage) foldCases(ctx context.Context) error {
	if !s.broken.lost("cases") {
		return nil
	}
	cases := registry.Cases{}
	for e, err := range s.db.Events(ctx) {
		if err != nil {
			return err
		}
		if id, err := e.OfCase(); err == nil && id != 0 {
			if next, err := cases[id].After(e); err == nil {
				cases[id] = next
			}
		}
	}
	for _, c := range cases {
		if err := putCases(ctx, s.db, station.Change{Cases: []registry.CaseState{c}}); err != nil {
			return err
		}
	}
	return nil
}

// doubtful is a sealed row of which only its seal says whose it is.
type doubtful struct {
	row    int64
	sealed []byte
}

// Settle asks of every sealed row that no tree led to whose it is, once the seals can be
// opened; one that opens nowhere is rubbish.
func (db *DB) Settle(ctx context.Context, opens func(table string, row int64, sealed []byte) bool) error {
	if len(db.doubtful) == 0 {
		return nil
	}
	if _, err := db.conn.ExecContext(ctx, "PRAGMA query_only=0"); err != nil {
		return wrap("settle", err)
	}
	err := db.transact(ctx, func() error {
		for _, d := range db.doubtful {
			for _, table := range sealedAlone {
				if !opens(table, d.row, d.sealed) {
					continue
				}
				into := map[string]string{"records": insertRecord, "residents": insertResident}[table]
				if err := db.exec(ctx, "settle", into+" ON CONFLICT DO NOTHING", d.row, d.sealed); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	db.doubtful = nil
	_, err = db.conn.ExecContext(ctx, "PRAGMA query_only=1")
	return wrap("settle", err)
}

// rows is how many a table has.
func (db *DB) rows(ctx context.Context, table string) (n int64, err error) {
	err = db.one(ctx, "count the rows", func(r *sql.Row) error { return r.Scan(&n) }, fmt.Sprintf("SELECT count(*) FROM %s", table))
	return n, err
}
