package collector

import (
	"context"
	"encoding/json"
	"slices"

	"passdesk/registry"
)

// A copy of a laptop gives passes that the laptop in use has never seen, and will not: where
// both gave one number, only one of the two fits into a register. A task about such a pass
// goes to the laptop in use with the holder's data, for nobody else can do it.

// passTasks are the tasks about a pass of a person.
var passTasks = []registry.TaskKind{registry.TaskRecall, registry.TaskDuplicate, registry.TaskReissue}

// ofCopies puts the holders into the tasks about passes that the station does not have and
// will not get back.
func (p *parcelDown) ofCopies(ctx context.Context, tx *tallied, all []registry.Task, about [][]byte) error {
	in := &intake{c: p.c, tx: tx, scheme: p.manifest.Scheme, station: p.manifest.Register}
	if err := in.readBranches(ctx); err != nil || len(in.branches) < 2 {
		return err
	}
	spans := lineage(in.branches, newest(in.branches))
	logged := false
	for i := range all {
		if all[i].Done || !slices.Contains(passTasks, all[i].Kind) {
			continue
		}
		there, record, err := in.passElsewhere(ctx, spans, about[i], all[i].Number, p.comes)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		if !logged {
			if err := tx.logWhole(ctx, in.scheme, in.station, "copied"); err != nil {
				return err
			}
			logged = true
		}
		if all[i].Copied, err = in.holderIn(ctx, record); err != nil {
			return err
		}
		all[i].Event = 0 // of a log that this station does not have
	}
	return nil
}

// passElsewhere: the pass stands in no history that the station is on, and none brings it
// back: its place is taken there, or the history is that of a copy which works beside it.
// The record is where the holder's data are.
func (in *intake) passElsewhere(ctx context.Context, spans []span, pass []byte, number string, comes map[string]bool) (is bool, record []byte, err error) {
	n, err := registry.ParseNumber(number)
	if err != nil {
		return false, nil, ErrDamaged
	}
	rows, err := in.tx.Query(ctx, `SELECT branch, record, coalesce((state->>'FirstEvent')::bigint,0), pass=$3 FROM passes WHERE scheme=$1 AND station=$2 AND number=ANY($4) ORDER BY branch, pass`,
		in.scheme, in.station, pass, samePlace(n))
	if err != nil {
		return false, nil, err
	}
	defer rows.Close()
	own, taken, back := false, false, false
	for rows.Next() {
		var branch, holder []byte
		var first int64
		var it bool
		if err := rows.Scan(&branch, &holder, &first, &it); err != nil {
			return false, nil, err
		}
		here := slices.ContainsFunc(spans, func(s span) bool { return s.branch == string(branch) && first < s.below })
		if it {
			own, back, record = own || here, back || comes[string(branch)], slices.Clone(holder)
		} else if here {
			taken = true
		}
	}
	return !own && record != nil && (taken || !back), record, rows.Err()
}

// samePlace are the number and those that differ from it by the run digit alone.
func samePlace(n registry.Number) (all []string) {
	for run := range 10 {
		if o, err := registry.NewNumber(n.District(), n.Station(), n.Epoch(), run, n.Serial()); err == nil {
			all = append(all, o.String())
		}
	}
	return all
}

// holderIn is the stored application of the record.
func (in *intake) holderIn(ctx context.Context, record []byte) (json.RawMessage, error) {
	rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND hash=$3`, in.scheme, in.station, record)
	if err != nil {
		return nil, err
	}
	of, err := collectTold(rows)
	if err != nil || len(of) == 0 || of[0].sealed == nil {
		return nil, ErrDamaged
	}
	it := Item{Event: of[0].raw}
	if err := in.c.openRecord(in.scheme, in.station, &it, of[0].sealed); err != nil {
		return nil, err
	}
	holder, err := registry.ReadHolder(it.Record)
	if err != nil {
		return nil, ErrDamaged
	}
	return registry.Body(holder), nil
}
