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
	for n, c := range []struct {
		what    string
		harm    func(*place)
		missing int // of the 120 rows; -1: some; -2: it may be any
	}{
		{"a record", func(p *place) {
			p.change("UPDATE records SET sealed=CAST(zeroblob(length(sealed)) AS BLOB) WHERE event=(SELECT record FROM passes ORDER BY 1 LIMIT 1 OFFSET 3)")
		}, 1},
		{"a record that is gone", func(p *place) {
			p.change("PRAGMA foreign_keys=0; DELETE FROM records WHERE event=(SELECT record FROM passes ORDER BY 1 LIMIT 1 OFFSET 3)")
		}, 1},
		{"a number", func(p *place) { p.change("UPDATE passes SET number='1293117' WHERE number='" + third + "'") }, 0},
		{"a page of passes", func(p *place) { p.harmPage("passes") }, 0},
		{"a page of records", func(p *place) { p.harmPage("records") }, -1},
		{"a page of events", func(p *place) { p.harmPage("events") }, 0},
		{"the first page of events", func(p *place) { p.harmLeaf("events", 0) }, 0},
		{"all events", func(p *place) { p.harmRoot("events") }, 0},
		{"the end of the file", func(p *place) { p.cutOff(1) }, -2},
		{"the licence", func(p *place) { p.change("DELETE FROM meta WHERE key='licence'") }, 0},
		{"the station's key", func(p *place) { p.change("UPDATE meta SET value=zeroblob(72) WHERE key='signing_key'") }, 0},
	} {
		if testing.Short() && n%3 != 0 {
			continue
		}
		t.Run(c.what, func(t *testing.T) {
			q := newPlace(t)
			q.must(os.Remove(q.file("passphrase")))
			q.must(os.CopyFS(q.home, os.DirFS(p.home)))
			c.harm(q)
			q.givesTheRest(len(issued), c.missing)
		})
	}
}

// harmPage overwrites one leaf of a table, not its first.
func (p *place) harmPage(table string) { p.t.Helper(); p.harmLeaf(table, 1) }

func (p *place) harmLeaf(table string, which int) {
	p.t.Helper()
	p.overwrite(`SELECT pageno, pgsize FROM dbstat WHERE name=? AND pagetype='leaf' ORDER BY path LIMIT 1 OFFSET ?`, table, which)
}

// harmRoot overwrites the page by which a table is found.
func (p *place) harmRoot(table string) {
	p.t.Helper()
	p.overwrite(`SELECT rootpage, (SELECT max(pgsize) FROM dbstat) FROM sqlite_schema WHERE name=?`, table)
}

// cutOff takes pages from the end.
func (p *place) cutOff(pages int64) {
	p.t.Helper()
	st, err := os.Stat(p.file("data/register.db"))
	p.must(err)
	p.must(os.Truncate(p.file("data/register.db"), st.Size()-pages*4096))
}

