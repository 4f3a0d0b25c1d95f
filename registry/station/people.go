package station

import (
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

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
		if g := a.Guardian; g != nil && g.Document != nil {
			p.PrintedScheme, p.PrintedNumber, p.PrintedOwner = g.Document.Declared(), g.Document.Number, g.Relation
		}
	}
	if a.Other != nil && a.Other.Document != nil {
		p.OtherScheme, p.OtherParent = a.Other.Document.Declared(), a.Other.Document.Number
	}
	return p
}
