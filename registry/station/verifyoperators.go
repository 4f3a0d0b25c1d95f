package station

import (
	"context"
	"slices"
)

// verifyOperators: who may unlock and who no longer may, with which roles and which
// wrap, as the log says it.
func (s *Station) verifyOperators(ctx context.Context, p *Proof, l folded) {
	operators, err := s.ports.Store.Operators(ctx)
	if err != nil {
		p.fault("operators: %v", err)
		return
	}
	for _, o := range operators {
		want, got := l.operators[o.Name], operatorBody(o)
		if !slices.Equal(want.Roles, got.Roles) || want.Wrap != got.Wrap || want.disabled != o.Disabled {
			p.fault("operators: %s is not as the log says", o.Name)
		}
	}
	if len(operators) != len(l.operators) {
		p.fault("operators: %d, the log says %d", len(operators), len(l.operators))
	}
}
