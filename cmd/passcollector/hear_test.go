package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// policePlace is a city with a community of which the police decide all appeals, and the
// police station of the district.
func policePlace(t *testing.T) *place {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.at("first", "", "settings", "set", "police_decides_appeals", "1", "--reason", "样例通知")
	p.enrolledAs("police", "police", 132)
	return p
}

// valueOf reads one value of the first line that a verb printed.
func (p *place) valueOf(line, name string) string {
	p.Helper()
	all := said{out: line}.lines(p)
	if len(all) == 0 {
		p.Fatalf("nothing was said of %s", name)
	}
	return fmt.Sprint(all[0][name])
}

// tasksAt are the open tasks of a station, by kind.
func (p *place) tasksAt(station, kind string) (ids []string) {
	p.Helper()
	for _, l := range (said{out: p.at(station, "", "queue", "list")}).lines(p) {
		if l["task"] == kind {
			ids = append(ids, l["id"].(string))
		}
	}
	return ids
}

// oneTask is the only one of the kind.
func (p *place) oneTask(station, kind string) string {
	p.Helper()
	ids := p.tasksAt(station, kind)
	if len(ids) != 1 {
		p.Fatalf("%s has %d tasks of kind %s", station, len(ids), kind)
	}
	return ids[0]
}

// TestTheRefusedAreHeardByThePolice: a refusal that was appealed travels to the police with its
// papers, sealed all the way; they change it; it comes back, and the pass is issued where it
// was refused. The same sticks again change nothing.
func TestTheRefusedAreHeardByThePolice(t *testing.T) {
	p := policePlace(t)
	refused, _ := p.try("first", strings.Replace(application("1", "样例父", father), `"declared"`, `"facts":["cross_province"],"declared"`, 1), "issue")
	id := p.valueOf(refused, "case")
	lodged := p.at("first", "", "appeal", "lodge", id, "--reason", "样例父说没有出过省", "--evidence", "样例车票")
	if p.valueOf(lodged, "decides") != "police" {
		t.Errorf("lodged: %s", lodged)
	}
	p.exchange("police", "first")
	down := p.exchange("police", "first")["police"]
	if strings.Contains(down, "样例父") {
		t.Errorf("the parcel tells who: %s", down)
	}
	task := p.oneTask("police", "hear")
	if all := p.run(exitDone, "tasks").out; strings.Contains(all, "样例父") || !strings.Contains(all, `"kind":"hear"`) || !strings.Contains(all, `"case":"`+id+`"`) {
		t.Errorf("the city's tasks: %s", all)
	}
	if list := p.at("police", "", "appeal", "list"); strings.Contains(list, "样例父") || !strings.Contains(list, task) {
		t.Errorf("the list at the police: %s", list)
	}
	papers := p.at("police", "", "queue", "show", task)
	for _, want := range []string{"样例父说没有出过省", "样例车票", `"from_station":131`, `"their_case":"` + id + `"`, `"name":"样例父"`, "cross_province", `"outcome":"REFUSE`} {
		if !strings.Contains(papers, want) {
			t.Errorf("the papers have not %s: %s", want, papers)
		}
	}
	if strings.Contains(p.row("first", id), "样例所") {
		t.Error("decided before anybody did")
	}
	for _, wrong := range [][]string{{"queue", "settle", task, "--decision", "done", "--reason", "样例"}, {"appeal", "decide", task, "--decision", "change"}, {"appeal", "decide", task, "--reason", "样例核实"}} {
		if said, err := p.try("police", "", wrong...); err == nil {
			t.Errorf("%v: %s", wrong, said)
		}
	}
	p.at("police", "", "appeal", "decide", task, "--decision", "change", "--reason", "样例所核实没有出省", "--evidence", "样例行程")
	if said, err := p.try("police", "", "appeal", "decide", task, "--decision", "uphold", "--reason", "样例改主意"); err == nil {
		t.Errorf("decided twice: %s", said)
	}
	for range 2 { // the answer goes up and down; the same sticks again
		p.exchange("police", "first")
	}
	if left := p.tasksAt("police", "hear"); len(left) != 0 {
		t.Errorf("the police still have %v", left)
	}
	answer := p.oneTask("first", "decision")
	if said, err := p.try("first", "", "appeal", "decide", id, "--decision", "uphold", "--by", "police", "--reason", "样例另写"); err == nil {
		t.Errorf("the desk records another decision: %s", said)
	}
	issued := p.at("first", "", "appeal", "decide", answer)
	if p.valueOf(issued, "outcome") != "ISSUE" || p.valueOf(issued, "state") != "changed" {
		t.Errorf("carried out: %s", issued)
	}
	if row := p.row("first", id); !strings.Contains(row, "样例所核实没有出省") || !strings.Contains(row, "样例社区police") || !strings.Contains(row, "样例行程") {
		t.Errorf("the case says %s", row)
	}
	for range 2 {
		p.exchange("first", "police")
	}
	if left := p.run(exitDone, "tasks").out; left != "" {
		t.Errorf("the city still waits for %s", left)
	}
	if all := p.run(exitDone, "tasks", "--all").lines(t); len(all) != 2 {
		t.Errorf("%d tasks came of one appeal: %v", len(all), all)
	}
	p.proven("first", "police")
	parcels, err := filepath.Glob(p.file("stick/*"))
	p.must(err)
	for _, f := range parcels {
		b, err := os.ReadFile(f)
		p.must(err)
		for _, secret := range []string{"样例父", "没有出", father} {
			if strings.Contains(string(b), secret) {
				t.Errorf("%s is told by %s", secret, f)
			}
		}
	}
}

