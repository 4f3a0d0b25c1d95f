package collector

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
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
	list := licence.RecallList{Scheme: schemeCode, Made: made, Until: until.UTC().Truncate(time.Second), Covers: []string{licence.Everywhere}}
	err = c.transact(ctx, "list the numbers for a gate", func(tx *tallied) error {
		f.Recalls, err = c.signRecalls(ctx, tx, &list, root, listGate, []byte{})
		return err
	})
	if err != nil {
		return f, err
	}
	f.Keys, f.Numbers = licence.KeysFile([]byte(keys), a.Root), len(list.Entries)
	_, f.By, err = licence.ParseKeysFile(f.Keys)
	return f, err
}

// signRecalls fills in a recall list, signs it and keeps it under the kind. A gate takes no list
// back for an older one, whoever brings it: the number is the time, in seconds, but above all
// before, also where the clock was ahead when they were made.
func (c *Collector) signRecalls(ctx context.Context, tx *tallied, list *licence.RecallList, root *licence.Root, kind string, digest []byte) (file []byte, err error) {
	if err := lockScheme(ctx, tx, list.Scheme); err != nil {
		return nil, err
	}
	var before int64
	if err := tx.QueryRow(ctx, `SELECT coalesce(max(number),0) FROM lists WHERE scheme=$1 AND kind=ANY($2)`, list.Scheme, []string{listRecalls, listGate}).Scan(&before); err != nil {
		return nil, err
	}
	list.Number = max(before+1, list.Made.Unix())
	if list.Entries, err = forGate(ctx, tx, list.Scheme); err != nil {
		return nil, err
	}
	if file, err = licence.SignRecallsFile(*list, root.Maker()); err != nil {
		return nil, fmt.Errorf("sign the recall list: %w", err)
	}
	return file, c.putList(ctx, tx, list.Scheme, kind, list.Number, string(file), digest)
}

// forGate are the numbers of which a paper may be shown that is not good. Where two
// histories of a laptop say different things of a pass the stricter counts.
func forGate(ctx context.Context, tx *tallied, schemeCode string) ([]licence.Recalled, error) {
	rows, err := tx.Query(ctx, `SELECT p.pass, p.state, `+endedAtCopy+`, `+calledBack+` FROM passes p WHERE p.scheme=$1 AND (NOT p.status=ANY($2) OR (p.state->>'Copy')::int>1 OR `+endedAtCopy+` OR `+calledBack+`
		OR EXISTS (SELECT 1 FROM forks f WHERE f.scheme=p.scheme AND f.station=p.station AND f.what='number' AND p.pass=f.first)
		OR EXISTS (SELECT 1 FROM forks f WHERE f.scheme=p.scheme AND f.station=p.station AND f.what='number' AND p.pass=f.second)) ORDER BY p.number, p.station, p.branch, p.pass`, schemeCode, goodAtFirst)
	if err != nil {
		return nil, err
	}
	var all []licence.Recalled
	var of []atGate // the rows of one number
	var pass, raw []byte
	var ended, called bool
	_, err = pgx.ForEachRow(rows, []any{&pass, &raw, &ended, &called}, func() error {
		var p registry.PassState
		if err := json.Unmarshal(raw, &p); err != nil {
			return fmt.Errorf("%w: the state of a pass", ErrDamaged)
		}
		if len(of) > 0 && of[0].Number != p.Number {
			all, of = atGates(all, of), of[:0]
		}
		of = append(of, atGate{p, string(pass), ended, called})
		return nil
	})
	return atGates(all, of), err
}

// endedAtCopy: the desk has settled a task about a pass that a copy of its register gave.
// Nobody can end such a pass there, so the number ends with the task.
const endedAtCopy = `EXISTS (SELECT 1 FROM tasks t WHERE t.scheme=p.scheme AND t.station=p.station AND t.pass=p.pass AND t.body @> '{"ended":true}')`

