package collector

import (
	"context"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// A number of a code that its station has no licence for is kept and not registered. The
// licence may come later: it was lost when this register was put back to an older copy, or
// somebody granted the wrong code. The station has its receipt and does not send the events
// again, so they are judged anew with the licence.

// judgeAnew takes in what was put aside of the numbers that the licence makes good.
func (c *Collector) judgeAnew(ctx context.Context, tx *tallied, g licence.Grant) error {
	in := &intake{c: c, tx: tx, scheme: g.Scheme, station: g.Key}
	locked, err := tx.Exec(ctx, `SELECT 1 FROM stations WHERE scheme=$1 AND station=$2 FOR UPDATE`, in.scheme, in.station)
	if err != nil || locked.RowsAffected() == 0 { // nothing came of it yet
		return err
	}
	if in.who, err = c.standing(ctx, tx, in.scheme, in.station); err != nil {
		return err
	}
	numbers, err := in.numbersAside(ctx)
	if err != nil || len(numbers) == 0 {
		return err
	}
	if err := in.readBranches(ctx); err != nil {
		return err
	}
	if err := in.readAside(ctx, numbers); err != nil {
		return err
	}
	if _, err := tx.do(ctx, in.scheme, "refused", `DELETE FROM refused t USING events e WHERE t.scheme=$1 AND t.station=$2 AND e.scheme=t.scheme AND e.station=t.station AND e.hash=t.hash AND e.pass=ANY($3)
		RETURNING t::text, NULL::text`, in.scheme, in.station, numbers); err != nil {
		return err
	}
	if err := in.judge(ctx); err != nil {
		return err
	}
	for _, write := range []func(context.Context) error{in.writeNotes, in.writePasses, in.writeKeys, in.writeUnweighed, in.writeTasks} {
		if err := write(ctx); err != nil {
			return err
		}
	}
	return nil
}

// numbersAside are those that were put aside for want of a licence, and have one now.
func (in *intake) numbersAside(ctx context.Context) (numbers []string, err error) {
	rows, err := in.tx.Query(ctx, `SELECT DISTINCT e.pass FROM refused r JOIN events e ON e.scheme=r.scheme AND e.station=r.station AND e.hash=r.hash
		WHERE r.scheme=$1 AND r.station=$2 AND r.why=$3 ORDER BY e.pass`, in.scheme, in.station, WhyNumber)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, pass := range all {
		if n, bad := registry.ParseNumber(pass); bad == nil && in.who.mayGive(n) == "" {
			numbers = append(numbers, pass)
		}
	}
	return numbers, err
}

// readAside reads everything about the numbers that has no effect, in the order in which it
// would have come.
func (in *intake) readAside(ctx context.Context, numbers []string) error {
	rows, err := in.tx.Query(ctx, `SELECT e.branch, `+columnsFor("e")+` FROM events e JOIN refused r ON r.scheme=e.scheme AND r.station=e.station AND r.hash=e.hash
		WHERE e.scheme=$1 AND e.station=$2 AND e.pass=ANY($3) ORDER BY e.no, e.hash`, in.scheme, in.station, numbers)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var branch []byte
		e, sealed, err := scanEvent(ahead{rows, []any{&branch}})
		if err != nil {
			return err
		}
		a := &arrived{Item: Item{Event: e}, sealed: sealed, branch: string(branch)}
		if sealed != nil {
			if err := in.c.openRecord(in.scheme, in.station, &a.Item, sealed); err != nil {
				return err
			}
		}
		in.kept = append(in.kept, a)
	}
	return rows.Err()
}
