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
// sheet that was taken for one that came out can be said to be spoiled, as long
// as nobody has signed for it: the paper is then to be made again, and the spoiled
// one is counted. The copy that was answered for comes back.
func (s *Station) AnswerSheet(ctx context.Context, n registry.Number, outcome string) (copy int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return 0, err
	}
	if !slices.Contains(registry.Outcomes, outcome) {
		return 0, fmt.Errorf("print: %w: what came out is out, spoiled or unknown", ErrInvalid)
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

// SheetsLeft is how many sheets of the pass still have no outcome that is certain.
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
		left += p.Intended + p.Unknown
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
				return body, nil
			case was == registry.SheetUnknown && sheets.Unknown > 0 && outcome != registry.SheetUnknown:
				body.Copy, body.Was = c, was
				return body, nil
			}
		}
	}
	latest := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy})
	if outcome == registry.SheetSpoiled && latest.Out > 0 && p.Status == registry.StatusPrinted {
		body.Copy, body.Was, body.Left = p.Copy, registry.SheetOut, latest.Out-1
		return body, nil
	}
	return body, nothingOpen(p.Number)
}

func nothingOpen(n registry.Number) error {
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

// OutAlready are those of the passes whose latest copy came out of a printer
// before: another sheet of it is a second paper that nobody can tell from the
// first.
func (s *Station) OutAlready(ctx context.Context, numbers []registry.Number) ([]registry.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, err
	}
	var out []registry.Number
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return nil, err
		}
		if p.Printed >= p.Copy {
			out = append(out, p.Number)
		}
	}
	return out, nil
}
