package station

import (
	"context"
	"encoding/hex"
	"encoding/json"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// IssueMany issues to people who are known to be new, in one transaction: the
// way to a register of 100,000 passes that a test can wait for.
func (s *Station) IssueMany(ctx context.Context, people []registry.Application) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &draft{}
	var numbers []registry.Number
	for i, a := range people {
		p, bad := s.parse(a)
		if bad != nil {
			return &Fault{bad.field, bad.reason}
		}
		n, err := registry.NewNumber(s.district(), s.opened.Station, s.head.Epoch, s.run, s.head.Serial+1+i)
		if err != nil {
			return err
		}
		record, err := json.Marshal(p.stored)
		if err != nil {
			return err
		}
		body := registry.IssuedBody{Epoch: n.Epoch(), Serial: n.Serial(), Copy: 1, Day: s.ports.today(), Declared: true}
		d.events = append(d.events, draftEvent{
			kind: registry.Issued, pass: n.String(), body: registry.Body(body), record: record,
			keys: s.blindKeys(unique.Keys(s.person(p)), 0),
		})
		numbers = append(numbers, n)
		people[i] = p.stored
	}
	if err := s.append(ctx, d); err != nil {
		return err
	}
	for i, n := range numbers {
		s.index.addPass(d.row(n), people[i])
	}
	return nil
}

// ChoiceFaults is what verify says of a choice with the body at the event, when
// the pass was issued as another.
func ChoiceFaults(body, pass string, issued, event int64) []string {
	a := audit{p: &Proof{}, passes: newPassTable()}
	n, err := registry.ParseNumber(pass)
	if err != nil {
		return []string{err.Error()}
	}
	a.passes.put(registry.PassState{Number: n})
	before := ""
	if issued == event-1 {
		before = pass
	}
	a.overridden = []chosen{{registry.Event{No: event, Pass: pass, Kind: registry.Overridden, Body: []byte(body)}, before}}
	a.verifyChoices()
	return a.p.Faults
}

// ForHouseholds makes the station's scheme one of household passes, with a field
// of its own.
func (s *Station) ForHouseholds() {
	s.scheme.Unit = scheme.Household
	s.scheme.Fields = []scheme.Field{
		{Key: scheme.HouseholdField, Label: scheme.Text{ZH: "户号", EN: "Household"}, Required: true, Printed: true, Length: 20},
		{Key: "rooms", Label: scheme.Text{ZH: "间数", EN: "Rooms"}, Kind: scheme.NumberField, Length: 2},
	}
}

// DecideAsBefore parks or refuses an application as builds before schema 2 did:
// the record is the application alone, without the verdict.
func (s *Station) DecideAsBefore(ctx context.Context, a registry.Application) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.check(ctx, a)
	if err != nil {
		return 0, err
	}
	d, err := s.draftVerdict(ctx, &c, false)
	if err != nil {
		return 0, err
	}
	if d.events[0].record, err = json.Marshal(c.applicant.stored); err != nil {
		return 0, err
	}
	return c.verdict.Case, s.append(ctx, d)
}

// Happens lets one thing happen to a pass that no command of this version brings.
func (s *Station) Happens(ctx context.Context, k registry.Kind, n registry.Number) error {
	return s.act(ctx, registry.DoFind, k, n, "", func(p registry.PassState) any { return registry.ReasonBody{Copy: p.Copy} })
}

// Licensed goes on with the numbers of another station code, 0 for our own, from
// the epoch: a register that holds more passes than one licence has numbers.
func (s *Station) Licensed(ctx context.Context, code, epoch int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ours == 0 {
		ours = s.opened.Station
	}
	if s.opened.Station = code; code == 0 {
		s.opened.Station = ours
	}
	body := registry.EpochBody{Epoch: epoch, Station: s.opened.Station, Reason: "licence", Machine: hex.EncodeToString(s.mark.Machine[:])}
	return s.append(ctx, &draft{events: []draftEvent{{kind: registry.EpochTaken, body: registry.Body(body)}}})
}

var ours int // the code that the station was made with

// ActAs gives the operator other roles.
func (s *Station) ActAs(roles ...registry.Role) { s.operator.Roles = roles }

// PeopleThrough is up to where the station has all that upstream said of people.
func (s *Station) PeopleThrough(ctx context.Context) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peopleThrough(ctx)
}
