package storetest

import (
	"cmp"
	"context"
	"encoding/hex"
	"iter"
	"maps"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The signature ledger of the store in memory, and what every store must do with
// one.

type ledgerTables struct {
	pages  map[int]registry.LedgerPage
	rows   map[ledgerRow]registry.LedgerPlace
	papers map[ledgerPaper]ledgerRow
}

type ledgerRow struct{ page, row int }

type ledgerPaper struct {
	pass registry.Number
	copy int
}

func newLedgerTables() ledgerTables {
	return ledgerTables{pages: map[int]registry.LedgerPage{}, rows: map[ledgerRow]registry.LedgerPlace{}, papers: map[ledgerPaper]ledgerRow{}}
}

func (m *Memory) checkLedger(c station.Change) error {
	pages, rows, papers := map[int]bool{}, map[ledgerRow]bool{}, map[ledgerPaper]bool{}
	for _, p := range c.Ledger.Pages {
		if p.Page < 1 || !m.isEvent(p.Event, c) {
			return errNobody
		}
		pages[p.Page] = true
	}
	for _, p := range c.Ledger.Places {
		row, paper := ledgerRow{p.Page, p.Row}, ledgerPaper{p.Pass, p.Copy}
		_, page := m.ledger.pages[p.Page]
		_, taken := m.ledger.rows[row]
		_, placed := m.ledger.papers[paper]
		switch {
		case taken || placed || rows[row] || papers[paper]:
			return errTwice
		case !page && !pages[p.Page] || !m.isEvent(p.Event, c) || !m.isPass(p.Pass, c):
			return errNobody
		}
		rows[row], papers[paper] = true, true
	}
	return nil
}

// isPass: there is a pass of the number, or it comes with the change.
func (m *Memory) isPass(n registry.Number, c station.Change) bool {
	first, there := m.serials[serialOf(n)]
	return there && m.passes[first].Number == n || slices.ContainsFunc(c.Passes, func(p registry.PassState) bool { return p.Number == n })
}

func (l *ledgerTables) put(c station.LedgerChange) {
	for _, p := range c.Pages {
		if old, there := l.pages[p.Page]; there { // how it was laid out never changes
			old.Taken, old.Prints = p.Taken, p.Prints
			p = old
		}
		l.pages[p.Page] = p
	}
	for _, p := range c.Places {
		l.rows[ledgerRow{p.Page, p.Row}] = p
		l.papers[ledgerPaper{p.Pass, p.Copy}] = ledgerRow{p.Page, p.Row}
	}
}

// lacks: a paper of the pass has no row, and there is one, or will be.
func (l *ledgerTables) lacks(p registry.PassState) bool {
	has := func(copy int) bool {
		_, placed := l.papers[ledgerPaper{p.Number, copy}]
		return placed
	}
	return !has(p.Copy) && !p.Unmade() || slices.ContainsFunc(p.Replaced(), func(copy int) bool { return !has(copy) })
}

// placesWhere are the rows that fit, by page and row.
func (l *ledgerTables) placesWhere(fits func(registry.LedgerPlace) bool) []registry.LedgerPlace {
	var found []registry.LedgerPlace
	for _, p := range l.rows {
		if fits(p) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b registry.LedgerPlace) int { return cmp.Or(a.Page-b.Page, a.Row-b.Row) })
	return found
}

func (l *ledgerTables) pagesWhere(fits func(registry.LedgerPage) bool) []registry.LedgerPage {
	var found []registry.LedgerPage
	for _, n := range slices.Sorted(maps.Keys(l.pages)) {
		if p := l.pages[n]; fits(p) {
			found = append(found, p)
		}
	}
	return found
}

// LedgerPage is one page by its number.
func (m *Memory) LedgerPage(_ context.Context, page int) (registry.LedgerPage, error) {
	m.lock()
	defer m.mu.Unlock()
	p, there := m.ledger.pages[page]
	return found(m, p, there)
}

// FreeLedgerPage is the first page with a free row that was laid out behind the event.
func (m *Memory) FreeLedgerPage(_ context.Context, behind int64) (registry.LedgerPage, error) {
	m.lock()
	defer m.mu.Unlock()
	free := append(m.ledger.pagesWhere(func(p registry.LedgerPage) bool { return p.NextFree() > 0 && p.Event > behind }), registry.LedgerPage{})
	return found(m, free[0], free[0].Page > 0)
}

