package collector

import (
	"crypto/sha256"
	"testing"

	"passdesk/registry"
)

// TestAnAnswerThatCameBeforeItsTask: the register was put back to an older copy, and the desk
// sends again what it lost, its answer too. What it had answered is found anew after that, and
// it is not asked again: it knows the task, and would answer it no more.
func TestAnAnswerThatCameBeforeItsTask(t *testing.T) {
	for outcome, open := range map[registry.TaskOutcome]int{registry.OutcomeDone: 0, registry.OutcomeCannot: 1} {
		c := newCity(t)
		first, later := c.desk(131), c.desk(132)
		first.issue(person(1))
		number := later.issue(person(1))
		var given registry.Event
		for _, it := range later.log {
			if it.Event.Kind == registry.Issued {
				given = it.Event
			}
		}
		sum := sha256.Sum256([]byte(Duplicate + " " + string(given.Hash[:])))
		later.add(registry.TaskDone, number, registry.TaskBody{ID: taskName(sum[:16]), Task: registry.TaskDuplicate, Outcome: outcome}, []byte(`{"note":"样例"}`))
		first.sendAll()
		later.sendAll()
		c.weigh()
		tasks, err := c.Tasks(t.Context(), "ningbo", nil, true)
		c.must(err)
		if len(tasks) != 1 || tasks[0].Kind != Duplicate || tasks[0].Outcome != string(outcome) || c.open()[Duplicate] != open {
			t.Errorf("%s: %+v", outcome, tasks)
		}
		if proof, err := c.Verify(t.Context()); err != nil || len(proof.Faults) != 0 {
			t.Errorf("%+v %v", proof, err)
		}
	}
}
