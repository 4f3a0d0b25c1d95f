package station

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// question is what a case waits for: the last verdict that was told on it, and
// what an officer's decision would stand in for.
type question struct {
	Verdict Verdict       `json:"verdict"`           // as it was told, without its ref and line
	Asked   *scheme.Asked `json:"asked,omitempty"`   // the scheme's rule and the fact it judged; nil when uniqueness or the door spoke
	Against string        `json:"against,omitempty"` // the pass that decided
}

// caseRecord is the sealed record of a Refused, Parked or SpecialRecorded event. The application
// stands in a field of its own, so that nothing an applicant writes can be taken
// for a verdict.
type caseRecord struct {
	Application registry.Application `json:"application"`
	question
}

// rulingRecord is the sealed record of an officer's decision about a case: the
// reason in their own words, and what later decisions must know.
type rulingRecord struct {
	noteRecord
	Evidence string                     `json:"evidence,omitempty"` // of an appeal: what was brought, or what was looked at
	Facts    map[string]json.RawMessage `json:"facts,omitempty"`    // as they were found to be
	Asked    *scheme.Asked              `json:"asked,omitempty"`    // what the decision stands in for
	Next     *question                  `json:"next,omitempty"`     // what is asked after it
	Watch    []watchSaid                `json:"watch,omitempty"`    // whether entries of the watch list mean the person
}

func (s *Station) question(c *checked) question {
	q := question{Verdict: c.verdict, Against: c.against.Number.String()}
	q.Verdict.Ref, q.Verdict.Line = "", 0
	if asked := c.asked; asked.Rule != "" {
		q.Asked = &asked
	}
	return q
}

// caseFile is a case with everything that was said and decided about it.
type caseFile struct {
	registry.CaseState
	no          registry.CaseNo
	application registry.Application // with the facts as they were found to be
	told        Verdict              // first
	question    question             // last
	standing    standing
	events      []registry.Event
	notes       map[int64]string
	evidence    map[int64]string
	found       map[int64]map[string]Restated
	sent        []registry.TaskState // what the police decided of it elsewhere: open tasks that a decision ends
}

