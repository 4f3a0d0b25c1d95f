package station

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// SheetAnswer is what came out of sheets of a job, both ends included.
type SheetAnswer struct {
	From, To int
	Outcome  string
}

// Job is one job with what came of each of its papers.
func (s *Station) Job(ctx context.Context, no int64) (registry.PrintJob, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return registry.PrintJob{}, err
	}
	return s.job(ctx, no)
}

func (s *Station) job(ctx context.Context, no int64) (registry.PrintJob, error) {
	jobs, err := s.jobs(ctx, max(no, 1))
	if err != nil {
		return registry.PrintJob{}, err
	}
	at := slices.IndexFunc(jobs, func(j registry.PrintJob) bool { return j.No == no })
	if at < 0 {
		return registry.PrintJob{}, notSo("job", fmt.Sprintf("没有第 %d 号打印；用 print queue 查看", no), fmt.Sprintf("there is no print job %d; print queue lists them", no))
	}
	return jobs[at], nil
}

// AnswerJob is somebody's answer to "what came out?" of the sheets of a job, all of
// it or nothing. What an answer says already is left as it is, and where passes of a
// sheet were answered for on their own, the answer is about those that are still open.
// A sheet that was taken for one that came out can be said to be spoiled, or never
// printed, as long as nobody has signed for a paper on it; one of which it was said that
// nothing was printed can be said to be out, when its paper turns up. The job as it stands then
// comes back.
func (s *Station) AnswerJob(ctx context.Context, no int64, answers []SheetAnswer) (registry.PrintJob, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return registry.PrintJob{}, err
	}
	j, err := s.job(ctx, no)
	if err != nil {
		return j, err
	}
	if err := wellAnswered(j, answers); err != nil {
		return j, err
	}
	d, partly := &draft{passes: map[string]registry.PassState{}}, sheetsWithOpen(j)
	for _, a := range answers {
		for i, p := range j.Papers {
			if !a.says(p.Sheet) || p.State == a.Outcome || partly[p.Sheet] && !openPaper(p) {
				continue
			}
			if err := s.answerPaper(ctx, d, j, p, a.Outcome); err != nil {
				return j, err
			}
			j.Papers[i].State = a.Outcome
		}
	}
	if len(d.events) == 0 {
		return j, nil
	}
	if err := s.draftBegun(d, j, answers); err != nil {
		return j, err
	}
	return j, s.carry(ctx, registry.DoPrint, d)
}

func (a SheetAnswer) says(sheet int) bool { return a.From <= sheet && sheet <= a.To }

// openPaper: nobody knows for certain what became of it.
func openPaper(p registry.JobPaper) bool {
	return p.State == registry.SheetIntended || p.State == registry.SheetUnknown
}

// sheetsWithOpen are the sheets of a job on which some paper is still open.
func sheetsWithOpen(j registry.PrintJob) map[int]bool {
	open := map[int]bool{}
	for _, p := range j.Papers {
		open[p.Sheet] = open[p.Sheet] || openPaper(p)
	}
	return open
}

// draftBegun drafts where the next batch goes on, when it was said of the last sheet
// that it is spoiled, and what was left of it with it, or that it was not printed.
func (s *Station) draftBegun(d *draft, j registry.PrintJob, answers []SheetAnswer) error {
	last := j.Papers[len(j.Papers)-1]
	said := slices.ContainsFunc(answers, func(a SheetAnswer) bool { return a.says(last.Sheet) && a.Outcome == last.State })
	switch {
	case last.Place == 0 || !said:
	case last.State == registry.SheetSpoiled:
		return s.draftOwn(d, freePlace(j.Size), "1")
	case last.State == registry.SheetNone:
		return s.draftOwn(d, freePlace(j.Size), strconv.Itoa(j.Unused()))
	}
	return nil
}

// wellAnswered refuses answers that are none, or that speak of a sheet twice.
func wellAnswered(j registry.PrintJob, answers []SheetAnswer) error {
	said := map[int]bool{}
	for _, a := range answers {
		if !slices.Contains(registry.Outcomes, a.Outcome) {
			return fmt.Errorf("print: %w: what came out is out, spoiled, unknown or none", ErrInvalid)
		}
		if a.From < 1 || a.To > j.Sheets() || a.From > a.To {
			return notSo("sheets", fmt.Sprintf("这次打印共 %d 张，没有第 %d-%d 张", j.Sheets(), a.From, a.To),
				fmt.Sprintf("the job has %s, and none of %d-%d", scheme.Counted(j.Sheets(), "sheet"), a.From, a.To))
		}
		for n := a.From; n <= a.To; n++ {
			if said[n] {
				return notSo("sheets", fmt.Sprintf("第 %d 张答了两次", n), fmt.Sprintf("sheet %d is answered for twice", n))
			}
			said[n] = true
		}
	}
	return nil
}

