package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"passdesk/export"
)

// lostPage is a page of a register, as SQLite's own list of them has it.
type lostPage struct {
	no          int64
	table, kind string
	cells       int
}

func (l lostPage) String() string { return fmt.Sprintf("page %d, %s of %s", l.no, l.kind, l.table) }

func (p *place) pages() (all []lostPage, size int64) {
	p.t.Helper()
	db, err := sql.Open("sqlite", p.file("data/register.db"))
	p.must(err)
	defer db.Close()
	rows, err := db.Query(`SELECT pageno, name, pagetype, ncell, pgsize FROM dbstat ORDER BY pageno`)
	p.must(err)
	defer rows.Close()
	for rows.Next() {
		var l lostPage
		p.must(rows.Scan(&l.no, &l.table, &l.kind, &l.cells, &size))
		all = append(all, l)
	}
	p.must(rows.Err())
	return all, size
}

// TestAnyPageMayBeLost breaks each page of a register in turn, the first included, and
// counts what export still brings out: a page takes along what stands in it, and nothing
// else.
func TestAnyPageMayBeLost(t *testing.T) {
	p := newPlace(t)
	p.init()
	var lines strings.Builder
	for n := range 150 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	issued := p.expect(exitDone, lines.String(), "issue").lines(t)
	var residents strings.Builder
	for n := range 120 {
		residents.WriteString(person(200 + n).line(""))
	}
	p.expect(exitDone, "", "residents", "import", p.write("residents.jsonl", residents.String()))
	register := p.file("data/register.db")
	whole, err := os.ReadFile(register)
	p.must(err)
	pages, size := p.pages()
	p.must(os.CopyFS(p.file("config as it was"), os.DirFS(p.file("config"))))
	kinds := map[string]int{}
	for _, l := range pages {
		kinds[l.table+" "+l.kind]++
		if n := kinds[l.table+" "+l.kind]; testing.Short() && n > 2 {
			continue
		}
		harmed := bytes.Clone(whole)
		copy(harmed[(l.no-1)*size:], bytes.Repeat([]byte{0xA5}, int(size)))
		p.must(os.WriteFile(register, harmed, 0o600))
		p.must(os.RemoveAll(p.file("config")))
		p.must(os.CopyFS(p.file("config"), os.DirFS(p.file("config as it was"))))
		file := p.file("rest.jsonl")
		s := p.run("", "export", "jsonl", "--out", file)
		plainChinese(t, s.err)
		after, err := os.ReadFile(register)
		p.must(err)
		if !bytes.Equal(after, harmed) {
			t.Errorf("%v: the register was written", l)
		}
		if l.table == "operators" {
			if s.code != exitDamaged || !strings.Contains(s.err, "--recovery") {
				t.Errorf("%v: exit %d, %s", l, s.code, s.err)
			}
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil || s.code != exitPart {
			t.Errorf("%v: exit %d, %v\n%s", l, s.code, err, s.err)
			continue
		}
		p.must(os.Remove(file))
		sum, err := export.Check(bytes.NewReader(raw))
		lost := sum.Missing
		if l.table == "records" && l.kind != "internal" {
			if lost == 0 || lost > max(l.cells, 1) {
				t.Errorf("%v of %d cells: %d names are missing", l, l.cells, lost)
			}
			lost = 0
		}
		if n := kinds[l.table+" "+l.kind]; n == 1 && l.table != "residents" {
			p.foundAround(l, person(77).name, person(250).name)
		}
		if err != nil || sum.Rows != len(issued) || lost != 0 {
			t.Errorf("%v: %d rows, %d missing, %v; want %d rows\n%s", l, sum.Rows, sum.Missing, err, len(issued), s.err)
		}
	}
}

// foundAround: a holder is found, and a resident who has no pass.
func (p *place) foundAround(l lostPage, names ...string) {
	p.t.Helper()
	for _, name := range names {
		if s := p.run("", "find", name); s.code != exitPart && s.code != exitDone || !strings.Contains(s.out, name) {
			p.t.Errorf("%v: find: exit %d, %s%s", l, s.code, s.out, s.err)
		}
	}
}

// An old page that no tree leads to any more holds how a pass stood once: where the page
// that took its place is lost, the log says how it stands now. A row that is nobody's is
// not taken.
func TestAnOldPageIsNotBelieved(t *testing.T) {
	p := newPlace(t)
	p.init()
	var lines strings.Builder
	for n := range 150 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	number := p.expect(exitDone, lines.String(), "issue").lines(t)[0]["number"].(string)
	register := p.file("data/register.db")
	before, err := os.ReadFile(register)
	p.must(err)
	all, size := p.pages()
	first := all[slices.IndexFunc(all, func(l lostPage) bool { return l.table == "passes" && l.kind == "leaf" })]
	old := before[(first.no-1)*size : first.no*size]
	if !bytes.Contains(old, []byte(number)) {
		t.Fatalf("%v does not hold the first pass", first)
	}
	p.expect(exitDone, "", "recall", number, "--reason", "other", "--note", "样例备注")
	now, err := os.ReadFile(register)
	p.must(err)
	copy(now[(first.no-1)*size:], bytes.Repeat([]byte{0xA5}, int(size)))
	nobodys := bytes.Replace(old, []byte(number), []byte("12131170"+strings.Repeat("9", len(number)-8)), 1)
	p.must(os.WriteFile(register, append(append(now, old...), nobodys...), 0o600))
	s := p.expect(exitPart, "", "show", number)
	if v := s.lines(t)[0]; !strings.HasPrefix(fmt.Sprint(v["status"]), "recalled") {
		t.Errorf("the pass stands as %v, and was recalled", v["status"])
	}
	v := p.expect(exitPart, "", "export", "jsonl", "--out", p.file("rest.jsonl")).lines(t)[0]
	if v["rows"] != 150.0 {
		t.Errorf("export: %v, want 150 rows", v)
	}
}

// A row that no tree leads to proves nothing by calling itself the newest: not against
// the row that stands, and not against the log.
func TestALaterRowOfNoTreeIsNotBelieved(t *testing.T) {
	p := newPlace(t)
	p.init()
	var lines strings.Builder
	for n := range 150 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	number := p.expect(exitDone, lines.String(), "issue").lines(t)[0]["number"].(string)
	p.expect(exitDone, "", "recall", number, "--reason", "other", "--note", "样例备注")
	register := p.file("data/register.db")
	as, err := os.ReadFile(register)
	p.must(err)
	all, size := p.pages()
	own := all[slices.IndexFunc(all, func(l lostPage) bool { return l.table == "passes" && l.kind == "leaf" })].no
	p.change("UPDATE passes SET status='signed', signed=1, last_event=30000 WHERE number='" + number + "'")
	forged, err := os.ReadFile(register)
	p.must(err)
	forged = forged[(own-1)*size : own*size]
	if !bytes.Contains(forged, []byte(number)) || !bytes.Contains(forged, []byte("signed")) {
		t.Fatal("the forged page does not hold the pass")
	}
	page := func(table, kind string, skip int) int64 {
		for _, l := range all {
			if l.table == table && l.kind == kind {
				if skip--; skip < 0 {
					return l.no
				}
			}
		}
		t.Fatalf("no page %d, %s of %s", skip, kind, table)
		return 0
	}
	refs, another := page("refs", "internal", 0), page("passes", "leaf", 1)
	for _, c := range []struct {
		what string
		lost []int64
	}{
		{"its own page is lost, and the log says how it stands", []int64{own}},
		{"the way to all of them is lost", []int64{page("passes", "internal", 0)}},
		{"it stands, and another page is lost", []int64{another, refs}},
		{"it stands, and the log has lost a page, too", []int64{another, refs, page("events", "leaf", 3)}},
	} {
		harmed := append(bytes.Clone(as), forged...)
		for _, no := range c.lost {
			copy(harmed[(no-1)*size:], bytes.Repeat([]byte{0xA5}, int(size)))
		}
		p.must(os.WriteFile(register, harmed, 0o600))
		s := p.expect(exitPart, "", "show", number)
		if v := s.lines(t)[0]; !strings.HasPrefix(fmt.Sprint(v["status"]), "recalled") {
			t.Errorf("%s: the pass stands as %v, and was recalled", c.what, v["status"])
		}
	}
}

// Where a pass lost its row and its events at once, the gap in the serials is counted.
func TestTwoLossesAtOnceAreCounted(t *testing.T) {
	p := newPlace(t)
	p.init()
	var lines strings.Builder
	for n := range 60 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	p.expect(exitDone, lines.String(), "issue")
	p.harmRoot("passes")
	p.harmLeaf("events", 3)
	p.expect(exitPart, "", "export", "jsonl", "--out", p.file("rest.jsonl"))
	raw, err := os.ReadFile(p.file("rest.jsonl"))
	p.must(err)
	sum, err := export.Check(bytes.NewReader(raw))
	if err != nil || sum.Rows != 60 || sum.Missing < 5 || sum.Missing > 20 {
		t.Errorf("%d rows, %d of them missing, %v; want 60 rows", sum.Rows, sum.Missing, err)
	}
}
