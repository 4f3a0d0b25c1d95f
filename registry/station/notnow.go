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
	whyNone    = scheme.Text{ZH: "打印结果记为没有打：纸在手里的，先把结果改成打出来了（命令 print outcome 编号 --outcome out），再签字；没有纸的，先打印", EN: "it was entered that nothing was printed: with the paper in hand, put that right first (command print outcome NUMBER --outcome out), then sign; without one, print it"}
	whySpoiled = scheme.Text{ZH: "打印坏了，没有可以签收的纸：再打印一次，打印结果答好了，再签字", EN: "the only sheet was spoiled, and there is no paper to sign for: print it again, say that it came out, then sign"}
	whyNoPaper = scheme.Text{ZH: "没有打印出来的纸，没有可以签收的；已通知收回，不再打印", EN: "no paper of it came out, and there is none to sign for; it is recalled and is not printed any more"}
	whyOver    = scheme.Text{ZH: "有效期已满，没有登记签字：要再给他一张，再办一次申领", EN: "its term is over and no signature was recorded: to give its holder another, take the application again"}
	whyLate    = scheme.Text{ZH: "已通知收回，没有登记签字：收回以前签过的，单独登记这一张（打开它按 F2，命令 sign 编号）", EN: "recalled, and no signature was recorded: one that was given before the recall is entered for this pass alone (open it and press F2, command sign NUMBER)"}
)

// notOut says why there is no paper of the pass to sign for: no printer was ever asked
// for it, or what came out was spoiled. Where nobody knows what came out, a signature
// proves that it did.
func (s *Station) notOut(ctx context.Context, p registry.PassState) (scheme.Text, error) {
	recalled := p.Status == registry.StatusRecalled && p.Signed < p.Copy
	if p.Status != registry.StatusIssued && !recalled || p.Held() != p.Copy || p.Printed == p.Copy {
		return scheme.Text{}, nil
	}
	if p.Intended < p.Copy && !recalled {
		return s.unsent(ctx, p)
	}
	if recalled && p.Intended < p.Copy {
		return without(p), nil
	}
	spoiled, err := s.spoiledOnly(ctx, p)
	switch {
	case err != nil || !spoiled:
		return scheme.Text{}, err
	case recalled:
		return whyNoPaper, nil
	}
	return whySpoiled, nil
}

// unsent: the latest paper was never sent to a printer, or it was said so of every sheet.
func (s *Station) unsent(ctx context.Context, p registry.PassState) (scheme.Text, error) {
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil || book.Withdrawn(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy}) == 0 {
		return whyUnsent, err
	}
	return whyNone, nil
}

// without: of a recalled pass nothing was printed, unless before a branch.
func without(p registry.PassState) scheme.Text {
	if p.PrintedElsewhere() > 0 {
		return scheme.Text{}
	}
	return whyNoPaper
}

// spoiledOnly: a printer was asked for the latest paper, and all that it made was
// spoiled.
func (s *Station) spoiledOnly(ctx context.Context, p registry.PassState) (bool, error) {
	if p.Intended < p.Copy || p.Printed >= p.Copy {
		return false, nil
	}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return false, err
	}
	return book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy}).SpoiledOnly(), nil
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
	if recallAsks(k, p) {
		return nil
	}
	if _, may := lifeNext(p.Status, k); !may || k == registry.Signed && !p.MaySign() {
		return notFrom(k, p)
	}
	return s.maySign(ctx, k, p)
}

// recallAsks: the step is an answer to a recall, and it asks for a copy that another has
// replaced.
func recallAsks(k registry.Kind, p registry.PassState) bool {
	out := p.Asked()
	return p.Status.UnderRecall() && len(out) > 0 && (k == registry.Returned || k == registry.ReturnRefused || k == registry.NotFound) && p.MayMark(k, out[0])
}

// WhyNot is what a command would answer to the step in the pass's present state; nil
// of one that may be taken, and of what is no step of a pass.
func (d Detail) WhyNot(k registry.Kind) error { return d.whyNot[k] }
