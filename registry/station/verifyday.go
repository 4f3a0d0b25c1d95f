package station

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// dayFold is the accounting as the log tells it: what every close said must be
// what the log came to just before.
type dayFold struct {
	numbers registry.NumberBook
	sheets  *registry.SheetBook
	jobs    registry.JobProof
	days    map[civil.Date]*dayCount
	zone    *time.Location
	state   registry.DayState
	shown   []shown        // papers that were compared
	passes  *passTable     // as the log has them so far
	cases   registry.Cases // likewise

	unlisted int  // rows of lists that list nobody and wait, as the log has them
	accounts bool // a close accounted for numbers and sheets; every later one does
	papers   bool // likewise for what became of papers
	backs    bool // likewise for what came back
}

// shown is a paper that was compared with the register, and what the log says.
type shown struct {
	event int64
	paper registry.Number
	told  registry.Comparison
	fits  registry.Comparison // for a number that is ours
}

func newDayFold(passes *passTable, cases registry.Cases, zone *time.Location) *dayFold {
	return &dayFold{passes: passes, cases: cases, zone: zone, sheets: registry.NewSheetBook(registry.SheetSums{}), days: map[civil.Date]*dayCount{}}
}

// add folds one event; day is the date on paper when it happened.
func (f *dayFold) add(e registry.Event, day civil.Date) error {
	if err := f.holds(e); err != nil {
		return err
	}
	var err error
	if f.state, err = f.state.After(e); err != nil {
		return err
	}
	f.note(e)
	f.wait(e)
	if err := f.numbers.Add(e); err != nil {
		return err
	}
	d := f.of(day)
	d.count(e)
	if e.Returned() {
		return f.cameBack(e)
	}
	if err := f.sheets.Recalled(e); err != nil {
		return err
	}
	body, err := e.Sheet()
	if err != nil || body == (registry.PaperBody{}) {
		return err
	}
	if err := f.jobs.Add(e, body); err != nil {
		return err
	}
	d.sheets.AddSheet(e, body)
	return f.sheets.AddSheet(e, body)
}

// cameBack: it counts on its own day, and a sheet of it is one of the branch's jobs.
func (f *dayFold) cameBack(e registry.Event) error {
	if was, counts := wasThen(e); counts {
		if err := f.of(civil.On(was.At, f.zone)).cameBack(was); err != nil {
			return err
		}
	}
	return f.sheets.Add(e)
}

// note keeps what the opening question was answered with, to be held against the
// passes.
func (f *dayFold) note(e registry.Event) {
	var b registry.ComparedBody
	if e.Kind != registry.PaperCompared || json.Unmarshal(e.Body, &b) != nil || b.Number == "" {
		return
	}
	n, err := registry.ParseNumber(b.Number)
	fits, known := f.numbers.Compare(n, registry.Number{})
	if err != nil || !known {
		fits = ""
	}
	f.shown = append(f.shown, shown{e.No, n, b.Outcome, fits})
}

// wait keeps how many rows of lists wait for somebody to say what came of them.
func (f *dayFold) wait(e registry.Event) {
	var b registry.ListBody
	if e.Kind == registry.ListImported && json.Unmarshal(e.Body, &b) == nil && b.List == listUnlisted {
		f.unlisted = b.Count
	}
}

func (f *dayFold) of(day civil.Date) *dayCount {
	d, ok := f.days[day]
	if !ok {
		d = newDayCount()
		f.days[day] = d
	}
	return d
}

