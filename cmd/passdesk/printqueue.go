package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type printQueueCmd struct{}

// jobLine is a job of the print queue; its sheets follow with what came of them.
type jobLine struct {
	Job    int64       `json:"job"`
	At     string      `json:"at"`
	Layout string      `json:"layout,omitempty"`
	Sheets []sheetLine `json:"sheets"`
	Waits  bool        `json:"waits"` // somebody has to say what came out
}

type sheetLine struct {
	Sheet  int         `json:"sheet"`
	Papers []paperLine `json:"papers"`
}

type paperLine struct {
	Number string `json:"number"`
	Copy   int    `json:"copy"`
	Place  int    `json:"place,omitempty"`
	State  string `json:"state"`
}

// waitingLine is a pass whose paper is still to be made.
type waitingLine struct {
	Waiting string `json:"waiting"`
	Copy    int    `json:"copy"`
	Spoiled int    `json:"spoiled,omitempty"` // sheets of this copy
	Unknown int    `json:"unknown,omitempty"`
}

// Run lists the jobs that wait for an answer, those of today, and what waits for its
// paper.
func (c *printQueueCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	q, err := st.PrintQueue(a.ctx)
	if err != nil {
		return err
	}
	for _, j := range q.Jobs {
		if err := a.printJSON(lineOfJob(j)); err != nil {
			return err
		}
	}
	for _, w := range q.Waiting {
		if err := a.printJSON(waitingLine{w.Number, w.Copy, w.Spoiled, w.Unknown}); err != nil {
			return err
		}
	}
	return nil
}

func lineOfJob(j registry.PrintJob) jobLine {
	l := jobLine{Job: j.No, At: j.At.In(zone).Format(time.RFC3339), Layout: j.Layout, Sheets: []sheetLine{}, Waits: j.Waits()}
	for n := 1; n <= j.Sheets(); n++ {
		s := sheetLine{Sheet: n}
		for _, p := range j.On(n) {
			s.Papers = append(s.Papers, paperLine{p.Number, p.Copy, p.Place, p.State})
		}
		l.Sheets = append(l.Sheets, s)
	}
	return l
}

// jobOutcome are the flags with which a whole job is answered for.
type jobOutcome struct {
	Job     int64  `help:"第几号打印（见 print queue），按张回答 · the job, from print queue: answer for its sheets" placeholder:"N"`
	Good    string `help:"打出来的张：1-3,5 · the sheets that came out" placeholder:"SHEETS"`
	Spoiled string `help:"打坏的张：4 · those that are spoiled" placeholder:"SHEETS"`
	None    string `help:"没有打的张：5- · those that were never printed" placeholder:"SHEETS"`
	Unknown string `help:"说不清的张 · those that nobody can say of" placeholder:"SHEETS"`
}

// answerJob enters what came out of a job's sheets, and shows the job as it is then.
func (c *jobOutcome) answer(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	j, err := st.Job(a.ctx, c.Job)
	if err != nil {
		return err
	}
	var answers []station.SheetAnswer
	for _, part := range []struct{ typed, outcome string }{{c.Good, registry.SheetOut}, {c.Spoiled, registry.SheetSpoiled}, {c.Unknown, registry.SheetUnknown}, {c.None, registry.SheetNone}} {
		some, err := readSheets(part.typed, j.Sheets(), part.outcome)
		if err != nil {
			return err
		}
		answers = append(answers, some...)
	}
	if len(answers) == 0 {
		return &usageError{"请用 --good、--spoiled、--none、--unknown 写明哪几张", "say which sheets with --good, --spoiled, --none, --unknown"}
	}
	if j, err = st.AnswerJob(a.ctx, c.Job, answers); err != nil {
		return err
	}
	return a.printJSON(lineOfJob(j))
}

// readSheets reads "1-3,5,7-" of a job of so many sheets.
func readSheets(typed string, sheets int, outcome string) ([]station.SheetAnswer, error) {
	var out []station.SheetAnswer
	for part := range strings.SplitSeq(typed, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		first, last, ranged := strings.Cut(part, "-")
		from, err := strconv.Atoi(first)
		to := from
		if ranged && err == nil {
			to, err = strconv.Atoi(cmp.Or(last, strconv.Itoa(sheets)))
		}
		if err != nil || from < 1 || to < from {
			return nil, &usageError{"张数写成 1-3,5 或 4-（第 4 张到最后）", "sheets are written 1-3,5 or 4- (from the fourth to the last)"}
		}
		out = append(out, station.SheetAnswer{From: from, To: to, Outcome: outcome})
	}
	return out, nil
}

type printAgainCmd struct {
	Job      int64 `arg:"" help:"第几号打印（见 print queue）· the job, from print queue"`
	LastGood int   `required:"" help:"最后打好的是第几张；一张也没有写 0 · the last sheet that came out well; 0 for none" placeholder:"N"`
	target
	Overlay bool `help:"打在预印好的证上 · onto pre-printed stock"`
	First   int  `name:"first-place" default:"1" help:"联卡：从第几个空位开始 · of card sheets: the first free place" placeholder:"N"`
}

// Run is what follows a jam: the sheets up to the last good one came out, the next is
// spoiled, the printer never came to the others; all of their papers are printed again,
// as they were.
func (c *printAgainCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	j, err := st.Job(a.ctx, c.Job)
	if err != nil {
		return err
	}
	if c.LastGood < 0 || c.LastGood > j.Sheets() {
		return &usageError{fmt.Sprintf("这次打印共 %d 张", j.Sheets()), "the job has " + scheme.Counted(j.Sheets(), "sheet")}
	}
	how := arranged(registry.Laying{Layout: cmp.Or(j.Layout, "walkin"), Size: j.Size, First: c.First})
	how.overlay = c.Overlay
	if err := how.check(st.Info().Scheme); err != nil {
		return err
	}
	if err := a.mayPutOn(c.target); err != nil {
		return err
	}
	if _, err := st.AnswerJob(a.ctx, c.Job, station.UpTo(c.LastGood, j.Sheets())); err != nil {
		return err
	}
	numbers, err := st.Again(a.ctx, c.Job)
	if err != nil {
		return err
	}
	if len(numbers) == 0 {
		a.warn(scheme.Text{ZH: "没有要重打的：都打出来了，或已在重打", EN: "nothing is to be printed again: all of it came out, or is on its way"})
		return nil
	}
	return a.leavingListed(st, numbers, func(numbers []registry.Number) error { return c.put(a, st, numbers, how) })
}

// put sends the papers to the printer, or draws them into the file.
func (c *printAgainCmd) put(a *app, st *station.Station, numbers []registry.Number, how arrangement) error {
	if c.Printer != "" {
		return a.printOn(st, numbers, how, c.Printer)
	}
	if err := a.printTo(st, numbers, how, c.Out); err != nil {
		return err
	}
	return a.printJSON(map[string]any{"file": c.Out, "passes": len(numbers), "layout": how.layout, "job": c.Job})
}