// calledBack: the daily analysis named the holder beyond doubt, and the desk was asked to
// fetch the pass back. The authority's word counts from then on, and not first when the desk
// has heard of it, which may work for weeks without a network. It counts as long as the task
// is open, also while the desk says that it cannot be done: until the paper is on the desk's
// own recall list, the list of people lifts the holder, or the city's own people close it.
const calledBack = `EXISTS (SELECT 1 FROM tasks t WHERE t.scheme=p.scheme AND t.station=p.station AND t.pass=p.pass AND t.kind='recall' AND t.done IS NULL)`

// atGate is a pass in one history.
type atGate struct {
	registry.PassState
	pass   string // the event that gave it
	ended  bool
	called bool
}

// atGates adds what the rows of one number say. A copied laptop may have given the number
// to two people, run digit and all; no guard can tell their papers by it. So a pass that
// has ended with its paper back ends the number for nobody else who has it.
func atGates(all []licence.Recalled, of []atGate) []licence.Recalled {
	over := map[string]bool{}
	for _, p := range of {
		before, seen := over[p.pass]
		over[p.pass] = (before || !seen) && (p.ended || p.Status == registry.StatusHandedIn)
	}
	left := false // somebody has the number still
	for _, is := range over {
		left = left || !is
	}
	for _, p := range of {
		switch {
		case left && over[p.pass]:
		case p.ended, p.called:
			all = stricter(all, licence.Recalled{Number: p.Number.String()})
		case p.ForGate():
			all = stricter(all, licence.Recalled{Number: p.Number.String(), Good: p.GoodCopy()})
		}
	}
	return all
}

// goodAtFirst are the states in which no guard has to be told of a first copy: nearly all
// passes, which are left aside before they are read.
var goodAtFirst = []string{string(registry.StatusIssued), string(registry.StatusPrinted), string(registry.StatusSigned), string(registry.StatusExpired)}

// renewRecalls signs the recall list for the stations anew: when the keys have changed, and
// when events came or something else was written down, but then not more often than anybody walks from one gate to another.
func (c *Collector) renewRecalls(ctx context.Context, tx *tallied, schemeCode string, root *licence.Root) error {
	now := c.ports.Now().UTC().Truncate(time.Second)
	digest, due, err := recallsDue(ctx, tx, schemeCode, now)
	if err != nil || !due {
		return err
	}
	list := licence.RecallList{Scheme: schemeCode, Made: now, Covers: []string{licence.Everywhere}}
	_, err = c.signRecalls(ctx, tx, &list, root, listRecalls, digest)
	return err
}

// noMatterAtGates are the tables whose rows change no recall list: the list is itself in one.
var noMatterAtGates = []string{"lists", "reads", "tokens", "stations"}

const recallsAge = 10 * time.Minute

// recallsDue answers what the list is made of, and whether to make it. A list that was made later than now was made by a clock that was wrong.
func recallsDue(ctx context.Context, tx *tallied, schemeCode string, now time.Time) (digest []byte, due bool, err error) {
	var heads []byte
	err = tx.QueryRow(ctx, `SELECT coalesce((SELECT string_agg(station||branch||head, ''::bytea ORDER BY station, branch) FROM branches WHERE scheme=$1), ''::bytea)`, schemeCode).Scan(&heads)
	if err != nil {
		return nil, false, err
	}
	written, err := tx.c.written(ctx, tx, schemeCode)
	if err != nil && !errors.Is(err, ErrDamaged) { // that is for verify to say, and no reason to send nothing
		return nil, false, err
	}
	for _, table := range noMatterAtGates {
		delete(written[schemeCode], table)
	}
	sum := sha256.Sum256(fmt.Appendf(heads, "%v", written[schemeCode])) // fmt sorts a map by its keys
	digest = sum[:]
	var kept []byte
	var made, keys time.Time
	err = tx.QueryRow(ctx, `SELECT r.digest, r.made, k.made FROM lists r JOIN lists k ON k.scheme=r.scheme AND k.kind=$3 WHERE r.scheme=$1 AND r.kind=$2`, schemeCode, listRecalls, listKeys).Scan(&kept, &made, &keys)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return digest, true, nil
	case err != nil:
		return nil, false, err
	}
	age := now.Sub(made)
	return digest, keys.After(made) && !keys.After(now) || !bytes.Equal(kept, digest) && (age >= recallsAge || age < 0), nil
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
