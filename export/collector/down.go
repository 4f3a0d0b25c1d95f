package collector

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
)

// Waiting are the stations that a parcel down can be made for: those that have said
// what to seal it to. Each by scheme and key.
func (c *Collector) Waiting(ctx context.Context) ([]Address, error) {
	rows, err := c.pool.Query(ctx, `SELECT scheme, station, code FROM stations WHERE answer<>'' ORDER BY scheme, district, code, station`)
	if err != nil {
		return nil, wrap("list the stations", err)
	}
	all, err := pgx.CollectRows(rows, scanAddress)
	return all, wrap("list the stations", err)
}

func scanAddress(r pgx.CollectableRow) (a Address, err error) {
	err = r.Scan(&a.Scheme, &a.Station, &a.Code)
	return a, err
}

// Address is a station.
type Address struct {
	Scheme  string
	Station []byte
	Code    int
}

// parcelDown is what goes to a station.
type parcelDown struct {
	c        *Collector
	manifest bundle.Manifest
	sent     []registry.Sent
	comes    map[string]bool // histories of which the station gets back what it has not
}

// Down makes the parcel for a station: receipts through what is on the disk, what
// was put aside and why, what a restore has lost, tasks, and the licence. Errors: ErrNotFound, ErrDatabase,
// and those of the writer.
func (c *Collector) Down(ctx context.Context, a Address, to io.Writer) (bundle.Manifest, error) {
	key, err := c.signer(ctx, a.Scheme)
	if err != nil {
		return bundle.Manifest{}, err
	}
	defer key.Wipe()
	authority, err := c.Authority(ctx, a.Scheme)
	if err != nil {
		return bundle.Manifest{}, err
	}
	root, err := authority.sign(key)
	if err != nil {
		return bundle.Manifest{}, err
	}
	var p parcelDown
	err = c.transact(ctx, "make a parcel down", func(tx *tallied) error {
		p = parcelDown{c: c, manifest: bundle.Manifest{Way: bundle.Down, Scheme: a.Scheme, Register: a.Station, Made: c.ports.Now().UTC().Truncate(time.Millisecond), Authority: authority.Root.Name()}}
		return p.gather(ctx, tx, authority, root)
	})
	if err != nil {
		return bundle.Manifest{}, err
	}
	w, err := bundle.NewWriter(to, p.manifest, key)
	if err != nil {
		return bundle.Manifest{}, err
	}
	for _, s := range p.sent {
		if err := w.Sent(s); err != nil {
			return bundle.Manifest{}, err
		}
	}
	_, err = w.Close()
	return p.manifest, err
}

// gather collects the parcel. The station's row is locked, so that no event comes
// between a receipt and what is said beside it.
func (p *parcelDown) gather(ctx context.Context, tx *tallied, a Authority, root *licence.Root) error {
	m := &p.manifest
	err := tx.QueryRow(ctx, `UPDATE stations SET parcels=parcels+1 WHERE scheme=$1 AND station=$2 AND answer<>'' RETURNING parcels, answer, district, code`, m.Scheme, m.Register).
		Scan(&m.Number, &m.Recipient, &m.District, &m.Station)
	if err != nil {
		return wrap("look the station up", err)
	}
	upstream, err := licence.SignUpstream(licence.Upstream{Scheme: m.Scheme, Recipient: a.Recipient}, root)
	if err != nil {
		return err
	}
	p.put(registry.SentUpstream, registry.SignedText{Text: string(upstream)})
	for _, read := range []func(context.Context, *tallied, *licence.Root) error{p.licences, p.receipts, p.asides, p.missing, p.returned, p.tasks, p.people, p.lists} {
		if err := read(ctx, tx, root); err != nil {
			return err
		}
	}
	return nil
}

func (p *parcelDown) put(kind registry.SentKind, body any) {
	p.sent = append(p.sent, registry.Sent{Kind: kind, Body: registry.Body(body)})
}

