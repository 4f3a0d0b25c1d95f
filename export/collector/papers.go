package collector

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// The papers of a case that goes to the police. They are put together of records that the
// station sent, each of which leaves a line in the table reads; sealed they lie with the task.

// waits is an appeal that waits to be decided.
type waits struct {
	registry.CaseState
	no     registry.CaseNo
	lodged []byte // hash of the event that lodged or reopened it last
	events []told // of the case
}

var caseKinds = []registry.Kind{registry.Parked, registry.Refused, registry.SpecialRecorded, registry.Settled,
	registry.AppealLodged, registry.AppealDecided, registry.AppealReopened, registry.EventReturned}

// casesWaiting folds the station's cases, by the registry's own rules, and answers those that
// are appealed and not decided, the oldest first.
func (in *intake) casesWaiting(ctx context.Context, spans []span) ([]waits, error) {
	events, err := in.eventsOf(ctx, spans, "", caseKinds)
	if err != nil {
		return nil, err
	}
	cases, found := registry.Cases{}, map[int64]*waits{}
	for _, t := range events {
		id, err := t.said.OfCase()
		if id == 0 || err != nil || cases.Add(t.said) != nil {
			continue // what the rules do not allow is the station's own verify to tell
		}
		w := found[id]
		if w == nil {
			w = &waits{no: t.said.CaseNo()}
			found[id] = w
		}
		w.CaseState, w.events = cases[id], append(w.events, t)
		if t.said.Kind == registry.AppealLodged || t.said.Kind == registry.AppealReopened {
			w.lodged = t.hash()
		}
	}
	var all []waits
	for _, id := range slices.Sorted(maps.Keys(found)) {
		if found[id].Status == registry.CaseAppealed {
			all = append(all, *found[id])
		}
	}
	return all, nil
}

// recordOfCase is what the records of a case's events hold, each some of it.
type recordOfCase struct {
	Application json.RawMessage            `json:"application"`
	Verdict     toldVerdict                `json:"verdict"`
	Note        string                     `json:"note"`
	Evidence    string                     `json:"evidence"`
	Facts       map[string]json.RawMessage `json:"facts"`
	Next        struct {
		Verdict toldVerdict `json:"verdict"`
	} `json:"next"`
}

type toldVerdict struct {
	Outcome string           `json:"outcome"`
	Rule    string           `json:"rule"`
	Reason  registry.SentWhy `json:"reason"`
	Cite    string           `json:"cite"`
}

func (v toldVerdict) into(p *registry.CasePapers) {
	if v.Outcome != "" {
		p.Outcome, p.Rule, p.Reason, p.Cite = v.Outcome, v.Rule, v.Reason, v.Cite
	}
}

// papersOf puts the papers together.
func (in *intake) papersOf(ctx context.Context, spans []span, w waits) (p registry.CasePapers, err error) {
	p.Case = w.no.String()
	if err = in.tx.QueryRow(ctx, `SELECT code, point FROM stations WHERE scheme=$1 AND station=$2`, in.scheme, in.station).Scan(&p.Station, &p.Point); err != nil {
		return p, err
	}
	events := w.events
	if w.OfPass() {
		life, err := in.holderOf(ctx, spans, w.Pass, &p)
		if err != nil {
			return p, err
		}
		events = append(life, events...)
		slices.SortStableFunc(events, func(a, b told) int { return int(a.said.No - b.said.No) })
	}
	for i, t := range events {
		if err := in.stepOf(ctx, &p, t, i == 0 && !w.OfPass()); err != nil {
			return p, err
		}
	}
	if a, err := registry.ReadStored(p.Person); err != nil || a.Name == "" {
		return p, fmt.Errorf("%w: the papers of case %s", ErrDamaged, p.Case)
	}
	return p, nil
}

// lifeKinds are the steps of a pass that somebody who hears an appeal about it must know, and
// whether their record gives a reason; those of the others are data of the holder.
var lifeKinds = map[registry.Kind]bool{
	registry.Issued: false, registry.Reissued: false, registry.Corrected: false, registry.Reprinted: true, registry.Voided: true, registry.Lost: true,
	registry.RecallOrdered: true, registry.Returned: true, registry.ReturnRefused: true, registry.NotFound: true, registry.Reinstated: true, registry.Expired: false,
}