// LedgerPages reads n pages with their counts.
func (m *Memory) LedgerPages(_ context.Context, from, n int, down bool) ([]station.CountedPage, error) {
	m.lock()
	defer m.mu.Unlock()
	pages := m.ledger.pagesWhere(func(p registry.LedgerPage) bool {
		return down && p.Page > from || !down && (from == 0 || p.Page < from)
	})
	if down {
		pages = pages[:min(n, len(pages))]
	} else {
		pages = pages[max(len(pages)-n, 0):]
	}
	var counted []station.CountedPage
	for _, p := range pages {
		c := station.CountedPage{LedgerPage: p}
		for _, s := range m.signedPlaces(p.Page) {
			c.Rows++
			c.Unsigned += one(s.Unsigned())
		}
		counted = append(counted, c)
	}
	return counted, m.usable()
}

func (m *Memory) signedPlaces(page int) []station.SignedPlace {
	var all []station.SignedPlace
	for _, p := range m.ledger.placesWhere(func(p registry.LedgerPlace) bool { return p.Page == page }) {
		all = append(all, station.SignedPlace{LedgerPlace: p, Now: m.passes[m.serials[serialOf(p.Pass)]]})
	}
	return all
}

// LedgerPlaces reads the rows of a page with their passes.
func (m *Memory) LedgerPlaces(_ context.Context, page int) ([]station.SignedPlace, error) {
	m.lock()
	defer m.mu.Unlock()
	return m.signedPlaces(page), m.usable()
}

// LedgerOf reads where the papers of a pass stand, by copy.
func (m *Memory) LedgerOf(_ context.Context, n registry.Number) ([]registry.LedgerPlace, error) {
	m.lock()
	defer m.mu.Unlock()
	of := m.ledger.placesWhere(func(p registry.LedgerPlace) bool { return p.Pass == n })
	slices.SortFunc(of, func(a, b registry.LedgerPlace) int { return a.Copy - b.Copy })
	return of, m.usable()
}

// AllLedgerPages reads every page in order.
func (m *Memory) AllLedgerPages(context.Context) iter.Seq2[registry.LedgerPage, error] {
	return rows(m, func() []registry.LedgerPage {
		return m.ledger.pagesWhere(func(registry.LedgerPage) bool { return true })
	})
}

// AllLedgerPlaces reads every row by page and row.
func (m *Memory) AllLedgerPlaces(context.Context) iter.Seq2[registry.LedgerPlace, error] {
	return rows(m, func() []registry.LedgerPlace {
		return m.ledger.placesWhere(func(registry.LedgerPlace) bool { return true })
	})
}

// Commitments reads what events commit themselves to.
func (m *Memory) Commitments(_ context.Context, events []int64) (map[int64][32]byte, error) {
	m.lock()
	defer m.mu.Unlock()
	sums := map[int64][32]byte{}
	for _, no := range events {
		if no >= 1 && no <= int64(len(m.events)) {
			sums[no] = m.events[no-1].Commitment
		}
	}
	return sums, m.usable()
}

// laid is a page of the ledger with the passes of the serials, or with free rows.
func (b *book) laid(page, free int, serials ...int) station.Change {
	b.t.Helper()
	body := registry.LedgerPrintedBody{Page: page, Of: page, Free: free}
	for _, s := range serials {
		p := b.passes[s]
		body.Rows = append(body.Rows, registry.LedgerRow{Pass: p.Number.String(), Copy: p.Copy, Record: p.Record})
	}
	hash := body.Digest([32]byte{}, make([][32]byte, len(serials)))
	body.Hash = hex.EncodeToString(hash[:])
	return b.ledgerStep(registry.LedgerPage{}, b.event(registry.LedgerPrinted, "", body))
}

func (b *book) ledgerStep(before registry.LedgerPage, e registry.Event) station.Change {
	b.t.Helper()
	p, places, err := before.After(e)
	must(b.t, err)
	return station.Change{Events: []registry.Event{e}, Ledger: station.LedgerChange{Pages: []registry.LedgerPage{p}, Places: places}}
}

