package station

import (
	"strings"

	"passdesk/registry"
)

// Foretell is what the kind of document alone decides, before anybody has said who
// the person is: that another desk serves whoever shows it. False where a name, a
// day of birth or anything else still counts. It keeps nothing: a case is kept, and
// a slip printed, under a name.
func (s *Station) Foretell(a registry.Application) (Verdict, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.Document == nil || s.allowed(registry.DoIssue) != nil {
		return Verdict{}, false
	}
	p := &applicant{stored: a, day: s.ports.today()}
	if s.parseDocuments(a, p) != nil || s.parseInputs(a, p) != nil {
		return Verdict{}, false
	}
	told, err := s.scheme.Evaluate(s.scheme.DeskWord, p.inputs, p.day)
	if err != nil || !strings.HasPrefix(told.Outcome, "REFER") {
		return Verdict{}, false
	}
	v := s.verdictOfRules(a.Ref, told, p)
	v.Where = s.refer(v.Outcome, v.Rule, registry.Number{})
	return v, true
}