// licences: the one under which the station numbers, as it was signed last.
func (p *parcelDown) licences(ctx context.Context, tx *tallied, root *licence.Root) error {
	rows, err := tx.Query(ctx, `SELECT licence FROM licences WHERE scheme=$1 AND key=$2 AND revoked IS NULL ORDER BY made DESC, code LIMIT 1`, p.manifest.Scheme, p.manifest.Register)
	if err != nil {
		return err
	}
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, text := range texts {
		lic, err := licence.Parse([]byte(text), root.Key())
		if err != nil {
			return fmt.Errorf("%w: a licence: %w", ErrDamaged, err)
		}
		p.put(registry.SentLicence, registry.SignedText{Text: string(lic.Delivery())})
	}
	return err
}

// receipts: one for each history. A laptop that is the copy of another learns from
// the other's that it is one. The order is that of the histories, not of their hashes,
// so that the same city says the same.
func (p *parcelDown) receipts(ctx context.Context, tx *tallied, root *licence.Root) error {
	rows, err := tx.Query(ctx, `SELECT through, epoch, head FROM branches WHERE scheme=$1 AND station=$2 ORDER BY branch<>'', from_no, epoch, through, branch`, p.manifest.Scheme, p.manifest.Register)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := licence.Receipt{Scheme: p.manifest.Scheme, Register: p.manifest.Register}
		var head []byte
		if err := rows.Scan(&r.Through, &r.Epoch, &head); err != nil {
			return err
		}
		r.Head = [32]byte(head)
		note, err := licence.SignReceipt(r, root)
		if err != nil {
			return err
		}
		p.put(registry.SentReceipt, registry.SignedText{Text: string(note)})
	}
	return rows.Err()
}

