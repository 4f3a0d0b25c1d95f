package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
)

// OpenSheets are the papers of which nobody knows for certain what came out:
// the printer was asked, and the program ended before it answered.
func (s *Station) OpenSheets(ctx context.Context) ([]registry.PaperSheets, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, err
	}
	book, err := s.sheetBook(ctx)
	if err != nil {
		return nil, accountFault(err)
	}
	return book.Open(), nil
}

// AnswerSheet is somebody's answer to "what came out?" of one sheet of the pass:
// of one that nobody has answered for, else of one whose outcome was unknown. A
// sheet that was taken for one that came out can be said to be spoiled, or never
// printed, as long as nobody has signed for it: the paper is then to be made again, as
// the same copy, and a spoiled sheet is counted. A paper that turned up though nothing of
// its copy was said to be printed is out. The copy that was answered for comes back.
func (s *Station) AnswerSheet(ctx context.Context, n registry.Number, outcome string) (copy int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return 0, err
	}
	if !slices.Contains(registry.Outcomes, outcome) {
		return 0, fmt.Errorf("print: %w: what came out is out, spoiled, unknown or none", ErrInvalid)
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return 0, err
	}
	body, err := s.sheetToAnswer(ctx, p, outcome)
	if err != nil {
		return 0, err
	}
	d := &draft{passes: map[string]registry.PassState{p.Number.String(): p}}
	d.step(registry.PrintedOut, p, body, "")
	return body.Copy, s.carry(ctx, registry.DoPrint, d)
}

// SheetsLeft is of how many sheets of the pass nobody has said yet what came out. "Nobody
// can say" is an answer: it may be put right later, and is not asked for again.
func (s *Station) SheetsLeft(ctx context.Context, n registry.Number) (left int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return 0, err
	}
	book, err := s.sheetsOf(ctx, n)
	if err != nil {
		return 0, err
	}
	for _, p := range book.Open() {
		left += p.Intended
	}
	return left, nil
}

// sheetToAnswer is the answer as an event says it: of which copy, and what the
// sheet had been taken for.
func (s *Station) sheetToAnswer(ctx context.Context, p registry.PassState, outcome string) (registry.PaperBody, error) {
	body := registry.PaperBody{Outcome: outcome}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return body, err
	}
	for _, was := range []string{registry.SheetIntended, registry.SheetUnknown} {
		for c := p.Copy; c > 0; c-- {
			sheets := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: c})
			switch {
			case was == registry.SheetIntended && sheets.Intended > 0:
				body.Copy = c
				return answered(p, book, body), provenOut(p, sheets, outcome)
			case was == registry.SheetUnknown && sheets.Unknown > 0 && outcome != registry.SheetUnknown:
				body.Copy, body.Was = c, was
				return answered(p, book, body), provenOut(p, sheets, outcome)
			}
		}
	}
	latest := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy})
	if notOut(outcome) && latest.Out > 0 && p.Status == registry.StatusPrinted {
		body.Copy, body.Was, body.Left = p.Copy, registry.SheetOut, latest.Out-1
		return answered(p, book, body), nil
	}
	// Where another sheet of the copy is out, a second "out" may be a slip of the hand:
	// the paper that turned up beside it is answered for by its job and sheet.
	none := book.Withdrawn(latest.PaperCopy) > 0 && latest.Out == 0
	if none && outcome == registry.SheetOut {
		body.Copy, body.Was = p.Copy, registry.SheetNone
		return answered(p, book, body), nil
	}
	return body, nothingOpen(p, none)
}

// notOut: the answer says for certain that no paper to hand over came out.
func notOut(outcome string) bool {
	return outcome == registry.SheetSpoiled || outcome == registry.SheetNone
}

// nothingOpen says why the outcome stays as it is: none, nothing was printed of the copy.
func nothingOpen(p registry.PassState, none bool) error {
	n := p.Number
	switch {
	case none:
		return notSo("number", fmt.Sprintf("%s 第 %d 份已记为没有打：找到了纸的，答 out；没有纸的，再打印一次（命令：print passes）", n.Grouped(), p.Copy),
			fmt.Sprintf("copy %[2]d of %[1]s was entered as never printed: where its paper turned up, answer out; where there is none, print it again (command: print passes)", n.Grouped(), p.Copy))
	case p.Status == registry.StatusPrinted && p.Printed == p.Copy:
		return notSo("number", fmt.Sprintf("%s 没有待回答的纸：第 %d 份已记为打出来了。打坏了的答 spoiled，没有打的答 none", n.Grouped(), p.Copy),
			fmt.Sprintf("%s has no sheet to answer for: copy %d was entered as out. Answer spoiled, or none where nothing was printed", n.Grouped(), p.Copy))
	case p.Status == registry.StatusIssued:
		return notSo("number", fmt.Sprintf("%s 没有待回答的纸：第 %d 份的纸还要打印（命令：print passes）", n.Grouped(), p.Copy),
			fmt.Sprintf("%s has no sheet to answer for: copy %d is still to be printed (command: print passes)", n.Grouped(), p.Copy))
	}
	return notSo("number", fmt.Sprintf("%s 没有待回答的纸：打印过的都已有结果。已签收的纸损坏了，在登记册里打开这张证按 F5 补打下一份（命令：reprint）", n.Grouped()),
		fmt.Sprintf("%s has no sheet to answer for: every one has its outcome. A paper that was signed for and is damaged gets its next copy with F5 on the pass (command: reprint)", n.Grouped()))
}

