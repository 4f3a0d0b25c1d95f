package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// TaskStatus is where a task of upstream's stands.
type TaskStatus string

const (
	TaskOpen    TaskStatus = "open"
	TaskAtEnd   TaskStatus = "done"    // the station did what was asked, or said why it could not
	TaskDropped TaskStatus = "dropped" // upstream needs it no more
)

// TaskOutcome is what the station says of a task.
type TaskOutcome string

const (
	OutcomeDone   TaskOutcome = "done"
	OutcomeCannot TaskOutcome = "cannot" // and why
)

// ErrTask reports an event that does not follow what is known of its task.
var ErrTask = errors.New("registry: not possible in the task's present state")

// TaskState is what the events of one task add up to. The zero TaskState is a task
// that never came.
type TaskState struct {
	ID         string
	Kind       TaskKind
	Number     string
	Status     TaskStatus
	FirstEvent int64
	LastEvent  int64
}

// TaskOf is the ID of the task that the event belongs to; "" for none. Of what came back
// it is none that earlier builds left out.
func TaskOf(e Event) string {
	if e.Returned() {
		_, back, err := e.Original()
		if err != nil || !back.Task {
			return ""
		}
		if e, err = e.Again(); err != nil {
			return ""
		}
	}
	var b TaskBody
	if e.Kind != TaskTaken && e.Kind != TaskDone || json.Unmarshal(e.Body, &b) != nil {
		return ""
	}
	return b.ID
}

// After folds the next event of the task, or answers ErrTask.
func (t TaskState) After(e Event) (TaskState, error) {
	e, err := e.Again()
	if err != nil {
		return t, err
	}
	var b TaskBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return t, fmt.Errorf("registry: event %d: %w", e.No, ErrTask)
	}
	next := t
	switch known := t.FirstEvent != 0; {
	case known && (b.ID != t.ID || b.Task != t.Kind || b.Number != t.Number):
		return t, fmt.Errorf("registry: event %d: %w: it is of another", e.No, ErrTask)
	case e.Kind == TaskTaken && !known && !b.Dropped && TaskWellFormed(b.ID, b.Task):
		next = TaskState{ID: b.ID, Kind: b.Task, Number: b.Number, Status: TaskOpen, FirstEvent: e.No}
	case e.Kind == TaskTaken && t.Status == TaskOpen && b.Dropped:
		next.Status = TaskDropped
	case e.Kind == TaskDone && t.Status == TaskOpen && b.ends():
		next.Status = TaskAtEnd
	default:
		return t, fmt.Errorf("registry: event %d: %w: %s when it is %q", e.No, ErrTask, e.Kind, t.Status)
	}
	next.LastEvent = e.No
	return next, nil
}

// ends: the event says what came of the task. What was heard was decided, and nothing
// else is.
func (b TaskBody) ends() bool {
	switch b.Outcome {
	case OutcomeDone:
		if b.Task == TaskHear {
			return b.Decision == Uphold || b.Decision == Change
		}
		return b.Decision == ""
	case OutcomeCannot:
		return b.Decision == ""
	}
	return false
}

// TaskWellFormed reports whether a task can be so: its ID has 1 to 64 of a–z, 0–9
// and dashes, and begins with a letter, so that nobody takes it for a number.
func TaskWellFormed(id string, kind TaskKind) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return id != "" && len(id) <= 64 && strings.ContainsRune(letters, rune(id[0])) && strings.Trim(id, letters+"0123456789-") == "" && slices.Contains(TaskKinds, kind)
}
