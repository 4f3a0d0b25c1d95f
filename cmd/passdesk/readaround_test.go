package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"

	"passdesk/export"
)

// TestDamagedRegisterGivesTheRest: whatever is damaged is told, in both languages;
// what can be read still is, and can be exported; nothing is written.
func TestDamagedRegisterGivesTheRest(t *testing.T) {
	p := newPlace(t)
	p.init()
	var lines strings.Builder
	for n := range 120 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	issued := p.expect(exitDone, lines.String(), "issue").lines(t)
	p.decided(lineRefused, "REFUSE+ISOLATE7")
	third := issued[3]["number"].(string)
	for _, c := range []struct {
		what    string
		harm    func(*place)
		missing int // of the 120 rows; -1: some
	}{
		{"a record", func(p *place) {
			p.harm("UPDATE records SET sealed=CAST(zeroblob(length(sealed)) AS BLOB) WHERE event=(SELECT record FROM passes ORDER BY 1 LIMIT 1 OFFSET 3)")
		}, 1},
		{"a record that is gone", func(p *place) {
			p.harm("PRAGMA foreign_keys=0; DELETE FROM records WHERE event=(SELECT record FROM passes ORDER BY 1 LIMIT 1 OFFSET 3)")
		}, 1},
		{"a number", func(p *place) { p.harm("UPDATE passes SET number='1293117' WHERE number='" + third + "'") }, 0},
		{"a page of passes", func(p *place) { p.harmPage("passes") }, 0},
		{"a page of records", func(p *place) { p.harmPage("records") }, -1},
		{"the licence", func(p *place) { p.harm("DELETE FROM meta WHERE key='licence'") }, 0},
		{"the station's key", func(p *place) { p.harm("UPDATE meta SET value=zeroblob(72) WHERE key='signing_key'") }, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			q := newPlace(t)
			q.must(os.Remove(q.file("passphrase")))
			q.must(os.CopyFS(q.home, os.DirFS(p.home)))
			c.harm(q)
			q.givesTheRest(len(issued), c.missing)
		})
	}
}

func (p *place) harm(change string) {
	p.t.Helper()
	db, err := sql.Open("sqlite", p.file("data/register.db"))
	p.must(err)
	defer db.Close()
	_, err = db.Exec(change)
	p.must(err)
}

// harmPage overwrites one leaf of a table, not its first.
func (p *place) harmPage(table string) {
	p.t.Helper()
	db, err := sql.Open("sqlite", p.file("data/register.db"))
	p.must(err)
	var page, size int64
	p.must(db.QueryRow(`SELECT pageno, pgsize FROM dbstat WHERE name=? AND pagetype='leaf' ORDER BY path LIMIT 1 OFFSET 1`, table).Scan(&page, &size))
	p.must(db.Close())
	f, err := os.OpenFile(p.file("data/register.db"), os.O_RDWR, 0)
	p.must(err)
	defer f.Close()
	_, err = f.WriteAt(bytes.Repeat([]byte{0xA5}, int(size)), (page-1)*size)
	p.must(err)
}

func (p *place) givesTheRest(all, missing int) {
	t := p.t
	t.Helper()
	before := p.picture("data")
	s := p.run("", "verify")
	if s.code != exitDamaged || len(s.lines(t)[0]["faults"].([]any)) == 0 {
		t.Fatalf("verify: exit %d\n%s%s", s.code, s.out, s.err)
	}
	twoLanguages(t, s.err)
	for _, format := range []string{"csv", "xlsx", "jsonl"} {
		file := p.file("rest." + format)
		s := p.run("", "export", format, "--out", file)
		raw, err := os.ReadFile(file)
		if err != nil || s.code != exitPart && s.code != exitDamaged {
			t.Fatalf("export %s: exit %d, %v\n%s%s", format, s.code, err, s.out, s.err)
		}
		twoLanguages(t, s.err)
		sum, err := export.Check(bytes.NewReader(raw))
		if err != nil || sum.Rows != all || missing >= 0 && sum.Missing != missing || missing < 0 && (sum.Missing == 0 || sum.Missing == all) {
			t.Errorf("export %s: %+v, %v; want %d rows, %d missing", format, sum, err, all, missing)
		}
		if sum.Missing > 0 && !bytes.Contains(raw, []byte("缺失")) && format != "xlsx" {
			t.Errorf("export %s does not mark what is missing", format)
		}
	}
	if s := p.run("", "find", person(50).name); s.code != exitPart || !strings.Contains(s.out, person(50).name) {
		t.Errorf("find: exit %d\n%s%s", s.code, s.out, s.err)
	}
	p.sameAs(before, "data")
	if s := p.run("", "queue", "list", "--state", "all"); s.code != exitPart && s.code != exitDone || len(s.lines(t)) != 1 {
		t.Errorf("queue list: exit %d\n%s%s", s.code, s.out, s.err)
	}
}
