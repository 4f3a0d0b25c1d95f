package collector

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// Of a person's numbers the first that was given stands, and the later desks are asked to
// fetch their papers back. A number that has ended stands for nobody: one that another had
// first, one behind the last good number of a revoked key, one that its desk has ended
// already. Whoever got another in its place keeps that one. And a number without a
// paper rests (resting.go).

// oneNumberOf sees anew to the numbers that are bound up with the pass.
func (c *Collector) oneNumberOf(ctx context.Context, tx *tallied, code string, g given) error {
	all, err := c.bound(ctx, tx, code, Duplicate, g)
	if err != nil || len(all) < 2 {
		return err
	}
	return c.oneNumber(ctx, tx, code, all, "")
}

// oneNumber makes the tasks for all numbers of one person, in the order in which they were
// given.
func (c *Collector) oneNumber(ctx context.Context, tx *tallied, code string, all []given, warning string) error {
	stands, err := c.stands(ctx, tx, code, all)
	if err != nil {
		return err
	}
	for i, g := range all {
		switch {
		case i > stands:
			if warning == "" {
				if warning, err = c.unlike(ctx, tx, code, g); err != nil {
					return err
				}
			}
			err = c.putAgain(ctx, tx, code, taskOf(Duplicate, all[stands], g, warning))
		case stands > 0: // it was one too many, until the number before it ended
			_, err = tx.do(ctx, code, "tasks", changeTasks(`scheme=$1 AND station=$2 AND pass=$3 AND kind=$4 AND done IS NULL`, `done=$5, outcome=$6`),
				code, []byte(g.station), []byte(g.pass), Duplicate, c.ports.Now(), withdrawn)
		}
		if err == nil && i < stands {
			err = c.reissueAfterAll(ctx, tx, code, []byte(g.station), []byte(g.pass))
		}
		if err != nil {
			return err
		}
	}
	return c.askOnce(ctx, tx, code, all[min(stands+1, len(all)):])
}

// unlike is what the rules said of a number that is one too many.
func (c *Collector) unlike(ctx context.Context, tx *tallied, code string, g given) (warning string, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce(min(warning),'') FROM clashes WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=$4`, code, []byte(g.station), []byte(g.pass), Duplicate).Scan(&warning)
	return warning, err
}

// putAgain keeps the task under another name where the one before was withdrawn: the
// station may have heard of that.
func (c *Collector) putAgain(ctx context.Context, tx *tallied, code string, t Task) error {
	for times := 1; times <= mostAgain; times++ {
		var outcome string
		err := tx.QueryRow(ctx, `SELECT outcome FROM tasks WHERE scheme=$1 AND station=$2 AND id=$3`, code, t.Station, t.ID).Scan(&outcome)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		if outcome != withdrawn && outcome != dropped {
			break
		}
		t.ID = againID(t.Kind, t.Pass, times)
	}
	return c.putTask(ctx, tx, code, t)
}

// mostAgain is how often a task is asked anew: as often as a desk gives up the paper of a
// person's first number, and makes another.
const mostAgain = 9

// againID is the ID of a task that is asked anew, for the first time or a later one.
func againID(kind string, pass []byte, times int) []byte {
	about := append([]byte(kind+" again "), pass...)
	if times > 1 {
		about = append(about, byte(times))
	}
	id := sha256.Sum256(about)
	return id[:16]
}

// stands is the first of the numbers that has not ended and of which there may be a paper;
// where there is none, the first that has not ended. Where all have, it is the first of all,
// in whose place one other is given; but len(all) where a revoked key ended one of them: then
// no paper is fetched back for another, and whoever has one needs another number.
func (c *Collector) stands(ctx context.Context, tx *tallied, code string, all []given) (int, error) {
	var stations, passes, ids [][]byte
	for _, g := range all {
		stations, passes = append(stations, []byte(g.station)), append(passes, []byte(g.pass))
		for _, kind := range []string{Reissue, Duplicate} {
			ids = append(ids, taskOf(kind, g, g, "").ID)
			for times := range mostAgain {
				ids = append(ids, againID(kind, []byte(g.pass), times+1))
			}
		}
	}
	rows, err := tx.Query(ctx, `SELECT c.pass FROM clashes c WHERE c.scheme=$1 AND c.station=ANY($8) AND c.pass=ANY($2) AND c.kind=$3
			AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.scheme=c.scheme AND t.station=c.station AND t.id=ANY($9) AND t.pass=c.pass AND t.kind=c.kind AND t.outcome IN ($4,$5))
		UNION SELECT t.pass FROM tasks t WHERE t.scheme=$1 AND t.station=ANY($8) AND t.id=ANY($9) AND t.kind=$6 AND t.outcome=$7 ORDER BY 1`,
		code, passes, Reissue, string(registry.OutcomeCannot), RuledClosed, Duplicate, string(registry.OutcomeDone), stations, ids)
	if err != nil {
		return 0, err
	}
	ended, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return 0, err
	}
	rests, err := resting(ctx, tx, code, stations, all)
	if err != nil {
		return 0, err
	}
	first, revoked := -1, false
	for i, g := range all {
		if slices.ContainsFunc(ended, func(pass []byte) bool { return string(pass) == g.pass }) {
			continue
		}
		switch dead, err := c.keyEnded(ctx, tx, code, g); {
		case err != nil:
			return 0, err
		case dead:
			revoked = true
		case !rests[g.pass]:
			return i, nil
		case first < 0:
			first = i
		}
	}
	if first < 0 && revoked {
		return len(all), nil
	}
	return max(first, 0), nil
}

// keyEnded: the number lies behind the last good one of its station's revoked key.
func (c *Collector) keyEnded(ctx context.Context, tx *tallied, code string, g given) (bool, error) {
	n, err := registry.ParseNumber(g.number)
	if err != nil {
		return false, ErrDamaged
	}
	s, err := c.standing(ctx, tx, code, []byte(g.station))
	return s.mayGive(n) == WhyRevoked, err
}

// endedWith sees anew to the people whose numbers a revoked key ended.
func (c *Collector) endedWith(ctx context.Context, tx *tallied, code string, station []byte) error {
	rows, err := tx.Query(ctx, `SELECT DISTINCT first_pass FROM clashes WHERE scheme=$1 AND first_station=$2 AND kind=$3 ORDER BY 1`, code, station, Duplicate)
	if err != nil {
		return err
	}
	firsts, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	for _, pass := range firsts {
		if err == nil {
			err = c.oneNumberOf(ctx, tx, code, given{station: string(station), pass: string(pass)})
		}
	}
	return err
}
