package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// states are the rows of a page: copy, state, and what its remarks say.
func (p *place) ledgerRows(page string) (rows []string) {
	p.t.Helper()
	for _, r := range p.page(page)["rows"].([]any) {
		row := r.(map[string]any)
		zh := ""
		if remark, ok := row["remark"].(map[string]any); ok {
			zh = remark["zh"].(string)
		}
		rows = append(rows, strings.TrimSpace(fmt.Sprint(row["copy"], " ", row["state"], " ", zh)))
	}
	return rows
}

// A paper that people had, and that another copy replaced before the first print of the
// ledger, has its row and its signature; a copy that was never made has none.
func TestAReplacedPaperHasItsRow(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.numbersOf(lineFather + lineMother)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "sign", n[0])
	p.expect(exitDone, "", "reprint", n[0], "--reason", "水渍", "--old", "returned")
	p.expect(exitDone, "", "lost", n[1], "--reason", "样例")
	p.expect(exitDone, "", "reprint", n[1], "--reason", "样例") // copy 2 is never made
	p.expect(exitDone, "", "cancel", n[1], "--reason", "样例")
	p.expect(exitDone, `{"name":"样例改"}`, "correct", n[1], "--reason", "样例")
	p.now = p.now.AddDate(0, 0, 1)
	p.paged("", 0, 0, "--day", "2020-03-11", "--new")
	p.paged("1", 0, 4, "--new")
	if said := strings.Join(strings.Fields(p.ledgerSays()), ""); !strings.Contains(said, "已交回；现：已补打，见第2份") || !strings.Contains(said, "挂失；现：已补打，见第3份") || !strings.Contains(said, "本页4行，2人，其中监护人代签0行，补打2张") {
		t.Errorf("on paper: %s", said)
	}
	want := "1 signed 已交回，已补打，见第 2 份|2 unsigned 还没有打印：先打印，再签字|1 replaced 挂失，已补打，见第 3 份|3 unsigned 还没有打印：先打印，再签字"
	if got := strings.Join(p.ledgerRows("1"), "|"); got != want {
		t.Errorf("page 1:\n%s, want\n%s", got, want)
	}
	p.paged("", 0, 0, "--new")
	p.paged("1", 1, 4)
	p.paged("1", 1, 4, "--day", "2020-03-10")
	shown := p.expect(exitDone, "", "show", n[0]).lines(t)[0]["ledger"]
	if got, _ := json.Marshal(shown); string(got) != `[{"copy":1,"page":1,"row":1},{"copy":2,"page":1,"row":2}]` {
		t.Errorf("where %s stands: %s", n[0], got)
	}
	if l := p.expect(exitDone, "", "ledger", "list").lines(t); len(l) != 1 || l[0]["people"] != 4.0 || l[0]["unsigned"] != 2.0 {
		t.Errorf("pages: %v", l)
	}
	p.expect(exitDone, "", "verify")

	p.change("DELETE FROM ledger_rows WHERE row=1")
	p.expect(exitDamaged, "", "verify")
}
