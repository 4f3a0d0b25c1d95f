package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Ruling is an officer's decision about a case. The reason is in the officer's
// own words and is sealed: who confirmed what, and when. Facts are inputs of the
// scheme that were found to be other than stated, under the names of a script.
type Ruling struct {
	Decision string // issue, two_people, same_person, refuse; of an appeal uphold, change
	Reason   string
	Evidence string // of an appeal: on what it was decided; may be empty
	Facts    map[string]json.RawMessage
	By       string // police: they decided, and somebody else writes it down
	Print    bool   // also record the intent to print
	Old      string // of a correction, what became of the paper before: as in Correction
}

// Settle decides a parked case: issue (the question it was parked with is
// answered), two_people or same_person (of two records), or refuse. The
// application is checked again as things are today; the decision stands in for
// exactly that question. When another question is open then, the answer is its
// verdict and the case goes on waiting; what was decided stays decided. Where
// nothing came of the decision the answer is an *Undecided beside the verdict.
func (s *Station) Settle(ctx context.Context, id int64, decision, reason string, print bool) (Verdict, error) {
	return s.SettleWith(ctx, id, Ruling{Decision: decision, Reason: reason, Print: print})
}

// SettleWith is Settle with facts that were found to be other than stated.
func (s *Station) SettleWith(ctx context.Context, id int64, r Ruling) (Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSettle); err != nil {
		return Verdict{}, err
	}
	if !slices.Contains([]string{decideIssue, decideTwoPeople, decideSamePerson, decideRefuse}, r.Decision) {
		return Verdict{}, notSo("decision", "决定为 issue、two_people、same_person 或 refuse", "the decision is issue, two_people, same_person or refuse")
	}
	v, err := s.decide(ctx, id, registry.Settled, r)
	if err != nil {
		return v, fmt.Errorf("settle: %w", err)
	}
	return v, nil
}

// decide lets one decision happen to a case.
func (s *Station) decide(ctx context.Context, id int64, kind registry.Kind, r Ruling) (Verdict, error) {
	ctx = context.WithoutCancel(ctx) // once begun it is finished
	f, err := s.caseFor(ctx, id, kind)
	if err != nil {
		return Verdict{}, err
	}
	if r.Reason, err = because(r.Reason); err != nil {
		return Verdict{}, err
	}
	if kind == registry.AppealDecided {
		if err := s.asSent(ctx, f, r); err != nil {
			return Verdict{}, err
		}
	}
	denies := r.Decision == decideRefuse || r.Decision == decideUphold
	if !f.OfPass() { // of a pass, what is wrong is the holder's data
		if err := checkFound(r.Facts); err != nil {
			return Verdict{}, err
		}
	}
	if denies && len(r.Facts) > 0 {
		return Verdict{}, notSo("facts", "不予发证或维持时不更正申报内容，请写在理由里", "facts are corrected to issue; to refuse or uphold, say it in the reason")
	}
	if f.OfPass() {
		return s.decidePass(ctx, f, r)
	}
	if denies {
		return s.turnDown(ctx, f, kind, r)
	}
	if r.Decision == decideSamePerson && f.question.Verdict.Rule == warnWatch {
		return s.turnDownListed(ctx, f, kind, r)
	}
	return s.grant(ctx, f, kind, r)
}

// caseFor opens the case when the step is possible in its state.
func (s *Station) caseFor(ctx context.Context, id int64, step registry.Kind) (*caseFile, error) {
	f, err := s.openCase(ctx, id)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(registry.AllowedCase(f.Status), step) {
		return nil, illegalStep(f, step)
	}
	return f, nil
}

// because is a reason that must be given, without the blanks around it; an error
// says what is wanted where there is none, or one that says nothing.
func because(given string) (string, error) {
	switch reason := strings.TrimSpace(given); {
	case reason == "":
		return "", notSo("reason", "请写明理由", "give the reason")
	case !registry.SaysWhy(reason):
		return "", notSo("reason", "理由太短，或没有说明什么：请至少写两个字，说清为什么", "the reason is too short or says nothing: say why, in two letters or characters at least")
	default:
		return reason, nil
	}
}

