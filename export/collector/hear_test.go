package collector

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
)

// police is a police station of the district.
func (c *city) police(code int) *desk {
	d := c.desk(code)
	d.log = nil
	d.add(registry.Opened, "", registry.OpenedBody{Scheme: "ningbo", Division: "330212", Station: code, Point: registry.Point{Kind: "police", Name: "样例所"}, StartAt: 1, Epoch: 1}, nil)
	return d
}

// policeDecide sets who decides appeals.
func (d *desk) policeDecide(value float64) {
	d.add(registry.SettingChanged, "", registry.SettingBody{Name: policeDecide, Value: &value}, []byte(`{"note":"样例通知"}`))
}

// appealed refuses somebody and takes the appeal down.
func (d *desk) appealed(a registry.Application) (id int64) {
	record := registry.Body(map[string]any{"application": a, "verdict": map[string]any{"outcome": "REFUSE", "rule": "ningbo/red", "reason": registry.SentWhy{ZH: "红码", EN: "red"}}})
	id = d.add(registry.Refused, "", registry.DecidedBody{Outcome: "REFUSE"}, record).No
	d.add(registry.AppealLodged, "", registry.CaseBody{Case: id, State: registry.CaseAppealed}, []byte(`{"note":"样例说没有去过","evidence":"样例车票"}`))
	return id
}

// heard is the event with which somebody answers a hearing.
func (d *desk) heard(task, decision string) {
	d.add(registry.TaskDone, "", registry.TaskBody{ID: task, Task: registry.TaskHear, Outcome: registry.OutcomeDone, Decision: decision}, []byte(`{"note":"样例所核实没有去过","evidence":"样例行程"}`))
}

// hearings are the tasks of the kind that are open, or all.
func (c *city) hearings(kind registry.TaskKind, done bool) (all []Task) {
	c.Helper()
	tasks, err := c.Tasks(c.Context(), "ningbo", nil, done)
	c.must(err)
	for _, t := range tasks {
		if t.Kind == string(kind) {
			all = append(all, t)
		}
	}
	return all
}

// sound: the register proves itself.
func (c *city) sound() {
	c.Helper()
	if p, err := c.Verify(c.Context()); err != nil || len(p.Faults) > 0 {
		c.Errorf("%v %v", p.Faults, err)
	}
}

// TestAnAppealWaitsForThePolice: with none in the district nobody is asked; the first one that
// joins is, once, with all papers, which lie sealed, and each record that was opened is logged.
// Set otherwise, it is withdrawn; set again, it is asked anew.
func TestAnAppealWaitsForThePolice(t *testing.T) {
	c := newCity(t)
	a := c.desk(131)
	id := a.appealed(person(0))
	a.sendAll()
	p := c.police(132)
	p.sendAll()
	if n := len(c.hearings(registry.TaskHear, true)); n != 0 {
		t.Fatalf("%d hearings where the point decides", n)
	}
	other := c.desk(133)
	other.policeDecide(1)
	a.policeDecide(1)
	for range 2 {
		other.sendAll()
		a.sendAll()
		p.sendAll()
	}
	all := c.hearings(registry.TaskHear, true)
	if len(all) != 1 || all[0].Code != 132 || all[0].Body.From != 131 || all[0].Body.Case != fmt.Sprint(id) {
		t.Fatalf("asked: %+v", all)
	}
	h := all[0].Body.Hearing
	if who, err := registry.ReadStored(h.Person); err != nil || who.Name != person(0).Name || h.Reason.ZH != "红码" || len(h.Steps) != 2 || h.Steps[1].Evidence != "样例车票" || h.Steps[1].Kind != registry.AppealLodged {
		t.Errorf("the papers: %+v %v", h, err)
	}
	var text string
	c.must(c.pool.QueryRow(t.Context(), `SELECT t::text FROM tasks t WHERE kind='hear'`).Scan(&text))
	if strings.Contains(text, "样例") || strings.Contains(text, person(0).Document.Number) {
		t.Errorf("the row tells %s", text)
	}
	if n := count(c, "reads WHERE why='hear'"); n != 2 {
		t.Errorf("%d records were logged as read, want 2", n)
	}
	a.policeDecide(0)
	a.sendAll()
	if n := len(c.hearings(registry.TaskHear, false)); n != 0 {
		t.Errorf("%d hearings though the point decides now", n)
	}
	a.policeDecide(1)
	a.sendAll()
	if again := c.hearings(registry.TaskHear, false); len(again) != 1 || again[0].Name() == all[0].Name() {
		t.Errorf("asked anew: %+v", again)
	}
	c.sound()
}

// TestALateCaseGoesToANewPoliceStation: the appeal was there before the police were.
func TestALateCaseGoesToANewPoliceStation(t *testing.T) {
	c := newCity(t)
	a := c.desk(131)
	a.policeDecide(1)
	a.appealed(person(0))
	number := a.issue(person(1))
	a.add(registry.AppealLodged, number, registry.CaseBody{State: registry.CaseAppealed}, []byte(`{"note":"样例说弄错了"}`))
	a.sendAll()
	if n := len(c.hearings(registry.TaskHear, true)); n != 0 {
		t.Fatalf("%d hearings and no police", n)
	}
	c.police(132).sendAll()
	all := c.hearings(registry.TaskHear, false)
	if len(all) != 2 {
		t.Fatalf("%d hearings, want 2", len(all))
	}
	for _, h := range all {
		p := h.Body.Hearing
		if h.Number != "" || p.Number != "" && (p.Number != number || p.Status == "" || len(p.Steps) != 2 || p.Steps[1].Note != "样例说弄错了") {
			t.Errorf("%+v", p)
		}
	}
	c.police(134).sendAll() // another one takes nothing over
	if n := len(c.hearings(registry.TaskHear, true)); n != 2 {
		t.Errorf("%d hearings", n)
	}
	c.sound()
}

