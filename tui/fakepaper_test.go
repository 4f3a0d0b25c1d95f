package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/token"
)

func (f *fakeStation) Page(_ context.Context, from int64, n int, down bool, filter station.Filter) ([]station.Row, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var rows []station.Row
	for _, p := range f.passes {
		ok := filter.Status == "" || p.status == filter.Status
		ok = ok && (!filter.Unprinted || p.status == registry.StatusIssued) && (!filter.Unsigned || p.status == registry.StatusPrinted)
		if ok && (down && p.key > from || !down && (from == 0 || p.key < from)) {
			rows = append(rows, station.Row{Number: p.number, Name: p.app.Name, Short: token.Mask(p.app.Name), Masked: foundOf(p.app).Masked, Status: p.status, Copy: p.copy, Issued: fakeDay, Child: p.app.Document == nil, Key: p.key})
		}
	}
	if down {
		return rows[:min(n, len(rows))], nil
	}
	return rows[max(0, len(rows)-n):], nil
}

func (f *fakeStation) Papers(_ context.Context, numbers []registry.Number) ([]station.Paper, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []station.Paper
	for _, n := range numbers {
		p := f.find(n)
		if p == nil {
			return nil, station.ErrNotFound
		}
		out = append(out, station.Paper{Number: n, Copy: p.copy, Name: p.app.Name})
	}
	return out, nil
}

func (f *fakeStation) act(n registry.Number, k registry.Kind, note string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.find(n)
	if p == nil {
		return station.ErrNotFound
	}
	next, err := registry.Next(p.status, k)
	if err != nil {
		return err
	}
	if k != registry.PrintedOut || note == "out" {
		p.status = next[0]
	}
	p.happen(k, note)
	return nil
}

func (f *fakeStation) actAll(numbers []registry.Number, k registry.Kind, note string) error {
	var errs []error
	for _, n := range numbers {
		errs = append(errs, f.act(n, k, note))
	}
	return errors.Join(errs...)
}

func (f *fakeStation) Sign(_ context.Context, n registry.Number, by string) error {
	return f.act(n, registry.Signed, by)
}
func (f *fakeStation) Cancel(_ context.Context, n registry.Number, reason string) error {
	return f.act(n, registry.Cancelled, reason)
}
func (f *fakeStation) ReprintOf(_ context.Context, n registry.Number, reason, _ string) error {
	if err := f.act(n, registry.Reprinted, reason); err != nil {
		return err
	}
	f.find(n).copy++
	return nil
}
func (f *fakeStation) Recall(_ context.Context, n registry.Number, reason, note string) error {
	return f.act(n, registry.RecallOrdered, strings.TrimSuffix(reason+": "+note, ": "))
}
func (f *fakeStation) Return(_ context.Context, n registry.Number, _ int, outcome, note string) error {
	k := map[string]registry.Kind{"returned": registry.Returned, "refused": registry.ReturnRefused, "not_found": registry.NotFound}[outcome]
	return f.act(n, k, note)
}
func (f *fakeStation) Void(_ context.Context, n registry.Number, _ int, reason string) error {
	return f.act(n, registry.Voided, reason)
}
func (f *fakeStation) ReportLost(_ context.Context, n registry.Number, _ int, reason string) error {
	return f.act(n, registry.Lost, reason)
}
func (f *fakeStation) Reinstate(_ context.Context, n registry.Number, reason string) error {
	return f.act(n, registry.Reinstated, reason)
}
func (f *fakeStation) Correct(context.Context, registry.Number, station.Correction) (station.Verdict, error) {
	return station.Verdict{}, station.ErrNotFound
}
func (f *fakeStation) LodgePassAppealWith(context.Context, string, station.Statement) (int64, error) {
	return 0, station.ErrNotFound
}
func (f *fakeStation) Intend(_ context.Context, numbers []registry.Number, l registry.Laying) error {
	return f.actAll(numbers, registry.PrintIntended, l.Layout)
}
func (f *fakeStation) PrintedOut(_ context.Context, numbers []registry.Number, outcome string) error {
	return f.actAll(numbers, registry.PrintedOut, outcome)
}

func (f *fakeStation) NothingOut(ctx context.Context, numbers []registry.Number, _ registry.Laying) error {
	return f.PrintedOut(ctx, numbers, registry.SheetSpoiled)
}

