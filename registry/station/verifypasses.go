package station

import (
	"context"
	"fmt"
	"iter"

	"passdesk/registry"
)

// verifyPasses holds the projection against the log.
func (a *audit) verifyPasses(ctx context.Context) {
	var lost []string
	err := inOrder(a.keptPasses(ctx, &lost), func(kept registry.PassState) bool {
		want, ok := a.passes.state(kept.Number)
		return ok && want == kept
	}, func(kept registry.PassState, agrees bool) {
		if a.p.Passes++; a.p.Passes%4096 == 0 {
			a.at(min(float64(a.p.Passes)/float64(a.passes.len()+1), 1))
		}
		if !agrees {
			a.p.fault("pass %s: it stands otherwise than the log says", kept.Number)
		}
	})
	if err := firstError(ctx.Err(), err); err != nil {
		a.p.fault("passes: %v", err)
	}
	for _, l := range lost {
		a.p.fault("%s", l)
	}
	for n := range a.passes.twice {
		a.p.fault("numbers: serial %d-%d was given twice", n.Series(), n.Serial())
	}
	if a.p.Passes != a.passes.len() {
		a.p.fault("passes: %d stand in the table, %d in the log", a.p.Passes, a.passes.len())
	}
}

// keptPasses are the rows of the projection around those that the medium does not
// give back.
func (a *audit) keptPasses(ctx context.Context, lost *[]string) iter.Seq[registry.PassState] {
	return func(yield func(registry.PassState) bool) {
		read := func(after int64) iter.Seq2[registry.PassState, error] { return a.s.passesBehind(ctx, after) }
		around(stretch{0, a.s.lastKnown()}, read, func(p registry.PassState) int64 { return p.FirstEvent }, yield, func(g stretch, cause error) bool {
			*lost = append(*lost, fmt.Sprintf("passes of events %d to %d: the file does not give them back (%v)", g.after+1, g.last, cause))
			return ctx.Err() == nil
		})
	}
}
