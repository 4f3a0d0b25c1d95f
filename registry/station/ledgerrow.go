package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// People sign on the stub of the walk-in sheet, or in the next free row of a ledger
// page that was printed before they came. Which of the two is a setting of the desk;
// where no free row is left, it is the stub again.

// settingSignsOn is "ledger" where people sign in free rows.
const settingSignsOn, onLedgerRows = "sign_on", "ledger"

// SignsOnLedger reports that people sign in free rows, and which row is the next;
// the zero place where none is free.
func (s *Station) SignsOnLedger(ctx context.Context) (on bool, next registry.LedgerPlace, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return false, next, err
	}
	page, err := s.freePage(ctx)
	return s.onLedger, registry.LedgerPlace{Page: page.Page, Row: page.NextFree()}, err
}

// readSignsOn reads the setting, at the unlock: an issue does not ask the store. One
// that cannot be read is the stub, and verify tells.
func (s *Station) readSignsOn(ctx context.Context) {
	kept, err := s.setting(ctx, settingSignsOn)
	s.onLedger = err == nil && kept == onLedgerRows
}

// SignOnLedger says where people sign from now on: in free rows, or on stubs.
func (s *Station) SignOnLedger(ctx context.Context, on bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	value := ""
	if on {
		value = onLedgerRows
	}
	d := &draft{}
	if err := s.draftOwn(d, settingSignsOn, value); err != nil {
		return err
	}
	err := s.append(ctx, d)
	if err == nil {
		s.onLedger = on
	}
	return err
}

// BySigning parts passes that are to be printed by where their people sign: those who
// have a row of the ledger, or sign in free rows as long as one is left, get a card;
// the others sign the stub of a walk-in sheet. The order stays.
func (s *Station) BySigning(ctx context.Context, numbers []registry.Number) (rows, stubs []registry.Number, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, nil, err
	}
	var free registry.LedgerPage
	if s.onLedger {
		if free, err = s.freePage(ctx); err != nil {
			return nil, nil, err
		}
	}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return nil, nil, err
		}
		at, err := s.latestPlace(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		if at.Page > 0 || free.Page > 0 {
			rows = append(rows, n)
		} else {
			stubs = append(stubs, n)
		}
	}
	return rows, stubs, nil
}

// freePage is the page that the next name goes on; the zero page where no row is
// free. On a page from before a branch somebody may have signed in the other history:
// its rows are given only by name, to whoever has the sheet before him.
func (s *Station) freePage(ctx context.Context) (registry.LedgerPage, error) {
	p, err := s.ports.Store.FreeLedgerPage(ctx, s.branch.At)
	if isNotFound(err) {
		return registry.LedgerPage{}, nil
	}
	if err != nil {
		return p, fmt.Errorf("look for a free row of the ledger: %w", err)
	}
	return p, nil
}

// oldPage: the page is from before a branch.
func (s *Station) oldPage(p registry.LedgerPage) bool { return p.Event <= s.branch.At }

// giveRow gives a paper that is about to be issued its row, where people sign in
// free rows and one is left. Where they do not it costs nothing.
func (s *Station) giveRow(ctx context.Context, c *checked, d *draft) error {
	if !s.onLedger {
		return nil
	}
	p, row, err := s.freeBehind(ctx, d)
	if err != nil || row == 0 {
		return err
	}
	c.verdict.Page, c.verdict.Row = p.Page, row
	if d.pages == nil {
		d.pages, d.taken = map[int]registry.LedgerPage{}, map[int]int{}
	}
	d.pages[p.Page] = p
	d.taken[p.Page]++
	return nil
}

// freeBehind is the next free row behind those that the draft has given, with its page
// as that stands; row 0 where none is left.
func (s *Station) freeBehind(ctx context.Context, d *draft) (p registry.LedgerPage, row int, err error) {
	p, err = s.freePage(ctx)
	for err == nil && p.Page > 0 {
		after := p
		if after.Taken += d.taken[p.Page]; after.NextFree() > 0 {
			return p, after.NextFree(), nil
		}
		p, err = s.ports.Store.LedgerPage(ctx, p.Page+1)
	}
	if isNotFound(err) { // that was the last page
		err = nil
	}
	return p, 0, err
}

// entered drafts that the paper stands in the row.
func (d *draft) entered(pass string, copy, page, row int) {
	body := registry.Body(registry.LedgerEnteredBody{Page: page, Row: row, Copy: copy})
	d.events = append(d.events, draftEvent{kind: registry.LedgerEntered, pass: pass, body: body})
}

// EnterLedger gives the latest paper of a pass a free row: the next one, or, where
// that was spoiled, the one that is named (page and row 0: the next).
func (s *Station) EnterLedger(ctx context.Context, n registry.Number, page, row int) (registry.LedgerPlace, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return registry.LedgerPlace{}, err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return registry.LedgerPlace{}, err
	}
	at, err := s.latestPlace(ctx, p)
	if err != nil {
		return at, err
	}
	if at.Page > 0 {
		return at, notSo("number", fmt.Sprintf("%s 已在签字册第 %d 页第 %d 行", n.Grouped(), at.Page, at.Row), fmt.Sprintf("%s stands on page %d, row %d of the ledger already", n.Grouped(), at.Page, at.Row))
	}
	if p.Unmade() {
		return at, unmade(p)
	}
	free, err := s.namedFree(ctx, page, row)
	if err != nil {
		return at, err
	}
	if row == 0 {
		row = free.NextFree()
	}
	d := &draft{pages: map[int]registry.LedgerPage{free.Page: free}, passes: map[string]registry.PassState{p.Number.String(): p}}
	d.entered(p.Number.String(), p.Copy, free.Page, row)
	return registry.LedgerPlace{Page: free.Page, Row: row, Pass: p.Number, Copy: p.Copy}, s.append(ctx, d)
}

// namedFree is the page with the free row that is meant.
func (s *Station) namedFree(ctx context.Context, page, row int) (p registry.LedgerPage, err error) {
	if page == 0 {
		p, err = s.freePage(ctx)
	} else if p, err = s.ports.Store.LedgerPage(ctx, page); isNotFound(err) {
		return p, noPage(page)
	}
	switch next := p.NextFree(); {
	case err != nil:
		return p, err
	case next == 0:
		return p, notSo("page", "没有空行：用 print ledger --blank N 预印空白页", "no row is free: print pages with free rows first, print ledger --blank N")
	case row != 0 && (row < next || row > p.Free):
		return p, notSo("row", fmt.Sprintf("第 %d 页的空行从第 %d 行到第 %d 行", p.Page, next, p.Free), fmt.Sprintf("the free rows of page %d are %d to %d", p.Page, next, p.Free))
	}
	return p, nil
}
