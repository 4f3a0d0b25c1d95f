package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The rows of the pages that no tree leads to any more. None is kept in memory: a table
// that lost the page by which the others are found has all its rows there, and a register
// has a million of them.

// adopt puts the rows of a table in. Of one row SQLite leaves older ones behind in pages
// that it took out of the tree: the newest is taken. But a row that no tree leads to may
// lie about its age, so none is asked where the whole log tells, and none takes the place
// of one that stands.
func (s *salvage) adopt(ctx context.Context, name string) error {
	if !s.broken.lost(name) || slices.Contains(folded, name) && !s.broken.lost("events") {
		return nil
	}
	if err := s.noteStanding(ctx, name); err != nil {
		return err
	}
	for no := int64(1); no <= s.pages.count; no++ {
		if s.seen[no] {
			continue
		}
		p, ok := s.pages.tree(no)
		if !ok || p.kind == tableInner {
			continue
		}
		for _, c := range p.cells {
			row, ok := rowOf(c, p.kind == tableLeaf)
			if !ok {
				continue
			}
			if err := s.adoptRow(ctx, name, row, p.kind == tableLeaf); err != nil {
				return err
			}
		}
	}
	_, err := s.db.conn.ExecContext(ctx, "DROP TABLE standing")
	return wrap("read the pages", err)
}

// folded are the tables of which the log tells every row: foldPasses, foldCases.
var folded = []string{"passes", "cases"}

// noteStanding notes the keys of the rows that a tree led to.
func (s *salvage) noteStanding(ctx context.Context, name string) error {
	text := "CREATE TABLE standing(key PRIMARY KEY) WITHOUT ROWID"
	if i := slices.IndexFunc(s.tables, func(t table) bool { return t.name == name }); s.tables[i].dated() {
		text += "; INSERT INTO standing SELECT " + s.tables[i].columns[0].name + " FROM " + name
	}
	_, err := s.db.conn.ExecContext(ctx, text)
	return wrap("read the pages", err)
}

// adoptRow takes the row if the table is the one that it can be of. Records and residents
// look alike: their seals tell (Settle).
func (s *salvage) adoptRow(ctx context.Context, name string, row []any, rowid bool) error {
	of := s.tablesOf(row, rowid)
	switch {
	case len(of) == 0 || of[0].name != name:
		return nil
	case slices.Contains(sealedAlone, name):
		return s.db.exec(ctx, "read the pages", "INSERT INTO doubtful(row, sealed) VALUES(?,?)", row...)
	case len(of) > 1:
		return nil
	}
	t := of[0]
	if !t.dated() {
		return s.insert(ctx, t, row)
	}
	return s.put(ctx, "INSERT INTO "+t.name+t.into(len(row))+" ON CONFLICT DO UPDATE SET "+t.excluded()+
		" WHERE excluded."+lastEvent+">"+lastEvent+" AND "+t.columns[0].name+" NOT IN standing", row)
}

// lastEvent is the column by which the newer of two rows is known.
const lastEvent = "last_event"

func (t table) dated() bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.name == lastEvent })
}

func (t table) excluded() string {
	var set []string
	for _, c := range t.columns {
		set = append(set, c.name+"=excluded."+c.name)
	}
	return strings.Join(set, ",")
}

// tablesOf are those tables with lost pages of which the row can be.
func (s *salvage) tablesOf(row []any, rowid bool) (of []table) {
	for _, t := range s.tables {
		if t.rowid == rowid && len(t.columns) == len(row) && s.broken.lost(t.name) && t.fits(row) && proves(t.name, row) {
			of = append(of, t)
		}
	}
	return of
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

// foldPasses takes the passes that lost their row, or have an older one, on to where the
// log has them. A step that does not fit, since one before it is lost, is left out: that a
// pass was recalled counts, whatever happened before.
func (s *salvage) foldPasses(ctx context.Context) error {
	if !s.broken.lost("passes") {
		return nil
	}
	for e, err := range s.db.Events(ctx) {
		if err != nil {
			return err
		}
		if e.Pass == "" || !e.Kind.ChangesPass() {
			continue
		}
		p, err := s.db.Pass(ctx, e.Pass)
		if err != nil && !errors.Is(err, station.ErrNotFound) {
			return err
		}
		if p.LastEvent >= e.No {
			continue
		}
		if p, err = p.After(e); err == nil {
			err = putPasses(ctx, s.db, station.Change{Passes: []registry.PassState{p}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// foldCases likewise takes the cases on to where the log has them.
func (s *salvage) foldCases(ctx context.Context) error {
	if !s.broken.lost("cases") {
		return nil
	}
	for e, err := range s.db.Events(ctx) {
		if err != nil {
			return err
		}
		id, err := e.OfCase()
		if err != nil || id == 0 {
			continue
		}
		c, err := s.db.Case(ctx, id)
		if err != nil && !errors.Is(err, station.ErrNotFound) {
			return err
		}
		if c.LastEvent >= e.No {
			continue
		}
		if c, err = c.After(e); err == nil {
			err = putCases(ctx, s.db, station.Change{Cases: []registry.CaseState{c}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// Settle asks of every sealed row that no tree led to whose it is, once the seals can be
// opened; one that opens nowhere is rubbish.
func (db *DB) Settle(ctx context.Context, opens func(table string, row int64, sealed []byte) bool) error {
	if !db.doubtful {
		return nil
	}
	if _, err := db.conn.ExecContext(ctx, "PRAGMA query_only=0"); err != nil {
		return wrap("settle", err)
	}
	if err := db.transact(ctx, func() error { return db.settle(ctx, opens) }); err != nil {
		return err
	}
	db.doubtful = false
	_, err := db.conn.ExecContext(ctx, "DROP TABLE doubtful; PRAGMA query_only=1")
	return wrap("settle", err)
}

func (db *DB) settle(ctx context.Context, opens func(table string, row int64, sealed []byte) bool) error {
	type doubtful struct {
		row    int64
		sealed []byte
	}
	for d, err := range query(ctx, db, func(rows *sql.Rows) (d doubtful, err error) {
		err = rows.Scan(&d.row, &d.sealed)
		return d, err
	}, `SELECT row, sealed FROM doubtful`) {
		if err != nil {
			return err
		}
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
}
