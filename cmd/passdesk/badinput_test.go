package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry/iso7064"
	"passdesk/registry/seal"
)

// Whatever comes in: a sentence in both languages, the right exit code, nothing
// lost and nothing written.

// events is how many events the register holds.
func (p *place) events() float64 {
	p.t.Helper()
	return p.expect(exitDone, "", "verify").lines(p.t)[0]["events"].(float64)
}

// picture is what stands in a folder, by path: the sum of each file.
func (p *place) picture(folder string) map[string][32]byte {
	p.t.Helper()
	all := map[string][32]byte{}
	err := filepath.WalkDir(p.file(folder), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		b, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, p.home)] = sha256.Sum256(b)
		return err
	})
	p.must(err)
	return all
}

func (p *place) sameAs(before map[string][32]byte, folder string) {
	p.t.Helper()
	after := p.picture(folder)
	for f, sum := range before {
		if after[f] != sum {
			p.t.Errorf("%s was changed", f)
		}
	}
	for f := range after {
		if _, ok := before[f]; !ok {
			p.t.Errorf("%s is new", f)
		}
	}
}

// numbered is a citizen number whose check digit fits, whatever it says.
func numbered(body string) string { return body + string(iso7064.Mod11_2(body)) }

// badLines are lines that cannot be an application, or not one that is issued
// here and now.
var badLines = []struct{ what, line string }{
	{"cut off", `{"ref":"b1","name":"样例甲","document":{"num`},
	{"no JSON", `样例甲,330212198505059315`},
	{"an array", `["样例甲"]`},
	{"a number", `330212198505059315`},
	{"null", `null`},
	{"an empty object", `{}`},
	{"two objects", lineFather[:len(lineFather)-1] + lineFather[:len(lineFather)-1]},
	{"a name that is a number", `{"name":5,"document":{"number":"330212198505059315"},"declared":true}`},
	{"an unknown field", `{"fact":["close_contact"],"name":"样例父","document":{"number":"330212198505059315"},"declared":true}`},
	{"not declared", `{"name":"样例父","document":{"number":"330212198505059315"}}`},
	{"a wrong check digit", `{"name":"样例父","document":{"number":"330212198505059316"},"declared":true}`},
	{"17 digits", `{"name":"样例父","document":{"number":"33021219850505931"},"declared":true}`},
	{"a number made by a spreadsheet", `{"name":"样例父","document":{"number":"3.30212E+17"},"declared":true}`},
	{"no such day in the number", `{"name":"样例父","document":{"number":"` + numbered("33021219850230931") + `"},"declared":true}`},
	{"born tomorrow, by the number", `{"name":"样例父","document":{"number":"` + numbered("33021220200311931") + `"},"declared":true}`},
	{"born tomorrow", strings.Replace(lineSon, "2014-04-01", "2020-03-11", 1)},
	{"no such day", strings.Replace(lineSon, "2014-04-01", "2014-02-30", 1)},
	{"a day in words", strings.Replace(lineSon, "2014-04-01", "April 1st", 1)},
	{"a child without a guardian", `{"name":"样例长子","birth":"2014-04-01","sex":"M","declared":true}`},
	{"no name", `{"name":"  ","document":{"number":"330212198505059315"},"declared":true}`},
	{"a name of 2 MiB", `{"name":"` + strings.Repeat("样", 700_000) + `","document":{"number":"330212198505059315"},"declared":true}`},
	{"a whole line and 2 MiB of blanks and something", lineFather[:len(lineFather)-1] + strings.Repeat(" ", 2<<20) + "x"},
	{"a name in GBK", "{\"name\":\"\xd1\xf9\xc0\xfd\xb8\xb8\",\"document\":{\"number\":\"330212198505059315\"},\"declared\":true}"},
	{"half a character", "{\"name\":\"样例\xe7\x88\",\"document\":{\"number\":\"330212198505059315\"},\"declared\":true}"},
	{"half a surrogate pair", `{"name":"样例\ud83d","document":{"number":"330212198505059315"},"declared":true}`},
	{"a NUL byte", "{\"name\":\"样例\x00父\",\"document\":{\"number\":\"330212198505059315\"},\"declared\":true}"},
	{"NUL bytes only", "\x00\x00\x00"},
	{"a temperature in words", `{"name":"样例父","document":{"number":"330212198505059315"},"temp":"hot","declared":true}`},
}

