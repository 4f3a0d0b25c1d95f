package scheme

import "slices"

// HasRule reports a rule value of the scheme.
func (s Scheme) HasRule(id string) bool {
	for _, p := range s.rules {
		for _, list := range [][]Rule{p.Grounds, p.Desk} {
			if slices.ContainsFunc(list, func(r Rule) bool { return r.ID == id }) {
				return true
			}
		}
	}
	return false
}
