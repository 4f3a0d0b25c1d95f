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
	for p.next < n {
		p.issue(min(5000, n-p.next))
	}
	return p
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
	p.issue(1)
	if mark != nil {
		p.must(mark.Write("", station.Mark{}))
	}
	return time.Since(begun)
}

// issue gives the next n people their passes, in one transaction.
func (p *plain) issue(n int) {
	p.b.Helper()
	tx, err := p.db.Begin()
	p.must(err)
	for range n {
		p.insert(tx, p.next)
		p.next++
	}
	p.must(tx.Commit())
}

func (p *plain) insert(tx *sql.Tx, i int) {
	p.b.Helper()
	a := soul(i)
	exec := func(text string, args ...any) {
		_, err := tx.Exec(text, args...)
		p.must(err)
	}
	no, hash := 2*i+1, make([]byte, 32)
	number := fmt.Sprintf("12131170%06d", i)
	for k, kind := range []string{"Issued", "PrintIntended"} {
		exec(`INSERT INTO events VALUES(?,?,?,?,?,?,?,?,?)`, no+k, time.Now().UnixMilli(), kind, "op", number, plainBody, hash, hash, hash)
	}
	exec(`INSERT INTO records VALUES(?,?)`, no, fmt.Sprintf(`{"name":%q,"document":{"type":"RIC18","number":%q},"address":%q,"declared":true}`, a.Name, a.Document.Number, a.Address))
	exec(`INSERT INTO passes VALUES(?,?,?,?,?,?,?,?,?)`, no, number, i/99999, i%99999, 1, "issued", "2020-02-18", 0, 0)
	for _, k := range []string{"K1", "K3", "fold", "number"} {
		value := a.Document.Number
		if k == "K3" || k == "fold" {
			value = a.Name + a.Birth + a.Document.Number[6:14]
		}
		exec(`INSERT OR REPLACE INTO keys VALUES(?,?,?,?)`, k, value, no, no)
	}
	exec(`INSERT INTO refs VALUES(?,?,?)`, fmt.Sprint("ref", i), no, strings.Repeat("v", 500))
}
