package main

import (
	"slices"
	"strings"
	"testing"
)

// One operator's row that somebody spoilt keeps nobody else from reading, proving and
// exporting: verify names it, it opens nothing and gives no right.
func TestASpoiltOperatorKeepsNobodyElseOut(t *testing.T) {
	for _, roles := range []string{"officer,keeper", "", `{"officer":1}`, `["officer"`, `["keeper"]`} {
		p := staffed(t)
		p.change("UPDATE operators SET roles=? WHERE name='样例志'", roles)
		s := p.as("op", "", "verify")
		faults, _ := s.lines(t)[0]["faults"].([]any)
		named := slices.ContainsFunc(faults, func(f any) bool { return strings.Contains(f.(string), "样例志") })
		if s.code != exitDamaged || !named {
			t.Errorf("%q: verify does not name the row: exit %d, %s", roles, s.code, s.out)
		}
		for _, args := range [][]string{{"find", "样例"}, {"export", "csv", "--out", p.file("out.csv")}, {"operator", "list"}} {
			if s := p.as("op", "", args...); s.code != exitDone {
				t.Errorf("%q: %v: exit %d, %s", roles, args, s.code, s.err)
			}
		}
		for args, want := range map[string]int{"find 样例": exitPart, "verify": exitDamaged, "export csv --out " + p.file("no.csv"): exitDenied, "operator list": exitDone} {
			s := p.as("样例志", "", strings.Fields(args)...)
			if s.code != want {
				t.Errorf("%q: the spoilt row, with the log's role: %s: exit %d, want %d, %s", roles, args, s.code, want, s.err)
			}
			if want == exitPart && (!strings.Contains(s.err, "样例志") || !strings.Contains(s.err, "restore")) {
				t.Errorf("%q: %s does not name the row and what to do: %s", roles, args, s.err)
			}
		}
		if s := p.as("样例志", lineMother, "issue"); s.code != exitDamaged || s.out != "" {
			t.Errorf("%q: the spoilt row writes: exit %d, %s", roles, s.code, s.out)
		}
	}
}

// The only operator's row was spoilt: passphrase and recovery sheet still read, with the
// roles of the log, and nothing is written.
func TestTheOnlyOperatorsSpoiltRowStillReads(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	p.expect(exitDone, lineFather, "issue")
	words := p.write("words", typedByHand(wordsOf(t, p.file("sheet.pdf"))))
	p.change(`UPDATE operators SET roles='["keeper"]'`) // who exports nothing
	before := p.picture("data")
	for _, with := range [][]string{nil, {"--recovery", words}} {
		args := func(verb ...string) []string { return append(verb, with...) }
		s := p.run("", args("verify")...)
		if faults := s.lines(t)[0]["faults"].([]any); s.code != exitDamaged || len(faults) != 1 || !strings.Contains(faults[0].(string), "op is not as the log says") {
			t.Errorf("verify: exit %d, %s", s.code, s.out)
		}
		for _, verb := range [][]string{{"find", "样例"}, {"export", "csv", "--out", p.file("out.csv")}} {
			if s := p.run("", args(verb...)...); s.code != exitPart || s.out == "" || !strings.Contains(s.err, "op 的行") || !strings.Contains(s.err, "restore") {
				t.Errorf("%v: exit %d, %s%s", verb, s.code, s.out, s.err)
			}
		}
		if s := p.run("", args("epoch", "new", "--reason", "样例")...); s.code != exitDamaged {
			t.Errorf("epoch: exit %d, %s", s.code, s.err)
		}
	}
	if s := p.run("", "operator", "passphrase", "--recovery", words); s.code != exitDamaged {
		t.Errorf("a new passphrase: exit %d, %s", s.code, s.err)
	}
	if s := p.run(lineMother, "issue"); s.code != exitDamaged || s.out != "" {
		t.Errorf("issue: exit %d, %s", s.code, s.out)
	}
	if s := p.run("", "backup", p.file("no.backup")); s.code != exitDamaged || stands(p.file("no.backup")) {
		t.Errorf("backup: exit %d, %s", s.code, s.err)
	}
	p.sameAs(before, "data")
}

// Whoever writes his own wrapped key into another's row does not come in as that one.
func TestAWrapInAnothersRowOpensNothing(t *testing.T) {
	p := staffed(t)
	p.change(`UPDATE operators SET wrap=(SELECT wrap FROM operators WHERE name='样例志') WHERE name='op'`)
	s := p.bare("", "find", "样例", "--operator", "op", "--dir", p.file("data"), "--config-dir", p.file("config"), "--passphrase-file", p.write("theirs", othersPassphrase))
	if s.code != exitDamaged || s.out != "" {
		t.Errorf("exit %d, %s%s", s.code, s.out, s.err)
	}
}