// holds proves what a close says.
func (f *dayFold) holds(e registry.Event) error {
	if e.Kind != registry.Closed {
		return nil
	}
	var b registry.ClosedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	switch {
	case b.Account != nil:
		f.accounts = true
	case f.accounts:
		return fmt.Errorf("%w: event %d: the close accounts for nothing, and one before it did", registry.ErrAccount, e.No)
	default: // a close of before the accounting
		return nil
	}
	d := f.of(b.Day)
	switch {
	case b.Back == 0 && (d.back == nil || !f.backs): // nothing came back, or a close of an earlier build
	case d.back == nil || d.back.events != b.Back:
		return fmt.Errorf("%w: event %d: the close counts other events that came back than the log", registry.ErrAccount, e.No)
	default:
		d, f.backs = d.whole(), true
	}
	want := registry.ClosedBody{
		Day: b.Day, Back: b.Back, Account: b.Account, Papers: b.Papers, // below
		Issued: d.kinds[registry.Issued] + d.kinds[registry.Reissued], Printed: d.sheets.Sums.Out, Signed: d.kinds[registry.Signed],
		Parked: d.kinds[registry.Parked], Special: d.kinds[registry.SpecialRecorded],
		Cancelled: d.kinds[registry.Cancelled], Recalled: d.kinds[registry.RecallOrdered], Settled: d.kinds[registry.Settled],
		Appeals: d.kinds[registry.AppealLodged] + d.kinds[registry.AppealReopened], Decided: d.kinds[registry.AppealDecided],
	}
	f.countCases(d, &want)
	if b.Unlisted > 0 { // else none wait, or a close of an earlier build
		want.Unlisted = f.unlisted
	}
	if want != b {
		return fmt.Errorf("%w: event %d: the close counts another day than the log", registry.ErrAccount, e.No)
	}
	papers := d.papers
	papers.ToFetch = f.passes.open.toFetch
	switch {
	case b.Papers == nil && !f.papers: // a close of an earlier build
	case b.Papers == nil || *b.Papers != papers:
		return fmt.Errorf("%w: event %d: the close counts other papers than the log: %+v", registry.ErrAccount, e.No, papers)
	default:
		f.papers = true
	}
	account := f.account(d)
	if !reflect.DeepEqual(account, *b.Account) {
		return fmt.Errorf("%w: event %d: the close accounts for other numbers or sheets than the log", registry.ErrAccount, e.No)
	}
	return nil
}

// account is what a close of the day would say now.
func (f *dayFold) account(d *dayCount) registry.Account {
	return registry.Account{
		Numbers: registry.SumNumbers(f.numbers.Account()), Sheets: f.sheets.Sums, Day: d.sheets.Sums,
		Spoiled: d.sheets.Spoiled(), Open: f.sheets.Open(),
		Unprinted: f.passes.open.unprinted, Unsigned: f.passes.open.unsigned, Outstanding: f.passes.open.outstanding,
	}
}

// verifyAccount proves the sums of numbers and sheets: as the log has them, and
// that the store's own counting comes to the same.
func (s *Station) verifyAccount(ctx context.Context, p *Proof, f *dayFold) {
	ranges := f.numbers.Account()
	p.Account = ProvenAccount{Numbers: registry.SumNumbers(ranges), Sheets: f.sheets.Sums, Ranges: ranges, Open: f.sheets.Open(), Outstanding: f.passes.open.outstanding}
	n := p.Account.Numbers
	p.Numbers, p.Before = n.Assigned, n.Before
	for _, r := range ranges {
		for serial := r.From; r.State == registry.NumberGap && serial <= r.To; serial++ {
			p.Gaps = append(p.Gaps, serial)
		}
	}
	if !n.Proven() {
		p.fault("numbers: they do not add up: %+v", n)
	}
	if !f.sheets.Sums.Proven() {
		p.fault("sheets: they do not add up: %+v", f.sheets.Sums)
	}
	s.verifyShown(ctx, p, f.shown)
	kept, err := s.accounting(ctx, s.ports.today())
	switch {
	case err != nil:
		p.fault("accounting: %v", err)
	case !slices.Equal(kept.Ranges, ranges) || kept.Sheets != f.sheets.Sums || !slices.Equal(kept.Open, p.Account.Open):
		p.fault("accounting: the store counts other numbers or sheets than the log")
	}
}

// verifyShown: a paper was called ours, ahead, or a copy's, as the passes of then
// say. Which number a serial has never changes.
func (s *Station) verifyShown(ctx context.Context, p *Proof, papers []shown) {
	for _, sh := range papers {
		want := sh.fits
		ours, err := s.ports.Store.PassBySerial(ctx, sh.paper.Series(), sh.paper.Serial())
		switch {
		case err != nil && !isNotFound(err):
			p.fault("event %d: %v", sh.event, err)
			continue
		case err == nil && want == registry.PaperFits && ours.Number != sh.paper && ours.FirstEvent < sh.event: // else it came back since
			want = registry.PaperOfCopy
		}
		if want != sh.told {
			p.fault("event %d: the paper that was shown is told otherwise than the log has it", sh.event)
		}
	}
}

// ProvenAccount is what verify found of numbers and sheets.
type ProvenAccount struct {
	Numbers registry.NumberSums    `json:"numbers"`
	Sheets  registry.SheetSums     `json:"sheets"`
	Ranges  []registry.NumberRange `json:"ranges"`
	Open    []registry.PaperSheets `json:"open_sheets,omitempty"`
	// Outstanding are passes of which an earlier copy is still out.
	Outstanding int `json:"outstanding,omitempty"`
}
