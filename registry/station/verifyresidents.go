package station

import "context"

// verifyResidents: every row of the residents' list opens, and the list is the one
// that was loaded last.
func (s *Station) verifyResidents(ctx context.Context, p *Proof, l folded) {
	var rows []SealedResident
	for r, err := range s.ports.Store.Residents(ctx) {
		if err != nil {
			p.fault("residents: %v", err)
			return
		}
		if _, err := openResident(s.vault, r); err != nil {
			p.fault("resident %d: the row does not open", r.ID)
		}
		rows = append(rows, r)
	}
	if len(rows) != l.residents.Count {
		p.fault("residents: %d rows, the log says %d", len(rows), l.residents.Count)
	}
	if want := l.residents.Digest; want != "" && want != residentsDigest(rows) {
		p.fault("residents: the list is not the one that the log says was loaded")
	}
}