func (f *fakeStation) Today(context.Context) (station.Today, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := station.Today{Day: fakeDay, Passes: len(f.passes), Hours: f.hours}
	for _, v := range f.refused {
		if v.Outcome == "SPECIAL_PASS" {
			t.Special++
		} else {
			t.Refused++
		}
	}
	for _, p := range f.passes {
		t.Issued++
		switch p.status {
		case registry.StatusIssued:
			t.Unprinted++
			t.Unsigned++
		case registry.StatusPrinted:
			t.Unsigned++
		case registry.StatusRecalled:
			t.Recalled++
		}
	}
	return t, nil
}

// fakePress keeps what was printed.
type fakePress struct {
	mu       sync.Mutex
	place    string
	papers   []station.Paper
	runs     int // prints that came out
	slips    []station.Slip
	notices  []station.Notices
	layout   string // of the last print
	laid     registry.Laying
	fail     error
	shows    error // of a printer that is named, or chosen
	forgot   int   // times
	printers []string
	sheets   []string // of calibration
	wished   []station.LedgerWish
	says     scheme.Text
	wait     chan struct{} // a print waits for it
	trusted  string        // fingerprint
}

func (p *fakePress) Place() string { p.mu.Lock(); defer p.mu.Unlock(); return p.place }
func (p *fakePress) Forget()       { p.forgot++ }
func (p *fakePress) CardSheet() registry.Laying {
	return registry.Laying{Layout: "tenup", Size: "85.6x54", PerSheet: 10, First: 1}
}

func (p *fakePress) SetPlace(_ context.Context, path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if strings.HasPrefix(path, "ipps://") {
		return doubted{}
	}
	if p.shows != nil {
		return p.shows
	}
	p.place = path
	return nil
}

// doubted is a printer that vouches for itself.
type doubted struct{ changed bool }

const fakeFingerprint = "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89"

func (doubted) Error() string                 { return "untrusted" }
func (d doubted) Certificate() (string, bool) { return fakeFingerprint, d.changed }

func (p *fakePress) TrustPrinter(_ context.Context, address, fingerprint string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.place, p.trusted = address, fingerprint
	return nil
}
func (p *fakePress) Print(_ context.Context, papers []station.Paper, l registry.Laying) (string, error) {
	if p.wait != nil {
		<-p.wait
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return "", p.fail
	}
	p.runs++
	p.papers, p.layout, p.laid = append(p.papers, papers...), l.Layout, l
	return strings.TrimPrefix(p.place, PrinterPlace), nil
}

func (f *fakeStation) Slips(_ context.Context, cases []int64) ([]station.Slip, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []station.Slip
	for _, id := range cases {
		if id < 1 || int(id) > len(f.refused) {
			return nil, station.ErrNoCase
		}
		out = append(out, station.Slip{Case: id, Verdict: f.refused[id-1]})
	}
	return out, nil
}

func (f *fakeStation) SlipsPrinted(_ context.Context, cases []int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slipped = append(f.slipped, cases...)
	return nil
}

func (p *fakePress) PrintSlips(_ context.Context, slips []station.Slip) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return "", p.fail
	}
	p.slips = append(p.slips, slips...)
	return p.place, nil
}

func (f *fakeStation) Notices(_ context.Context, o station.NoticeOrder) (station.Notices, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := station.Notices{Kind: o.Kind}
	for _, number := range o.Numbers {
		n.Passes = append(n.Passes, station.PassNotice{Bearer: station.Bearer{Number: number}})
	}
	for _, id := range o.Cases {
		n.Appeals = append(n.Appeals, station.AppealNotice{Case: id})
	}
	return n, nil
}

func (f *fakeStation) NoticesPrinted(_ context.Context, n station.Notices) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.noticed = append(f.noticed, n.Kind)
	return nil
}

func (p *fakePress) PrintNotices(_ context.Context, n station.Notices) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return "", p.fail
	}
	p.notices = append(p.notices, n)
	return p.place, nil
}

func (f *fakeStation) Closing(ctx context.Context) (station.Closing, error) {
	t, err := f.Today(ctx)
	return station.Closing{Today: t}, err
}

func (f *fakeStation) CloseDay(ctx context.Context) (station.Closing, error) { return f.Closing(ctx) }

