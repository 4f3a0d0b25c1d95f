package collector

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// Why a paper is to be fetched back is a word about its holder's health, an appeal is in a
// person's own words, and who hears one has all its papers: all of it lies sealed, beside
// what a task says in the open.

// taskWords are what a task says of a person.
type taskWords struct {
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty"`

	Lodged  string               `json:"lodged,omitempty"`
	Heard   *registry.Heard      `json:"heard,omitempty"`
	Hearing *registry.CasePapers `json:"hearing,omitempty"`
}

func taskAddress(schemeCode string, id []byte) seal.AAD {
	return seal.AAD{Table: "tasks.sealed", Version: 1, Name: schemeCode + "/" + taskName(id)}
}

// sealTask answers what is kept of a task: in the open, sealed, and the blind reason.
func (c *Collector) sealTask(schemeCode string, t Task) (open, sealed, reason []byte, err error) {
	words := taskWords{t.Body.Reason, t.Body.Text, t.Body.Lodged, t.Body.Heard, t.Body.Hearing}
	t.Body.Reason = "" // the others are never written in the open
	if open, err = json.Marshal(t.Body); err != nil || words == (taskWords{}) {
		return open, nil, nil, err
	}
	plain, err := json.Marshal(words)
	if err != nil {
		return nil, nil, nil, err
	}
	if sealed, err = c.ports.Vault.Seal(taskAddress(schemeCode, t.ID), plain, c.ports.Rand); err != nil {
		return nil, nil, nil, fmt.Errorf("seal a task: %w", err)
	}
	if words.Reason != "" && t.Kind == string(registry.TaskRecall) {
		reason = c.blindReason(schemeCode, t.Pass, words.Reason)
	}
	return open, sealed, reason, nil
}

// openTask puts what lies sealed back into the body.
func (c *Collector) openTask(schemeCode string, id, sealed []byte, into *TaskBody) error {
	if sealed == nil {
		return nil
	}
	var words taskWords
	plain, err := c.ports.Vault.Open(taskAddress(schemeCode, id), sealed)
	if err != nil || json.Unmarshal(plain, &words) != nil {
		return fmt.Errorf("%w: task %s does not open", ErrDamaged, taskName(id))
	}
	into.Reason, into.Text = words.Reason, words.Text
	into.Lodged, into.Heard, into.Hearing = words.Lodged, words.Heard, words.Hearing
	return nil
}

// blindReason is for one pass: there are four reasons, and who counts equal ones would
// know them.
func (c *Collector) blindReason(schemeCode string, pass []byte, reason string) []byte {
	return c.blind(schemeCode, "reason", string(pass)+reason)
}

// sealTasks seals what stood in the open before version 3. The last step writes the table
// anew, so that nothing of it is left in the old file. IDs stay as stations know them,
// though those of recalls were made of the pass and the reason.
func (c *Collector) sealTasks(ctx context.Context, tx *tallied) error {
	rows, err := tx.Query(ctx, `SELECT scheme, station, id, pass, kind, body->>'reason' FROM tasks WHERE body ? 'reason' ORDER BY scheme, station, id`)
	if err != nil {
		return err
	}
	open, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (t Task, err error) {
		err = r.Scan(&t.Scheme, &t.Station, &t.ID, &t.Pass, &t.Kind, &t.Body.Reason)
		return t, err
	})
	if err != nil {
		return err
	}
	var b pgx.Batch
	for _, t := range open {
		_, sealed, reason, err := c.sealTask(t.Scheme, t)
		if err != nil {
			return err
		}
		b.Queue(`UPDATE tasks SET sealed=$4, reason=$5 WHERE scheme=$1 AND station=$2 AND id=$3`, t.Scheme, t.Station, t.ID, sealed, reason)
	}
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	if _, err = tx.Exec(ctx, `ALTER TABLE tasks ALTER COLUMN body TYPE jsonb USING body - 'reason' - 'fit'`); err != nil {
		return err
	}
	return c.countFirst(ctx, tx)
}

// recalledFor counts the recalls of a pass for a reason: those that stand, or were done, and
// those that were taken back. A list that names the holder again asks anew.
func (c *Collector) recalledFor(ctx context.Context, tx *tallied, schemeCode string, h weighed, reason string) (stand, back int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) FILTER (WHERE outcome NOT IN ($6,$7)), count(*) FILTER (WHERE outcome IN ($6,$7)) FROM tasks
		WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=$4 AND reason=$5`, schemeCode, []byte(h.station), []byte(h.pass), string(registry.TaskRecall),
		c.blindReason(schemeCode, []byte(h.pass), reason), withdrawn, dropped).Scan(&stand, &back)
	return stand, back, err
}
