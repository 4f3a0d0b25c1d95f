package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestVerifyFindsEveryColumn: whatever column of whatever row somebody with a
// database tool and no key changes, whatever row they take out or put in, verify
// finds it. Of most tables the middle row is changed, for a release every one.
func TestVerifyFindsEveryColumn(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one")
	}
	p := eventful(t)
	h := &hand{place: p, path: p.file("data/" + registerFile)}
	var err error
	h.whole, err = os.ReadFile(h.path)
	p.must(err)
	tried := 0
	for _, table := range h.tables() {
		rows := h.rows(table)
		if len(rows) == 0 {
			t.Errorf("%s has no row: nothing is proven of it", table.name)
		}
		of := map[string]int{}
		for n, row := range rows {
			if (n-len(rows)/2)%stride(t, len(rows)) != 0 && !sampled(table.name, n, len(rows)) {
				continue
			}
			tried += h.removed(table, row) + h.added(table, row)
			for c, column := range table.columns {
				n := h.altered(table, rows, row, c)
				tried, of[column] = tried+n, of[column]+n
			}
		}
		for _, column := range table.columns {
			if of[column] == 0 {
				t.Errorf("%s.%s: no change of it could be made", table.name, column)
			}
		}
	}
	did(t, "%d changes of columns and rows", tried)
}

// sampled: of the station's own values each is another; of the log both ends are
// something of their own.
func sampled(table string, n, of int) bool {
	return table == "meta" || table == "events" && (n == 0 || n == of-1)
}

// eventful is a register in which every table has rows.
func eventful(t *testing.T) *place {
	p := newPlace(t)
	p.must(os.Remove(p.file("passphrase")))
	p.must(os.CopyFS(p.home, os.DirFS(filepath.Join(frozenFolder, "3"))))
	p.tamperable("5")
	list := p.write("list.jsonl", person(31).line("")+person(32).line("")+person(33).line(""))
	p.expect(exitDone, "", "residents", "import", list)
	p.expect(exitDone, "", "settings", "set", "yellow_days", "5", "--reason", "样例")
	p.expect(exitDone, "", "areas", "import", p.write("areas.csv", "类别,地区,起,止,来源\n重点地区,武汉,2020-01-23,,样例名单一号\n"))
	p.expect(exitDone, "", "directory", "import", p.write("directory.csv", "类型,名称,行政区划,地址,电话,时间,站点代码\n社区,样例社区,330212,样例路 2 号,,,131\n"))
	p.expect(exitDone, person(34).line("r-34"), "issue")
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
	p.expect(exitDone, "", "print", "ledger", "--blank", "1", "--out", p.file("free.pdf"))
	p.expect(exitDone, "", "export", "csv", "--out", p.file("out.csv"))
	p.toldByUpstream()
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
	return p
}

// hand changes one thing in a register, and looks whether verify sees it.
type hand struct {
	*place
	path  string
	whole []byte
}

// sheet is a table with its columns and the triggers that guard it.
type sheet struct {
	name     string
	columns  []string
	triggers [][2]string // name and text
}

