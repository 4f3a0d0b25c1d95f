package station_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry/station"
)

// measureIssues takes turns: the register, the plain program, the plain program with
// a high-water mark, a page synced alone. Whatever else the machine does meanwhile,
// it does to all of them.
func measureIssues(b *testing.B, w *bench, n int) {
	st, dir := openLarge(w), filepath.Dir(w.path)
	defer st.Close()
	st.PrepareSearch() // as the desk does at the unlock
	_, err := st.Find(ctx, "wya", 1)
	w.must(err)
	today, err := st.Today(ctx) // of a register that was kept, more than n
	w.must(err)
	p, mark := openPlain(b, dir, n), &markFile{path: filepath.Join(dir, "plain.mark")}
	var issued, plain, marked, synced []time.Duration
	for i := range 1000 {
		w.now = w.now.Add(time.Second)
		a := soul(today.Passes + i)
		a.Ref = fmt.Sprintf("scale-%d-%d", n, today.Passes+i)
		from := time.Now()
		v, err := st.Issue(ctx, a, true)
		issued = append(issued, time.Since(from))
		w.must(err)
		if !v.Issues() {
			b.Fatal(v.Outcome, v.Reason.EN)
		}
		plain = append(plain, p.timed(nil))
		marked = append(marked, p.timed(mark))
		synced = append(synced, syncOnce(b, dir))
	}
	b.ReportMetric(us(issued, 50), "p50-µs")
	b.ReportMetric(us(issued, 99), "p99-µs")
	b.ReportMetric(us(plain, 50), "plain-µs")
	b.ReportMetric(us(marked, 50), "marked-µs")
	b.ReportMetric(us(synced, 50), "fsync-µs")
	b.ReportMetric(us(issued, 50)/us(plain, 50), "ratio")
	b.ReportMetric(us(issued, 50)/us(marked, 50), "ratio-marked")
	b.ReportMetric(us(issued, 10)/us(plain, 10), "ratio-p10")
}

// plain is a program that keeps the same rows in SQLite and nothing else: the same
// settings, the same tables and indexes, the same inserts in one transaction an
// issue; nothing sealed, chained, checked or marked, nobody asked whether he is known.
// What it lacks is what the register costs.
type plain struct {
	b    *testing.B
	db   *sql.DB
	next int // whose turn it is
}

var plainSchema = []string{
	`CREATE TABLE IF NOT EXISTS events(no INTEGER PRIMARY KEY, at INTEGER, kind TEXT, operator TEXT, pass TEXT, body TEXT, a BLOB, b BLOB, c BLOB)`,
	`CREATE INDEX IF NOT EXISTS events_pass ON events(pass, no)`, `CREATE INDEX IF NOT EXISTS events_at ON events(at, kind)`,
	`CREATE TABLE IF NOT EXISTS records(event INTEGER PRIMARY KEY, plain BLOB)`,
	`CREATE TABLE IF NOT EXISTS passes(first_event INTEGER PRIMARY KEY, number TEXT, epoch INTEGER, serial INTEGER, copy INTEGER, status TEXT, issued TEXT, printed INTEGER, signed INTEGER, UNIQUE(epoch, serial))`,
	`CREATE INDEX IF NOT EXISTS passes_open ON passes(first_event, printed, signed, copy) WHERE printed<copy OR signed<copy`,
	`CREATE TABLE IF NOT EXISTS keys(kind TEXT, value TEXT, slot INTEGER, pass INTEGER, PRIMARY KEY(kind, value, slot)) WITHOUT ROWID`,
	`CREATE TABLE IF NOT EXISTS refs(ref TEXT PRIMARY KEY, event INTEGER, verdict TEXT) WITHOUT ROWID`,
}

// plainBody is as long as the register's.
const plainBody = `{"epoch":1,"serial":1,"copy":1,"day":"2020-02-18","cause":"ISSUE","rule":"ningbo/green","declared":true,"ref":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","answer":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`

