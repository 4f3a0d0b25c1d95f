package printing

import (
	"fmt"
	"io"
	"iter"
	"log/slog"

	"passdesk/registry/civil"
)

// The signature ledger: who was issued a pass, and his signature for it
// (登记造册，由申领人签字确认). It is bound in volumes (册), as ledgers are; a volume is
// a file, so that a register of a million passes never stands in memory.

// RowsPerPage is how many people sign on a page; the desk says "page 3, row 7".
const RowsPerPage = 15

// PagesPerVolume is how many pages are bound together.
const PagesPerVolume = 200

// LedgerHead is what stands on every page.
type LedgerHead struct {
	Title     string     // 《乡镇(街道)村(社区企业“甬行证”)申领人员清单》
	Station   string     // the station's name or code
	Point     string     // the issuing point
	From, To  civil.Date // the days of the entries; both zero: nothing is printed
	FirstPage int        // number of the first page, when it follows on another print; 0 is 1
	FirstRow  int        // 序号 of the first row, likewise; 0 is 1
	Sample    bool       // 样本 SAMPLE: no real ledger
}

// LedgerRow is one entry. A row without a number is left blank, to be filled in
// by hand: ledger pages may be printed before the people come.
type LedgerRow struct {
	Number    string     // 14 to 16 digits, or "" for a blank row
	Copy      int        // from 2 on it is noted as 补打
	Name      string     //
	DocNumber string     // as the ledger needs it, whole or masked
	Guardian  string     // who signs for a child; else ""
	Issued    civil.Date //
	Note      string     // 备注
}

// String says nothing: a row is a name and a document number.
func (r LedgerRow) String() string { return "ledger row" }

// GoString is String.
func (r LedgerRow) GoString() string { return r.String() }

// LogValue is String, for slog.
func (r LedgerRow) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Volume is one bound part of a ledger.
type Volume struct {
	Number, Of          int // 1 of n
	FirstPage, LastPage int // as numbered on the pages
}

// LedgerVolumes is how many volumes so many rows fill; one at least.
func LedgerVolumes(rows int) int {
	return max(1, (ledgerPages(rows)+PagesPerVolume-1)/PagesPerVolume)
}

func ledgerPages(rows int) int { return max(1, (rows+RowsPerPage-1)/RowsPerPage) }

// Ledger writes the rows in their order, one file for each volume, which open
// makes; it is closed before the next is opened. Count is how many rows there
// are, for "page n of m"; another count than rows yields is ErrValue, and the
// volumes written so far must be thrown away.
func Ledger(open func(Volume) (io.WriteCloser, error), h LedgerHead, count int, rows iter.Seq[LedgerRow], o Options) error {
	if h.Title == "" {
		return fmt.Errorf("%w: no title", ErrValue)
	}
	l := &ledger{head: h, opts: o, count: count, open: open}
	l.head.FirstPage, l.head.FirstRow = max(h.FirstPage, 1), max(h.FirstRow, 1)
	for r := range rows {
		if l.held = append(l.held, r); len(l.held) == RowsPerPage*PagesPerVolume && l.seen+len(l.held) < count {
			if err := l.bind(); err != nil {
				return err
			}
		}
	}
	if l.seen+len(l.held) != count {
		return fmt.Errorf("%w: %d rows announced, %d came", ErrValue, count, l.seen+len(l.held))
	}
	return l.bind()
}

// ledger is a print under way.
type ledger struct {
	head  LedgerHead
	opts  Options
	count int
	open  func(Volume) (io.WriteCloser, error)
	held  []LedgerRow // of the volume that is being filled
	seen  int         // rows of the volumes before
	total totals
}

// totals stand on the last page.
type totals struct{ people, guardians, reprints int }

func (t *totals) add(r LedgerRow) {
	if r.Number == "" {
		return
	}
	t.people++
	if r.Guardian != "" {
		t.guardians++
	}
	if r.Copy > 1 {
		t.reprints++
	}
}

// bind writes the volume that is held.
func (l *ledger) bind() (err error) {
	pages := ledgerPages(len(l.held))
	before := l.seen / RowsPerPage
	v := Volume{l.seen/(RowsPerPage*PagesPerVolume) + 1, LedgerVolumes(l.count), l.head.FirstPage + before, l.head.FirstPage + before + pages - 1}
	w, err := l.open(v)
	if err != nil {
		return fmt.Errorf("printing: open volume %d of the ledger: %w", v.Number, err)
	}
	defer func() {
		if e := w.Close(); err == nil && e != nil {
			err = fmt.Errorf("printing: close volume %d of the ledger: %w", v.Number, e)
		}
	}()
	for _, r := range l.held {
		l.total.add(r)
	}
	err = render(w, about{title: l.head.Title, opts: l.opts}, func(c *canvas) {
		for i := range pages {
			c.ledgerPage(l, v, i)
		}
	})
	l.seen += len(l.held)
	l.held = l.held[:0]
	return err
}
