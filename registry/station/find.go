package station

import (
	"context"
	"errors"
	"slices"
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
	digits := strings.ToUpper(strings.Map(dropBlank, query))
	if r := iddoc.Read(digits, "auto", s.ports.today()); r.Valid && len(digits) >= wholeNumber {
		return s.findDocument(ctx, digits, r.Number, limit)
	}
	if err := s.searchable(ctx, ready); err != nil {
		return nil, err
	}
	m := matches{s: s, ctx: ctx, limit: limit, seen: map[string]bool{}}
	if numberLike(digits) {
		m.endings(digits)
		if r := iddoc.Read(digits, "auto", s.ports.today()); r.Valid && r.Number.Norm() != digits {
			m.endings(r.Number.Norm())
		}
	} else {
		m.names(name.FoldQuery(query))
	}
	return m.found, m.err
}

// wholeNumber is how long a number is that nobody types for its last digits.
const wholeNumber = 15

func (s *Station) findNumber(ctx context.Context, n registry.Number) ([]Found, error) {
	p, err := s.passState(ctx, n.String())
	if isNotFound(err) {
		return nil, err // *WrongRun names the right number
	}
	if err != nil {
		return nil, err
	}
	a, err := s.holder(ctx, p)
	if errors.Is(err, ErrDamaged) {
		return []Found{{Number: p.Number, Status: p.Stands()}}, nil
	}
	if err != nil {
		return nil, err
	}
	return []Found{s.foundPass(p, a)}, nil
}

// findDocument finds everybody under a document number: holders by the blind key
// of the number, which needs no index; residents and applicants by their number.
func (s *Station) findDocument(ctx context.Context, typed string, n iddoc.Number, limit int) ([]Found, error) {
	if err := s.searchable(ctx, listed); err != nil {
		return nil, err
	}
	m := matches{s: s, ctx: ctx, limit: limit, seen: map[string]bool{}}
	holders, err := s.ports.Store.Holders(ctx, s.keysOf(n))
	if err != nil {
		return nil, err
	}
	for _, p := range holders {
		m.take(whoIs(aPass, p.FirstEvent), anybody)
	}
	m.endings(typed)
	if n.Norm() != typed {
		m.endings(n.Norm())
	}
	return m.found, m.err
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
	if !r.Valid {
		return nil, nil
	}
	all, err := s.findDocument(ctx, r.Number.Norm(), r.Number, mostChildren)
	return slices.DeleteFunc(all, func(f Found) bool { return !f.Child }), err
}

// mostChildren bounds what is shown under one number: a guardian's own pass, and
// every child of a home.
const mostChildren = 200

func (s *Station) foundPass(p registry.PassState, a registry.Application) Found {
	f := foundOf(a)
	f.Number, f.Status = p.Number, p.Status
	for _, w := range s.index.whose(personKey(indexedOf(a))) {
		if w.kind() == aResident {
			f.Resident = max(f.Resident, w.row())
		}
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
