package main

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/export/bundle"
	"passdesk/registry"
)

// parcelMade is the head of a parcel that the station made, by which it is answered.
func (b *bureau) parcelMade() bundle.Manifest {
	b.t.Helper()
	m, _ := b.parcel(b.expect(exitDone, "", "bundle", "create", "--out", b.stick()).lines(b.t)[0]["file"].(string))
	return m
}

// tasks are those that the queue lists, by their ID.
func (p *place) tasks() map[string]map[string]any {
	p.t.Helper()
	all := map[string]map[string]any{}
	for _, line := range p.expect(exitDone, "", "queue", "list", "--state", "all").lines(p.t) {
		if line["task"] != nil {
			all[line["id"].(string)] = line
		}
	}
	return all
}

// TestATaskThatWasDoneStaysDone: what the station said of a task since the backup comes back
// with the rest, and nobody is asked again; a task that came since is known when an old
// parcel brings it once more.
func TestATaskThatWasDoneStaysDone(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	second := p.expect(exitDone, person(71).line("r-71"), "issue").lines(t)[0]["number"].(string)
	m := b.parcelMade()
	take := func(tasks ...registry.Task) []map[string]any {
		var sent []registry.Sent
		for _, task := range tasks {
			sent = append(sent, sentBody(registry.SentTask, task))
		}
		return p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), m, sent...)).lines(t)
	}
	before := []registry.Task{{ID: "t-recall", Kind: registry.TaskRecall, Number: first, Reason: "symptoms"},
		{ID: "t-appeal", Kind: registry.TaskAppeal, Number: second, Text: "样例"}, {ID: "t-gone", Kind: registry.TaskAppeal, Number: second},
		{ID: "t-open", Kind: registry.TaskAppeal, Number: first}}
	take(before...)
	since := registry.Task{ID: "t-since", Kind: registry.TaskDecision, Number: first, Reason: "uphold"}
	l := b.losesWhat(func() {
		dropped := before[2]
		dropped.Done = true
		take(dropped, since)
		p.expect(exitDone, "", "recall", first, "--reason", "symptoms")
		p.expect(exitDone, "", "queue", "settle", "t-recall", "--decision", "done", "--reason", "样例")
		p.expect(exitDone, "", "appeal", "lodge", "t-appeal")
		p.expect(exitDone, "", "queue", "settle", "t-since", "--decision", "cannot", "--reason", "样例")
	})
	if open := p.tasks(); open["t-recall"]["state"] != "open" || open["t-since"] != nil {
		t.Fatalf("the backup's tasks: %v", open)
	}
	if old := take(since)[0]; old["result"] != "taken" { // a stick that was long on its way
		t.Errorf("an old parcel: %v", old)
	}
	l.returned()
	now := p.tasks()
	for id, want := range map[string]string{"t-recall": "done", "t-appeal": "done", "t-gone": "dropped", "t-open": "open", "t-since": "done"} {
		if now[id]["state"] != want {
			t.Errorf("%s is %v, want %s", id, now[id], want)
		}
	}
	for _, again := range take(append(before, since)...) {
		if again["result"] != "known" {
			t.Errorf("the same once more: %v", again)
		}
	}
	p.expect(exitDone, "", "verify")
}

// TestATaskOfALostPassWaitsForIt: an old parcel asks for a pass that the backup did not
// hold. That is no fault of the parcel's, and the task comes again with the pass.
func TestATaskOfALostPassWaitsForIt(t *testing.T) {
	p, _ := issuedPlace(t)
	l := p.enrolled().loses(41)
	task := sentBody(registry.SentTask, registry.Task{ID: "t-1", Kind: registry.TaskRecall, Number: l.number, Reason: "symptoms"})
	line := l.expect(exitDone, "", "bundle", "open", l.put(l.stick(), l.sentUp, task)).lines(t)[0]
	if line["result"] != "told" || !strings.Contains(fmt.Sprint(line["note"]), "the backup did not hold") {
		t.Errorf("before the pass is back: %v", line)
	}
	l.returned()
	if line = l.expect(exitDone, "", "bundle", "open", l.put(l.stick(), l.sentUp, task)).lines(t)[0]; line["result"] != "taken" {
		t.Errorf("with the pass: %v", line)
	}
	p.expect(exitDone, "", "verify")
}

// TestOfTheNumberThatStandsNoMoreIsSaidThanIsKnown: whose number stands may have been
// recalled since, and the task says so.
func TestOfTheNumberThatStandsNoMoreIsSaidThanIsKnown(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	second := p.expect(exitDone, person(71).line("r-71"), "issue").lines(t)[0]["number"].(string)
	task := registry.Task{ID: "t-1", Kind: registry.TaskDuplicate, Number: second, Other: first}
	p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), b.parcelMade(), sentBody(registry.SentTask, task)))
	if ask := fmt.Sprint(p.tasks()["t-1"]["ask"]); !strings.Contains(ask, "以那个号为准") || strings.Contains(ask, "收回，") || strings.Contains(ask, "no good now") {
		t.Errorf("while it is in hand: %s", ask)
	}
	p.expect(exitDone, "", "recall", first, "--reason", "symptoms")
	if ask := fmt.Sprint(p.tasks()["t-1"]["ask"]); !strings.Contains(ask, "no good now") {
		t.Errorf("recalled since: %s", ask)
	}
}
