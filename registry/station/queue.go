package station

import (
	"context"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Case is an application that was parked or refused, with what was told, decided
// and appealed. Names are in the clear: show it, never log it.
type Case struct {
	ID        int64     // the event that began it
	At        time.Time // in the zone of dates on paper
	Kind      registry.Kind
	Verdict   Verdict // as it was told
	Question  Verdict // what is still to be settled: the verdict that was told last
	Applicant registry.Application
	Masked    string // the printed document number, masked
	State     registry.CaseStatus
	Number    string // of the pass that came of it, or that the person had; "" none
	Against   string // number of the pass that the question is about
	History   []Happened
	Allowed   []registry.Kind // what may happen next
	Beyond    scheme.Text     // why no decision replaces the question, and what is possible; zero: one does
	Police    *Police         // who decides its appeal, where that is not this point
}

// Police is where an appeal goes that this point may not decide.
type Police struct {
	Where []Place
	Text  scheme.Text // all of it in a sentence
}

// CaseFilter says which cases are listed. The zero CaseFilter lists those that
// wait for a decision, the oldest first.
type CaseFilter struct {
	All   bool  // every case, the newest first
	From  int64 // behind this one; 0 from the beginning
	Limit int   // 0: 100
}

const casesAtOnce = 100

// Cases lists parked and refused applications.
func (s *Station) Cases(ctx context.Context, f CaseFilter) ([]Case, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	if f.Limit <= 0 {
		f.Limit = casesAtOnce
	}
	states, err := s.ports.Store.CasePage(ctx, f.From, f.Limit, f.All)
	if err != nil {
		return nil, fmt.Errorf("list the cases: %w", err)
	}
	list := make([]Case, 0, len(states))
	for _, state := range states {
		c, err := s.caseByID(ctx, state.ID)
		if s.harmed(err, "case %d", state.ID) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// Case is one parked or refused application with its history, or ErrNoCase.
func (s *Station) Case(ctx context.Context, id int64) (Case, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Case{}, err
	}
	return s.caseByID(ctx, id)
}

func (s *Station) caseByID(ctx context.Context, id int64) (Case, error) {
	f, err := s.openCase(ctx, id)
	if err != nil {
		return Case{}, err
	}
	c := Case{
		ID: f.ID, At: f.events[0].At.In(s.ports.Zone), Kind: f.Kind, Verdict: f.told, Question: f.question.Verdict, Applicant: f.application,
		Masked: printedNumber(f.application).Masked(), State: f.Status, Number: f.Pass, Against: f.question.Against,
		Allowed: registry.AllowedCase(f.Status),
	}
	if c.State == registry.CaseRefused || c.State == registry.CaseAppealed || c.State == registry.CaseUpheld {
		c.Beyond, c.Police = s.beyond(f.question), s.police()
	}
	if now := s.refer(c.Question.Outcome, registry.Number{}); now != nil {
		c.Question.Where = now // today's directory has today's telephone
	}
	c.History = s.caseHistory(f)
	return c, nil
}
