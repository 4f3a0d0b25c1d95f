package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// What came out of a printer is told by itself or by a person:
//
//   - It refused the document, or no connection was made: nothing came out, and
//     that is certain. The sheets count as spoiled, the papers as unprinted.
//   - It says that the job is completed, without errors: the sheets are out. A
//     printer that says so has printed, or handed all of it to one that does; who
//     sees that it has not answers "spoiled" later (print outcome; the desk).
//   - Anything else, once it has taken the document: aborted, cancelled, lost on
//     the way, no word within the limit, and every way that carries no word back
//     (lp, Windows, a viewer): nobody knows. The intent stands, nothing is counted as
//     out, and a person is asked what came out.

// delivery is a document in the spool on its way to a printer. What the printer's
// queue shows of it is the kind and the count.
type delivery struct {
	kind   string // passes, slips, ledger …
	count  int
	file   string // the PDF
	paper  string // PWG name of its page
	larger bool   // which may lie on an A4 sheet as well
	duplex bool
	short  bool // turned about the short edge: its pages lie
	apart  bool // its backs may come out on sheets of their own
}

// kindPasses have their size for a reason.
const kindPasses = "passes"

// kindCalibration is measured side by side: a printer that turns no sheet has one.
const kindCalibration = "calibration"

func (e delivery) title() string { return fmt.Sprintf("%s %d", e.kind, e.count) }

func (e delivery) sides() string {
	switch {
	case e.duplex && e.short:
		return ipp.ShortEdge
	case e.duplex:
		return ipp.LongEdge
	}
	return ipp.OneSided
}

// turnedBy is what a printer is asked for: its sheets turned about the edge that the pages
// want, or, where it knows the long edge alone, about that: the back then lies where it
// should, on its head.
func (e delivery) turnedBy(p ipp.Printer) string {
	switch sides := e.sides(); {
	case !lacks(p.Sides, sides):
		return sides
	case sides == ipp.ShortEdge && !lacks(p.Sides, ipp.LongEdge):
		return ipp.LongEdge
	}
	return ipp.OneSided
}

// usual is the paper of a printer that does not say what it has: what need not have
// its page's own goes on A4.
func (e delivery) usual() string {
	if e.larger {
		return ipp.A4
	}
	return e.paper
}

// on is the paper that the printer is asked for: the page's own where that is loaded,
// or where it knows no A4.
func (e delivery) on(p ipp.Printer) string {
	if e.usual() != e.paper && (slices.Contains(p.Ready, e.paper) || lacks(p.Media, ipp.A4)) {
		return e.paper
	}
	return e.usual()
}

// device is what carries a delivery out.
type device interface {
	// takes answers nil when the printer is there and takes such a document.
	takes(ctx context.Context, e delivery) error
	// print is nil when the printer said that all of it came out.
	print(ctx context.Context, e delivery) error
}

// newDelivery reads off the PDF, which is our own, on what paper it goes and whether
// it has backs.
func newDelivery(kind string, count int, file string) (delivery, error) {
	pdf, err := os.ReadFile(file)
	if err != nil {
		return delivery{}, storage(err)
	}
	e := delivery{kind: kind, count: count, file: file, paper: ipp.A4, larger: kind != kindPasses && kind != kindBacks, apart: kind == kindCalibration}
	if edge := duplexMark.FindSubmatch(pdf); edge != nil {
		e.duplex, e.short = true, string(edge[1]) == "Short"
	}
	if box := pageBox.FindSubmatch(pdf); box != nil {
		e.paper = paperName(millimetres(box[1]), millimetres(box[2]))
	}
	return e, nil
}

// A page says its size where that is not the document's, A4.
var (
	duplexMark = regexp.MustCompile(`/Duplex */DuplexFlip(Long|Short)Edge`)
	pageBox    = regexp.MustCompile(`/Type */Page\s*(?:/Parent [0-9]+ 0 R\s*)?/MediaBox *\[0 0 ([0-9.]+) ([0-9.]+)\]`)
)

func millimetres(points []byte) float64 {
	pt, _ := strconv.ParseFloat(string(points), 64)
	return pt * 25.4 / 72
}