// ledgers: a paper stands in one row, and a row has one paper; pages are counted
// with who has not signed, and free rows are taken one after the other.
func ledgers(t *testing.T, s station.Store) {
	b := opened(t, s)
	b.issued(5)
	_, err := s.FreeLedgerPage(ctx, 0)
	wants(t, "no page yet", err, station.ErrNotFound)
	_, err = s.LedgerPage(ctx, 1)
	wants(t, "page 1", err, station.ErrNotFound)
	b.write(b.laid(1, 0, 2, 1, 3))
	blank := b.write(b.laid(2, 2)).Ledger.Pages[0]
	b.write(b.laid(3, 15))
	b.write(b.step(1, registry.Signed, registry.ReasonBody{Copy: 1}))
	b.write(b.step(3, registry.Cancelled, registry.ReasonBody{Copy: 1}))

	entered := b.event(registry.LedgerEntered, b.passes[4].Number.String(), registry.LedgerEnteredBody{Page: 2, Row: 2, Copy: 1})
	place := b.ledgerStep(blank, entered)
	for name, spoil := range map[string]func(l *station.LedgerChange){
		"a row of no page":         func(l *station.LedgerChange) { l.Places[0].Page = 9 },
		"a row that is taken":      func(l *station.LedgerChange) { l.Places[0].Page, l.Places[0].Row = 1, 1 },
		"a paper that has a row":   func(l *station.LedgerChange) { l.Places[0].Pass = b.passes[2].Number },
		"a row of nobody":          func(l *station.LedgerChange) { l.Places[0].Pass = number(t, 1, 99) },
		"a row of no event":        func(l *station.LedgerChange) { l.Places[0].Event = 99 },
		"a page of no event":       func(l *station.LedgerChange) { l.Pages[0] = registry.LedgerPage{Page: 4, Event: 99} },
		"a page that has no place": func(l *station.LedgerChange) { l.Pages[0] = registry.LedgerPage{Page: 0, Event: 1} },
	} {
		told, bad := Tell(t, s), b.ledgerStep(blank, entered)
		if spoil(&bad.Ledger); s.Append(ctx, bad) == nil {
			t.Fatalf("%s was written", name)
		}
		same(t, "after "+name, Tell(t, s), told)
	}
	b.write(place)
	body := registry.LedgerPrintedBody{Page: 2, Print: 2, Hash: hex.EncodeToString(blank.Hash[:])}
	again := b.write(b.ledgerStep(place.Ledger.Pages[0], b.event(registry.LedgerPrinted, "", body)))
	same(t, "printed again", again.Ledger.Pages[0].Prints, 2)
	tellsOfLedger(t, s, b)
	b.issued(1)
	b.write(b.step(6, registry.RecallOrdered, registry.ReasonBody{Copy: 1, Reason: "symptoms"}))
	unplaced, err := s.Page(ctx, 0, 9, true, station.Filter{Unplaced: true})
	must(t, err)
	if len(unplaced) != 1 || unplaced[0] != b.passes[5] {
		t.Errorf("of a recalled pass no paper was made, and none has a place: %+v", unplaced)
	}
}

func tellsOfLedger(t *testing.T, s station.Store, b *book) {
	t.Helper()
	free, err := s.FreeLedgerPage(ctx, 0)
	must(t, err)
	same(t, "the page with a free row", free.Page, 3)
	_, err = s.FreeLedgerPage(ctx, free.Event)
	wants(t, "a page behind the last", err, station.ErrNotFound)
	_, err = s.FreeLedgerPage(ctx, free.Event-1)
	must(t, err)
	for from, want := range map[int][2][]int{0: {{1, 2}, {2, 3}}, 2: {{3}, {1}}, 3: {nil, {1, 2}}} {
		for i, down := range []bool{true, false} {
			pages, err := s.LedgerPages(ctx, from, 2, down)
			must(t, err)
			var got []int
			for _, p := range pages {
				got = append(got, p.Page)
			}
			same(t, "pages", got, want[i])
		}
	}
	pages, err := s.LedgerPages(ctx, 0, 9, true)
	must(t, err)
	same(t, "on page 1, and who has not signed", [2]int{pages[0].Rows, pages[0].Unsigned}, [2]int{3, 1})
	same(t, "on page 2", [2]int{pages[1].Rows, pages[1].Unsigned}, [2]int{1, 1})
	places, err := s.LedgerPlaces(ctx, 1)
	must(t, err)
	for i, serial := range []int{2, 1, 3} {
		same(t, "a row", places[i].Row, i+1)
		same(t, "its pass", places[i].Now, b.passes[serial])
		same(t, "unsigned", places[i].Unsigned(), serial == 2)
	}
	of, err := s.LedgerOf(ctx, b.passes[4].Number)
	must(t, err)
	if len(of) != 1 || of[0].Page != 2 || of[0].Row != 2 || of[0].Copy != 1 {
		t.Errorf("where pass 4 stands: %+v", of)
	}
	page, err := s.Page(ctx, 0, 9, true, station.Filter{Unplaced: true})
	must(t, err)
	if len(page) != 1 || page[0] != b.passes[5] {
		t.Errorf("without a row: %+v", page)
	}
	sums, err := s.Commitments(ctx, []int64{1, b.passes[1].Record, 999})
	must(t, err)
	_, beyond := sums[999]
	if len(sums) != 2 || sums[1] != [32]byte{} || sums[b.passes[1].Record] == [32]byte{} || beyond {
		t.Errorf("commitments: %v", sums)
	}
}
