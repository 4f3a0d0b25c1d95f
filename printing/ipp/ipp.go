// Package ipp speaks the Internet Printing Protocol to a printer or to a print
// server: what it is and what it takes, a job, and what became of the job.
//
// It knows requests and answers as RFC 8010 and RFC 8011 write them, version 1.1,
// over HTTP. It knows nothing of passes. Whatever comes from the network is limited
// in size, in count and in time, and its texts are clean: valid UTF-8, no control
// characters, so that a printer's name cannot draw on a terminal.
//
//	c := ipp.NewClient(10 * time.Second)
//	p, err := c.Printer(ctx, "ipp://192.168.1.20/ipp/print")
//	job, err := c.Print(ctx, p.URI, ipp.Ticket{Name: "passes 3", Media: ipp.A4}, pdf, size)
//	job, err = c.Job(ctx, p.URI, job.ID)
package ipp

import (
	"errors"
	"fmt"
)

// The failures that a caller tells apart. Everything wraps one of them, and none
// says more of the network than that.
var (
	ErrAddress = errors.New("ipp: not the address of a printer")
	// ErrUnreached: no connection was made, so nothing has arrived.
	ErrUnreached = errors.New("ipp: the printer is not reached")
	// ErrUntrusted: it is unreached, because nobody vouches for its certificate.
	ErrUntrusted = fmt.Errorf("%w: its certificate is not trusted", ErrUnreached)
	// ErrLost: the connection was there and ended or hung; what arrived is not known.
	ErrLost = errors.New("ipp: the printer was lost on the way")
	// ErrGarbled: what answers does not speak the protocol, or says too much.
	ErrGarbled = errors.New("ipp: the answer cannot be understood")
	// ErrRefused: the printer said no; nothing of the job was taken.
	ErrRefused = errors.New("ipp: the printer refuses")
)

// Refusal is a printer's no, with its status code.
type Refusal struct{ Code uint16 }

func (r *Refusal) Error() string { return fmt.Sprintf("%v: status 0x%04x", ErrRefused, r.Code) }
func (r *Refusal) Unwrap() error { return ErrRefused }

// Status codes that have words of their own (RFC 8011, appendix B).
const (
	NotAuthorised     = 0x0403
	Forbidden         = 0x0401
	NotAuthenticated  = 0x0402
	NotFound          = 0x0406
	FormatUnsupported = 0x040a
	AttributesRefused = 0x040b
	NotAccepting      = 0x0506
	Busy              = 0x0507
)

// Paper sizes as PWG 5101.1 names them.
const (
	A4 = "iso_a4_210x297mm"
	A5 = "iso_a5_148x210mm"
	A6 = "iso_a6_105x148mm"
)

// PDF is the one format that is sent.
const PDF = "application/pdf"

// Sides of a sheet.
const (
	OneSided  = "one-sided"
	LongEdge  = "two-sided-long-edge"
	ShortEdge = "two-sided-short-edge"
)

// PrinterState is how a printer stands.
type PrinterState int32

// The states of a printer (RFC 8011, 5.4.11).
const (
	Idle       PrinterState = 3
	Processing PrinterState = 4
	Stopped    PrinterState = 5
)

// Printer is what a printer says of itself. A list that is empty was not said.
type Printer struct {
	Name      string
	Model     string
	URI       string
	State     PrinterState
	Reasons   []string // keywords as they came: media-empty-error; none for "none"
	Accepting bool     // it takes jobs
	Formats   []string
	Sides     []string
	Media     []string // papers that it knows
	Ready     []string // papers that are loaded
	Scaling   []string
}

// Ticket says how a document is to be printed. Name must hold no personal data: it
// stands in the printer's queue and its log.
type Ticket struct {
	Name  string
	Media string // a PWG name
	Sides string
}

// JobState is how far a job has come.
type JobState int32

// The states of a job (RFC 8011, 5.3.7).
const (
	Pending   JobState = 3
	Held      JobState = 4
	Printing  JobState = 5
	Waiting   JobState = 6 // stopped in the middle
	Cancelled JobState = 7
	Aborted   JobState = 8
	Completed JobState = 9
)

// Ended: nothing more will come of it.
func (s JobState) Ended() bool { return s >= Cancelled }

// Job is a job as the printer tells of it.
type Job struct {
	ID      int32
	State   JobState
	Reasons []string
	Sheets  int32 // that came out, as far as the printer counts; -1: it did not say
}