// TestOnlyThePoliceThatWereAskedAnswer: not another station, not the one that asks, not with
// no reason, not under another word; and the first answer counts, whatever a copy of the
// laptop says.
func TestOnlyThePoliceThatWereAskedAnswer(t *testing.T) {
	c := newCity(t)
	p := c.police(132)
	p.sendAll()
	second := c.police(134)
	a := c.desk(131)
	a.policeDecide(1)
	id := a.appealed(person(0))
	a.sendAll()
	task := c.hearings(registry.TaskHear, false)[0].Name()
	still := func(when string) {
		t.Helper()
		if open, decided := c.hearings(registry.TaskHear, false), c.hearings(registry.TaskDecision, true); len(open) != 1 || open[0].Outcome != "" || len(decided) != 0 {
			t.Errorf("%s: %+v %+v", when, open, decided)
		}
	}
	second.heard(task, registry.Change)
	second.sendAll()
	still("another police station")
	a.heard(task, registry.Change)
	a.sendAll()
	still("the station that asks")
	p.add(registry.TaskDone, "", registry.TaskBody{ID: task, Task: registry.TaskRecall, Outcome: registry.OutcomeDone}, []byte(`{"note":"样例办好"}`))
	p.add(registry.TaskDone, "", registry.TaskBody{ID: task, Task: registry.TaskHear, Outcome: registry.OutcomeDone, Decision: registry.Change}, []byte(`{"note":" "}`))
	p.add(registry.TaskDone, "", registry.TaskBody{ID: task, Task: registry.TaskHear, Outcome: registry.OutcomeDone}, []byte(`{"note":"样例办好"}`))
	if got := p.sendAll(); got.Refused != 2 {
		t.Errorf("no reason, no decision: %+v", got)
	}
	still("with no reason, no decision, another word")
	clone := p.copy()
	p.heard(task, registry.Change)
	clone.heard(task, registry.Uphold)
	for range 2 {
		p.sendAll()
		clone.sendAll()
	}
	decided := c.hearings(registry.TaskDecision, true)
	if len(decided) != 1 || len(c.hearings(registry.TaskHear, false)) != 0 {
		t.Fatalf("decided: %+v", decided)
	}
	d := decided[0]
	if d.Code != 131 || d.Body.From != 132 || d.Body.Case != fmt.Sprint(id) || d.Body.Reason != registry.Change || d.Body.Text != "样例所核实没有去过" ||
		d.Body.Heard.Point != "样例所" || d.Body.Heard.Evidence != "样例行程" || d.Number != "" {
		t.Errorf("the decision: %+v %+v", d, d.Body.Heard)
	}
	// The desk has recorded something itself, and settles the task with it.
	a.add(registry.AppealDecided, "", registry.CaseBody{Case: id, State: registry.CaseUpheld, Decision: "uphold", By: "police"}, []byte(`{"note":"样例电话"}`))
	a.add(registry.TaskDone, "", registry.TaskBody{ID: d.Name(), Task: registry.TaskDecision, Outcome: registry.OutcomeCannot}, []byte(`{"note":"样例：两次说法不同"}`))
	a.sendAll()
	if open := c.hearings(registry.TaskDecision, false); len(open) != 1 || open[0].Outcome != string(registry.OutcomeCannot) {
		t.Errorf("what the desk cannot carry out: %+v", open)
	}
	c.sound()
}

// TestWhatTheDeskDecidedIsWithdrawn: before the police have; and their answer, which comes too
// late, is nobody's.
func TestWhatTheDeskDecidedIsWithdrawn(t *testing.T) {
	c := newCity(t)
	p := c.police(132)
	p.sendAll()
	a := c.desk(131)
	a.policeDecide(1)
	id := a.appealed(person(0))
	a.sendAll()
	task := c.hearings(registry.TaskHear, false)[0].Name()
	a.add(registry.AppealDecided, "", registry.CaseBody{Case: id, State: registry.CaseUpheld, Decision: "uphold", By: "police"}, []byte(`{"note":"样例电话"}`))
	a.sendAll()
	if all := c.hearings(registry.TaskHear, true); len(all) != 1 || all[0].Outcome != withdrawn {
		t.Errorf("%+v", all)
	}
	p.heard(task, registry.Change)
	p.sendAll()
	if n := len(c.hearings(registry.TaskDecision, true)); n != 0 {
		t.Errorf("%d decisions of an appeal that was decided", n)
	}
	a.add(registry.AppealReopened, "", registry.CaseBody{Case: id, State: registry.CaseAppealed}, []byte(`{"note":"样例新证据"}`))
	a.sendAll()
	if open := c.hearings(registry.TaskHear, false); len(open) != 1 || open[0].Name() == task || len(open[0].Body.Hearing.Steps) != 4 {
		t.Errorf("reopened: %+v", open)
	}
	c.sound()
}
