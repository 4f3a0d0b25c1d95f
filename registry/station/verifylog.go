package station

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// folded is what the log adds up to beside the passes: the standard for the small
// tables.
type folded struct {
	cases      registry.Cases
	operators  offices
	settings   map[string]setBy  // of the scheme
	kept       string            // digest of all of them as the last change left them; "" where its event does not say
	own        map[string]string // likewise of each of the desk's own
	equipment  map[string]int64  // the event that spoke last of a kind
	recovery   string            // digest of the recovery that was made last
	overridden []chosen
	lists      map[string]string // digest of each list that was loaded last
	residents  registry.ListBody // the residents' list that was loaded last
	days       *dayFold
	watch      watchLog
	imports    map[int64]registry.ListBody // lists of people, by event
	branch     registry.Branch
	branches   branches
	upstream   upstreamLog
	returned   returnedProof
}

// chosen is an Overridden event with the pass that was issued right before it.
type chosen struct {
	registry.Event
	issued string
}

// audit is verify at work.
type audit struct {
	folded
	s      *Station
	p      *Proof
	told   func(Progress)
	at     func(part float64) // of the step that goes on
	failed error              // it could not be looked at

	head     registry.Head
	heads    *headsProof
	passes   *passTable
	last     string // the pass that the event before issued; "" when it did not
	gapEnd   int64  // end of the last stretch that could not be read
	secret   [32]byte
	reissued map[string]bool
	lifted   map[registry.Number][]int // copies in whose place something came back
	answers  buckets                   // every ref with its event and answer, as the log has them
	keys     buckets                   // every blind key of every issue, likewise
}

func (s *Station) newAudit(ctx context.Context, p *Proof, told func(Progress)) *audit {
	a := &audit{s: s, p: p, told: told, passes: newPassTable(), reissued: map[string]bool{}, lifted: map[registry.Number][]int{}, secret: s.vault.Blind("verify", "")}
	a.folded = folded{
		cases: registry.Cases{}, operators: offices{}, settings: map[string]setBy{}, own: map[string]string{}, equipment: map[string]int64{}, lists: map[string]string{}, imports: map[int64]registry.ListBody{},
		recovery: s.opened.Recovery,
	}
	a.days = newDayFold(a.passes, a.cases, a.s.ports.Zone)
	a.heads = s.newHeadsProof(ctx, p)
	return a
}

// readLog reads events and records side by side, once. What needs one event alone
// is worked out by all cores, what needs the one before is folded in order.
func (a *audit) readLog(ctx context.Context) {
	end := a.s.lastKnown()
	a.failed = inOrder(a.s.logItems(ctx, end), a.readRow, func(i logItem, read readRow) {
		if i.cause != nil {
			a.p.fault("events %d to %d: the file does not give them back (%v)", i.No, i.last, i.cause)
			a.gapEnd = i.last
			return
		}
		a.hear(ctx, i.Event, read)
		if i.No%4096 == 0 {
			a.at(float64(i.No) / float64(end))
		}
	})
	a.finish()
}

// logItem is an event with its record; or a stretch of the log that the medium
// does not give back, from No to last, and why.
type logItem struct {
	LogRow
	lost  bool // the record: the file does not give it back
	last  int64
	cause error
}

// logItems reads the log around what cannot be read. Where only a record is lost,
// its event still comes.
func (s *Station) logItems(ctx context.Context, end int64) iter.Seq[logItem] {
	log := func(records bool) func(int64) iter.Seq2[LogRow, error] {
		return func(after int64) iter.Seq2[LogRow, error] { return s.ports.Store.Log(ctx, after, records) }
	}
	number := func(r LogRow) int64 { return r.No }
	return func(yield func(logItem) bool) {
		around(stretch{0, end}, log(true), number, func(r LogRow) bool { return yield(logItem{LogRow: r}) }, func(g stretch, _ error) bool {
			more := true
			around(g, log(false), number, func(r LogRow) bool {
				more = r.No > g.last || yield(logItem{LogRow: r, lost: true})
				return more && r.No < g.last
			}, func(g stretch, cause error) bool {
				more = ctx.Err() == nil && yield(logItem{LogRow: LogRow{Event: registry.Event{No: g.after + 1}}, last: g.last, cause: cause})
				return more
			})
			return more && ctx.Err() == nil
		})
	}
}

// readRow is what can be said of an event by itself.
type readRow struct {
	intact  bool
	record  bool // it has one
	faults  []string
	of      int64 // the case
	ofFault error
	twin    int
	keys    []element
	answer  []element
}

func (r *readRow) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// readRow reads an event with its record: whether both are as they were written,
// and what the tables beside the log must hold because of them.
func (a *audit) readRow(r logItem) readRow {
	out := readRow{intact: r.Intact(r.Prev), record: r.Sealed != nil}
	out.of, out.ofFault = r.OfCase()
	var record []byte
	switch {
	case r.cause != nil:
		return out
	case r.lost && r.Commitment != [32]byte{}:
		out.fault("record of event %d: the file does not give it back", r.No)
	case out.record:
		record = a.checkRecord(r.LogRow, &out)
	case r.Commitment != [32]byte{}:
		out.fault("record of event %d: it is missing", r.No)
	}
	said, err := r.Again()
	if err != nil {
		out.fault("log: %v", err)
	}
	switch said.Kind {
	case registry.Issued, registry.Reissued:
		var b registry.IssuedBody
		if json.Unmarshal(said.Body, &b) == nil {
			out.twin = b.Twin
			if !r.Returned() { // what was answered then was not kept upstream
				out.answer = a.answered(r.No, b.Answered)
			}
		}
		if said.Kind == registry.Issued && record != nil {
			out.keys = a.elements(a.keysIn(record, r.No, out.twin))
		}
	case registry.Refused, registry.Parked, registry.SpecialRecorded:
		var b registry.DecidedBody
		if !r.Returned() && json.Unmarshal(r.Body, &b) == nil {
			out.answer = a.answered(r.No, b.Answered)
		}
	}
	return out
}

