package station

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/token"
)

// How a row of the ledger stands.
const (
	RowSigned   = "signed"
	RowUnsigned = "unsigned" // in hand, or on its way, and not signed for
	RowReplaced = "replaced" // another copy took the paper's place before it was signed for
	RowNotGood  = "not_good" // cancelled, void, lost, recalled …
)

// LedgerLine is a row of a page as it stands now.
type LedgerLine struct {
	Row    int
	Number registry.Number
	Copy   int
	State  string
	Status registry.Status // of the pass
	Name   string
	Masked string
	Child  bool
	Signer string      // holder, guardian or proxy
	Left   bool        // it was named as not signed when the page was ticked off
	Unsent bool        // nothing was printed, or what came out was spoiled: there is no paper to sign for
	Over   bool        // in hand, not signed for, and its term is over
	TookIt bool        // nobody had said that the printer brought it out: the signature does
	Remark scheme.Text // what has become of the paper
}

// Short is the name, masked, for lists.
func (l LedgerLine) Short() string { return token.Mask(l.Name) }

// LedgerView is a page with its rows, for people.
type LedgerView struct {
	CountedPage
	Lines []LedgerLine
}

// LedgerView answers "page 12 signed?".
func (s *Station) LedgerView(ctx context.Context, page int) (LedgerView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return LedgerView{}, err
	}
	return s.ledgerView(ctx, page)
}

func (s *Station) ledgerView(ctx context.Context, page int) (v LedgerView, err error) {
	v.LedgerPage, err = s.ports.Store.LedgerPage(ctx, page)
	if isNotFound(err) {
		return v, noPage(page)
	}
	if err != nil {
		return v, err
	}
	v.Old = s.oldPage(v.LedgerPage)
	places, err := s.ports.Store.LedgerPlaces(ctx, page)
	if err != nil {
		return v, fmt.Errorf("read a page of the ledger: %w", err)
	}
	for _, at := range places {
		line, err := s.ledgerLine(ctx, at)
		if err != nil {
			return v, err
		}
		if v.Rows++; line.State == RowUnsigned {
			v.Unsigned++
		}
		v.Lines = append(v.Lines, line)
	}
	return v, nil
}

func (s *Station) ledgerLine(ctx context.Context, at SignedPlace) (LedgerLine, error) {
	a, err := s.holder(ctx, at.Now)
	if err != nil {
		return LedgerLine{}, err
	}
	l := LedgerLine{Row: at.Row, Number: at.Pass, Copy: at.Copy, Status: at.Now.Status, Name: a.Name, Masked: printedNumber(a).Masked(),
		Child: a.Document == nil, Signer: Signer(a)}
	if l.Remark, err = s.paperNow(ctx, at); err != nil {
		return l, err
	}
	if l.State, err = s.rowState(ctx, at); err != nil || at.Copy != at.Now.Copy {
		return l, err
	}
	return l, s.markUnsignable(ctx, at.Now, &l)
}

// markUnsignable says of a row of the latest paper why ticking its page off leaves it
// as it is.
func (s *Station) markUnsignable(ctx context.Context, p registry.PassState, l *LedgerLine) error {
	why, err := s.notOut(ctx, p)
	switch {
	case err != nil:
		return err
	case why != (scheme.Text{}):
		l.Unsent, l.Remark = true, why
	case l.State == RowUnsigned && p.Over(s.ports.today()):
		l.Over, l.Remark = true, whyOver
	case l.State == RowNotGood && p.MaySign():
		l.Remark = whyLate
	}
	return nil
}

// rowState is how the row's paper stands. Whether one that was replaced had been
// signed for only the log tells.
func (s *Station) rowState(ctx context.Context, at SignedPlace) (string, error) {
	switch {
	case at.Unsigned():
		return RowUnsigned, nil
	case at.Now.Signed == at.Copy:
		return RowSigned, nil
	case at.Copy == at.Now.Copy:
		return RowNotGood, nil
	}
	events, err := s.lifeOf(ctx, at.Pass.String())
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(events, func(e registry.Event) bool {
		return e.Kind == registry.Signed && registry.NoteOf(e).Copy == at.Copy
	}) {
		return RowSigned, nil
	}
	return RowReplaced, nil
}

// Signer is who signs for a paper: a child's guardian, also where somebody else
// collects it; the proxy who collects it for somebody who cannot come; or the holder.
func Signer(a registry.Application) string {
	switch {
	case a.Document == nil:
		return "guardian"
	case a.Proxy != nil:
		return "proxy"
	}
	return "holder"
}

// LedgerPages reads n pages behind (down) or before (up) the one given, 0 for the
// end it starts from.
func (s *Station) LedgerPages(ctx context.Context, from, n int, down bool) ([]CountedPage, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	pages, err := s.ports.Store.LedgerPages(ctx, from, n, down)
	for i, p := range pages {
		pages[i].Old = s.oldPage(p.LedgerPage)
	}
	return pages, err
}

// SignPage records that everybody on the page has signed but those who are named, by
// their row or pass number: all of it, or nothing. What is no longer good, over its
// term, signed for already, or not printed yet, stays as it is, and its row says why. It answers the page as it was before, and which rows
// are signed for now.
func (s *Station) SignPage(ctx context.Context, page int, except []string) (LedgerView, []int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSign); err != nil {
		return LedgerView{}, nil, err
	}
	v, err := s.ledgerView(ctx, page)
	if err != nil {
		return v, nil, err
	}
	left, err := v.rowsOf(except)
	if err != nil {
		return v, nil, err
	}
	d := &draft{passes: map[string]registry.PassState{}}
	var signed []int
	for i, l := range v.Lines {
		v.Lines[i].Left = slices.Contains(left, l.Row)
		if l.State != RowUnsigned || l.Unsent || l.Over || v.Lines[i].Left {
			continue
		}
		p, err := s.passState(ctx, l.Number.String())
		if err != nil {
			return v, nil, fmt.Errorf("sign: %w", err)
		}
		d.passes[l.Number.String()] = p
		steps := len(d.events)
		if err := s.cameOut(ctx, d, p); err != nil {
			return v, nil, err
		}
		v.Lines[i].TookIt = len(d.events) > steps
		d.step(registry.Signed, p, registry.ReasonBody{Copy: l.Copy, By: l.Signer}, "")
		signed = append(signed, l.Row)
	}
	if len(signed) == 0 {
		return v, nil, nil
	}
	return v, signed, s.carry(ctx, registry.DoSign, d)
}

// rowsOf are the rows that are named, by row or pass number.
func (v LedgerView) rowsOf(named []string) (rows []int, err error) {
	for _, typed := range named {
		row, err := v.rowOf(typed)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (v LedgerView) rowOf(typed string) (int, error) {
	row, err := strconv.Atoi(typed)
	byRow := err == nil && len(typed) <= 2
	n, err := registry.ParseNumber(typed)
	if !byRow && err != nil {
		return 0, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	for _, l := range v.Lines {
		if byRow && l.Row == row || !byRow && l.Number == n {
			return l.Row, nil
		}
	}
	if byRow {
		return 0, notSo("except", fmt.Sprintf("第 %d 页第 %d 行没有人", v.Page, row), fmt.Sprintf("nobody stands in row %d of page %d", row, v.Page))
	}
	return 0, notSo("except", fmt.Sprintf("%s 不在第 %d 页", n.Grouped(), v.Page), fmt.Sprintf("%s is not on page %d", n.Grouped(), v.Page))
}