// openCase reads a case from its events and their sealed records.
func (s *Station) openCase(ctx context.Context, id int64) (*caseFile, error) {
	state, err := s.ports.Store.Case(ctx, id)
	if isNotFound(err) {
		return nil, ErrNoCase
	}
	if err != nil {
		return nil, fmt.Errorf("look a case up: %w", err)
	}
	f := &caseFile{CaseState: state, standing: standing{id: id}, notes: map[int64]string{}, evidence: map[int64]string{}, found: map[int64]map[string]Restated{}}
	if f.events, err = s.caseEvents(ctx, id); err != nil {
		return nil, fmt.Errorf("read a case: %w", err)
	}
	if len(f.events) == 0 {
		return nil, fmt.Errorf("read a case: %w: event %d", ErrDamaged, id)
	}
	f.no = f.events[0].CaseNo()
	for i, e := range f.events {
		sealed, err := s.ports.Store.Record(ctx, e.No)
		if err != nil {
			return nil, fmt.Errorf("read a case: %w: the record of event %d", ErrDamaged, e.No)
		}
		record, _, err := s.openRecord(SealedRecord{Event: e.No, Sealed: sealed})
		if err != nil {
			return nil, err
		}
		switch {
		case i == 0 && f.OfPass():
			err = s.beginPassAppeal(ctx, f, e, record)
		case i == 0:
			err = s.readBeginning(f, e, record)
		default:
			err = f.readRuling(e, record)
		}
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (s *Station) readBeginning(f *caseFile, e registry.Event, record []byte) error {
	r, err := readCaseRecord(e.No, record)
	if err != nil {
		return err
	}
	if r.Verdict.Outcome == "" {
		r.question = s.retold(r.Application, e)
	}
	r.Verdict.Case, r.Verdict.CaseNo = f.ID, f.no.Beside(f.ID)
	f.application, f.told, f.question = r.Application, r.Verdict, r.question
	return nil
}

// readCaseRecord reads both forms of the record: until schema 2 the application
// stood alone. An application always has a name at its top, a case never.
func readCaseRecord(event int64, record []byte) (caseRecord, error) {
	var top struct {
		Name *string `json:"name"`
	}
	var r caseRecord
	err := json.Unmarshal(record, &top)
	switch {
	case err != nil:
	case top.Name != nil:
		err = json.Unmarshal(record, &r.Application)
	default:
		err = json.Unmarshal(record, &r)
	}
	if err != nil {
		return r, fmt.Errorf("%w: the record of event %d", ErrDamaged, event)
	}
	return r, nil
}

func (f *caseFile) readRuling(e registry.Event, record []byte) error {
	var b registry.CaseBody
	var r rulingRecord
	if json.Unmarshal(e.Body, &b) != nil || json.Unmarshal(record, &r) != nil {
		return fmt.Errorf("%w: the record of event %d", ErrDamaged, e.No)
	}
	f.notes[e.No], f.evidence[e.No] = r.Note, r.Evidence
	if f.OfPass() { // the pass's own history has what came of it
		return nil
	}
	f.found[e.No] = restated(f.application.Facts, r.Facts)
	f.application = corrected(f.application, r.Facts)
	if r.Next != nil { // the decision stands, and another question came after it
		f.standing = f.standing.plus(ruling{decision: b.Decision, asked: r.Asked, rule: b.Rule, against: b.Against, looked: others(r.Watch)})
		f.question = *r.Next
		f.question.Verdict.Case, f.question.Verdict.CaseNo = f.ID, f.no.Beside(f.ID)
	}
	return nil
}

// Restated is an input as it was stated, and as it was found to be; nil: not stated.
type Restated struct{ Was, Is json.RawMessage }

// restated lays what was found beside what it takes the place of, by the names of the
// inputs: what was measured before stays in the history of the case.
func restated(stated, found map[string]json.RawMessage) map[string]Restated {
	all := map[string]Restated{}
	for name, is := range found {
		if was := stated[name]; name != "declared" && string(was) != string(is) {
			all[name] = Restated{was, is}
		}
	}
	return all
}

// corrected is the application with facts as they were found to be. It shares
// none with the one it was made of.
func corrected(a registry.Application, found map[string]json.RawMessage) registry.Application {
	told := a.Facts
	a.Facts = make(map[string]json.RawMessage, len(told)+len(found))
	maps.Copy(a.Facts, told)
	for name, value := range found {
		if name == "declared" {
			_ = json.Unmarshal(value, &a.Declared) // checkFound has read it
			continue
		}
		a.Facts[name] = value
	}
	return a
}

// retold is the verdict of a case that was decided before verdicts were kept with
// it: the event says what was decided, and the rules of that day give the
// sentence. Where they would not speak so again, the sentence stays empty.
func (s *Station) retold(a registry.Application, e registry.Event) question {
	var b registry.DecidedBody
	_ = json.Unmarshal(e.Body, &b) // the fold has read it
	q := question{Verdict: verdictOf("", b.Outcome, scheme.Text{}), Against: b.Against}
	v := &q.Verdict
	v.Colour, v.Rule = b.Colour, b.Rule
	if b.Warning != "" {
		v.Warnings = []string{b.Warning}
	}
	if b.Against != "" {
		v.Related = []string{b.Against}
	}
	day := s.dayOf(e)
	p, _ := s.parseOn(a, day)
	elig, err := s.scheme.Evaluate(s.scheme.DeskWord, p.inputs, day)
	if err == nil && elig.Rule == b.Rule && elig.Outcome == b.Outcome {
		asked := elig.Asked()
		q.Asked, v.Reason, v.Cite, v.Source, v.Advice = &asked, elig.Reason, elig.Cite, elig.Source, elig.Advice
		v.Next = s.next(p.inputs, elig, day, nil)
		return q
	}
	if b.Warning != "" { // uniqueness spoke: the event's rule is the key, its warning the question
		v.Rule = b.Warning
	}
	v.Reason = scheme.Text{ZH: "一人一号：须与登记册里的记录对照", EN: "One person, one number: to be compared with a record of the register"}
	v.Cite, v.Source = s.scheme.OneNumber.Sentence, s.scheme.OneNumber.Source
	return q
}

// dayOf is the date on paper of an event.
func (s *Station) dayOf(e registry.Event) civil.Date { return civil.On(e.At, s.ports.Zone) }
