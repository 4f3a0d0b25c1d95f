package collector

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry/seal"
)

// What the events do not prove is counted: every row of such a table is turned into a
// number under the register's key, and the numbers of all rows are added up. Whoever takes
// a row away, puts one in or changes one, and has not the key, cannot make the sum right.
// The sum lies sealed, in several lanes that count together: a transaction adds what it
// did to a lane that is free, so that processes side by side do not wait for each other.
// What the sums cannot show is a whole register that was put back to an older state: that
// is a backup, and the stations' receipts are ahead of it.

// The tables that are counted, by the version from which on they are. A step of the schema
// that changes one counts it anew.
var (
	countedFrom3 = []string{"recalls", "recall_keys", "tasks", "reads", "forks", "refused", "clashes"}
	countedFrom4 = []string{"licences", "lists", "tokens", "stations"}
	counted      = slices.Concat(countedFrom3, countedFrom4)
)

// rowText is how a row counts that does not count whole: when a station was heard last, and
// how often, changes with every parcel. What it is sealed to, and who it is, does not.
var rowText = map[string]string{
	"stations": `jsonb_build_array(t.scheme, t.station, t.district, t.code, t.own_code, t.kind, t.point, t.answer)::text`,
}

// changeStation is an UPDATE of the station of ($1, $2) that says what stood there before.
func changeStation(set string) string {
	return `WITH old AS (SELECT t.scheme, t.station, ` + rowText["stations"] + ` AS was FROM stations t WHERE t.scheme=$1 AND t.station=$2 FOR UPDATE)
		UPDATE stations t SET ` + set + ` FROM old WHERE t.scheme=old.scheme AND t.station=old.station RETURNING old.was, ` + rowText["stations"]
}

// tallied is a transaction that keeps count.
type tallied struct {
	pgx.Tx
	c    *Collector
	sums map[string]sums // by scheme
}

// sums are those of a scheme, by table.
type sums map[string]sum

// sum is how many rows, and what their numbers come to, modulo 2^256.
type sum struct {
	Rows int64
	Of   [4]uint64
}

func (s sum) with(o sum) sum {
	carry := uint64(0)
	s.Rows += o.Rows
	for i := range s.Of {
		s.Of[i], carry = bits.Add64(s.Of[i], o.Of[i], carry)
	}
	return s
}

func (s sum) without(o sum) sum {
	borrow := uint64(0)
	s.Rows -= o.Rows
	for i := range s.Of {
		s.Of[i], borrow = bits.Sub64(s.Of[i], o.Of[i], borrow)
	}
	return s
}

func (s sums) join(o sums) {
	for table, n := range o {
		s[table] = s[table].with(n)
	}
}

// row is what one row counts for, as PostgreSQL writes it: whatever its columns are.
func (c *Collector) row(table, text string) sum {
	d := c.ports.Vault.Blind("tally "+table, text)
	s := sum{Rows: 1}
	for i := range s.Of {
		s.Of[i] = binary.BigEndian.Uint64(d[8*i:])
	}
	return s
}

// count takes rows of what stood in a table and what stands there now, either of them NULL:
// what an INSERT or an UPDATE returned.
func (t *tallied) count(schemeCode, table string) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		_, err := t.countAll(schemeCode, table, rows)
		return err
	}
}

// countAll is count that answers how many rows there were.
func (t *tallied) countAll(schemeCode, table string, rows pgx.Rows) (n int, err error) {
	var was, now *string
	_, err = pgx.ForEachRow(rows, []any{&was, &now}, func() error {
		if t.sums == nil {
			t.sums = map[string]sums{}
		}
		if t.sums[schemeCode] == nil {
			t.sums[schemeCode] = sums{}
		}
		n++
		if was != nil && now != nil && *was == *now {
			return nil
		}
		s := t.sums[schemeCode][table]
		if was != nil {
			s = s.without(t.c.row(table, *was))
		}
		if now != nil {
			s = s.with(t.c.row(table, *now))
		}
		t.sums[schemeCode][table] = s
		return nil
	})
	return n, err
}

// do runs one statement that returns what stood and what stands.
func (t *tallied) do(ctx context.Context, schemeCode, table, text string, args ...any) (n int, err error) {
	rows, err := t.Query(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return t.countAll(schemeCode, table, rows)
}

// changeTasks is an UPDATE of tasks that says what stood there before.
func changeTasks(where, set string) string {
	return `WITH old AS (SELECT o.scheme, o.station, o.id, o::text AS was FROM tasks o WHERE ` + where + ` FOR UPDATE)
		UPDATE tasks t SET ` + set + ` FROM old WHERE t.scheme=old.scheme AND t.station=old.station AND t.id=old.id RETURNING old.was, t::text`
}

// lanes is how many sums of a scheme count together.
const lanes = 8

func laneAddress(schemeCode string, lane int) seal.AAD {
	return seal.AAD{Table: "tallies", Version: 1, Row: int64(lane), Name: schemeCode}
}

// keep adds what the transaction did to a lane of each scheme. It is the last thing that
// is done, so a lane is held no longer than the commit takes.
func (t *tallied) keep(ctx context.Context) error {
	for _, code := range slices.Sorted(maps.Keys(t.sums)) {
		lane, all, err := t.freeLane(ctx, code)
		if err != nil {
			return err
		}
		all.join(t.sums[code])
		if err := t.putLane(ctx, `UPDATE tallies SET sealed=$3 WHERE scheme=$1 AND lane=$2`, code, lane, all); err != nil {
			return err
		}
	}
	return nil
}

// freeLane locks one that nobody holds, or waits for the first.
func (t *tallied) freeLane(ctx context.Context, code string) (lane int, all sums, err error) {
	var sealed []byte
	err = t.QueryRow(ctx, `SELECT lane, sealed FROM tallies WHERE scheme=$1 ORDER BY lane LIMIT 1 FOR UPDATE SKIP LOCKED`, code).Scan(&lane, &sealed)
	if errors.Is(err, pgx.ErrNoRows) {
		err = t.QueryRow(ctx, `SELECT lane, sealed FROM tallies WHERE scheme=$1 ORDER BY lane LIMIT 1 FOR UPDATE`, code).Scan(&lane, &sealed)
	}
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return 0, nil, fmt.Errorf("%w: the sums of %s are gone", ErrDamaged, code)
	case err != nil:
		return 0, nil, err
	}
	all, err = t.c.openLane(code, lane, sealed)
	return lane, all, err
}

