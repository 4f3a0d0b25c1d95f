package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
)

const (
	putLedgerPage = `INSERT INTO ledger_pages(page, event, free, taken, prints, hash) VALUES(?,?,?,?,?,?)
		ON CONFLICT(page) DO UPDATE SET taken=excluded.taken, prints=excluded.prints`

	// A pass that is not there leaves NULL, which the table refuses.
	insertLedgerRow = `INSERT INTO ledger_rows(page, row, pass, copy, event)
		VALUES(?,?,(SELECT first_event FROM passes WHERE series=? AND serial=? AND number=?),?,?)`
)

func putLedger(ctx context.Context, db *DB, c station.Change) error {
	for _, p := range c.Ledger.Pages {
		if err := db.exec(ctx, "keep a page of the ledger", putLedgerPage, p.Page, p.Event, p.Free, p.Taken, p.Prints, p.Hash[:]); err != nil {
			return err
		}
	}
	for _, p := range c.Ledger.Places {
		err := db.exec(ctx, "keep a row of the ledger", insertLedgerRow,
			p.Page, p.Row, p.Pass.Series(), p.Pass.Serial(), p.Pass.String(), p.Copy, p.Event)
		if err != nil {
			return err
		}
	}
	return nil
}

const pageColumns = `g.page, g.event, g.free, g.taken, g.prints, g.hash`

func scanPage(row interface{ Scan(...any) error }, more ...any) (p registry.LedgerPage, err error) {
	var hash []byte
	err = row.Scan(append([]any{&p.Page, &p.Event, &p.Free, &p.Taken, &p.Prints, &hash}, more...)...)
	copy(p.Hash[:], hash)
	return p, err
}

func (db *DB) ledgerPage(ctx context.Context, where string, args ...any) (p registry.LedgerPage, err error) {
	err = db.one(ctx, "look a page of the ledger up", func(r *sql.Row) (err error) { p, err = scanPage(r); return err },
		`SELECT `+pageColumns+` FROM ledger_pages g `+where, args...)
	return p, err
}

// LedgerPage is one page by its number.
func (db *DB) LedgerPage(ctx context.Context, page int) (registry.LedgerPage, error) {
	return db.ledgerPage(ctx, `WHERE g.page=?`, page)
}

// FreeLedgerPage is the first page with a free row that was laid out behind the event.
func (db *DB) FreeLedgerPage(ctx context.Context, behind int64) (registry.LedgerPage, error) {
	return db.ledgerPage(ctx, `WHERE g.taken<g.free AND g.event>? ORDER BY g.page LIMIT 1`, behind)
}

// LedgerPages reads n pages with their counts.
func (db *DB) LedgerPages(ctx context.Context, from, n int, down bool) ([]station.CountedPage, error) {
	where := `WHERE g.page>? ORDER BY g.page LIMIT ?`
	if !down {
		where = `WHERE (?1=0 OR g.page<?1) ORDER BY g.page DESC LIMIT ?2`
	}
	pages, err := collect(query(ctx, db, func(rows *sql.Rows) (p station.CountedPage, err error) {
		p.LedgerPage, err = scanPage(rows, &p.Rows, &p.Unsigned)
		return p, err
	}, `SELECT `+pageColumns+`,
			(SELECT count(*) FROM ledger_rows l WHERE l.page=g.page),
			(SELECT count(*) FROM ledger_rows l JOIN passes p ON p.first_event=l.pass
				WHERE l.page=g.page AND (l.copy=p.copy OR `+printedElsewhere+`) AND `+whereUnsigned+`)
		FROM ledger_pages g `+where, from, n))
	if !down {
		reverse(pages)
	}
	return pages, err
}

// LedgerPlaces reads the rows of a page with their passes.
func (db *DB) LedgerPlaces(ctx context.Context, page int) ([]station.SignedPlace, error) {
	return collect(query(ctx, db, func(rows *sql.Rows) (p station.SignedPlace, err error) {
		p.Now, err = scanPassAnd(rows, &p.Page, &p.Row, &p.Copy, &p.Event)
		p.Pass = p.Now.Number
		return p, err
	}, passColumnsAnd(`l.page, l.row, l.copy, l.event`)+`JOIN ledger_rows l ON l.pass=p.first_event WHERE l.page=? ORDER BY l.row`, page))
}

func scanPlace(rows *sql.Rows) (p registry.LedgerPlace, err error) {
	var number string
	if err = rows.Scan(&p.Page, &p.Row, &number, &p.Copy, &p.Event); err != nil {
		return p, err
	}
	p.Pass, err = registry.ParseNumber(number)
	return p, err
}

const placeColumns = `SELECT l.page, l.row, p.number, l.copy, l.event `

// LedgerOf reads where the papers of a pass stand, by copy.
func (db *DB) LedgerOf(ctx context.Context, n registry.Number) ([]registry.LedgerPlace, error) {
	return collect(query(ctx, db, scanPlace, placeColumns+`FROM passes p JOIN ledger_rows l ON l.pass=p.first_event
		WHERE p.series=? AND p.serial=? AND p.number=? ORDER BY l.copy`, n.Series(), n.Serial(), n.String()))
}

// AllLedgerPages reads every page in order.
func (db *DB) AllLedgerPages(ctx context.Context) iter.Seq2[registry.LedgerPage, error] {
	return query(ctx, db, func(rows *sql.Rows) (registry.LedgerPage, error) { return scanPage(rows) },
		`SELECT `+pageColumns+` FROM ledger_pages g ORDER BY g.page`)
}

// AllLedgerPlaces reads every row by page and row.
func (db *DB) AllLedgerPlaces(ctx context.Context) iter.Seq2[registry.LedgerPlace, error] {
	return query(ctx, db, scanPlace, placeColumns+`FROM ledger_rows l JOIN passes p ON p.first_event=l.pass ORDER BY l.page, l.row`)
}

// Commitments reads what events commit themselves to; a page has few rows, so that
// there are few texts to prepare.
func (db *DB) Commitments(ctx context.Context, events []int64) (map[int64][32]byte, error) {
	found := make(map[int64][32]byte, len(events))
	if len(events) == 0 {
		return found, nil
	}
	args := make([]any, len(events))
	for i, no := range events {
		args[i] = no
	}
	type kept struct {
		no  int64
		sum [32]byte
	}
	for k, err := range query(ctx, db, func(rows *sql.Rows) (k kept, err error) {
		var sum []byte
		err = rows.Scan(&k.no, &sum)
		copy(k.sum[:], sum)
		return k, err
	}, `SELECT no, commitment FROM events WHERE no IN (?`+strings.Repeat(",?", len(events)-1)+`) ORDER BY no`, args...) {
		if err != nil {
			return nil, err
		}
		found[k.no] = k.sum
	}
	return found, nil
}
