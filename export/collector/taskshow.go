package collector

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"passdesk/registry"
)

// TaskSaid is a task with what people wrote of it.
type TaskSaid struct {
	Task
	Desk string // what the station wrote when it settled the task, or could not do it
	City string // why the city's own people settled it
}

// ShowTask opens what was written of a task, and leaves a line in the table reads. Errors:
// ErrNoTask, ErrNoScheme, ErrDamaged, ErrDatabase.
func (c *Collector) ShowTask(ctx context.Context, schemeCode, name string) (said TaskSaid, err error) {
	if _, err := c.Authority(ctx, schemeCode); err != nil {
		return said, err
	}
	all, err := c.Tasks(ctx, schemeCode, nil, true)
	if err != nil {
		return said, err
	}
	i := slices.IndexFunc(all, func(t Task) bool { return t.Name() == name })
	if i < 0 {
		return said, ErrNoTask
	}
	said.Task = all[i]
	err = c.transact(ctx, "show a task", func(tx *tallied) error {
		if err := tx.logWhole(ctx, schemeCode, said.Station, "task"); err != nil {
			return err
		}
		var ruling []byte
		if err := tx.QueryRow(ctx, `SELECT ruling FROM tasks WHERE scheme=$1 AND station=$2 AND id=$3`, schemeCode, said.Station, said.ID).Scan(&ruling); err != nil {
			return err
		}
		if ruling != nil {
			plain, err := c.ports.Vault.Open(rulingAddress(schemeCode, name), ruling)
			if err != nil {
				return ErrDamaged
			}
			said.City = string(plain)
		}
		said.Desk, err = c.deskSaid(ctx, tx, said.Task)
		return err
	})
	return said, err
}

// deskSaid is the note of the event with which the station settled the task; "" none came.
// After this register was put back to an older copy the event may be here only as one that
// came back to its station, whose bytes hold no name that could be looked for.
func (c *Collector) deskSaid(ctx context.Context, tx *tallied, t Task) (string, error) {
	rows, err := tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND (kind=$3 AND position($4::bytea IN body)>0 OR kind=$5) ORDER BY no DESC, hash`,
		t.Scheme, t.Station, string(registry.TaskDone), []byte(t.Name()), string(registry.EventReturned))
	if err != nil {
		return "", err
	}
	all, err := collectTold(rows)
	if err != nil {
		return "", err
	}
	for _, e := range all {
		var b registry.TaskBody
		if e.said.Kind != registry.TaskDone || json.Unmarshal(e.said.Body, &b) != nil || b.ID != t.Name() || e.sealed == nil {
			continue
		}
		it := Item{Event: e.raw}
		if err := c.openRecord(t.Scheme, bytes.Clone(t.Station), &it, e.sealed); err != nil {
			return "", err
		}
		var r recordOfCase
		if err := json.Unmarshal(it.Record, &r); err != nil {
			return "", ErrDamaged
		}
		return r.Note, nil
	}
	return "", nil
}
