package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

func putPasses(ctx context.Context, db *DB, c station.Change) error {
	for _, p := range c.Passes {
		err := db.exec(ctx, "project a pass", putPass,
			p.FirstEvent, p.Number.String(), p.Number.Series(), p.Number.Serial(), p.Copy, string(p.Status), p.Issued.String(), p.Expires.String(),
			p.Intended, p.Printed, p.Signed, p.Record, p.LastEvent, p.Twin, shortPapers(p.Papers))
		if err != nil {
			return err
		}
	}
	return nil
}

const (
	passFields  = `SELECT p.first_event, p.number, p.copy, p.status, p.issued, p.expires, p.intended, p.printed, p.signed, p.record, p.last_event, p.twin, p.papers`
	passColumns = passFields + ` FROM passes p `
)

// passColumnsAnd are those of a pass, and more behind them.
func passColumnsAnd(more string) string { return passFields + `, ` + more + ` FROM passes p ` }

func scanPass(row interface{ Scan(...any) error }) (registry.PassState, error) {
	return scanPassAnd(row)
}

func scanPassAnd(row interface{ Scan(...any) error }, more ...any) (p registry.PassState, err error) {
	var number, status, issued, expires, papers string
	err = row.Scan(append([]any{&p.FirstEvent, &number, &p.Copy, &status, &issued, &expires, &p.Intended, &p.Printed, &p.Signed, &p.Record, &p.LastEvent, &p.Twin, &papers}, more...)...)
	if err != nil {
		return p, err
	}
	p.Status, p.Papers = registry.Status(status), allPapers(papers)
	if p.Number, err = registry.ParseNumber(number); err != nil {
		return p, err
	}
	if p.Issued, err = civil.Parse(issued); err != nil {
		return p, err
	}
	p.Expires, err = civil.Parse(expires)
	return p, err
}

func scanPassRows(rows *sql.Rows) (registry.PassState, error) { return scanPass(rows) }

// Pass is one pass by its number.
func (db *DB) Pass(ctx context.Context, number string) (registry.PassState, error) {
	n, err := registry.ParseNumber(number)
	if err != nil {
		return registry.PassState{}, wrap("look a pass up", sql.ErrNoRows)
	}
	return db.pass(ctx, `WHERE p.series=? AND p.serial=? AND p.number=?`, n.Series(), n.Serial(), number)
}

// PassBySerial is one pass by what counts in its number: the run digit does not.
func (db *DB) PassBySerial(ctx context.Context, series, serial int) (registry.PassState, error) {
	return db.pass(ctx, `WHERE p.series=? AND p.serial=?`, series, serial)
}

func (db *DB) pass(ctx context.Context, where string, args ...any) (p registry.PassState, err error) {
	err = db.one(ctx, "look a pass up", func(r *sql.Row) (err error) { p, err = scanPass(r); return err }, passColumns+where, args...)
	return p, err
}

