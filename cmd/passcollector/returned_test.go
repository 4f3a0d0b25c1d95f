package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

const child = `{"ref":"3","name":"样例子","birth":"2014-04-01","sex":"M","guardian":{"relation":"mother","name":"样例母","document":{"number":"` + mother + `"}},"declared":true}` + "\n"

// answers are the lines that a verb of the station answers with.
func (p *place) answers(station, stdin string, args ...string) (all []map[string]any) {
	p.Helper()
	out, err := p.try(station, stdin, args...)
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var v map[string]any
		if json.Unmarshal([]byte(line), &v) != nil {
			p.Fatalf("%s %v: %s %v", station, args, out, err)
		}
		all = append(all, v)
	}
	return all
}

// pass is the detail of one.
func (p *place) pass(station, number string) map[string]any {
	p.Helper()
	return p.answers(station, "", "show", number)[0]
}

// lostBehindABackup is a station that put a backup back: what it did since the backup
// was receipted, and is not in its register.
func (p *place) lostBehindABackup() (before, parent, son string) {
	p.Helper()
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	before = p.answers("first", application("1", "样例父", father), "issue")[0]["number"].(string)
	p.exchange("first")
	p.at("first", "", "backup", p.file("saved"))
	issued := p.answers("first", application("2", "样例母", mother)+child, "issue")
	parent, son = issued[0]["number"].(string), issued[1]["number"].(string)
	p.at("first", "", "print", "passes", "--unprinted", "--out", p.file("p.pdf"))
	p.at("first", "", "sign", parent, before)
	p.at("first", "", "recall", before, "--reason", "symptoms")
	p.answers("first", strings.Replace(application("4", "样例甲", "330204195001019017"), `"declared"`, `"facts":["fever"],"declared"`, 1), "issue")
	p.exchange("first")
	p.must(os.RemoveAll(p.file("first")))
	p.at("first", "", "restore", p.file("saved"))
	p.must(os.RemoveAll(p.file("stick")))
	return before, parent, son
}

// TestWhatABackupDidNotHoldComesBack: with the next exchange the restored desk knows
// again whom it gave a pass, what it was told of them, and what it refused.
func TestWhatABackupDidNotHoldComesBack(t *testing.T) {
	p := newPlace(t)
	before, parent, son := p.lostBehindABackup()
	if _, err := p.try("first", "", "show", parent); err == nil {
		t.Fatal("the backup knows of the pass")
	}
	said := p.exchange("first")["first"]
	if !strings.Contains(said, `"kind":"branch","result":"taken"`) || strings.Contains(said, "two copies of this register") {
		t.Fatalf("the desk took %s", said)
	}
	if s := p.run(exitDone, "stats").lines(t)[0]; len(s["forks"].([]any)) != 0 {
		t.Errorf("a backup that was put back is no fork: %v", s["forks"])
	}
	for number, status := range map[string]string{before: "recalled", parent: "signed", son: "printed"} {
		if got := p.pass("first", number); got["status"] != status {
			t.Errorf("%s is %v, want %s", number, got["status"], status)
		}
	}
	if again := p.answers("first", strings.Replace(application("9", "样例母", mother), `"ref":"9",`, "", 1), "issue")[0]; again["outcome"] != "BLOCK" {
		t.Errorf("whose pass came back: %v", again)
	}
	p.at("first", "", "sign", son)
	if waiting := p.answers("first", "", "queue", "list", "--state", "all"); len(waiting) != 2 || waiting[1]["name"] != "样例甲" {
		t.Errorf("the refusal: %v", waiting)
	}
	p.at("first", "", "verify")
	for range 2 {
		if said := p.exchange("first")["first"]; strings.Contains(said, `"kind":"branch"`) {
			t.Errorf("it came again: %s", said)
		}
	}
	if v := p.run(exitDone, "verify").lines(t)[0]; len(v["faults"].([]any)) != 0 {
		t.Errorf("%v", v)
	}
	// The same backup is put back once more: what came back is lost with it, and what
	// was issued since.
	since := p.answers("first", application("5", "样例乙", "330204195001019033"), "issue")[0]["number"].(string)
	p.exchange("first")
	p.must(os.RemoveAll(p.file("first")))
	p.at("first", "", "restore", p.file("saved"))
	p.must(os.RemoveAll(p.file("stick")))
	p.exchange("first")
	for number, status := range map[string]string{before: "recalled", parent: "signed", son: "signed", since: "issued"} {
		if got := p.pass("first", number); got["status"] != status {
			t.Errorf("after another restore %s is %v, want %s", number, got["status"], status)
		}
	}
	p.at("first", "", "verify")
	if said := p.exchange("first")["first"]; strings.Contains(said, `"kind":"branch"`) {
		t.Errorf("it came again: %s", said)
	}
	if v := p.run(exitDone, "verify").lines(t)[0]; len(v["faults"].([]any)) != 0 {
		t.Errorf("%v", v)
	}
	if !testing.Short() {
		p.comesBackOnce(parent, since)
	}
}

// comesBackOnce puts the same backup back once more. What was done comes back from where it
// was done: nothing is a copy of a copy, and the log does not double.
func (p *place) comesBackOnce(numbers ...string) {
	p.Helper()
	p.must(os.RemoveAll(p.file("first")))
	p.at("first", "", "restore", p.file("saved"))
	p.must(os.RemoveAll(p.file("stick")))
	said := p.exchange("first")["first"]
	parts := strings.Count(said, `"kind":"branch"`)
	if parts != 3 { // the first history, and the second before and behind what had come back in it; the third did nothing else
		p.Errorf("%d parts came: %s", parts, said)
	}
	for _, number := range numbers {
		p.pass("first", number)
	}
	out, _ := p.try("first", "", "verify")
	if !strings.Contains(out, `"faults":[]`) {
		p.Errorf("%s", out)
	}

	if said := p.exchange("first")["first"]; strings.Contains(said, `"kind":"branch"`) {
		p.Errorf("it came again: %s", said)
	}
	if v := p.run(exitDone, "verify").lines(p.TB)[0]; len(v["faults"].([]any)) != 0 {
		p.Errorf("%v", v)
	}
}

// TestACorrectionBehindARestoreLeavesTheOtherHistory: what the desk corrects before it
// has synced is another's name in one history and the old one in the other; both stand.
func TestACorrectionBehindARestoreLeavesTheOtherHistory(t *testing.T) {
	p := newPlace(t)
	before, _, _ := p.lostBehindABackup()
	p.at("first", `{"name":"样例改"}`, "correct", before, "--reason", "样例")
	p.exchange("first")
	if v := p.run(exitDone, "verify").lines(t)[0]; len(v["faults"].([]any)) != 0 {
		t.Errorf("%v", v)
	}
	p.at("first", "", "verify")
}
