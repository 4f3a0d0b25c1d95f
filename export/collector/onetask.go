package collector

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// A pass may be both: the later number of its holder, and a number that another person had
// first. The holder then keeps the earlier number of the two, and needs no new one: the
// desk is asked to fetch the paper back, and not to give a third number for it.

// askOnce withdraws the reissue of the passes whose holders keep another number.
func (c *Collector) askOnce(ctx context.Context, tx *tallied, code string, later []given) error {
	stations, passes := make([][]byte, len(later)), make([][]byte, len(later))
	for i, g := range later {
		stations[i], passes[i] = []byte(g.station), []byte(g.pass)
	}
	_, err := tx.do(ctx, code, "tasks", changeTasks(`scheme=$1 AND station=ANY($8) AND kind=$4 AND done IS NULL AND pass=ANY($2)
		AND EXISTS (SELECT 1 FROM tasks d WHERE d.scheme=o.scheme AND d.station=o.station AND d.pass=o.pass AND d.kind=$6 AND d.outcome NOT IN ($5,$7,$9))`, `done=$3, outcome=$5`),
		code, passes, c.ports.Now(), Reissue, withdrawn, Duplicate, RuledClosed, stations, dropped)
	return err
}

// reissueAfterAll asks again for the new number: the city's own people have settled the
// duplicate otherwise, so the paper stands, under a number that is another's. It is a task
// of its own, for the station may have heard that the one before is withdrawn.
func (c *Collector) reissueAfterAll(ctx context.Context, tx *tallied, code string, station, pass []byte) error {
	rows, err := tx.Query(ctx, `SELECT number, body FROM tasks WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=$4 AND outcome IN ($5,$6) ORDER BY id`, code, station, pass, Reissue, withdrawn, dropped)
	if err != nil {
		return err
	}
	before, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (t Task, err error) {
		var body []byte
		if err = r.Scan(&t.Number, &body); err == nil && json.Unmarshal(body, &t.Body) != nil {
			err = fmt.Errorf("%w: a task", ErrDamaged)
		}
		return t, err
	})
	if err != nil {
		return err
	}
	for _, t := range before {
		t.Station, t.Pass, t.Kind, t.ID = station, pass, Reissue, againID(Reissue, pass, 1)
		if err := c.putTask(ctx, tx, code, t); err != nil {
			return err
		}
	}
	return nil
}
