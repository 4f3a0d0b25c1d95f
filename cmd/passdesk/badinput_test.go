package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/registry/iso7064"
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
