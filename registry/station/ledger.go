package station

import (
	"context"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// A print of the signature ledger has three steps, so that the station is not held
// while a long one is drawn, and no page number is on paper that is not on disk:
//
//  1. PlanLedger finds the pages: those in which the wished papers stand, to be
//     printed once more as they were, and new ones for papers that have no row.
//  2. LedgerSheets tells what is to be drawn, page by page, and the page's hash.
//  3. LedgerPrinted records all pages in one transaction; only then is the file put
//     where people find it. In between nobody else may have changed the ledger.

// LedgerWish says which papers are to stand on what is printed. The zero wish is
// every one, the whole ledger.
type LedgerWish struct {
	Numbers  []registry.Number
	From, To civil.Date // issued, or printed again under the next copy, on these days; both or neither
	Building string
	Pages    []int // these pages, and nothing else
	New      bool  // only papers that have no row yet
	Blank    int   // so many new pages with free rows, and nothing else
}

// some: the wish names papers.
func (w LedgerWish) some() bool { return len(w.Numbers) > 0 || !w.From.IsZero() || w.Building != "" }

// LedgerRun is a print of the ledger under way.
type LedgerRun struct {
	again []registry.LedgerPage // as they stand, in order
	fresh []registry.LedgerRow  // papers without a row, in order of issue
	blank int
	last  int // page of all that there are
	epoch int // and moves of the ledger, when it was planned
	moves int
	laid  []registry.LedgerPrintedBody
	named int // people on what was drawn
	asked int // papers that were asked for and stand on these pages
}

// Pages is how many pages the run has.
func (r *LedgerRun) Pages() int { return len(r.again) + r.newPages() }

func (r *LedgerRun) newPages() int {
	return r.blank + (len(r.fresh)+registry.LedgerRows-1)/registry.LedgerRows
}

// Numbers are the run's pages, in order.
func (r *LedgerRun) Numbers() []int {
	var all []int
	for _, p := range r.again {
		all = append(all, p.Page)
	}
	return append(all, r.laying()...)
}

// laying are the numbers of the new pages.
func (r *LedgerRun) laying() []int {
	numbers := make([]int, r.newPages())
	for i, last := 0, r.last; i < len(numbers); i++ {
		last = registry.NextLedgerPage(last, r.epoch)
		numbers[i] = last
	}
	return numbers
}

// Again is how many of its pages were printed before, and Named how many rows with
// a name were drawn.
func (r *LedgerRun) Again() int { return len(r.again) }
func (r *LedgerRun) Named() int { return r.named }

// Others is how many of the rows drawn nobody asked for: pages that were printed are
// printed again whole, also where one building or one day was asked for.
func (r *LedgerRun) Others() int {
	if r.asked == 0 {
		return 0
	}
	return r.named - r.asked - len(r.fresh)
}

// LedgerSheet is a page of the ledger as it is to be drawn.
type LedgerSheet struct {
	registry.LedgerPage
	Of    int         // how many pages there were when it was laid out
	Print int         // which print of the page it is, 1 for the first
	Rows  []LedgerRow // row 1 first; one without a number is free
}

// PlanLedger finds the pages of a print.
func (s *Station) PlanLedger(ctx context.Context, w LedgerWish) (*LedgerRun, error) {
	r, err := s.beginRun(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case w.Blank > 0:
		r.blank = w.Blank
	case len(w.Pages) > 0:
		err = s.planPages(ctx, r, w.Pages)
	case w.some():
		err = s.planSome(ctx, r, w)
	default:
		err = s.planAll(ctx, r, w)
	}
	if err != nil {
		return nil, fmt.Errorf("print the ledger: %w", err)
	}
	return r, nil
}

func (s *Station) beginRun(ctx context.Context) (*LedgerRun, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return nil, err
	}
	last, err := s.lastLedgerPage(ctx)
	return &LedgerRun{last: last, moves: s.ledgerMoves, epoch: s.head.Epoch}, err
}

// lastLedgerPage is the last page that was laid out; 0 where there is none.
func (s *Station) lastLedgerPage(ctx context.Context) (int, error) {
	last, err := s.ports.Store.LedgerPages(ctx, 0, 1, false)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return last[0].Page, nil
}

// ErrNoPage is a page that the ledger does not have.
var ErrNoPage = fmt.Errorf("%w: no such page of the ledger", ErrInvalid)

func noPage(page int) error {
	return fmt.Errorf("%w: %w", ErrNoPage, notSo("page", fmt.Sprintf("签字册没有第 %d 页", page), fmt.Sprintf("the ledger has no page %d", page)))
}

