package main

import (
	"fmt"
	"strings"
	"testing"
)

// listFather puts the sample father on a list, and recalls nobody.
func (p *place) listFather() map[string]any {
	p.t.Helper()
	file := p.write("list.jsonl", `{"number":"330212198505059315","name":"样例父","reason":"close_contact"}`+"\n")
	return p.expect(exitDone, "", "watch", "import", file, "--source", "样例疾控").lines(p.t)[0]
}

// sentence is a text of a line, in Chinese; "" where it has none.
func sentence(line map[string]any, field string) string {
	text, _ := line[field].(map[string]any)
	zh, _ := text["zh"].(string)
	return zh
}

// TestNoPaperForAListedPerson: between the issue and the print a list names one of two:
// his paper is not made and its line says why, the other's is; alone, nothing is.
func TestNoPaperForAListedPerson(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother, "issue").lines(t)
	father, mother := l[0]["number"].(string), l[1]["number"].(string)
	p.listFather()
	for i, args := range [][]string{{"--unprinted"}, {father}} {
		out := p.file(fmt.Sprintf("%d.pdf", i))
		code := map[bool]int{true: exitPart, false: exitFailed}[i == 0]
		got := p.expect(code, "", append(append([]string{"print", "passes"}, args...), "--out", out)...).lines(t)
		if got[0]["number"] != father || got[0]["done"] != false || !strings.Contains(sentence(got[0], "reason"), "持证人在名单上") || !strings.Contains(sentence(got[0], "reason"), "不出新的纸证") {
			t.Errorf("%v: %v", args, got)
		}
		if i == 0 && (len(got) != 2 || got[1]["passes"] != 1.0) {
			t.Errorf("the others: %v", got)
		}
		if stands(out) != (i == 0) {
			t.Errorf("%v: the file is there: %v", args, stands(out))
		}
	}
	if f, m := p.act(exitDone, "show", father), p.act(exitDone, "show", mother); f["status"] != "issued" || m["status"] != "printed" || !strings.Contains(sentence(f, "warning"), "名单") || m["warning"] != nil {
		t.Errorf("father %v, mother %v", f, m)
	}
	p.expect(exitDone, "", "watch", "lift", "1", "--reason", "样例疾控撤回")
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("lifted.pdf"))
	if f := p.act(exitDone, "show", father); f["status"] != "printed" || f["warning"] != nil {
		t.Errorf("lifted: %v", f)
	}
	p.expect(exitDone, "", "verify")
}

// TestNoPaperAgainForAListedPerson: a jam, then a list: what is printed again is the
// others' paper.
func TestNoPaperAgainForAListedPerson(t *testing.T) {
	p := newPlace(t)
	p.init()
	father := p.issued(lineFather + lineMother)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--ask", "--layout", "walkin", "--out", p.file("1.pdf"))
	job := p.expect(exitDone, "", "print", "queue").lines(t)[0]["job"]
	p.listFather()
	got := p.expect(exitPart, "", "print", "again", fmt.Sprint(job), "--last-good", "0", "--out", p.file("2.pdf")).lines(t)
	if len(got) != 2 || got[0]["number"] != father || got[0]["done"] != false || got[1]["passes"] != 1.0 {
		t.Errorf("%v", got)
	}
	p.expect(exitDone, "", "verify")
}

// TestAListedPersonsSignatureIsAFact: it is recorded, and the line says that the holder
// is on a list until the pass is recalled.
func TestAListedPersonsSignatureIsAFact(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother, "issue").lines(t)
	father, mother := l[0]["number"].(string), l[1]["number"].(string)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("1.pdf"))
	if row := p.listFather(); !strings.Contains(sentence(row, "note"), "没有收回") || row["recalled"] != nil {
		t.Errorf("the list's answer: %v", row)
	}
	got := p.expect(exitDone, "", "sign", father, mother).lines(t)
	if got[0]["done"] != true || got[0]["status"] != "signed" || !strings.Contains(sentence(got[0], "warning"), "recall") || got[1]["warning"] != nil {
		t.Errorf("%v", got)
	}
	if r := p.act(exitDone, "recall", father, "--reason", "close_contact"); r["warning"] != nil {
		t.Errorf("recalled: %v", r)
	}
	p.expect(exitDone, "", "verify")
}

// TestAListedRowOfAPageIsSigned: a page of the ledger that is signed for says it too.
func TestAListedRowOfAPageIsSigned(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather+lineMother, "issue")
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
	p.listFather()
	warned := 0
	for _, line := range p.expect(exitDone, "", "sign", "--page", "1").lines(t) {
		if line["done"] != true {
			t.Errorf("%v", line)
		}
		if strings.Contains(sentence(line, "warning"), "持证人在名单上") {
			warned++
		}
	}
	if warned != 1 {
		t.Errorf("%d rows warned of, want 1", warned)
	}
	p.expect(exitDone, "", "verify")
}
