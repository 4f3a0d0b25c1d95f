package scheme

import "slices"

// Service is a line of the table "who may be served where": people who show such a
// document are served at these kinds of issuing point; everywhere else the rule
// answers. Who stands in no line is served everywhere.
type Service struct {
	Shown      []kind   // kinds of document
	Types      []string // single types of document
	Foreigners bool     // also whoever is said to be a foreigner, whatever they show
	ByParent   bool     // it is the parent's document, for a child without a card or a number of its own
	At         []string // kinds of issuing point; none: the rule answers everywhere
	Rule       Rule     // its When is the line itself
}

// onlyPolice are the points that serve whom the others may not (000).
var onlyPolice = []string{"police"}

// elsewhere is true of a person of this line at a point that does not serve them.
func (v Service) elsewhere() Cond {
	if v.ByParent {
		return all(withoutCard, not(ownNumber), v.shows(func(c *Case) Document { return c.ParentID }), not(servedAt(v.At)))
	}
	shows := v.shows(func(c *Case) Document { return c.Doc })
	if v.Foreigners {
		shows = anyOf(shows, ask(Yes, func(in *Inputs) Answer { return in.Foreigner }))
	}
	return all(shows, not(servedAt(v.At)))
}

// shows is true when the document is one of the line's.
func (v Service) shows(of func(*Case) Document) Cond {
	return func(c *Case) bool {
		d := of(c)
		word := d.Type()
		return word != "" && (slices.Contains(v.Shown, d.kind()) || slices.Contains(v.Types, word))
	}
}

// servedAt is true at an issuing point of one of the kinds.
func servedAt(kinds []string) Cond {
	return func(c *Case) bool {
		return slices.Contains(kinds, string(c.Channel)) || slices.Contains(kinds, "police") && policeDesk(c)
	}
}

// turnedAway are the rules of the table, in its order.
func turnedAway(table []Service) []Rule {
	rules := make([]Rule, len(table))
	for i, v := range table {
		rules[i] = v.Rule
		rules[i].When = v.elsewhere()
	}
	return rules
}