// checkRecord opens a record and holds it against the event's commitment.
func (a *audit) checkRecord(r LogRow, out *readRow) []byte {
	record, sum, err := a.s.openRecord(SealedRecord{r.No, r.Sealed})
	switch {
	case err != nil:
		out.fault("record of event %d: it does not open", r.No)
		return nil
	case sum != r.Commitment:
		out.fault("record of event %d: it is not the one the event speaks of", r.No)
	case !json.Valid(record):
		out.fault("record of event %d: unreadable", r.No)
		return nil
	}
	return record
}

// ownRecord is an application as this program wrote it: what is looked at in one
// that comes from outside, such as a field named twice, cannot be in it.
type ownRecord registry.Application

// keysIn are the blind keys of a holder's record, for the pass of the row.
func (a *audit) keysIn(record []byte, row int64, twin int) []placedKey {
	var holder struct {
		ownRecord
		Corrected *ownRecord `json:"application"`
	}
	if json.Unmarshal(record, &holder) != nil {
		return nil // the record's fault is told already
	}
	if holder.Corrected != nil {
		holder.ownRecord = *holder.Corrected
	}
	var list []placedKey
	for _, k := range a.s.blindKeys(unique.Keys(a.s.personOf(registry.Application(holder.ownRecord), "active")), twin) {
		k.Row = row
		if at := placed(k); !slices.Contains(list, at) {
			list = append(list, at)
		}
	}
	return list
}

// hear folds the next event, in order.
func (a *audit) hear(ctx context.Context, e registry.Event, r readRow) {
	p := a.p
	for _, f := range r.faults {
		p.fault("%s", f)
	}
	if r.record {
		p.Records++
	}
	switch {
	case !r.intact:
		p.fault("event %d: it was changed", e.No)
	case e.No != a.head.Event+1 && !a.skipped(e.No):
		p.fault("log: events %d to %d are missing", a.head.Event+1, e.No-1)
	case e.Prev != a.head.Hash && !a.skipped(e.No):
		p.fault("event %d: it does not follow the one before", e.No)
	}
	var err error
	if a.head, err = a.head.Advance(e); err != nil {
		p.fault("log: %v", err)
	}
	a.heads.hear(p, e)
	if err := a.days.add(e, civil.On(e.At, a.s.ports.Zone)); err != nil {
		p.fault("accounting: %v", err)
	}
	if a.branch, err = a.branch.After(e); err != nil {
		p.fault("log: %v", err)
	}
	a.hearPass(e)
	a.hearCase(e, r)
	a.keys.add(r.keys...)
	a.answers.add(r.answer...)
	a.note(e)
	a.branches.hear(p, e)
	a.returned.hear(ctx, a.s, p, e, a.upstream.roots)
}

func (a *audit) hearPass(e registry.Event) {
	if e.Pass == "" || !e.Kind.ChangesPass() {
		return
	}
	n, err := registry.ParseNumber(e.Pass)
	if err != nil {
		a.p.fault("log: event %d: %v", e.No, err)
		return
	}
	state, _ := a.passes.state(n)
	if err := a.branch.Check(state, e); err != nil {
		a.p.fault("log: %v", err)
	}
	was := state
	if state, err = state.After(e); err != nil {
		a.p.fault("log: event %d: %v", e.No, err)
		return
	}
	if e.Returned() || state.Copy < was.Copy { // it came back, or was found to be out
		a.lifted[n] = append(a.lifted[n], state.Lifted(was)...)
	}
	if state.Number != n {
		a.p.fault("log: event %d: it is of another pass", e.No)
		return
	}
	a.passes.put(state)
	if said, err := e.Again(); err == nil && (said.Kind == registry.Reissued || said.Kind == registry.Corrected) {
		a.reissued[e.Pass] = true
	}
}

func (a *audit) hearCase(e registry.Event, r readRow) {
	if r.ofFault != nil {
		a.p.fault("log: %v", r.ofFault)
	}
	if r.of == 0 {
		return
	}
	next, err := a.cases[r.of].After(e)
	if err != nil {
		a.p.fault("log: %v", err)
		return
	}
	a.cases[r.of] = next
}

// note keeps what an event says of the small tables.
func (a *audit) note(e registry.Event) {
	issued := a.last
	a.last = ""
	switch e.Kind {
	case registry.Issued, registry.Reissued, registry.Corrected:
		a.last = e.Pass
	case registry.ListImported:
		var b registry.ListBody
		if json.Unmarshal(e.Body, &b) == nil {
			a.lists[b.List] = b.Digest
			a.imports[e.No] = b
			if b.List == "residents" {
				a.residents = b
			}
		}
	case registry.SettingChanged:
		a.hearSetting(e)
	case registry.RecoveryMade:
		var b registry.RecoveryBody
		if json.Unmarshal(e.Body, &b) == nil {
			a.recovery = b.Recovery
		}
	case registry.Overridden:
		a.overridden = append(a.overridden, chosen{e, issued})
	}
	a.hearOffice(e)
	a.watch.note(e)
	a.upstream.hear(a.p, e)
}

// skipped: the event stands right behind a stretch that could not be read.
func (a *audit) skipped(no int64) bool { return a.gapEnd != 0 && no == a.gapEnd+1 }
