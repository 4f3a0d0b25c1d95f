package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type queueCmd struct {
	List   queueListCmd   `cmd:"" help:"上级交办的任务，和待核定的申请，先到先列 · tasks of upstream's, and parked applications, the oldest first"`
	Show   queueShowCmd   `cmd:"" help:"一个案件及其经过 · one case with its history"`
	Settle queueSettleCmd `cmd:"" help:"核定一个案件，办结一件任务 · settle a parked case, or a task"`
}

type queueListCmd struct {
	State string `default:"open" enum:"open,all" help:"open 待办（含申诉），all 全部，后到先列 · open: what waits, appeals too; all: every case, the newest first"`
	Limit int    `default:"100" help:"最多几条 · at most so many"`
	From  int64  `help:"从这个案件之后接着列 · go on behind this case" placeholder:"ID"`
}

// Run prints one JSON line for each case; an empty queue is an answer.
func (c *queueListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if c.From == 0 {
		if err := a.listTasks(st, c.State == "all"); err != nil {
			return err
		}
	}
	list, err := st.Cases(a.ctx, station.CaseFilter{All: c.State == "all", From: c.From, Limit: c.Limit})
	if err != nil {
		return err
	}
	if err := a.listRead(st, len(list)); err != nil {
		return err
	}
	for _, k := range list {
		if err := a.printJSON(lineOfCase(k)); err != nil {
			return err
		}
	}
	return partly(st)
}

type queueShowCmd struct {
	ID string `arg:"" help:"案件号，或任务编号：转来审理的申诉，别份拷贝发的证 · the case, or a task: an appeal to hear, a pass that a copy gave"`
}

// Run prints a case with the application and everything that was decided.
func (c *queueShowCmd) Run(a *app) error {
	if namesTask(c.ID) {
		return a.showHearing(c.ID)
	}
	if err := namesCase(c.ID); err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	id, err := st.FindCase(a.ctx, c.ID)
	if err != nil {
		return err
	}
	k, err := st.ViewCase(a.ctx, id, station.ByScript)
	if err != nil {
		return err
	}
	a.sayUnrecorded(st)
	return a.printJSON(wholeCase(k))
}

type queueSettleCmd struct {
	ID       string `arg:"" help:"案件号，或任务的编号 · the case, or the task's ID"`
	Decision string `required:"" enum:"issue,two_people,same_person,refuse,done,cannot" help:"issue 准予发证，two_people 是两个人，same_person 是同一人，refuse 不予发证；任务：done 已办，cannot 办不到 · issue, two_people, same_person or refuse; of a task done or cannot"`
	Reason   string `required:"" help:"理由：谁、何时、如何核实，密封保存 · why: who confirmed it, when and how; sealed"`
	Facts    string `help:"更正后的申报内容（JSON）· declared facts as they were found to be" placeholder:"JSON"`
}

// Run settles a case and prints the verdict, or settles a task.
func (c *queueSettleCmd) Run(a *app) error {
	if c.Decision == string(registry.OutcomeDone) || c.Decision == string(registry.OutcomeCannot) {
		return a.finishTask(c.ID, registry.TaskOutcome(c.Decision), c.Reason)
	}
	return a.ruleOn(c.ID, c.Facts, station.Ruling{Decision: c.Decision, Reason: c.Reason}, (*station.Station).SettleWith)
}

// ruleOn lets an officer decide about a case and prints the verdict. Where no pass
// came of a decision that was to give one, the exit code says whether anything
// was decided.
func (a *app) ruleOn(typed, facts string, r station.Ruling, decide deciding) error {
	named, find := namesCase, func(st *station.Station, typed string) (int64, error) { return st.FindCase(a.ctx, typed) }
	if r.Decision == "uphold" || r.Decision == "change" {
		named, find = namesAppeal, a.appealed
	}
	err := named(typed)
	if err != nil {
		return err
	}
	if r.Facts, err = foundFacts(facts); err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	id, err := find(st, typed)
	if err != nil {
		return err
	}
	v, failed := decide(st, a.ctx, id, r)
	if nothing := (*station.Undecided)(nil); failed != nil && !errors.As(failed, &nothing) {
		return failed
	}
	k, err := st.Case(a.ctx, id)
	if err != nil {
		return err
	}
	out := ruled{Verdict: v, State: k.State}
	if failed == nil {
		out.Decided = k.LastDecision()
	}
	if out.Outstanding = k.Outstanding; len(k.Outstanding) > 0 {
		a.warn(oldPaperOpen(k))
	}
	if err := a.printJSON(out); err != nil || failed != nil {
		return cmp.Or(err, failed)
	}
	if r.Gives() && k.State.Denied() {
		return &partError{}
	}
	return nil
}

// ruled is the verdict on a case, what was written down as decided, and where the
// case stands now.
type ruled struct {
	station.Verdict
	Decided string              `json:"decided,omitempty"` // "" where nothing was
	State   registry.CaseStatus `json:"state"`
	// copies that a correction replaced and nobody has marked: it is not done before
	Outstanding []int `json:"outstanding,omitempty"`
}

