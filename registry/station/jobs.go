package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"passdesk/registry"
)

// Intend records, before a byte goes to the printer, which papers are to come out of
// it, and how they lie on its sheets. No copy that is out, or may come out yet, is
// printed again, nor any whose holder a list names since. On sheets that hold several the next free place
// is kept with it: a sheet that was sent to the printer is used up to there, unless
// somebody says otherwise.
func (s *Station) Intend(ctx context.Context, numbers []registry.Number, l registry.Laying) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	d := &draft{passes: map[string]registry.PassState{}}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return fmt.Errorf("print: %w", err)
		}
		if err := s.notTwice(ctx, p, true); err != nil {
			return err
		}
		if err := s.mayHavePaper(ctx, registry.PrintIntended, p); err != nil {
			return fmt.Errorf("print: %w", err)
		}
		d.passes[n.String()] = p
		s.expireIn(d, p)
		d.step(registry.PrintIntended, p, registry.PaperBody{Copy: p.Copy, Layout: l.Layout}, "")
	}
	if len(d.events) == 0 {
		return nil
	}
	s.openDay(d) // now, so that the events have their numbers
	if err := s.lay(d, l); err != nil {
		return err
	}
	if l.PerSheet > 1 {
		if err := s.draftOwn(d, freePlace(l.Size), strconv.Itoa(l.Next(len(numbers)))); err != nil {
			return err
		}
	}
	return s.carry(ctx, registry.DoPrint, d)
}

// lay writes into the intents on which sheet of which job each paper lies. One paper
// on a sheet of its own needs no job.
func (s *Station) lay(d *draft, l registry.Laying) error {
	var job int64
	papers := 0
	if len(d.passes) < 2 && l.PerSheet < 2 {
		return nil
	}
	for i := range d.events {
		e := &d.events[i]
		if e.kind != registry.PrintIntended {
			continue
		}
		var body registry.PaperBody
		if err := json.Unmarshal(e.body, &body); err != nil {
			return fmt.Errorf("print: %w", err)
		}
		if job == 0 {
			job = s.head.Event + int64(i) + 1
		}
		body.Job, body.Size = job, l.Size
		body.Sheet, body.Place = l.At(papers)
		e.body = registry.Body(body)
		papers++
	}
	return nil
}

// NothingOut records that no paper of what was intended came out at all, and none was
// used: a card sheet that was begun is as it was before.
func (s *Station) NothingOut(ctx context.Context, numbers []registry.Number, l registry.Laying) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	d := &draft{passes: map[string]registry.PassState{}}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return err
		}
		book, err := s.sheetsOf(ctx, p.Number)
		if err != nil {
			return err
		}
		sheets := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy})
		if sheets.Intended == 0 && sheets.Out > 0 { // signed for while it was on its way
			continue
		}
		d.passes[n.String()] = p
		d.step(registry.PrintedOut, p, answered(p, book, registry.PaperBody{Copy: p.Copy, Outcome: registry.SheetNone}), "")
	}
	if len(d.events) == 0 {
		return nil
	}
	if l.PerSheet > 1 {
		if err := s.draftOwn(d, freePlace(l.Size), strconv.Itoa(max(l.First, 1))); err != nil {
			return err
		}
	}
	return s.carry(ctx, registry.DoPrint, d)
}

// PrintQueue is what the desk must still see to of its printing.
type PrintQueue struct {
	Jobs    []registry.PrintJob // that wait for an answer, the earliest first; then today's others, the latest first
	Waiting []WaitingPaper      // passes in hand whose paper has not come out and is not on its way, oldest first
	More    bool                // there are others that wait
}

// WaitingPaper is a paper that is still to be made, with what became of the sheets
// that were meant to be it.
type WaitingPaper struct {
	registry.PaperSheets
	Name string `json:"-"`
}

// mostWaiting is how many waiting papers are listed.
const mostWaiting = 500

