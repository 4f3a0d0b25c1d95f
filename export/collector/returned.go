package collector

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// What a station lost when it put a backup back goes down to it: the events of its
// histories that the one on which it stands does not share. A station stands on the
// history with the newest epoch, since a restore takes one of its own. How much of a
// history it has back it says itself, in its own log (BranchReturned), and every part
// goes down until it does; what it has already changes nothing there.

const (
	mostReturned     = 1_000   // events of a part: a station takes each in by itself
	mostReturnedSize = 2 << 20 // likewise, in bytes
)

// lost is what one history has and the station's own has not.
type lost struct {
	*branch
	from, to int64
}

// returned: what the station lost, in parts.
func (p *parcelDown) returned(ctx context.Context, tx *tallied, root *licence.Root) error {
	in := &intake{c: p.c, tx: tx, scheme: p.manifest.Scheme, station: p.manifest.Register}
	if err := in.readBranches(ctx); err != nil || len(in.branches) < 2 {
		return err
	}
	own := newest(in.branches)
	spans := lineage(in.branches, own)
	back, err := in.backAlready(ctx, spans, root)
	if err != nil {
		return err
	}
	if p.comes, err = in.comesBack(ctx, spans); err != nil {
		return err
	}
	for _, l := range lostOf(in.branches, spans) {
		if !p.comes[l.name] {
			continue
		}
		l.from = max(l.from, back[l.name]+1)
		if l.to, err = in.worthIt(ctx, l); err != nil {
			return err
		}
		if err := p.partsOf(ctx, in, l, root); err != nil {
			return err
		}
	}
	return nil
}

// comesBack are the histories of which the station gets back what it has not: those that it
// left when it put a backup back, and what parted from them.
func (in *intake) comesBack(ctx context.Context, spans []span) (map[string]bool, error) {
	comes := map[string]bool{}
	for _, l := range lostOf(in.branches, spans) {
		if comes[l.name] = comes[l.parent]; comes[l.name] {
			continue
		}
		is, err := in.putBack(ctx, spans, l)
		if err != nil {
			return nil, err
		}
		comes[l.name] = is
	}
	return comes, nil
}

// lostOf are the parts of the other histories, those that were left first before those
// that left them, and of two that were left at one event the earlier before the later.
func lostOf(all map[string]*branch, spans []span) []lost {
	shared := map[string]int64{}
	for _, s := range spans {
		shared[s.branch] = s.below
	}
	var list []lost
	for _, b := range all {
		from := b.from
		if below, is := shared[b.name]; is {
			from = below
		}
		if from != math.MaxInt64 { // the station's own
			list = append(list, lost{branch: b, from: from})
		}
	}
	slices.SortFunc(list, func(a, b lost) int {
		return cmp.Or(cmp.Compare(a.from, b.from), a.order(b.branch))
	})
	return list
}

