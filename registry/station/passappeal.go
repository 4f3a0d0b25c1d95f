package station

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// Somebody who holds a pass, or held one, appeals: it was recalled, made void, or
// says something wrong. The appeal is heard where the pass was issued (哪里申领哪里申诉,
// 001) and begins a case of its own. Changed, the recall is taken back, the data
// are corrected, or a void paper is replaced; the number stays.

// LodgePassAppeal is LodgePassAppealWith for somebody who brings nothing.
func (s *Station) LodgePassAppeal(ctx context.Context, typed, reason string) (int64, error) {
	return s.LodgePassAppealWith(ctx, typed, Statement{Reason: reason})
}

// LodgePassAppealWith takes down an appeal about a pass of this station, with what the
// person says and brings, and answers its case. A pass of another station is an
// *Elsewhere: it names the place to go.
func (s *Station) LodgePassAppealWith(ctx context.Context, typed string, said Statement) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoLodge); err != nil {
		return 0, err
	}
	p, err := s.passState(ctx, typed)
	if err != nil {
		return 0, fmt.Errorf("appeal: %w", err)
	}
	if said, err = said.parsed(); err != nil {
		return 0, err
	}
	if err := s.mayAppeal(ctx, p, s.ports.today()); err != nil {
		return 0, err
	}
	tasks, err := s.appealTasks(ctx, p.Number.String())
	if err != nil {
		return 0, fmt.Errorf("appeal: %w", err)
	}
	return s.lodge(ctx, p, said, said.Reason, tasks)
}

// lodge begins the case. Tasks that brought the appeal from elsewhere are done with it,
// for the reason done.
func (s *Station) lodge(ctx context.Context, p registry.PassState, said Statement, done string, tasks []registry.TaskState) (int64, error) {
	d := &draft{tasks: map[string]registry.TaskState{}}
	for _, t := range tasks {
		d.finish(t, registry.OutcomeDone, done)
	}
	d.events = append(d.events, draftEvent{
		kind: registry.AppealLodged, pass: p.Number.String(), body: registry.Body(registry.CaseBody{State: registry.CaseAppealed, Epoch: s.caseEpoch()}),
		record: registry.Body(rulingRecord{noteRecord: noteRecord{said.Reason}, Evidence: said.Evidence}),
	})
	if err := s.append(ctx, d); err != nil {
		return 0, fmt.Errorf("appeal: %w", err)
	}
	return s.head.Event, nil // the last of the command: it began the case
}

// mayAppeal: within the scheme's term, and one appeal about a pass at a time. day is when
// the person said it.
func (s *Station) mayAppeal(ctx context.Context, p registry.PassState, day civil.Date) error {
	waits, since, err := s.appealWaits(ctx, p)
	switch {
	case err != nil:
		return err
	case waits != 0:
		no, err := s.caseNo(ctx, waits)
		if err != nil {
			return fmt.Errorf("appeal: %w", err)
		}
		return notSo("appeal", fmt.Sprintf("这张通行证的申诉（案件 %s）还没有决定", no), fmt.Sprintf("an appeal about this pass waits to be decided already: case %s", no))
	}
	return s.withinTerm(since, day)
}

// appealWaits is the appeal about the pass that nobody has decided yet, 0 for none, and
// the day of the pass's last step.
func (s *Station) appealWaits(ctx context.Context, p registry.PassState) (id int64, since civil.Date, err error) {
	events, err := s.lifeOf(ctx, p.Number.String())
	if err != nil {
		return 0, since, fmt.Errorf("appeal: %w", err)
	}
	since = s.ports.today()
	for _, e := range events {
		if e.No == p.LastEvent {
			since = s.dayOf(e)
		}
		if e.Kind != registry.AppealLodged {
			continue
		}
		c, err := s.ports.Store.Case(ctx, e.No)
		if err != nil {
			return 0, since, fmt.Errorf("appeal: %w", err)
		}
		if c.Status.Waits() {
			id = e.No
		}
	}
	return id, since, nil
}

// beginPassAppeal reads the beginning of such a case: the holder as they stand, and
// what they appeal about.
func (s *Station) beginPassAppeal(ctx context.Context, f *caseFile, e registry.Event, record []byte) error {
	var r rulingRecord
	p, err := s.ports.Store.Pass(ctx, e.Pass)
	if err != nil || json.Unmarshal(record, &r) != nil {
		return fmt.Errorf("%w: the record of event %d", ErrDamaged, e.No)
	}
	if f.application, err = s.holder(ctx, p); err != nil {
		return err
	}
	f.notes[e.No], f.evidence[e.No] = r.Note, r.Evidence
	v := verdictOf("", registry.AppealOfPass, scheme.Text{
		ZH: "申诉通行证 " + p.Number.Grouped() + "，由发证的本站受理", EN: "An appeal about pass " + p.Number.Grouped() + ", heard where it was issued"})
	v.Number, v.Copy, v.Related, v.Case = p.Number, p.Copy, []string{e.Pass}, f.ID
	v.CaseNo = f.no.Beside(f.ID)
	v.Cite, v.Source = s.scheme.Appeal.Sentence, s.scheme.Appeal.Source
	f.told, f.question = v, question{Verdict: v, Against: e.Pass}
	return nil
}