// checkFound reads facts that an officer found to be other than stated. Another
// name or number is another application; only a declaration can be made up for.
// What the rules cannot read in them is answered as INVALID, like any application.
func checkFound(found map[string]json.RawMessage) error {
	if len(found) == 0 {
		return nil
	}
	var a registry.Application
	if err := json.Unmarshal(registry.Body(found), &a); err != nil {
		return notSo("facts", "更正的内容写法不对", "the corrected facts are not written as they should be")
	}
	facts := len(a.Facts)
	if _, ok := found["declared"]; ok {
		facts++
	}
	if _, ok := found["today"]; ok || facts != len(found) {
		return notSo("facts", "只能更正申报内容；姓名、证件有误的，请重新申请", "only declared facts can be corrected; for another name or number apply anew")
	}
	return nil
}

// turnDown refuses a parked case, or upholds a refusal.
func (s *Station) turnDown(ctx context.Context, f *caseFile, kind registry.Kind, r Ruling) (Verdict, error) {
	v := f.question.Verdict
	body := registry.CaseBody{Case: f.ID, Decision: r.Decision, State: registry.CaseRefused, Rule: v.Rule, By: r.By}
	v.Reason = scheme.Text{ZH: fmt.Sprintf("案件 %s 核定：不予发证", f.no), EN: fmt.Sprintf("Case %s is settled: no pass", f.no)}
	v.Advice = scheme.Text{ZH: "有异议的，可在本处申诉，请带上证明。", EN: "Whoever disagrees may appeal at this desk, with evidence."}
	if kind == registry.AppealDecided {
		body.State = registry.CaseUpheld
		v.Reason = scheme.Text{ZH: fmt.Sprintf("案件 %s 的申诉：维持原决定", f.no), EN: fmt.Sprintf("The appeal in case %s: the decision stands", f.no)}
		v.Advice = scheme.Text{ZH: "有新证据的，可在本处再次申诉。", EN: "With new evidence the appeal is taken up again at this desk."}
	}
	if parked(v.Outcome) {
		v.Outcome = "REFUSE"
	}
	v.Case, v.CaseNo, v.Ref = f.ID, f.no.Beside(f.ID), f.application.Ref
	return v, s.record(ctx, f, kind, body, rulingRecord{noteRecord: noteRecord{r.Reason}, Evidence: strings.TrimSpace(r.Evidence)})
}

// record writes an event of a case with its sealed record, and nothing else.
func (s *Station) record(ctx context.Context, f *caseFile, kind registry.Kind, body registry.CaseBody, r rulingRecord) error {
	return s.append(ctx, f.draft(kind, body, r))
}

func (f *caseFile) draft(kind registry.Kind, body registry.CaseBody, r rulingRecord) *draft {
	e := draftEvent{kind: kind, of: f.ID, body: registry.Body(body), record: registry.Body(r)}
	if body.State == registry.CaseClosed { // that pass's history tells it
		e.pass = body.Against
	}
	if f.OfPass() {
		e.pass = f.Pass
	}
	d := &draft{cases: registry.Cases{f.ID: f.CaseState}, tasks: map[string]registry.TaskState{}}
	for _, t := range f.sent {
		d.finish(t, registry.OutcomeDone, r.Note)
	}
	d.events = append(d.events, e)
	return d
}

