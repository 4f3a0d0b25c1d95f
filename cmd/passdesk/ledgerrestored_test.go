package main

import (
	"strings"
	"testing"
)

// No page number is on two sheets: behind a restore the ledger begins anew, and a free
// row of before, in which somebody may have signed, is only given to whoever asks for
// it with the sheet in hand.
func TestNoLedgerPageComesTwiceAfterARestore(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.paged("1", 0, 0, "--blank", "1")
	p.expect(exitDone, "", "ledger", "rows", "on")
	father := p.expect(exitDone, lineFather, "issue").lines(t)[0]
	p.expect(exitDone, "", "backup", p.file("a.backup"))
	behind := p.expect(exitDone, lineMother, "issue").lines(t)[0]
	if father["row"] != 1.0 || behind["page"] != 1.0 || behind["row"] != 2.0 {
		t.Fatalf("where they sign: %v, %v", father, behind)
	}
	p.paged("2", 0, 0, "--blank", "1") // nobody knows of it who restores the backup

	s := p.expect(exitDone, "", "restore", p.file("a.backup"), "--replace", "--last-paper", behind["number"].(string))
	if r := s.lines(t)[0]; r["ledger_page"] != 20_001.0 || !strings.Contains(s.err, "第 20001 页") || !strings.Contains(s.err, "page 20001") || strings.Contains(s.err, "come again") {
		t.Errorf("the restore says %v\n%s", r, s.err)
	}
	after := p.expect(exitDone, lineSon, "issue").lines(t)[0]
	if after["page"] != nil {
		t.Errorf("a row that may be taken: %v", after)
	}
	p.paged("20001", 0, 2, "--new") // of the father the copy that is owed
	if said := textOf(t, p.file("ledger.pdf")); !strings.Contains(said, "第101册") || !strings.Contains(said, "第20001页（20001起共1页）") {
		t.Errorf("the head of the page:\n%s", said)
	}
	p.paged("20002-20003", 0, 0, "--blank", "2")
	p.paged("1,20001", 2, 3)
	if l := p.expect(exitDone, "", "ledger", "list").lines(t); len(l) != 4 || l[1]["page"] != 20_001.0 || l[1]["volume"] != 101.0 {
		t.Errorf("the pages: %v", l)
	} else if l[0]["free_rows"] != 0.0 || l[0]["old_rows"] != 14.0 || l[2]["free_rows"] != 15.0 || l[2]["old_rows"] != nil {
		t.Errorf("rows that are given, and those of before the backup: %v", l)
	}
	if one := p.page("1"); one["free_rows"] != 0.0 || one["old_rows"] != 14.0 {
		t.Errorf("the old page: %v", one)
	}
	p.expect(exitFailed, "", "ledger", "show", "2")
	son := after["number"].(string)
	p.expect(exitDone, "", "print", "passes", son, "--out", p.file("son.pdf"))
	if l := p.expect(exitDone, "", "sign", "--page", "20001", "--except", "1").lines(t)[1]; l["number"] != son || l["state"] != "signed" {
		t.Errorf("page 20001 is signed: %v", l)
	}
	again := p.expect(exitDone, lineMother, "issue").lines(t)[0]
	if again["page"] != 20_002.0 || again["row"] != 1.0 {
		t.Errorf("the next free row: %v", again)
	}
	p.expect(exitDone, "", "ledger", "rows", "off")
	other := p.issued(`{"name":"样例邻","document":{"number":"330212198505059235"},"declared":true}` + "\n")
	if at := p.expect(exitDone, "", "ledger", "enter", other, "--page", "1", "--row", "3").lines(t)[0]; at["page"] != 1.0 || at["row"] != 3.0 {
		t.Errorf("with the old page in hand: %v", at)
	}
	p.expect(exitDone, "", "verify")

	p.change("UPDATE ledger_pages SET page=2 WHERE page=20003")
	p.expect(exitDamaged, "", "verify")
}

// A copy that was to be made, and whose pass was recalled before anybody made it, has no
// place in the ledger: nobody signs for it. One that is to be made after all has.
func TestAPaperThatIsNotMadeHasNoRow(t *testing.T) {
	p := newPlace(t)
	p.init()
	numbers := p.numbersOf(lineFather + lineMother)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("1.pdf"))
	p.paged("1", 0, 2)
	p.expect(exitDone, "", "reprint", numbers[0], "--reason", "样例")
	p.expect(exitDone, "", "reprint", numbers[1], "--reason", "样例")
	p.expect(exitDone, "", "backup", p.file("a.backup"))
	p.expect(exitDone, "", "restore", p.file("a.backup"), "--replace", "--last-paper", numbers[1])
	for i, n := range numbers {
		if copy, _ := p.copyOf(n); copy != 201 {
			t.Fatalf("pass %d is to be copy %d", i, copy)
		}
	}
	p.expect(exitDone, "", "recall", numbers[0], "--reason", "symptoms")
	p.paged("20001", 0, 1, "--new")
	if rows := p.page("20001")["rows"].([]any); rows[0].(map[string]any)["number"] != numbers[1] {
		t.Errorf("who stands there: %v", rows)
	}
	p.paged("20002", 0, 0, "--blank", "1")
	for _, call := range [][]string{{"ledger", "enter", numbers[0]}, {"print", "ledger", numbers[0], "--new", "--out", p.file("no.pdf")}} {
		if s := p.run("", call...); s.code != exitFailed || !strings.Contains(s.err, "copy 201") {
			t.Errorf("%v: %d %s%s", call, s.code, s.out, s.err)
		}
	}
	p.expect(exitDone, "", "reinstate", numbers[0], "--reason", "样例")
	if at := p.expect(exitDone, "", "ledger", "enter", numbers[0]).lines(t)[0]; at["page"] != 20_002.0 || at["copy"] != 201.0 {
		t.Errorf("to be made after all: %v", at)
	}
	p.expect(exitDone, "", "verify")
}