func TestBadLinesAreAnsweredAndNothingIsWritten(t *testing.T) {
	p := newPlace(t)
	p.init()
	before := p.events()
	for _, b := range badLines {
		s := p.run(strings.TrimRight(b.line, "\n")+"\n", "issue")
		l := s.lines(t)
		if s.code != exitFailed || len(l) != 1 || l[0]["outcome"] != "INVALID" || l[0]["number"] != nil {
			t.Errorf("%s: exit %d, %.300s", b.what, s.code, s.out)
			continue
		}
		reason := l[0]["reason"].(map[string]any)
		twoLanguages(t, fmt.Sprint(reason["zh"], "\n", reason["en"]))
	}
	if after := p.events(); after != before {
		t.Errorf("%v events, before %v", after, before)
	}
	// All of them in one run, with a good one between: it alone is done.
	var all strings.Builder
	for i, b := range badLines {
		if i == len(badLines)/2 {
			all.WriteString(lineFather)
		}
		all.WriteString(strings.TrimRight(b.line, "\n") + "\n")
	}
	l := p.expect(exitPart, all.String(), "issue").lines(t)
	issued := 0
	for i, v := range l {
		if v["line"] != float64(i+1) {
			t.Errorf("answer %d is for line %v", i+1, v["line"])
		}
		if v["outcome"] == "ISSUE" {
			issued++
		}
	}
	if len(l) != len(badLines)+1 || issued != 1 {
		t.Errorf("%d answers to %d lines, %d issued", len(l), len(badLines)+1, issued)
	}
}

func TestAwkwardStreamsAreRead(t *testing.T) {
	for _, c := range []struct {
		what, in string
		answers  int
	}{
		{"empty", "", 0},
		{"blank lines only", "\n\r\n  \n", 0},
		{"byte order mark", "\ufeff" + lineFather, 1},
		{"byte order mark alone", "\ufeff", 0},
		{"Windows line ends", strings.ReplaceAll(lineFather+lineMother, "\n", "\r\n"), 2},
		{"no line end", strings.TrimRight(lineFather, "\n"), 1},
		{"escaped name", strings.Replace(lineFather, "样例父", `\u6837\u4f8b\u7236`, 1), 1},
		{"full-width digits", strings.Replace(lineFather, "3302121985", "３３０２１２１９８５", 1), 1},
	} {
		p := newPlace(t)
		p.init()
		l := p.expect(exitDone, c.in, "issue").lines(t)
		if len(l) != c.answers {
			t.Errorf("%s: %d answers, want %d", c.what, len(l), c.answers)
		}
		for _, v := range l {
			if v["outcome"] != "ISSUE" {
				t.Errorf("%s: %v", c.what, v)
			}
		}
	}
}

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

// A station's code is written with leading zeros; it is not octal.
func TestNumbersAreDecimal(t *testing.T) {
	p := newPlace(t)
	p.expect(exitDone, "", "init", "--scheme", "ningbo", "--division", "330212", "--station", "031", "--kind", "community", "--point", "p",
		"--operator", "op", "--start-at", "010")
	if n := p.expect(exitDone, lineFather, "issue").lines(t)[0]["number"].(string); n[2:5] != "031" || n[7:12] != "00010" {
		t.Errorf("number %s, want station 031 and serial 10", n)
	}
}

