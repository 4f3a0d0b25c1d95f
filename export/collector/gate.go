package collector

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// The lists for whoever checks passes with no register (registry/guard), of all stations.

// GateFiles are the two files, signed by the authority, and how many numbers the recall
// list holds.
type GateFiles struct {
	Keys, Recalls []byte
	Numbers       int
	By            licence.MakerKey
}

// GateFiles makes the files; until is the recall list's end, zero: none. The recalls are
// what the stations have sent so far. Errors: ErrNotFound, ErrDatabase, ErrDamaged.
func (c *Collector) GateFiles(ctx context.Context, schemeCode string, until time.Time) (f GateFiles, err error) {
	keys, err := c.Keys(ctx, schemeCode)
	if err != nil {
		return f, err
	}
	a, err := c.Authority(ctx, schemeCode)
	if err != nil {
		return f, err
	}
	key, err := c.signer(ctx, schemeCode)
	if err != nil {
		return f, err
	}
	defer key.Wipe()
	root, err := a.sign(key)
	if err != nil {
		return f, err
	}
	made := c.ports.Now().UTC().Truncate(time.Second)
	list := licence.RecallList{Scheme: schemeCode, Number: made.Unix(), Made: made, Until: until.UTC().Truncate(time.Second), Covers: []string{licence.Everywhere}}
	if list.Entries, err = c.forGate(ctx, schemeCode); err != nil {
		return f, err
	}
	f.Keys, f.Numbers = licence.KeysFile([]byte(keys), a.Root), len(list.Entries)
	if f.Recalls, err = licence.SignRecallsFile(list, root.Maker()); err != nil {
		return f, fmt.Errorf("sign the recall list: %w", err)
	}
	_, f.By, err = licence.ParseKeysFile(f.Keys)
	return f, err
}

// forGate are the numbers of which a paper may be shown that is not good. Where two
// histories of a laptop say different things of a number the stricter counts.
func (c *Collector) forGate(ctx context.Context, schemeCode string) ([]licence.Recalled, error) {
	rows, err := c.pool.Query(ctx, `SELECT state FROM passes WHERE scheme=$1 ORDER BY number, station, branch, pass`, schemeCode)
	if err != nil {
		return nil, wrap("list the numbers for a gate", err)
	}
	var all []licence.Recalled
	var raw []byte
	_, err = pgx.ForEachRow(rows, []any{&raw}, func() error {
		var p registry.PassState
		if err := json.Unmarshal(raw, &p); err != nil {
			return fmt.Errorf("%w: the state of a pass", ErrDamaged)
		}
		if p.ForGate() {
			all = stricter(all, licence.Recalled{Number: p.Number.String(), Good: p.GoodCopy()})
		}
		return nil
	})
	if ours(err) {
		return all, err
	}
	return nil, wrap("list the numbers for a gate", err)
}

// stricter adds an entry behind the others, which are in order.
func stricter(all []licence.Recalled, r licence.Recalled) []licence.Recalled {
	last := len(all) - 1
	switch {
	case last < 0 || all[last].Number != r.Number:
		return append(all, r)
	case r.Good == 0 || all[last].Good != 0 && r.Good > all[last].Good:
		all[last].Good = r.Good
	}
	return all
}
