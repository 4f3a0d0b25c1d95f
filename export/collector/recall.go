package collector

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// Listed is what a line of the daily analysis came to.
type Listed struct {
	New     bool   // it was not on the list
	Result  string // match, ambiguous, conflict, none, already_recalled, ask, no_recall
	Numbers []string
	Reason  scheme.Text
}

// List keeps an entry of the daily analysis, sealed, and asks the desk that issued
// the pass of whom it means to fetch it back, but for an entry at which somebody has to look
// first. Whoever gets a number later is held
// against it too. The same entry again changes nothing. Errors: ErrNotFound,
// ErrDatabase.
func (c *Collector) List(ctx context.Context, schemeCode string, e watch.Entry, day civil.Date) (Listed, error) {
	found, err := c.ListAll(ctx, schemeCode, []watch.Entry{e}, day)
	if err != nil {
		return Listed{}, err
	}
	return found[0], nil
}

// ListAll is List for a part of a long list: all of it is kept, or nothing.
func (c *Collector) ListAll(ctx context.Context, schemeCode string, entries []watch.Entry, day civil.Date) ([]Listed, error) {
	var found []Listed
	err := c.transact(ctx, "keep recalls", func(tx *tallied) error {
		found = make([]Listed, len(entries))
		if err := lockScheme(ctx, tx, schemeCode); err != nil {
			return err
		}
		fresh, err := c.keepEntries(ctx, tx, schemeCode, entries)
		if err != nil {
			return err
		}
		for i, e := range entries {
			if found[i], err = c.recall(ctx, tx, schemeCode, e, day); err != nil {
				return err
			}
			found[i].New = fresh[i]
		}
		return nil
	})
	return found, err
}

func entryAddress(schemeCode string, id []byte) seal.AAD {
	return seal.AAD{Table: "recalls", Version: 1, Name: fmt.Sprintf("%s/%x", schemeCode, id)}
}

// keepEntries keeps entries under numbers that count on. One that was lifted is said
// again; one that stands is left as it is. It answers which were not on the list.
func (c *Collector) keepEntries(ctx context.Context, tx *tallied, schemeCode string, entries []watch.Entry) (fresh []bool, err error) {
	var b pgx.Batch
	fresh = make([]bool, len(entries))
	for i, e := range entries {
		kept := func(rows pgx.Rows) error {
			n, err := tx.countAll(schemeCode, "recalls", rows)
			fresh[i] = fresh[i] || n > 0
			return err
		}
		plain, err := json.Marshal(e)
		if err != nil {
			return nil, fmt.Errorf("pack an entry: %w", err)
		}
		id := c.entryID(schemeCode, plain)
		sealed, err := c.ports.Vault.Seal(entryAddress(schemeCode, id), plain, c.ports.Rand)
		if err != nil {
			return nil, fmt.Errorf("seal an entry: %w", err)
		}
		b.Queue(`WITH n AS (UPDATE authorities SET listed=listed+1 WHERE scheme=$1 RETURNING listed)
			INSERT INTO recalls AS t (scheme, id, entry, came, no) SELECT $1,$2,$3,$4,listed FROM n ON CONFLICT DO NOTHING RETURNING NULL::text, t::text`,
			schemeCode, id, sealed, c.ports.Now()).Query(kept)
		b.Queue(`WITH old AS (SELECT o.scheme, o.id, o::text AS was FROM recalls o WHERE scheme=$1 AND id=$2 AND lifted IS NOT NULL FOR UPDATE),
				n AS (UPDATE authorities SET listed=listed+1 WHERE scheme=$1 AND EXISTS (SELECT 1 FROM old) RETURNING listed)
			UPDATE recalls t SET lifted=NULL, came=$3, no=n.listed FROM n, old WHERE t.scheme=old.scheme AND t.id=old.id RETURNING old.was, t::text`,
			schemeCode, id, c.ports.Now()).Query(kept)
		for _, k := range c.entryKeys(schemeCode, e) {
			b.Queue(`INSERT INTO recall_keys AS t (scheme, blind, id) VALUES ($1,$2,$3) ON CONFLICT DO NOTHING RETURNING NULL::text, t::text`,
				schemeCode, k, id).Query(tx.count(schemeCode, "recall_keys"))
		}
	}
	return fresh, tx.SendBatch(ctx, &b).Close()
}

