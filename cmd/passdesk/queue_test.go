package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

const (
	lineAsked   = `{"ref":"r-asked","name":"样例父","document":{"number":"330212198505059315"},"facts":["no_need"],"declared":true}` + "\n"
	lineRefused = `{"ref":"r-refused","name":"样例母","document":{"number":"330203198706069345"},"facts":["cross_province"],"declared":true}` + "\n"
	lineLongAgo = `{"name":"样例长子","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2014-04-02","sex":"M","declared":true}` + "\n"
)

// decided issues the line and answers the case that it came to.
func (p *place) decided(line, outcome string) string {
	p.t.Helper()
	v := p.expect(exitDone, line, "issue").lines(p.t)[0]
	if v["outcome"] != outcome || v["case"] == nil {
		p.t.Fatalf("%v, want %s with a case", v, outcome)
	}
	return strconv.FormatFloat(v["case"].(float64), 'f', -1, 64)
}

// The queue from a script: listed as it was told, settled with a reason, and the
// pass is there to be printed.
func TestQueueIsListedAndSettled(t *testing.T) {
	p := newPlace(t)
	p.init()
	if s := p.expect(exitDone, "", "queue", "list"); s.out != "" {
		t.Errorf("an empty queue: %s", s.out)
	}
	id := p.decided(lineAsked, "ASK_HEALTH")
	l := p.expect(exitDone, "", "queue", "list").lines(t)
	if len(l) != 1 || fmt.Sprint(l[0]["id"]) != id || l[0]["state"] != "open" || l[0]["outcome"] != "ASK_HEALTH" || l[0]["rule"] != "ningbo/unlisted" ||
		l[0]["name"] != "样例父" || l[0]["document"] != "330212********9315" || l[0]["cite"] == "" || l[0]["kind"] != "Parked" || l[0]["number"] != nil {
		t.Errorf("list: %v", l)
	}
	v := p.expect(exitDone, "", "queue", "settle", id, "--decision", "issue", "--reason", "卫健部门样例主任书面确认").lines(t)[0]
	number, _ := v["number"].(string)
	if v["outcome"] != "ISSUE" || v["state"] != "issued" || len(number) != 14 || fmt.Sprint(v["case"]) != id {
		t.Errorf("settled: %v", v)
	}
	shown := p.expect(exitDone, "", "queue", "show", id).lines(t)[0]
	events := shown["events"].([]any)
	if last := events[len(events)-1].(map[string]any); shown["state"] != "issued" || shown["number"] != number || last["note"] != "issue: 卫健部门样例主任书面确认" ||
		shown["applicant"].(map[string]any)["name"] != "样例父" || shown["told"].(map[string]any)["outcome"] != "ASK_HEALTH" {
		t.Errorf("show: %v", shown)
	}
	if l := p.expect(exitDone, "", "queue", "list").lines(t); len(l) != 0 {
		t.Errorf("still waiting: %v", l)
	}
	if l := p.expect(exitDone, "", "queue", "list", "--state", "all").lines(t); len(l) != 1 {
		t.Errorf("all: %v", l)
	}
	if again := p.expect(exitDone, lineAsked, "issue").lines(t)[0]; again["outcome"] != "ASK_HEALTH" || fmt.Sprint(again["case"]) != id {
		t.Errorf("the ref answers %v", again)
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "verify")
}

// Another question is left: done in part. A decision that changes nothing: nothing
// was done.
func TestSettlingSaysHowFarItWent(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineSon, "issue")
	two := p.decided(lineLongAgo, "ASK_SUPERVISOR")
	before := p.events()
	if s := p.expect(exitFailed, "", "queue", "settle", two, "--decision", "issue", "--reason", "样例"); s.out != "" {
		t.Errorf("with two records: %s", s.out)
	} else {
		twoLanguages(t, s.err)
	}
	if v := p.expect(exitDone, "", "queue", "settle", two, "--decision", "same_person", "--reason", "户口簿").lines(t)[0]; v["state"] != "closed" || v["outcome"] != "SAME_PERSON" {
		t.Errorf("the same person: %v", v)
	}
	asked := p.decided(strings.Replace(lineAsked, `"facts":["no_need"]`, `"facts":["no_need","not_managed"]`, 1), "ASK_HEALTH")
	if v := p.expect(exitPart, "", "queue", "settle", asked, "--decision", "issue", "--reason", "卫健部门").lines(t)[0]; v["state"] != "open" || v["outcome"] != "ASK_HEALTH" {
		t.Errorf("the first of two questions: %v", v)
	}
	p.expect(exitDone, strings.NewReplacer("r-father", "r-else").Replace(lineFather), "issue")
	if v := p.expect(exitFailed, "", "queue", "settle", asked, "--decision", "issue", "--reason", "卫健部门").lines(t)[0]; v["state"] != "open" || v["outcome"] != "BLOCK" {
		t.Errorf("somebody who has a pass by now: %v", v)
	}
	if v := p.expect(exitDone, "", "queue", "settle", asked, "--decision", "refuse", "--reason", "已有证").lines(t)[0]; v["state"] != "refused" {
		t.Errorf("refused: %v", v)
	}
	if p.events() <= before {
		t.Error("nothing was written at all")
	}
}

