package station

import (
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// ages are the scheme's, for "one person, one number".
func (s *Station) ages() unique.Limits {
	l := unique.Usual
	for name, age := range map[string]*int{"child_age": &l.Card, "minor_age": &l.Adult, "parent_near_years": &l.ParentNear, "parent_far_years": &l.ParentFar} {
		if t, err := s.scheme.Setting(name); err == nil {
			*age = int(t.Value)
		}
	}
	return l
}

// personOf is an applicant of this point in the words of the uniqueness rules.
func (s *Station) personOf(a registry.Application, status string) unique.Person {
	return s.ofHere(a.Applicant(s.scheme.Unit == scheme.Household), status)
}

// holderOf is personOf for somebody who has a pass.
func (s *Station) holderOf(a registry.Application, status string) unique.Person {
	return s.ofHere(a.Holder(s.scheme.Unit == scheme.Household), status)
}

func (s *Station) ofHere(p unique.Person, status string) unique.Person {
	p.Station, p.Channel, p.Status = s.code(), s.opened.Point.Kind, status
	return p
}