func (c *Collector) entryID(schemeCode string, plain []byte) []byte {
	return c.blind(schemeCode, "entry", string(plain))
}

// asked is an entry in the words of the rules.
func asked(e watch.Entry) unique.Person {
	return unique.Person{Event: "recall", Number: e.Number, OwnScheme: e.Kind, OwnState: e.State, Name: e.Name, Birth: e.Birth}
}

// entryKeys are the keys by which a pass of whom the entry means is found. A masked
// number has none: the desks look for it, in their own registers.
func (c *Collector) entryKeys(schemeCode string, e watch.Entry) [][]byte {
	if e.Number == "" {
		return nil
	}
	k := unique.Keys(asked(e))
	var list [][]byte
	for _, n := range k.Numbers {
		list = append(list, c.blind(schemeCode, "number", n))
	}
	return append(list, c.blind(schemeCode, "string", k.Bare))
}

// recall looks for the pass that an entry means, and asks for it.
func (c *Collector) recall(ctx context.Context, tx *tallied, schemeCode string, e watch.Entry, day civil.Date) (Listed, error) {
	reason := e.Recall(day)
	keys := c.entryKeys(schemeCode, e)
	switch {
	case reason == "" && !e.Ask:
		return Listed{Result: "no_recall", Reason: e.Says()}, nil
	case len(keys) == 0:
		return Listed{Result: "ask", Reason: scheme.Text{ZH: "没有完整的证件号码，这里查不到；请各站点用自己的名册核对", EN: "No whole number: it cannot be looked for here; each station compares it with its own register"}}, nil
	}
	holders, err := c.holdersOf(ctx, tx, schemeCode, keys)
	if err != nil {
		return Listed{}, err
	}
	persons := eachOnce(holders)
	people := make([]unique.Person, len(persons))
	for i, passes := range persons {
		people[i] = passes[0].person
		people[i].Serial = passes[0].number.String()
	}
	d := whomItMeans(people, e, day)
	l := Listed{Result: recallResults[d.Warning], Reason: d.Reason}
	if d.Outcome == unique.RecallOne {
		l.Result = "match"
	}
	if d.Against < 0 {
		return l, nil
	}
	asks := e.Ask && l.Result == "match"
	if asks {
		l.Reason = watch.MeansPass
	}
	for _, h := range persons[d.Against] {
		if l.Result == "match" && !h.out() {
			continue
		}
		l.Numbers = append(l.Numbers, h.number.String())
		if asks || l.Result != "match" {
			continue
		}
		if err := c.fetchBack(ctx, tx, schemeCode, h, reason); err != nil {
			return l, err
		}
	}
	if asks {
		l.Result = "ask"
	}
	return l, nil
}

// fetchBack asks the desk for the pass, once for a reason.
func (c *Collector) fetchBack(ctx context.Context, tx *tallied, schemeCode string, h weighed, reason string) error {
	stand, back, err := c.recalledFor(ctx, tx, schemeCode, h, reason)
	if err != nil || stand > 0 {
		return err
	}
	return c.putTask(ctx, tx, schemeCode, c.recallTask(schemeCode, h, reason, back))
}

// recallResults are the contract's words for what is not a match.
var recallResults = map[string]string{"ambiguous": "ambiguous", "name_mismatch": "conflict", "not_found": "none", "already_recalled": "already_recalled",
	"name_only": "ask", "name_variant": "ask"}

// recallTask is one for a pass and a reason; another when those before were withdrawn.
// Its ID is blind: who has the pass could find which of the reasons it was made of.
func (c *Collector) recallTask(schemeCode string, h weighed, reason string, again int) Task {
	return Task{Station: []byte(h.station), ID: c.blind(schemeCode, "task", fmt.Sprintf("recall %s %s %d", h.pass, reason, again)), Kind: string(registry.TaskRecall),
		Pass: []byte(h.pass), Number: h.number.String(), Body: TaskBody{Reason: reason}}
}

