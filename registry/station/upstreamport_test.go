package station

import (
	"testing"

	"passdesk/registry"
)

// A command that tells of several tasks, and twice of some, folds each into its own: what
// comes back after a restore does so.
func TestOneCommandFoldsEachTaskIntoItsOwn(t *testing.T) {
	var u UpstreamChange
	d := &draft{tasks: map[string]registry.TaskState{"t-d": {ID: "t-d", Kind: registry.TaskRecall, Status: registry.TaskOpen, FirstEvent: 1, LastEvent: 1}}}
	for i, said := range []struct {
		kind registry.Kind
		body registry.TaskBody
	}{
		{registry.TaskTaken, registry.TaskBody{ID: "t-a"}},
		{registry.TaskTaken, registry.TaskBody{ID: "t-b"}},
		{registry.TaskTaken, registry.TaskBody{ID: "t-c"}},
		{registry.TaskTaken, registry.TaskBody{ID: "t-b", Dropped: true}},
		{registry.TaskDone, registry.TaskBody{ID: "t-c", Outcome: registry.OutcomeDone}},
		{registry.TaskDone, registry.TaskBody{ID: "t-d", Outcome: registry.OutcomeCannot}},
	} {
		said.body.Task = registry.TaskRecall
		if err := u.step(d, registry.Event{No: int64(i) + 2, Kind: said.kind, Body: registry.Body(said.body)}); err != nil {
			t.Fatalf("%s of %s: %v", said.kind, said.body.ID, err)
		}
	}
	want := map[string]registry.TaskStatus{"t-a": registry.TaskOpen, "t-b": registry.TaskDropped, "t-c": registry.TaskAtEnd, "t-d": registry.TaskAtEnd}
	if len(u.Tasks) != len(want) {
		t.Errorf("%d tasks, not %d", len(u.Tasks), len(want))
	}
	for _, state := range u.Tasks {
		if state.Status != want[state.ID] {
			t.Errorf("%s is %q, not %q", state.ID, state.Status, want[state.ID])
		}
	}
}