// Appeals from a script: lodged, upheld, reopened, changed, with what was found.
func TestAppealFromAScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	id := p.decided(lineRefused, "REFUSE+ISOLATE7")
	if l := p.expect(exitDone, "", "appeal", "lodge", id, "--reason", "没有出省").lines(t)[0]; l["state"] != "appealed" {
		t.Errorf("lodged: %v", l)
	}
	if l := p.expect(exitDone, "", "appeal", "list").lines(t); len(l) != 1 || fmt.Sprint(l[0]["id"]) != id || l[0]["rule"] != "ningbo/yellow" {
		t.Errorf("list: %v", l)
	}
	if v := p.expect(exitDone, "", "appeal", "decide", id, "--decision", "uphold", "--reason", "行程单").lines(t)[0]; v["state"] != "upheld" || v["number"] != nil {
		t.Errorf("upheld: %v", v)
	}
	if l := p.expect(exitDone, "", "appeal", "list").lines(t); len(l) != 0 {
		t.Errorf("decided ones are listed: %v", l)
	}
	p.expect(exitDone, "", "appeal", "reopen", id, "--reason", "更正的行程单")
	v := p.expect(exitDone, "", "appeal", "decide", id, "--decision", "change", "--reason", "运营商书面更正", "--facts", `{"facts":[]}`).lines(t)[0]
	if v["state"] != "changed" || v["outcome"] != "ISSUE" || len(v["warnings"].([]any)) != 0 {
		t.Errorf("changed: %v", v)
	}
	if l := p.expect(exitDone, "", "find", "样例母").lines(t); len(l) != 1 || l[0]["number"] != v["number"] || l[0]["case"] != nil {
		t.Errorf("found: %v", l)
	}
	pass := p.expect(exitDone, "", "show", v["number"].(string)).out
	for _, told := range []string{`"note":"uphold: 行程单"`, `"note":"change: 运营商书面更正","case":` + id, `"corrected":true`} {
		if !strings.Contains(pass, told) {
			t.Errorf("the pass does not tell %s:\n%s", told, pass)
		}
	}
	day := p.expect(exitDone, "", "close").lines(t)[0]
	if day["refused"] != 0.0 || day["appeals"] != 2.0 || day["decided"] != 2.0 || day["open_appeals"] != 0.0 {
		t.Errorf("the day: %v", day)
	}
	p.expect(exitDone, "", "verify")
}

// One ground of two set aside is done in part, and says so; what is the police's
// to decide is recorded as theirs.
func TestAppealInPartAndByThePolice(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, "", "settings", "set", "police_decides_appeals", "1", "--reason", "样例通知")
	id := p.decided(strings.Replace(lineRefused, `"cross_province"`, `"close_contact","cross_province"`, 1), "REFUSE+ISOLATE14")
	lodged := p.expect(exitDone, "", "appeal", "lodge", id, "--reason", "样例")
	if l := lodged.lines(t)[0]; l["decides"] != "police" || !strings.Contains(lodged.err, "公安") {
		t.Errorf("lodged: %v\n%s", l, lodged.err)
	}
	change := []string{"appeal", "decide", id, "--decision", "change", "--reason", "样例所样例警官 3月10日"}
	s := p.expect(exitDenied, "", change...)
	if twoLanguages(t, s.err); !strings.Contains(s.err, "--by police") {
		t.Errorf("the point decides: %s", s.err)
	}
	change = append(change, "--by", "police")
	if v := p.expect(exitPart, "", change...).lines(t)[0]; v["decided"] != "set_aside" || v["state"] != "refused" || v["rule"] != "ningbo/yellow" {
		t.Errorf("in part: %v", v)
	}
	p.expect(exitDone, "", "appeal", "lodge", id, "--reason", "样例")
	if v := p.expect(exitDone, "", change...).lines(t)[0]; v["decided"] != "change" || v["state"] != "changed" {
		t.Errorf("changed: %v", v)
	}
	if s := p.expect(exitDone, "", "queue", "show", id); strings.Count(s.out, `"by":"police"`) != 2 {
		t.Errorf("whose decisions: %s", s.out)
	}
	p.expect(exitDone, "", "verify")
}