// holdersOf are the passes that have one of the keys, with the state that they are in.
func (c *Collector) holdersOf(ctx context.Context, tx *tallied, schemeCode string, keys [][]byte) ([]weighed, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT station, pass FROM keys WHERE scheme=$1 AND blind=ANY($2) ORDER BY station, pass`, schemeCode, keys)
	if err != nil {
		return nil, err
	}
	wanted, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (p passID, err error) {
		var station, pass []byte
		err = r.Scan(&station, &pass)
		return passID{schemeCode, string(station), string(pass)}, err
	})
	if err != nil || len(wanted) == 0 {
		return nil, err
	}
	people, err := c.readWeighed(ctx, tx, schemeCode, wanted)
	if err != nil {
		return nil, err
	}
	var all []weighed
	for _, w := range people {
		w.person.Status = w.status
		all = append(all, w)
	}
	slices.SortFunc(all, weighed.before)
	return all, c.logReads(ctx, tx, schemeCode, all, "recall")
}

// logReads leaves a line for every record that was opened.
func (c *Collector) logReads(ctx context.Context, tx *tallied, schemeCode string, opened []weighed, why string) error {
	var b pgx.Batch
	for _, w := range opened {
		b.Queue(`INSERT INTO reads AS t (scheme, station, hash, who, why, at) SELECT scheme, station, record, $4, $7, $5 FROM passes WHERE scheme=$1 AND station=$2 AND pass=$3 AND branch=$6
			RETURNING NULL::text, t::text`, schemeCode, []byte(w.station), []byte(w.pass), c.ports.Who, c.ports.Now(), []byte(w.line), why).Query(tx.count(schemeCode, "reads"))
	}
	return tx.SendBatch(ctx, &b).Close()
}

// logWhole leaves one line, with no hash, for many records of a station.
func (t *tallied) logWhole(ctx context.Context, schemeCode string, station []byte, why string) error {
	_, err := t.do(ctx, schemeCode, "reads", `INSERT INTO reads AS t (scheme, station, hash, who, why, at) VALUES ($1,$2,'',$3,$4,$5) RETURNING NULL::text, t::text`,
		schemeCode, station, t.c.ports.Who, why, t.c.ports.Now())
	return err
}

// recallLate holds passes of the queue against the lists that came before them.
func (c *Collector) recallLate(ctx context.Context, tx *tallied, schemeCode string, blinds [][]byte) error {
	rows, err := tx.Query(ctx, `SELECT DISTINCT r.id, r.entry FROM recall_keys k JOIN recalls r ON r.scheme=k.scheme AND r.id=k.id WHERE k.scheme=$1 AND k.blind=ANY($2) AND r.lifted IS NULL ORDER BY r.id`, schemeCode, blinds)
	if err != nil {
		return err
	}
	entries, err := c.openEntries(rows, schemeCode)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Ask {
			continue
		}
		if _, err := c.recall(ctx, tx, schemeCode, e, civil.On(c.ports.Now(), china)); err != nil {
			return err
		}
	}
	return nil
}

// openEntries reads the entries of a query for id and entry.
func (c *Collector) openEntries(rows pgx.Rows, schemeCode string) ([]watch.Entry, error) {
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (e watch.Entry, err error) {
		var id, sealed []byte
		if err = r.Scan(&id, &sealed); err != nil {
			return e, err
		}
		plain, err := c.openEntry(schemeCode, id, sealed)
		if err != nil || json.Unmarshal(plain, &e) != nil {
			return e, fmt.Errorf("%w: an entry of the recalls", ErrDamaged)
		}
		return e, nil
	})
}

func (c *Collector) openEntry(schemeCode string, id, sealed []byte) ([]byte, error) {
	plain, err := c.ports.Vault.Open(entryAddress(schemeCode, id), sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: an entry of the recalls", ErrDamaged)
	}
	return plain, nil
}
