package registry

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Print jobs. What one command sends to a printer is a job: papers in the order in
// which they lie on sheets of paper, one to a sheet or several. A printer that jams
// in the middle of one is answered for sheet by sheet.

// Laying is how the papers of a job lie on its sheets.
type Laying struct {
	Layout   string
	Size     string // of each paper, where it is not the scheme's or a sheet holds several: 85.6x54
	PerSheet int    // papers to a sheet; 0 and 1 are a sheet each
	First    int    // the first free place of the first sheet; 0 is 1
}

// At is the sheet of the job, from 1, and the place on it of the paper i, counted
// from 0; place 0 where a sheet holds one paper.
func (l Laying) At(i int) (sheet, place int) {
	if l.PerSheet < 2 {
		return i + 1, 0
	}
	i += max(l.First, 1) - 1
	return i/l.PerSheet + 1, i%l.PerSheet + 1
}

// Next is the first free place behind so many papers: 1 where the last sheet is full.
func (l Laying) Next(papers int) int {
	if l.PerSheet < 2 {
		return 1
	}
	_, place := l.At(papers)
	return place
}

// JobPaper is one paper of a job.
type JobPaper struct {
	PaperCopy
	Sheet int    `json:"sheet"`
	Place int    `json:"place,omitempty"`
	State string `json:"state"` // SheetIntended, or what came out
}

// PrintJob is what was sent to a printer by one command. It is named by the event of
// its first paper.
type PrintJob struct {
	No       int64      `json:"job"`
	At       time.Time  `json:"at"`
	Operator string     `json:"operator"`
	Layout   string     `json:"layout,omitempty"`
	Size     string     `json:"size,omitempty"` // of each paper, where it is not the scheme's or a sheet holds several
	Papers   []JobPaper `json:"papers"`         // in the order of sheets and places
}

// Sheets is how many sheets of paper the job takes.
func (j PrintJob) Sheets() int {
	if len(j.Papers) == 0 {
		return 0
	}
	return j.Papers[len(j.Papers)-1].Sheet
}

// Count is how many of its papers are in the state.
func (j PrintJob) Count(state string) (n int) {
	for _, p := range j.Papers {
		if p.State == state {
			n++
		}
	}
	return n
}

// Waits reports that nobody has said yet what came out of some sheet.
func (j PrintJob) Waits() bool { return j.Count(SheetIntended) > 0 }

// On are the papers of one sheet.
func (j PrintJob) On(sheet int) []JobPaper {
	from := slices.IndexFunc(j.Papers, func(p JobPaper) bool { return p.Sheet == sheet })
	if from < 0 {
		return nil
	}
	to := from
	for to < len(j.Papers) && j.Papers[to].Sheet == sheet {
		to++
	}
	return j.Papers[from:to]
}

// Unused is the first place of the job's last sheet that was free before it, and behind
// every pass on it that was printed all the same.
func (j PrintJob) Unused() int {
	free := 1
	for i, p := range j.On(j.Sheets()) {
		switch {
		case p.State != SheetNone && p.State != SheetIntended:
			free = p.Place + 1
		case i == 0:
			free = max(p.Place, 1)
		}
	}
	return free
}

// JobBook takes down jobs with what came of each of their papers, from the event on
// that it is given first. The zero value is ready.
type JobBook struct {
	jobs []*PrintJob
	sent map[PaperCopy][]sentPaper // the latest last
}

type sentPaper struct {
	job *PrintJob
	at  int
}

// Add folds one event; what is no paper of a pass changes nothing.
func (b *JobBook) Add(e Event) error {
	body, err := e.Sheet()
	if err != nil || body == (PaperBody{}) {
		return err
	}
	if e.Kind == PrintIntended {
		b.intended(e, body)
	} else {
		b.answered(body, PaperCopy{e.Pass, body.Copy})
	}
	return nil
}

func (b *JobBook) intended(e Event, body PaperBody) {
	last := len(b.jobs) - 1
	if last < 0 || body.Job == 0 || b.jobs[last].No != body.Job {
		b.jobs = append(b.jobs, &PrintJob{No: cmp.Or(body.Job, e.No), At: e.At, Operator: e.Operator, Layout: body.Layout, Size: body.Size})
		last++
	}
	j, paper := b.jobs[last], PaperCopy{e.Pass, body.Copy}
	if b.sent == nil {
		b.sent = map[PaperCopy][]sentPaper{}
	}
	b.sent[paper] = append(b.sent[paper], sentPaper{j, len(j.Papers)})
	j.Papers = append(j.Papers, JobPaper{PaperCopy: paper, Sheet: max(body.Sheet, 1), Place: body.Place, State: SheetIntended})
}

// answered finds the paper that is meant: that of the job which the answer names,
// else the latest that was taken for what the answer says.
func (b *JobBook) answered(body PaperBody, paper PaperCopy) {
	was := body.Was
	if was == "" {
		was = SheetIntended
	}
	all := b.sent[paper]
	for i := len(all) - 1; i >= 0; i-- {
		sheet := &all[i].job.Papers[all[i].at]
		if sheet.State == was && (body.Job == 0 || body.Job == all[i].job.No) {
			sheet.State = body.Outcome
			return
		}
	}
}

// Jobs are the jobs, the earliest first.
func (b *JobBook) Jobs() []PrintJob {
	all := make([]PrintJob, 0, len(b.jobs))
	for _, j := range b.jobs {
		all = append(all, *j)
	}
	return all
}

// JobProof holds what events say of jobs against each other: the papers of a job
// follow one another, sheet by sheet, and nobody answers for a job that was never
// sent. The zero value is ready.
type JobProof struct {
	sent         map[int64]bool
	job          int64 // the one that goes on; 0: none
	sheet, place int
}

// Add holds the next event of the log, whose body was read.
func (p *JobProof) Add(e Event, body PaperBody) error {
	switch {
	case e.Kind != PrintIntended && body.Job != 0 && !p.sent[body.Job]:
		return fmt.Errorf("registry: event %d: %w: it answers for a job that was never sent", e.No, ErrAccount)
	case e.Kind != PrintIntended:
		return nil
	case body.Job == 0:
		p.job = 0
		return nil
	case body.Job == e.No:
		if p.sent == nil {
			p.sent = map[int64]bool{}
		}
		p.sent[e.No] = true
		p.job, p.sheet, p.place = e.No, 0, 0
	}
	follows := body.Sheet == p.sheet+1 || body.Sheet == p.sheet && body.Place > p.place
	if body.Job != p.job || body.Sheet < 1 || !follows {
		return fmt.Errorf("registry: event %d: %w: it is no next paper of the job that it names", e.No, ErrAccount)
	}
	p.sheet, p.place = body.Sheet, body.Place
	return nil
}