func (p *place) overwrite(query string, args ...any) {
	p.t.Helper()
	db, err := sql.Open("sqlite", p.file("data/register.db"))
	p.must(err)
	var page, size int64
	p.must(db.QueryRow(query, args...).Scan(&page, &size))
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
		if err != nil || sum.Rows != all || missing >= 0 && sum.Missing != missing || missing == -1 && (sum.Missing == 0 || sum.Missing == all) {
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
	if strings.Contains(t.Name(), "all_events") || strings.Contains(t.Name(), "end_of_the_file") { // a case is found by its event; and nothing but what reads passes opens a file without its end
		return
	}
	if s := p.run("", "queue", "list", "--state", "all"); s.code != exitPart && s.code != exitDone || len(s.lines(t)) != 1 {
		t.Errorf("queue list: exit %d\n%s%s", s.code, s.out, s.err)
	}
}

// The operators' table cannot be read: no passphrase is checked, and the sheet reads all.
func TestTheSheetReadsWithoutTheOperators(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	p.expect(exitDone, lineFather+lineMother, "issue")
	words := p.write("words", typedByHand(wordsOf(t, p.file("sheet.pdf"))))
	p.harmRoot("operators")
	s := p.run("", "verify")
	if s.code != exitDamaged || len(s.lines(t)) != 1 || !strings.Contains(s.err, "--recovery") {
		t.Errorf("verify: exit %d, %s%s", s.code, s.out, s.err)
	}
	twoLanguages(t, s.err)
	for _, all := range []bool{false, true} {
		if all {
			p.harmRoot("events") // nobody is known then
		}
		if v := p.expect(exitDamaged, "", "verify", "--recovery", words).lines(t)[0]; v["passes"] != 2.0 {
			t.Errorf("verify: %v", v)
		}
		if v := p.expect(exitPart, "", "export", "jsonl", "--out", p.file("out.jsonl"), "--recovery", words).lines(t)[0]; v["rows"] != 2.0 {
			t.Errorf("export: %v", v)
		}
	}
}

// A register whose list of tables is lost gives what its pages hold, and verify says
// which page it is; one of which nothing is left says so, in JSON.
func TestALostSchemaTakesNothingAlong(t *testing.T) {
	p, number := issuedPlace(t)
	p.overwrite(`SELECT pageno, pgsize FROM dbstat WHERE name='sqlite_schema' AND pagetype='leaf' ORDER BY path LIMIT 1`)
	before := p.picture("data")
	s := p.run("", "verify")
	if v := s.lines(t)[0]; s.code != exitDamaged || v["passes"] != 1.0 || v["records"] != 1.0 || !strings.Contains(fmt.Sprint(v["faults"]), "sqlite_schema") || !strings.Contains(s.err, "restore") {
		t.Errorf("verify: exit %d, %s%s", s.code, s.out, s.err)
	}
	twoLanguages(t, s.err)
	if s := p.expect(exitPart, "", "show", number); !strings.Contains(s.out, number) {
		t.Errorf("show: %s%s", s.out, s.err)
	}
	p.sameAs(before, "data")
	st, err := os.Stat(p.file("data/register.db"))
	p.must(err)
	p.must(os.WriteFile(p.file("data/register.db"), bytes.Repeat([]byte{0xA5}, int(st.Size())), 0o600))
	s = p.run("", "verify")
	if s.code != exitDamaged || !strings.Contains(s.err, "restore") {
		t.Errorf("verify: exit %d, %s%s", s.code, s.out, s.err)
	}
	twoLanguages(t, s.err)
	if s := p.run("", "export", "csv", "--out", p.file("no.csv")); s.code != exitDamaged || stands(p.file("no.csv")) {
		t.Errorf("export: exit %d, %s", s.code, s.err)
	}
}

// The recovery sheet that reads a whole register leaves a line in its log.
func TestReadingByTheSheetIsKept(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	p.expect(exitDone, lineFather, "issue")
	words := p.write("words", typedByHand(wordsOf(t, p.file("sheet.pdf"))))
	was := p.kinds()["RecoveryChecked"]
	p.expect(exitDone, "", "find", "样例", "--recovery", words)
	if n := p.kinds()["RecoveryChecked"]; n != was+1 {
		t.Errorf("%d lines of it, were %d", n, was)
	}
	p.expect(exitDone, "", "verify")
}

// A restore that is refused leaves nothing where nothing was.
func TestARefusedRestoreLeavesNothing(t *testing.T) {
	p, _ := issuedPlace(t)
	p.expect(exitDone, "", "backup", p.file("one.backup"))
	q := p.bareMachine()
	for _, there := range []bool{false, true} {
		if there {
			p.must(os.MkdirAll(q.file("config"), 0o700))
			p.must(os.MkdirAll(q.file("data"), 0o700))
		}
		if s := q.run("", "restore", p.file("one.backup"), "--last-paper", "12131180000175"); s.code != exitFailed {
			t.Fatalf("exit %d, %s%s", s.code, s.out, s.err)
		}
		for _, folder := range []string{"data", "config"} {
			left, err := os.ReadDir(q.file(folder))
			if len(left) > 0 || (err == nil) != there {
				t.Errorf("%s: %v, %v", folder, left, err)
			}
		}
	}
}