func (s *Station) planPages(ctx context.Context, r *LedgerRun, pages []int) error {
	pages = slices.Clone(pages)
	slices.Sort(pages)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range slices.Compact(pages) {
		p, err := s.ports.Store.LedgerPage(ctx, n)
		if isNotFound(err) {
			return noPage(n)
		}
		if err != nil {
			return err
		}
		r.again = append(r.again, p)
	}
	return nil
}

// planAll: every page on which somebody stands, and every paper that has no row.
func (s *Station) planAll(ctx context.Context, r *LedgerRun, w LedgerWish) error {
	for from := 0; !w.New; {
		pages, err := s.countedPages(ctx, from, pageRows)
		if err != nil {
			return err
		}
		for _, p := range pages {
			if from = p.Page; p.Rows > 0 {
				r.again = append(r.again, p.LedgerPage)
			}
		}
		if len(pages) < pageRows {
			break
		}
	}
	for p, err := range s.passesOf(ctx, Filter{Unplaced: true}) {
		if err != nil {
			return err
		}
		for _, one := range papersOf(p) {
			if err := s.planPaper(ctx, r, one, w, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Station) countedPages(ctx context.Context, from, n int) ([]CountedPage, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ports.Store.LedgerPages(ctx, from, n, true)
}

// planSome: the pages in which the papers stand, and those that have no row.
func (s *Station) planSome(ctx context.Context, r *LedgerRun, w LedgerWish) error {
	pages := map[int]bool{}
	for p, err := range s.papersWished(ctx, w) {
		if err == nil {
			err = s.planPaper(ctx, r, p, w, pages)
		}
		if err != nil {
			return err
		}
	}
	if len(pages) == 0 {
		return nil
	}
	numbers := make([]int, 0, len(pages))
	for n := range pages {
		numbers = append(numbers, n)
	}
	return s.planPages(ctx, r, numbers)
}

// planPaper puts a paper without a row among the new ones, and notes the page of one that
// has a row.
func (s *Station) planPaper(ctx context.Context, r *LedgerRun, p onePaper, w LedgerWish, pages map[int]bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, err := s.placeOf(ctx, p.pass.Number, p.copy)
	switch {
	case err != nil:
		return err
	case at.Page > 0:
		if pages != nil && !w.New {
			pages[at.Page] = true
			if w.Building != "" {
				r.asked++
			}
		}
		return nil
	case p.copy < p.pass.Copy:
		row, err := s.replacedRow(ctx, p)
		r.fresh = append(r.fresh, row)
		return err
	case !p.pass.Unmade():
		r.fresh = append(r.fresh, ledgerRowOf(p.pass))
	case len(w.Numbers) > 0: // named
		return unmade(p.pass)
	}
	return nil
}

// unmade: nobody signs for a copy that was never made and is not to be.
func unmade(p registry.PassState) error {
	return notSo("number", fmt.Sprintf("%s 的第 %d 份没有打印过，现在也不用打印，没有纸可签，不上签字册", p.Number.Grouped(), p.Copy),
		fmt.Sprintf("copy %d of %s was never printed and is not to be: there is no paper to sign for, and it has no place in the ledger", p.Copy, p.Number.Grouped()))
}

func (s *Station) latestPlace(ctx context.Context, p registry.PassState) (registry.LedgerPlace, error) {
	return s.placeOf(ctx, p.Number, p.Copy)
}

// placeOf is the row of a paper; the zero place when it has none.
func (s *Station) placeOf(ctx context.Context, n registry.Number, copy int) (registry.LedgerPlace, error) {
	of, err := s.ports.Store.LedgerOf(ctx, n)
	if err != nil {
		return registry.LedgerPlace{}, fmt.Errorf("look a row of the ledger up: %w", err)
	}
	for _, at := range of {
		if at.Copy == copy {
			return at, nil
		}
	}
	return registry.LedgerPlace{}, nil
}

// ledgerRowOf is a paper as a new page shows it.
func ledgerRowOf(p registry.PassState) registry.LedgerRow {
	r := registry.LedgerRow{Pass: p.Number.String(), Copy: p.Copy, Day: p.Issued, Record: p.Record}
	if remark(p.Status).ZH != "" {
		r.Status = p.Status
	}
	return r
}

// LedgerSheets yields the run's pages in order, the new ones behind the others.
func (s *Station) LedgerSheets(ctx context.Context, r *LedgerRun) iter.Seq2[LedgerSheet, error] {
	return func(yield func(LedgerSheet, error) bool) {
		r.laid, r.named = nil, 0
		for _, draw := range []func(context.Context, *LedgerRun, func(LedgerSheet) bool) error{s.drawAgain, s.drawNew} {
			stopped := false
			err := draw(ctx, r, func(sheet LedgerSheet) bool {
				for _, row := range sheet.Rows {
					if !row.Number.IsZero() {
						r.named++
					}
				}
				stopped = !yield(sheet, nil)
				return !stopped
			})
			if err != nil {
				yield(LedgerSheet{}, fmt.Errorf("print the ledger: %w", err))
			}
			if err != nil || stopped {
				return
			}
		}
	}
}

func (s *Station) drawNew(ctx context.Context, r *LedgerRun, give func(LedgerSheet) bool) error {
	pages, last := r.laying(), map[int]int{} // of those that follow each other
	for _, page := range pages {
		last[registry.LedgerBookFirst(page)] = page
	}
	rows := slices.Collect(slices.Chunk(r.fresh, registry.LedgerRows))
	for i, page := range pages {
		b := registry.LedgerPrintedBody{Page: page, Of: last[registry.LedgerBookFirst(page)]}
		if i < r.blank {
			b.Free = registry.LedgerRows
		} else {
			b.Rows = rows[i-r.blank]
		}
		if more, err := s.drawPage(ctx, r, b, give); !more || err != nil {
			return err
		}
	}
	return nil
}

// drawPage is a new page: what is drawn is what its hash is over.
func (s *Station) drawPage(ctx context.Context, r *LedgerRun, b registry.LedgerPrintedBody, give func(LedgerSheet) bool) (more bool, err error) {
	rows, hash, err := s.readPage(ctx, b)
	if err == nil {
		err = s.sayReplaced(ctx, rows)
	}
	if err != nil {
		return false, err
	}
	s.noteByHand(b.Rows, rows)
	b.Hash = hex.EncodeToString(hash[:])
	r.laid = append(r.laid, b)
	sheet := LedgerSheet{Of: b.Of, Print: 1, Rows: append(rows, make([]LedgerRow, b.Free)...)}
	sheet.Page, sheet.Free, sheet.Hash = b.Page, b.Free, hash
	return give(sheet), nil
}

// readPage reads what the rows of a page show, and its hash.
func (s *Station) readPage(ctx context.Context, b registry.LedgerPrintedBody) ([]LedgerRow, [32]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return nil, [32]byte{}, ErrLocked
	}
	register, err := s.ports.Store.EventHash(ctx, 1)
	if err != nil {
		return nil, register, err
	}
	rows := make([]LedgerRow, 0, len(b.Rows))
	sums := make([][32]byte, 0, len(b.Rows))
	for _, r := range b.Rows {
		row, sum, err := s.readRow(ctx, r)
		if err != nil {
			return nil, sum, err
		}
		rows, sums = append(rows, row), append(sums, sum)
	}
	return rows, b.Digest(register, sums), nil
}

// readRow reads what a row shows: the holder as the record has him that the row
// speaks of, also when he was corrected since.
func (s *Station) readRow(ctx context.Context, r registry.LedgerRow) (LedgerRow, [32]byte, error) {
	n, err := registry.ParseNumber(r.Pass)
	if err != nil {
		return LedgerRow{}, [32]byte{}, fmt.Errorf("%w: a row of the ledger", ErrDamaged)
	}
	a, sum, err := s.holderAt(ctx, r.Record)
	if err != nil {
		return LedgerRow{}, sum, err
	}
	p := registry.PassState{Number: n, Copy: r.Copy, Issued: r.Day, Status: r.Status}
	return LedgerRow{Paper: s.paperOf(p, a), Status: r.Status, Remark: remark(r.Status), Applicant: a, Hand: charactersAt(a, r.Hand)}, sum, nil
}

// LedgerPrinted records the run: every page that was drawn, in one transaction.
func (s *Station) LedgerPrinted(ctx context.Context, r *LedgerRun) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	if s.ledgerMoves != r.moves || s.head.Epoch != r.epoch || len(r.laid) != r.newPages() {
		return notSo("ledger", "打印期间签字册有了变化，这一次没有登记，请再打印一次", "the ledger changed while it was drawn: nothing was recorded, print it again")
	}
	d := &draft{pages: map[int]registry.LedgerPage{}}
	for _, p := range r.again {
		d.pages[p.Page] = p
		d.print(registry.LedgerPrintedBody{Page: p.Page, Print: p.Prints + 1, Hash: hex.EncodeToString(p.Hash[:])})
	}
	for _, b := range r.laid {
		d.print(b)
	}
	if len(d.events) == 0 {
		return nil
	}
	if err := s.append(ctx, d); err != nil {
		return fmt.Errorf("print the ledger: %w", err)
	}
	return nil
}

func (d *draft) print(b registry.LedgerPrintedBody) {
	d.events = append(d.events, draftEvent{kind: registry.LedgerPrinted, body: registry.Body(b)})
}
