package station

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// An appeal that the police decide comes to their station as a task with the papers of the
// case (registry.CasePapers), and is decided there; what they decided comes to the point that
// issued as another task, and is carried out there: the case ends as they decided. Whichever
// way the officer there records it, by the task or by the case, the task is done with it.

// hearing is the sealed record of a decision about another station's appeal. Upstream reads
// it, and the point that issued.
type hearing struct {
	noteRecord
	Evidence string `json:"evidence,omitempty"`
}

// mayBeHeard: the police hear, and they must have the papers.
func (s *Station) mayBeHeard(t registry.Task) error {
	switch {
	case !s.atPolice():
		return badSent("这件申诉要由公安审理，本站不是公安发放点。", "the police hear this appeal, and this is no police point.")
	case t.Number != "", t.Hearing == nil:
		return badSent("转来审理的申诉没有案卷。", "an appeal came to be heard without its papers.")
	}
	if a, err := registry.ReadStored(t.Hearing.Person); err != nil || a.Name == "" {
		return badSent("转来审理的申诉，案卷读不出来。", "an appeal came to be heard, and its papers cannot be read.")
	}
	return nil
}

// Hearing is an appeal of another station's, with its papers. Names are in the clear: show
// it, never log it.
type Hearing struct {
	UpstreamTask
	Applicant registry.Application
	Masked    string // the printed document number
}

// ViewHearing opens the papers of an appeal that came to be heard, or the holder of a pass
// that a copy of this register gave (Task.Copied); it is recorded.
func (s *Station) ViewHearing(ctx context.Context, id, why string) (Hearing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Hearing{}, err
	}
	state, err := s.taskToRead(ctx, strings.TrimSpace(id))
	if err != nil && !isNotFound(err) {
		return Hearing{}, fmt.Errorf("look a task up: %w", err)
	}
	var t UpstreamTask
	if err == nil {
		if t, err = s.upstreamTask(ctx, state); err != nil {
			return Hearing{}, err
		}
	}
	person := t.Copied
	if t.Hearing != nil {
		person = t.Hearing.Person
	}
	if person == nil {
		return Hearing{}, badSent("没有这件转来审理的申诉，也没有这件说别份拷贝发的证的任务，见 queue list。", "no such appeal came to be heard, and no such task is about a pass that a copy gave: see queue list.")
	}
	h := Hearing{UpstreamTask: t}
	if h.Applicant, err = registry.ReadStored(person); err != nil {
		return Hearing{}, fmt.Errorf("read a task: %w", ErrDamaged)
	}
	h.Masked = printedNumber(h.Applicant).Masked()
	return h, s.viewed(ctx, "", registry.ViewedBody{Why: why, Task: state.ID})
}

// taskToRead is the task of which the papers are read: also one that is settled, by its ID.
func (s *Station) taskToRead(ctx context.Context, typed string) (registry.TaskState, error) {
	if n, ok := registry.ParseCaseNo(typed); ok {
		return s.openTaskOfCase(ctx, n)
	}
	return s.ports.Store.Task(ctx, typed)
}

// openTaskOfCase is the only open task about the case: one of another station's that came to
// be heard, by its name there, or one of this station's that was decided.
func (s *Station) openTaskOfCase(ctx context.Context, n registry.CaseNo) (registry.TaskState, error) {
	open, err := collectRows(s.ports.Store.Tasks(ctx, false))
	if err != nil {
		return registry.TaskState{}, fmt.Errorf("look a task up: %w", err)
	}
	var of []registry.TaskState
	for _, state := range open {
		if state.Kind != registry.TaskHear && state.Kind != registry.TaskDecision {
			continue
		}
		t, err := s.upstreamTask(ctx, state)
		if err != nil {
			return registry.TaskState{}, err
		}
		if t.Case == n.String() || t.Hearing != nil && t.Hearing.Case == n.String() {
			of = append(of, state)
		}
	}
	switch len(of) {
	case 0:
		return registry.TaskState{}, badSent("上级没有关于案件 %s 的任务，见 queue list。", "upstream asks nothing about case %s: see queue list.", n)
	case 1:
		return of[0], nil
	}
	return registry.TaskState{}, badSent("关于案件 %s 的任务有 %d 件，请写任务编号，见 queue list。", "there are %[2]d tasks about case %[1]s: give the ID of one, see queue list.", n, len(of))
}

