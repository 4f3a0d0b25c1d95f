package station

import (
	"context"

	"passdesk/registry"
)

// verifyPasses holds the projection against the log.
func (a *audit) verifyPasses(ctx context.Context) {
	var stopped error
	err := inOrder(whole(a.s.ports.Store.AllPasses(ctx), &stopped), func(kept registry.PassState) bool {
		want, ok := a.passes.state(kept.Number)
		return ok && want == kept
	}, func(kept registry.PassState, agrees bool) {
		if a.p.Passes++; a.p.Passes%4096 == 0 {
			a.at(min(float64(a.p.Passes)/float64(a.passes.len()+1), 1))
		}
		if !agrees {
			a.p.fault("pass %s: the projection differs from the log", kept.Number)
		}
	})
	if err := firstError(ctx.Err(), err, stopped); err != nil {
		a.p.fault("passes: %v", err)
	}
	for n := range a.passes.twice {
		a.p.fault("numbers: serial %d-%d was given twice", n.Series(), n.Serial())
	}
	if a.p.Passes != a.passes.len() {
		a.p.fault("passes: %d in the projection, %d in the log", a.p.Passes, a.passes.len())
	}
}
