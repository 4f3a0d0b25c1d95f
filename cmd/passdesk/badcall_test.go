package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/alecthomas/kong"

	"passdesk/registry/seal"
)

// Calls that cannot be understood, wrong passphrases, and a set-up over a
// station that is there.

// ordinary runs passdesk with a passphrase that costs as it does in life.
func (p *place) ordinary(args ...string) said {
	var out, errs bytes.Buffer
	code := run(context.Background(), world{
		args: args, stdin: strings.NewReader(""), stdout: &out, stderr: &errs, env: func(string) string { return "" },
		now: func() time.Time { return p.now }, rand: rand.Reader, cost: func() seal.Cost { return seal.Floor },
	})
	return said{code, out.String(), errs.String()}
}

func TestBadCallsAreRefusedAndNothingIsMade(t *testing.T) {
	good := map[string]string{"scheme": "ningbo", "division": "330212", "station": "931", "kind": "community", "point": "样例社区", "operator": "op"}
	initWith := func(flag, value string) []string {
		args := []string{"init"}
		for f, v := range good {
			if f == flag {
				v = value
			}
			args = append(args, "--"+f, v)
		}
		return args
	}
	for _, c := range []struct {
		what string
		code int
		args []string
	}{
		{"unknown verb", exitUsage, []string{"frobnicate"}},
		{"unknown flag", exitUsage, []string{"issue", "--frobnicate"}},
		{"a flag without its value", exitUsage, []string{"export", "csv", "--out"}},
		{"unknown format", exitUsage, []string{"export", "doc", "--out", "x"}},
		{"nothing to look for", exitUsage, []string{"find"}},
		{"no number to print", exitUsage, []string{"print", "passes", "--out", "x.pdf"}},
		{"unknown language", exitUsage, []string{"issue", "--lang", "fr"}},
		{"unknown scheme", exitUsage, initWith("scheme", "atlantis")},
		{"unknown division", exitUsage, initWith("division", "999999")},
		{"a division that is a city", exitUsage, initWith("division", "330200")},
		{"a division of another province", exitUsage, initWith("division", "640104")},
		{"a division in words", exitUsage, initWith("division", "鄞州")},
		{"station 1000", exitUsage, initWith("station", "1000")},
		{"station 0x1f", exitUsage, initWith("station", "0x1f")},
		{"station -1", exitUsage, initWith("station", "-1")},
		{"unknown kind", exitUsage, initWith("kind", "bakery")},
		{"no point", exitUsage, initWith("point", " ")},
		{"no operator", exitUsage, initWith("operator", "")},
		{"paper book beyond the last number", exitUsage, append(initWith("", ""), "--start-at", "100000")},
		{"recovery recipient mistyped", exitUsage, append(initWith("", ""), "--recovery", "age1abc")},
		{"recovery sheet into no folder", exitFailed, append(initWith("", ""), "--recovery", "/nowhere/at/all/sheet.pdf")},
		{"missing register: issue", exitFailed, []string{"issue"}},
		{"missing register: verify", exitFailed, []string{"verify"}},
		{"missing register: find", exitFailed, []string{"find", "ylf"}},
	} {
		p := newPlace(t)
		p.bad(c.what, c.code, append(c.args, p.flags()...))
	}
	p := newPlace(t)
	p.bad("missing passphrase file", exitUsage, append(initWith("", ""), "--dir", p.file("data"), "--config-dir", p.file("config"), "--passphrase-file", p.file("none")))
	p.bad("no passphrase and no terminal", exitUsage, append(initWith("", ""), "--dir", p.file("data"), "--config-dir", p.file("config")))
	for _, weak := range []string{"", "short", "thirteenchars"} {
		p := newPlace(t)
		p.must(os.WriteFile(p.file("passphrase"), []byte(weak+"\n"), 0o600))
		p.bad(fmt.Sprintf("passphrase %q", weak), exitUsage, append(initWith("", ""), p.flags()...))
	}
}

// bad demands the code, two sentences and that nothing was made.
func (p *place) bad(what string, code int, args []string) {
	p.t.Helper()
	s := p.ordinary(args...)
	if s.code != code || s.out != "" {
		p.t.Errorf("%s: exit %d, want %d; stdout %q stderr %q", what, s.code, code, s.out, s.err)
	}
	twoLanguages(p.t, s.err)
	for _, folder := range []string{"data/" + registerFile, "here"} {
		if _, err := os.Stat(p.file(folder)); err == nil {
			p.t.Errorf("%s: %s was made", what, folder)
		}
	}
}