func (h *hand) open() *sql.DB {
	h.t.Helper()
	h.must(os.WriteFile(h.path, h.whole, 0o600))
	os.Remove(h.path + "-wal")
	db, err := sql.Open("sqlite", h.path)
	h.must(err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec("PRAGMA foreign_keys=0; PRAGMA ignore_check_constraints=1")
	h.must(err)
	return db
}

func (h *hand) texts(db *sql.DB, query string, args ...any) (all [][2]string) {
	h.t.Helper()
	rows, err := db.Query(query, args...)
	h.must(err)
	defer rows.Close()
	for rows.Next() {
		var pair [2]string
		h.must(rows.Scan(&pair[0], &pair[1]))
		all = append(all, pair)
	}
	h.must(rows.Err())
	return all
}

func (h *hand) tables() (all []sheet) {
	h.t.Helper()
	db := h.open()
	defer db.Close()
	for _, t := range h.texts(db, "SELECT name, '' FROM sqlite_schema WHERE type='table' ORDER BY name") {
		s := sheet{name: t[0], triggers: h.texts(db, "SELECT name, sql FROM sqlite_schema WHERE type='trigger' AND tbl_name=? ORDER BY name", t[0])}
		for _, c := range h.texts(db, "SELECT name, '' FROM pragma_table_info(?) ORDER BY cid", t[0]) {
			s.columns = append(s.columns, c[0])
		}
		all = append(all, s)
	}
	return all
}

// rows are all rows of a table; a value is an int64, a string or bytes.
func (h *hand) rows(s sheet) (all [][]any) {
	h.t.Helper()
	db := h.open()
	defer db.Close()
	rows, err := db.Query("SELECT " + strings.Join(s.columns, ", ") + " FROM " + s.name + " ORDER BY 1, 2")
	h.must(err)
	defer rows.Close()
	for rows.Next() {
		row := make([]any, len(s.columns))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		h.must(rows.Scan(into...))
		all = append(all, row)
	}
	h.must(rows.Err())
	return all
}

func (h *hand) removed(s sheet, row []any) int {
	return h.change(s, "DELETE FROM "+s.name+where(s), row, fmt.Sprintf("%s: a row removed", s.name))
}

// added puts in a row that is like one that is there.
func (h *hand) added(s sheet, row []any) int {
	twin := append([]any{almost(row[0])}, row[1:]...)
	text := "INSERT INTO " + s.name + " VALUES(" + strings.TrimSuffix(strings.Repeat("coalesce(?, x''), ", len(row)), ", ") + ")"
	return h.change(s, text, twin, s.name+": a row put in")
}

// altered gives the row another value in a column: one that is near, and one of
// another row.
func (h *hand) altered(s sheet, rows [][]any, row []any, c int) (tried int) {
	values := []any{almost(row[c])}
	at := slices.IndexFunc(rows, func(other []any) bool { return fmt.Sprint(other[c]) != fmt.Sprint(row[c]) })
	if at >= 0 {
		values = append(values, rows[at][c])
	}
	if n, ok := row[c].(int64); ok { // where the others are taken
		values = append(values, n+1<<20)
	}
	for i, v := range values {
		if i == 2 && tried > 0 {
			break
		}
		what := fmt.Sprintf("%s.%s: %v instead of %v", s.name, s.columns[c], brief(v), brief(row[c]))
		tried += h.change(s, "UPDATE "+s.name+" SET "+s.columns[c]+"=?"+where(s), append([]any{v}, row...), what)
	}
	return tried
}

// where finds the row again. The driver would hand an empty blob in as NULL.
func where(s sheet) string {
	return " WHERE " + strings.Join(s.columns, " IS coalesce(?, x'') AND ") + " IS coalesce(?, x'')"
}

// almost is a value beside it.
func almost(v any) any {
	switch v := v.(type) {
	case int64:
		return v + 1
	case string:
		return v + "x"
	case []byte:
		b := append([]byte{}, v...)
		if len(b) == 0 {
			return []byte{0}
		}
		b[len(b)-1] ^= 1
		return b
	}
	return v
}

func brief(v any) string {
	if b, ok := v.([]byte); ok {
		return fmt.Sprintf("%d bytes", len(b))
	}
	return fmt.Sprintf("%.30s", fmt.Sprint(v))
}

// change makes one change and demands that verify answers 5. What the tables' own
// rules refuse is no change.
func (h *hand) change(s sheet, text string, args []any, what string) int {
	h.t.Helper()
	db := h.open()
	for _, t := range s.triggers {
		_, err := db.Exec("DROP TRIGGER " + t[0])
		h.must(err)
	}
	done, err := db.Exec(text, args...)
	if err != nil {
		h.must(db.Close())
		return 0
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		h.t.Errorf("%s: %d rows were changed (%v)", what, n, err)
	}
	for _, t := range s.triggers {
		_, err := db.Exec(t[1])
		h.must(err)
	}
	h.must(db.Close())
	if answer := h.run("", "verify", "--operator", "op"); answer.code != exitDamaged {
		h.t.Errorf("%s: exit %d, want %d\n%s", what, answer.code, exitDamaged, answer.err)
	}
	return 1
}
