package registry

import (
	"errors"
	"fmt"
	"testing"
)

func TestWhereThePapersOfAJobLie(t *testing.T) {
	for _, c := range []struct {
		l                  Laying
		i                  int
		sheet, place, next int
	}{
		{Laying{}, 0, 1, 0, 1}, {Laying{}, 6, 7, 0, 1}, {Laying{PerSheet: 1, First: 4}, 2, 3, 0, 1},
		{Laying{PerSheet: 10}, 0, 1, 1, 2}, {Laying{PerSheet: 10}, 9, 1, 10, 1}, {Laying{PerSheet: 10}, 10, 2, 1, 2},
		{Laying{PerSheet: 10, First: 4}, 0, 1, 4, 5}, {Laying{PerSheet: 10, First: 4}, 6, 1, 10, 1}, {Laying{PerSheet: 10, First: 4}, 7, 2, 1, 2},
		{Laying{PerSheet: 4, First: 4}, 0, 1, 4, 1},
	} {
		sheet, place := c.l.At(c.i)
		if sheet != c.sheet || place != c.place || c.l.Next(c.i+1) != c.next {
			t.Errorf("%+v paper %d: sheet %d place %d, next %d; want %+v", c.l, c.i, sheet, place, c.l.Next(c.i+1), c)
		}
	}
}

// jobLog is a job of four papers, two to a sheet, and one paper on its own behind it.
func jobLog() []Event {
	var log []Event
	for i := range 4 {
		e := sheet(PrintIntended, fmt.Sprintf("%014d", i+1), PaperBody{Copy: 1, Layout: "tenup", Job: 11, Sheet: i/2 + 1, Place: i%2 + 1})
		e.No = int64(11 + i)
		log = append(log, e)
	}
	alone := sheet(PrintIntended, "00000000000009", PaperBody{Copy: 2, Layout: "walkin"})
	alone.No = 15
	return append(log, alone)
}

func TestJobsAreAnsweredForPaperByPaper(t *testing.T) {
	var b JobBook
	log := jobLog()
	log = append(log, sheet(PrintedOut, "00000000000002", PaperBody{Copy: 1, Outcome: SheetOut, Job: 11}),
		sheet(PrintedOut, "00000000000003", PaperBody{Copy: 1, Outcome: SheetUnknown}),
		sheet(PrintedOut, "00000000000003", PaperBody{Copy: 1, Outcome: SheetSpoiled, Was: SheetUnknown, Job: 11}),
		sheet(PrintedOut, "00000000000009", PaperBody{Copy: 2, Outcome: SheetOut}),
		sheet(PrintedOut, "00000000000008", PaperBody{Copy: 1, Outcome: SheetOut})) // nobody had sent it
	for _, e := range log {
		if err := b.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	jobs := b.Jobs()
	if len(jobs) != 2 || jobs[0].No != 11 || jobs[0].Sheets() != 2 || !jobs[0].Waits() || jobs[1].No != 15 || jobs[1].Waits() {
		t.Fatalf("jobs: %+v", jobs)
	}
	var states []string
	for _, p := range jobs[0].Papers {
		states = append(states, p.State)
	}
	if got := fmt.Sprint(states); got != "[intended out spoiled intended]" {
		t.Errorf("states %s", got)
	}
	if on := jobs[0].On(2); len(on) != 2 || on[0].Number != "00000000000003" || jobs[0].On(3) != nil {
		t.Errorf("on the second sheet: %+v", on)
	}
}

// An answer that names no job means the paper that was sent last: the one before is
// still to be answered for.
func TestThePaperThatWasSentLastIsMeant(t *testing.T) {
	var b JobBook
	for i, e := range []Event{
		sheet(PrintIntended, "00000000000001", PaperBody{Copy: 1}), sheet(PrintIntended, "00000000000001", PaperBody{Copy: 1}),
		sheet(PrintedOut, "00000000000001", PaperBody{Copy: 1, Outcome: SheetOut}),
	} {
		e.No = int64(i + 1)
		if err := b.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	if j := b.Jobs(); len(j) != 2 || !j[0].Waits() || j[1].Waits() {
		t.Errorf("jobs: %+v", j)
	}
}

func TestJobsThatCannotHaveBeenSent(t *testing.T) {
	for name, change := range map[string]func(log []Event) []Event{
		"a paper of another job":          func(log []Event) []Event { return reBody(log, 2, func(b *PaperBody) { b.Job = 12 }) },
		"a paper of a job that is over":   func(log []Event) []Event { return reBody(log, 4, func(b *PaperBody) { b.Job, b.Sheet = 15, 0 }) },
		"the same place again":            func(log []Event) []Event { return reBody(log, 1, func(b *PaperBody) { b.Place = 1 }) },
		"a sheet passed over":             func(log []Event) []Event { return reBody(log, 2, func(b *PaperBody) { b.Sheet = 3 }) },
		"the sheet before":                func(log []Event) []Event { return reBody(log, 3, func(b *PaperBody) { b.Sheet = 1 }) },
		"the first paper not on a sheet":  func(log []Event) []Event { return reBody(log, 0, func(b *PaperBody) { b.Sheet = 0 }) },
		"a part of a job without a start": func(log []Event) []Event { return log[1:] },
		"an answer for a job that never was": func(log []Event) []Event {
			return append(log, sheet(PrintedOut, "00000000000002", PaperBody{Copy: 1, Outcome: SheetOut, Job: 12}))
		},
	} {
		if err := proven(change(jobLog())); !errors.Is(err, ErrAccount) {
			t.Errorf("%s: %v, want ErrAccount", name, err)
		}
	}
	if err := proven(append(jobLog(), sheet(PrintedOut, "00000000000002", PaperBody{Copy: 1, Outcome: SheetOut, Job: 11}))); err != nil {
		t.Error(err)
	}
}

func reBody(log []Event, at int, change func(*PaperBody)) []Event {
	body, _ := log[at].Sheet()
	change(&body)
	log[at].Body = Body(body)
	return log
}

func proven(log []Event) error {
	var p JobProof
	for _, e := range log {
		body, err := e.Sheet()
		if err == nil {
			err = p.Add(e, body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
