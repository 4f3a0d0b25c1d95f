package collector

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// write puts what was found into the register. COPY is safe here: the station's row is
// locked, and what is known was sorted out.
func (in *intake) write(ctx context.Context) error {
	for _, do := range []func(context.Context) error{in.writeHeld, in.writeBranches, in.writeNotes, in.writePasses, in.writeKeys, in.writeUnweighed, in.writeTasks, in.writeStation} {
		if err := do(ctx); err != nil {
			return err
		}
	}
	return nil
}

func columnsOf(e registry.Event, sealed []byte) []any {
	return []any{e.No, e.Hash[:], e.Prev[:], e.At.UnixMilli(), string(e.Kind), e.Operator, e.Pass, []byte(e.Body), e.Commitment[:], sealed}
}

var eventNames = []string{"no", "hash", "prev", "at", "kind", "operator", "pass", "body", "commitment", "record"}

func (in *intake) writeEvents(ctx context.Context) error {
	if len(in.kept) == 0 {
		return nil
	}
	_, err := in.tx.CopyFrom(ctx, pgx.Identifier{"events"}, append([]string{"scheme", "station", "branch"}, eventNames...),
		pgx.CopyFromSlice(len(in.kept), func(i int) ([]any, error) {
			a := in.kept[i]
			return append([]any{in.scheme, in.station, []byte(a.branch)}, columnsOf(a.Event, a.sealed)...), nil
		}))
	return err
}

// writeHeld: what joined waits no longer, and what waits is written once.
func (in *intake) writeHeld(ctx context.Context) error {
	if len(in.joined) > 0 {
		hashes := make([][]byte, len(in.joined))
		for i, a := range in.joined {
			hashes[i] = a.Event.Hash[:]
		}
		if _, err := in.tx.Exec(ctx, `DELETE FROM held WHERE scheme=$1 AND station=$2 AND hash=ANY($3)`, in.scheme, in.station, hashes); err != nil {
			return err
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(in.waiting), func(a *arrived) bool { return a.wasHeld })
	if len(fresh) == 0 {
		return nil
	}
	_, err := in.tx.CopyFrom(ctx, pgx.Identifier{"held"}, append([]string{"scheme", "station"}, eventNames...),
		pgx.CopyFromSlice(len(fresh), func(i int) ([]any, error) {
			return append([]any{in.scheme, in.station}, columnsOf(fresh[i].Event, fresh[i].sealed)...), nil
		}))
	return err
}

func (in *intake) writeBranches(ctx context.Context) error {
	var b pgx.Batch
	for _, a := range in.branches {
		b.Queue(`INSERT INTO branches (scheme, station, branch, through, head, epoch, serial, last_at, parent, from_no) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
			ON CONFLICT (scheme, station, branch) DO UPDATE SET through=excluded.through, head=excluded.head, epoch=excluded.epoch, serial=excluded.serial, last_at=excluded.last_at`,
			in.scheme, in.station, []byte(a.name), a.head.Event, a.head.Hash[:], a.head.Epoch, a.head.Serial, a.at, []byte(a.parent), a.from)
	}
	return in.tx.SendBatch(ctx, &b).Close()
}

// writeNotes: forks, and what has no effect.
func (in *intake) writeNotes(ctx context.Context) error {
	var b pgx.Batch
	for _, f := range in.forks {
		b.Queue(putFork, in.scheme, in.station, f.what, f.place, f.first, f.second, f.kind, in.c.ports.Now()).Query(in.tx.count(in.scheme, "forks"))
	}
	for _, r := range in.refused {
		b.Queue(`INSERT INTO refused AS t (scheme, station, hash, no, kind, why) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT DO NOTHING RETURNING NULL::text, t::text`,
			in.scheme, in.station, r.event.Hash[:], r.event.No, string(r.event.Kind), r.why).Query(in.tx.count(in.scheme, "refused"))
	}
	return in.tx.SendBatch(ctx, &b).Close()
}

const putFork = `INSERT INTO forks AS t (scheme, station, what, place, first, second, kind, seen) VALUES ($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT DO NOTHING RETURNING NULL::text, t::text`

func (in *intake) writePasses(ctx context.Context) error {
	var fresh, moved []*passRow
	for _, p := range in.folder.changed {
		if p.new {
			fresh = append(fresh, p)
		} else {
			moved = append(moved, p)
		}
	}
	_, err := in.tx.CopyFrom(ctx, pgx.Identifier{"passes"}, []string{"scheme", "station", "branch", "pass", "number", "code", "issued", "record", "status", "state"},
		pgx.CopyFromSlice(len(fresh), func(i int) ([]any, error) {
			p := fresh[i]
			state, err := json.Marshal(p.state)
			return []any{in.scheme, in.station, []byte(p.branch), p.hash[:], p.state.Number.String(), p.code, p.issued, p.record[:], string(p.state.Status), state}, err
		}))
	if err != nil || len(moved) == 0 {
		return err
	}
	var branches, hashes, records, states [][]byte
	var status []string
	for _, p := range moved {
		state, err := json.Marshal(p.state)
		if err != nil {
			return err
		}
		branches, hashes, records = append(branches, []byte(p.branch)), append(hashes, p.hash[:]), append(records, p.record[:])
		states, status = append(states, state), append(status, string(p.state.Status))
	}
	_, err = in.tx.Exec(ctx, `UPDATE passes p SET record=n.record, status=n.status, state=convert_from(n.state,'UTF8')::jsonb
		FROM unnest($3::bytea[],$4::bytea[],$5::bytea[],$6::text[],$7::bytea[]) AS n(branch, pass, record, status, state)
		WHERE p.scheme=$1 AND p.station=$2 AND p.branch=n.branch AND p.pass=n.pass`, in.scheme, in.station, branches, hashes, records, status, states)
	return err
}

// keyRow is a blind key on its way into the table.
type keyRow struct {
	blind    []byte
	pass, by [32]byte
}

// writeKeys goes in the order in which two collectors would lock the same rows. A
// correction takes its keys away first, so what came before it is written first.
func (in *intake) writeKeys(ctx context.Context) error {
	var rows []keyRow
	for _, k := range in.folder.keys {
		if k.instead != [32]byte{} {
			if err := in.putKeys(ctx, rows); err != nil {
				return err
			}
			rows = rows[:0]
			if _, err := in.tx.Exec(ctx, `DELETE FROM keys WHERE scheme=$1 AND station=$2 AND pass=$3 AND by=$4
				AND EXISTS (SELECT 1 FROM events WHERE scheme=$1 AND station=$2 AND hash=$4 AND branch=$5)`, in.scheme, in.station, k.pass[:], k.instead[:], []byte(k.branch)); err != nil {
				return err
			}
		}
		for _, b := range k.blinds {
			rows = append(rows, keyRow{b, k.pass, k.by})
		}
	}
	return in.putKeys(ctx, rows)
}

func (in *intake) putKeys(ctx context.Context, rows []keyRow) error {
	if len(rows) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b keyRow) int {
		return cmp.Or(bytes.Compare(a.blind, b.blind), bytes.Compare(a.pass[:], b.pass[:]))
	})
	var blinds, passes, bys [][]byte
	for i, r := range rows {
		if next := i + 1; next < len(rows) && bytes.Equal(rows[next].blind, r.blind) && rows[next].pass == r.pass {
			continue // the later record's
		}
		blinds, passes, bys = append(blinds, r.blind), append(passes, r.pass[:]), append(bys, r.by[:])
	}
	_, err := in.tx.Exec(ctx, `INSERT INTO keys (scheme, station, blind, pass, by) SELECT $1, $2, * FROM unnest($3::bytea[],$4::bytea[],$5::bytea[])
		ON CONFLICT (scheme, blind, station, pass) DO UPDATE SET by=excluded.by`, in.scheme, in.station, blinds, passes, bys)
	return err
}

