package registry

import (
	"encoding/json"

	"passdesk/registry/civil"
)

// Where the police decide all appeals, the point that issued takes an appeal down and the
// case travels: up with the point's events, down to the police station as a task (TaskHear)
// with the papers of the case, up again as what was decided, and down to the point as
// another (TaskDecision), where it is carried out. Nobody else than the two stations and
// the collector can read the papers: they stand in no event but sealed in its record.

// The decisions about an appeal.
const (
	Uphold = "uphold" // 维持
	Change = "change" // 变更
)

// AppliedAnew is the word in the place of a decision where the person applied again before
// anybody settled the case, and it was closed with that.
const AppliedAnew = "applied_anew"

// CasePapers are the papers of an appeal that another station hears: who appeals, about
// what, what was told and what was said and decided so far.
type CasePapers struct {
	Station int             `json:"station"`          // the code of the point that issued
	Point   string          `json:"point"`            // its name
	Case    string          `json:"case"`             // by its name there
	Number  string          `json:"number,omitempty"` // of the pass that it is about; "" of a refusal
	Status  Status          `json:"status,omitempty"` // of the pass
	Outcome string          `json:"outcome,omitempty"`
	Rule    string          `json:"rule,omitempty"`
	Reason  SentWhy         `json:"reason,omitzero"` // as the person was told
	Cite    string          `json:"cite,omitempty"`
	Person  json.RawMessage `json:"person"` // the stored Application: ReadStored
	Steps   []CaseStep      `json:"steps"`
}

// CaseStep is something that happened in the case, or to its pass.
type CaseStep struct {
	Kind     Kind       `json:"kind"`
	Day      civil.Date `json:"day"`
	Word     string     `json:"word,omitempty"`     // what the event says: a reason, an outcome, a decision
	Note     string     `json:"note,omitempty"`     // what somebody said or gave as the reason
	Evidence string     `json:"evidence,omitempty"` // what was brought, or looked at
}

// Heard says who decided an appeal, when, and on what.
type Heard struct {
	Point    string     `json:"point"`
	Operator string     `json:"operator"`
	Day      civil.Date `json:"day"`
	Evidence string     `json:"evidence,omitempty"`
}
