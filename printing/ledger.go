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

// PagesPerVolume is how many pages are bound together: pages 1 to 200 are volume 1.
const PagesPerVolume = 200

// LedgerHead is what stands on every page.
type LedgerHead struct {
	Title   string // 《乡镇(街道)村(社区企业“甬行证”)申领人员清单》
	Station string // the station's name or code
	Point   string // the issuing point
	Sample  bool   // 样本 SAMPLE: no real ledger
}

// LedgerPage is one page. Its days, and its building, are those of its rows.
type LedgerPage struct {
	Number, Of int         // page n, the last is m
	First      int         // the page from which they are counted, where that is not the first
	Print      int         // from 2 on it is noted as a further print of the page
	Free       bool        // rows without a number are to be written in by hand; else they are ruled out
	Check      string      // the page's hash, as it is compared
	Rows       []LedgerRow // at most RowsPerPage, the first row first
}

// LedgerRow is one entry. One without a number is free, or stays empty.
type LedgerRow struct {
	Number    string     // 14 to 16 digits, or "" for a free row
	Copy      int        // from 2 on it is noted as 补打
	Name      string     //
	DocNumber string     // as the ledger needs it, whole or masked
	Child     bool       // a guardian signs
	Guardian  string     // who signs for a child, where the name is known
	Relation  Text       // 母亲: what the guardian is to the child
	Proxy     string     // who collects it for somebody who cannot come: 样例邻居（邻居）
	Building  string     // it stands at the head of a page whose rows have the same
	Issued    civil.Date //
	Note      string     // 备注
	Hand      []string   // characters that an earlier print of the page left to be written in by hand
}

// String says nothing: a row is a name and a document number.
func (r LedgerRow) String() string { return "ledger row" }

// GoString is String.
func (r LedgerRow) GoString() string { return r.String() }

// LogValue is String, for slog.
func (r LedgerRow) LogValue() slog.Value { return slog.StringValue(r.String()) }

// String says nothing, as its rows do.
func (p LedgerPage) String() string { return fmt.Sprintf("ledger page %d", p.Number) }

// GoString is String.
func (p LedgerPage) GoString() string { return p.String() }

// LogValue is String, for slog.
func (p LedgerPage) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Volume is one bound part of a ledger.
type Volume struct {
	Number              int // by its pages' numbers
	FirstPage, LastPage int // of those in this file
}

func volumeOf(page int) int { return (page + PagesPerVolume - 1) / PagesPerVolume }

// Ledger writes the pages in ascending order, one file for each volume in which any
// of them is bound; open makes it, and it is closed before the next is opened. No
// page at all is ErrValue, and so is one that is not behind the page before, or has
// too many rows; the volumes written so far must then be thrown away.
func Ledger(open func(Volume) (io.WriteCloser, error), h LedgerHead, pages iter.Seq[LedgerPage], o Options) error {
	if h.Title == "" {
		return fmt.Errorf("%w: no title", ErrValue)
	}
	l := &ledger{head: h, opts: o, open: open}
	for p := range pages {
		if p.Number <= l.last || len(p.Rows) > RowsPerPage {
			return fmt.Errorf("%w: page %d with %d rows behind page %d", ErrValue, p.Number, len(p.Rows), l.last)
		}
		if len(l.held) > 0 && volumeOf(p.Number) != volumeOf(l.last) {
			if err := l.bind(); err != nil {
				return err
			}
		}
		l.held, l.last = append(l.held, p), p.Number
	}
	if len(l.held) == 0 {
		return fmt.Errorf("%w: no page", ErrValue)
	}
	return l.bind()
}

// ledger is a print under way.
type ledger struct {
	head LedgerHead
	opts Options
	open func(Volume) (io.WriteCloser, error)
	held []LedgerPage // of the volume that is being filled
	last int          // the page before
}

// bind writes the volume that is held.
func (l *ledger) bind() (err error) {
	v := Volume{volumeOf(l.last), l.held[0].Number, l.last}
	w, err := l.open(v)
	if err != nil {
		return fmt.Errorf("printing: open volume %d of the ledger: %w", v.Number, err)
	}
	defer func() {
		if e := w.Close(); err == nil && e != nil {
			err = fmt.Errorf("printing: close volume %d of the ledger: %w", v.Number, e)
		}
	}()
	err = render(w, about{title: l.head.Title, opts: l.opts}, func(c *canvas) {
		for _, p := range l.held {
			c.ledgerPage(l.head, p)
		}
	})
	clear(l.held)
	l.held = l.held[:0]
	return err
}
