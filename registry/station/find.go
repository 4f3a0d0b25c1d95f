package station

import (
	"context"
	"strings"
	"unicode"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
)

// Find answers what the universal box asks: a pass number, a document number,
// a name or its beginning, pinyin initials, or the last digits of a number.
// Holders come before residents who have no pass; at most limit of both.
func (s *Station) Find(ctx context.Context, query string, limit int) ([]Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	query = strings.TrimSpace(query)
	if query == "" || limit <= 0 {
		return nil, nil
	}
	if n, err := registry.ParseNumber(query); err == nil && n.District() == s.district() {
		return s.findNumber(ctx, n)
	}
	return s.show(ctx, s.match(query, limit))
}

func (s *Station) findNumber(ctx context.Context, n registry.Number) ([]Found, error) {
	p, err := s.passState(ctx, n.String())
	if isNotFound(err) {
		return nil, err // *WrongRun names the right number
	}
	if err != nil {
		return nil, err
	}
	a, err := s.holder(ctx, p)
	if err != nil {
		return nil, err
	}
	return []Found{s.foundPass(p, a)}, nil
}

// match collects subjects, each person once, in the order of the ways to ask.
func (s *Station) match(query string, limit int) []int32 {
	var hits []int32
	seen := map[string]bool{}
	take := func(at int32) bool {
		at, known := s.shownAs(at)
		sub := s.index.subjects[at]
		key := sub.person
		if !sub.number.IsZero() { // one pass, whatever papers its person has shown
			key = sub.number.String()
		}
		if known && !seen[key] {
			seen[key] = true
			hits = append(hits, at)
		}
		return len(hits) < limit
	}
	digits := strings.ToUpper(strings.Map(dropBlank, query))
	if numberLike(digits) {
		s.matchNumber(digits, take)
		return hits
	}
	folded := name.FoldQuery(query)
	if plainLetters(folded) {
		s.index.initials.prefix(folded, take)
	}
	if len(hits) < limit {
		s.index.names.prefix(folded, take)
	}
	return hits
}

func (s *Station) matchNumber(digits string, take func(int32) bool) {
	if len(digits) >= 3 {
		s.index.endings.prefix(reversed(digits), take)
	}
	r := iddoc.Read(digits, "auto", s.ports.today())
	if r.Valid && r.Number.Norm() != digits {
		s.index.endings.prefix(reversed(r.Number.Norm()), take)
	}
}

// shownAs is the one subject as which a person is shown: the holder before the
// resident, the resident before the applicant of a case. A case that came to a
// pass shows nobody.
func (s *Station) shownAs(at int32) (best int32, known bool) {
	sub := s.index.subjects[at]
	if !sub.number.IsZero() {
		return at, true
	}
	if held := s.pass(sub.person); held >= 0 {
		return held, true
	}
	if sub.of == 0 {
		return at, true
	}
	for _, other := range s.index.people[sub.person] {
		if s.index.subjects[other].resident != 0 {
			return other, true
		}
	}
	return at, s.index.lastDenied(sub.person) != 0
}

// pass is the subject that holds a pass under the person's key, or -1.
func (s *Station) pass(person string) int32 {
	for _, at := range s.index.people[person] {
		if !s.index.subjects[at].number.IsZero() {
			return at
		}
	}
	return -1
}

// Family lists the children, on the list or with a pass, under a parent's
// number.
func (s *Station) Family(ctx context.Context, guardianNumber string) ([]Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	r := iddoc.Read(guardianNumber, "auto", s.ports.today())
	key := documentKey(registry.Document{Type: string(r.Number.Type()), Number: r.Number.Norm(), State: r.Number.State()})
	var hits []int32
	seen := map[string]bool{}
	for _, at := range s.index.families[key] {
		at, known := s.shownAs(at)
		person := s.index.subjects[at].person
		if seen[person] || !known {
			continue
		}
		seen[person] = true
		hits = append(hits, at)
	}
	return s.show(ctx, hits)
}

func (s *Station) show(ctx context.Context, hits []int32) ([]Found, error) {
	found := make([]Found, 0, len(hits))
	for _, at := range hits {
		sub := s.index.subjects[at]
		f, err := s.showOne(ctx, sub)
		if err != nil {
			return nil, err
		}
		if f.Case = s.index.lastDenied(sub.person); f.Case != 0 {
			c, err := s.ports.Store.Case(ctx, f.Case)
			if err != nil {
				return nil, err
			}
			f.CaseStatus = c.Status
		}
		found = append(found, f)
	}
	return found, nil
}

func (s *Station) showOne(ctx context.Context, sub subject) (Found, error) {
	if sub.number.IsZero() && sub.resident == 0 {
		c, err := s.openCase(ctx, s.index.lastDenied(sub.person))
		if err != nil {
			return Found{}, err
		}
		return foundOf(c.application), nil
	}
	if sub.number.IsZero() {
		a, err := s.resident(ctx, sub.resident)
		if err != nil {
			return Found{}, err
		}
		f := foundOf(a)
		f.Resident = sub.resident
		return f, nil
	}
	p, err := s.ports.Store.Pass(ctx, sub.number.String())
	if err != nil {
		return Found{}, err
	}
	a, err := s.holder(ctx, p)
	if err != nil {
		return Found{}, err
	}
	return s.foundPass(p, a), nil
}

func (s *Station) foundPass(p registry.PassState, a registry.Application) Found {
	f := foundOf(a)
	f.Number, f.Status = p.Number, p.Status
	for _, at := range s.index.people[personKey(indexedOf(a))] {
		f.Resident = max(f.Resident, s.index.subjects[at].resident)
	}
	return f
}

func foundOf(a registry.Application) Found {
	birth, _ := civil.Parse(a.Birth)
	f := Found{Name: a.Name, Masked: printedNumber(a).Masked(), Birth: birth, Place: a.Building, Child: a.Document == nil}
	if a.Sex != "" {
		f.Sex = iddoc.Sex(a.Sex[0])
	}
	if f.Place == "" {
		f.Place = a.Address
	}
	return f
}

// printedNumber is the number on the pass, read again from its stored form.
func printedNumber(a registry.Application) iddoc.Number {
	d := printedDocument(a.Document, a.Guardian)
	if d == nil {
		return iddoc.Number{}
	}
	return iddoc.Stored(iddoc.Type(d.Type), d.Number, d.State)
}

func dropBlank(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case unicode.IsSpace(r) || r == '-':
		return -1
	}
	return r
}

func numberLike(s string) bool {
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits > 0 && digits*2 >= len(s)
}

func plainLetters(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// ReadDocument reads a number as it is typed, before anything is looked up.
func (s *Station) ReadDocument(input, declared string) iddoc.Reading {
	return iddoc.Read(input, declared, s.ports.today())
}