func (in *intake) writeUnweighed(ctx context.Context) error {
	if len(in.folder.weigh) == 0 {
		return nil
	}
	var passes, blinds [][]byte
	for pass, all := range in.folder.weigh {
		passes, blinds = append(passes, pass[:]), append(blinds, bytes.Join(all, nil))
	}
	_, err := in.tx.Exec(ctx, `INSERT INTO unweighed (scheme, station, pass, blinds) SELECT $1, $2, * FROM unnest($3::bytea[],$4::bytea[])
		ON CONFLICT (scheme, station, pass) DO UPDATE SET blinds=unweighed.blinds||excluded.blinds`, in.scheme, in.station, passes, blinds)
	return err
}

// writeTasks ends the tasks that are done: those of which the station says so, and
// recalls of passes that were recalled, whatever the desk decided of an appeal since.
func (in *intake) writeTasks(ctx context.Context) error {
	var b pgx.Batch
	for _, d := range in.done {
		id, ours := taskID(d.ID)
		if !ours {
			continue
		}
		b.Queue(changeTasks(`scheme=$1 AND station=$2 AND id=$3 AND body ? 'unheard'`, `body=body-'unheard'`), in.scheme, in.station, id).Query(in.tx.count(in.scheme, "tasks"))
		if d.Dropped {
			b.Queue(changeTasks(`scheme=$1 AND station=$2 AND id=$3 AND outcome=$5`, `outcome=$4`), in.scheme, in.station, id, dropped, withdrawn).Query(in.tx.count(in.scheme, "tasks"))
			continue
		}
		in.tx.answer(&b, in.scheme, in.station, id, d)
	}
	var recalled [][]byte
	for _, p := range in.folder.changed {
		if p.recalled {
			recalled = append(recalled, p.hash[:])
		}
	}
	if len(recalled) > 0 {
		b.Queue(changeTasks(`scheme=$1 AND station=$2 AND pass=ANY($3) AND kind='recall' AND done IS NULL`, `done=$4, outcome='recalled'`),
			in.scheme, in.station, recalled, in.c.ports.Now()).Query(in.tx.count(in.scheme, "tasks"))
	}
	return in.tx.SendBatch(ctx, &b).Close()
}

// answer queues what a station says of a task. What a desk cannot do stays open, for the
// city's own people.
func (t *tallied) answer(b *pgx.Batch, schemeCode string, station, id []byte, d registry.TaskBody) {
	b.Queue(changeTasks(`scheme=$1 AND station=$2 AND id=$3 AND done IS NULL AND kind=$7`, `done=CASE WHEN $5<>$6 THEN $4::timestamptz END, outcome=$5`),
		schemeCode, station, id, t.c.ports.Now(), string(d.Outcome), string(registry.OutcomeCannot), string(d.Task)).Query(t.count(schemeCode, "tasks"))
	if d.EndsCopied() {
		b.Queue(changeTasks(`scheme=$1 AND station=$2 AND id=$3 AND outcome=$4`, `body=t.body||'{"ended":true}'`), schemeCode, station, id, string(registry.OutcomeDone)).Query(t.count(schemeCode, "tasks"))
	}
}

func (in *intake) writeStation(ctx context.Context) error {
	_, err := in.tx.do(ctx, in.scheme, "stations", changeStation(`district=$3, code=$4, own_code=$5, kind=$6, point=$7`),
		in.scheme, in.station, in.who.district, in.who.code, in.who.ownCode, in.who.kind, in.who.point)
	return err
}
