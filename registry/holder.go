package registry

import (
	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// ReadHolder reads a holder's record: an application, alone or as a correction
// wrote it. An application always has a name.
func ReadHolder(record []byte) (Application, error) {
	a, err := ReadStored(record)
	if inner, corrected := a.Facts["application"]; err == nil && a.Name == "" && corrected {
		return ReadStored(inner)
	}
	return a, err
}

// Applicant is whoever the application is of, in the words of the uniqueness rules.
// Households says that a pass is for a household. Where and how the pass stands is
// the caller's to add.
func (a Application) Applicant(households bool) unique.Person {
	birth, _ := civil.Parse(a.Birth) // stored records hold only days that were read
	p := unique.Person{Name: a.Name, Birth: birth, Sex: a.Sex, BirthOrder: a.BirthOrder, Unnamed: a.Unnamed, Role: "holder"}
	if households {
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

// Holder is Applicant for somebody who has a pass: a child that came with a card
// of its own stays the child of the parents under whom it was entered.
func (a Application) Holder(households bool) unique.Person {
	p := a.Applicant(households)
	if a.Document != nil && a.Guardian != nil {
		under(&p, a.Guardian)
		p.Carded = true
	}
	return p
}

// under enters a person under a guardian's number.
func under(p *unique.Person, g *Guardian) {
	if g != nil && g.Document != nil {
		p.PrintedScheme, p.PrintedNumber, p.PrintedOwner = g.Document.Declared(), g.Document.Number, g.Relation
	}
}
