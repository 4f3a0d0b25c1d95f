package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

func putCases(ctx context.Context, db *DB, c station.Change) error {
	for _, s := range c.Cases {
		err := db.exec(ctx, "project a case", putCase, s.ID, string(s.Kind), s.Outcome, string(s.Status), s.Pass, s.LastEvent)
		if err != nil {
			return err
		}
	}
	return nil
}

const caseColumns = `SELECT c.event, c.kind, c.outcome, c.status, c.pass, c.last_event FROM cases c `

func scanCase(row interface{ Scan(...any) error }) (s registry.CaseState, err error) {
	var kind, status string
	err = row.Scan(&s.ID, &kind, &s.Outcome, &status, &s.Pass, &s.LastEvent)
	s.Kind, s.Status = registry.Kind(kind), registry.CaseStatus(status)
	return s, err
}

func scanCaseRows(rows *sql.Rows) (registry.CaseState, error) { return scanCase(rows) }

// Case is one case by the event that began it.
func (db *DB) Case(ctx context.Context, id int64) (s registry.CaseState, err error) {
	err = db.one(ctx, "look a case up", func(r *sql.Row) (err error) { s, err = scanCase(r); return err }, caseColumns+`WHERE c.event=?`, id)
	return s, err
}

// waiting is what the index of open cases holds, word for word.
const waiting = `c.status IN ('open','appealed')`

// CasePage reads n cases behind the one given: those that wait, the oldest
// first, or all of them, the newest first.
func (db *DB) CasePage(ctx context.Context, from int64, n int, all bool) ([]registry.CaseState, error) {
	where := `WHERE ` + waiting + ` AND c.event>? ORDER BY c.event LIMIT ?`
	if all {
		where = `WHERE (?1=0 OR c.event<?1) ORDER BY c.event DESC LIMIT ?`
	}
	return collect(query(ctx, db, scanCaseRows, caseColumns+where, from, n))
}

// AllCases reads every case in order.
func (db *DB) AllCases(ctx context.Context) iter.Seq2[registry.CaseState, error] {
	return query(ctx, db, scanCaseRows, caseColumns+`ORDER BY c.event`)
}

// CaseEvents reads what happened to a case, from its beginning. What came back of a
// branch names its case, or began one.
func (db *DB) CaseEvents(ctx context.Context, id int64) ([]registry.Event, error) {
	return collect(query(ctx, db, scanEvent, eventColumns+`WHERE no=?1 AND (kind IN ('Refused','Parked','SpecialRecorded','EventReturned') OR kind='AppealLodged' AND body->>'case'=0) UNION ALL `+eventColumns+
		`WHERE body->>'case'=?1 AND kind='EventReturned' UNION ALL `+eventColumns+
		`WHERE body->>'case'=?1 AND kind IN ('Settled','AppealLodged','AppealDecided','AppealReopened') ORDER BY no`, id))
}

// DeniedCases reads every case of somebody who has no pass of it, with when it
// began and its sealed record, in order. Who appeals about a pass has one.
func (db *DB) DeniedCases(ctx context.Context) iter.Seq2[station.CaseRecord, error] {
	return query(ctx, db, func(rows *sql.Rows) (r station.CaseRecord, err error) {
		var kind, status string
		var at int64
		err = rows.Scan(&r.ID, &kind, &r.Outcome, &status, &r.Pass, &r.LastEvent, &at, &r.Sealed)
		r.Kind, r.Status, r.At, r.Event = registry.Kind(kind), registry.CaseStatus(status), time.UnixMilli(at).UTC(), r.ID
		return r, err
	}, `SELECT c.event, c.kind, c.outcome, c.status, c.pass, c.last_event, e.at, r.sealed
		FROM cases c JOIN events e ON e.no=c.event JOIN records r ON r.event=c.event
		WHERE c.status IN ('open','refused','appealed','upheld','special') AND c.kind<>'AppealLodged' ORDER BY c.event`)
}
