package main

import (
	"fmt"
	"strings"
	"testing"
)

// act runs a verb on one number and answers its line.
func (p *place) act(want int, args ...string) map[string]any {
	p.t.Helper()
	return p.expect(want, "", args...).lines(p.t)[0]
}

// TestWholeLifeByScript walks one pass through everything that may happen to its
// paper, and one number stays.
func TestWholeLifeByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "sign", n)
	for i, c := range []struct {
		args   string // N is the number
		code   int
		status string
		copy   float64
		out    string // earlier copies that are out
	}{
		{"reprint N --reason 样例", exitDone, "issued", 2, "[1]"},
		{"return N --outcome returned --note 样例", exitDone, "issued", 2, ""},
		{"return N --outcome returned --copy 1", exitFailed, "", 0, ""},
		{"print passes N --out 2.pdf", exitDone, "", 0, ""},
		{"lost N --reason 样例", exitDone, "lost", 2, ""},
		{"reprint N --reason 样例", exitDone, "issued", 3, ""},
		{"print passes N --out 3.pdf", exitDone, "", 0, ""},
		{"return N --outcome returned --copy 2", exitDone, "printed", 3, ""},
		{"void N --reason 样例", exitDone, "voided", 3, ""},
		{"reinstate N --reason 样例", exitFailed, "", 0, ""},
		{"recall N --reason symptoms", exitDone, "recalled_returned", 3, ""},
		{"sign N", exitFailed, "", 0, ""},
		{"reinstate N --reason 样例", exitDone, "reinstated", 3, ""},
		{"reprint N --reason 样例", exitDone, "issued", 4, ""},
		{"print passes N --out 4.pdf", exitDone, "", 0, ""},
		{"sign N", exitDone, "signed", 4, ""},
		{"recall N --reason close_contact", exitDone, "recalled", 4, ""},
		{"return N --outcome refused --note 样例", exitDone, "refused", 4, ""},
		{"return N --outcome not_found", exitDone, "not_found", 4, ""},
		{"return N --outcome returned", exitDone, "recalled_returned", 4, ""},
		{"return N --outcome nowhere", exitUsage, "", 0, ""},
		{"reinstate N --reason 样例", exitDone, "reinstated", 4, ""},
		{"reprint N --reason 样例 --old lost", exitFailed, "", 0, ""},
		{"reprint N --reason 样例", exitDone, "issued", 5, ""},
		{"print passes N --out 5.pdf", exitDone, "", 0, ""},
		{"reprint N --reason 样例 --old void", exitDone, "issued", 6, ""},
		{"print passes N --out 6.pdf", exitDone, "", 0, ""},
		{"reprint N --reason 样例", exitDone, "issued", 7, "[6]"},
		{"print passes N --out 7.pdf", exitDone, "", 0, ""},
		{"lost N --reason 样例", exitFailed, "", 0, ""}, // which of the two?
		{"lost N --reason 样例 --copy 6", exitDone, "printed", 7, ""},
		{"cancel N --reason 样例", exitDone, "cancelled", 7, ""},
		{"void N --reason 样例 --copy 9", exitFailed, "", 0, ""},
	} {
		args := strings.Fields(strings.ReplaceAll(c.args, "N", n))
		for j, a := range args {
			if strings.HasSuffix(a, ".pdf") {
				args[j] = p.file(a)
			}
		}
		s := p.expect(c.code, "", args...)
		if c.status == "" {
			continue
		}
		line := s.lines(t)[0]
		out := fmt.Sprint(line["outstanding"])
		if line["outstanding"] == nil {
			out = ""
		}
		if line["number"] != n || line["status"] != c.status || line["copy"] != c.copy || out != c.out {
			t.Fatalf("step %d, %s: %v", i, c.args, line)
		}
	}
	show := p.act(exitDone, "show", n)
	if want := "[returned returned void returned void lost cancelled]"; fmt.Sprint(show["papers"]) != want || fmt.Sprint(show["outstanding"]) != "[]" {
		t.Errorf("papers %v, outstanding %v; want %s", show["papers"], show["outstanding"], want)
	}
	if issued := p.expect(exitDone, strings.Replace(lineFather, "r-father", "r-again", 1), "issue").lines(t)[0]; issued["number"] != n || issued["copy"] != 8.0 {
		t.Errorf("issued again %v", issued)
	}
	p.expect(exitDone, "", "verify")
}

// Several numbers: one that fails never stops the rest.
func TestReturnOfSeveral(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother, "issue").lines(t)
	a, b := l[0]["number"].(string), l[1]["number"].(string)
	p.expect(exitDone, "", "print", "passes", a, b, "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "sign", a, b)
	p.expect(exitDone, "", "recall", a, "--reason", "symptoms")
	got := p.expect(exitPart, "", "return", a, b, "--outcome", "refused").lines(t)
	if got[0]["status"] != "refused" || got[1]["done"] != false || got[1]["reason"] == nil {
		t.Errorf("%v", got)
	}
}

func TestCorrectByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother, "issue").lines(t)
	n, m := l[0]["number"].(string), l[1]["number"].(string)
	p.expect(exitDone, "", "print", "passes", n, m, "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "sign", n, m)
	done := p.expect(exitDone, "{\n\"name\": \"样例改\"\n}", "correct", n, "--reason", "样例").lines(t)[0]
	if done["number"] != n || done["status"] != "issued" || done["copy"] != 2.0 || fmt.Sprint(done["outstanding"]) != "[1]" {
		t.Errorf("%v", done)
	}
	for _, input := range []string{"", "[]", "{}", `{"name":1}`, `{"name":"样例","name":"样例"}`, "\xff{}", `{"phone":"1","ref":"x"}`} {
		if s := p.run(input, "correct", n, "--reason", "样例"); s.code == exitDone || strings.Contains(s.err, "样例\"") {
			t.Errorf("%q: exit %d\n%s%s", input, s.code, s.out, s.err)
		}
	}
	theirs := p.expect(exitFailed, `{"name":"样例母","document":{"number":"330203198706069345"}}`, "correct", n, "--reason", "样例")
	if line := theirs.lines(t)[0]; line["done"] != false || !strings.Contains(fmt.Sprint(line["reason"]), "没有变更") {
		t.Errorf("somebody else's number: %v", line)
	}
	p.expect(exitDone, `{"phone":null,"address":"样例路1号"}`, "correct", m, "--reason", "样例", "--old", "void")
	if l := p.expect(exitDone, `{"phone":"0574-00000001"}`, "correct", m, "--reason", "样例").lines(t)[0]; l["copy"] != 2.0 || l["status"] != "issued" {
		t.Errorf("a telephone number alone: %v", l)
	}
	p.expect(exitDone, "", "void", n, "--reason", "样例")
	show := p.act(exitDone, "show", n)
	if show["status"] != "issued" || fmt.Sprint(show["papers"]) != "[void none]" {
		t.Errorf("%v", show)
	}
	p.expect(exitDone, "", "verify")
}