// answerPaper drafts the answer for one paper: what its sheet had been taken for
// stands in it.
func (s *Station) answerPaper(ctx context.Context, d *draft, j registry.PrintJob, paper registry.JobPaper, outcome string) error {
	p, err := s.passState(ctx, paper.Number)
	if err != nil {
		return err
	}
	if _, twice := d.passes[paper.Number]; twice {
		return fmt.Errorf("print: %w: a pass stands twice in a job", ErrDamaged)
	}
	body := registry.PaperBody{Copy: paper.Copy, Outcome: outcome}
	if len(j.Papers) > 1 || paper.Place > 0 {
		body.Job = j.No
	}
	book, err := s.sheetsOf(ctx, p.Number)
	if err != nil {
		return err
	}
	sheets := book.Of(paper.PaperCopy)
	switch {
	case paper.State == registry.SheetIntended:
		err = provenOut(p, sheets, outcome)
	case paper.State == registry.SheetUnknown:
		body.Was = paper.State
		err = provenOut(p, sheets, outcome)
	case paper.State == registry.SheetNone && outcome == registry.SheetOut:
		body.Was = paper.State
	case paper.State == registry.SheetOut && notOut(outcome) && p.Status == registry.StatusPrinted && p.Copy == paper.Copy:
		body.Was, body.Left = paper.State, sheets.Out-1
	default:
		err = answeredFor(paper, p)
	}
	if err != nil {
		return err
	}
	d.passes[paper.Number] = p
	d.step(registry.PrintedOut, p, answered(p, book, body), "")
	return nil
}

// answeredFor says why the outcome of the paper stays as it is.
func answeredFor(paper registry.JobPaper, p registry.PassState) error {
	n := p.Number.Grouped()
	says := func(zh, en string) error {
		return notSo("sheets", fmt.Sprintf("第 %d 张上的 %s ", paper.Sheet, n)+zh, fmt.Sprintf("sheet %d: the paper of %s ", paper.Sheet, n)+en)
	}
	switch {
	case paper.State == registry.SheetSpoiled:
		return says("已记为打坏，不能再改：这一份还没有纸的，在打印队列里重打（命令：print again）", "was entered as spoiled, and that stays: while the copy has no paper, print it again from the print queue (command: print again)")
	case paper.State == registry.SheetNone:
		return says("已记为没有打：找到了纸的，答打出来了（out）；没有纸的，在打印队列里重打（命令：print again）", "was entered as never printed: where its paper turned up, answer out; where there is none, print it again from the print queue (command: print again)")
	case p.Copy == paper.Copy && p.Status == registry.StatusPrinted:
		return says("已记为打出，不能改成说不清：打坏了答打坏（spoiled），没有打答没有打（none）", "was entered as out, and cannot become unknown: answer spoiled, or none where nothing was printed")
	case p.Copy == paper.Copy && p.Status == registry.StatusSigned:
		return says("已经签收，打印结果不能再改：纸损坏了，在登记册里打开这张证按 F5 补打下一份（命令：reprint）", "was signed for, and its outcome stays: damaged, it gets its next copy with F5 on the pass (command: reprint)")
	}
	return says("打印以后证又有了变动（补打、收回、取消等），打印结果不能再改：在登记册里打开这张证看经过（命令：show）", "has its outcome, and it stays: something happened to the pass since (a reprint, a recall, a cancelling); open it in the register (command: show)")
}

// Again are the passes of a job whose paper did not come out of it and is still to be
// made, in the job's order: what is printed when the rest is printed again.
func (s *Station) Again(ctx context.Context, no int64) ([]registry.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, err
	}
	j, err := s.job(ctx, no)
	if err != nil {
		return nil, err
	}
	var again []registry.Number
	for _, paper := range j.Papers {
		if !notOut(paper.State) {
			continue
		}
		p, err := s.passState(ctx, paper.Number)
		if err != nil {
			return nil, err
		}
		book, err := s.sheetsOf(ctx, p.Number)
		if err != nil {
			return nil, err
		}
		if p.ToPrint() && p.Copy == paper.Copy && book.Of(paper.PaperCopy).Intended == 0 {
			again = append(again, p.Number)
		}
	}
	return again, nil
}

// UpTo are the answers after a jam: the sheets up to the last good one came out, the
// one behind it is spoiled, and the printer never came to the others.
func UpTo(good, sheets int) []SheetAnswer {
	var out []SheetAnswer
	if good > 0 {
		out = append(out, SheetAnswer{1, good, registry.SheetOut})
	}
	if good < sheets {
		out = append(out, SheetAnswer{good + 1, good + 1, registry.SheetSpoiled})
	}
	if good+1 < sheets {
		out = append(out, SheetAnswer{good + 2, sheets, registry.SheetNone})
	}
	return out
}