func (c *Collector) openLane(code string, lane int, sealed []byte) (sums, error) {
	all := sums{}
	plain, err := c.ports.Vault.Open(laneAddress(code, lane), sealed)
	if err != nil || json.Unmarshal(plain, &all) != nil {
		return nil, fmt.Errorf("%w: the sums of %s do not open", ErrDamaged, code)
	}
	return all, nil
}

func (t *tallied) putLane(ctx context.Context, text, code string, lane int, all sums) error {
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	sealed, err := t.c.ports.Vault.Seal(laneAddress(code, lane), plain, t.c.ports.Rand)
	if err != nil {
		return fmt.Errorf("seal a sum: %w", err)
	}
	_, err = t.Exec(ctx, text, code, lane, sealed)
	return err
}

// beginSums makes the lanes of a scheme; the first has what stands there already.
func (t *tallied) beginSums(ctx context.Context, code string, all sums) error {
	for lane := range lanes {
		if err := t.putLane(ctx, `INSERT INTO tallies (scheme, lane, sealed) VALUES ($1,$2,$3)`, code, lane, all); err != nil {
			return err
		}
		all = sums{}
	}
	return nil
}

// sumUp adds up what stands in the tables, by scheme.
func (c *Collector) sumUp(ctx context.Context, tx pgx.Tx, tables []string) (map[string]sums, error) {
	found := map[string]sums{}
	for _, table := range tables {
		rows, err := tx.Query(ctx, `SELECT t.scheme, `+cmp.Or(rowText[table], "t::text")+` FROM `+table+` t`)
		if err != nil {
			return nil, err
		}
		var code, text string
		_, err = pgx.ForEachRow(rows, []any{&code, &text}, func() error {
			if found[code] == nil {
				found[code] = sums{}
			}
			found[code][table] = found[code][table].with(c.row(table, text))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// countFirst counts what stood in the tables before version 3.
func (c *Collector) countFirst(ctx context.Context, tx *tallied) error {
	found, err := c.sumUp(ctx, tx, countedFrom3)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT scheme FROM authorities ORDER BY scheme`)
	if err != nil {
		return err
	}
	codes, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, code := range codes {
		all := found[code]
		if all == nil {
			all = sums{}
		}
		if err := tx.beginSums(ctx, code, all); err != nil {
			return err
		}
	}
	return nil
}

// countMore adds what stood in further tables before version 4 to the sums there are.
func (c *Collector) countMore(ctx context.Context, tx *tallied) (err error) {
	tx.sums, err = c.sumUp(ctx, tx, countedFrom4)
	return err
}

// written are the sums of the tables as they were kept, by scheme; "" is of all schemes.
func (c *Collector) written(ctx context.Context, tx pgx.Tx, schemeCode string) (map[string]sums, error) {
	rows, err := tx.Query(ctx, `SELECT scheme, lane, sealed FROM tallies WHERE $1 IN ('', scheme) ORDER BY scheme, lane`, schemeCode)
	if err != nil {
		return nil, err
	}
	written := map[string]sums{}
	var code string
	var lane int
	var sealed []byte
	var shut error // the first lane that does not open; the others are read all the same
	_, err = pgx.ForEachRow(rows, []any{&code, &lane, &sealed}, func() error {
		all, err := c.openLane(code, lane, sealed)
		if written[code] == nil {
			written[code] = sums{}
		}
		written[code].join(all)
		shut = cmp.Or(shut, err)
		return nil
	})
	return written, cmp.Or(err, shut)
}

// compareSums: no row was taken away, put in or changed by another hand.
func (p *Proof) compareSums(ctx context.Context, c *Collector, tx pgx.Tx) error {
	found, err := c.sumUp(ctx, tx, counted)
	if err != nil {
		return err
	}
	written, err := c.written(ctx, tx, "")
	switch {
	case errors.Is(err, ErrDamaged):
		p.fault("%v", err)
	case err != nil:
		return err
	}
	for _, code := range slices.Sorted(maps.Keys(both(found, written))) {
		for _, table := range counted {
			is, was := found[code][table], written[code][table]
			switch {
			case is.Rows != was.Rows:
				p.fault("%s: %d rows stand in %s, and %d were written", code, is.Rows, table, was.Rows)
			case is != was:
				p.fault("%s: a row of %s is not as it was written", code, table)
			}
		}
	}
	return nil
}

// both has the keys of the two.
func both(a, b map[string]sums) map[string]sums {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}
