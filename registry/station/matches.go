package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/name"
)

// matches collects those whom a question finds, each person once, in the order of
// the ways to ask.
type matches struct {
	s     *Station
	ctx   context.Context
	limit int
	seen  map[string]bool
	found []Found
	err   error
}

// names asks for initials, then for names that begin so.
func (m *matches) names(folded string) {
	if plainLetters(folded) {
		m.those(&m.s.index.initials, folded, func(p indexed) []string { return nameKeys(p, name.Name.Initials) })
	}
	m.those(&m.s.index.names, folded, func(p indexed) []string { return nameKeys(p, name.Name.Search) })
}

func nameKeys(p indexed, keys func(name.Name) []string) []string {
	n, _, err := name.Parse(p.Name)
	if err != nil {
		return nil
	}
	return keys(n)
}

// endings asks for document numbers that end so.
func (m *matches) endings(digits string) {
	if len(digits) >= 3 {
		m.those(&m.s.index.endings, reversed(digits), numberKeys)
	}
}

func numberKeys(p indexed) []string {
	var all []string
	for _, d := range []*registry.Document{printedDocument(p.Document, p.Guardian), p.OwnNumber} {
		if d != nil {
			all = append(all, reversed(d.Number))
		}
	}
	return all
}

// those takes everybody in the column whose key begins with the text. A column
// knows no more than the beginning of a key: where that does not settle it, the
// record does.
func (m *matches) those(c *column, text string, keys func(indexed) []string) {
	c.prefix(text, func(w who) bool {
		if len(m.found) >= m.limit || m.err != nil {
			return false
		}
		begins := func(p indexed) bool {
			return len(text) <= keySize || slices.ContainsFunc(keys(p), func(k string) bool { return strings.HasPrefix(k, text) })
		}
		m.take(w, begins)
		return m.err == nil && len(m.found) < m.limit
	})
}

// take shows somebody, if it is not one who is shown already.
func (m *matches) take(w who, fits func(indexed) bool) {
	w, person, known := m.s.shownAs(w)
	if mark := fmt.Sprint(w.row(), w.isPass()); !known || m.seen[mark] || !w.isPass() && m.seen[person] {
		return
	} else if w.isPass() {
		m.seen[mark] = true
	}
	a, f, err := m.s.openFound(m.ctx, w, person)
	if m.s.harmed(err, w.part(), w.row()) {
		return
	}
	if m.err = err; err != nil || !fits(indexedOf(a)) {
		return
	}
	person = personKey(indexedOf(a))
	m.seen[person] = true
	m.err = m.s.withCase(m.ctx, &f, person)
	m.found = append(m.found, f)
}

func anybody(indexed) bool { return true }

// shownAs is the one entry as which a person is shown: the holder before the
// resident, the resident before the applicant of a case. A case that came to a
// pass shows nobody.
func (s *Station) shownAs(w who) (best who, person string, known bool) {
	switch w.kind() {
	case aPass:
		return w, "", true
	case aResident:
		person = s.index.residents[w.row()-1]
	default:
		person = s.index.cases[w.row()]
	}
	best = w
	for _, other := range s.index.whose(person) {
		if other.isPass() {
			return other, person, true
		}
		if other.kind() == aResident {
			best = other
		}
	}
	return best, person, best.kind() == aResident || len(s.index.denied[person]) > 0
}

// openFound opens the record of whoever is shown.
func (s *Station) openFound(ctx context.Context, w who, person string) (registry.Application, Found, error) {
	switch w.kind() {
	case aResident:
		a, err := s.resident(ctx, w.row())
		f := foundOf(a)
		f.Resident = w.row()
		return a, f, err
	case aCase:
		state, err := s.caseOf(ctx, person)
		if err != nil {
			return registry.Application{}, Found{}, err
		}
		c, err := s.openCase(ctx, state.ID)
		if err != nil {
			return registry.Application{}, Found{}, err
		}
		return c.application, foundOf(c.application), nil
	}
	p, a, err := s.passHolder(ctx, w.row())
	if isNotFound(err) {
		err = fmt.Errorf("%w: the pass of event %d is missing", ErrDamaged, w.row())
	}
	if err != nil {
		return a, Found{}, err
	}
	return a, s.foundPass(p, a), nil
}

// withCase says in what case the person went away without a pass.
func (s *Station) withCase(ctx context.Context, f *Found, person string) error {
	c, err := s.caseOf(ctx, person)
	if err != nil || c.ID == 0 {
		return err
	}
	f.Case, f.CaseStatus = c.ID, c.Status
	f.CaseNo, err = s.caseNo(ctx, c.ID)
	return err
}
