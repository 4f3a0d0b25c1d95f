package station

import (
	"context"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/token"
)

// Case is an application that was parked or refused, with what was told, decided
// and appealed. Names are in the clear: show it, never log it.
type Case struct {
	ID        int64           // the event that began it
	No        registry.CaseNo // its name
	At        time.Time       // in the zone of dates on paper
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
	Lodged    time.Time       // when its appeal was lodged or taken up again last; zero: nobody appealed
	Due       civil.Date      // of a refusal, the last day for an appeal; of an appeal, for its decision; zero: no term is set
	Late      bool            // that day has gone by
	// Outstanding are the copies that a changed decision replaced and nobody has
	// marked: the correction is not done before.
	Outstanding []int
}

// Short is the applicant's name, masked, for lists.
func (c Case) Short() string { return token.Mask(c.Applicant.Name) }

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
		if s.harmed(err, partCase, state.ID) {
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
		ID: f.ID, No: f.no, At: f.events[0].At.In(s.ports.Zone), Kind: f.Kind, Verdict: f.told, Question: f.question.Verdict, Applicant: f.application,
		Masked: printedNumber(f.application).Masked(), State: f.Status, Number: f.Pass, Against: f.question.Against,
		Allowed: registry.AllowedCase(f.Status),
	}
	if c.State == registry.CaseRefused || c.State == registry.CaseAppealed || c.State == registry.CaseUpheld {
		c.Beyond, c.Police = s.beyond(f.question), s.police()
		listed, err := s.stillListed(ctx, f.question)
		if err != nil {
			return Case{}, err
		}
		if listed {
			c.Beyond = liftFirst
		}
	}
	if now := s.refer(c.Question.Outcome, c.Question.Rule, registry.Number{}); now != nil {
		c.Question.Where = now // today's directory has today's telephone
	}
	c.History = s.caseHistory(f)
	return c, s.appealStands(ctx, f, &c)
}

// appealStands fills in what the list of appeals tells of a case: since when, until
// when, and what is left to do when it was decided.
func (s *Station) appealStands(ctx context.Context, f *caseFile, c *Case) error {
	for _, h := range c.History {
		if h.Kind == registry.AppealLodged || h.Kind == registry.AppealReopened {
			c.Lodged = h.At
		}
	}
	switch c.State {
	case registry.CaseRefused:
		c.Due = s.due(c.History[len(c.History)-1].At, appealDays)
	case registry.CaseAppealed:
		c.Due = s.due(c.Lodged, decisionDays)
	case registry.CaseChanged:
		if f.Pass == "" {
			return nil
		}
		p, err := s.ports.Store.Pass(ctx, f.Pass)
		if err != nil {
			return fmt.Errorf("look the pass up: %w", err)
		}
		c.Outstanding = p.Outstanding()
	}
	c.Late = !c.Due.IsZero() && s.ports.today().After(c.Due)
	return nil
}

// due is the last day of a term that a setting gives; zero where none is set.
func (s *Station) due(from time.Time, setting string) civil.Date {
	days := int(s.scheme.Number(setting))
	if days == 0 {
		return civil.Date{}
	}
	return civil.On(from, s.ports.Zone).AddDays(days)
}
