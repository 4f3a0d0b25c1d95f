package main

import (
	"strings"
	"testing"
	"time"

	"passdesk/registry/civil"
)

// TestAnAppealGoesToTheDeskThatIssued: it was brought to the city; the desk has its words,
// takes it down, and the city hears of it. In the database nobody reads them.
func TestAnAppealGoesToTheDeskThatIssued(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	_, rest, _ := strings.Cut(p.at("first", application("1", "样例父", father), "issue"), `"number":"`)
	number, _, _ := strings.Cut(rest, `"`)
	p.exchange("first", "second")
	forward := func(code int, args ...string) said {
		t.Helper()
		return p.run(code, append([]string{"appeal", "forward", "--scheme", "ningbo", "--from", "样例热线", "--reason", "样例父说收回弄错了人"}, args...)...)
	}
	sent := forward(exitDone, number).lines(t)[0]
	if again := forward(exitDone, number).lines(t)[0]; sent["station"].(float64) != 131 || again["task"] != sent["task"] {
		t.Errorf("forwarded %v, again %v", sent, again)
	}
	forward(exitUsage, "1213")
	forward(exitFailed, number, "--station", "132")
	forward(exitFailed, "12199170004244")
	if tasks := p.run(exitDone, "tasks").out; strings.Count(tasks, `"kind":"appeal"`) != 1 || strings.Contains(tasks, "样例") {
		t.Errorf("the city's tasks: %s", tasks)
	}
	if asked := p.run(exitDone, "tasks", "list", "--scheme", "ningbo", "--station", "131").lines(t); len(asked) != 1 || asked[0]["made"] != civil.On(time.Now(), china).String() || asked[0]["days"] != 0.0 {
		t.Errorf("of station 131: %v", asked)
	}
	if none := p.run(exitDone, "tasks", "list", "--station", "132").out; none != "" {
		t.Errorf("of station 132: %s", none)
	}
	p.run(exitFailed, "tasks", "list", "--scheme", "lishui")
	said := p.exchange("first", "second")
	if !strings.Contains(said["first"], sent["task"].(string)) || strings.Contains(said["second"], `"kind":"task"`) {
		t.Errorf("the desks took %v", said)
	}
	if asked := p.at("first", "", "queue", "list"); !strings.Contains(asked, "样例热线：样例父说收回弄错了人") {
		t.Errorf("the desk is asked: %s", asked)
	}
	p.at("first", "", "appeal", "lodge", sent["task"].(string))
	p.exchange("first")
	if left := p.run(exitDone, "tasks").out; left != "" {
		t.Errorf("the city still waits for %s", left)
	}
	if done := p.run(exitDone, "tasks", "--all").out; !strings.Contains(done, `"outcome":"done","done":true`) {
		t.Errorf("%s", done)
	}
	p.at("first", "", "verify")
	p.run(exitDone, "verify")
}
