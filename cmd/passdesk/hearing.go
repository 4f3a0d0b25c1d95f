package main

import (
	"fmt"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui"
)

// An appeal of another station's that the police hear here, by the task that brought it; and
// what the police decided of a case of this station, by the task that brought that.

// hearingLine is the papers of an appeal that came to be heard.
type hearingLine struct {
	taskLine
	From      int                  `json:"from_station,omitempty"`
	Point     string               `json:"from_point,omitempty"`
	TheirCase string               `json:"their_case,omitempty"`
	Pass      string               `json:"pass,omitempty"`
	PassNow   registry.Status      `json:"their_pass_state,omitempty"`
	Outcome   string               `json:"outcome,omitempty"` // as the person was told
	Rule      string               `json:"rule,omitempty"`
	Why       registry.SentWhy     `json:"why,omitzero"`
	Cite      string               `json:"cite,omitempty"`
	Document  string               `json:"document"` // masked
	Applicant registry.Application `json:"applicant"`
	Steps     []registry.CaseStep  `json:"steps,omitempty"`
}

// showHearing prints the papers; that they were read is an event.
func (a *app) showHearing(id string) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	h, err := st.ViewHearing(a.ctx, id, station.ByScript)
	if err != nil {
		return err
	}
	a.sayUnrecorded(st)
	p := h.Hearing
	if p == nil { // a pass that a copy of this register gave
		return a.printJSON(hearingLine{taskLine: lineOfTask(h.UpstreamTask), Document: h.Masked, Applicant: h.Applicant})
	}
	return a.printJSON(hearingLine{taskLine: lineOfTask(h.UpstreamTask), From: p.Station, Point: p.Point, TheirCase: p.Case, Pass: p.Number, PassNow: p.Status,
		Outcome: p.Outcome, Rule: p.Rule, Why: p.Reason, Cite: p.Cite, Document: h.Masked, Applicant: h.Applicant, Steps: p.Steps})
}

// decideTask decides an appeal that came to be heard, or carries out what the police decided.
func (a *app) decideTask(c *appealDecideCmd) error {
	facts, err := foundFacts(c.Facts)
	if err != nil {
		return err
	}
	if c.By != "" {
		return &usageError{"任务里已写明谁决定：写任务编号时不写 --by", "the task says who decides: no --by with it"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	id, v, err := st.DecideTask(a.ctx, c.ID, station.Ruling{Decision: c.Decision, Reason: c.Reason, Evidence: c.Evidence, Facts: facts, Old: c.Old})
	if err != nil {
		return err
	}
	if id == 0 {
		return a.printJSON(map[string]any{"id": c.ID, "state": registry.TaskAtEnd, "outcome": registry.OutcomeDone, "decided": c.Decision})
	}
	k, err := st.Case(a.ctx, id)
	if err != nil {
		return err
	}
	out := ruled{Verdict: v, State: k.State, Decided: k.LastDecision(), Outstanding: k.Outstanding}
	if len(k.Outstanding) > 0 {
		a.warn(oldPaperOpen(k))
	}
	if err := a.printJSON(out); err != nil {
		return err
	}
	if out.Decided != registry.Uphold && k.State.Denied() {
		return &partError{}
	}
	return nil
}

// decideTask asks for the decision on an appeal that came to be heard, its papers read out;
// what the police decided of a case of this station is read out and carried out.
func (p *plain) decideTask(st *station.Station, id string, t *tally) error {
	kind, err := p.taskKind(st, id)
	if err != nil {
		p.fails(t, err)
		return nil
	}
	var r station.Ruling
	if kind == registry.TaskHear {
		h, err := st.ViewHearing(p.a.ctx, id, station.ByScript)
		if err != nil {
			p.fails(t, err)
			return nil
		}
		for _, l := range tui.HearingSays(h) {
			fmt.Fprintf(p.a.stdout, "     %s\n", onceOrBoth(l))
		}
		if r.Decision, err = p.choice("决定：1 维持 2 变更；直接回车，以后再说", "decision: 1 uphold, 2 change; empty: later", decisions); err != nil || r.Decision == "" {
			return err
		}
	}
	why, asks := "理由：谁、何时核实的，要改什么（密封，随决定送到发证的站点；直接回车，不决定）", "why: who verified it, when, and what is to be changed (sealed, goes to the point that issued; empty: not decided)"
	if kind != registry.TaskHear {
		why, asks = "照公安的决定办结，写一句（密封；直接回车，以后再说）", "to carry out what the police decided, say a word (sealed; empty: later)"
	}
	if r.Reason, err = p.line(why, asks); err != nil || r.Reason == "" {
		return err
	}
	if kind == registry.TaskHear {
		if r.Evidence, err = p.evidence(""); err != nil {
			return err
		}
	}
	own, v, err := st.DecideTask(p.a.ctx, id, r)
	if err != nil {
		p.fails(t, err)
		return nil
	}
	t.done++
	if own == 0 {
		fmt.Fprintln(p.a.stdout, "已决定，随下一个包裹送出 decided: it goes with the next parcel")
		return nil
	}
	k, err := st.Case(p.a.ctx, own)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.a.stdout, "已决定 decided: 案件 case %s\n", k.No)
	p.came(v)
	return nil
}

// taskKind is the kind of an open task; what it asks is read out.
func (p *plain) taskKind(st *station.Station, id string) (registry.TaskKind, error) {
	open, err := st.UpstreamTasks(p.a.ctx, false)
	if err != nil {
		return "", err
	}
	for _, t := range open {
		if t.ID == id {
			fmt.Fprintf(p.a.stdout, "     %s\n     %s\n", t.Ask.ZH, t.Ask.EN)
			return t.Kind, nil
		}
	}
	return "", &usageError{"没有这件任务，见 queue list", "there is no such task: see queue list"}
}