func (f *fakeStation) Morning(context.Context) (station.DayOpening, error) {
	return station.DayOpening{Day: fakeDay}, nil
}
func (f *fakeStation) ComparePaper(context.Context, string) (registry.Comparison, error) {
	return registry.PaperFits, nil
}
func (f *fakeStation) PrintQueue(context.Context) (station.PrintQueue, error) {
	return station.PrintQueue{}, nil
}
func (f *fakeStation) AnswerJob(context.Context, int64, []station.SheetAnswer) (registry.PrintJob, error) {
	return registry.PrintJob{}, nil
}
func (f *fakeStation) Again(context.Context, int64) ([]registry.Number, error) { return nil, nil }
func (f *fakeStation) Printer(context.Context, string) (station.Printer, error) {
	return station.Printer{}, station.ErrNoPrinter
}
func (f *fakeStation) Adjustment(_ context.Context, printer string) (station.Adjustment, error) {
	return station.Adjustment{Printer: printer}, nil
}
func (f *fakeStation) Adjust(context.Context, station.Adjustment) error { return nil }

func (f *fakeStation) Outbox(context.Context) (station.Outbox, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.outbox, nil
}

func (f *fakeStation) UpstreamTasks(context.Context, bool) ([]station.UpstreamTask, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.upstream, nil
}

func (f *fakeStation) GiveOwed(context.Context) (int, error, error) { return 0, nil, nil }

func (f *fakeStation) GiveOwedOf(context.Context, registry.Number) error { return nil }

func (f *fakeStation) ListedHolders(_ context.Context, numbers []registry.Number) ([]registry.Number, []station.ListedHolder, error) {
	return numbers, nil, nil
}

func (f *fakeStation) LiftWatch(context.Context, int64, string) (station.WatchLine, error) {
	return station.WatchLine{}, nil
}

func (f *fakeStation) AnswerListed(context.Context, registry.Number, []int64, bool, string) error {
	return nil
}

func (f *fakeStation) BySigning(_ context.Context, numbers []registry.Number) (rows, stubs []registry.Number, err error) {
	return nil, numbers, nil
}
func (f *fakeStation) FreePlace(context.Context, string) (int, error) { return 1, nil }

func (p *fakePress) Printers(context.Context) ([]string, error) { return p.printers, nil }

func (p *fakePress) PrintLedger(_ context.Context, w station.LedgerWish, _ func(station.Progress)) (string, int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return "", 0, p.fail
	}
	p.wished = append(p.wished, w)
	return p.place, 1, nil
}

// The fake has no ledger: its screens are tested over a real station.
func (f *fakeStation) LedgerPages(context.Context, int, int, bool) ([]station.CountedPage, error) {
	return nil, nil
}
func (f *fakeStation) LedgerView(context.Context, int) (station.LedgerView, error) {
	return station.LedgerView{}, station.ErrNoPage
}
func (f *fakeStation) SignPage(context.Context, int, []string) (station.LedgerView, []int, error) {
	return station.LedgerView{}, nil, station.ErrNoPage
}
func (f *fakeStation) SignsOnLedger(context.Context) (bool, registry.LedgerPlace, error) {
	return false, registry.LedgerPlace{}, nil
}
func (f *fakeStation) PreviewRecalls(context.Context, station.RecallList) (*station.RecallPreview, error) {
	return nil, station.ErrInvalid
}
func (f *fakeStation) ConfirmRecalls(context.Context, *station.RecallPreview, ...int) (*station.RecallPreview, error) {
	return nil, station.ErrInvalid
}
func (f *fakeStation) Affected(context.Context, func(station.Progress)) ([]station.Affected, error) {
	return nil, nil
}
func (f *fakeStation) OpenRecalls(context.Context, func(station.Progress)) ([]station.OpenRecall, error) {
	return nil, nil
}
func (f *fakeStation) Unlisted(context.Context) ([]station.UnlistedRow, error) { return nil, nil }
func (f *fakeStation) SettleUnlisted(context.Context, string, ...string) error { return nil }
func (f *fakeStation) OldPapers(context.Context, func(station.Progress)) ([]station.OpenRecall, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.old, nil
}
func (f *fakeStation) SignOnLedger(context.Context, bool) error { return nil }
func (p *fakePress) Says() scheme.Text                          { p.mu.Lock(); defer p.mu.Unlock(); return p.says }

// Measured takes every four numbers that begin with a 2 for a move by a millimetre.
func (p *fakePress) Measured(now station.Adjustment, front, back string) (station.Adjustment, error) {
	if !strings.HasPrefix(front, "2") {
		return now, station.ErrInvalid
	}
	if now.Front = (station.Side{DX: 1, SX: 1.002}); back != "" {
		now.Back = station.Side{DY: -1}
	}
	return now, nil
}

func (p *fakePress) PrintCalibration(_ context.Context, printer string, proof bool) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sheets = append(p.sheets, fmt.Sprint(printer, " ", proof))
	return p.place, p.fail
}