// asides: what has no effect, and where the station's histories part though it put no
// backup back. Of a pass whose number was not registered that is said once: what the desk
// did with its paper since is right, and no fault of its own.
func (p *parcelDown) asides(ctx context.Context, tx *tallied, _ *licence.Root) error {
	restored, err := putBack(ctx, tx, p.manifest.Scheme, p.manifest.Register)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT a.no, a.why FROM (SELECT no::text, why FROM refused r WHERE scheme=$1 AND station=$2 AND NOT (why=$3 AND EXISTS (
			SELECT 1 FROM events e JOIN events g ON g.scheme=e.scheme AND g.station=e.station AND g.pass=e.pass AND g.pass<>'' AND g.kind=$4
			JOIN refused i ON i.scheme=g.scheme AND i.station=g.station AND i.hash=g.hash
			WHERE e.scheme=r.scheme AND e.station=r.station AND e.hash=r.hash AND e.pass<>''))
		UNION ALL SELECT place, 'fork' FROM forks WHERE scheme=$1 AND station=$2 AND what='event') a(no, why) ORDER BY length(a.no), a.no, a.why`, p.manifest.Scheme, p.manifest.Register, WhyIllegal, string(registry.Issued))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var no, why string
		if err := rows.Scan(&no, &why); err != nil {
			return err
		}
		if why == "fork" && restored[no] {
			continue
		}
		event, err := strconv.ParseInt(no, 10, 64)
		if err != nil {
			return fmt.Errorf("%w: the place of a fork", ErrDamaged)
		}
		told := asides[why]
		p.put(registry.SentAside, registry.Aside{Event: event, Cause: told.cause, Why: registry.SentWhy{ZH: told.why.ZH, EN: told.why.EN}})
	}
	return rows.Err()
}

// missing: what lies before events that are held. A station sends it with its next parcel
// in any case, unless it has a receipt for it: then this register was put back from an
// older copy since, and only the station has those events.
func (p *parcelDown) missing(ctx context.Context, tx *tallied, _ *licence.Root) error {
	waiting, err := waitingOf(ctx, tx, p.manifest.Scheme, p.manifest.Register)
	if err != nil || len(waiting) == 0 {
		return err
	}
	var through int64
	if err := tx.QueryRow(ctx, `SELECT coalesce(max(through),0) FROM branches WHERE scheme=$1 AND station=$2`, p.manifest.Scheme, p.manifest.Register).Scan(&through); err != nil {
		return err
	}
	for _, g := range gapsBefore(through, waiting) {
		if g.From <= through {
			continue // of another history, which this station may not have
		}
		p.put(registry.SentAside, registry.Aside{Event: g.From, To: g.To, Cause: registry.AsideMissing, Why: registry.SentWhy{
			ZH: fmt.Sprintf("第 %d 到 %d 号事件上级没有，后面的先留着，等它们到。", g.From, g.To), EN: fmt.Sprintf("events %d to %d are not here; what follows them is held until they come.", g.From, g.To)}})
	}
	return nil
}

// asides are the reasons in the words of a parcel, with a sentence.
var asides = map[string]struct {
	cause string
	why   scheme.Text
}{
	"fork": {"fork", scheme.Text{ZH: "同一登记册有两份在用：从这一号起，两份各写各的。请查明哪一台是拷贝，停用它。",
		EN: "two copies of this register are in use, and part at this event: find out which laptop is the copy, and stop it."}},
	WhyNumber:  {"number", scheme.Text{ZH: "这个编号不是发给本站的代码，未予登记。请告诉上级：给本站补发这个代码的许可，就会登记。", EN: "the number is of a code that was not licensed to this station, and is not registered. Tell the authority: with a licence for that code it will be."}},
	WhyRevoked: {"number", scheme.Text{ZH: "本站的钥匙已吊销，此后发的编号未予登记；这些证收回、作废，在本站登记就行。", EN: "the station's key was revoked; numbers given since are not registered. Take these papers back or void them, and record it here; that is all."}},
	WhyIllegal: {"not_possible", scheme.Text{ZH: "按这张证当时的状态，不能有这一步。", EN: "not possible in the state that the pass was in."}},
	WhyRecord:  {"unreadable", scheme.Text{ZH: "持证人的资料读不出来，无法查重。", EN: "the holder's record cannot be read, so nobody can look for the person."}},
	WhyBody:    {"unreadable", scheme.Text{ZH: "事件的内容读不出来。", EN: "the event's body cannot be read."}},
}

// tasks that are open, and those that a station has open and need not do. What is to be compared, and what the desk cannot do, is for the
// city's own people.
func (p *parcelDown) tasks(ctx context.Context, tx *tallied, _ *licence.Root) error {
	rows, err := tx.Query(ctx, `SELECT t.id, t.kind, t.pass, t.number, coalesce(t.body->>'first',''), coalesce(t.body->>'case',''), t.sealed, t.made, coalesce((p.state->>'FirstEvent')::bigint,0), t.done IS NOT NULL
		FROM tasks t LEFT JOIN events e ON e.scheme=t.scheme AND e.station=t.station AND e.hash=t.pass
		LEFT JOIN passes p ON p.scheme=t.scheme AND p.station=t.station AND p.pass=t.pass AND p.branch=e.branch
		WHERE t.scheme=$1 AND t.station=$2 AND (t.done IS NULL AND t.outcome='' OR t.outcome=$4 OR t.body ? 'unheard') AND t.kind<>$3 ORDER BY t.made, t.id`, p.manifest.Scheme, p.manifest.Register, Compare, withdrawn)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []registry.Task
	var about [][]byte
	for rows.Next() {
		var id, pass, sealed []byte
		var made time.Time
		var t registry.Task
		var says TaskBody
		if err := rows.Scan(&id, &t.Kind, &pass, &t.Number, &t.Other, &t.Case, &sealed, &made, &t.Event, &t.Done); err != nil {
			return err
		}
		if err := p.c.openTask(p.manifest.Scheme, id, sealed, &says); err != nil {
			return err
		}
		t.Reason, t.Text = says.Reason, says.Text
		if t.Lodged, t.Heard = says.Lodged, says.Heard; !t.Done { // nobody needs the papers any more
			t.Hearing = says.Hearing
		}
		t.ID, t.Day = taskName(id), civil.On(made, china)
		if t.Kind != registry.TaskReissue {
			t.Event = 0
		}
		all, about = append(all, t), append(about, pass)
	}
	if rows.Err() != nil {
		return rows.Err()
	}
	if err := p.ofCopies(ctx, tx, all, about); err != nil {
		return err
	}
	for _, t := range all {
		p.put(registry.SentTask, t)
	}
	return nil
}

// taskName is a task's id as stations know it.
func taskName(id []byte) string { return "t-" + hex.EncodeToString(id) }

// taskID reads what taskName wrote.
func taskID(name string) (id []byte, ok bool) {
	digits, is := strings.CutPrefix(name, "t-")
	id, err := hex.DecodeString(digits)
	return id, is && err == nil
}
