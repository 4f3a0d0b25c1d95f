package station

import (
	"context"
	"fmt"
	"strings"

	"passdesk/registry"
)

// signedBy is who signed. A guardian or a proxy is somebody whom the application
// names; without a name there is nobody to ask later.
func (s *Station) signedBy(ctx context.Context, n registry.Number, by string) (string, error) {
	switch by {
	case "holder":
		return by, nil
	case "", "guardian", "proxy":
	default:
		return "", fmt.Errorf("%w: signed by holder, guardian or proxy", ErrInvalid)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSign); err != nil {
		return "", err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return "", err
	}
	a, err := s.holder(ctx, p)
	switch {
	case err != nil:
		return "", err
	case by == "":
		return Signer(a), nil
	case by == "proxy" && a.Proxy == nil:
		return "", notSo("by", "这张证没有登记代领人：用 --proxy 写明姓名、关系、原因", "no proxy is named for this pass: name the one who signed with --proxy (name, relation, why)")
	case by == "guardian" && a.Guardian == nil:
		return "", notSo("by", "这张证没有登记监护人。由持证人本人签字，或用 --proxy 写明代领人", "no guardian is named for this pass: the holder signs, or a proxy who is named with --proxy")
	}
	return by, nil
}

// A signature proves that the sheet came out: who signs answers for it. Without that
// somebody could say afterwards that nothing was printed, and print the same copy twice.

// cameOut drafts, before a signature, that the signed copy's sheet came out, where
// nobody has said so yet.
func (s *Station) cameOut(ctx context.Context, d *draft, p registry.PassState) error {
	copy := p.Held()
	if p.Printed >= copy { // the usual case costs nothing
		return nil
	}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return err
	}
	body := registry.PaperBody{Copy: copy, Outcome: registry.SheetOut}
	switch of := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: copy}); {
	case of.Out > 0, of.Intended+of.Unknown == 0:
		return nil
	case of.Intended == 0:
		body.Was = registry.SheetUnknown
	}
	d.step(registry.PrintedOut, p, body, "")
	return nil
}

// answeredBySignature: the printer answers for a sheet after its paper was signed for,
// and nothing of the copy is left to answer for.
func (s *Station) answeredBySignature(ctx context.Context, p registry.PassState) (bool, error) {
	if p.Signed < p.Copy {
		return false, nil
	}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return false, err
	}
	of := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy})
	return of.Intended == 0 && of.Out > 0, nil
}

// provenOut refuses to say of the last sheet that could be the copy's paper that there
// is none, where somebody has signed for the paper, was seen with it, or handed it back.
func provenOut(p registry.PassState, of registry.PaperSheets, outcome string) error {
	if !notOut(outcome) || of.Out > 0 || of.Intended+of.Unknown > 1 {
		return nil
	}
	paper := p.Papers.Of(of.Copy)
	if paper != registry.PaperOut && paper != registry.PaperReturned && (of.Copy != p.Copy || p.Signed < p.Copy) {
		return nil
	}
	return notSo("outcome", fmt.Sprintf("%s 第 %d 份已经签收、交回，或有人见过，纸是打出来了的：打印结果只能答 out（打出来了）", p.Number.Grouped(), of.Copy),
		fmt.Sprintf("copy %[2]d of %[1]s was signed for, handed back or seen, so its paper did come out: the only answer is out", p.Number.Grouped(), of.Copy))
}

// answered completes an answer for a sheet: whether the copy was sent to a printer
// after all, whether a recalled pass has a paper to fetch, and whether it is a second
// paper of its copy that was not counted as one.
func answered(p registry.PassState, book *registry.SheetBook, body registry.PaperBody) registry.PaperBody {
	paper := registry.PaperCopy{Number: p.Number.String(), Copy: body.Copy}
	of := book.Of(paper)
	sent := body.Was == registry.SheetUnknown || body.Was == "" && of.Intended > 0 // else it counts as sent now
	body.Again = body.Outcome == registry.SheetOut && sent && book.Second(paper)
	body.Unsent = body.Outcome == registry.SheetNone && of.Sent() == 1
	recalled := p.Status == registry.StatusRecalled || p.Status == registry.StatusNotFound
	body.NoPaper = recalled && notOut(body.Outcome) && of.Copy == p.Copy && of.Out == 0 && of.Intended+of.Unknown == 1 && !maybeElsewhere(p)
	return body
}

// maybeElsewhere: a copy was skipped, which may be out.
func maybeElsewhere(p registry.PassState) bool {
	return strings.Contains(string(p.Papers), string(registry.PaperSkipped))
}

// recallBody is what a recall says of the latest paper: where every sheet of it was
// spoiled there is nothing to fetch, unless a copy of before a branch may be out.
func (s *Station) recallBody(ctx context.Context, p registry.PassState, ground string) (registry.ReasonBody, error) {
	body := registry.ReasonBody{Copy: p.Held(), Reason: ground}
	if maybeElsewhere(p) {
		return body, nil
	}
	var err error
	body.Spoiled, err = s.spoiledOnly(ctx, p)
	return body, err
}