// holderOf reads the pass that an appeal is about: its holder as they stand, and its life.
func (in *intake) holderOf(ctx context.Context, spans []span, number string, p *registry.CasePapers) (life []told, err error) {
	var hash []byte
	for _, s := range spans { // the last history that knows the pass
		rows, err := in.tx.Query(ctx, `SELECT record, status FROM passes WHERE scheme=$1 AND station=$2 AND number=$3 AND branch=$4`, in.scheme, in.station, number, []byte(s.branch))
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			if err := rows.Scan(&hash, &p.Status); err != nil {
				rows.Close()
				return nil, err
			}
			hash = bytes.Clone(hash)
		}
		if rows.Err() != nil {
			return nil, rows.Err()
		}
	}
	rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND hash=$3`, in.scheme, in.station, hash)
	if err != nil {
		return nil, err
	}
	of, err := collectTold(rows)
	if err != nil || len(of) == 0 {
		return nil, fmt.Errorf("%w: the holder of pass %s", ErrDamaged, number)
	}
	record, err := in.openTold(ctx, of[0])
	if err != nil {
		return nil, err
	}
	holder, err := registry.ReadHolder(record)
	if err != nil {
		return nil, fmt.Errorf("%w: the holder of pass %s", ErrDamaged, number)
	}
	p.Number, p.Person = number, registry.Body(holder)
	all, err := in.eventsOf(ctx, spans, number, append(slices.Sorted(maps.Keys(lifeKinds)), registry.StepReturned))
	return slices.DeleteFunc(all, func(t told) bool {
		_, tells := lifeKinds[t.said.Kind]
		return !tells
	}), err
}

// stepOf adds a step to the papers; the first of a refusal's case holds the application.
func (in *intake) stepOf(ctx context.Context, p *registry.CasePapers, t told, begins bool) error {
	e := t.said
	step := registry.CaseStep{Kind: e.Kind, Day: civil.On(e.At, china), Word: registry.NoteOf(e).Text}
	reads, ofLife := lifeKinds[e.Kind]
	if (reads || !ofLife) && t.sealed != nil {
		record, err := in.openTold(ctx, t)
		if err != nil {
			return err
		}
		var r recordOfCase
		if err := json.Unmarshal(record, &r); err != nil {
			return fmt.Errorf("%w: the record of event %d", ErrDamaged, t.raw.No)
		}
		if begins {
			if p.Person = r.Application; p.Person == nil { // until schema 2 it stood alone
				p.Person = record
			}
			r.Verdict.into(p)
		}
		if !ofLife {
			p.Person = found(p.Person, r.Facts)
			r.Next.Verdict.into(p)
		}
		step.Note, step.Evidence = r.Note, r.Evidence
	}
	p.Steps = append(p.Steps, step)
	return nil
}

// found is the application with facts as somebody found them to be.
func found(person json.RawMessage, facts map[string]json.RawMessage) json.RawMessage {
	var all map[string]json.RawMessage
	if len(facts) == 0 || json.Unmarshal(person, &all) != nil {
		return person
	}
	maps.Copy(all, facts)
	return registry.Body(all)
}

// openTold opens a record, and leaves a line for it.
func (in *intake) openTold(ctx context.Context, t told) ([]byte, error) {
	it := Item{Event: t.raw}
	if err := in.c.openRecord(in.scheme, in.station, &it, t.sealed); err != nil {
		return nil, err
	}
	_, err := in.tx.do(ctx, in.scheme, "reads", `INSERT INTO reads AS t (scheme, station, hash, who, why, at) VALUES ($1,$2,$3,$4,$5,$6) RETURNING NULL::text, t::text`,
		in.scheme, in.station, t.raw.Hash[:], in.c.ports.Who, "hear", in.c.ports.Now())
	return it.Record, err
}
