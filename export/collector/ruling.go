package collector

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// What the city's own people say of a task that waits for them.
const (
	RuledSame   = "same"   // of two passes to compare: one person; the later desk is asked as for any duplicate
	RuledOthers = "others" // two people: nothing to do
	RuledClosed = "closed" // of any task: it is settled otherwise
)

// Rule settles a task with a reason, which is kept sealed. A station that has it still open
// is told, and drops it. Errors: *Refused,
// ErrNoTask, ErrNoScheme, ErrDatabase.
func (c *Collector) Rule(ctx context.Context, schemeCode, name, decision, reason string) error {
	id, ok := taskID(name)
	if !ok {
		return ErrNoTask
	}
	return c.transact(ctx, "settle a task", func(tx *tallied) error {
		if err := lockScheme(ctx, tx, schemeCode); err != nil {
			return err
		}
		var station, pass, before []byte
		var kind, said string
		var done bool
		err := tx.QueryRow(ctx, `SELECT station, pass, kind, outcome, done IS NOT NULL, ruling FROM tasks WHERE scheme=$1 AND id=$2 FOR UPDATE`, schemeCode, id).Scan(&station, &pass, &kind, &said, &done, &before)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return ErrNoTask
		case err != nil:
			return wrap("look the task up", err)
		case done && !(kind == Compare && said == RuledOthers && decision == RuledSame): // the one word that can be taken back
			return refuse("这件任务已经办结", "this task is done already")
		case (kind == Compare) == (decision == RuledClosed):
			return refuse("对照的任务写 same（同一人）或 others（两个人）；其他任务写 closed", "a task to compare is settled with same or others, any other with closed")
		}
		if kind == Compare {
			if err := c.ruleCompared(ctx, tx, schemeCode, passID{schemeCode, string(station), string(pass)}, id, decision); err != nil {
				return err
			}
		}
		sealed, err := c.sealRuling(schemeCode, name, before, reason)
		if err != nil {
			return err
		}
		_, err = tx.do(ctx, schemeCode, "tasks", changeTasks(`scheme=$1 AND station=$2 AND id=$3`, `done=$4, outcome=$5, ruling=$6, body=body||$7::jsonb`),
			schemeCode, station, id, c.ports.Now(), decision, sealed, registry.Body(TaskBody{Unheard: kind != Compare && said == ""}))
		if err != nil || kind != Duplicate {
			return err
		}
		return c.reissueAfterAll(ctx, tx, schemeCode, station, pass)
	})
}

func rulingAddress(schemeCode, name string) seal.AAD {
	return seal.AAD{Table: "tasks", Version: 1, Name: schemeCode + "/" + name}
}

// sealRuling keeps why it was ruled so, behind the reason of a ruling that this one takes
// the place of.
func (c *Collector) sealRuling(schemeCode, name string, before []byte, reason string) ([]byte, error) {
	if before != nil {
		earlier, err := c.ports.Vault.Open(rulingAddress(schemeCode, name), before)
		if err != nil {
			return nil, fmt.Errorf("%w: why task %s was settled does not open", ErrDamaged, name)
		}
		reason = string(earlier) + "\n" + reason
	}
	return c.ports.Vault.Seal(rulingAddress(schemeCode, name), []byte(reason), c.ports.Rand)
}

// ruleCompared refuses what goes against an earlier ruling, and makes two numbers for one
// person of what was to be compared and is the same.
func (c *Collector) ruleCompared(ctx context.Context, tx *tallied, code string, later passID, id []byte, decision string) error {
	first, err := compared(ctx, tx, code, later, id)
	if err != nil {
		return err
	}
	if err := c.mayRule(ctx, tx, code, first, later, id, decision); err != nil || decision != RuledSame {
		return err
	}
	people, err := c.readWeighed(ctx, tx, code, []passID{first, later})
	if err != nil {
		return err
	}
	return c.settle(ctx, tx, code, []clash{{Duplicate, people[first], people[later], ruled, ""}})
}

// compared is the pass with which a task asks to compare the later one.
func compared(ctx context.Context, tx *tallied, code string, later passID, id []byte) (first passID, err error) {
	rows, err := tx.Query(ctx, `SELECT first_station, first_pass FROM clashes WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=$4 ORDER BY first_pass`, code, []byte(later.station), []byte(later.pass), Compare)
	if err != nil {
		return first, err
	}
	firsts, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (p passID, err error) {
		var s, h []byte
		err = r.Scan(&s, &h)
		return passID{code, string(s), string(h)}, err
	})
	if err != nil {
		return first, err
	}
	for _, first := range firsts {
		if bytes.Equal(compareID(later.pass, first.pass), id) {
			return first, nil
		}
	}
	return first, ErrNotFound
}