// grant checks the application again with the decision in the place of the
// question, and issues when nothing else stands against it.
func (s *Station) grant(ctx context.Context, f *caseFile, kind registry.Kind, r Ruling) (Verdict, error) {
	c, stood, err := s.checkAgain(ctx, f, r)
	if err != nil {
		return Verdict{}, err
	}
	c.verdict.Case, c.verdict.CaseNo, c.verdict.Ref = f.ID, f.no.Beside(f.ID), f.application.Ref
	body := registry.CaseBody{Case: f.ID, Decision: stood.decision, Rule: stood.rule, Against: stood.against, Corrected: len(r.Facts) > 0, By: r.By}
	kept := rulingRecord{noteRecord: noteRecord{r.Reason}, Evidence: strings.TrimSpace(r.Evidence), Facts: r.Facts, Asked: stood.asked, Watch: saidOf(stood.looked, false)}
	next := s.question(&c)
	switch {
	case c.verdict.Issues() && kind == registry.AppealDecided:
		body.State = registry.CaseChanged
	case c.verdict.Issues():
		body.State = registry.CaseIssued
	case c.verdict.Outcome == samePerson:
		body.State = registry.CaseClosed
	case f.goesOn(kind, next):
		body.State, kept.Next = restsAt(kind, next), &next
		body.Decision = partly(kind, stood)
	default:
		return c.verdict, s.undecided(f, kind, next)
	}
	if c.verdict.Issues() {
		settledText(&c.verdict, f, stood)
	}
	d := f.draft(kind, body, kept)
	d.change.Watch.Answers = s.watchAnswers(f, kept.Watch)
	return s.carryOut(ctx, f, &c, d, r.Print)
}

// checkAgain checks as things are today, first without the decision: facts that
// were corrected, or the days that went by, may have settled it. What two records
// are is the officer's to say in any case.
func (s *Station) checkAgain(ctx context.Context, f *caseFile, r Ruling) (checked, ruling, error) {
	given, err := s.standsFor(f.question, r.Decision, f.underGuardian())
	if err != nil {
		return checked{}, given, err
	}
	a := f.asOfToday(r.Facts)
	c, err := s.checkUnder(ctx, a, f.standing)
	if err != nil || c.verdict.Issues() && given.against == "" || len(r.Facts) > 0 && f.moved(s.question(&c)) {
		return c, ruling{decision: given.decision}, err
	}
	c, err = s.checkUnder(ctx, a, f.standing.plus(given))
	return c, given, err
}

// carryOut writes the decision, with the pass that it gives.
func (s *Station) carryOut(ctx context.Context, f *caseFile, c *checked, d *draft, print bool) (Verdict, error) {
	if c.verdict.Issues() {
		if err := s.draftPass(ctx, c, d, print); err != nil {
			return Verdict{}, err
		}
	}
	before := s.head
	err := s.append(ctx, d)
	if s.head == before {
		return Verdict{}, err
	}
	// It is written, even when the mark in the second place could not be.
	if c.verdict.Issues() {
		s.index.addPass(d.row(c.verdict.Number), c.applicant.stored)
	}
	if c.verdict.Issues() || c.verdict.Outcome == samePerson {
		s.index.undeny(personKey(indexedOf(f.application)), f.ID)
	}
	if c.verdict.Issues() {
		s.forgetReplaced(c)
	}
	return c.verdict, err
}

// underGuardian: a child with no number of its own.
func (f *caseFile) underGuardian() bool {
	return f.application.Document == nil && f.application.OwnNumber == nil
}

// asOfToday is the application as it is checked again: the rules of today decide
// about the facts as they were found. An override or a choice that somebody wrote
// into it is not the officer's.
func (f *caseFile) asOfToday(found map[string]json.RawMessage) registry.Application {
	a := corrected(f.application, found)
	a.Ref, a.Override, a.OverrideReason, a.Choice = "", "", "", nil
	delete(a.Facts, "today")
	return a
}

// settledText says that an officer's decision gave the pass, and shows the sentence
// that it stands in for.
func settledText(v *Verdict, f *caseFile, stood ruling) {
	v.Reason = scheme.Text{ZH: fmt.Sprintf("案件 %s 核定，准予发证", f.no), EN: fmt.Sprintf("Case %s is settled: issue", f.no)}
	if stood.rule == "" {
		return
	}
	v.Reason = scheme.Text{ZH: fmt.Sprintf("案件 %s 经负责人核实，准予发证", f.no), EN: fmt.Sprintf("An officer verified case %s: issue", f.no)}
	v.Rule, v.Settings, v.StationSet = stood.rule, nil, nil
	v.Cite, v.Source = f.question.Verdict.Cite, f.question.Verdict.Source
}