// Holders are the passes under any of the blind keys, each once, in order of
// issue.
func (db *DB) Holders(ctx context.Context, keys []station.BlindKey) ([]registry.PassState, error) {
	var found []registry.PassState
	for part := range slices.Chunk(keys, keysAtOnce) {
		args := make([]any, 0, 2*keysAtOnce)
		for _, k := range part {
			args = append(args, k.Kind, k.Blind)
		}
		rows, err := collect(query(ctx, db, scanPassRows, passColumns+`WHERE p.first_event IN (
			SELECT pass FROM keys WHERE kind=? AND blind=?`+strings.Repeat(` UNION ALL SELECT pass FROM keys WHERE kind=? AND blind=?`, len(part)-1)+`) ORDER BY p.first_event`, args...))
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	slices.SortFunc(found, func(a, b registry.PassState) int { return cmp.Compare(a.FirstEvent, b.FirstEvent) })
	found = slices.Compact(found)
	return found, db.noneLost(ctx, keys, found)
}

// noneLost answers ErrDamaged for a key whose pass is not there: whoever stands under it
// would be told to have none.
func (db *DB) noneLost(ctx context.Context, keys []station.BlindKey, found []registry.PassState) error {
	under, err := db.Under(ctx, keys)
	if err != nil {
		return err
	}
	for _, k := range under {
		if !slices.ContainsFunc(found, func(p registry.PassState) bool { return p.FirstEvent == k.Row }) {
			return fmt.Errorf("look passes up: %w: the pass of event %d is missing", station.ErrDamaged, k.Row)
		}
	}
	return nil
}

// Under reads which passes stand under which of the blind keys.
func (db *DB) Under(ctx context.Context, keys []station.BlindKey) ([]station.KeyedPass, error) {
	var found []station.KeyedPass
	for part := range slices.Chunk(keys, keysAtOnce) {
		args := make([]any, 0, 2*keysAtOnce)
		for _, k := range part {
			args = append(args, k.Kind, k.Blind)
		}
		const one = `SELECT kind, pass FROM keys WHERE kind=? AND blind=?`
		for k, err := range query(ctx, db, scanKeyed, one+strings.Repeat(` UNION ALL `+one, len(part)-1), args...) {
			if err != nil {
				return nil, err
			}
			found = append(found, k)
		}
	}
	return found, nil
}

func scanKeyed(rows *sql.Rows) (k station.KeyedPass, err error) {
	err = rows.Scan(&k.Kind, &k.Row)
	return k, err
}

// Holder is the pass of a row with the sealed record of its holder.
func (db *DB) Holder(ctx context.Context, row int64) (p registry.PassState, sealed []byte, err error) {
	err = db.one(ctx, "look a pass up", func(r *sql.Row) (err error) { p, err = scanPassAnd(r, &sealed); return err },
		passColumnsAnd(`r.sealed`)+`LEFT JOIN records r ON r.event=p.record WHERE p.first_event=?`, row)
	return p, sealed, err
}

const (
	papers         = `all_papers(p.papers)`
	open           = `(p.printed<p.copy OR p.signed<p.copy) AND p.status IN ('issued','printed','signed')` // as the index says it
	whereUnprinted = `p.printed<p.copy AND ` + open
	whereUnsigned  = `p.signed<p.copy AND ` + open
	whereOut       = `p.status NOT IN ('issued','printed','signed')`

	// printedElsewhere is PassState.PrintedElsewhere, of a row of the ledger.
	printedElsewhere = `p.intended<p.copy AND p.printed<p.copy AND substr(` + papers + `,l.copy,1)='s' AND trim(substr(` + papers + `,l.copy+1),'-')='n'`
	whereMissing     = `instr(substr(` + papers + `,1,p.copy-1),'m')>0`

	// whereOutstanding begins as the index says it, which holds some passes too many: of a
	// short column the latest paper lies before its copy's place.
	whereOutstanding = `instr(substr(p.papers,1,p.copy-1),'o')>0 AND instr(substr(` + papers + `,1,p.copy-1),'o')>0`

	unmade        = whereOut + ` AND substr(` + papers + `,p.copy,1)='n' AND p.intended<p.copy` // PassState.Unmade
	noRow         = `NOT EXISTS(SELECT 1 FROM ledger_rows l WHERE l.pass=p.first_event AND l.copy=p.copy) AND NOT (` + unmade + `)`
	whereUnplaced = `(` + noRow + ` OR p.copy>1 AND ` + replaced + `>` + replacedRows + `)`

	// replaced counts PassState.Replaced, and replacedRows those that stand in the ledger.
	replaced     = `length(replace(replace(replace(replace(substr(` + papers + `,1,p.copy-1),'n',''),'s',''),'c',''),'-',''))`
	replacedRows = `(SELECT count(*) FROM ledger_rows l WHERE l.pass=p.first_event AND l.copy<p.copy AND instr('` + registry.HadPapers + `',substr(` + papers + `,l.copy,1))>0)`
)

// Page reads n passes behind (down) or before (up) the row from, in order of
// issue; the rows of an upward page come in the same ascending order.
func (db *DB) Page(ctx context.Context, from int64, n int, down bool, f station.Filter) ([]registry.PassState, error) {
	where, args := `WHERE p.first_event>?`, []any{from}
	order := ` ORDER BY p.first_event LIMIT ?`
	if !down {
		order = ` ORDER BY p.first_event DESC LIMIT ?`
		where = `WHERE (?1=0 OR p.first_event<?1)`
	}
	if f.Status != "" {
		where += ` AND p.status=?`
		args = append(args, string(f.Status))
		if !f.Status.InHand() {
			where += ` AND ` + whereOut
		}
	}
	if f.Unprinted {
		where += ` AND ` + whereUnprinted
	}
	if f.Unsigned {
		where += ` AND ` + whereUnsigned
	}
	if f.Outstanding {
		where += ` AND ` + whereOutstanding
	}
	if f.Missing {
		where += ` AND ` + whereMissing
	}
	if f.Unplaced {
		where += ` AND ` + whereUnplaced
	}
	rows, err := collect(query(ctx, db, scanPassRows, passColumns+where+order, append(args, n)...))
	if !down {
		reverse(rows)
	}
	return rows, err
}

func reverse[T any](s []T) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

// Over reads passes in hand whose term is over. It reads every pass of a register
// whose scheme has a term, once a day: an index would cost each issue a page.
func (db *DB) Over(ctx context.Context, day civil.Date, n int) ([]registry.PassState, error) {
	return collect(query(ctx, db, scanPassRows, passColumns+
		`WHERE p.expires<>'' AND p.expires<? AND p.status IN ('issued','printed','signed') ORDER BY p.first_event LIMIT ?`, day.String(), n))
}

// AllPasses reads every pass in order of issue.
func (db *DB) AllPasses(ctx context.Context) iter.Seq2[registry.PassState, error] {
	return query(ctx, db, scanPassRows, passColumns+`ORDER BY p.first_event`)
}

// Tally counts events from (inclusive) to (exclusive), and the open ends of the
// whole register.
func (db *DB) Tally(ctx context.Context, from, to time.Time) (station.Tally, error) {
	t := station.Tally{Kinds: map[registry.Kind]int{}}
	type count struct {
		kind string
		n    int
	}
	for c, err := range query(ctx, db, func(rows *sql.Rows) (count, error) {
		var c count
		err := rows.Scan(&c.kind, &c.n)
		return c, err
	}, `SELECT kind, count(*) FROM events WHERE at>=? AND at<? GROUP BY kind ORDER BY kind`, from.UnixMilli(), to.UnixMilli()) {
		if err != nil {
			return t, err
		}
		t.Kinds[registry.Kind(c.kind)] = c.n
	}
	err := db.one(ctx, "count", func(r *sql.Row) error {
		return r.Scan(&t.Passes, &t.Unprinted, &t.Unsigned, &t.Outstanding, &t.Open, &t.Appealed)
	}, `SELECT (SELECT count(*) FROM passes), (SELECT count(*) FROM passes p WHERE `+whereUnprinted+`), (SELECT count(*) FROM passes p WHERE `+whereUnsigned+`),
		(SELECT count(*) FROM passes p WHERE `+whereOutstanding+`),
		(SELECT count(*) FROM cases c WHERE c.status='open' AND `+waiting+`), (SELECT count(*) FROM cases c WHERE c.status='appealed' AND `+waiting+`)`)
	if err != nil {
		return t, err
	}
	if err := db.tallyOut(ctx, &t); err != nil {
		return t, err
	}
	if err := db.tallyHours(ctx, &t, from, to); err != nil {
		return t, err
	}
	return t, db.tallyDenied(ctx, &t, from, to)
}

// tallyHours counts the passes issued, hour by hour: the span alone is read, from an
// index.
func (db *DB) tallyHours(ctx context.Context, t *station.Tally, from, to time.Time) error {
	type count struct{ hour, n int }
	for c, err := range query(ctx, db, func(rows *sql.Rows) (count, error) {
		var c count
		err := rows.Scan(&c.hour, &c.n)
		return c, err
	}, `SELECT (at-?1)/3600000 AS hour, count(*) FROM events WHERE at>=?1 AND at<?2 AND kind IN ('Issued','Reissued') GROUP BY hour ORDER BY hour`, from.UnixMilli(), to.UnixMilli()) {
		if err != nil {
			return err
		}
		if t.Hours == nil {
			t.Hours = map[int]int{}
		}
		t.Hours[c.hour] = c.n
	}
	return nil
}

// tallyOut counts the passes that are not in hand.
func (db *DB) tallyOut(ctx context.Context, t *station.Tally) error {
	type count struct {
		status string
		n      int
	}
	for c, err := range query(ctx, db, func(rows *sql.Rows) (count, error) {
		var c count
		err := rows.Scan(&c.status, &c.n)
		return c, err
	}, `SELECT p.status, count(*) FROM passes p WHERE `+whereOut+` GROUP BY p.status ORDER BY p.status`) {
		if err != nil {
			return err
		}
		if t.Out == nil {
			t.Out = map[registry.Status]int{}
		}
		t.Out[registry.Status(c.status)] = c.n
	}
	return nil
}

// tallyDenied counts the cases of a span that stand against the applicant: an
// appeal that is not decided leaves the refusal standing. One that came back began
// on another day.
func (db *DB) tallyDenied(ctx context.Context, t *station.Tally, from, to time.Time) error {
	return db.one(ctx, "count the refusals", func(r *sql.Row) error { return r.Scan(&t.Refused, &t.Referred, &t.SamePerson) },
		`SELECT count(*) FILTER (WHERE c.outcome NOT LIKE 'REFER!_%' ESCAPE '!' AND c.outcome<>'SAME_PERSON'),
			count(*) FILTER (WHERE c.outcome LIKE 'REFER!_%' ESCAPE '!'), count(*) FILTER (WHERE c.outcome='SAME_PERSON')
		FROM events e JOIN cases c ON c.event=e.no
		WHERE e.at>=? AND e.at<? AND e.kind=c.kind AND c.kind<>'AppealLodged' AND c.status IN ('refused','appealed','upheld')`, from.UnixMilli(), to.UnixMilli())
}