// issuedPlace is a station with one pass.
func issuedPlace(t *testing.T) (*place, string) {
	t.Helper()
	p := newPlace(t)
	p.init()
	return p, p.expect(exitDone, lineFather, "issue").lines(t)[0]["number"].(string)
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

// The register is cut, emptied, overwritten: it is left as it is, and nothing
// begins again at number 1.
func TestDamagedRegister(t *testing.T) {
	p, _ := issuedPlace(t)
	path := filepath.Join(p.file("data"), registerFile)
	whole, err := os.ReadFile(path)
	p.must(err)
	newer := func(b []byte) []byte { // PRAGMA user_version, SQLite file format 1.3
		return append(append(bytes.Clone(b[:60]), 0, 0, 0, 99), b[64:]...)
	}
	for _, c := range []struct {
		what    string
		content []byte
	}{
		{"0 bytes", nil},
		{"100 bytes", whole[:100]},
		{"511 bytes", whole[:511]},
		{"one page", whole[:4096]},
		{"half of it", whole[:len(whole)/2/4096*4096]},
		{"half a page less", whole[:len(whole)-2048]},
		{"one page less", whole[:len(whole)-4096]},
		{"garbage", bytes.Repeat([]byte("this is no register "), 4096)},
		{"zeros", make([]byte, len(whole))},
		{"another database", otherDatabase(t)},
		{"a text behind the right first bytes", append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte("text "), 4096)...)},
		{"a newer schema", newer(whole)},
	} {
		os.Remove(path + "-wal")
		p.must(os.WriteFile(path, c.content, 0o600))
		before, config := p.picture("data"), p.picture("config")
		for _, verb := range []string{"issue", "verify"} {
			s := p.run(lineMother, verb)
			if s.code != exitDamaged {
				t.Errorf("%s: %s: exit %d, want 5; %s", c.what, verb, s.code, s.out)
			}
			twoLanguages(t, s.err)
		}
		s := p.run("", "init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "x", "--operator", "op")
		if s.code != exitFailed {
			t.Errorf("%s: init: exit %d, want 1", c.what, s.code)
		}
		p.sameAs(before, "data")
		p.sameAs(config, "config")
		if t.Failed() {
			t.Fatalf("with %s", c.what)
		}
	}
	for lost, verb := range map[string]string{"DELETE FROM meta WHERE key='licence'": "issue", "DELETE FROM meta WHERE key='machine'": "issue",
		"DELETE FROM meta WHERE key='signing_key'": "issue", "DELETE FROM records": "verify", "DELETE FROM keys": "verify"} {
		p.must(os.WriteFile(path, whole, 0o600))
		raw, err := sql.Open("sqlite", path)
		p.must(err)
		if r, err := raw.Exec(lost); err != nil {
			t.Fatal(err)
		} else if n, _ := r.RowsAffected(); n == 0 {
			t.Fatalf("%s: there is none", lost)
		}
		raw.Close()
		s := p.run(lineMother, verb)
		if s.code != exitDamaged {
			t.Errorf("%s: %s: exit %d, want 5; %s", lost, verb, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	p.must(os.WriteFile(path, whole, 0o600))
	if n := p.holding(); n != 1 {
		t.Errorf("put back whole: %v passes", n)
	}
}

// holding is how many passes the register has; it is whole.
func (p *place) holding() float64 {
	p.t.Helper()
	return p.expect(exitDone, "", "verify").lines(p.t)[0]["passes"].(float64)
}

func otherDatabase(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.Exec("CREATE TABLE events(no INTEGER PRIMARY KEY, at, kind, operator, pass, body, commitment, prev, hash)")
	}
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A register that was copied to another machine, or put back from an old copy,
// can be read and not written, until its keeper takes an epoch.
func TestCopiedAndRolledBackRegisters(t *testing.T) {
	for _, c := range []struct {
		what string
		make func(p *place)
	}{
		{"another machine", func(p *place) { p.must(os.Rename(p.file("config"), p.file("config of the first"))) }},
		{"an old copy put back", func(p *place) {
			old, err := os.ReadFile(filepath.Join(p.file("data"), registerFile))
			p.must(err)
			p.expect(exitDone, lineMother, "issue")
			p.must(os.WriteFile(filepath.Join(p.file("data"), registerFile), old, 0o600))
		}},
		{"another station's high-water mark", func(p *place) {
			other, _ := issuedPlace(p.t)
			mine, err := filepath.Glob(filepath.Join(p.file("config"), "*"))
			p.must(err)
			theirs, err := filepath.Glob(filepath.Join(other.file("config"), "*"))
			p.must(err)
			b, err := os.ReadFile(theirs[0])
			p.must(err)
			p.must(os.WriteFile(mine[0], b, 0o600))
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, number := issuedPlace(t)
			c.make(p)
			before := p.picture("data")
			for _, verb := range [][]string{{"show", number}, {"find", "ylf"}, {"verify"}} {
				s := p.expect(exitDone, "", verb...)
				twoLanguages(t, s.err)
				if !strings.Contains(s.err, "epoch new") || !strings.Contains(s.out, "") {
					t.Errorf("%v does not say what to do: %s", verb, s.err)
				}
			}
			for _, verb := range [][]string{{"issue"}, {"sign", number}, {"cancel", number, "--reason", "x"}, {"recall", number, "--reason", "other"},
				{"close"}, {"print", "passes", number, "--out", p.file("x.pdf")}, {"export", "csv", "--out", p.file("x.csv")}} {
				s := p.run(lineMother, verb...)
				if s.code != exitDamaged {
					t.Errorf("%v: exit %d, want 5\n%s%s", verb, s.code, s.out, s.err)
				}
				twoLanguages(t, s.err)
			}
			p.sameAs(before, "data")
			for _, f := range []string{"x.pdf", "x.csv"} {
				if _, err := os.Stat(p.file(f)); err == nil {
					t.Errorf("%s was written from a register that may not be", f)
				}
			}
			p.expect(exitUsage, "", "epoch", "new")
			p.expect(exitDone, "", "epoch", "new", "--reason", "the laptop was exchanged")
			v := p.expect(exitDone, lineMother, "issue").lines(t)[0]
			if n := v["number"].(string); n[5] != '2' || n[7:12] != "00001" {
				t.Errorf("after the new epoch: %s, want epoch 2, serial 1", n)
			}
			p.expect(exitDone, "", "verify")
		})
	}
}

func TestDamagedHighWaterMark(t *testing.T) {
	p, number := issuedPlace(t)
	files, err := filepath.Glob(filepath.Join(p.file("config"), "*"))
	p.must(err)
	good, err := os.ReadFile(files[0])
	p.must(err)
	for _, c := range []struct {
		what    string
		content []byte
	}{{"0 bytes", nil}, {"garbage", bytes.Repeat([]byte("x"), 256)}, {"cut", good[:100]}} {
		p.must(os.WriteFile(files[0], c.content, 0o600))
		s := p.run(lineMother, "issue")
		if s.code != exitDamaged || s.out != "" {
			t.Errorf("%s: exit %d, want 5; %s", c.what, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	// One slot torn by a power cut: the other stands.
	torn := bytes.Clone(good)
	copy(torn[len(torn)-slotSize:], make([]byte, 40))
	p.must(os.WriteFile(files[0], torn, 0o600))
	p.expect(exitDone, "", "show", number)
	p.expect(exitDone, lineMother, "issue")
}

// A folder's name may hold what a URL or a shell would read otherwise.
func TestAwkwardFolderNames(t *testing.T) {
	for _, folder := range []string{"登记 册", "a?mode=memory", "a#b", "100%41", "a;b", "'quoted'", "-dash"} {
		p := newPlace(t)
		flags := []string{"--dir", p.file(folder), "--config-dir", p.file("配 置 " + folder), "--passphrase-file", p.file("passphrase")}
		s := p.bare("", append([]string{"init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "p", "--operator", "op"}, flags...)...)
		if s.code != exitDone {
			t.Errorf("%s: init: %s", folder, s.err)
			continue
		}
		if s = p.bare(lineFather, append([]string{"issue"}, flags...)...); s.code != exitDone {
			t.Errorf("%s: issue: %s%s", folder, s.out, s.err)
		}
		if _, err := os.Stat(filepath.Join(p.file(folder), registerFile)); err != nil {
			t.Errorf("%s: the register stands elsewhere", folder)
		}
	}
}

// A second passdesk is told which process has the register.
func TestSecondPassdeskIsToldWhoHasIt(t *testing.T) {
	p, _ := issuedPlace(t)
	p.now = time.Now()
	b := p.start("issue")
	if _, err := b.stdin.WriteString(lineMother); err != nil {
		t.Fatal(err)
	}
	var v struct{ Outcome string }
	p.must(json.NewDecoder(b.stdout).Decode(&v))
	before := p.picture("config")
	for _, verb := range [][]string{{"issue"}, {"verify"}, {"init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "x", "--operator", "op"}} {
		s := p.run(lineSon, verb...)
		if s.code != exitFailed || s.out != "" || !strings.Contains(s.err, fmt.Sprint(b.cmd.Process.Pid)) {
			t.Errorf("%v: exit %d, want 1 and process %d named; %s%s", verb, s.code, b.cmd.Process.Pid, s.out, s.err)
		}
		twoLanguages(t, s.err)
	}
	p.sameAs(before, "config")
	p.must(b.stdin.Close())
	if code := b.exit(t); code != exitDone {
		t.Errorf("the first: exit %d\n%s", code, b.stderr)
	}
	if n := p.holding(); n != 2 {
		t.Errorf("%v passes, want 2", n)
	}
}
