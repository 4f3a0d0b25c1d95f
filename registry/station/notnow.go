package station

import (
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// NotNow is a step that the pass's present state refuses, with the sentence that
// tells the desk why and what is to be done instead.
type NotNow struct{ Why scheme.Text }

func (n *NotNow) Error() string              { return "station: " + n.Why.EN }
func (n *NotNow) Unwrap() []error            { return []error{ErrInvalid, registry.ErrIllegal} }
func (n *NotNow) Sentences() (zh, en string) { return n.Why.ZH, n.Why.EN }

var whyUnsent = scheme.Text{ZH: "还没有打印：先打印，再签字", EN: "not printed yet: print it first, then sign"}

// unsent: no printer was ever asked for the latest paper, so there is none to sign
// for. Where one was asked and nobody knows what came out, a signature proves it did.
func unsent(p registry.PassState) bool {
	return p.Status == registry.StatusIssued && max(p.Intended, p.Printed) < p.Copy
}

// inHand is the copy that somebody has who signs now: where none was printed in the
// place of one that was skipped, that one.
func inHand(p registry.PassState) int {
	if copy := p.PrintedElsewhere(); copy > 0 && p.Status == registry.StatusIssued {
		return copy
	}
	return p.Copy
}

// maySign is *NotNow of a paper that does not exist. The log's own rules do not ask:
// earlier registers hold such signatures, and are to verify.
func (s *Station) maySign(k registry.Kind, p registry.PassState) error {
	if k == registry.Signed && unsent(p) && inHand(p) == p.Copy {
		return fmt.Errorf("sign: %w", &NotNow{whyUnsent})
	}
	return nil
}

// allowedNow are the steps that the pass's life knows from here, without those that
// a command refuses.
func (s *Station) allowedNow(p registry.PassState) []registry.Kind {
	return slices.DeleteFunc(registry.Allowed(p.Status), func(k registry.Kind) bool { return s.maySign(k, p) != nil })
}

// barredBy is what a command would answer to the step in the pass's present state; nil
// where it may be taken.
func (s *Station) barredBy(k registry.Kind, p registry.PassState) error {
	if _, may := lifeNext(p.Status, k); !may {
		return notFrom(k, p)
	}
	return s.maySign(k, p)
}

// WhyNot is what a command would answer to the step in the pass's present state; nil
// of one that may be taken, and of what is no step of a pass.
func (d Detail) WhyNot(k registry.Kind) error { return d.whyNot[k] }
