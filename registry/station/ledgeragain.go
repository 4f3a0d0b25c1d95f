package station

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// A page of the ledger printed again: what was recorded of it, and what is known
// since.

func (s *Station) drawAgain(ctx context.Context, r *LedgerRun, give func(LedgerSheet) bool) error {
	for _, p := range r.again {
		sheet, err := s.sheetOf(ctx, p)
		if err != nil {
			return err
		}
		if sheet.Print = p.Prints + 1; !give(sheet) {
			return nil
		}
	}
	return nil
}

// sheetOf is a page that is there: as it was laid out, with the names that its free
// rows have taken since, and what has become of its papers. It is page n of as many as
// there were when it was printed first: that number is under its hash, and in the
// binder it stands on the sheet that was signed.
func (s *Station) sheetOf(ctx context.Context, p registry.LedgerPage) (LedgerSheet, error) {
	b, err := s.pageBody(ctx, p)
	if err != nil {
		return LedgerSheet{}, err
	}
	sheet := LedgerSheet{LedgerPage: p, Of: b.Of}
	rows, hash, err := s.readPage(ctx, b)
	if err != nil {
		return sheet, err
	}
	if hash != p.Hash {
		return sheet, fmt.Errorf("%w: page %d of the ledger is not what was printed", ErrDamaged, p.Page)
	}
	sheet.Rows = append(rows, make([]LedgerRow, b.Free)...)
	return sheet, s.rowsNow(ctx, p, sheet.Rows)
}

// pageBody is what was recorded when the page was laid out.
func (s *Station) pageBody(ctx context.Context, p registry.LedgerPage) (b registry.LedgerPrintedBody, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for e, err := range s.ports.Store.EventsAfter(ctx, p.Event-1) {
		if err == nil && json.Unmarshal(e.Body, &b) != nil || b.Page != p.Page {
			err = fmt.Errorf("%w: page %d of the ledger", ErrDamaged, p.Page)
		}
		return b, err
	}
	return b, fmt.Errorf("%w: page %d of the ledger", ErrDamaged, p.Page)
}

// rowsNow puts the names that were written in by hand into their rows, and says of
// every paper what has become of it since the page was laid out. None of that is
// under the page's hash: the hash proves what was signed, and what is known later
// stands beside it.
func (s *Station) rowsNow(ctx context.Context, p registry.LedgerPage, rows []LedgerRow) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	places, err := s.ports.Store.LedgerPlaces(ctx, p.Page)
	if err != nil {
		return err
	}
	for _, at := range places {
		if at.Row < 1 || at.Row > len(rows) {
			return fmt.Errorf("%w: page %d of the ledger, row %d", ErrDamaged, at.Page, at.Row)
		}
		row := &rows[at.Row-1]
		if p.Free > 0 { // written by hand while the pass was good
			if *row, err = s.enteredRow(ctx, at); err != nil {
				return err
			}
		}
		now, err := s.paperNow(ctx, at)
		if err != nil {
			return err
		}
		row.since(now)
	}
	return nil
}

// since notes what has become of the row's paper, as far as its remark does not say it.
func (r *LedgerRow) since(now scheme.Text) {
	switch {
	case now == r.Remark:
		r.Since = scheme.Text{}
	case now.ZH == "":
		r.Since = scheme.Text{ZH: "恢复有效", EN: "good again"}
	case r.Remark.ZH != "" && strings.HasPrefix(now.ZH, r.Remark.ZH+"，"):
		r.Since = scheme.Text{ZH: strings.TrimPrefix(now.ZH, r.Remark.ZH+"，"), EN: strings.TrimPrefix(now.EN, r.Remark.EN+", ")}
	default:
		r.Since = now
	}
}

// enteredRow is a row as it was written by hand: with the name and the day that its
// paper bears, also where the holder was corrected since.
func (s *Station) enteredRow(ctx context.Context, at SignedPlace) (LedgerRow, error) {
	then, err := s.passWhen(ctx, at)
	if err != nil {
		return LedgerRow{}, err
	}
	r := ledgerRowOf(then)
	r.Copy, r.Status = at.Copy, ""
	row, _, err := s.readRow(ctx, r)
	return row, err
}

// passWhen is the pass as it stood before its next copy was given.
func (s *Station) passWhen(ctx context.Context, at SignedPlace) (then registry.PassState, err error) {
	if at.Copy == at.Now.Copy {
		return at.Now, nil
	}
	events, err := s.lifeOf(ctx, at.Pass.String())
	if err != nil {
		return then, fmt.Errorf("look up what a paper was: %w", err)
	}
	for _, e := range events {
		if !e.Kind.ChangesPass() {
			continue
		}
		next, err := then.After(e)
		if err != nil {
			return then, err
		}
		if next.Copy > at.Copy {
			break
		}
		then = next
	}
	return then, nil
}

// paperNow says what has become of a row's paper: nothing of one that is good.
func (s *Station) paperNow(ctx context.Context, at SignedPlace) (scheme.Text, error) {
	if at.Copy >= at.Now.Copy {
		return remark(at.Now.Status), nil
	}
	events, err := s.lifeOf(ctx, at.Pass.String())
	if err != nil {
		return scheme.Text{}, fmt.Errorf("look up what replaced a paper: %w", err)
	}
	is := remark(endedAs[at.Now.Papers.Of(at.Copy)])
	for _, e := range events {
		if by, ok := replacedBy[e.Kind]; ok && registry.NoteOf(e).Copy > at.Copy {
			next := paperAfter(at)
			is.ZH = join(is.ZH, fmt.Sprintf(by.ZH, next), "，")
			is.EN = join(is.EN, fmt.Sprintf(by.EN, next), ", ")
			break
		}
	}
	return is, nil
}

// paperAfter is the copy to look at in a row's place: the first behind it that came
// out and was not taken back, or the one that is to come.
func paperAfter(at SignedPlace) int {
	for c := at.Copy + 1; c < at.Now.Copy; c++ {
		switch at.Now.Papers.Of(c) {
		case registry.PaperNone, registry.PaperSkipped, registry.PaperUnused, registry.PaperCancelled:
			continue
		}
		return c
	}
	return at.Now.Copy
}

// replacedBy says how the next copy came to be.
var replacedBy = map[registry.Kind]scheme.Text{
	registry.Reissued:  {ZH: "已重新签发，见第 %d 份", EN: "issued again, see copy %d"},
	registry.Reprinted: {ZH: "已补打，见第 %d 份", EN: "printed again, see copy %d"},
	registry.Corrected: {ZH: "已变更，见第 %d 份", EN: "corrected, see copy %d"},

	registry.CopySkipped: {ZH: "恢复或取新期号时还没有打印，改为第 %d 份", EN: "not printed when the register was restored or took an epoch, now copy %d"},
}
