package main

import (
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type printOutcomeCmd struct {
	eachNumber
	jobOutcome
	Numbers []string `arg:"" optional:"" help:"证件编号；不写则列出等着回答的 · pass numbers; without any those that wait are listed"`
	Outcome string   `enum:",out,spoiled,unknown,none" default:"" help:"打出来了 out、打坏了 spoiled（废证一份，计数）、没有打 none（没用纸，不计）、说不清 unknown · what came out: out, spoiled (a paper, counted), none (nothing was printed), unknown"`
}

// Run answers "what came out?" for sheets that were sent to the printer, or lists
// those that nobody has answered for.
func (c *printOutcomeCmd) Run(a *app) error {
	if c.Job != 0 {
		if len(c.Numbers) > 0 || c.Outcome != "" {
			return &usageError{"--job 按张回答，不写证件编号和 --outcome", "--job answers for sheets: no pass numbers and no --outcome"}
		}
		return c.jobOutcome.answer(a)
	}
	if len(c.Numbers) == 0 && c.Outcome == "" {
		return c.list(a)
	}
	if len(c.Numbers) == 0 || c.Outcome == "" {
		return &usageError{"请写出证件编号和 --outcome out、spoiled、none 或 unknown", "name pass numbers and --outcome out, spoiled, none or unknown"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	t := tally{}
	var last error
	for _, typed := range c.Numbers {
		line, err := c.answerFor(a, st, typed)
		if t.done++; err != nil {
			t.done, t.failed, last = t.done-1, t.failed+1, err
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	if t.done == 0 {
		return last
	}
	return t.result()
}

func (c *printOutcomeCmd) list(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	open, err := st.OpenSheets(a.ctx)
	if err != nil {
		return err
	}
	for _, p := range open {
		if err := a.printJSON(p); err != nil {
			return err
		}
	}
	return nil
}

// outcomeLine answers one number.
type outcomeLine struct {
	Number  string      `json:"number"`
	Copy    int         `json:"copy,omitempty"`
	Outcome string      `json:"outcome,omitempty"`
	Done    bool        `json:"done"`
	Left    int         `json:"left,omitempty"` // sheets of the pass that still wait for an answer
	Reason  scheme.Text `json:"reason,omitzero"`
}

func (c *printOutcomeCmd) answerFor(a *app, st *station.Station, typed string) (outcomeLine, error) {
	line := outcomeLine{Number: typed}
	n, err := registry.ParseNumber(typed)
	if err == nil {
		line.Number = n.String()
		line.Copy, err = st.AnswerSheet(a.ctx, n, c.Outcome)
	}
	if err != nil {
		zh, en := explain(err)
		line.Reason = scheme.Text{ZH: zh, EN: en}
		return line, err
	}
	line.Outcome, line.Done = c.Outcome, true
	if line.Left, err = st.SheetsLeft(a.ctx, n); err == nil && line.Left > 0 {
		a.warn(scheme.Text{
			ZH: fmt.Sprintf("%s 还有 %d 张没有回答：每张一次，再执行本命令。", n.Grouped(), line.Left),
			EN: fmt.Sprintf("%s has %d more sheets to be answered for: one call each.", n.Grouped(), line.Left),
		})
	}
	return line, err
}