// decidePass decides the appeal of a pass: uphold, or change.
func (s *Station) decidePass(ctx context.Context, f *caseFile, r Ruling) (Verdict, error) {
	p, err := s.ports.Store.Pass(ctx, f.Pass)
	if err != nil {
		return Verdict{}, fmt.Errorf("look the pass up: %w", err)
	}
	body := registry.CaseBody{Case: f.ID, Decision: r.Decision, State: registry.CaseUpheld, By: r.By}
	v := f.told
	v.Outcome, v.Reason = "UPHELD", scheme.Text{ZH: fmt.Sprintf("案件 %s 的申诉：维持", f.no), EN: fmt.Sprintf("The appeal in case %s: the decision stands", f.no)}
	v.Advice = scheme.Text{ZH: "有新证据的，可在本处再次申诉。", EN: "With new evidence the appeal is taken up again at this desk."}
	if r.Decision == decideUphold {
		return v, s.record(ctx, f, registry.AppealDecided, body, rulingRecord{noteRecord: noteRecord{r.Reason}, Evidence: strings.TrimSpace(r.Evidence)})
	}
	body.State, body.Corrected = registry.CaseChanged, len(r.Facts) > 0
	d := f.draft(registry.AppealDecided, body, rulingRecord{noteRecord: noteRecord{r.Reason}, Evidence: strings.TrimSpace(r.Evidence), Facts: r.Facts})
	d.passes = map[string]registry.PassState{f.Pass: p}
	return s.changePass(ctx, f, p, d, r)
}

// changePass carries a changed decision out: the recall is taken back, then what is
// wrong is corrected, or a void paper is replaced.
func (s *Station) changePass(ctx context.Context, f *caseFile, p registry.PassState, d *draft, r Ruling) (Verdict, error) {
	v := f.told
	v.Advice = scheme.Text{}
	if err := s.mayHavePaper(ctx, registry.Reinstated, p); err != nil { // no decision stands in for a list
		return v, err
	}
	if p.Status.UnderRecall() {
		if len(r.Facts) > 0 {
			return v, notSo("facts", "先撤销收回，再变更资料：这一次只决定恢复", "first the recall is taken back, then the data are corrected: decide the first alone")
		}
		v.Outcome, v.Reason = "REINSTATED", scheme.Text{ZH: "申诉成立，撤销收回", EN: "The appeal is right: the recall is taken back"}
		d.step(registry.Reinstated, p, registry.ReasonBody{Copy: p.Copy, Case: f.ID}, r.Reason)
		return v, s.carry(ctx, registry.DoDecide, d)
	}
	if len(r.Facts) > 0 {
		told, after, err := s.draftCorrection(ctx, d, p, Correction{Changed: r.Facts, Reason: r.Reason, Print: r.Print, Old: r.Old}, f.ID)
		if err != nil {
			return told, err
		}
		told.Case, told.CaseNo, told.Cite, told.Source = f.ID, v.CaseNo, v.Cite, v.Source
		return told, s.carryCorrection(ctx, d, after)
	}
	if p.Status == registry.StatusVoided || p.Status == registry.StatusLost {
		v.Outcome, v.Copy, v.Reason = "REPRINTED", s.branch.Next(p), scheme.Text{ZH: "申诉成立，编号不变，发下一份", EN: "The appeal is right: the number stays, the next copy is issued"}
		d.step(registry.Reprinted, p, registry.ReasonBody{Copy: s.branch.Next(p), Case: f.ID}, r.Reason)
		return v, s.carry(ctx, registry.DoDecide, d)
	}
	return v, notSo("facts", "请写明变更什么（--facts，名称与 correct 相同）；没有要变更的，维持，或请本人重新申领",
		"say what is changed (--facts, with the names of correct); where nothing is, uphold, or the person applies anew")
}

// AppealOf is the newest appeal about a pass, or ErrNoCase.
func (s *Station) AppealOf(ctx context.Context, typed string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return 0, err
	}
	p, err := s.passState(ctx, typed)
	if err != nil {
		return 0, fmt.Errorf("appeal: %w", err)
	}
	events, err := s.lifeOf(ctx, p.Number.String())
	if err != nil {
		return 0, fmt.Errorf("appeal: %w", err)
	}
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Kind == registry.AppealLodged {
			return events[i].No, nil
		}
	}
	return 0, ErrNoCase
}