// putBack: behind where the lost events begin the station's own history took an epoch. An
// image of a disk works on for a while before somebody finds it out, so it need not be
// the first thing there. Where it took none, two copies of it work on side by side, and
// neither has lost anything.
func (in *intake) putBack(ctx context.Context, spans []span, l lost) (is bool, err error) {
	for _, s := range spans {
		err = in.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no<$4 AND no>=$5 AND kind=$6)`,
			in.scheme, in.station, []byte(s.branch), s.below, l.from, string(registry.EpochTaken)).Scan(&is)
		if err != nil || is {
			return is, err
		}
	}
	return false, nil
}

// worthIt is the last event of what is lost that tells of a person or a pass; 0: none
// does. Behind it stand receipts, exports, and what came back there: a copy that works
// on would otherwise send such events with every exchange, for ever.
func (in *intake) worthIt(ctx context.Context, l lost) (to int64, err error) {
	err = in.tx.QueryRow(ctx, `SELECT coalesce(max(no),0) FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no>=$4
		AND (pass<>'' OR record IS NOT NULL) AND kind<>ALL($5)`, in.scheme, in.station, []byte(l.name), l.from, besideThePoint).Scan(&to)
	return to, err
}

var besideThePoint = []string{string(registry.BranchReturned), string(registry.StepReturned), string(registry.EventReturned),
	string(registry.CopySkipped), string(registry.TaskTaken), string(registry.TaskDone), string(registry.Viewed), string(registry.SettingChanged)}

// newest is the history on which the station stands.
func newest(all map[string]*branch) (own *branch) {
	for _, b := range all {
		if own == nil || b.order(own) > 0 {
			own = b
		}
	}
	return own
}

// order is by what histories say, and by their hashes only where they say the same: so
// the same city says the same.
func (b *branch) order(o *branch) int {
	return cmp.Or(cmp.Compare(b.head.Epoch, o.head.Epoch), cmp.Compare(b.at, o.at), cmp.Compare(b.from, o.from), cmp.Compare(b.head.Event, o.head.Event), cmp.Compare(b.name, o.name))
}

// backAlready is up to which event of each history the station says that it has it back,
// in the log on which it stands: what it said before another restore is lost too.
func (in *intake) backAlready(ctx context.Context, spans []span, root *licence.Root) (map[string]int64, error) {
	back := map[string]int64{}
	for _, s := range spans {
		rows, err := in.tx.Query(ctx, `SELECT body FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no<$4 AND kind=$5 ORDER BY no`,
			in.scheme, in.station, []byte(s.branch), s.below, string(registry.BranchReturned))
		if err != nil {
			return nil, err
		}
		bodies, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
		if err != nil {
			return nil, err
		}
		for _, body := range bodies {
			var b registry.BranchBody
			_ = json.Unmarshal(body, &b) // what cannot be read is no receipt
			r, err := licence.ParseReceipt([]byte(b.Receipt), root.Key())
			if err != nil {
				continue
			}
			name, err := in.historyOf(ctx, r.Head)
			if err != nil {
				return nil, err
			}
			back[name] = max(back[name], r.Through)
		}
	}
	return back, nil
}

// historyOf is the history in which an event stands that was receipted.
func (in *intake) historyOf(ctx context.Context, hash [32]byte) (string, error) {
	var name []byte
	err := in.tx.QueryRow(ctx, `SELECT branch FROM events WHERE scheme=$1 AND station=$2 AND hash=$3`, in.scheme, in.station, hash[:]).Scan(&name)
	return string(name), err
}

// partsOf puts what is lost of one history into the parcel: what was done in it. What
// came back in it of another one goes down from there, and not as a copy of a copy.
func (p *parcelDown) partsOf(ctx context.Context, in *intake, l lost, root *licence.Root) error {
	if l.to < l.from {
		return nil
	}
	if err := in.tx.logWhole(ctx, in.scheme, in.station, "returned"); err != nil {
		return err
	}
	before, err := in.eventAt(ctx, l.name, l.from-1)
	if err != nil {
		return err
	}
	rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no BETWEEN $4 AND $5 ORDER BY no`, in.scheme, in.station, []byte(l.name), l.from, l.to)
	if err != nil {
		return err
	}
	defer rows.Close()
	var part registry.SentBranch
	last, size := before, 0
	for rows.Next() {
		e, sealed, err := scanEvent(rows)
		if err != nil {
			return err
		}
		if e.Returned() {
			continue
		}
		if part.Events == nil && last.Kind == registry.BranchReturned {
			part.Behind = slices.Clone(last.Hash[:]) // last goes on
		}
		last = e
		sent := registry.SentEvent{Event: e.AppendTo(nil)}
		if sealed != nil {
			it := Item{Event: e}
			if err := in.c.openRecord(in.scheme, in.station, &it, sealed); err != nil {
				return err
			}
			sent.Record = append(it.Salt[:], it.Record...)
		}
		part.Events = append(part.Events, sent)
		size += len(sent.Event) + len(sent.Record)
		if part.Last = e.No == l.to; !part.Last && e.Kind != registry.BranchReturned && len(part.Events) < mostReturned && size < mostReturnedSize {
			continue
		}
		receipt, err := licence.SignReceipt(licence.Receipt{Scheme: in.scheme, Register: in.station, Through: e.No, Epoch: l.head.Epoch, Head: e.Hash}, root)
		if err != nil {
			return err
		}
		part.Receipt = string(receipt)
		p.put(registry.SentReturned, part)
		part, size = registry.SentBranch{}, 0
	}
	return rows.Err()
}