func TestHelpTellsTheExitCodes(t *testing.T) {
	s := newPlace(t).bare("", "--help")
	if s.code != exitDone || s.err != "" {
		t.Errorf("exit %d, stderr %q", s.code, s.err)
	}
	for code, word := range []string{"done", "failed", "usage", "part", "passphrase", "damaged"} {
		found := false
		for l := range strings.Lines(s.out) {
			found = found || strings.HasPrefix(strings.TrimSpace(l), fmt.Sprint(code)+" ") && strings.Contains(l, word)
		}
		if !found {
			t.Errorf("exit code %d (%s) is not in --help", code, word)
		}
	}
	for _, verb := range []string{"init", "issue", "find", "show", "print", "sign", "cancel", "recall", "verify", "export", "demo"} {
		if s := newPlace(t).bare("", verb, "--help"); s.code != exitDone || !strings.Contains(s.out, verb) {
			t.Errorf("%s --help: exit %d", verb, s.code)
		}
	}
}

// Every verb says what it does in both languages, and stands in a group.
func TestHelpSpeaksBothLanguages(t *testing.T) {
	k, err := kong.New(&cli{}, kong.Vars{"schemes": "x"})
	if err != nil {
		t.Fatal(err)
	}
	verbs := 0
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, c := range n.Children {
			verbs++
			zh, en, both := strings.Cut(c.Help, "· ")
			han := strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) })
			if !both || !han || len(strings.Fields(en)) == 0 || strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: %q", c.FullPath(), c.Help)
			}
			if c.ClosestGroup() == nil {
				t.Errorf("%s stands in no group of --help", c.FullPath())
			}
			walk(c)
		}
	}
	walk(k.Model.Node)
	if verbs < 50 {
		t.Errorf("only %d verbs were looked at", verbs)
	}
}

// A station's code is written with leading zeros; it is not octal.
func TestNumbersAreDecimal(t *testing.T) {
	p := newPlace(t)
	p.expect(exitDone, "", "init", "--scheme", "ningbo", "--division", "330212", "--station", "031", "--kind", "community", "--point", "p",
		"--operator", "op", "--start-at", "010")
	if n := p.issued(lineFather); n[2:5] != "031" || n[7:12] != "00010" {
		t.Errorf("number %s, want station 031 and serial 10", n)
	}
}

// issuedPlace is a station with one pass.
func issuedPlace(t *testing.T) (*place, string) {
	t.Helper()
	p := newPlace(t)
	p.init()
	return p, p.issued(lineFather)
}

func TestWrongPassphrase(t *testing.T) {
	p, _ := issuedPlace(t)
	before := p.events()
	p.must(os.WriteFile(p.file("passphrase"), []byte("not the passphrase at all\n"), 0o600))
	for _, verb := range [][]string{{"issue"}, {"verify"}, {"find", "ylf"}, {"export", "csv", "--out", p.file("x.csv")}, {"issue", "--operator", "nobody"}} {
		s := p.run(lineMother, verb...)
		if s.code != exitDenied || s.out != "" {
			t.Errorf("%v: exit %d, want 4; %s", verb, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	p.must(os.WriteFile(p.file("passphrase"), []byte(testPassphrase+"\r\n"), 0o600)) // as Notepad ends a line
	if after := p.events(); after != before {
		t.Errorf("%v events, before %v", after, before)
	}
}

func TestInitNeverTouchesARegister(t *testing.T) {
	p, _ := issuedPlace(t)
	before, config := p.picture("data"), p.picture("config")
	s := p.run("", "init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "别处", "--operator", "op2",
		"--recovery", p.file("sheet.pdf"))
	if s.code != exitFailed {
		t.Errorf("exit %d, want 1", s.code)
	}
	twoLanguages(t, s.err)
	p.sameAs(before, "data")
	p.sameAs(config, "config")
	if _, err := os.Stat(p.file("sheet.pdf")); err == nil {
		t.Error("a recovery sheet was written for no station")
	}
	p.expect(exitDone, "", "verify")
}

// A word that is none of those there are: the sentence lists them, in both languages, and
// not the empty one that stands for a flag that was left out.
func TestAWordThatIsNoneIsToldWithoutTheEmptyOne(t *testing.T) {
	p := newPlace(t)
	for _, args := range [][]string{{"recall", "x", "--reason", "foo"}, {"recall", "import", "x", "--reason", "foo"}} {
		s := p.expect(exitUsage, "", args...)
		if strings.Contains(s.err, `""`) || !strings.Contains(s.err, "只能是") || !strings.Contains(s.err, `"close_contact", "severe_area", "symptoms", "other" but got "foo"`) {
			t.Errorf("%v: %s", args, s.err)
		}
	}
}
