package main

import (
	"encoding/json"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

type rulesCmd struct {
	Eligibility rulesEligibilityCmd `cmd:"" help:"谁可以领 · who may have a pass"`
	Colour      rulesColourCmd      `cmd:"" help:"颜色随日期的变化 · the colour over time, and why it changes"`
	Uniqueness  rulesUniquenessCmd  `cmd:"" help:"一人一号 · one person, one number"`
}

// rulesDay is the day of the rules' cases, unless a case names its own: they
// were written down on it.
var rulesDay = civil.New(2020, 3, 10)

type rulesEligibilityCmd struct{}

// Help stands under --help.
func (c *rulesEligibilityCmd) Help() string {
	return `每行一个案例：{"id","scheme","inputs":{…}} → {"id","outcome","colour","reason","cite","next"}。没有 today 的按 2020-03-10 判断。事实可以带日期：["been_to_key_area","2020-02-10"]。next 写明仅因时间会在哪天变、为什么；不会变的没有 next。

One case a line. Without today in the inputs the day is 2020-03-10. A fact may carry the day from which it is true. next is when time alone would change the answer, and why; it is left out when it would not.`
}

type eligibilityCase struct {
	ID     json.RawMessage `json:"id"`
	Scheme string          `json:"scheme"`
	Inputs json.RawMessage `json:"inputs"`
}

type eligibilityAnswer struct {
	ID      json.RawMessage `json:"id"`
	Outcome string          `json:"outcome"`
	Colour  string          `json:"colour"`
	Reason  scheme.Text     `json:"reason"`
	Cite    string          `json:"cite"`
	Next    scheme.Change   `json:"next,omitzero"` // when time alone would change it
}

// Run decides each line as the desk would; a line that cannot be decided is
// INVALID and says why.
func (c *rulesEligibilityCmd) Run(a *app) error {
	t := tally{}
	err := a.eachJSON(func(_ int, line []byte) error {
		answer := decideEligibility(line)
		t.countOutcome(answer.Outcome)
		return a.printJSON(answer)
	})
	if err != nil {
		return err
	}
	return t.result()
}

func decideEligibility(line []byte) eligibilityAnswer {
	var c eligibilityCase
	if err := json.Unmarshal(line, &c); err != nil {
		return eligibilityAnswer{Outcome: "INVALID", Reason: notACase("id, scheme, inputs")}
	}
	answer := eligibilityAnswer{ID: c.ID, Outcome: "INVALID"}
	in, reason := readCase(line, c.Inputs)
	if !reason.IsZero() {
		answer.Reason = reason
		return answer
	}
	v, err := scheme.Evaluate(c.Scheme, in, rulesDay)
	if err != nil {
		answer.Reason = undecided(err)
		return answer
	}
	if next, err := scheme.Next(c.Scheme, in, dayOf(in)); err == nil { // an input that nothing knows permits nothing later
		answer.Next = next
	}
	answer.Outcome, answer.Colour, answer.Reason, answer.Cite = v.Outcome, v.Colour, v.Reason, v.Cite
	return answer
}

type rulesUniquenessCmd struct{}

type uniquenessCase struct {
	ID       json.RawMessage `json:"id"`
	Existing []unique.Person `json:"existing"`
	New      unique.Person   `json:"new"`
	Today    civil.Date      `json:"today"`
}

type uniquenessAnswer struct {
	ID       json.RawMessage `json:"id"`
	Decision string          `json:"decision"`
	Warning  string          `json:"warning"`
	Reason   scheme.Text     `json:"reason"`
}

// Run decides each line with the code that decides at the desk.
func (c *rulesUniquenessCmd) Run(a *app) error {
	t := tally{}
	err := a.eachJSON(func(_ int, line []byte) error {
		answer := decideUniqueness(line)
		t.countOutcome(answer.Decision)
		return a.printJSON(answer)
	})
	if err != nil {
		return err
	}
	return t.result()
}

func decideUniqueness(line []byte) uniquenessAnswer {
	var c uniquenessCase
	if err := json.Unmarshal(line, &c); err != nil {
		return uniquenessAnswer{Decision: "INVALID", Reason: notACase("id, existing, new")}
	}
	if reason := saidTwice(line); !reason.IsZero() {
		return uniquenessAnswer{ID: c.ID, Decision: "INVALID", Reason: reason}
	}
	if c.Today.IsZero() {
		c.Today = rulesDay
	}
	d := unique.Decide(c.Existing, c.New, c.Today)
	return uniquenessAnswer{ID: c.ID, Decision: d.Outcome, Warning: d.Warning, Reason: scheme.Text(d.Reason)}
}

func notACase(fields string) scheme.Text {
	return scheme.Text{ZH: "这一行不是一个 JSON 案例（" + fields + "）", EN: "this line is no case in JSON (" + fields + ")"}
}
