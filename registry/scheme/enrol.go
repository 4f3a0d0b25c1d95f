package scheme

import (
	"cmp"
	"slices"
	"strings"
)

// enrolled are the schemes that the files of this package brought, by rank. No
// line anywhere names them all: a scheme's file enrols its own.
var enrolled []*Scheme

// enrol puts a scheme on the list; a scheme's file calls it from init. Rank is
// the place on the list, lowest first: files are initialised in an order that is
// nobody's wish. What every
// scheme has and this one does not name is added; who says nothing of "one person,
// one number", rests on Ningbo's sentence; who says nothing of appeals cites nobody's.
func enrol(rank int, s Scheme) {
	s.rank = rank
	if s.OneNumber == (Citation{}) {
		s.OneNumber = nbOneNumber
	}
	for _, t := range everyScheme() {
		if !slices.ContainsFunc(s.Settings, func(own Setting) bool { return own.Name == t.Name }) {
			s.Settings = append(s.Settings, t)
		}
	}
	for _, f := range s.Facts {
		f.of = s.Code
		f.into(factByWord)
	}
	enrolled = append(enrolled, &s)
	slices.SortStableFunc(enrolled, func(a, b *Scheme) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Code, b.Code))
	})
}

// All lists the schemes by their rank, Ningbo first.
func All() []Scheme {
	list := make([]Scheme, len(enrolled))
	for i, s := range enrolled {
		list[i] = *s
	}
	return list
}

// Codes are their codes, for people: "ningbo, ningxia, lishui".
func Codes() string {
	codes := make([]string, len(enrolled))
	for i, s := range enrolled {
		codes[i] = s.Code
	}
	return strings.Join(codes, ", ")
}

// ByCode finds one by its code: "ningbo".
func ByCode(code string) (Scheme, error) {
	for _, s := range enrolled {
		if s.Code == code {
			return *s, nil
		}
	}
	return Scheme{}, unknownRules(code)
}

// ofRule is the scheme that has the rule word.
func ofRule(word string) (*Scheme, error) {
	for _, s := range enrolled {
		if _, ok := s.rules[word]; ok {
			return s, nil
		}
	}
	return nil, unknownRules(word)
}
