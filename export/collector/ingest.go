package collector

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"iter"

	"passdesk/registry"
)

// Ingest takes an arrival in, all of it in one transaction: events that continue
// what is known are kept, others held. What it brought before changes nothing.
// When it answers, what it kept is on the disk. Errors: *Refused, ErrDatabase, and
// that of the items.
func (c *Collector) Ingest(ctx context.Context, a Arrival) (Taken, error) {
	if len(a.Station) != ed25519.PublicKeySize {
		return Taken{}, refuse("没有写明是哪个站点的", "it does not say which station it is from")
	}
	var t Taken
	err := c.transact(ctx, "take a parcel in", func(tx *tallied) error {
		t = Taken{}
		first := &intake{c: c, tx: tx, scheme: a.Scheme, station: a.Station}
		if err := first.begin(ctx, a); err != nil {
			return err
		}
		for some, err := range inParts(a.Items) {
			if err != nil {
				return err
			}
			in := &intake{c: c, tx: tx, scheme: a.Scheme, station: a.Station, who: first.who}
			if err := in.takeSome(ctx, some); err != nil {
				return err
			}
			first.who = in.who
			first.heard = append(first.heard, in.heard...)
			first.wakes = append(first.wakes, in.wokenBy()...)
			first.papers = append(first.papers, in.restless()...)
			t.add(in.taken)
		}
		if err := first.hear(ctx); err != nil {
			return err
		}
		return first.numbersAnew(ctx)
	})
	if err != nil {
		return Taken{}, err
	}
	return t, nil
}

// part is how many events lie in memory at once.
const part = 10_000

func inParts(items iter.Seq2[Item, error]) iter.Seq2[[]Item, error] {
	return func(yield func([]Item, error) bool) {
		var some []Item
		for it, err := range items {
			if err == nil {
				err = it.check()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if some = append(some, it); len(some) == part {
				if !yield(some, nil) {
					return
				}
				some = nil
			}
		}
		yield(some, nil) // perhaps none: how far the station has come is told all the same
	}
}

// add counts on; how far the station has come, and what is missing, the last part
// knows best.
func (t *Taken) add(o Taken) {
	t.Kept, t.Known, t.Forked, t.Refused, t.Passes = t.Kept+o.Kept, t.Known+o.Known, t.Forked+o.Forked, t.Refused+o.Refused, t.Passes+o.Passes
	t.Held, t.Through, t.Gaps = o.Held, o.Through, o.Gaps
}

// takeSome takes a part in.
func (in *intake) takeSome(ctx context.Context, some []Item) error {
	var err error
	if in.pool, err = in.c.sealItems(in.scheme, in.station, some); err != nil {
		return err
	}
	for _, do := range []func(context.Context) error{in.readBranches, in.readHeld, in.unwrap, in.sort, in.writeEvents, in.fold, in.write} {
		if err := do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// arrived is an event on its way into the register.
type arrived struct {
	Item
	sealed  []byte // the record
	branch  string // its history, once that is known
	wasHeld bool

	unwrapped bool // out of the station's copy of it
}

// sealItems seals the records of a part.
func (c *Collector) sealItems(scheme string, station []byte, some []Item) ([]*arrived, error) {
	all := make([]*arrived, len(some))
	for i, it := range some {
		all[i] = &arrived{Item: it}
		if it.Record == nil {
			continue
		}
		var err error
		all[i].sealed, err = c.ports.Vault.Seal(address(scheme, station, it.Event.No, it.Event.Hash[:]), append(it.Salt[:], it.Record...), c.ports.Rand)
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

// intake takes a part of an arrival in.
type intake struct {
	c       *Collector
	tx      *tallied
	scheme  string
	station []byte
	taken   Taken

	who      standing
	branches map[string]*branch
	pool     []*arrived // what came, and what had waited
	kept     []*arrived // in the order of their numbers
	joined   []*arrived // of kept: those that had waited
	waiting  []*arrived // those that wait from now on
	forks    []fork
	refused  []refusal
	done     []registry.TaskBody // tasks, each with what came of it
	folder   folder
	back     cameBack
	heard    []heard         // appeals that the police decided
	wakes    []registry.Kind // that say who decides appeals, or that one waits
	papers   [][]byte        // passes of which there is a paper since, or none any more
}

// begin locks the station and notes that something came.
func (in *intake) begin(ctx context.Context, a Arrival) error {
	if err := in.lock(ctx); err != nil {
		return err
	}
	if err := in.sayAgain(ctx, a.Listed); err != nil {
		return err
	}
	// A parcel of before a restore, which comes late, knows of lists that the restored
	// register has not got: what an epoch says counts until a later one speaks.
	_, err := in.tx.do(ctx, in.scheme, "stations", changeStation(`heard=$3, answer=CASE WHEN $4='' THEN t.answer ELSE $4 END,
		listed=CASE WHEN $5 >= (SELECT coalesce(max(epoch),0) FROM branches WHERE scheme=$1 AND station=$2) THEN $6 ELSE t.listed END`),
		in.scheme, in.station, in.c.ports.Now(), a.Answer, a.Epoch, a.Listed)
	if err != nil {
		return err
	}
	_, err = in.tx.Exec(ctx, `INSERT INTO bundles (scheme, station, digest, from_no, to_no, came, times) VALUES ($1,$2,$3,$4,$5,$6,1)
		ON CONFLICT (scheme, station, digest) DO UPDATE SET times=bundles.times+1`, in.scheme, in.station, a.Digest[:], a.From, a.To, in.c.ports.Now())
	return err
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
	_, err = in.tx.do(ctx, in.scheme, "stations", `INSERT INTO stations AS t (scheme, station, heard) VALUES ($1,$2,$3) ON CONFLICT (scheme, station) DO NOTHING RETURNING NULL::text, `+rowText["stations"],
		in.scheme, in.station, in.c.ports.Now())
	if err != nil {
		return err
	}
	return in.tx.QueryRow(ctx, `SELECT district, code, own_code, kind, point FROM stations WHERE scheme=$1 AND station=$2 FOR UPDATE`, in.scheme, in.station).
		Scan(&in.who.district, &in.who.code, &in.who.ownCode, &in.who.kind, &in.who.point)
}