func (s *Station) sheetsOf(ctx context.Context, n registry.Number) (*registry.SheetBook, error) {
	events, err := s.ports.Store.PassEvents(ctx, n.String())
	if err != nil {
		return nil, err
	}
	book := registry.NewSheetBook(registry.SheetSums{})
	if err := book.Recall(events); err != nil {
		return nil, accountFault(err)
	}
	return book, nil
}

// sheetsOfCopies are the sheets of each copy for which any was sent, by what became of them.
func (s *Station) sheetsOfCopies(ctx context.Context, p registry.PassState) (all []registry.PaperSheets, err error) {
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return nil, err
	}
	for copy := 1; copy <= p.Copy; copy++ {
		of := registry.PaperCopy{Number: p.Number.String(), Copy: copy}
		if sheets := book.Of(of); sheets != (registry.PaperSheets{PaperCopy: of}) {
			all = append(all, sheets)
		}
	}
	return all, nil
}

// MayPrintCopy answers nil when the latest copy of the pass may be printed: none of it is
// out, and nobody has still to say what came of a print. One whose outcome nobody could
// say is printed again only where that is meant.
func (s *Station) MayPrintCopy(ctx context.Context, n registry.Number, again bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return err
	}
	return s.notTwice(ctx, p, again)
}

// notTwice refuses a second paper of a copy, which nobody could tell from the first.
func (s *Station) notTwice(ctx context.Context, p registry.PassState, again bool) error {
	switch {
	case p.Printed >= p.Copy && p.Status == registry.StatusPrinted:
		return outBefore(p)
	case max(p.Printed, p.Signed) >= p.Copy: // what came out stays as it is
		return outForGood(p)
	case s.branch.Stale(p): // between two pages of what upstream gives back
		return mayBeOut(p)
	}
	if p.Intended < p.Copy { // the usual case costs nothing
		return nil
	}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return err
	}
	switch sheets := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy}); {
	case sheets.Intended > 0:
		return unansweredPrint(p)
	case sheets.Unknown > 0 && !again:
		return unknownPrint(p)
	}
	return nil
}

func outBefore(p registry.PassState) error {
	return notSo("number", fmt.Sprintf("%s 第 %d 份已经打印出来，同一份不打第二张：遗失、损坏的，在登记册里打开这张证按 F5 补打下一份（命令：reprint）；纸没有出来或打坏了的，先改打印结果（打印队列，命令：print outcome）", p.Number.Grouped(), p.Copy),
		fmt.Sprintf("copy %[2]d of %[1]s is out, and no copy is printed twice: lost or damaged, it gets its next copy with F5 on the pass (command: reprint); where no paper came out, or a spoiled one, put the outcome right first (print queue, command: print outcome)", p.Number.Grouped(), p.Copy))
}

func outForGood(p registry.PassState) error {
	return notSo("number", fmt.Sprintf("%s 第 %d 份已经打印出来，同一份不打第二张：遗失、损坏的，在登记册里打开这张证按 F5 补打下一份（命令：reprint）", p.Number.Grouped(), p.Copy),
		fmt.Sprintf("copy %[2]d of %[1]s is out, and no copy is printed twice: lost or damaged, it gets its next copy with F5 on the pass (command: reprint)", p.Number.Grouped(), p.Copy))
}

func mayBeOut(p registry.PassState) error {
	return notSo("number", fmt.Sprintf("%s 第 %d 份在取新期号以前可能已经打印，上级补回的还没有补完：先同步（sync），补完以后打的是下一份", p.Number.Grouped(), p.Copy),
		fmt.Sprintf("copy %[2]d of %[1]s may have been printed before the new epoch, and what upstream gives back is not here whole: sync first, then its next copy is printed", p.Number.Grouped(), p.Copy))
}

func unansweredPrint(p registry.PassState) error {
	return notSo("number", fmt.Sprintf("%s 第 %d 份已经送去打印，还没有回答打出来没有：先回答（打印队列，命令：print outcome），没有打的答 none", p.Number.Grouped(), p.Copy),
		fmt.Sprintf("copy %[2]d of %[1]s was sent to a printer and nobody has said what came out: answer first (print queue, command: print outcome), none where nothing was printed", p.Number.Grouped(), p.Copy))
}

func unknownPrint(p registry.PassState) error {
	return notSo("number", fmt.Sprintf("%s 第 %d 份送去打印过，说不清打出来没有：确要再打这一份的，加 --again；找到那张纸的，先改打印结果（print outcome）", p.Number.Grouped(), p.Copy),
		fmt.Sprintf("copy %[2]d of %[1]s was sent to a printer, and nobody could say what came out: --again prints the copy once more; where the paper turned up, put the outcome right first (print outcome)", p.Number.Grouped(), p.Copy))
}
