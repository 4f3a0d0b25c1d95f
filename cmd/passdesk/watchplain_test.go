package main

import (
	"strings"
	"testing"
)

// A listed person who comes to the desk of plain lines, and one who holds a pass that
// is to be corrected.

func TestPlainLinesTellTheListsSource(t *testing.T) {
	p := newPlace(t)
	p.init()
	list := p.write("list.jsonl", `{"number":"330212198505059315","name":"样例父","reason":"symptoms"}`+"\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控")
	answers := []string{"样例父", "330212198505059315", "", "", "", "", "", "", "yes", ""}
	s := p.expect(exitDone, strings.Join(answers, "\n")+"\n", "issue", "--plain")
	if !strings.Contains(s.out, "REFUSE") || !strings.Contains(s.out, "据名单：样例疾控，2020-03-10 列入") {
		t.Errorf("a listed person is told: %s", s.out)
	}
	if p.holding() != 0 {
		t.Error("a pass was issued")
	}
}

func TestCorrectionOfAListedHolder(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.printed(n)
	p.expect(exitDone, "", "sign", n)
	list := p.write("list.jsonl", `{"number":"330212198505059315","reason":"close_contact"}`+"\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控")
	for _, verb := range [][]string{{"reprint", n, "--reason", "样例"}, {"correct", n, "--reason", "样例"}} {
		got := p.expect(exitFailed, `{"name":"样例父亲"}`, verb...)
		twoLanguages(t, got.err)
		if !strings.Contains(got.err, "样例疾控") || !strings.Contains(got.err, "watch lift") {
			t.Errorf("%s of a listed holder: %s", verb[0], got.err)
		}
	}
	if now := p.expect(exitDone, "", "show", n).lines(t)[0]; now["copy"] != 1.0 {
		t.Errorf("a paper was made: %v", now["copy"])
	}
	// The number was another's: whoever the holder really is stands on no list.
	p.expect(exitDone, `{"document":{"number":"330203198706069345"},"birth":null,"sex":null}`, "correct", n, "--reason", "样例：号码录错")
	if now := p.expect(exitDone, "", "show", n).lines(t)[0]; now["copy"] != 2.0 {
		t.Errorf("corrected: %v", now["copy"])
	}
	p.expect(exitDone, "", "verify")
}

// A list that came later and only may mean a holder: no verb makes a paper, a run of
// many prints the others, and an officer answers once.
func TestNoPaperBeforeSomebodyHasLooked(t *testing.T) {
	p := newPlace(t)
	p.init()
	n, other := p.issued(lineFather), p.issued(lineMother)
	list := p.write("list.csv", "姓名,身份证号,原因\n样例他人,330212198505059315,密接\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控")
	s := p.expect(exitPart, "", "print", "passes", "--unprinted", "--out", p.file("out.pdf"))
	if !strings.Contains(s.out, n) || !strings.Contains(s.out, "watch answer") || !strings.Contains(s.out, `"passes":1`) {
		t.Errorf("printed beside %s: %s", other, s.out)
	}
	got := p.expect(exitFailed, "", "reprint", n, "--reason", "样例")
	twoLanguages(t, got.err)
	if !strings.Contains(got.err, "姓名却是别人") || !strings.Contains(got.err, "watch answer") {
		t.Errorf("reprint: %s", got.err)
	}
	if said := p.expect(exitDone, "", "show", n).out; !strings.Contains(said, "姓名却是别人") {
		t.Errorf("the pass does not tell: %s", said)
	}
	p.expect(exitFailed, "", "watch", "answer", other, "--decision", "two_people", "--reason", "样例：对照了身份证")
	p.expect(exitDone, "", "watch", "answer", n, "--decision", "two_people", "--reason", "样例：对照了身份证")
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("again.pdf"))
	p.expect(exitDone, "", "reprint", n, "--reason", "样例", "--old", "void")
	p.expect(exitDone, "", "verify")
}