// travelled is a recalled pass whose appeal has come to the police: its number, and the case.
func travelled(t *testing.T) (p *place, number, id string) {
	t.Helper()
	p = policePlace(t)
	_, rest, _ := strings.Cut(p.at("first", application("1", "样例父", father), "issue"), `"number":"`)
	number, _, _ = strings.Cut(rest, `"`)
	p.at("first", "", "recall", number, "--reason", "close_contact")
	id = p.valueOf(p.at("first", "", "appeal", "lodge", number, "--reason", "样例父说弄错了人"), "id")
	p.exchange("first", "police")
	p.exchange("police")
	return p, number, id
}

// TestAPassIsHeardByThePolice: upheld, the case is closed; on new evidence it travels again, and
// changed, the recall is taken back. What the desk has recorded itself meanwhile counts, and
// is withdrawn from the police.
func TestAPassIsHeardByThePolice(t *testing.T) {
	p, number, id := travelled(t)
	task := p.oneTask("police", "hear")
	if papers := p.at("police", "", "queue", "show", task); !strings.Contains(papers, number) || !strings.Contains(papers, "close_contact") || !strings.Contains(papers, "弄错了人") {
		t.Errorf("the papers: %s", papers)
	}
	p.at("police", "", "appeal", "decide", task, "--decision", "uphold", "--reason", "样例所核实是密接")
	p.exchange("police", "first")
	p.at("first", "", "queue", "settle", p.oneTask("first", "decision"), "--decision", "done", "--reason", "样例照办")
	if row := p.row("first", id); !strings.Contains(row, `"state":"upheld"`) || !strings.Contains(row, "样例所核实是密接") {
		t.Errorf("upheld: %s", row)
	}
	p.at("first", "", "appeal", "reopen", id, "--reason", "样例新证据")
	p.exchange("first", "police")
	p.exchange("police")
	again := p.oneTask("police", "hear")
	if again == task {
		t.Error("the reopened appeal is the task of before")
	}
	if papers := p.at("police", "", "queue", "show", again); !strings.Contains(papers, "样例新证据") || !strings.Contains(papers, "样例所核实是密接") {
		t.Errorf("the papers of the reopened appeal: %s", papers)
	}
	// The police tell it by telephone, and the desk writes it down.
	p.at("first", "", "appeal", "decide", id, "--decision", "change", "--by", "police", "--reason", "样例所 样例员 电话：不是密接")
	p.exchange("first", "police")
	p.exchange("police")
	if left := p.tasksAt("police", "hear"); len(left) != 0 {
		t.Errorf("the police still have %v", left)
	}
	if show := p.at("first", "", "show", number); strings.Contains(show, `"status":"recall_ordered"`) {
		t.Errorf("the recall was not taken back: %s", show)
	}
	p.exchange("police", "first")
	if left := p.run(exitDone, "tasks").out + strings.Join(p.tasksAt("first", "decision"), " "); left != "" {
		t.Errorf("somebody still waits for %s", left)
	}
	p.proven("first", "police")
}

// TestARevokedPoliceKeyHearsNoMore: what its station had to hear goes to another of the
// district, or waits for one; what it decided and had not sent is no decision any more.
func TestARevokedPoliceKeyHearsNoMore(t *testing.T) {
	p, _, id := travelled(t)
	p.at("police", "", "appeal", "decide", p.oneTask("police", "hear"), "--decision", "uphold", "--reason", "样例所核实是密接")
	p.run(exitDone, "license", "revoke", "--scheme", "ningbo", "--district", "12", "--station", "132", "--epoch", "1", "--serial", "0")
	if waits := p.run(exitDone, "tasks").out; strings.Contains(waits, `"kind":"hear"`) {
		t.Errorf("the city still asks %s", waits)
	}
	p.exchange("police", "first") // its decision comes too late
	if left := p.tasksAt("first", "decision"); len(left) != 0 {
		t.Errorf("a revoked key has decided: %v", left)
	}
	p.enrolledAs("other", "police", 133)
	p.exchange("other", "first")
	p.exchange("other")
	p.run(exitDone, "tasks")
	// The officer there does it in plain lines: what waits, the papers, the decision.
	task := p.oneTask("other", "hear")
	said := p.at("other", "list\n"+task+"\n2\n样例所核实不是密接\n样例行程\n\n", "appeal", "decide", "--plain")
	if !strings.Contains(said, "案件 "+id) || !strings.Contains(said, "弄错了人") || !strings.Contains(said, "已决定") {
		t.Errorf("heard in plain lines: %s", said)
	}
	p.exchange("other", "first")
	answer := p.oneTask("first", "decision")
	said = p.at("first", "list\n"+answer+"\n样例照办\n\n", "appeal", "decide", "--plain")
	if !strings.Contains(said, "样例所核实不是密接") || !strings.Contains(said, "REINSTATED") && !strings.Contains(said, "撤销收回") {
		t.Errorf("carried out in plain lines: %s", said)
	}
	if row := p.row("first", id); !strings.Contains(row, `"state":"changed"`) || !strings.Contains(row, "样例行程") {
		t.Errorf("the case says %s", row)
	}
	for range 2 {
		p.exchange("first", "other")
	}
	if left := p.run(exitDone, "tasks").out; left != "" {
		t.Errorf("the city still waits for %s", left)
	}
	p.proven("first", "police", "other")
}

// row is a case as queue show prints it.
func (p *place) row(station, id string) string {
	p.Helper()
	return p.at(station, "", "queue", "show", id)
}

// proven: the registers prove themselves.
func (p *place) proven(stations ...string) {
	p.Helper()
	for _, s := range stations {
		p.at(s, "", "verify")
	}
	p.run(exitDone, "verify")
}
