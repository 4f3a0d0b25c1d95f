package collector

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/watch"
)

// What became of a task that a station was given and is asked no more.
const (
	withdrawn = "withdrawn" // the list was lifted, the person's other number is the one to keep, or the case was decided where it was lodged
	dropped   = "dropped"   // and the station has heard of it
)

// OtherName is the answer for a number that the source has listed under a name that is
// not the one in the entry: nothing is lifted, and somebody has to look who is meant.
const OtherName = -1

// Lift takes back what the entries' sources have said of their persons up to the day of
// each entry, and answers of each how many entries it lifted, or OtherName. The
// stations lift them too, with their next parcel; a recall that nothing else asks for is
// withdrawn. Errors: ErrNotFound, ErrDatabase.
func (c *Collector) Lift(ctx context.Context, schemeCode string, entries []watch.Entry, day civil.Date) ([]int, error) {
	var lifted []int
	err := c.transact(ctx, "lift entries", func(tx *tallied) error {
		lifted = make([]int, len(entries))
		if err := lockScheme(ctx, tx, schemeCode); err != nil {
			return err
		}
		kept, err := c.allListed(ctx, tx, schemeCode)
		if err != nil {
			return err
		}
		for i, e := range entries {
			under := kept[e.Whose()]
			if len(under) > 0 && !slices.ContainsFunc(under, e.About) {
				lifted[i] = OtherName
				continue
			}
			for _, k := range under {
				if !k.About(e) || e.Before(k) {
					continue
				}
				n, err := c.liftEntry(ctx, tx, schemeCode, k)
				if err != nil {
					return err
				}
				if lifted[i] += n; n == 0 {
					continue // lifted by an earlier line
				}
				if err := c.withdraw(ctx, tx, schemeCode, k, day); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return lifted, err
}

// allListed are all entries that stand, by source and person.
func (c *Collector) allListed(ctx context.Context, tx *tallied, schemeCode string) (map[watch.Key][]watch.Entry, error) {
	rows, err := tx.Query(ctx, `SELECT id, entry FROM recalls WHERE scheme=$1 AND lifted IS NULL ORDER BY no`, schemeCode)
	if err != nil {
		return nil, err
	}
	all, err := c.openEntries(rows, schemeCode)
	kept := map[watch.Key][]watch.Entry{}
	for _, e := range all {
		kept[e.Whose()] = append(kept[e.Whose()], e)
	}
	return kept, err
}

func (c *Collector) liftEntry(ctx context.Context, tx *tallied, schemeCode string, e watch.Entry) (int, error) {
	plain, err := json.Marshal(e)
	if err != nil {
		return 0, fmt.Errorf("pack an entry: %w", err)
	}
	return tx.do(ctx, schemeCode, "recalls", `WITH old AS (SELECT o.scheme, o.id, o::text AS was FROM recalls o WHERE scheme=$1 AND id=$2 AND lifted IS NULL FOR UPDATE),
			n AS (UPDATE authorities SET listed=listed+1 WHERE scheme=$1 AND EXISTS (SELECT 1 FROM old) RETURNING listed)
		UPDATE recalls t SET lifted=$3, no=n.listed FROM n, old WHERE t.scheme=old.scheme AND t.id=old.id RETURNING old.was, t::text`, schemeCode, c.entryID(schemeCode, plain), c.ports.Now())
}

// withdraw ends the recalls of the passes that the entry meant, but for reasons that
// stand on another list.
func (c *Collector) withdraw(ctx context.Context, tx *tallied, schemeCode string, e watch.Entry, day civil.Date) error {
	keys := c.entryKeys(schemeCode, e)
	if len(keys) == 0 {
		return nil
	}
	rows, err := tx.Query(ctx, `SELECT DISTINCT r.id, r.entry FROM recall_keys k JOIN recalls r ON r.scheme=k.scheme AND r.id=k.id WHERE k.scheme=$1 AND k.blind=ANY($2) AND r.lifted IS NULL ORDER BY r.id`, schemeCode, keys)
	if err != nil {
		return err
	}
	others, err := c.openEntries(rows, schemeCode)
	if err != nil {
		return err
	}
	passes, err := passesOf(ctx, tx, schemeCode, keys)
	if err != nil {
		return err
	}
	stand := [][]byte{}
	for _, pass := range passes {
		for _, o := range others {
			stand = append(stand, c.blindReason(schemeCode, pass, o.Recall(day)))
		}
	}
	_, err = tx.do(ctx, schemeCode, "tasks", changeTasks(`scheme=$1 AND kind=$4 AND done IS NULL AND NOT (reason=ANY($6)) AND pass=ANY($2)`, `done=$3, outcome=$5`),
		schemeCode, passes, c.ports.Now(), string(registry.TaskRecall), withdrawn, stand)
	return err
}

// passesOf are those that have one of the keys.
func passesOf(ctx context.Context, tx *tallied, schemeCode string, keys [][]byte) ([][]byte, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT pass FROM keys WHERE scheme=$1 AND blind=ANY($2) ORDER BY pass`, schemeCode, keys)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[[]byte])
}
