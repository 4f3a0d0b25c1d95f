package station

import (
	"passdesk/registry"
	"passdesk/registry/civil"
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

// personOf is a holder or an applicant in the words of the uniqueness rules.
func (s *Station) personOf(a registry.Application, status string) unique.Person {
	birth, _ := civil.Parse(a.Birth) // stored records hold only days that were read
	p := unique.Person{
		Name: a.Name, Birth: birth, Sex: a.Sex, BirthOrder: a.BirthOrder, Unnamed: a.Unnamed,
		Station: s.code(), Channel: s.opened.Point.Kind, Status: status, Role: "holder",
	}
	if s.scheme.Unit == scheme.Household {
		p.Home = a.Household
	}
	own := a.Document
	if own == nil {
		own = a.OwnNumber
	}
	if own != nil {
		p.OwnScheme, p.OwnNumber, p.OwnState = own.Declared(), own.Number, own.State
	}
	if a.Document == nil {
		p.Role = ""
		under(&p, a.Guardian)
	}
	if a.Other != nil && a.Other.Document != nil {
		p.OtherScheme, p.OtherParent = a.Other.Document.Declared(), a.Other.Document.Number
	}
	return p
}

// under enters a person under a guardian's number.
func under(p *unique.Person, g *registry.Guardian) {
	if g != nil && g.Document != nil {
		p.PrintedScheme, p.PrintedNumber, p.PrintedOwner = g.Document.Declared(), g.Document.Number, g.Relation
	}
}