// DecideTask decides the appeal that a task brought to be heard, and answers no case; or
// carries out what the police decided of one of this station's, where r need not say the
// decision, and answers its case.
func (s *Station) DecideTask(ctx context.Context, id string, r Ruling) (int64, Verdict, error) {
	if err := s.mayEnd(r.Old); err != nil {
		return 0, Verdict{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoDecide); err != nil {
		return 0, Verdict{}, err
	}
	state, err := s.openTask(ctx, id)
	switch {
	case err != nil:
		return 0, Verdict{}, err
	case state.Kind == registry.TaskHear:
		return 0, Verdict{}, s.hear(ctx, state, r)
	case state.Kind == registry.TaskDecision:
		return s.carryOutDecision(ctx, state, r)
	}
	return 0, Verdict{}, badSent("这件任务没有申诉要决定：用 queue settle 办结。", "this task has no appeal to decide: settle it with queue settle.")
}

// hear decides another station's appeal. Only the police do.
func (s *Station) hear(ctx context.Context, t registry.TaskState, r Ruling) error {
	if err := registry.MayDecide(s.operator.Roles, true); err != nil {
		return err
	}
	if r.Decision != decideUphold && r.Decision != decideChange {
		return notSo("decision", "决定为 uphold（维持）或 change（变更）", "the decision is uphold or change")
	}
	if len(r.Facts) > 0 || r.Old != "" || r.By != "" {
		return notSo("facts", "要改什么写在理由里，由发证的站点照办", "what is to be changed is said in the reason, and the point that issued does it")
	}
	reason, err := because(r.Reason)
	if err != nil {
		return err
	}
	d := &draft{tasks: map[string]registry.TaskState{t.ID: t}, events: []draftEvent{{kind: registry.TaskDone,
		body:   registry.Body(registry.TaskBody{ID: t.ID, Task: t.Kind, Outcome: registry.OutcomeDone, Decision: r.Decision}),
		record: registry.Body(hearing{noteRecord{reason}, strings.TrimSpace(r.Evidence)})}}}
	if err := s.append(ctx, d); err != nil {
		return fmt.Errorf("hear an appeal: %w", err)
	}
	return nil
}

// ownAppeal: a decision is about an appeal that was lodged here; false where a restore may
// have lost it.
func (s *Station) ownAppeal(ctx context.Context, t registry.Task) (bool, error) {
	if t.Reason != decideUphold && t.Reason != decideChange || t.Heard == nil || !registry.SaysWhy(t.Text) {
		return false, badSent("公安的决定不完整：没有写明维持还是变更、谁决定、为什么。", "the decision of the police is not whole: it does not say uphold or change, who decided, and why.")
	}
	id, err := s.appealLodged(ctx, t.Lodged)
	if err == nil && id == 0 && s.branch.At == 0 {
		err = badSent("决定说的申诉不在本站的登记册里。", "the decision is about an appeal that this register does not have.")
	}
	if err != nil || id == 0 || t.Number == "" {
		return id != 0, err
	}
	return s.ownTask(ctx, t)
}

// appealLodged is the case of which the event with the hash lodged or reopened the appeal,
// here or in a history that came back; 0 for none.
func (s *Station) appealLodged(ctx context.Context, hash string) (int64, error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.AppealLodged, registry.AppealReopened, registry.EventReturned) {
		if err != nil {
			return 0, fmt.Errorf("look an appeal up: %w", err)
		}
		was, _, err := e.Original()
		if err != nil || hex.EncodeToString(was.Hash[:]) != hash {
			continue
		}
		if e, err = e.Again(); err != nil {
			return 0, fmt.Errorf("look an appeal up: %w", ErrDamaged)
		}
		return e.OfCase()
	}
	return 0, nil
}

// lodgedLast is the hash of the event that lodged or reopened the appeal of the case last.
func (f *caseFile) lodgedLast() string {
	hash := ""
	for _, e := range f.events {
		if e.Kind == registry.AppealLodged || e.Kind == registry.AppealReopened {
			hash = hex.EncodeToString(e.Hash[:])
		}
	}
	return hash
}

// asSent takes what the police decided of the case elsewhere along: the decision can only be
// theirs.
func (s *Station) asSent(ctx context.Context, f *caseFile, r Ruling) error {
	open, err := collectRows(s.ports.Store.Tasks(ctx, false))
	if err != nil {
		return fmt.Errorf("look for what was decided: %w", err)
	}
	lodged := f.lodgedLast()
	for _, state := range open {
		if state.Kind != registry.TaskDecision {
			continue
		}
		t, err := s.upstreamTask(ctx, state)
		switch {
		case err != nil:
			return err
		case t.Lodged != lodged:
			continue
		case t.Reason != r.Decision:
			is := saysDecided[t.Reason]
			return notSo("decision", "公安对这件申诉的决定是"+is.ZH+"（任务 "+t.ID+"），照此登记", "the police have decided this appeal: "+is.EN+" (task "+t.ID+"). Record that")
		}
		f.sent = append(f.sent, state)
	}
	return nil
}

