package station

import (
	"context"
	"fmt"

	"passdesk/registry/iddoc"
	"passdesk/registry/unique"
)

// A child's guardian signs for the child, by name where the name is known.

// nameGuardian names a child's guardian where the application does not and the
// guardian holds a pass. Where two people hold passes under the number nobody is named.
func (s *Station) nameGuardian(ctx context.Context, p *applicant) error {
	if !p.child() || p.stored.Guardian.Name != "" {
		return nil
	}
	holders, err := s.ports.Store.Holders(ctx, s.keysOf(p.guardian))
	if err != nil {
		return fmt.Errorf("look for the guardian: %w", err)
	}
	for _, h := range holders {
		a, err := s.holder(ctx, h)
		switch own := a.Document; {
		case err != nil:
			return err
		case own == nil || own.Number != p.guardian.Norm():
			continue
		case p.stored.Guardian.Name != "" && p.stored.Guardian.Name != a.Name:
			p.stored.Guardian.Name = ""
			return nil
		}
		p.stored.Guardian.Name = a.Name
	}
	return nil
}

// keysOf are the blind keys of whoever has the document number.
func (s *Station) keysOf(n iddoc.Number) []BlindKey {
	keys := unique.Keys(unique.Person{Event: "recall", OwnScheme: string(n.Type()), Number: n.Norm(), OwnState: n.State()})
	return s.blindKeys(keys, 0)
}
