package collector

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// Where a station's setting says that the police decide all appeals, a case that waits there
// goes to the police station of the district as a task, with its papers (papers.go), and what
// was decided goes back to the station as another. The same case waits again when it was
// reopened; one that was decided where it was lodged is withdrawn. Who hears is read off what
// the stations have said of themselves, so the same city says the same, whoever asks when.

// policeDecide is the setting of a scheme: 1 where only the police decide.
const policeDecide = "police_decides_appeals"

// heard is what the police decided of an appeal.
type heard struct {
	task             []byte
	decision         string
	reason, evidence string
	operator         string
	day              civil.Date
}

// readHeard reads a decision; not ok where it says nothing, or gives no reason.
func readHeard(a *arrived, b registry.TaskBody) (h heard, ok bool) {
	var r struct{ Note, Evidence string }
	id, ours := taskID(b.ID)
	if !ours || json.Unmarshal(a.Record, &r) != nil {
		return h, false
	}
	h = heard{id, b.Decision, r.Note, r.Evidence, a.Event.Operator, civil.On(a.Event.At, china)}
	return h, registry.SaysWhy(h.reason) && (h.decision == registry.Uphold || h.decision == registry.Change)
}

// asking are the kinds of events after which an appeal may wait for the police, or no more.
var asking = []registry.Kind{registry.AppealLodged, registry.AppealReopened, registry.AppealDecided, registry.SettingChanged, registry.EventReturned}

// hearing are those with which a station says that it is the police's.
var hearing = []registry.Kind{registry.Opened, registry.LicenceTaken}