var saysDecided = map[string]scheme.Text{decideUphold: {ZH: "维持", EN: "the decision stands"}, decideChange: {ZH: "变更", EN: "it is changed"}}

// carryOutDecision lets the case end as the police decided. One that was decided here
// meanwhile ends the task where that is the same.
func (s *Station) carryOutDecision(ctx context.Context, state registry.TaskState, r Ruling) (int64, Verdict, error) {
	if err := registry.MayDecide(s.operator.Roles, false); err != nil {
		return 0, Verdict{}, err
	}
	task, err := s.upstreamTask(ctx, state)
	if err != nil {
		return 0, Verdict{}, err
	}
	if task.Lodged == "" { // of an upstream that names no case: somebody has recorded it
		reason, err := because(r.Reason)
		if err != nil {
			return 0, Verdict{}, err
		}
		return 0, Verdict{}, s.endTask(ctx, state, registry.OutcomeDone, reason)
	}
	if r.Decision != "" && r.Decision != task.Reason {
		return 0, Verdict{}, notSo("decision", "公安的决定是"+saysDecided[task.Reason].ZH+"，照此登记", "the police decided: "+saysDecided[task.Reason].EN+". Record that")
	}
	id, err := s.appealLodged(ctx, task.Lodged)
	if err != nil {
		return 0, Verdict{}, err
	}
	f, err := s.openCase(ctx, id)
	if err != nil {
		return 0, Verdict{}, err
	}
	if f.Status != registry.CaseAppealed || f.lodgedLast() != task.Lodged {
		return id, f.told, s.decidedAlready(ctx, f, task, state, r.Reason)
	}
	v, err := s.decide(ctx, id, registry.AppealDecided, Ruling{Decision: task.Reason, Reason: heardSays(task), Evidence: task.Heard.Evidence,
		Facts: r.Facts, By: ByPolice, Print: r.Print, Old: r.Old})
	if err != nil {
		return id, v, fmt.Errorf("decide an appeal: %w", err)
	}
	return id, v, nil
}

// heardSays is the reason with which the case ends here: who decided, when, and why.
func heardSays(t UpstreamTask) string {
	return fmt.Sprintf("%s %s %s：%s", t.Heard.Point, t.Heard.Operator, t.Heard.Day, t.Text)
}

// decidedAlready: what this station recorded meanwhile must be the same.
func (s *Station) decidedAlready(ctx context.Context, f *caseFile, task UpstreamTask, state registry.TaskState, reason string) error {
	if f.decidedBehind(task.Lodged) != task.Reason {
		return badSent("案件 %s 在本站已另行决定，公安的决定是%s，两者不同：先问清公安，再用 queue settle %s --decision cannot 写明原因。",
			"case %s was decided here already, and not as the police did (%s). Ask them first, then say why with queue settle %s --decision cannot.", f.no, task.Reason, state.ID)
	}
	if reason == "" {
		reason = "本站已照此登记"
	}
	return s.endTask(ctx, state, registry.OutcomeDone, reason)
}

// decidedBehind is what was decided of the appeal that the event with the hash lodged. What
// did away with one ground of several is a change.
func (f *caseFile) decidedBehind(lodged string) string {
	behind := false
	for _, e := range f.events {
		var b registry.CaseBody
		switch {
		case hex.EncodeToString(e.Hash[:]) == lodged:
			behind = true
		case !behind || e.Kind != registry.AppealDecided || json.Unmarshal(e.Body, &b) != nil:
		case b.Decision == decideUphold:
			return decideUphold
		default:
			return decideChange
		}
	}
	return ""
}

// askedToHear and askedToCarryOut are what the tasks ask; they name no person.
func askedToHear(t registry.Task) scheme.Text {
	h := t.Hearing
	return both("站点 %03d（%s）案件 %s 的申诉转来由公安审理：先看案卷（queue show %s），再决定维持或变更（appeal decide）。",
		"the appeal in case %[3]s of station %03[1]d (%[2]s) came to be heard by the police: read its papers (queue show %[4]s), then uphold or change (appeal decide).", h.Station, h.Point, h.Case, t.ID)
}

func askedToCarryOut(t registry.Task) scheme.Text {
	is := saysDecided[t.Reason]
	return scheme.Text{
		ZH: fmt.Sprintf("案件 %s 的申诉，%s %s 决定%s：%s。用 appeal decide %s 照此登记，案件就此办结；要改资料的，在案件里变更。", t.Case, t.Heard.Point, t.Heard.Day, is.ZH, t.Text, t.ID),
		EN: fmt.Sprintf("the appeal in case %s was decided by %s on %s: %s. Why: %s. Record it with appeal decide %s, and the case ends so; where data are to be corrected, do it in the case.", t.Case, t.Heard.Point, t.Heard.Day, is.EN, t.Text, t.ID)}
}
