package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// copied makes another laptop of a station's folders.
func (p *place) copied(from, to string) {
	p.Helper()
	for _, end := range []string{"", "-config"} {
		p.must(os.CopyFS(p.file(to+end), os.DirFS(p.file(from+end))))
	}
}

// TestWhatACopyGaveIsAskedOfTheLaptopInUse: two copies of a laptop gave one number to two
// people. The one in use has no such pass, hears of it once, is told whose it is, gives the
// person another number that names the former, and settles the task; upstream counts one
// person with one number.
func TestWhatACopyGaveIsAskedOfTheLaptopInUse(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.answers("first", application("1", "样例甲", "330204195001019017"), "issue")
	p.exchange("first")
	for _, name := range []string{"used", "lost"} {
		p.copied("first", name)
		p.at(name, "", "epoch", "new", "--reason", "样例：拷贝")
	}
	kept := p.answers("used", application("2", "样例父", father), "issue")[0]["number"].(string)
	hers := strings.Replace(application("3", "样例母", mother), `"declared"`, `"phone":"13800009345","address":"样例路9号","declared"`, 1)
	later := p.answers("lost", hers, "issue")[0]["number"].(string)
	if kept[:6] != later[:6] || kept[7:12] != later[7:12] {
		t.Fatalf("the copies gave %s and %s, which are two numbers", kept, later)
	}
	for _, name := range []string{"lost", "used"} { // the second is told that there are two, and becomes read-only
		p.must(os.MkdirAll(p.file("stick"), 0o700))
		p.at(name, "", "bundle", "create", "--out", p.file("stick"))
		p.run(exitDone, "ingest", p.file("stick"))
	}
	p.run(exitDone, "receipts", "--out", p.file("stick"))
	_, _ = p.try("used", "", "sync", p.file("stick"))
	p.at("used", "", "epoch", "new", "--reason", "样例：另一台停用了", "--anyway")
	p.exchange("used")
	p.exchange("used")

	id := p.oneTask("used", "reissue")
	list := p.at("used", "", "queue", "list")
	if !strings.Contains(list, later) || strings.Contains(list, mother) || strings.Contains(list, "样例母") || strings.Contains(list, "13800009345") || strings.Contains(list, "样例路") {
		t.Errorf("the task as it is listed: %s", list)
	}
	if shown := p.at("used", "", "queue", "show", id); !strings.Contains(shown, mother) || !strings.Contains(shown, "样例母") || !strings.Contains(shown, "13800009345") || !strings.Contains(shown, "样例路9号") {
		t.Errorf("whose pass it is: %s", shown)
	}
	if p.answers("used", application("4", "样例父", father), "issue")[0]["outcome"] != "BLOCK" {
		t.Error("whoever had the number first has it no more")
	}
	now := p.answers("used", application("5", "样例母", mother), "issue")[0]
	if now["outcome"] != "ISSUE" || !strings.Contains(fmt.Sprint(now["warnings"]), "new_number") {
		t.Fatalf("the holder is entered once more: %v", now)
	}
	if a := p.pass("used", now["number"].(string))["applicant"].(map[string]any); a["former"] != later {
		t.Errorf("the new pass names %v, want %s", a["former"], later)
	}
	p.at("used", "", "queue", "settle", id, "--decision", "done", "--reason", "样例：换了新号")
	p.exchange("used")
	if tasks := p.run(exitDone, "tasks").out; tasks != "" {
		t.Errorf("still asked: %s", tasks)
	}
	if left := p.tasksAt("used", "reissue"); len(left) != 0 {
		t.Errorf("the task came again: %v", left)
	}
	p.proven("used")
}

// TestWhoHasANumberOfARevokedKeyGetsAnother: the desk is told which, its holder is entered
// once more under the new code, and another desk may do that too; nobody is asked to fetch
// the good paper back.
func TestWhoHasANumberOfARevokedKeyGetsAnother(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	good := p.answers("first", application("1", "样例甲", "330204195001019017"), "issue")[0]["number"].(string)
	dead := p.answers("first", application("2", "样例父", father), "issue")[0]["number"].(string)
	other := p.answers("first", application("3", "样例母", mother), "issue")[0]["number"].(string)
	p.at("first", "", "print", "passes", "--unprinted", "--out", p.file("p.pdf"))
	p.exchange("first", "second")
	p.run(exitDone, "license", "revoke", "--scheme", "ningbo", "--district", "12", "--station", "131", "--epoch", good[5:6], "--serial", good[7:12])
	said := p.exchange("first")["first"]
	if !strings.Contains(said, dead) || !strings.Contains(said, other) || strings.Contains(said, good) {
		t.Errorf("the desk is told of %s", said)
	}
	p.at("first", "", "enrol", "request", "--out", p.file("again"), "--station", "141")
	if s := p.run(exitFailed, "license", "grant", p.file("again"), "--out", p.file("licence")); !strings.Contains(s.err, "--changes-code") {
		t.Errorf("a key that was revoked under another code: %s", s.err)
	}
	lic := p.run(exitDone, "license", "grant", p.file("again"), "--out", p.file("licence"), "--changes-code").lines(t)[0]
	p.at("first", "", "enrol", "accept", p.file("licence"), "--root", lic["fingerprint"].(string))
	for _, station := range []string{"first", "second"} {
		whom := map[string]string{"first": application("4", "样例父", father), "second": application("5", "样例母", mother)}[station]
		if v := p.answers(station, whom, "issue")[0]; v["outcome"] != "ISSUE" {
			t.Errorf("%s: entered once more: %v", station, v)
		}
	}
	if v := p.answers("first", application("6", "样例甲", "330204195001019017"), "issue")[0]; v["outcome"] != "BLOCK" {
		t.Errorf("whose number is good: %v", v)
	}
	p.exchange("first", "second")
	if tasks := p.run(exitDone, "tasks").out; tasks != "" {
		t.Errorf("asked to fetch a good paper back: %s", tasks)
	}
	p.proven("first", "second")
}
