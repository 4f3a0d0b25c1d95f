package collector

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// What came back to a station behind a restore came from here, so the events that its copies
// hold stand here in their own history. Where this register was itself put back to an older
// copy they do not, and nobody else has them: the station gives that history back with the
// copies.

// unwrap puts the events that copies hold beside what came, where they are not here. They are
// taken like any other: proven by their hashes, and by the records that they commit to.
func (in *intake) unwrap(ctx context.Context) error {
	var held []Item
	var hashes [][]byte
	for _, a := range in.pool {
		if !a.Event.Returned() {
			continue
		}
		was, _, err := a.Event.Original()
		it := Item{Event: was, Salt: a.Salt, Record: a.Record}
		if err == nil && it.check() == nil {
			held, hashes = append(held, it), append(hashes, was.Hash[:])
		}
	}
	if len(held) == 0 {
		return nil
	}
	here, err := in.hashesHere(ctx, hashes)
	if err != nil {
		return err
	}
	for _, a := range in.pool {
		here[a.Event.Hash] = true
	}
	var lost []Item
	for _, it := range held {
		if !here[it.Event.Hash] {
			here[it.Event.Hash] = true
			lost = append(lost, it)
		}
	}
	all, err := in.c.sealItems(in.scheme, in.station, lost)
	for _, a := range all {
		a.unwrapped = true
		in.pool = append(in.pool, a)
	}
	return err
}

// hashesHere are those of the events that stand here.
func (in *intake) hashesHere(ctx context.Context, of [][]byte) (map[[32]byte]bool, error) {
	rows, err := in.tx.Query(ctx, `SELECT hash FROM events WHERE scheme=$1 AND station=$2 AND hash=ANY($3)`, in.scheme, in.station, of)
	if err != nil {
		return nil, err
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	here := map[[32]byte]bool{}
	for _, h := range found {
		here[[32]byte(h)] = true
	}
	return here, err
}
