package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// NotNow is a step that the pass's present state refuses, with the sentence that
// tells the desk why and what is to be done instead.
type NotNow struct{ Why scheme.Text }

func (n *NotNow) Error() string              { return "station: " + n.Why.EN }
func (n *NotNow) Unwrap() []error            { return []error{ErrInvalid, registry.ErrIllegal} }
func (n *NotNow) Sentences() (zh, en string) { return n.Why.ZH, n.Why.EN }

// Why a paper in hand cannot be signed for, and why one that is recalled still can.
var (
	whyUnsent  = scheme.Text{ZH: "还没有打印：先打印，再签字", EN: "not printed yet: print it first, then sign"}
	whySpoiled = scheme.Text{ZH: "打印坏了，没有可以签收的纸：再打印一次，打印结果答好了，再签字", EN: "the only sheet was spoiled, and there is no paper to sign for: print it again, say that it came out, then sign"}
	whyOver    = scheme.Text{ZH: "有效期已满，没有登记签字：要再给他一张，再办一次申领", EN: "its term is over and no signature was recorded: to give its holder another, take the application again"}
	whyLate    = scheme.Text{ZH: "已通知收回，没有登记签字：收回以前签过的，单独登记这一张（打开它按 F2，命令 sign 编号）", EN: "recalled, and no signature was recorded: one that was given before the recall is entered for this pass alone (open it and press F2, command sign NUMBER)"}
)

// notOut says why there is no paper of the pass to sign for: no printer was ever asked
// for it, or what came out was spoiled. Where nobody knows what came out, a signature
// proves that it did.
func (s *Station) notOut(ctx context.Context, p registry.PassState) (scheme.Text, error) {
	if p.Status != registry.StatusIssued || p.Held() != p.Copy || p.Printed == p.Copy {
		return scheme.Text{}, nil
	}
	if p.Intended < p.Copy {
		return whyUnsent, nil
	}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return scheme.Text{}, err
	}
	if of := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy}); of.Spoiled > 0 && of.Out+of.Unknown+of.Intended == 0 {
		return whySpoiled, nil
	}
	return scheme.Text{}, nil
}

// maySign is *NotNow of a paper that does not exist. The log's own rules do not ask:
// earlier registers hold such signatures, and are to verify.
func (s *Station) maySign(ctx context.Context, k registry.Kind, p registry.PassState) error {
	if k != registry.Signed {
		return nil
	}
	why, err := s.notOut(ctx, p)
	if err == nil && why != (scheme.Text{}) {
		err = &NotNow{why}
	}
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	return nil
}

// barredBy is what a command would answer to the step in the pass's present state; nil
// where it may be taken.
func (s *Station) barredBy(ctx context.Context, k registry.Kind, p registry.PassState) error {
	if _, may := lifeNext(p.Status, k); !may || k == registry.Signed && !p.MaySign() {
		return notFrom(k, p)
	}
	return s.maySign(ctx, k, p)
}

// WhyNot is what a command would answer to the step in the pass's present state; nil
// of one that may be taken, and of what is no step of a pass.
func (d Detail) WhyNot(k registry.Kind) error { return d.whyNot[k] }