// namesCase: what was typed is the name of a case. A pass number in its place is told from
// a slip.
func namesCase(typed string) error {
	_, bad := registry.ParseNumber(typed)
	if errors.Is(bad, registry.ErrNumberCheck) {
		zh, en := explain(bad) // no case has a number so long
		return &usageError{zh, en}
	}
	if bad == nil {
		return &usageError{
			"这是通行证编号，这里要的是案件号（发证时的 case）。对已发通行证的申诉用 appeal lodge 证件编号。",
			"this is a pass number, and a case is wanted (the verdict's case). An appeal about a pass is taken down with appeal lodge and its number.",
		}
	}
	if _, ok := registry.ParseCaseNo(typed); !ok {
		return &usageError{"案件号是数字，恢复备份以后的前面带期号（如 2-57），见 queue list", "a case is a number, with the epoch before it after a restore (as 2-57): see queue list"}
	}
	return nil
}

// foundFacts reads corrected facts from the command line.
func foundFacts(typed string) (map[string]json.RawMessage, error) {
	if typed == "" {
		return nil, nil
	}
	var facts map[string]json.RawMessage
	if err := json.Unmarshal([]byte(typed), &facts); err != nil || len(facts) == 0 {
		return nil, &usageError{"--facts 是一个 JSON 对象，如 {\"facts\":[]}", "--facts is a JSON object, as {\"facts\":[]}"}
	}
	if _, twice := registry.NamedTwice([]byte(typed)); twice {
		return nil, &usageError{"--facts 里同一项写了两次", "a name stands twice in --facts"}
	}
	return facts, nil
}

// caseLine is one case in a list.
type caseLine struct {
	ID       int64               `json:"id"`
	No       string              `json:"case_no,omitempty"` // its name on paper and screens, where that is not the id
	At       time.Time           `json:"at"`
	Kind     registry.Kind       `json:"kind"`
	State    registry.CaseStatus `json:"state"`
	Outcome  string              `json:"outcome"` // as it was told first
	Rule     string              `json:"rule,omitempty"`
	Warnings []string            `json:"warnings"`
	Reason   scheme.Text         `json:"reason"`
	Cite     string              `json:"cite"`
	Source   string              `json:"source,omitempty"`
	Advice   scheme.Text         `json:"advice,omitzero"`
	Next     scheme.Change       `json:"next,omitzero"`     // when time alone would change it, as it was told
	Where    []station.Place     `json:"where,omitempty"`   // where the person is sent, as the directory has it today
	Against  string              `json:"against,omitempty"` // the pass that the question is about
	Name     string              `json:"name"`
	Document string              `json:"document"` // masked
	Number   string              `json:"number,omitempty"`
	Asks     string              `json:"asks,omitempty"` // outcome of the question that is open, where it is another by now
	Allowed  []registry.Kind     `json:"allowed"`
	Beyond   scheme.Text         `json:"beyond,omitzero"`        // why no decision replaces it, and what is possible
	Decides  string              `json:"decides,omitempty"`      // police: who decides an appeal, where that is not this point
	Police   []station.Place     `json:"police_where,omitempty"` // where the case goes then
	Lodged   time.Time           `json:"lodged,omitzero"`        // when the appeal was lodged, or taken up again
	Due      civil.Date          `json:"due,omitzero"`           // the last day for an appeal or its decision, where a term is set
	Old      []int               `json:"outstanding,omitempty"`  // copies that a correction replaced and nobody has marked
}

// oldPaperOpen says that a correction is not done before the paper it replaced is marked.
func oldPaperOpen(k station.Case) scheme.Text {
	copies := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(k.Outstanding)), ", "), "[]")
	return scheme.Text{
		ZH: fmt.Sprintf("变更还没有办完：第 %s 份旧证还在外，下落清楚以后登记（return、void 或 lost %s --copy N）。", copies, k.Number),
		EN: fmt.Sprintf("The correction is not done: copy %s is still out; mark it when it is known what became of it (return, void or lost %s --copy N).", copies, k.Number),
	}
}

// lineOfCase shows the question that is still open: the first, or the one that a
// decision left.
func lineOfCase(k station.Case) caseLine {
	q := k.Question
	l := caseLine{
		ID: k.ID, No: k.No.Beside(k.ID), At: k.At, Kind: k.Kind, State: k.State, Outcome: k.Verdict.Outcome, Rule: q.Rule, Warnings: q.Warnings, Reason: q.Reason,
		Cite: q.Cite, Source: q.Source, Advice: q.Advice, Next: q.Next, Where: q.Where, Against: k.Against, Name: k.Applicant.Name, Document: k.Masked, Number: k.Number, Allowed: k.Allowed,
	}
	if q.Outcome != k.Verdict.Outcome {
		l.Asks = q.Outcome
	}
	l.Beyond, l.Lodged, l.Due, l.Old = k.Beyond, k.Lodged, k.Due, k.Outstanding
	if k.Police != nil {
		l.Decides, l.Police = station.ByPolice, k.Police.Where
	}
	if l.Allowed == nil {
		l.Allowed = []registry.Kind{}
	}
	return l
}

func wholeCase(k station.Case) any {
	return struct {
		caseLine
		Told      station.Verdict      `json:"told"`
		Applicant registry.Application `json:"applicant"`
		Events    []eventLine          `json:"events"`
	}{lineOfCase(k), k.Verdict, k.Applicant, eventLines(k.History)}
}