// eventAt is the event of a history's own at the number; the zero event for none.
func (in *intake) eventAt(ctx context.Context, branch string, no int64) (e registry.Event, err error) {
	rows, err := in.tx.Query(ctx, `SELECT `+eventColumns+` FROM events WHERE scheme=$1 AND station=$2 AND branch=$3 AND no=$4`, in.scheme, in.station, []byte(branch), no)
	if err != nil {
		return e, err
	}
	defer rows.Close()
	if rows.Next() {
		if e, _, err = scanEvent(rows); err != nil {
			return e, err
		}
	}
	return e, rows.Err()
}

// cameBack are the events of a part that came back to the station, by the hash that
// they have in the history that was left: in which they stand, and what was found wrong
// with them.
type cameBack struct {
	in  map[[32]byte]string
	why map[[32]byte]string
}

// readReturned looks up what the kept events say came back.
func (in *intake) readReturned(ctx context.Context) error {
	in.back = cameBack{map[[32]byte]string{}, map[[32]byte]string{}}
	var hashes [][]byte
	for _, a := range in.kept {
		if was, _, err := a.Event.Original(); err == nil && a.Event.Kind == registry.StepReturned {
			hashes = append(hashes, was.Hash[:])
		}
	}
	if len(hashes) == 0 {
		return nil
	}
	rows, err := in.tx.Query(ctx, `SELECT e.hash, e.branch, coalesce(r.why,'') FROM events e LEFT JOIN refused r ON r.scheme=e.scheme AND r.station=e.station AND r.hash=e.hash
		WHERE e.scheme=$1 AND e.station=$2 AND e.hash=ANY($3) ORDER BY e.hash`, in.scheme, in.station, hashes)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var hash, branch []byte
		var why string
		if err := rows.Scan(&hash, &branch, &why); err != nil {
			return err
		}
		in.back.in[[32]byte(hash)], in.back.why[[32]byte(hash)] = string(branch), why
	}
	return rows.Err()
}

// returnedStep: a step of a history that the station left stands in the one it is on
// now. The pass is the same, known by the event that gave it; its keys are here already.
func (in *intake) returnedStep(ctx context.Context, a *arrived) (string, error) {
	was, _, err := a.Event.Original()
	if err != nil {
		return WhyBody, nil
	}
	there, stands := in.back.in[was.Hash]
	if !stands || was.Pass != a.Event.Pass {
		return WhyIllegal, nil
	}
	if why := in.back.why[was.Hash]; why != "" {
		return why, nil
	}
	p, err := in.passOf(ctx, a)
	if err != nil {
		return "", err
	}
	if p == nil {
		if p = p.after(a.Event); p == nil || p.state.LastEvent != a.Event.No {
			return WhyIllegal, nil
		}
		p.branch, p.new, p.carried = a.branch, true, true
		in.folder.rows[a.Event.Pass] = append(in.folder.rows[a.Event.Pass], p)
		in.folder.move(p, p.state)
		return "", nil
	}
	state, err := p.state.After(a.Event)
	if err != nil || in.folder.another(p, there) {
		return WhyIllegal, nil
	}
	p.after(a.Event)
	in.folder.move(p, state)
	return "", nil
}

// another: in the history of the name the number is of another pass, which a copy gave.
// What was done with that one was not done with this.
func (f *folder) another(p *passRow, branch string) bool {
	number := p.state.Number.String()
	return slices.ContainsFunc(f.rows[number], func(o *passRow) bool { return o.branch == branch && o.hash != p.hash })
}