// openPlain is the plain program with at least n passes.
func openPlain(b *testing.B, dir string, n int) *plain {
	b.Helper()
	p := &plain{b: b}
	var err error
	p.db, err = sql.Open("sqlite", "file:"+filepath.Join(dir, "plain.db")+"?_pragma=locking_mode(EXCLUSIVE)&_pragma=journal_mode(WAL)&_pragma=synchronous(EXTRA)&_txlock=immediate")
	p.must(err)
	b.Cleanup(func() { p.db.Close() })
	p.db.SetMaxOpenConns(1)
	for _, text := range plainSchema {
		_, err := p.db.Exec(text)
		p.must(err)
	}
	p.must(p.db.QueryRow(`SELECT count(*) FROM passes`).Scan(&p.next))
	p.load(n)
	return p
}

// load brings the program to n passes as fill does the register: what was issued long
// ago has no ref and no intent to print.
func (p *plain) load(n int) {
	p.b.Helper()
	if p.next >= n {
		return
	}
	p.exec(p.db, `PRAGMA synchronous=OFF`)
	p.exec(p.db, `PRAGMA cache_size=-500000`)
	for p.next < n {
		p.issue(min(5000, n-p.next), p.insertPass)
	}
	p.exec(p.db, `PRAGMA cache_size=-2000`)
	p.exec(p.db, `PRAGMA synchronous=EXTRA`)
}

func (p *plain) must(err error) {
	p.b.Helper()
	if err != nil {
		p.b.Fatal(err)
	}
}

// timed is how long one issue takes; with a mark, until that is durable too.
func (p *plain) timed(mark *markFile) time.Duration {
	begun := time.Now()
	p.issue(1, p.insert)
	if mark != nil {
		p.must(mark.Write("", station.Mark{}))
	}
	return time.Since(begun)
}

// issue gives the next n people their passes, in one transaction.
func (p *plain) issue(n int, insert func(tx *sql.Tx, i int)) {
	p.b.Helper()
	tx, err := p.db.Begin()
	p.must(err)
	for range n {
		insert(tx, p.next)
		p.next++
	}
	p.must(tx.Commit())
}

func (p *plain) exec(on interface {
	Exec(string, ...any) (sql.Result, error)
}, text string, args ...any) {
	p.b.Helper()
	_, err := on.Exec(text, args...)
	p.must(err)
}

// insert is a whole issue of the i-th: the pass, the answer to its ref, and that it is
// to be printed.
func (p *plain) insert(tx *sql.Tx, i int) {
	p.b.Helper()
	p.insertPass(tx, i)
	p.exec(tx, `INSERT INTO refs VALUES(?,?,?)`, fmt.Sprint("ref", i), 2*i+1, strings.Repeat("v", 500))
	p.insertEvent(tx, 2*i+2, "PrintIntended", plainNumber(i), `{"copy":1,"layout":"walkin"}`)
}

func (p *plain) insertPass(tx *sql.Tx, i int) {
	p.b.Helper()
	a, no, number := soul(i), 2*i+1, plainNumber(i)
	p.insertEvent(tx, no, "Issued", number, plainBody)
	p.exec(tx, `INSERT INTO records VALUES(?,?)`, no, fmt.Sprintf(`{"name":%q,"document":{"type":"RIC18","number":%q},"address":%q,"declared":true}`, a.Name, a.Document.Number, a.Address))
	p.exec(tx, `INSERT INTO passes VALUES(?,?,?,?,?,?,?,?,?)`, no, number, i/99999, i%99999, 1, "issued", "2020-02-18", 0, 0)
	for _, k := range []string{"K1", "K3", "fold", "number"} {
		value := a.Document.Number
		if k == "K3" || k == "fold" {
			value = a.Name + a.Birth + a.Document.Number[6:14]
		}
		p.exec(tx, `INSERT OR REPLACE INTO keys VALUES(?,?,?,?)`, k, value, no, no)
	}
}

func (p *plain) insertEvent(tx *sql.Tx, no int, kind, number, body string) {
	p.b.Helper()
	hash := make([]byte, 32)
	p.exec(tx, `INSERT INTO events VALUES(?,?,?,?,?,?,?,?,?)`, no, time.Now().UnixMilli(), kind, "op", number, body, hash, hash, hash)
}

func plainNumber(i int) string { return fmt.Sprintf("12131170%06d", i) }
