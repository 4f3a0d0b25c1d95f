package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMorningByScript(t *testing.T) {
	p := newPlace(t)
	if s := p.init("--recovery", p.file("recovery.pdf")); !strings.Contains(s.err, "stands alone") {
		t.Errorf("init does not say that the station stands alone: %s", s.err)
	}
	if pdf, err := os.ReadFile(p.file("recovery.pdf")); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("no recovery sheet: %v", err)
	}
	s := p.expect(exitPart, lineFather+lineSon+"not json\n\n"+lineFather, "issue")
	l := s.lines(t)
	if len(l) != 4 || l[0]["outcome"] != "ISSUE" || l[1]["outcome"] != "ISSUE" || l[2]["outcome"] != "INVALID" {
		t.Fatalf("verdicts %v", l)
	}
	if l[2]["line"] != 3.0 || l[3]["line"] != 5.0 || l[3]["number"] != l[0]["number"] || l[3]["ref"] != "r-father" {
		t.Errorf("the same ref again: %v", l[3])
	}
	number := l[0]["number"].(string)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("passes.pdf"))
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
	for _, f := range []string{"passes.pdf", "ledger.pdf"} {
		if pdf, err := os.ReadFile(p.file(f)); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
			t.Errorf("%s: %v", f, err)
		}
	}
	p.expect(exitDone, "", "sign", number)
	show := p.expect(exitDone, "", "show", number).lines(t)[0]
	if show["status"] != "signed" || show["document"] != "330212********9315" {
		t.Errorf("show %v", show)
	}
	found := p.expect(exitDone, "", "find", "ylf").lines(t)
	if len(found) != 1 || found[0]["number"] != number {
		t.Errorf("find %v", found)
	}
	p.expect(exitDone, "", "export", "csv", "--out", p.file("register.csv"))
	closed := p.expect(exitDone, "", "close").lines(t)[0]
	if closed["issued"] != 2.0 || closed["signed"] != 1.0 || closed["unsigned"] != 1.0 || len(closed["head"].(string)) != 8 {
		t.Errorf("close %v", closed)
	}
	proof := p.expect(exitDone, "", "verify").lines(t)[0]
	if proof["passes"] != 2.0 || len(proof["faults"].([]any)) != 0 || len(proof["gaps"].([]any)) != 0 {
		t.Errorf("verify %v", proof)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	p := newPlace(t)
	p.init()
	before := p.expect(exitDone, "", "verify").lines(t)[0]["events"]
	v := p.expect(exitDone, lineFather, "issue", "--dry-run").lines(t)[0]
	if v["outcome"] != "ISSUE" || v["number"] != nil {
		t.Errorf("dry run %v", v)
	}
	if after := p.expect(exitDone, "", "verify").lines(t)[0]["events"]; after != before {
		t.Errorf("%v events, before %v", after, before)
	}
}

func TestCancelAndRecallNeedAReason(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.expect(exitUsage, "", "cancel", n)
	p.expect(exitUsage, "", "recall", n)
	p.expect(exitUsage, "", "recall", n, "--reason", "whim")
	for _, args := range [][]string{{"other"}, {"other", "--note", "。。。"}, {"symptoms", "--note", "。。。"}} {
		twoLanguages(t, p.expect(exitFailed, "", append([]string{"recall", n, "--reason"}, args...)...).err)
	}
	s := p.expect(exitDone, "", "cancel", n, "--reason", "not at home")
	if s.lines(t)[0]["status"] != "cancelled" {
		t.Errorf("cancel: %s", s.out)
	}
	p.expect(exitFailed, "", "sign", n)
	other := p.issued(lineMother)
	p.expect(exitFailed, "", "sign", other)
	p.expect(exitDone, "", "print", "passes", other, "--out", p.file("1.pdf"))
	l := p.expect(exitPart, "", "sign", n, other).lines(t)
	if l[0]["done"] != false || l[1]["done"] != true {
		t.Errorf("sign one that can and one that cannot be: %v", l)
	}
}

func TestPaperBookIsContinued(t *testing.T) {
	p := newPlace(t)
	p.init("--start-at", "38")
	n := p.issued(lineFather)
	if n[7:12] != "00038" {
		t.Errorf("first number %s, want serial 38", n)
	}
	if proof := p.expect(exitDone, "", "verify").lines(t)[0]; proof["before_book"] != 37.0 {
		t.Errorf("verify %v", proof)
	}
}

func TestPlainModeAsksFieldByField(t *testing.T) {
	p := newPlace(t)
	p.init()
	s := p.expect(exitDone, "样例父\n330212198505059315\n\n36.5\nyes\n样例子\n\nfather\n样例父\n330212198505059315\n2014-04-01\nM\n\n\nyes\n\n", "issue", "--plain")
	if got := strings.Count(s.out, "签发 ISSUE"); got != 2 {
		t.Errorf("%d issued, want 2:\n%s", got, s.out)
	}
	s = p.expect(exitDone, "样例母\n330203198706069345\n10\n\nyes\n\n", "issue", "--plain")
	if !strings.Contains(s.out, "不发 REFUSE") {
		t.Errorf("a declared fact was issued:\n%s", s.out)
	}
}

func TestDemoWithNoTerminalPlaysTheMorning(t *testing.T) {
	p := newPlace(t)
	s := p.bare("", "demo", "--out", p.file("papers"))
	if s.code != exitDone {
		t.Fatalf("exit %d: %s", s.code, s.err)
	}
	for _, want := range []string{"签发 ISSUE", "BLOCK", "REFUSE+ISOLATE7", "REFUSE+ISOLATE14", "REFER_POLICE", "INVALID", "ASK_SUPERVISOR", "核定 ISSUE", "到哪里：样例派出所", "日结"} {
		if !strings.Contains(s.out, want) {
			t.Errorf("no %s in the morning:\n%s", want, s.out)
		}
	}
	if files, _ := os.ReadDir(p.file("papers")); len(files) != 4 {
		t.Errorf("%d files in the folder, want 4", len(files))
	}
	if slips := textOf(t, filepath.Join(p.file("papers"), "告知书-slips.pdf")); !strings.Contains(slips, "转办告知书") || !strings.Contains(slips, "样例派出所") || !strings.Contains(slips, "样本SAMPLE") {
		t.Errorf("the slips say\n%s", slips)
	}
}

func TestVillageIsThreeShapesOfHouseholds(t *testing.T) {
	people := newVillage(131, rulesDay).residents()
	single, parents, children, foreign := 0, map[string]bool{}, 0, 0
	for _, a := range people {
		switch {
		case a.Document == nil:
			children++
			parents[a.Guardian.Document.Number] = true
		case a.Document.Type == "PASSPORT_FOREIGN":
			foreign++
		default:
			single++
		}
	}
	if len(people) != 200 || foreign != 1 || children < 30 || len(parents) < 15 || single < 80 {
		t.Errorf("%d people: %d with cards, %d children of %d parents, %d foreigners", len(people), single, children, len(parents), foreign)
	}
}
