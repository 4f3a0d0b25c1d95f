package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
)

// ippDevice is a printer or a print server that speaks IPP.
type ippDevice struct {
	client *ipp.Client
	uri    string
	wait   printWait
	told   func(scheme.Text) // how far it is, and what hinders it
	sides  string            // that it is asked to print
	paper  string            // that it is asked for
}

// takes asks the printer. One that is stopped or out of paper takes jobs all the
// same: it prints when somebody has put that right.
func (d *ippDevice) takes(ctx context.Context, e delivery) error {
	p, err := d.client.Printer(ctx, d.uri)
	if err != nil {
		return unasked(printerFault(err))
	}
	d.sides, d.paper = e.turnedBy(p), e.on(p)
	if refusal := takesNot(p, e); refusal != nil {
		return refusal
	}
	if err := d.client.Validate(ctx, d.uri, d.ticket(e)); err != nil {
		return unasked(printerFault(err))
	}
	if empty := unloaded(p, d.paper); empty.EN != "" {
		d.told(empty)
	}
	return nil
}

// takesNot says why a printer does not take a document; nil where it does, or did
// not say.
func takesNot(p ipp.Printer, e delivery) error {
	switch {
	case !p.Accepting:
		return &printerError{what: wordsRejecting, do: wordsElsewhere}
	case lacks(p.Formats, ipp.PDF):
		return &printerError{what: wordsNoPDF, do: wordsNoPDFDo}
	case e.duplex && !e.apart && e.turnedBy(p) == ipp.OneSided:
		return &printerError{what: wordsOneSided, do: wordsOneSidedDo}
	case lacks(p.Media, e.on(p)) && !strings.HasPrefix(e.paper, "custom_"):
		return &printerError{what: notKnown(e.on(p)), do: wordsElsewhere}
	}
	return nil
}

// lacks: the printer told what it has, and this is not among it.
func lacks(list []string, what string) bool { return len(list) > 0 && !slices.Contains(list, what) }

func (d *ippDevice) ticket(e delivery) ipp.Ticket {
	return ipp.Ticket{Name: e.title(), Media: d.paper, Sides: d.sides}
}

// print sends the document and follows the job to its end.
func (d *ippDevice) print(ctx context.Context, e delivery) error {
	f, err := os.Open(e.file)
	if err != nil {
		return nothingOut(storage(err))
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nothingOut(storage(err))
	}
	job, err := d.client.Print(ctx, d.uri, d.ticket(e), f, st.Size())
	if err != nil {
		return printerFault(err)
	}
	return d.follow(ctx, job)
}

// follow asks after the job until it has ended or the limit is reached. A printer
// that does not answer is asked again: it may come back.
func (d *ippDevice) follow(ctx context.Context, job ipp.Job) error {
	ctx, cancel := context.WithTimeout(ctx, d.wait.limit)
	defer cancel()
	id, hinders, said, lost := job.ID, scheme.Text{}, scheme.Text{}, error(nil)
	for !job.State.Ended() {
		hinders = d.hindered(ctx, hinders, job.State)
		if now := cmp.Or(hinders, jobText(job)); now != said {
			d.told(now)
			said = now
		}
		if !rest(ctx, d.wait.every) {
			return d.unended(hinders, lost)
		}
		now, err := d.client.Job(ctx, d.uri, id)
		if err != nil && ctx.Err() != nil { // not the printer: our time is over
			return d.unended(hinders, lost)
		}
		if lost = err; err == nil {
			job = now
		}
		if errors.Is(err, ipp.ErrRefused) { // it does not know the job any more
			return &printerError{what: wordsForgotten, do: wordsLook, asked: true}
		}
	}
	return ended(job)
}

// ended is what the end of a job says of its sheets.
func ended(job ipp.Job) error {
	switch {
	case job.State == ipp.Completed && !slices.Contains(job.Reasons, "job-completed-with-errors"):
		return nil
	case job.State == ipp.Cancelled:
		return &printerError{what: wordsCancelled, do: wordsLook, asked: true}
	}
	return &printerError{what: because(wordsAborted, job.Reasons), do: wordsLook, asked: true}
}

// hindered is what hinders the printer: what did so before, where it does not answer. Where
// it waits and another paper is loaded, that is named.
func (d *ippDevice) hindered(ctx context.Context, before scheme.Text, job ipp.JobState) scheme.Text {
	p, err := d.client.Printer(ctx, d.uri)
	if err != nil {
		return before
	}
	why, empty := hindrance(p), unloaded(p, d.paper)
	if empty.EN != "" && (why == wordsPaperAsked || why.EN == "" && job != ipp.Printing) {
		return empty
	}
	return why
}

// unended: the limit is reached, or the operator has gone.
func (d *ippDevice) unended(hinders scheme.Text, lost error) error {
	switch {
	case lost != nil:
		return &printerError{what: wordsVanished, do: wordsLook, asked: true}
	case hinders.EN != "":
		return &printerError{what: scheme.Text{ZH: "打印机还没打完：" + hinders.ZH + "。", EN: "The printer has not finished: " + hinders.EN + "."}, do: wordsStill, asked: true}
	}
	return &printerError{what: wordsNoWord, do: wordsStill, asked: true}
}

// rest waits; false when there is no more time.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
