package collector

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Ingest takes an arrival in, all of it in one transaction: events that continue
// what is known are kept, others held. What it brought before changes nothing.
// When it answers, what it kept is on the disk. Errors: *Refused, ErrDatabase.
func (c *Collector) Ingest(ctx context.Context, a Arrival) (Taken, error) {
	if err := a.check(); err != nil {
		return Taken{}, err
	}
	sealed, err := c.sealItems(a)
	if err != nil {
		return Taken{}, err
	}
	var t Taken
	err = c.transact(ctx, "take a bundle in", func(tx pgx.Tx) error {
		in := &intake{c: c, tx: tx, scheme: a.Scheme, station: a.Station}
		if err := in.begin(ctx, a, sealed); err != nil {
			return err
		}
		if err := in.sort(ctx); err != nil {
			return err
		}
		if err := in.fold(ctx); err != nil {
			return err
		}
		t = in.taken
		return in.write(ctx)
	})
	if err != nil {
		return Taken{}, err
	}
	return t, nil
}

// arrived is an event on its way into the register.
type arrived struct {
	Item
	sealed  []byte // the record
	branch  string // its history, once that is known
	wasHeld bool
}

// sealItems seals the records before the database is asked for anything.
func (c *Collector) sealItems(a Arrival) ([]*arrived, error) {
	all := make([]*arrived, len(a.Items))
	for i, it := range a.Items {
		all[i] = &arrived{Item: it}
		if it.Record == nil {
			continue
		}
		var err error
		all[i].sealed, err = c.ports.Vault.Seal(address(a.Scheme, a.Station, it.Event.No, it.Event.Hash[:]), append(it.Salt[:], it.Record...), c.ports.Rand)
		if err != nil {
			return nil, fmt.Errorf("seal a record: %w", err)
		}
	}
	return all, nil
}

// openRecord opens what sealItems sealed.
func (c *Collector) openRecord(scheme string, station []byte, it *Item, sealed []byte) error {
	plain, err := c.ports.Vault.Open(address(scheme, station, it.Event.No, it.Event.Hash[:]), sealed)
	if err != nil || len(plain) < len(it.Salt) {
		return fmt.Errorf("%w: the record of event %d does not open", ErrDamaged, it.Event.No)
	}
	it.Salt, it.Record = [len(it.Salt)]byte(plain[:len(it.Salt)]), plain[len(it.Salt):]
	return nil
}

// intake is one transaction that takes an arrival in.
type intake struct {
	c       *Collector
	tx      pgx.Tx
	scheme  string
	station []byte
	taken   Taken

	who      standing
	branches map[string]*branch
	pool     []*arrived // what came, and what waited
	kept     []*arrived // in the order of their numbers
	joined   []*arrived // of kept: those that had waited
	waiting  []*arrived // those that wait from now on
	forks    []fork
	refused  []refusal
	folder   folder
}

// begin locks the station, and reads how far it has come.
func (in *intake) begin(ctx context.Context, a Arrival, came []*arrived) error {
	if err := in.lock(ctx); err != nil {
		return err
	}
	if len(a.Items) > 0 {
		first, last := a.Items[0].Event.No, a.Items[0].Event.No
		for _, it := range a.Items {
			first, last = min(first, it.Event.No), max(last, it.Event.No)
		}
		_, err := in.tx.Exec(ctx, `INSERT INTO bundles (scheme, station, digest, from_no, to_no, came, times) VALUES ($1,$2,$3,$4,$5,$6,1)
			ON CONFLICT (scheme, station, digest) DO UPDATE SET times=bundles.times+1`, in.scheme, in.station, a.Digest[:], first, last, in.c.ports.Now())
		if err != nil {
			return err
		}
	}
	if err := in.readBranches(ctx); err != nil {
		return err
	}
	in.pool = came
	return in.readHeld(ctx)
}

// lock takes the station's row. A station that nobody licensed has none, and is
// refused: whoever has a key could send anything.
func (in *intake) lock(ctx context.Context) error {
	var err error
	if in.who, err = in.c.standing(ctx, in.tx, in.scheme, in.station); err != nil {
		return err
	}
	if len(in.who.grants) == 0 {
		return refuse("这个站点没有并入本登记册：先发给它许可（license），再交来", "the station is not enrolled here: license it first (license), then hand it in again")
	}
	_, err = in.tx.Exec(ctx, `INSERT INTO stations (scheme, station, heard) VALUES ($1,$2,$3) ON CONFLICT (scheme, station) DO UPDATE SET heard=excluded.heard`,
		in.scheme, in.station, in.c.ports.Now())
	if err != nil {
		return err
	}
	return in.tx.QueryRow(ctx, `SELECT district, code, own_code, kind, point FROM stations WHERE scheme=$1 AND station=$2 FOR UPDATE`, in.scheme, in.station).
		Scan(&in.who.district, &in.who.code, &in.who.ownCode, &in.who.kind, &in.who.point)
}