// Whatever is wrong with the call: a sentence in both languages, the exit code,
// and nothing written.
func TestBadCallsAboutCases(t *testing.T) {
	p := newPlace(t)
	p.init()
	number := p.issued(lineFather)
	refused := p.decided(lineRefused, "REFUSE+ISOLATE7")
	before := p.events()
	for _, c := range []struct {
		code int
		args []string
	}{
		{exitUsage, []string{"queue"}}, {exitUsage, []string{"queue", "list", "--state", "closed"}}, {exitUsage, []string{"queue", "show"}},
		{exitFailed, []string{"queue", "show", "x"}}, {exitUsage, []string{"queue", "show", "-1"}}, {exitUsage, []string{"queue", "show", "0"}},
		{exitUsage, []string{"queue", "settle", refused, "--decision", "change", "--reason", "x"}},
		{exitUsage, []string{"queue", "settle", refused, "--decision", "issue"}}, {exitUsage, []string{"queue", "settle", refused, "--reason", "x"}},
		{exitUsage, []string{"appeal", "decide", refused, "--decision", "change", "--reason", "x", "--facts", "[]"}},
		{exitUsage, []string{"appeal", "decide", refused, "--decision", "change", "--reason", "x", "--facts", "{}"}},
		{exitUsage, []string{"appeal", "decide", refused, "--decision", "change", "--reason", "x", "--facts", `{"temp":36,"temp":39}`}},
		{exitFailed, []string{"appeal", "lodge", number, "--reason", " "}}, {exitUsage, []string{"queue", "show", number}}, {exitUsage, []string{"appeal", "lodge", number[:13] + string((number[13]-'0'+1)%10+'0'), "--reason", "x"}},
		{exitFailed, []string{"queue", "show", "99"}}, {exitFailed, []string{"queue", "show", "1"}},
		{exitFailed, []string{"queue", "settle", refused, "--decision", "issue", "--reason", "x"}},
		{exitFailed, []string{"appeal", "lodge", refused, "--reason", " "}}, {exitFailed, []string{"appeal", "lodge", "99", "--reason", "x"}},
		{exitFailed, []string{"appeal", "decide", refused, "--decision", "uphold", "--reason", "x"}},
		{exitFailed, []string{"appeal", "reopen", refused, "--reason", "x"}},
	} {
		s := p.run("", c.args...)
		if s.code != c.code {
			t.Errorf("%v: exit %d, want %d\n%s%s", c.args, s.code, c.code, s.out, s.err)
		}
		twoLanguages(t, s.err)
	}
	if after := p.events(); after != before {
		t.Errorf("%v events, before %v", after, before)
	}
	if s := p.run("", "queue", "show", number); !strings.Contains(s.err, "通行证编号") {
		t.Errorf("a pass number: %s", s.err)
	}
}

// A volunteer lists, and settles nothing.
func TestVolunteersSettleNothing(t *testing.T) {
	p := newPlace(t)
	p.init()
	asked, refused := p.decided(lineAsked, "ASK_HEALTH"), p.decided(lineRefused, "REFUSE+ISOLATE7")
	p.write("others", othersPassphrase+"\n")
	p.expect(exitDone, "", "operator", "add", "样例志", "--roles", "volunteer", "--new-passphrase-file", p.file("others"))
	if l := p.as("样例志", "", "queue", "list").lines(t); len(l) != 1 {
		t.Errorf("list: %v", l)
	}
	for _, args := range [][]string{
		{"queue", "settle", asked, "--decision", "issue"}, {"queue", "settle", asked, "--decision", "refuse"},
		{"appeal", "lodge", refused}, {"appeal", "decide", refused, "--decision", "uphold"}, {"appeal", "reopen", refused},
	} {
		s := p.as("样例志", "", append(args, "--reason", "样例")...)
		if s.code != exitDenied {
			t.Errorf("%v: exit %d, want %d", args, s.code, exitDenied)
		}
		twoLanguages(t, s.err)
	}
}
