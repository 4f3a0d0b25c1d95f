package main

import (
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// taskLine is one task of upstream's in a list.
type taskLine struct {
	ID     string              `json:"id"`
	Task   registry.TaskKind   `json:"task"`
	At     time.Time           `json:"at"`
	State  registry.TaskStatus `json:"state"`
	Number string              `json:"number"`
	Now    registry.Status     `json:"pass_state,omitempty"`
	Other  string              `json:"other,omitempty"`
	Reason string              `json:"reason,omitempty"`
	Day    civil.Date          `json:"day,omitzero"`
	Text   string              `json:"text,omitempty"`
	Case   string              `json:"case,omitempty"`  // of a decision: the case here
	Heard  *registry.Heard     `json:"heard,omitempty"` // likewise: who decided
	Ask    scheme.Text         `json:"ask"`
}

func lineOfTask(t station.UpstreamTask) taskLine {
	return taskLine{ID: t.ID, Task: t.Kind, At: t.At, State: t.Status, Number: t.Number, Now: t.Now, Other: t.Other, Reason: t.Reason, Day: t.Day, Text: t.Text,
		Case: t.Case, Heard: t.Heard, Ask: t.Ask}
}

// listTasks prints what upstream asks of this station, a line each: all of it, or of the kinds.
func (a *app) listTasks(st *station.Station, all bool, kinds ...registry.TaskKind) error {
	tasks, err := st.UpstreamTasks(a.ctx, all)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if len(kinds) > 0 && !slices.Contains(kinds, t.Kind) {
			continue
		}
		if err := a.printJSON(lineOfTask(t)); err != nil {
			return err
		}
	}
	return nil
}

// finishTask says what came of a task.
func (a *app) finishTask(typed string, outcome registry.TaskOutcome, reason string) error {
	id := strings.TrimSpace(typed)
	if !namesTask(id) && !namesPass(id) {
		return &usageError{"done 和 cannot 是任务的结论，要写任务的编号或它的证件编号，见 queue list", "done and cannot are said of a task: give its ID or its pass, see queue list"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	lodged, err := st.FinishTask(a.ctx, id, outcome, reason)
	if err != nil {
		return err
	}
	line := map[string]any{"id": id, "state": registry.TaskAtEnd, "outcome": outcome}
	if lodged != 0 {
		k, err := st.Case(a.ctx, lodged)
		if err != nil {
			return err
		}
		if line["case"] = lodged; k.No.Beside(lodged) != "" {
			line["case_no"] = k.No.String()
		}
	}
	return a.printJSON(line)
}

// namesTask: a task's ID begins with a letter, as no number does.
func namesTask(typed string) bool { return registry.TaskWellFormed(typed, registry.TaskRecall) }

func namesPass(typed string) bool {
	_, err := registry.ParseNumber(typed)
	return err == nil
}