// PrintQueue answers what was sent and not answered for, what waits for its paper,
// and what was spoiled.
func (s *Station) PrintQueue(ctx context.Context) (PrintQueue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return PrintQueue{}, err
	}
	jobs, err := s.jobs(ctx, 0)
	if err != nil {
		return PrintQueue{}, err
	}
	var q PrintQueue
	for _, j := range jobs {
		if j.Waits() {
			q.Jobs = append(q.Jobs, j)
		}
	}
	for _, j := range slices.Backward(jobs) {
		if !j.Waits() {
			q.Jobs = append(q.Jobs, j)
		}
	}
	err = s.waiting(ctx, &q)
	return q, err
}

// jobs are those that wait for an answer, those of today, and the one that is named;
// the earliest first.
func (s *Station) jobs(ctx context.Context, named int64) ([]registry.PrintJob, error) {
	from, err := s.firstJob(ctx)
	if err != nil || from == 0 && named == 0 {
		return nil, err
	}
	if from == 0 || named > 0 && named < from {
		from = named
	}
	var book registry.JobBook
	for e, err := range s.ports.Store.EventsOf(ctx, from-1, registry.PrintIntended, registry.PrintedOut) {
		if err == nil {
			err = book.Add(e)
		}
		if err != nil {
			return nil, accountFault(err)
		}
	}
	today, all := s.startOfDay(), book.Jobs()
	for i := range all {
		all[i].At = all[i].At.In(s.ports.Zone)
	}
	return slices.DeleteFunc(all, func(j registry.PrintJob) bool {
		return j.At.Before(today) && !j.Waits() && j.No != named
	}), nil
}

// firstJob is the event with which the earliest job began that waits for an answer or
// is of today; 0 for none.
func (s *Station) firstJob(ctx context.Context) (int64, error) {
	var first int64
	note := func(e registry.Event) error {
		body, err := e.Sheet()
		if body.Job == 0 {
			body.Job = e.No
		}
		if first == 0 || body.Job < first {
			first = body.Job
		}
		return err
	}
	from := s.startOfDay()
	for e, err := range s.ports.Store.EventsBetween(ctx, from, from.AddDate(0, 0, 1), registry.PrintIntended) {
		if err == nil {
			err = note(e)
		}
		if err != nil {
			return 0, accountFault(err)
		}
		break // the others came later
	}
	book, err := s.sheetBook(ctx)
	if err != nil {
		return 0, accountFault(err)
	}
	for _, p := range book.Open() {
		if p.Intended == 0 {
			continue
		}
		events, err := s.ports.Store.PassEvents(ctx, p.Number)
		if err != nil {
			return 0, err
		}
		for _, e := range events {
			if e.Kind != registry.PrintIntended {
				continue
			}
			if err := note(e); err != nil {
				return 0, accountFault(err)
			}
		}
	}
	return first, nil
}

func (s *Station) waiting(ctx context.Context, q *PrintQueue) error {
	onTheWay := map[string]bool{}
	for _, j := range q.Jobs {
		for _, p := range j.Papers {
			onTheWay[p.Number] = onTheWay[p.Number] || p.State == registry.SheetIntended
		}
	}
	states, err := s.ports.Store.Page(ctx, 0, mostWaiting+1, true, Filter{Unprinted: true})
	if err != nil {
		return err
	}
	if len(states) > mostWaiting {
		q.More, states = true, states[:mostWaiting]
	}
	for _, p := range states {
		if onTheWay[p.Number.String()] || !p.ToPrint() {
			continue
		}
		book, err := s.sheetsOf(ctx, p.Number)
		if err != nil {
			return err
		}
		holder, err := s.holder(ctx, p)
		if err != nil {
			return err
		}
		sheets := book.Of(registry.PaperCopy{Number: p.Number.String(), Copy: p.Copy})
		q.Waiting = append(q.Waiting, WaitingPaper{PaperSheets: sheets, Name: holder.Name})
	}
	return nil
}
