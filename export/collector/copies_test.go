package collector

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// atGate are the numbers of the city's recall list.
func (c *city) atGate() (numbers []string) {
	c.Helper()
	f, err := c.GateFiles(c.Context(), "ningbo", time.Time{})
	c.must(err)
	list, _, err := licence.ParseRecallsFile(f.Recalls)
	c.must(err)
	for _, r := range list.Entries {
		numbers = append(numbers, fmt.Sprint(r.Number, " ", r.Good))
	}
	return numbers
}

// TestWhatACopyDidWithItsPassTouchesNobodyElses: two copies of a laptop gave one number to
// two people, run digit and all. A step of the one's pass that the other's log says came back
// has no effect, a recall of the one counts at a gate while its paper is out, and once the
// desk has settled the task the number is good for whoever keeps it; one that nobody keeps
// is good no more.
func TestWhatACopyDidWithItsPassTouchesNobodyElses(t *testing.T) {
	c := newCity(t)
	used := c.desk(131)
	used.issue(person(0))
	used.sendAll()
	lost := used.copy()
	lost.run, lost.now = used.run, used.now.Add(time.Hour)
	number := used.issue(person(1))
	if other := lost.issue(person(2)); other != number {
		t.Fatalf("%s and %s", number, other)
	}
	alone := lost.issue(person(3))
	recalled := lost.add(registry.RecallOrdered, number, registry.ReasonBody{Copy: 1, Reason: "other"}, nil)
	lost.sendAll()
	used.epoch, used.serial = 2, 0
	used.add(registry.EpochTaken, "", registry.EpochBody{Epoch: 2}, nil)
	used.sendAll()
	c.weigh()
	if got := c.atGate(); !slices.Equal(got, []string{number + " 0"}) {
		t.Errorf("at a gate, the paper is out: %v", got)
	}

	used.add(registry.StepReturned, number, registry.ReturnedBody{Event: recalled.AppendTo(nil)}, nil)
	if got := used.sendAll(); got.Refused != 1 {
		t.Errorf("a step of another's pass: %+v", got)
	}
	if kept := c.state(); count(c, "passes WHERE status='recalled'") != 1 {
		t.Errorf("whose pass is recalled:\n%s", kept)
	}

	lost.add(registry.Returned, number, registry.ReasonBody{Copy: 1}, nil)
	lost.sendAll()
	if got := c.atGate(); len(got) != 0 {
		t.Errorf("at a gate, the paper is back: %v", got)
	}

	_, err := c.List(t.Context(), "ningbo", listed(person(3), person(3).Name), civil.New(2020, 3, 1))
	c.must(err)
	tasks, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	if len(tasks) != 2 {
		t.Fatalf("%+v", tasks)
	}
	for _, task := range tasks {
		used.add(registry.TaskDone, "", registry.TaskBody{ID: task.Name(), Task: registry.TaskKind(task.Kind), Outcome: registry.OutcomeDone, Ended: task.Number}, nil)
	}
	used.sendAll()
	if got := c.atGate(); !slices.Equal(got, []string{alone + " 0"}) {
		t.Errorf("at a gate, both tasks are done: %v, want %s", got, alone)
	}
	if proof, err := c.Verify(t.Context()); err != nil || len(proof.Faults) != 0 {
		t.Errorf("%+v %v", proof, err)
	}
}

// TestAnAppealAboutACopysPassIsRefused: the register in use does not have the pass, so nobody
// could take the appeal down, and it would wait for ever; and a number that two persons have
// does not tell whose appeal it is. What a restore has lost comes back, and is heard.
func TestAnAppealAboutACopysPassIsRefused(t *testing.T) {
	c := newCity(t)
	used := c.desk(131)
	used.issue(person(0))
	used.sendAll()
	lost := used.copy()
	lost.now = used.now.Add(time.Hour)
	own, copied := used.issue(person(1)), lost.issue(person(2))
	used.run = lost.run
	twice, once := used.issue(person(3)), used.issue(person(5))
	for i, number := range []string{twice, once} {
		if other := lost.issue(person(4 + i)); other != number {
			t.Fatalf("%s and %s", number, other)
		}
	}
	back := lost.issue(person(6))
	lost.sendAll()
	used.epoch, used.serial = 2, 0
	used.add(registry.EpochTaken, "", registry.EpochBody{Epoch: 2}, nil)
	used.sendAll()
	c.weigh()
	forward := func(number string) error {
		n, err := registry.ParseNumber(number)
		c.must(err)
		_, err = c.ForwardAppeal(t.Context(), "ningbo", n, 0, "样例：弄错了人")
		return err
	}
	for what, number := range map[string]string{"of the register in use": own, "given to one person twice": once, "that comes back": back} {
		if err := forward(number); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	for says, number := range map[string]string{"拷贝发出的，站点在用的登记册里没有这张证": copied, "发给了两个人": twice} {
		var r *Refused
		if err := forward(number); !errors.As(err, &r) {
			t.Fatalf("%s: %v", says, err)
		}
		if !strings.Contains(r.Why.ZH, says) || !strings.Contains(r.Why.EN, "to station 131") || strings.Count(r.Why.ZH+r.Why.EN, number) != 2 || strings.Contains(r.Why.ZH+r.Why.EN, "%!") {
			t.Errorf("it says %s / %s", r.Why.ZH, r.Why.EN)
		}
	}
	if n := count(c, "tasks WHERE kind='appeal'"); n != 3 {
		t.Errorf("%d appeals", n)
	}
}
