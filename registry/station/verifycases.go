package station

import (
	"context"

	"passdesk/registry"
)

// verifyCases: the projection equals the log, every case's record opens and tells
// what was decided, and a case that was settled with a pass has one.
func (s *Station) verifyCases(ctx context.Context, p *Proof, cases registry.Cases) {
	for state, err := range s.ports.Store.AllCases(ctx) {
		if err != nil {
			p.fault("cases: %v", err)
			return
		}
		p.Cases++
		if want, ok := cases[state.ID]; !ok || want != state {
			p.fault("case %d: it stands otherwise than the log says", state.ID)
		}
	}
	if p.Cases != len(cases) {
		p.fault("cases: %d stand in the table, %d in the log", p.Cases, len(cases))
	}
	for id, c := range cases {
		if issued := c.Status == registry.CaseIssued || c.Status == registry.CaseChanged; issued && c.Pass == "" {
			p.fault("case %d: it was settled with a pass, and none was issued", id)
		}
		if f, err := s.openCase(ctx, id); err != nil {
			p.fault("case %d: %v", id, err)
		} else if f.told.Outcome != c.Outcome {
			p.fault("case %d: its record tells another outcome than its event", id)
		}
	}
}
