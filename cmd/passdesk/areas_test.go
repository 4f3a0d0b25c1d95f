package main

import (
	"os"
	"strings"
	"testing"
)

const lineFromWuhan = `{"name":"样例母","document":{"number":"330203198706069345"},"been":[["武汉","2020-02-20"]],"declared":true}` + "\n"

func (p *place) write(name, text string) string {
	p.t.Helper()
	p.must(os.WriteFile(p.file(name), []byte(text), 0o600))
	return p.file(name)
}

// TestAreasByScript: a list is loaded whole or not at all, and is in force for
// the scripts that follow.
func TestAreasByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	if s := p.expect(exitDone, "", "areas", "list"); s.out != "" || !strings.Contains(s.err, "areas import") {
		t.Errorf("with no list: %s%s", s.out, s.err)
	}
	outcome := func() string {
		return p.expect(exitDone, lineFromWuhan, "issue", "--dry-run").lines(t)[0]["outcome"].(string)
	}
	if got := outcome(); got != "REFUSE+ISOLATE7" {
		t.Errorf("with no list: %s", got)
	}
	table := p.write("areas.csv", "\ufeff类别,地区,起,止,来源\n重点地区,武汉,2020-01-23,,样例名单一号\nspecified,浙江 温州,2020-02-01,2020-03-01,样例名单一号\n")
	if l := p.expect(exitDone, "", "areas", "import", table, "--dry-run").lines(t); len(l) != 2 || l[0]["division"] != "420100" || l[1]["name"] != "浙江省 温州市" {
		t.Errorf("dry run: %v", l)
	}
	if got := outcome(); got != "REFUSE+ISOLATE7" {
		t.Errorf("a dry run loaded the list: %s", got)
	}
	p.expect(exitDone, "", "areas", "import", table)
	if got := outcome(); got != "REFUSE+ISOLATE14" {
		t.Errorf("with the list: %s", got)
	}
	bad := p.write("bad.csv", "kind,division,from,until,source\nkey,吉林,,,x\nkey,420000,2020-02-30,,x\nmoon,420000,,,x\nkey,420000,,,\n")
	s := p.expect(exitFailed, "", "areas", "import", bad)
	twoLanguages(t, s.err)
	for i, want := range []string{"同名", "YYYY-MM-DD", "类别", "来源"} {
		if l := s.lines(t)[i]; l["result"] != "invalid" || !strings.Contains(l["note"].(map[string]any)["zh"].(string), want) || l["row"] != float64(i+2) {
			t.Errorf("row %d: %v", i+2, l)
		}
	}
	if l := p.expect(exitDone, "", "areas", "list").lines(t); len(l) != 2 || l[0]["source"] != "样例名单一号" || l[0]["of"] != "station" {
		t.Errorf("the list before does not stand: %v", l)
	}
	lines := p.write("areas.jsonl", `{"kind":"key","division":"420100","until":"2020-02-01","source":"样例名单二号"}`+"\n")
	p.expect(exitDone, "", "areas", "import", lines)
	if got := p.expect(exitDone, strings.Replace(lineFromWuhan, "02-20", "02-10", 1), "issue").lines(t)[0]; got["outcome"] != "REFUSE+ISOLATE7" {
		t.Errorf("off the list by then: %v", got)
	}
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; len(l["faults"].([]any)) > 0 {
		t.Errorf("verify: %v", l)
	}
}

func TestFilesThatAreNoListOfAreas(t *testing.T) {
	p := newPlace(t)
	p.init()
	for name, text := range map[string]string{
		"gbk.csv": "\xc0\xe0\xb1\xf0,a,b\n", "head.csv": "a,b,c\n1,2,3\n", "empty.csv": "", "more.csv": "kind,division,source,截止\nkey,420100,x,y\n",
	} {
		s := p.expect(exitUsage, "", "areas", "import", p.write(name, text))
		twoLanguages(t, s.err)
	}
	for name, text := range map[string]string{
		"wide.csv": "kind,division,source\nkey,420100,x,y\n", "quote.csv": "kind,division,source\n\"key,420100,x\n",
		"row.jsonl": "{\"kind\":\"key\",\"division\":\"420100\",\"source\":\"x\"}\n{\"moon\":1}\n", "no.jsonl": "{\n",
	} {
		s := p.expect(exitFailed, "", "areas", "import", p.write(name, text))
		twoLanguages(t, s.err)
		if l := s.lines(t); l[len(l)-1]["result"] != "invalid" {
			t.Errorf("%s: the line is not named: %v", name, l)
		}
	}
	p.expect(exitUsage, "", "areas", "import", p.file("none.csv"))
}