var papers = []struct {
	name          string
	width, height float64
}{{ipp.A4, 210, 297}, {ipp.A5, 148, 210}, {ipp.A6, 105, 148}}

// paperName is the PWG name of a size, to the millimetre. A page that lies on its
// side goes on the same paper.
func paperName(width, height float64) string {
	for _, p := range papers {
		if short, long := min(width, height), max(width, height); near(p.width, short) && near(p.height, long) {
			return p.name
		}
	}
	size := fmt.Sprintf("%.0fx%.0fmm", width, height)
	return "custom_passdesk-" + size + "_" + size
}

func near(a, b float64) bool { return a-b < 1 && b-a < 1 }

// paperWord is how people call a paper.
func paperWord(name string) string {
	if w, ok := paperWords[name]; ok {
		return w
	}
	return name[max(0, lastUnderscore(name)+1):]
}

var paperWords = map[string]string{
	ipp.A4: "A4", ipp.A5: "A5", ipp.A6: "A6",
	"iso_a3_297x420mm": "A3", "iso_b5_176x250mm": "B5", "jis_b5_182x257mm": "JIS B5", "om_16k_184x260mm": "16K",
	"na_letter_8.5x11in": "Letter", "na_legal_8.5x14in": "Legal", "na_executive_7.25x10.5in": "Executive",
}

// paperCalled is the paper that people and drivers call so; a PWG name is one itself.
func paperCalled(word string) string {
	for name, w := range paperWords {
		if w == word {
			return name
		}
	}
	return word
}

func lastUnderscore(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '_' {
			return i
		}
	}
	return -1
}

// printerError is a printer's failure in words. What came out is either certainly
// nothing, or has to be asked.
type printerError struct {
	what, do scheme.Text
	asked    bool
	cert     string // fingerprint of the certificate that is not trusted, and that a person may trust
	changed  bool   // another one was
}

// Certificate is that fingerprint, for a desk that asks the person.
func (e *printerError) Certificate() (fingerprint string, changed bool) { return e.cert, e.changed }

func (e *printerError) Error() string { return e.what.EN }

func (e *printerError) Unwrap() error {
	if e.asked {
		return tui.ErrAsked
	}
	return tui.ErrNothingOut
}

// Sentences are what happened and what to do.
func (e *printerError) Sentences() (zh, en string) {
	return e.what.ZH + e.do.ZH, e.what.EN + " " + e.do.EN
}

// OfPrinter is what happened alone, for a desk that knows what to do.
func (e *printerError) OfPrinter() (zh, en string) { return e.what.ZH, e.what.EN }

// unasked makes sure that an error before the printer has taken anything reads so:
// nothing was on its way that could be lost in the middle.
func unasked(err error) error {
	var p *printerError
	if !errors.As(err, &p) || !p.asked {
		return err
	}
	what := p.what
	if what == wordsLost {
		what = wordsSilent
	}
	return &printerError{what: what, do: wordsUnreachDo}
}

// printWait is how a printer is waited for: how often it is asked, and how long.
type printWait struct{ answer, every, limit time.Duration }

var usualWait = printWait{answer: 15 * time.Second, every: time.Second, limit: 3 * time.Minute}

func (a *app) printWait() printWait {
	if a.waits != (printWait{}) {
		return a.waits
	}
	return usualWait
}

// device is the way to a printer. What it says while a job lasts goes to told; nil:
// nobody wants to know.
func (a *app) device(p station.Printer, told func(scheme.Text)) (device, error) {
	if told == nil {
		told = func(scheme.Text) {}
	}
	switch p.How {
	case "ipp":
		w := a.printWait()
		return &ippDevice{client: ipp.NewTrusting(w.answer, p.Cert), uri: p.URI, wait: w, told: told}, nil
	case "lp":
		return &lpDevice{queue: p.URI, env: a.lpEnv(), wait: a.printWait(), told: told}, nil
	case "windows":
		return newSumatra(a, p.URI)
	case "open":
		return &viewer{system: a.system()}, nil
	}
	return nil, fmt.Errorf("%w: a printer of an unknown kind", station.ErrDamaged)
}