// wokenBy are the kinds of what was kept that matter here.
func (in *intake) wokenBy() (kinds []registry.Kind) {
	for _, a := range in.kept {
		if k := a.Event.Kind; slices.Contains(asking, k) || slices.Contains(hearing, k) {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// hear hands on what the arrival says of appeals: those that wait for the police, and what
// the police decided.
func (in *intake) hear(ctx context.Context) error {
	for _, h := range in.heard {
		if err := in.handBack(ctx, h); err != nil {
			return err
		}
	}
	has := func(of []registry.Kind) bool {
		return slices.ContainsFunc(in.wakes, func(k registry.Kind) bool { return slices.Contains(of, k) })
	}
	switch police := in.who.kind == "police"; {
	case police && has(hearing):
		return in.askOfAll(ctx)
	case !police && has(asking):
		return in.askPolice(ctx)
	}
	return nil
}

// askOfAll: a police station is new; what waited for one in its district goes to it.
func (in *intake) askOfAll(ctx context.Context) error {
	rows, err := in.tx.Query(ctx, `SELECT station FROM stations WHERE scheme=$1 AND district=$2 AND kind<>'police' ORDER BY station`, in.scheme, in.who.district)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	for _, station := range all {
		other := &intake{c: in.c, tx: in.tx, scheme: in.scheme, station: station}
		if err := other.askPolice(ctx); err != nil {
			return err
		}
	}
	return err
}

// toPolice is a task that was given to the police, and what came of it.
type toPolice struct {
	outcome string
	done    bool
}

// again: it was withdrawn, and who asks once more asks anew.
func (a toPolice) again() bool { return a.outcome == withdrawn || a.outcome == dropped }

// askPolice sends the station's appeals that wait for the police to them, each once, and
// withdraws those that wait no more.
func (in *intake) askPolice(ctx context.Context) error {
	if err := in.readBranches(ctx); err != nil || len(in.branches) == 0 {
		return err
	}
	spans := lineage(in.branches, newest(in.branches))
	police, err := in.policeDecide(ctx, spans)
	if err != nil {
		return err
	}
	if before, err := in.askedBefore(ctx); err != nil || !police && len(before) == 0 {
		return err
	}
	// Whoever comes second sees what the first has done: the police station, or the case.
	if err := lockScheme(ctx, in.tx, in.scheme); err != nil {
		return err
	}
	before, err := in.askedBefore(ctx)
	if err != nil {
		return err
	}
	var waiting []waits
	if police {
		if waiting, err = in.casesWaiting(ctx, spans); err != nil {
			return err
		}
	}
	wanted := map[string]bool{}
	for _, w := range waiting {
		id := in.hearingID(w, before)
		wanted[string(id)] = true
		if _, is := before[string(id)]; is {
			continue
		}
		if err := in.ask(ctx, spans, id, w); err != nil {
			return err
		}
	}
	return in.withdrawAsked(ctx, before, wanted)
}

// hearingID is the task for the appeal: another one where those before were withdrawn.
func (in *intake) hearingID(w waits, before map[string]toPolice) []byte {
	about := "hear " + hex.EncodeToString(w.lodged)
	for {
		id := in.c.blind(in.scheme, "task", about)
		if a, is := before[string(id)]; !is || !a.again() {
			return id
		}
		about += " again"
	}
}

// askedBefore are the hearings that the station asked for, by the task's id.
func (in *intake) askedBefore(ctx context.Context) (map[string]toPolice, error) {
	rows, err := in.tx.Query(ctx, `SELECT id, outcome, done IS NOT NULL FROM tasks WHERE scheme=$1 AND kind=$2 AND body->>'from_key'=$3`,
		in.scheme, string(registry.TaskHear), hex.EncodeToString(in.station))
	if err != nil {
		return nil, err
	}
	all := map[string]toPolice{}
	var id []byte
	var a toPolice
	_, err = pgx.ForEachRow(rows, []any{&id, &a.outcome, &a.done}, func() error {
		all[string(id)] = a
		return nil
	})
	return all, err
}

// withdrawAsked ends what nobody has to hear any more.
func (in *intake) withdrawAsked(ctx context.Context, before map[string]toPolice, wanted map[string]bool) error {
	var ids [][]byte
	for id, a := range before {
		if !a.done && !wanted[id] {
			ids = append(ids, []byte(id))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := in.tx.do(ctx, in.scheme, "tasks", changeTasks(`scheme=$1 AND kind=$2 AND id=ANY($3) AND done IS NULL`, `done=$4, outcome=$5`),
		in.scheme, string(registry.TaskHear), ids, in.c.ports.Now(), withdrawn)
	return err
}

// policeDecide: the station's own setting, as its log says it last, or the scheme's.
func (in *intake) policeDecide(ctx context.Context, spans []span) (bool, error) {
	s, err := scheme.ByCode(in.scheme)
	if err != nil {
		return false, err
	}
	is := s.Number(policeDecide) != 0
	changed, err := in.eventsOf(ctx, spans, "", []registry.Kind{registry.SettingChanged})
	for _, e := range changed {
		var b registry.SettingBody
		if json.Unmarshal(e.said.Body, &b) == nil && b.Name == policeDecide && b.Value != nil {
			is = *b.Value != 0
		}
	}
	return is, err
}

// ask gives the police the case with its papers. Where no police station of the district is
// enrolled the case waits for one; the desk records what the police decide by hand, as before.
func (in *intake) ask(ctx context.Context, spans []span, id []byte, w waits) error {
	var police []byte
	err := in.tx.QueryRow(ctx, `SELECT p.station FROM stations p JOIN stations s ON s.scheme=p.scheme AND s.district=p.district
		WHERE s.scheme=$1 AND s.station=$2 AND p.kind='police' AND EXISTS (SELECT 1 FROM licences l WHERE l.scheme=p.scheme AND l.key=p.station AND l.revoked IS NULL)
		ORDER BY p.code, p.station LIMIT 1`, in.scheme, in.station).Scan(&police)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	papers, err := in.papersOf(ctx, spans, w)
	if err != nil {
		return err
	}
	return in.c.putTask(ctx, in.tx, in.scheme, Task{Station: police, ID: id, Kind: string(registry.TaskHear), Pass: w.lodged,
		Body: TaskBody{From: papers.Station, FromKey: hex.EncodeToString(in.station), Case: papers.Case, Lodged: hex.EncodeToString(w.lodged), Hearing: &papers}})
}

// hearElsewhere takes back what a station was given to hear whose last key was revoked: it
// goes to another police station of the district, or waits for one.
func (c *Collector) hearElsewhere(ctx context.Context, tx *tallied, schemeCode string, revoked []byte) error {
	rows, err := tx.Query(ctx, `SELECT DISTINCT body->>'from_key' FROM tasks WHERE scheme=$1 AND station=$2 AND kind=$3 AND done IS NULL
		AND NOT EXISTS (SELECT 1 FROM licences l WHERE l.scheme=$1 AND l.key=$2 AND l.revoked IS NULL) ORDER BY 1`, schemeCode, revoked, string(registry.TaskHear))
	if err != nil {
		return err
	}
	asked, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(asked) == 0 {
		return err
	}
	if _, err := tx.do(ctx, schemeCode, "tasks", changeTasks(`scheme=$1 AND station=$2 AND kind=$3 AND done IS NULL`, `done=$4, outcome=$5`),
		schemeCode, revoked, string(registry.TaskHear), c.ports.Now(), withdrawn); err != nil {
		return err
	}
	for _, from := range asked {
		station, err := hex.DecodeString(from)
		if err != nil {
			return fmt.Errorf("%w: who asked for a hearing", ErrDamaged)
		}
		if err := (&intake{c: c, tx: tx, scheme: schemeCode, station: station}).askPolice(ctx); err != nil {
			return err
		}
	}
	return nil
}

// handBack tells the station that issued what the police decided. It is the answer of those
// who were asked, while they were: the task was ended by it, and once.
func (in *intake) handBack(ctx context.Context, h heard) error {
	var sealed []byte
	var body TaskBody
	var from string
	err := in.tx.QueryRow(ctx, `SELECT sealed, body->>'from_key' FROM tasks WHERE scheme=$1 AND station=$2 AND id=$3 AND kind=$4 AND outcome=$5`,
		in.scheme, in.station, h.task, string(registry.TaskHear), string(registry.OutcomeDone)).Scan(&sealed, &from)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	station, err := hex.DecodeString(from)
	if err == nil {
		err = in.c.openTask(in.scheme, h.task, sealed, &body)
	}
	if err != nil || body.Hearing == nil {
		return errors.Join(ErrDamaged, err)
	}
	t := Task{Station: station, ID: in.c.blind(in.scheme, "task", "decision "+string(h.task)), Kind: string(registry.TaskDecision), Number: body.Hearing.Number,
		Body: TaskBody{From: in.who.code, Case: body.Hearing.Case, Reason: h.decision, Text: h.reason, Lodged: body.Lodged,
			Heard: &registry.Heard{Point: in.who.point, Operator: h.operator, Day: h.day, Evidence: h.evidence}}}
	t.Pass, _ = hex.DecodeString(body.Lodged)     // it was written so
	return in.c.putTask(ctx, in.tx, in.scheme, t) // the first answer stays
}

// told is an event of the station, and what it says: one that came back after a restore says
// what it was.
type told struct {
	raw, said registry.Event
	sealed    []byte
}

// hash is that of the event as it was written first.
func (t told) hash() []byte {
	was, _, err := t.raw.Original()
	if err != nil {
		return t.raw.Hash[:]
	}
	return bytes.Clone(was.Hash[:])
}

// eventsOf reads the events of the kinds on the history, of a pass or of all, in order, without
// those that have no effect.
func (in *intake) eventsOf(ctx context.Context, spans []span, pass string, kinds []registry.Kind) (all []told, err error) {
	for _, s := range spans {
		rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no<$4 AND kind=ANY($5) AND ($6='' OR pass=$6)
			AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.scheme=events.scheme AND r.station=events.station AND r.hash=events.hash) ORDER BY no`,
			in.scheme, in.station, []byte(s.branch), s.below, kinds, pass)
		if err != nil {
			return nil, err
		}
		some, err := collectTold(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func collectTold(rows pgx.Rows) (all []told, err error) {
	defer rows.Close()
	for rows.Next() {
		var t told
		if t.raw, t.sealed, err = scanEvent(rows); err != nil {
			return nil, err
		}
		if t.said, err = t.raw.Again(); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
